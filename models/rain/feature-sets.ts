import {
  type Cells,
  type Features,
  linearFeatures,
  ownFeatures,
  ownFeaturesAt3pm,
  wideFeatures
} from "../../src/lib/rain/features.js";
import type {RainData, RainTraining} from "./data.js";

/** The features that a candidate names in `params.features`. */
export const featureSets = {
  own: ({record}: RainData, {field}: RainTraining, cells: Cells): Features =>
    ownFeatures(record, field, cells),
  at3pm: ({record}: RainData, {fieldAt3pm}: RainTraining, cells: Cells): Features =>
    ownFeaturesAt3pm(record, fieldAt3pm, cells),
  wide: ({record, neighbours}: RainData, {field}: RainTraining, cells: Cells): Features =>
    wideFeatures(record, field, neighbours, cells),
  linear: ({record, neighbours}: RainData, {field}: RainTraining, cells: Cells): Features =>
    linearFeatures(record, field, neighbours, cells)
} as const;

/** The features that `params.features` names. Throws where it names none. */
export function featuresNamed(
  name: unknown
): (data: RainData, training: RainTraining, cells: Cells) => Features {
  if (typeof name === "string" && name in featureSets) return featureSets[name as keyof typeof featureSets];
  throw new Error(`rain: expected features ${Object.keys(featureSets).join(", ")}, got ${String(name)}`);
}
