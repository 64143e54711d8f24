import type {LogisticModel} from "../../lib/logistic/model.js";
import {openRainScenario, type RainModel} from "../../lib/rain/scenario/open.js";
import type {RainScenario} from "../../lib/rain/scenario/state.js";
import type {TreesDescription} from "../../lib/trees/file.js";

/** A published file that is read when it is asked for: a `FileAttachment` of a page. */
interface Json<T> {
  json(): Promise<T>;
}

/** Published trees: their description and their nodes. */
export interface TreesAttachment {
  readonly description: Json<TreesDescription>;
  readonly nodes: {arrayBuffer(): Promise<ArrayBuffer>};
}

/** The published files of the mixed model by candidate, and what it needs beside them. */
export interface RainFiles {
  readonly scenario: Json<RainScenario>;
  readonly trees: Readonly<Record<string, TreesAttachment>>;
  readonly logistic: Readonly<Record<string, Json<LogisticModel>>>;
}

/** Loads the published models of rain and opens them as a scenario. */
export async function openRain({scenario, trees, logistic}: RainFiles): Promise<RainModel> {
  const [state, ...files] = await Promise.all([
    scenario.json(),
    ...Object.entries(trees).map(async ([name, {description, nodes}]) => {
      const [described, buffer] = await Promise.all([description.json(), nodes.arrayBuffer()]);
      return [name, {description: described, bytes: new Uint8Array(buffer)}] as const;
    }),
    ...Object.entries(logistic).map(async ([name, file]) => [name, await file.json()] as const)
  ]);
  return openRainScenario(state, Object.fromEntries(files));
}
