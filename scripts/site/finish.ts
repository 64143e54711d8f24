import {Command} from "commander";
import {baseUrl} from "./base.js";
import {requireSite} from "./check/check.js";
import {runCommand} from "./command.js";
import {finishSite} from "./finish/finish.js";

const program = new Command("finish")
  .description(
    "Finishes a site that Framework built: merged modules, policy, language, zoom, canonical address."
  )
  .argument("[folder]", "the site", "dist")
  .action(async (folder: string) => {
    requireSite(folder);
    const pages = await finishSite(folder, {base: baseUrl()});
    console.log(`Finished ${pages.length} pages in ${folder}/.`);
  });

await runCommand(() => program.parseAsync());
