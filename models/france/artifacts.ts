import {cities} from "../../src/lib/load/cities.js";
import {
  featureColumns,
  type Group,
  groupLabels,
  inputColumns,
  loadFeatures
} from "../../src/lib/load/features.js";
import type {LoadScenario, NetState, RegressionState} from "../../src/lib/load/scenario.js";
import {feltWeather, memoryLength} from "../../src/lib/load/weather.js";
import type {Daily, Drivers, Hours, Recent} from "../../src/lib/report/shapes.js";

import {sliceGrid} from "../../src/lib/time/grid.js";
import {weekday} from "../../src/lib/time/zone.js";
import type {ArtifactsInput, Judged} from "../study.js";
import {horizon, type LoadData, type LoadRecord, readRecord, zone} from "./data.js";
import type {LastState} from "./two-stages.js";

const HOUR = 3_600_000;
const RECENT_DAYS = 21;
const ERROR_DAYS = 14;

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const orNull = (x: number, decimals = 0) => (Number.isNaN(x) ? null : Number(x.toFixed(decimals)));

/** The study's own artifacts: what the page's charts read, and the models that it runs. */
export async function franceArtifacts(input: ArtifactsInput<LoadData>): Promise<Record<string, Uint8Array>> {
  const record = await readRecord(input.tables, input.today);
  const {temperature} = feltWeather(record.grid, record.weather);
  const states = readStates(input.files);
  return {
    "recent.json": json(recent(record, temperature)),
    "daily.json": json(daily(record, temperature)),
    "hours.json": json(hours(record, temperature)),
    "drivers.json": json(drivers(record, temperature, states)),
    "model/scenario.json": json(scenarioState(record, input, states)),
    "model/features.json": json({
      regression: described(featureColumns, states.regression),
      net: described(inputColumns, states.net)
    }),
    "model/model.json": input.files.net["model.json"],
    "model/weights.bin": input.files.net["weights.bin"]
  };
}

/** The fitted models as their rolls left them. */
export interface States {
  readonly regression: RegressionState & LastState;
  readonly net: NetState & LastState;
  readonly aggregation: {experts: string[]; weights: number[][]; issued: number[]};
}

/** Reads the state files of the three models. Throws where one is missing. */
export function readStates(files: ArtifactsInput<LoadData>["files"]): States {
  const read = (candidate: string) => {
    const bytes = files[candidate]?.["state.json"];
    if (!bytes)
      throw new Error(
        `france: expected state.json of the candidate ${candidate}, found ${Object.keys(files[candidate] ?? {}).join(", ") || "nothing"}`
      );
    return JSON.parse(new TextDecoder().decode(bytes));
  };
  return {regression: read("regression"), net: read("net"), aggregation: read("aggregation")};
}

function recent({grid, originDay, load, recorded, official}: LoadRecord, temperature: Float64Array): Recent {
  const from = grid.dayStart[originDay - RECENT_DAYS];
  const to = grid.dayStart[originDay + 1];
  const part = (values: Float64Array, decimals = 0) =>
    Array.from(values.subarray(from, to), (x) => orNull(x, decimals));
  return {
    times: Array.from({length: to - from}, (_, i) => new Date(grid.start + (from + i) * HOUR).toISOString()),
    load: part(load),
    recorded: part(recorded),
    reference: part(official),
    temperature: part(temperature, 1)
  };
}

function daily({grid, originDay, load, holidays}: LoadRecord, temperature: Float64Array): Daily {
  const days = grid.days.slice(0, originDay);
  const rows = days.map((_, d) => {
    const hours = Array.from(
      {length: grid.dayStart[d + 1] - grid.dayStart[d]},
      (_, i) => grid.dayStart[d] + i
    );
    const known = hours.filter((i) => !Number.isNaN(load[i]));
    const enough = known.length >= 20;
    const peak = enough ? known.reduce((a, b) => (load[b] > load[a] ? b : a)) : undefined;
    return {
      mean: enough ? Math.round(known.reduce((sum, i) => sum + load[i], 0) / known.length) : null,
      peak: peak === undefined ? null : Math.round(load[peak]),
      peakHour: peak === undefined ? null : grid.hourOf[peak],
      low: enough ? Math.round(Math.min(...known.map((i) => load[i]))) : null,
      temperature: orNull(hours.reduce((sum, i) => sum + temperature[i], 0) / hours.length, 1)
    };
  });
  return {
    date: days,
    mean: rows.map((row) => row.mean),
    peak: rows.map((row) => row.peak),
    peakHour: rows.map((row) => row.peakHour),
    low: rows.map((row) => row.low),
    temperature: rows.map((row) => row.temperature),
    holiday: holidays.slice(0, originDay),
    weekday: days.map(weekday)
  };
}

function hours({grid, originDay, load}: LoadRecord, temperature: Float64Array): Hours {
  const end = grid.dayStart[originDay];
  return {
    start: new Date(grid.start).toISOString(),
    step: "PT1H",
    load: Array.from(load.subarray(0, end), (x) => orNull(x)),
    temperature: Array.from(temperature.subarray(0, end), (x) => Math.round(10 * x))
  };
}

