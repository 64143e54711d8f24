import {cubicSpline} from "../splines.js";
import type {HourGrid} from "../time/grid.js";
import {type DayKinds, dayFeatures} from "./calendar.js";
import {cities} from "./cities.js";
import {type Block, byCity, column, columns, type Group, type Hour, harmonics, spline} from "./columns.js";
import {feltWeather, type Memory, smoothingRates, type Weather} from "./weather.js";

const on = (day: number) => (hour: Hour) => (hour.day.weekday === day ? 1 : 0);
const weekend = ({day}: Hour) => (day.weekday >= 5 ? 1 : 0);
const working = ({day}: Hour) => (day.weekday < 5 ? 1 : 0);
const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const span = (knots: number) => cubicSpline(-4, 31, knots);

/**
 * The columns of the load regression, in order: about 165 for each hour. The temperature acts at four speeds, city by
 * city where it heats and cools; the sun acts on panels and on lamps; the calendar acts by weekday, season and holiday.
 */
const blocks: readonly Block[] = [
  column("calendar", 0, "constant", () => 1),
  spline("temperature", 1, "temperature", span(8), ({felt, i}) => felt.temperature[i]),
  spline("temperature", 4, "temperature over a day", span(8), ({felt, i}) => felt.smoothed[0][i]),
  spline("temperature", 0.25, "temperature over four days", span(7), ({felt, i}) => felt.smoothed[1][i]),
  spline("temperature", 2.5, "temperature over three weeks", span(6), ({felt, i}) => felt.smoothed[2][i]),
  spline("temperature", 10, "minimum of the day", span(6), ({felt, i}) => felt.dailyMinimum[i]),
  spline("temperature", 2.5, "maximum of the day", span(6), ({felt, i}) => felt.dailyMaximum[i]),
  column("temperature", 1, "temperature a day before", ({felt, yesterday}) => felt.temperature[yesterday]),
  byCity("temperature", 120, "deviation", (felt) => felt.deviation),
  byCity("temperature", 1, "heating", (felt) => felt.heating),
  byCity("temperature", 4, "cooling", (felt) => felt.cooling),
  column("temperature", 0.25, "cold at the weekend", (h) => h.cold * weekend(h)),
  column("temperature", 0.25, "cold on a holiday", (h) => h.cold * h.day.holiday),
  column("temperature", 0.25, "heat at the weekend", (h) => h.heat * weekend(h)),
  harmonics("temperature", 0.25, "cold in season", 1, (h) => h.cold),
  column("temperature", 4, "cold × trend", (h) => h.cold * h.day.trend),
  column("sun", 40, "radiation on panels", ({felt, i}) => felt.radiation[i]),
  column("sun", 10, "radiation of the day", ({felt, i}) => felt.dailyRadiation[i]),
  column("sun", 1, "radiation × trend", ({felt, i, day}) => felt.radiation[i] * day.trend),
  column("sun", 4, "clear sky × trend", ({felt, i, day}) => felt.clearSky[i] * day.trend),
  spline("sun", 2.5, "elevation", cubicSpline(-0.4, 0.95, 5), ({felt, i}) => felt.elevation[i]),
  spline("sun", 10, "cloud", cubicSpline(0, 1, 4), ({felt, i}) => felt.cloud[i]),
  spline("wind", 10, "wind", cubicSpline(1, 10, 4), ({felt, i}) => felt.wind[i]),
  column("wind", 4, "wind × cold", (h) => h.felt.wind[h.i] * h.cold),
  column("wind", 2.5, "humidity", ({felt, i}) => felt.humidity[i]),
  column("wind", 2.5, "humidity × heat", (h) => h.felt.humidity[h.i] * h.heat),
  column("wind", 1, "rain", ({felt, i}) => felt.rain[i]),
  columns("calendar", 0.075, weekdays, (hour, k) => (hour.day.weekday === k ? 1 : 0)),
  harmonics("calendar", 0.25, "year", 4, () => 1),
  harmonics("calendar", 10, "Saturday", 2, on(5)),
  harmonics("calendar", 10, "Sunday", 2, on(6)),
  harmonics("calendar", 10, "Monday", 1, on(0)),
  harmonics("calendar", 10, "Friday", 1, on(4)),
  column("calendar", 5, "summer time", ({day}) => day.summerTime),
  column("holidays", 0.075, "holiday on a working day", (h) => h.day.holiday * working(h) * (1 - on(0)(h))),
  column("holidays", 0.075, "holiday on a Monday", (h) => h.day.holiday * on(0)(h)),
  column("holidays", 0.075, "holiday on a Saturday", (h) => h.day.holiday * on(5)(h)),
  column("holidays", 0.075, "holiday on a Sunday", (h) => h.day.holiday * on(6)(h)),
  column("holidays", 0.075, "day before a holiday", (h) => h.day.eve * working(h)),
  column("holidays", 0.075, "day after a holiday", (h) => h.day.morrow * working(h)),
  column("holidays", 0.075, "bridge day", ({day}) => day.bridge),
  column("holidays", 0.075, "1 May", ({day}) => day.firstOfMay),
  column(
    "holidays",
    4,
    "holiday × cosine of the year",
    (h) => h.day.holiday * working(h) * Math.cos(h.day.year)
  ),
  columns(
    "holidays",
    0.075,
    Array.from({length: 10}, (_, k) => `Christmas + ${k}`),
    ({day}, k) => (day.christmas === k ? 1 : 0)
  ),
  column("school", 1, "school holidays", ({day}) => day.school),
  column("school", 1, "school holidays on working days", (h) => h.day.school * working(h)),
  column("school", 4, "around 12 August", ({day}) => day.august),
  column("school", 4, "around 25 July", ({day}) => day.july),
  column("trend", 0.075, "trend", ({day}) => day.trend)
];

