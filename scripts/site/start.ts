import {Command} from "commander";
import {readEnvironment} from "../../data-loaders/environment.js";
import {basePath} from "./base.js";
import {buildSite} from "./build/build.js";
import {parsePort, runCommand} from "./command.js";
import {dataLine, readHealth} from "./frame/edition.js";
import {serveFolder} from "./serve/server.js";

const program = new Command("npm start --")
  .description("Builds the site where something changed, and serves it. Ctrl-C ends it.")
  .option("--port <number>", "the port; without it, and without PORT, a free one is taken")
  .option("--host <address>", "the address to listen on", "127.0.0.1")
  .option("--no-build", "serve dist/ as it is")
  .option("--no-refresh", "build on what is in the store")
  .action(async (options: {port?: string; host: string; build: boolean; refresh: boolean}) => {
    const port = parsePort(options.port);
    if (options.build) await buildSite({refresh: options.refresh});
    const served = await serveFolder("dist", {port, host: options.host, base: basePath()});
    console.log(`\nAlmanac is at ${served.url}`);
    console.log(dataLine(readHealth(readEnvironment().state)));
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => {
        served.close().then(() => process.exit(0));
      });
  });

await runCommand(() => program.parseAsync());
