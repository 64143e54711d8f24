import type {DailyData} from "../../models/brest/data.js";
import {readBrest} from "../../models/brest/read.js";
import {brest as wholeBrest} from "../../models/brest.js";
import {lastOfWindow} from "../../models/day-slices.js";
import {type LoadData, readFrance} from "../../models/france/data.js";
import {france as wholeFrance} from "../../models/france.js";
import type {GasData} from "../../models/gas/data.js";
import {readGas} from "../../models/gas/read.js";
import {gas as wholeGas} from "../../models/gas.js";
import type {RainData} from "../../models/rain/data.js";
import {rainStudy} from "../../models/rain/read.js";
import {readRainRecord} from "../../models/rain/record.js";
import {rain as wholeRain} from "../../models/rain.js";
import type {Candidate, Study} from "../../models/study.js";
import type {RainRecord} from "../../src/lib/rain/record.js";

type Params = Readonly<Record<string, Candidate["params"]>>;

const shortFrance: Params = {
  regression: {leadIn: 40},
  net: {members: 2, epochs: 3, refitEpochs: 1, refitDays: 400, leadIn: 40}
};

/** The study of France on the whole sample, but with few origins and short trainings: made in seconds, for tests of the pages. */
export const france: Study<LoadData> = {
  ...wholeFrance,
  module: new URL(import.meta.url),
  candidates: wholeFrance.candidates.map((candidate) => shortened(candidate, shortFrance)),
  read: (tables, today) => readFrance(tables, today, {months: 3, calibration: 80})
};

const shortBrest: Params = {
  lstm: {units: 8, epochs: 6, refit_epochs: 1},
  trees: {trees: 20}
};

/** The study of the areas, made the same way. */
export const brest: Study<DailyData> = {
  ...wholeBrest,
  module: new URL(import.meta.url),
  candidates: wholeBrest.candidates.map((candidate) => shortened(candidate, shortBrest)),
  read: (tables, today) => readBrest(tables, today, {months: 3, calibration: 60})
};

const shortTrees = {trees: 24, leaves: 8, columnShare: 0.3};
const shortRain: Params = {
  forest: {trees: 8, depth: 8},
  boosted: shortTrees,
  "boosted-wide": shortTrees,
  "boosted-3pm": shortTrees
};

/** Towns of the quick study: all climates, one without reports, the farthest ones, and some that lie together. */
const fewTowns = [
  ...[
    "Adelaide",
    "AliceSprings",
    "Ballarat",
    "Cairns",
    "Canberra",
    "Darwin",
    "Hobart",
    "Melbourne",
    "MelbourneAirport"
  ],
  ...[
    "Moree",
    "NorfolkIsland",
    "Perth",
    "PerthAirport",
    "Sydney",
    "Townsville",
    "Witchcliffe",
    "Wollongong",
    "Woomera"
  ]
];

/** The study of rain, made the same way: a few towns, and it learns from the year before the held-out one. */
export const rain: Study<RainData> = {
  ...wholeRain,
  module: new URL(import.meta.url),
  candidates: wholeRain.candidates.map((candidate) => shortened(candidate, shortRain)),
  read: async (tables, today) =>
    rainStudy(onlyTowns(await readRainRecord(tables, today, "2013-12-01"), fewTowns))
};

/** The record of some of its towns. */
function onlyTowns({towns, days, values}: RainRecord, some: readonly string[]): RainRecord {
  const places = some.map((town) => towns.indexOf(town));
  const kept = (column: Float64Array) =>
    Float64Array.from(
      {length: days.length * some.length},
      (_, i) => column[Math.floor(i / some.length) * towns.length + places[i % some.length]]
    );
  const entries = Object.entries(values).map(([name, column]) => [name, kept(column)]);
  return {towns: some, days, values: Object.fromEntries(entries) as RainRecord["values"]};
}

const shortGas: Params = {
  "scale-t": {window: 500, every: 60},
  garch: {window: 500, every: 60, paths: 200},
  boosted: {window: 400, every: 60, trees: 8},
  var: {most: 3, every: 60},
  "var-shrunk": {every: 60, members: 200},
  "random-walk": {window: 200}
};

/** How far back its scores reach, days. */
const gasScored = 60;

const leftOut = ["seasonal-naive", "arima", "sarimax", "ets", "aggregation"];

/** The study of the gas price, made the same way, with what its champion is made of and what that is measured by. */
export const gas: Study<GasData> = {
  ...wholeGas,
  module: new URL(import.meta.url),
  candidates: wholeGas.candidates
    .filter(({name}) => !leftOut.includes(name))
    .map((candidate) => shortened(candidate, shortGas)),
  read: (tables, today) => readGas(tables, today, {scored: gasScored, calibration: 10}),
  replay: {lastLike: (day) => lastOfWindow(day, gasScored)}
};

/** All studies of the site, made in seconds. */
export const quickStudies: readonly Study[] = [france, brest, rain, gas] as readonly Study[];

/** A candidate with less to do; one with another seed as its original. */
function shortened(candidate: Candidate, params: Params): Candidate {
  return {...candidate, params: {...candidate.params, ...params[candidate.seedOf ?? candidate.name]}};
}
