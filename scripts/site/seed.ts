import {Command} from "commander";
import {runCommand} from "./command.js";
import {seed} from "./seed/seed.js";

const program = new Command("seed")
  .description(
    "Fills Framework's library cache from node_modules, so that a build asks nobody. Build and dev do it themselves."
  )
  .action(async () => {
    const {made, kept, removed} = await seed();
    console.log(`Seeded: ${made.length} made, ${kept} kept, ${removed.length} removed.`);
  });

await runCommand(() => program.parseAsync());
