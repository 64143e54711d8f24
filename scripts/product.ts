import {readFile, writeFile} from "node:fs/promises";
import {pathToFileURL} from "node:url";
import asc from "assemblyscript/asc";

const source = new URL("../src/lib/product/kernels.as", import.meta.url);
const target = new URL("../src/lib/product/module.ts", import.meta.url);

/**
 * Compiles the kernels with AssemblyScript: WebAssembly with SIMD, without a runtime, its memory lent by the caller. The same
 * source gives the same bytes. Throws with the compiler's messages.
 */
export async function compileKernels(): Promise<Uint8Array> {
  const text = await readFile(source, "utf8");
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
  if (error || !bytes) throw new Error(`kernels.as does not compile: ${error?.message ?? ""}\n${messages}`);
  return bytes;
}

/** The module of src/lib/product/module.ts that holds these bytes. */
export function moduleText(bytes: Uint8Array): string {
  return [
    "/** kernels.as, compiled: what `npx tsx scripts/product.ts` writes. */",
    "export const kernelModule =",
    `  "${Buffer.from(bytes).toString("base64")}";`,
    ""
  ].join("\n");
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  await writeFile(target, moduleText(await compileKernels()));
