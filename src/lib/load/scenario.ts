import {type Knobs, temperatureChange} from "../scenario/knobs.js";
import type {ScenarioAnswer, ScenarioModel} from "../scenario/model.js";
import {type HourGrid, hourGrid} from "../time/grid.js";
import type {Group} from "./columns.js";
import {correctionCount, correctionRows} from "./correction.js";
import {featureColumns, groupLabels, inputColumns, loadFeatures} from "./features.js";
import {standardise} from "./standard.js";
import type {Weather} from "./weather.js";

/**
 * Everything that the published models need to answer again for the coming week, as the artifact `model/scenario.json`
 * holds it. The window starts the day before the origin and ends with the last day of the horizon.
 */
export interface LoadScenario {
  readonly zone: string;
  /** First and last local day of the window. */
  readonly first: string;
  readonly last: string;
  /** Hours in the horizon. */
  readonly horizon: number;
  /** Weather of the window, `[city][hour]`. */
  readonly weather: {readonly [name in keyof Weather]: readonly number[]};
  /** Where the smoothings stood before the window. */
  readonly memory: readonly number[];
  /** Public holidays and share of school zones on holiday, by day from 14 days before the origin to the day after the window. */
  readonly holiday: readonly number[];
  readonly school: readonly number[];
  /** 1 at weekends and on holidays, for the same days. */
  readonly off: readonly number[];
  readonly regression: RegressionState;
  readonly net: NetState;
  /** Weights of the champion's experts by hour, in the order of `experts`; the last experts are given as forecasts. */
  readonly experts: readonly string[];
  readonly weights: readonly (readonly number[])[];
  /** Forecasts of the experts that no knob can move, by name. */
  readonly fixed: {readonly [name: string]: readonly number[]};
  /** Which of aggregation, regression and net is the champion. */
  readonly champion: string;
  /** The issued forecasts before rounding, by model: what a scenario at rest must give. */
  readonly issued: {readonly [name: string]: readonly number[]};
}

/** One stage-two correction and the errors it starts from: `[lead day][local hour][feature]`, `[day][local hour]`. */
interface CorrectedState {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
  readonly corrections: readonly number[];
  readonly correctionScale: number;
  /** One-day-ahead errors of the 14 days before the origin, null where unknown. */
  readonly errors: readonly (number | null)[];
}

/** The regression: coefficients of standardised columns, `[local hour][column]`. */
export interface RegressionState extends CorrectedState {
  readonly coefficients: readonly number[];
}

/** The net: its output is log load = centre + spread × output. */
export interface NetState extends CorrectedState {
  readonly centre: number;
  readonly spread: number;
}

/**
 * The linear algebra of both models, wherever it runs. Rows are standardised, row-major.
 * `regression` gives the log load without the constant column; `net` the output before it is scaled back.
 */
export interface Predictors {
  readonly regression: (rows: Float64Array, hours: Uint8Array) => ArrayLike<number>;
  readonly net: (inputs: Float64Array) => ArrayLike<number>;
}

const ERROR_DAYS = 14;
const LEAD_DAYS = 7;

/** Standardised rows of the horizon under some knobs, and what the corrections add. */
interface Hours {
  readonly rows: Float64Array;
  readonly inputs: Float64Array;
  readonly regressionShift: Float64Array;
  readonly netShift: Float64Array;
  readonly growth: number;
}

/**
 * Opens the published models: with all knobs at rest they give the issued forecast. What moved is told by putting the
 * scenario's features in the place of the forecast's, group after group in the order of the page; the steps add up to the whole change.
 */
export function openScenario(scenario: LoadScenario, predictors: Predictors): ScenarioModel {
  const grid = hourGrid(scenario.zone, scenario.first, scenario.last);
  const start = grid.dayStart[1];
  const n = scenario.horizon;
  const times = Array.from({length: n}, (_, lead) => grid.start + (start + lead) * 3_600_000);
  const localHours = grid.hourOf.slice(start, start + n);
  const rest = hoursUnder(scenario, grid, undefined);

  const forecast = (model: string, hours: Hours): Float64Array => {
    const name = model === "champion" ? scenario.champion : model;
    const own: Record<string, () => Float64Array> = {
      regression: () => {
        const linear = predictors.regression(hours.rows, localHours);
        return hours.regressionShift.map((shift, i) =>
          Math.exp(
            linear[i] + scenario.regression.coefficients[localHours[i] * featureColumns.length] + shift
          )
        );
      },
      net: () => {
        const output = predictors.net(hours.inputs);
        const {centre, spread} = scenario.net;
        return hours.netShift.map((shift, i) => Math.exp(centre + spread * output[i] + shift));
      }
    };
    const expert = (each: string): ArrayLike<number> => own[each]?.() ?? scenario.fixed[each];
    let value: ArrayLike<number>;
    if (name === "aggregation") {
      const experts = scenario.experts.map(expert);
      value = Float64Array.from({length: n}, (_, i) =>
        experts.reduce((sum, values, k) => sum + scenario.weights[i][k] * values[i], 0)
      );
    } else value = expert(name);
    if (!value)
      throw new Error(`scenario: expected one of champion, aggregation, regression, net, got "${model}"`);
    return Float64Array.from(value, (x) => x * (1 + hours.growth));
  };

  const run = (knobs: Knobs): ScenarioAnswer => {
    const moved = hoursUnder(scenario, grid, knobs);
    const groups: {name: string; label: string; values: Float64Array}[] = [];
    let mixed = rest;
    let before = forecast(knobs.model, rest);
    const step = (name: string, label: string, next: Hours) => {
      const value = next === mixed ? before : forecast(knobs.model, next);
      groups.push({name, label, values: value.map((x, i) => x - before[i])});
      before = value;
      mixed = next;
    };
    for (const {group, label} of groupLabels) step(group, label, withGroup(mixed, moved, group));
    const corrected =
      same(mixed.regressionShift, moved.regressionShift) && same(mixed.netShift, moved.netShift);
    step(
      "errors",
      "Recent errors",
      corrected ? mixed : {...mixed, regressionShift: moved.regressionShift, netShift: moved.netShift}
    );
    step("growth", "Demand growth", moved.growth === mixed.growth ? mixed : {...mixed, growth: moved.growth});
    return {times, value: before, groups};
  };
  const models = [
    {
      name: "champion",
      label:
        scenario.champion === "aggregation"
          ? "Champion: online aggregation"
          : `Champion: ${scenario.champion}`
    },
    {name: "regression", label: "Regression by hour"},
    {name: "net", label: "Neural net"}
  ];
  return {models, run};
}

