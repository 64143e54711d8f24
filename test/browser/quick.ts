import {type LoadData, readFrance} from "../../models/france/data.js";
import {france as whole} from "../../models/france.js";
import type {Candidate, Study} from "../../models/study.js";

const quick: Readonly<Record<string, Candidate["params"]>> = {
  regression: {leadIn: 40},
  net: {members: 2, epochs: 3, refitEpochs: 1, refitDays: 400, leadIn: 40}
};

/** The study of France on the whole sample, but with few origins and short trainings: made in seconds, for tests of the pages. */
export const france: Study<LoadData> = {
  ...whole,
  module: new URL(import.meta.url),
  candidates: whole.candidates.map((candidate) => ({
    ...candidate,
    params: {...candidate.params, ...quick[candidate.name]}
  })),
  read: (tables, today) => readFrance(tables, today, {months: 3, calibration: 80})
};

/** All studies of the site, made in seconds. */
export const quickStudies: readonly Study[] = [france as Study];
