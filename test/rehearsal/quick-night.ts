import {readEnvironment} from "../../data-loaders/environment.js";
import {refreshTasks} from "../../models/pipeline/refresh.js";
import type {Study} from "../../models/study.js";
import {tasksOf} from "../../models/tasks.js";
import {everything} from "../../scripts/nightly/asked.js";
import {nightLine} from "../../scripts/nightly/night.js";
import {refreshNight} from "../../scripts/nightly/refresh.js";
import {brest} from "./quick-areas.js";

/** The refresh of a night, of the quick study alone, as a process of its own that a test can kill; the environment says the rest. */
const environment = readEnvironment();
const tasks = tasksOf([brest as Study], {today: environment.today!});
const run = (options: object) => refreshTasks(tasks, {...options, environment, terminal: false});
const night = await refreshNight(environment, {...everything, by: "nightly"}, {run});
console.log(nightLine(night));
process.exitCode = night.refreshed ? 0 : 1;