/** The features with those of one group taken from another state; the same object where that changes nothing. */
function withGroup(from: Hours, to: Hours, group: Group): Hours {
  const rows = exchange(from.rows, to.rows, featureColumns, group);
  const inputs = exchange(from.inputs, to.inputs, inputColumns, group);
  return rows === from.rows && inputs === from.inputs ? from : {...from, rows, inputs};
}

function exchange(
  from: Float64Array,
  to: Float64Array,
  columns: readonly {group: Group}[],
  group: Group
): Float64Array {
  let out: Float64Array | undefined;
  const places = columns.flatMap((column, j) => (column.group === group ? [j] : []));
  for (let at = 0; at < from.length; at += columns.length)
    for (const j of places)
      if (from[at + j] !== to[at + j]) {
        out ??= from.slice();
        out[at + j] = to[at + j];
      }
  return out ?? from;
}

const same = (a: Float64Array, b: Float64Array) => a.every((x, i) => x === b[i]);

/** What the models see of the horizon under some knobs; without knobs, what they saw when the forecast was issued. */
function hoursUnder(scenario: LoadScenario, grid: HourGrid, knobs: Knobs | undefined): Hours {
  const start = grid.dayStart[1];
  const n = scenario.horizon;
  const weather = knobs ? turn(scenario, grid, knobs) : typed(scenario.weather);
  const holiday = Uint8Array.from(scenario.holiday);
  const off = Uint8Array.from(scenario.off);
  const madeHoliday = knobs?.holiday ? grid.days.indexOf(knobs.holiday) : -1;
  if (madeHoliday > 0) holiday[ERROR_DAYS - 1 + madeHoliday] = off[ERROR_DAYS - 1 + madeHoliday] = 1;
  const kinds = {
    holiday: holiday.slice(ERROR_DAYS - 1),
    school: Float64Array.from(scenario.school.slice(ERROR_DAYS - 1))
  };
  const features = loadFeatures(grid, weather, kinds, Float64Array.from(scenario.memory));
  const part = (values: Float64Array, columns: number) =>
    values.slice(start * columns, (start + n) * columns);
  const standard = ({mean, scale}: CorrectedState) => ({
    mean: Float64Array.from(mean),
    scale: Float64Array.from(scale)
  });
  const shift = (state: CorrectedState) => shiftOf(state, {holiday, off}, grid, start, n);
  return {
    rows: standardise(part(features.rows, featureColumns.length), standard(scenario.regression)),
    inputs: standardise(part(features.inputs, inputColumns.length), standard(scenario.net)),
    regressionShift: shift(scenario.regression),
    netShift: shift(scenario.net),
    growth: (knobs?.growth ?? 0) / 100
  };
}

/** What the second stage adds to log load at each hour of the horizon. */
function shiftOf(
  {errors, corrections, correctionScale}: CorrectedState,
  days: {holiday: Uint8Array; off: Uint8Array},
  grid: HourGrid,
  start: number,
  n: number
): Float64Array {
  const history = {...days, errors: Float64Array.from(errors, (e) => e ?? Number.NaN)};
  const rows = Array.from({length: LEAD_DAYS}, (_, k) =>
    correctionRows(history, ERROR_DAYS, k, correctionScale)
  );
  return Float64Array.from({length: n}, (_, lead) => {
    const k = Math.min(grid.dayOf[start + lead] - 1, LEAD_DAYS - 1);
    const hour = grid.hourOf[start + lead];
    let sum = 0;
    for (let j = 0; j < correctionCount; ++j)
      sum += corrections[(k * 24 + hour) * correctionCount + j] * rows[k][hour * correctionCount + j];
    return correctionScale * sum;
  });
}

function typed(weather: LoadScenario["weather"]): Weather {
  return {
    temperature: Float64Array.from(weather.temperature),
    humidity: Float64Array.from(weather.humidity),
    precipitation: Float64Array.from(weather.precipitation),
    wind: Float64Array.from(weather.wind),
    cloud: Float64Array.from(weather.cloud)
  };
}

/** The weather of the window as the knobs turn it, from the origin on. */
function turn(scenario: LoadScenario, grid: HourGrid, knobs: Knobs): Weather {
  const weather = typed(scenario.weather);
  const start = grid.dayStart[1];
  const times = Array.from({length: grid.hours - start}, (_, i) => grid.start + (start + i) * 3_600_000);
  const change = temperatureChange(knobs, times, times[0]);
  for (let at = start; at < weather.temperature.length; at += grid.hours)
    for (let i = 0; i < times.length; ++i) {
      weather.temperature[at + i] += change[i];
      weather.cloud[at + i] = Math.min(Math.max(weather.cloud[at + i] + knobs.cloud, 0), 100);
      weather.wind[at + i] *= 1 + knobs.wind / 100;
    }
  return weather;
}