/** Inputs of the neural net, which bends what the regression needs splines for: plain quantities, and the hour of the day. */
const inputBlocks: readonly Block[] = [
  column("temperature", 0, "temperature", ({felt, i}) => felt.temperature[i]),
  columns(
    "temperature",
    0,
    ["over a day", "over four days", "over three weeks"],
    ({felt, i}, k) => felt.smoothed[k][i]
  ),
  column("temperature", 0, "minimum of the day", ({felt, i}) => felt.dailyMinimum[i]),
  column("temperature", 0, "maximum of the day", ({felt, i}) => felt.dailyMaximum[i]),
  column("temperature", 0, "temperature a day before", ({felt, yesterday}) => felt.temperature[yesterday]),
  column("temperature", 0, "heating", ({felt, hours, i}) => mean(felt.heating, hours, i)),
  column("temperature", 0, "cooling", ({felt, hours, i}) => mean(felt.cooling, hours, i)),
  column("sun", 0, "radiation on panels", ({felt, i}) => felt.radiation[i]),
  column("sun", 0, "radiation of the day", ({felt, i}) => felt.dailyRadiation[i]),
  column("sun", 0, "radiation × trend", ({felt, i, day}) => felt.radiation[i] * day.trend),
  column("sun", 0, "elevation", ({felt, i}) => felt.elevation[i]),
  column("sun", 0, "cloud", ({felt, i}) => felt.cloud[i]),
  column("wind", 0, "wind", ({felt, i}) => felt.wind[i]),
  column("wind", 0, "humidity", ({felt, i}) => felt.humidity[i]),
  column("wind", 0, "rain", ({felt, i}) => felt.rain[i]),
  columns(
    "calendar",
    0,
    Array.from({length: 24}, (_, k) => `hour ${k}`),
    (hour, k) => (hour.localHour === k ? 1 : 0)
  ),
  columns("calendar", 0, weekdays, (hour, k) => (hour.day.weekday === k ? 1 : 0)),
  harmonics("calendar", 0, "year", 2, () => 1),
  column("calendar", 0, "summer time", ({day}) => day.summerTime),
  column("holidays", 0, "holiday", ({day}) => day.holiday),
  column("holidays", 0, "day before a holiday", (h) => h.day.eve * working(h)),
  column("holidays", 0, "day after a holiday", (h) => h.day.morrow * working(h)),
  column("holidays", 0, "bridge day", ({day}) => day.bridge),
  column("holidays", 0, "Christmas to New Year", ({day}) => (day.christmas >= 0 ? 1 : 0)),
  column("school", 0, "school holidays", ({day}) => day.school),
  column("school", 0, "around 12 August", ({day}) => day.august),
  column("trend", 0, "trend", ({day}) => day.trend)
];

