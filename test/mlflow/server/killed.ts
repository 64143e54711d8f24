import {mirrorToMlflow} from "../../../models/mlflow/mirror.js";
import {brest} from "../store.js";

/** Mirrors a store in a process of its own, which a test can kill: `killed.ts <store> <address>`. */
const [state, uri] = process.argv.slice(2);
await mirrorToMlflow({uri, state, studies: [brest], write: (line) => void process.stdout.write(`${line}\n`)});
