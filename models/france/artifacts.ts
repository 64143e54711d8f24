import type {Group} from "../../src/lib/load/columns.js";
import {featureColumns, groupLabels, inputColumns, loadFeatures} from "../../src/lib/load/features.js";
import {feltWeather} from "../../src/lib/load/weather.js";
import {loadCard} from "../../src/lib/report/card.js";
import type {Daily, Drivers, Hours, Recent} from "../../src/lib/report/shapes.js";

import {weekday} from "../../src/lib/time/zone.js";
import type {ArtifactsInput} from "../study.js";
import type {LoadData} from "./data.js";
import {horizon, type LoadRecord, readRecord, zone} from "./record.js";
import {described, readStates, type States, scenarioState} from "./scenario.js";

const HOUR = 3_600_000;
const RECENT_DAYS = 21;

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const orNull = (x: number, decimals = 0) => (Number.isNaN(x) ? null : Number(x.toFixed(decimals)));

/** The study's own artifacts: what the page's charts read, and the models that it runs. */
export async function franceArtifacts(input: ArtifactsInput<LoadData>): Promise<Record<string, Uint8Array>> {
  const record = await readRecord(input.tables, input.today);
  const {temperature} = feltWeather(record.grid, record.weather);
  const states = readStates(input.files);
  const {forecast, backtest} = input;
  const page = {
    recent: recent(record, temperature),
    daily: daily(record, temperature),
    drivers: drivers(record, temperature, states)
  };
  return {
    "card.json": json(loadCard({forecast, backtest, ...page}, zone)),
    "recent.json": json(page.recent),
    "daily.json": json(page.daily),
    "hours.json": json(hours(record, temperature)),
    "drivers.json": json(page.drivers),
    "model/scenario.json": json(scenarioState(record, input, states)),
    "model/features.json": json({
      regression: described(featureColumns, states.regression),
      net: described(inputColumns, states.net)
    }),
    "model/model.json": input.files.net["model.json"],
    "model/weights.bin": input.files.net["weights.bin"]
  };
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
