import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import * as tf from "@tensorflow/tfjs";
import {setWasmPaths} from "@tensorflow/tfjs-backend-wasm";

/**
 * Selects tfjs's WebAssembly back end, its binaries from node_modules.
 * @throws where it does not start
 */
export async function useWebAssembly(): Promise<void> {
  if (tf.getBackend() === "wasm") return;
  setWasmPaths(
    `${join(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist")}/`
  );
  if (!(await tf.setBackend("wasm")))
    throw new Error(
      "tfjs: the WebAssembly back end did not start; expected its binaries in @tensorflow/tfjs-backend-wasm/dist"
    );
  await tf.ready();
}
