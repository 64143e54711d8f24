import type {DailyData} from "../../models/brest/data.js";
import {brest as whole} from "../../models/brest.js";
import type {Study} from "../../models/study.js";

const quick = ["seasonal-naive", "persistence", "ridge"];

/** The study of areas with its real pulls, contracts and record, and of its candidates those that train in a second. */
export const brest: Study<DailyData> = {
  ...whole,
  module: new URL(import.meta.url),
  candidates: whole.candidates.filter(({name}) => quick.includes(name)),
  // They read the LSTM's files.
  artifacts: undefined
};
