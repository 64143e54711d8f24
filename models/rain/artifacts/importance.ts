import {compass, directions} from "../../../src/lib/rain/record.js";
import {mulberry32, permutation} from "../../../src/lib/random.js";
import {categoryEffect, numberEffect} from "../../../src/lib/report/rain/verification/effects.js";
import {featureWords} from "../../../src/lib/report/rain/verification/feature-words.js";
import type {
  DependenceRow,
  FeatureRow,
  Importance
} from "../../../src/lib/report/rain/verification/shapes.js";
import {candidateNamed} from "../../../src/lib/report/scores.js";
import {logLoss} from "../../../src/lib/scores/probability/log-loss.js";
import {localDay} from "../../../src/lib/time/zone.js";
import {townOf} from "../../../src/lib/towns.js";
import type {BoostedModel} from "../../../src/lib/trees/boost.js";
import {predictBoosted} from "../../../src/lib/trees/boost-predict.js";
import {decodeModel} from "../../../src/lib/trees/file.js";
import {partialDependence} from "../../../src/lib/trees/partial-dependence.js";
import {permutationImportance} from "../../../src/lib/trees/permutation.js";
import type {FeatureTable} from "../../../src/lib/trees/table.js";
import {rowsOfLeads, scoredRows} from "../../judge/rows.js";
import type {ArtifactsInput} from "../../study.js";
import {type RainData, zone} from "../data.js";
import {featureSets} from "../feature-sets.js";

/** What the builder takes. */
export type ImportanceInput = Pick<ArtifactsInput<RainData>, "backtest" | "data" | "files" | "forecast">;

/** How much is measured; the defaults take about three seconds of a processor. */
export interface ImportanceOptions {
  readonly rows?: number;
  readonly repeats?: number;
  readonly dependenceRows?: number;
  /** Features whose dependence is told. */
  readonly dependences?: number;
  readonly seed?: number;
}

const candidate = "boosted";

/**
 * importance.json: how much worse the boosted trees that were tested predict some scored days and towns where a feature's values are dealt
 * out among them, and the mean probability by value of the ten features that matter most. The trees learned from the days before the held-out
 * ones, so none of these rows.
 * @throws where their files are missing, or a feature has no words
 */
export function importanceArtifact(
  input: ImportanceInput,
  options: ImportanceOptions = {}
): Record<string, Uint8Array> {
  return {"importance.json": new TextEncoder().encode(JSON.stringify(importanceOf(input, options)))};
}

/** The same as an object. */
export function importanceOf(
  input: ImportanceInput,
  {rows = 2000, repeats = 3, dependenceRows = 2000, dependences = 10, seed = 20160101}: ImportanceOptions = {}
): Importance {
  const {backtest, data, forecast} = input;
  const {scheme, truth, scoredFrom, scoredTo} = data;
  const model = testedTrees(input);
  const towns = data.data.record.towns.length;
  const scored = rowsOfLeads(scoredRows(data), [1]);
  const order = permutation(scored.length, mulberry32(seed)).subarray(0, rows);
  const sample = Array.from(order, (i) => scored[i]).sort((a, b) => a - b);
  const cells = sample.map((row) => data.data.originDays[Math.floor(row / towns)] * towns + (row % towns));
  const {names, table} = featureSets.own(data.data, data.data.trainings[0], cells);
  const happened = Uint8Array.from(sample, (row) => truth.actual[row]);
  const loss = (probability: Float64Array) => logLoss({happened, probability});
  const rises = Array.from({length: repeats}, (_, r) =>
    permutationImportance(model, table, loss, {seed: seed + r})
  );
  const features = names
    .map((name, j) =>
      featureRow(
        name,
        rises.map((rise) => rise[j])
      )
    )
    .sort((a, b) => b.rise - a.rise);
  const few = everyNth(table, Math.max(1, Math.ceil(sample.length / dependenceRows)));
  const dayOf = (o: number) => localDay(zone, scheme.times[o]);
  return {
    study: backtest.study,
    unit: backtest.unit,
    issuedAt: forecast.issuedAt,
    provenance: forecast.provenance,
    candidate,
    label: candidateNamed(backtest, candidate).label,
    sample: {
      from: dayOf(scoredFrom),
      to: dayOf(scoredTo - 1),
      rows: sample.length,
      repeats,
      logLoss: digits(loss(predictBoosted(model, table))),
      dependenceRows: few.columns[0].length
    },
    features,
    dependence: features
      .slice(0, dependences)
      .map(({name}) => dependenceRow(model, few, table, names.indexOf(name), name, data.data.record.towns))
  };
}

