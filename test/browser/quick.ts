import type {DailyData} from "../../models/brest/data.js";
import {readBrest} from "../../models/brest/read.js";
import {brest as wholeBrest} from "../../models/brest.js";
import {type LoadData, readFrance} from "../../models/france/data.js";
import {france as wholeFrance} from "../../models/france.js";
import type {RainData} from "../../models/rain/data.js";
import {readRain} from "../../models/rain/read.js";
import {rain as wholeRain} from "../../models/rain.js";
import type {Candidate, Study} from "../../models/study.js";

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

/** The study of rain, made the same way: it learns from the year before the held-out one. */
export const rain: Study<RainData> = {
  ...wholeRain,
  module: new URL(import.meta.url),
  candidates: wholeRain.candidates.map((candidate) => shortened(candidate, shortRain)),
  read: (tables, today) => readRain(tables, today, {from: "2013-12-01"})
};

/** All studies of the site, made in seconds. */
export const quickStudies: readonly Study[] = [france as Study, brest as Study, rain as Study];

/** A candidate with less to do; one with another seed as its original. */
function shortened(candidate: Candidate, params: Params): Candidate {
  return {...candidate, params: {...candidate.params, ...params[candidate.seedOf ?? candidate.name]}};
}
