import {parentPort, workerData} from "node:worker_threads";
import {type Job, type Performed, perform} from "./perform.js";

/** What a worker thread says to the main thread. */
export type Message =
  | {say: string}
  | {done: Performed}
  | {failed: {name: string; message: string; stack?: string}};

const port = parentPort;
if (port) {
  const send = (message: Message): void => port.postMessage(message);
  try {
    send({done: await perform(workerData as Job, (message) => send({say: message}))});
  } catch (error) {
    const {name, message, stack} = error instanceof Error ? error : new Error(String(error));
    send({failed: {name, message, stack}});
  }
}
