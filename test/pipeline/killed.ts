import {refreshTasks} from "../../models/pipeline/refresh.js";
import {untilInterrupted} from "../../models/pipeline/signals.js";
import {publication} from "./publication.js";

/** Refreshes the workshop whose folder is given, as a process of its own that a test can kill. */
const [folder, label] = process.argv.slice(2);
const environment = {sources: "sample" as const, today: "2024-12-25", state: `${folder}/store`};
process.exitCode = await untilInterrupted(async (signal) => {
  const {ok} = await refreshTasks(publication({folder, environment}, label), {
    environment,
    threads: 2,
    signal
  });
  return ok ? 0 : 1;
});