/**
 * What moves each hour of the coming week away from the load of an average hour, in MW, by group of features, as the regression
 * sees it. Its log is a sum over the groups; the logarithmic mean turns the terms into MW that add up (Ang, 2004, "Decomposition
 * analysis for policymaking in energy", Energy Policy 32).
 */
function drivers(
  {grid, originDay, weather, kinds, holidays}: LoadRecord,
  temperature: Float64Array,
  {regression}: States
): Drivers {
  const columns = featureColumns.length;
  const start = grid.dayStart[originDay];
  const {rows} = loadFeatures(grid, weather, kinds);
  const groups = new Map<Group, number[]>(groupLabels.map(({group}) => [group, []]));
  const errors: number[] = [];
  const baseline: number[] = [];
  for (let lead = 0; lead < horizon; ++lead) {
    const hour = grid.hourOf[start + lead];
    const terms = new Map<Group, number>();
    let sum = 0;
    for (let j = 1; j < columns; ++j) {
      const x = (rows[(start + lead) * columns + j] - regression.mean[j]) / regression.scale[j];
      const term = x * regression.coefficients[hour * columns + j];
      terms.set(featureColumns[j].group, (terms.get(featureColumns[j].group) ?? 0) + term);
      sum += term;
    }
    const average = Math.exp(regression.coefficients[hour * columns]);
    const value = regression.issued[lead];
    const correction = Math.log(value / average) - sum;
    const logarithmicMean =
      Math.abs(Math.log(value / average)) < 1e-9 ? value : (value - average) / Math.log(value / average);
    for (const {group} of groupLabels)
      groups.get(group)!.push(Math.round((terms.get(group) ?? 0) * logarithmicMean));
    errors.push(Math.round(correction * logarithmicMean));
    baseline.push(Math.round(average));
  }
  const days = grid.days.slice(originDay, originDay + 7);
  return {
    times: Array.from({length: horizon}, (_, lead) =>
      new Date(grid.start + (start + lead) * HOUR).toISOString()
    ),
    baseline,
    groups: [
      ...groupLabels.map(({group, label}) => ({name: group, label, values: groups.get(group)!})),
      {name: "errors", label: "Recent errors", values: errors}
    ],
    temperature: Array.from({length: horizon}, (_, lead) => orNull(temperature[start + lead], 1)),
    holidays: days.flatMap((date, k) => {
      const name = holidays[originDay + k];
      return name === null ? [] : [{date, name}];
    })
  };
}

/** The state of the published models for the browser: see `src/lib/load/scenario.ts`. */
export function scenarioState(
  {grid, originDay, weather, kinds}: LoadRecord,
  {data, judged, champion}: Pick<ArtifactsInput<LoadData>, "data" | "judged" | "champion">,
  {regression, net, aggregation}: States
): LoadScenario {
  const window = sliceGrid(grid, originDay - 1, grid.days.length);
  const from = grid.dayStart[originDay - 1];
  const cut = (values: Float64Array) =>
    cities.flatMap((_, k) => [
      ...values.subarray(k * grid.hours + from, k * grid.hours + from + window.hours)
    ]);
  const {memory} = feltWeather(grid, weather);
  const days = [originDay - ERROR_DAYS, grid.days.length] as const;
  const last = (candidate: Judged) => [...candidate.values.subarray(-horizon)];
  const fixed = judged.filter(
    ({candidate}) =>
      aggregation.experts.includes(candidate) && candidate !== "regression" && candidate !== "net"
  );
  const {issued: regressionIssued, ...regressionState} = regression;
  const {issued: netIssued, ...netState} = net;
  return {
    zone,
    first: window.days[0],
    last: window.days[window.days.length - 1],
    horizon,
    weather: {
      temperature: cut(weather.temperature),
      humidity: cut(weather.humidity),
      precipitation: cut(weather.precipitation),
      wind: cut(weather.wind),
      cloud: cut(weather.cloud)
    },
    memory: [...memory.subarray((originDay - 2) * memoryLength, (originDay - 1) * memoryLength)],
    holiday: [...kinds.holiday.slice(days[0], days[1] + 1)],
    school: [...kinds.school.slice(days[0], days[1] + 1)],
    off: [...data.data.off.slice(days[0], days[1])],
    regression: regressionState,
    net: netState,
    experts: aggregation.experts,
    weights: aggregation.weights,
    fixed: Object.fromEntries(fixed.map((candidate) => [candidate.candidate, last(candidate)])),
    champion,
    issued: {regression: regressionIssued, net: netIssued, aggregation: aggregation.issued}
  };
}

/** The feature description beside the weights: what each number of a row is, and how it is standardised. */
function described(
  columns: typeof featureColumns,
  {mean, scale}: {mean: readonly number[]; scale: readonly number[]}
) {
  return columns.map(({name, group}, j) => ({name, group, mean: mean[j], scale: scale[j]}));
}
