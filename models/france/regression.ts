import {featureColumns, loadFeatures} from "../../src/lib/load/features.js";
import {
  type LearnedDay,
  learnDay,
  type RegressionOptions,
  regress,
  solveRegression,
  startRegression
} from "../../src/lib/load/regression.js";
import {standardise, standardOf} from "../../src/lib/load/standard.js";
import type {Roll} from "../study.js";
import type {LoadData} from "./data.js";
import {standardFrom, standardTo} from "./data.js";
import {logLoad, rollTwoStages} from "./two-stages.js";

/** Days between solutions before the lead-in: nothing is forecast yet, errors are only clipped by them. */
const SLOW = 14;

/** The recursive regression by hour with its correction: see `src/lib/load/regression.ts` and `correction.ts`. */
export const roll: Roll<LoadData> = async (input) => {
  const {data, params} = input;
  const {grid, originDays} = data;
  const columns = featureColumns.length;
  const features = loadFeatures(grid, data.weather, data.kinds);
  const standard = standardOf(features.rows, columns, grid.dayStart[standardFrom], grid.dayStart[standardTo]);
  standardise(features.rows, standard);
  const regression = startRegression(
    Float64Array.from(featureColumns, ({penalty}) => penalty),
    params as unknown as RegressionOptions
  );
  let before: LearnedDay | undefined;
  const learn = (day: number) => {
    const rows = Array.from({length: 24}, (_, h) => {
      const i = grid.at[day * 24 + h];
      return i < 0 ? undefined : features.rows.subarray(i * columns, (i + 1) * columns);
    });
    before = learnDay(regression, {rows, logLoad: logLoad(data, day)}, before);
  };
  const from = originDays[0] - Number(params.leadIn);
  for (let day = 1; day < from; ++day) {
    if (day % SLOW === 0) solveRegression(regression);
    learn(day);
  }
  const {values, degraded, state} = rollTwoStages(input, features, {
    from,
    open: () => solveRegression(regression),
    learn,
    forecast: ({rows}, at, count, firstHour) => {
      const own =
        rows === features.rows
          ? rows
          : standardise(rows.slice(at * columns, (at + count) * columns), standard);
      const offset = rows === features.rows ? at : 0;
      return Float64Array.from({length: count}, (_, i) =>
        regress(regression, grid.hourOf[firstHour + i], own, (offset + i) * columns)
      );
    }
  });
  const fitted = {
    ...state,
    mean: [...standard.mean],
    scale: [...standard.scale],
    coefficients: regression.coefficients.flatMap((c) => [...c])
  };
  return {
    values,
    degraded,
    metrics: {columns, days: regression.days},
    files: {"state.json": new TextEncoder().encode(JSON.stringify(fitted))}
  };
};
