import {dailyColumns, dailyRows} from "../../src/lib/daily/features.js";
import type {DailyRecord} from "../../src/lib/daily/record.js";
import {answerRow, learnRow, solveRecursive, startRecursive} from "../../src/lib/daily/recursive.js";
import {standardise, standardOf} from "../../src/lib/load/standard.js";
import type {Roll, RollInput} from "../study.js";
import {type DailyData, horizon, leastDays} from "./data.js";
import {degrade} from "./degrade.js";

/** Known days before errors are believed and corrections learn from them. */
const warmUp = 150;

/**
 * One recursive ridge regression of log load on weather and calendar for each area, that learns every day and slowly forgets; and for each lead day a
 * small one of its error on the last errors known at the origin, which is what makes it follow the level of the last days.
 */
export const roll: Roll<DailyData> = async (input) => {
  const {data, scheme} = input;
  const count = data.records.length;
  const values = new Float64Array(scheme.origins.length * count * horizon).fill(Number.NaN);
  const degraded = values.slice();
  data.records.forEach((record, area) => {
    rollArea(record, input, (o, own, uncertain) => {
      values.set(own, (o * count + area) * horizon);
      degraded.set(uncertain, (o * count + area) * horizon);
    });
  });
  return {values, degraded, metrics: {columns: dailyColumns.length}};
};

function rollArea(
  record: DailyRecord,
  {data, params, seed}: RollInput<DailyData>,
  put: (origin: number, own: Float64Array, degraded: Float64Array) => void
): void {
  const {load, days, weather} = record;
  const n = dailyColumns.length;
  const rows = dailyRows(record, weather, 0, days.length);
  const standard = standardOf(rows, n, 0, leastDays);
  standardise(rows, standard);
  const ridge = startRecursive(n, {halfLife: Number(params.halfLife), penalty: Number(params.penalty)});
  const corrections = Array.from({length: horizon}, () =>
    startRecursive(errorCount, {
      halfLife: Number(params.errorHalfLife),
      penalty: Number(params.errorPenalty)
    })
  );
  const errors = new Float64Array(days.length).fill(Number.NaN);
  const originOf = new Map([...data.originDays].map((day, o) => [day, o]));
  let known = 0;
  for (let d = 0; d <= data.originDays[data.originDays.length - 1]; ++d) {
    const coefficients = known > warmUp ? solveRecursive(ridge, 0) : undefined;
    const o = originOf.get(d);
    if (o !== undefined && coefficients) {
      const shift = corrections.map((each, lead) =>
        answerRow(solveRecursive(each), errorRow(errors, d - 1, d + lead))
      );
      const answer = (from: Float64Array, at: number) =>
        Float64Array.from({length: horizon}, (_, lead) =>
          Math.exp(answerRow(coefficients, from, at + lead) + shift[lead])
        );
      const uncertain = dailyRows(record, degrade(weather, d, seed + d), d, d + horizon);
      put(o, answer(rows, d), answer(standardise(uncertain, standard), 0));
    }
    if (Number.isNaN(load[d])) continue;
    known += 1;
    if (coefficients) {
      errors[d] = Math.log(load[d]) - answerRow(coefficients, rows, d);
      corrections.forEach((each, lead) => {
        const row = errorRow(errors, d - lead - 1, d);
        learnRow(each, row, errors[d]);
      });
    }
    learnRow(ridge, rows.slice(d * n, (d + 1) * n), Math.log(load[d]));
  }
}

const errorCount = 5;

/** Errors of log load known on the day `last`, for a target: the last three, their mean over a week, and that of the target's weekday; 0 where unknown. */
function errorRow(errors: Float64Array, last: number, target: number): Float64Array {
  const error = (d: number) => (d < 0 || Number.isNaN(errors[d]) ? 0 : errors[d]);
  let week = 0;
  for (let k = 0; k < 7; ++k) week += error(last - k) / 7;
  return Float64Array.of(error(last), error(last - 1), error(last - 2), week, error(target - 7));
}
