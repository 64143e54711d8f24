import {cities} from "../../src/lib/load/cities.js";
import type {featureColumns} from "../../src/lib/load/features.js";
import type {LoadScenario, NetState, RegressionState} from "../../src/lib/load/scenario.js";
import {feltWeather, memoryLength} from "../../src/lib/load/weather.js";
import {sliceGrid} from "../../src/lib/time/grid.js";
import type {ArtifactsInput, Judged} from "../study.js";
import type {LoadData} from "./data.js";
import {horizon, type LoadRecord, zone} from "./record.js";
import type {LastState} from "./two-stages.js";

/** Days before the origin whose errors the corrections read. */
const ERROR_DAYS = 14;

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
export function described(
  columns: typeof featureColumns,
  {mean, scale}: {mean: readonly number[]; scale: readonly number[]}
) {
  return columns.map(({name, group}, j) => ({name, group, mean: mean[j], scale: scale[j]}));
}
