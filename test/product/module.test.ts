import {readFile} from "node:fs/promises";
import {expect, test} from "vitest";
import {compileKernels, moduleText} from "../../scripts/product.js";
import {kernelBytes} from "../../src/lib/product/kernels.js";

test("the committed module is what its source compiles to", async () => {
  const bytes = await compileKernels();
  expect(Buffer.from(kernelBytes()).equals(Buffer.from(bytes))).toBe(true);
  expect(await readFile("src/lib/product/module.ts", "utf8")).toBe(moduleText(bytes));
});

test("the module holds no relaxed SIMD and asks for nothing but a memory", async () => {
  const module = await WebAssembly.compile(kernelBytes());
  expect(WebAssembly.Module.imports(module)).toEqual([{module: "env", name: "memory", kind: "memory"}]);
  expect(kernelBytes().length).toBeLessThan(6500);
});
