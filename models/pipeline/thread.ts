import {Worker} from "node:worker_threads";
import type {Bundler} from "./code.js";
import type {Job, Performed} from "./perform.js";
import type {Message} from "./worker.js";

/** A worker's heap may not grow past this, so that a step stays under 2 GB with its typed arrays. */
const heapMB = 1024;

/**
 * Runs a job in a worker thread of its own, which ends with it.
 * @throws what the job throws, with its stack and, as `cost`, what it took; when the thread ends early or runs out of memory; when `signal` is aborted.
 */
export async function performInThread(
  job: Job,
  bundle: Bundler,
  say: (message: string) => void,
  signal?: AbortSignal
): Promise<Performed> {
  const {url} = await bundle(new URL("./worker.ts", import.meta.url));
  signal?.throwIfAborted();
  const worker = new Worker(new URL(url), {
    workerData: job,
    execArgv: ["--enable-source-maps"],
    resourceLimits: {maxOldGenerationSizeMb: heapMB}
  });
  const stop = (): void => void worker.terminate();
  signal?.addEventListener("abort", stop);
  try {
    return await new Promise<Performed>((resolve, reject) => {
      worker.on("message", (message: Message) => {
        if ("say" in message) say(message.say);
        else if ("done" in message) resolve(message.done);
        else reject(Object.assign(new Error(message.failed.message), message.failed));
      });
      worker.on("error", reject);
      worker.on("exit", (code) => {
        reject(
          signal?.aborted
            ? (signal.reason as Error)
            : new Error(`the worker thread ended early, with code ${code}`)
        );
      });
    });
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}
