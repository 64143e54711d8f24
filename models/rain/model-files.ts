import type {TreesFile} from "../../src/lib/trees/file.js";

/** The files of a model of trees: `trees.json` describes what `trees.bin` holds; or under another name. */
export function treesFiles({description, bytes}: TreesFile, name = "trees"): Record<string, Uint8Array> {
  return {[`${name}.json`]: new TextEncoder().encode(JSON.stringify(description)), [`${name}.bin`]: bytes};
}
