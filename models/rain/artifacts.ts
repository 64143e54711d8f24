import type {ArtifactsInput} from "../study.js";
import {cardArtifact} from "./artifacts/card.js";
import {daysArtifact} from "./artifacts/days.js";
import {importanceArtifact} from "./artifacts/importance.js";
import {scenarioArtifact} from "./artifacts/scenario.js";
import {townPages} from "./artifacts/town-pages.js";
import {townsArtifact} from "./artifacts/towns.js";
import {verificationArtifact} from "./artifacts/verification.js";
import type {RainData} from "./data.js";

/** Makes some of the study's own artifacts: file name below `/api/rain/` → bytes. */
type Builder = (
  input: ArtifactsInput<RainData>
) => Readonly<Record<string, Uint8Array>> | Promise<Readonly<Record<string, Uint8Array>>>;

/** One line for each builder. */
const builders: readonly Builder[] = [
  verificationArtifact,
  importanceArtifact,
  daysArtifact,
  townsArtifact,
  cardArtifact,
  townPages,
  scenarioArtifact
];

/** The study's own artifacts. */
export async function rainArtifacts(input: ArtifactsInput<RainData>): Promise<Record<string, Uint8Array>> {
  const all = await Promise.all(builders.map((build) => build(input)));
  return Object.assign({}, ...all);
}