function mean(values: Float64Array, hours: number, i: number): number {
  let sum = 0;
  for (let k = 0; k < cities.length; ++k) sum += cities[k].weight * values[k * hours + i];
  return sum;
}

const described = (list: readonly Block[]) =>
  list.flatMap(({group, names, penalty}) => names.map((name) => ({name, group, penalty})));

/** Name, group and penalty of each column of the regression, in the order of the numbers in a row. */
export const featureColumns: readonly FeatureColumn[] = described(blocks);

/** Name and group of each input of the neural net. */
export const inputColumns: readonly FeatureColumn[] = described(inputBlocks);

export interface FeatureColumn {
  readonly name: string;
  readonly group: Group;
  readonly penalty: number;
}

/** The groups in the order in which they are shown, with their names. */
export const groupLabels: readonly {group: Group; label: string}[] = [
  {group: "temperature", label: "Temperature"},
  {group: "sun", label: "Sun and cloud"},
  {group: "wind", label: "Wind, humidity, rain"},
  {group: "calendar", label: "Weekday and season"},
  {group: "holidays", label: "Public holidays"},
  {group: "school", label: "School holidays"},
  {group: "trend", label: "Trend"}
];

/** Features of the hours of a grid in natural units, and where the smoothings stood at the end of each of its days. */
export interface Features {
  /** Rows of the regression, `[hour][featureColumns]`. */
  readonly rows: Float64Array;
  /** Rows of the neural net, `[hour][inputColumns]`. */
  readonly inputs: Float64Array;
  readonly memory: Float64Array;
}

/**
 * The features of every hour of a grid. With the `memory` of the day before, a grid that starts in the middle of a
 * record gives the rows that the whole record would give, from its second day on (the first has no day before).
 */
export function loadFeatures(grid: HourGrid, weather: Weather, kinds: DayKinds, memory?: Memory): Features {
  const felt = feltWeather(grid, weather, memory);
  const days = dayFeatures(grid, kinds);
  const rows = new Float64Array(grid.hours * featureColumns.length);
  const inputs = new Float64Array(grid.hours * inputColumns.length);
  const day = smoothingRates.indexOf(0.05);
  for (let i = 0; i < grid.hours; ++i) {
    const d = grid.dayOf[i];
    const before = d > 0 ? grid.at[(d - 1) * 24 + grid.hourOf[i]] : -1;
    const hour: Hour = {
      i,
      localHour: grid.hourOf[i],
      day: days[d],
      felt,
      hours: grid.hours,
      cold: Math.max(0, 15 - felt.smoothed[day][i]),
      heat: Math.max(0, felt.smoothed[day][i] - 20),
      yesterday: before >= 0 ? before : Math.max(i - 24, 0)
    };
    fillRow(blocks, hour, rows, i * featureColumns.length);
    fillRow(inputBlocks, hour, inputs, i * inputColumns.length);
  }
  return {rows, inputs, memory: felt.memory};
}

function fillRow(list: readonly Block[], hour: Hour, out: Float64Array, at: number): void {
  for (const block of list) {
    block.fill(hour, out, at);
    at += block.names.length;
  }
}
