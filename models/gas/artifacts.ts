import {
  type GasModel,
  gasHistorySchema,
  gasModelSchema,
  gasPathsSchema,
  gasRecentSchema,
  gasResponsesSchema,
  gasVerificationSchema
} from "../../src/lib/artifacts/gas.js";
import {type GasReach, type ReachInput, reachOf} from "../../src/lib/gas/scenario/reach.js";
import {aboutSeries, gasVector, toLevel} from "../../src/lib/gas/vector.js";
import {compactPaths} from "../../src/lib/paths/compact.js";
import {shufflePaths} from "../../src/lib/paths/shuffle.js";
import {gasCard} from "../../src/lib/report/gas/card.js";
import {joinQuantiles} from "../../src/lib/returns/join.js";
import {evenLevels} from "../../src/lib/returns/rolled.js";
import {addDays} from "../../src/lib/time/zone.js";
import {artifactJson} from "../publish/json.js";
import type {ArtifactsInput} from "../study.js";
import {type GasData, horizon} from "./data.js";
import {gasHistory} from "./history.js";
import {partModels} from "./joint/parts.js";
import {modelFile, templateFile} from "./joint/shrunk-files.js";
import {gasMoves} from "./moves/artifact.js";
import {gasVerification} from "./verification.js";

/** Days before the forecast that its page draws. */
const recentDays = 400;
/** What a step of a compact path is worth: of logarithms, and of temperatures. */
const steps = {logarithm: 0.0005, value: 0.05};

const about = gasVector.map(aboutSeries);

/** The study's own artifacts: those of the outlook, how good it has been, and the whole record. */
export async function gasArtifacts(input: ArtifactsInput<GasData>): Promise<Record<string, Uint8Array>> {
  const text = (text: string) => new TextEncoder().encode(text);
  return {
    ...outlookArtifacts(input),
    "history.json": text(artifactJson("gas/history.json", gasHistorySchema, await gasHistory(input))),
    "verification.json": text(
      artifactJson("gas/verification.json", gasVerificationSchema, gasVerification(input))
    )
  };
}

/** What lies ahead: the last days, a thousand scenarios of all series, what moves what, and the joint model for conditional forecasts. @throws without the joint model's files */
export function outlookArtifacts(input: ArtifactsInput<GasData>): Record<string, Uint8Array> {
  const {forecast, backtest, data, files} = input;
  const {study, unit, issuedAt, provenance, origin} = forecast;
  const head = {study, unit, issuedAt, provenance, origin};
  const {vector, rows} = data.data;
  const last = rows[rows.length - 1];
  const own = ownFiles(files);
  const scenarios = scenariosOf(input, own[templateFile], (s) => vector[s][last]);
  const bytes = (name: string, text: string) => [name, new TextEncoder().encode(text)] as const;
  const from = Math.max(0, last + 1 - recentDays);
  const recent = {
    ...head,
    days: Array.from({length: last + 1 - from}, (_, i) => addDays(data.data.first, from + i)),
    series: about.map((one, s) => ({
      ...one,
      values: Array.from(vector[s].subarray(from, last + 1), (value) =>
        Number.isNaN(value) ? null : Number(value.toFixed(one.decimals))
      )
    }))
  };
  const paths = {
    ...head,
    paths: scenarios[0].paths,
    leads: horizon,
    series: scenarios.map(({place, step}) => ({...about[place], last: vector[place][last], step}))
  };
  const model: GasModel = {
    ...{...head, series: about, reach: reach(data.data), parts: partModels(data.data)},
    model: JSON.parse(new TextDecoder().decode(own[modelFile]))
  };
  const moves = gasMoves(data.data);
  return Object.fromEntries([
    bytes("card.json", JSON.stringify(gasCard({forecast, backtest, recent}))),
    bytes("recent.json", artifactJson("gas/recent.json", gasRecentSchema, recent)),
    bytes("paths.json", artifactJson("gas/paths.json", gasPathsSchema, paths)),
    bytes("responses.json", artifactJson("gas/responses.json", gasResponsesSchema, {...head, ...moves})),
    bytes("model/var.json", artifactJson("gas/model/var.json", gasModelSchema, model)),
    ...scenarios.map(({place, bytes}) => [`model/paths/${about[place].id}.bin`, bytes] as const)
  ]);
}

/** What the record has seen up to the last origin. */
function reach({vector, rows, first}: GasData): GasReach {
  const until = rows[rows.length - 1] + 1;
  const columns = Object.fromEntries(gasVector.map(({id}, s) => [id, vector[s].subarray(0, until)]));
  return reachOf({first, columns: columns as ReachInput["columns"], leads: horizon});
}

/** The files of the shrunk VAR. Throws where one is missing. */
function ownFiles(files: ArtifactsInput<GasData>["files"]): Record<string, Uint8Array> {
  return Object.fromEntries(
    [modelFile, templateFile].map((name) => {
      const found = files["var-shrunk"]?.[name];
      if (!found)
        throw new Error(
          `gas: expected ${name} of the shrunk VAR, found ${Object.keys(files["var-shrunk"] ?? {}).join(", ") || "nothing"}`
        );
      return [name, found];
    })
  );
}

/**
 * Scenarios by series, as compact paths of changes from the last value: each lead of each series has exactly the distribution of the forecast that is issued, and
 * all go together as the joint model's errors of past days did. A series that the champion does not forecast has none.
 */
function scenariosOf(
  {forecast}: Pick<ArtifactsInput<GasData>, "forecast">,
  templates: Uint8Array,
  lastOf: (series: number) => number
) {
  const {levels, rows} = forecast;
  if (!levels) throw new Error("gas: expected a champion with quantiles, and it has none");
  const width = gasVector.length;
  const shapes = new Float64Array(templates.slice().buffer);
  const count = shapes.length / (horizon * width);
  const join = joinQuantiles(levels, evenLevels(count));
  return gasVector.flatMap((one, place) => {
    const own = rows.filter(({series}) => series === one.id);
    if (own.length === 0) return [];
    const template = Float64Array.from({length: count * horizon}, (_, i) => shapes[i * width + place]);
    const start = toLevel(one, lastOf(place));
    const quantiles = own.map(({quantiles = []}) => join(quantiles.map((value) => toLevel(one, value))));
    const paths = shufflePaths(template, horizon, (lead, level) => {
      return quantiles[lead][Math.round(level * count - 0.5)] - start;
    });
    const step = one.least === undefined ? steps.value : steps.logarithm;
    return [{...compactPaths(paths, horizon, step), place}];
  });
}
