import {parentPort, workerData} from "node:worker_threads";
import {watchThreadMemory} from "./memory.js";
import {type Job, type Performed, perform, type ThreadCost, threadCpuSeconds} from "./perform.js";

/** What a worker thread says to the main thread. */
export type Message =
  | {say: string}
  | {done: Performed}
  | {failed: {name: string; message: string; stack?: string; cost: ThreadCost}};

const port = parentPort;
if (port) {
  const send = (message: Message): void => port.postMessage(message);
  const memory = watchThreadMemory();
  try {
    const performed = await perform(workerData as Job, (message) => send({say: message}));
    send({done: {...performed, threadMemoryMB: memory.end()}});
  } catch (error) {
    const {name, message, stack} = error instanceof Error ? error : new Error(String(error));
    const cost = {cpuSeconds: threadCpuSeconds(), threadMemoryMB: memory.end()};
    send({failed: {name, message, stack, cost}});
  }
}
