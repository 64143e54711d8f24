import {Command} from "commander";
import {buildSite} from "./build/build.js";
import {runCommand} from "./command.js";

const program = new Command("npm run build --")
  .description("Builds the site into dist/: refresh the data, seed the libraries, build, finish, check.")
  .option("--no-refresh", "build on what is in the store")
  .option("--force", "build even when nothing changed")
  .option("--output <folder>", "where the site goes", "dist")
  .action(async ({refresh, force, output}: {refresh: boolean; force?: boolean; output: string}) => {
    await buildSite({refresh, force, output});
  });

await runCommand(() => program.parseAsync());
