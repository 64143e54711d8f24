import {windowFeatures} from "./windows.js";

/** What the knobs move, in the order in which their steps are told. */
export const dailyGroups: readonly {name: string; label: string; features: readonly string[]}[] = [
  {
    name: "temperature",
    label: "Temperature",
    features: ["temperature", "lowest temperature", "highest temperature"]
  },
  {name: "rain", label: "Rain", features: ["precipitation"]},
  {name: "wind", label: "Wind", features: ["wind"]},
  {name: "cloud", label: "Cloud", features: ["cloud"]},
  {name: "holiday", label: "Public holiday", features: ["public holiday"]}
];
const width = windowFeatures.length;
const columnsOf = dailyGroups.map(({features}) =>
  features.map((feature) => windowFeatures.findIndex(({name}) => name === feature))
);

/** A group of features that the knobs move, and the windows once it is put in, after all groups before it. */
export interface GroupStep {
  readonly group: string;
  readonly windows: Float32Array;
}

/** From the forecast's windows to the scenario's, one step for each group that changes something; the last one ends at the scenario's. */
export function groupSteps(rest: Float32Array, turned: Float32Array): GroupStep[] {
  const steps: GroupStep[] = [];
  for (const [g, {name}] of dailyGroups.entries()) {
    const windows = (steps.at(-1)?.windows ?? rest).slice();
    let changed = false;
    for (let at = 0; at < windows.length; at += width)
      for (const j of columnsOf[g])
        if (windows[at + j] !== turned[at + j]) {
          windows[at + j] = turned[at + j];
          changed = true;
        }
    if (changed) steps.push({group: name, windows});
  }
  return steps;
}
