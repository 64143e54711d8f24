import {Command} from "commander";
import {main as replay} from "../replay.js";
import {buildSite} from "./build/build.js";
import {runCommand} from "./command.js";

interface Flags {
  readonly refresh: boolean;
  readonly force?: boolean;
  readonly asOf?: string;
  readonly output: string;
}

const program = new Command("npm run build --")
  .description("Builds the site into dist/: refresh the data, seed the libraries, build, finish, check.")
  .option("--no-refresh", "build on what is in the store")
  .option("--force", "build even when nothing changed")
  .option("--as-of <day>", "build the site of an earlier day, see npm run replay -- --help")
  .option("--output <folder>", "where the site goes", "dist")
  .action(async ({refresh, force, asOf, output}: Flags) => {
    if (asOf === undefined) await buildSite({refresh, force, output});
    else process.exitCode = await replay(["--as-of", asOf, "--output", output]);
  });

await runCommand(() => program.parseAsync());
