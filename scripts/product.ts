import {readFile} from "node:fs/promises";
import {fileURLToPath, pathToFileURL} from "node:url";
import asc from "assemblyscript/asc";
import {writeAtomic} from "../data-loaders/store/files.js";

/** The rooms of src/lib that have kernels: a recurrent net's, and those of trees. */
export const kernelRooms = ["product", "trees"] as const;

/**
 * Compiles a room's kernels with AssemblyScript: WebAssembly with SIMD, without a runtime, its memory lent by the caller. The
 * same source gives the same bytes. Throws with the compiler's messages.
 */
export async function compileKernels(room: (typeof kernelRooms)[number] = "product"): Promise<Uint8Array> {
  const text = await readFile(new URL(`../src/lib/${room}/kernels.as`, import.meta.url), "utf8");
  let bytes: Uint8Array | undefined;
  let messages = "";
  const options = ["-O3", "--enable", "simd", "--runtime", "stub", "--noAssert", "--use", "abort="];
  const {error} = await asc.main(["kernels.ts", "--outFile", "kernels.wasm", "--importMemory", ...options], {
    readFile: (name) => (name === "kernels.ts" ? text : null),
    writeFile: (name, contents) => {
      if (name === "kernels.wasm") bytes = contents as Uint8Array;
    },
    listFiles: () => [],
    stderr: {write: (chunk) => (messages += chunk)}
  });
  if (error || !bytes)
    throw new Error(`kernels.as of ${room} does not compile: ${error?.message ?? ""}\n${messages}`);
  return bytes;
}

/** The module.ts of a room that holds these bytes. */
export function moduleText(bytes: Uint8Array): string {
  return [
    "/** kernels.as, compiled: what `npx tsx scripts/product.ts` writes. */",
    "export const kernelModule =",
    `  "${Buffer.from(bytes).toString("base64")}";`,
    ""
  ].join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  for (const room of kernelRooms.filter((name) => !process.argv[2] || name === process.argv[2]))
    await writeAtomic(
      fileURLToPath(new URL(`../src/lib/${room}/module.ts`, import.meta.url)),
      moduleText(await compileKernels(room))
    );