/** The trees of the first training, which forecast the scored days. Throws where a file is missing or holds something else. */
function testedTrees({files}: ImportanceInput): BoostedModel {
  const [description, bytes] = ["tested.json", "tested.bin"].map((name) => {
    const found = files[candidate]?.[name];
    if (found) return found;
    throw new Error(
      `rain: expected ${name} among the files of candidate "${candidate}", found ${Object.keys(files[candidate] ?? {}).join(", ") || "nothing"}`
    );
  });
  const model = decodeModel({description: JSON.parse(new TextDecoder().decode(description)), bytes});
  if (model.kind === "boosted") return model;
  throw new Error(
    `rain: expected boosted trees in tested.json of candidate "${candidate}", got a ${model.kind}`
  );
}

function featureRow(name: string, rises: readonly number[]): FeatureRow {
  const {label, unit, group} = featureWords(name);
  return {
    ...{name, label, unit, group},
    rise: digits(rises.reduce((sum, rise) => sum + rise, 0) / rises.length),
    low: digits(Math.min(...rises)),
    high: digits(Math.max(...rises))
  };
}

function dependenceRow(
  model: BoostedModel,
  table: FeatureTable,
  whole: FeatureTable,
  column: number,
  name: string,
  towns: readonly string[]
): DependenceRow {
  const feature = featureWords(name);
  const {label, unit} = feature;
  if (table.categorical?.includes(column)) {
    const codes = [...new Set(whole.columns[column])].filter((code) => !Number.isNaN(code));
    const [means] = partialDependence(model, table, [{column, values: codes}]);
    const rows = Array.from(means, (probability, i) => ({
      probability: digits(probability),
      value: categoryName(name, codes[i], towns)
    })).sort((a, b) => b.probability - a.probability || (a.value < b.value ? -1 : 1));
    const values = rows.map(({value}) => value);
    const probability = rows.map(({probability}) => probability);
    return {name, label, unit, values, probability, effect: categoryEffect(values, probability)};
  }
  const grid = spreadOver(whole.columns[column]);
  const [means] = partialDependence(model, table, [{column, values: grid}]);
  const probability = Array.from(means, digits);
  const values = Array.from(grid, digits);
  return {name, label, unit, values, probability, effect: numberEffect({values, probability}, feature)};
}

function categoryName(feature: string, code: number, towns: readonly string[]): string {
  return (directions as readonly string[]).includes(feature) ? compass[code] : townOf(towns[code]).name;
}

/** Shares of the known values between which a grid is laid: the outermost are left to the few days that have them. */
const [outer, steps] = [0.02, 20];

/** Distinct quantiles of the known values of a column, ascending, from 2 to 98 %. */
function spreadOver(column: Float64Array): Float64Array {
  const sorted = column.filter((value) => !Number.isNaN(value)).sort();
  const places = Array.from({length: steps + 1}, (_, k) =>
    Math.round((outer + ((1 - 2 * outer) * k) / steps) * (sorted.length - 1))
  );
  return Float64Array.from(new Set(places.map((i) => sorted[i])));
}

function everyNth({columns, categorical}: FeatureTable, n: number): FeatureTable {
  return {columns: columns.map((column) => column.filter((_, i) => i % n === 0)), categorical};
}

/** To four significant digits. */
function digits(value: number): number {
  return Number(value.toPrecision(4));
}
