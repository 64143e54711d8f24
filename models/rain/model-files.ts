import type {TreesFile} from "../../src/lib/trees/file.js";

/** The files of a model of trees: `trees.json` describes what `trees.bin` holds. */
export function treesFiles({description, bytes}: TreesFile): Record<string, Uint8Array> {
  return {"trees.json": new TextEncoder().encode(JSON.stringify(description)), "trees.bin": bytes};
}
