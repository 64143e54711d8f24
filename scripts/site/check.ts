import {Command} from "commander";
import {basePath} from "./base.js";
import {checkSite, findingLines, requireSite} from "./check/check.js";
import {weightTable} from "./check/weight.js";
import {runCommand} from "./command.js";

const program = new Command("check")
  .description("Checks a built site: errors shown, dead links, other origins, unresolved imports, budgets.")
  .argument("[folder]", "the site", "dist")
  .action((folder: string) => {
    requireSite(folder);
    const {findings, weights} = checkSite(folder, {base: basePath()});
    console.log(weightTable(weights));
    if (findings.length) throw new Error(findingLines(findings).join("\n"));
  });

await runCommand(() => program.parseAsync());
