import type {LogisticModel} from "../../../src/lib/logistic/model.js";
import type {MemberDescription} from "../../../src/lib/rain/scenario/members.js";
import {type Mix, packRecord, type RainScenario} from "../../../src/lib/rain/scenario/state.js";
import {candidateNamed} from "../../../src/lib/report/scores.js";
import {townOf} from "../../../src/lib/towns.js";
import type {TreesDescription} from "../../../src/lib/trees/file.js";
import type {ArtifactsInput, Judged} from "../../study.js";
import type {RainData} from "../data.js";
import {leastChance} from "../trainings.js";
import {featureNote} from "./feature-notes.js";

/** What the builder takes. */
export type ScenarioInput = Pick<
  ArtifactsInput<RainData>,
  "data" | "judged" | "champion" | "backtest" | "files" | "forecast"
>;

/** Days that a scenario may start from. */
const most = 14;

/** The candidate that a scenario runs, and what stands for it in `files`. */
const mixture = "mean";
const usual = "climatology";

/** Its members, in the order in which they are mixed. */
const members: readonly Omit<MemberDescription, "label">[] = [
  {name: "boosted", kind: "boosted", features: "own"},
  {name: "boosted-wide", kind: "boosted", features: "wide"},
  {name: "logistic", kind: "logistic", features: "linear"}
];

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/**
 * The models as they are published, and what the page's scenario needs beside them: `scenario.json`, `model/model.json` (how the members
 * become one probability), `model/features.json`, and of each member, and of the forest, its files below `model/<candidate>/`.
 * @throws where a candidate, a file or a threshold is missing
 */
export function scenarioArtifact(input: ScenarioInput): Record<string, Uint8Array> {
  const {files, backtest, forecast} = input;
  const mix = mixOf(input);
  const published = [...members.map(({name}) => name), "forest"].flatMap((candidate) =>
    fileNames(candidate).map(
      (file) => [`model/${candidate}/${file}`, fileOf(files, candidate, file)] as const
    )
  );
  const described = members.map((member) => ({
    ...labelled(input, member),
    files: fileNames(member.name).map((file) => `${member.name}/${file}`)
  }));
  return {
    "scenario.json": json(scenarioOf(input, mix)),
    "model/model.json": json({
      format: "almanac-mix",
      version: 1,
      study: forecast.study,
      target: forecast.target,
      unit: forecast.unit,
      issuedAt: forecast.issuedAt,
      candidate: mixture,
      threshold: thresholdOf(backtest),
      how: "probability = 1 / (1 + exp(−(intercept + slope × mean of the members' log-odds))), each member's probability held within least and 1 − least",
      mix,
      members: described,
      others: [
        {
          name: "forest",
          kind: "forest",
          features: "own",
          files: fileNames("forest").map((file) => `forest/${file}`)
        }
      ],
      features: "features.json"
    }),
    "model/features.json": json(featureNotes(files)),
    ...Object.fromEntries(published)
  };
}

/** What `scenario.json` holds. Throws as `scenarioArtifact` does. */
export function scenarioOf(input: ScenarioInput, mix: Mix = mixOf(input)): RainScenario {
  const {data, judged, champion, backtest} = input;
  const {record, originDays, trainings, neighbours} = data.data;
  const n = record.towns.length;
  const origins = originDays.length;
  const last = originDays[origins - 1]!;
  const training = trainings[trainings.length - 1]!;
  let starts = 1;
  // Days without a gap: an origin each.
  while (starts < Math.min(most, origins) && originDays[origins - 1 - starts] === last - starts) starts += 1;
  const known = {
    towns: record.towns,
    days: record.days.slice(0, last + 1),
    values: Object.fromEntries(
      Object.entries(record.values).map(([name, values]) => [name, values.subarray(0, (last + 1) * n)])
    ) as typeof record.values
  };
  const blockOf = (candidate: string) => judgedNamed(judged, candidate).values.slice((origins - starts) * n);
  const served = Math.max(training.from - (origins - starts), 0) * n;
  return {
    towns: record.towns.map((name) => {
      const {station, id, name: label, state, withoutFiles} = townOf(name);
      return {
        station,
        id,
        name: label,
        state,
        ...(withoutFiles === undefined ? {} : {without: withoutFiles})
      };
    }),
    ...packRecord(known, starts),
    field: Array.from(training.field.subarray((last + 1 - starts) * n, (last + 1) * n)),
    own: {
      weights: Array.from(training.own.weights, short),
      around: Array.from(training.own.around, short),
      means: Array.from(training.own.means, short)
    },
    neighbours: Array.from(neighbours),
    climatology: Array.from(blockOf(usual)),
    issued: Array.from(blockOf(mixture), (value, i) => (i < served || Number.isNaN(value) ? null : value)),
    threshold: thresholdOf(backtest),
    mix,
    members: members.map((member) => labelled(input, member)),
    label: candidateNamed(backtest, mixture).label,
    champion: champion === mixture ? null : candidateNamed(backtest, champion).label
  };
}

/** Seven digits say what moves a field by less than a millionth. */
function short(x: number): number {
  return Number(x.toPrecision(7));
}

function labelled({backtest}: ScenarioInput, member: Omit<MemberDescription, "label">): MemberDescription {
  return {...member, label: candidateNamed(backtest, member.name).label};
}

function thresholdOf(backtest: ScenarioInput["backtest"]): number {
  const {threshold} = candidateNamed(backtest, mixture).metrics;
  if (threshold == null) throw new Error(`rain: expected a threshold of ${mixture}, its scores have none`);
  return threshold;
}

function mixOf({files}: ScenarioInput): Mix {
  const {a, b} = read<{a: number; b: number}>(fileOf(files, mixture, "calibration.json"));
  return {intercept: a, slope: b, least: leastChance};
}

function featureNotes(files: ScenarioInput["files"]) {
  const columns = (candidate: string) =>
    read<TreesDescription>(fileOf(files, candidate, "trees.json")).columns.map(({name}) => name);
  const sets = {
    own: columns("boosted"),
    wide: columns("boosted-wide"),
    linear: [...read<LogisticModel>(fileOf(files, "logistic", "logistic.json")).names]
  };
  const names = [...new Set(Object.values(sets).flat())];
  return {sets, features: names.map(featureNote)};
}

function fileNames(candidate: string): string[] {
  return candidate === "logistic" ? ["logistic.json"] : ["trees.json", "trees.bin"];
}

function fileOf(files: ScenarioInput["files"], candidate: string, name: string): Uint8Array {
  const bytes = files[candidate]?.[name];
  if (bytes) return bytes;
  throw new Error(
    `rain: expected ${name} of ${candidate}, found ${Object.keys(files[candidate] ?? {}).join(", ") || "nothing"}`
  );
}

function judgedNamed(judged: readonly Judged[], name: string): Judged {
  const found = judged.find(({candidate}) => candidate === name);
  if (found) return found;
  throw new Error(
    `rain: expected the candidate ${name}, got ${judged.map(({candidate}) => candidate).join(", ")}`
  );
}

function read<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
