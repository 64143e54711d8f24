import {trainLstm} from "../../src/lib/recurrent/fit.js";
import {benchExamples, benchOptions} from "./examples.js";

const [windows, epochs] = process.argv.slice(2).map(Number);
const {losses} = trainLstm(benchExamples(windows), {...benchOptions, epochs});
const {user, system} = process.cpuUsage();
const cpu = (user + system) / 1e6;
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({cpu, memory, loss: losses.train.at(-1)}));
