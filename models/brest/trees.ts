import {type DailyRecord, lastKnown} from "../../src/lib/daily/record.js";

import {trainBoosted} from "../../src/lib/trees/boost.js";
import {predictBoosted} from "../../src/lib/trees/boost-predict.js";
import type {Roll, RollInput} from "../study.js";
import {type DailyData, horizon, trainingsOf} from "./data.js";
import {degrade} from "./degrade.js";
import {treeColumns} from "./tree-features.js";

/** The first day of a record with a whole week and a half before it. */
const firstDay = 10;

/**
 * Boosted trees for each area, one model for all seven lead days: they answer with the change of log load from the last known day, and are
 * trained on every origin and lead whose truth is known.
 */
export const roll: Roll<DailyData> = async (input) => {
  const {data, scheme} = input;
  const count = data.records.length;
  const values = new Float64Array(scheme.origins.length * count * horizon).fill(Number.NaN);
  const degraded = values.slice();
  let trainings = 0;
  data.records.forEach((record, area) => {
    trainings += rollArea(record, input, (o, own, uncertain) => {
      values.set(own, (o * count + area) * horizon);
      degraded.set(uncertain, (o * count + area) * horizon);
    });
  });
  return {values, degraded, metrics: {trainings}};
};

function rollArea(
  record: DailyRecord,
  {data, params, seed}: RollInput<DailyData>,
  put: (origin: number, own: Float64Array, degraded: Float64Array) => void
): number {
  const {load, weather} = record;
  const features = treeColumns(record, weather);
  const rows: {readonly row: number[]; readonly target: number; readonly change: number}[] = [];
  const last = data.originDays[data.originDays.length - 1];
  for (let origin = firstDay; origin < last; ++origin)
    for (let lead = 0; lead < horizon && origin + lead < last; ++lead) {
      const target = origin + lead;
      const change = Math.log(load[target] / load[lastKnown(load, origin - 1)]);
      if (!Number.isNaN(change)) rows.push({row: features(origin, lead), target, change});
    }
  const trainings = trainingsOf(record, data.originDays).filter(({origins}) => origins.length > 0);
  for (const {day, origins} of trainings) {
    const known = rows.filter(({target}) => target < day);
    const model = trainBoosted(
      table(known.map(({row}) => row)),
      Float64Array.from(known, ({change}) => change),
      {
        loss: "squared",
        trees: Number(params.trees),
        leaves: Number(params.leaves),
        rate: Number(params.rate),
        leastRows: Number(params.leastRows),
        rowShare: Number(params.rowShare),
        columnShare: Number(params.columnShare),
        l2: Number(params.l2),
        seed: seed + day
      }
    );
    const answer = (row: typeof features, origin: number) => {
      const start = load[lastKnown(load, origin - 1)];
      const leads = Array.from({length: horizon}, (_, lead) => row(origin, lead));
      return predictBoosted(model, table(leads)).map((change) => start * Math.exp(change));
    };
    for (const o of origins) {
      const origin = data.originDays[o];
      put(
        o,
        answer(features, origin),
        answer(treeColumns(record, degrade(weather, origin, seed + origin)), origin)
      );
    }
  }
  return trainings.length;
}

function table(rows: readonly number[][]) {
  return {columns: rows[0].map((_, j) => Float64Array.from(rows, (row) => row[j]))};
}
