import type {Breach} from "../../src/lib/artifacts/tables.js";
import {addDays} from "../../src/lib/time/zone.js";
import type {Cell, Cells} from "../columns.js";
import type {Rule} from "../table.js";
import {hourRules} from "../weather-hours.js";
import {breach} from "./breach.js";
import {checkClimate, checkDays, checkMissing, checkMissingIn, checkRange} from "./checks.js";
import type {RevisionLimits} from "./revision.js";
import {checkRevision, pairRows, revisionRules} from "./revision.js";

/** The contract of the finished table `brest-weather`. */

/** Days from the origin on that the weather must reach. */
const reach = 7;
const recentDays = 28;
/** How far a month at one place may be off the normal of all France, °C. */
const abnormal = 10;

const ranges = {
  temperature_mean: {unit: "°C", range: [-30, 42]},
  temperature_min: {unit: "°C", range: [-35, 36]},
  temperature_max: {unit: "°C", range: [-25, 50]},
  precipitation: {unit: "mm", range: [0, 400]},
  wind: {unit: "km/h", range: [0, 150]},
  humidity: {unit: "%", range: [5, 100]},
  cloud: {unit: "%", range: [0, 101]}
} as const;
const names = Object.keys(ranges).join(", ");
/** The archive's last days are filled in as weather models deliver: by how much of a month's spread its days may change. */
const revisions: Readonly<Record<string, RevisionLimits>> = Object.fromEntries(
  Object.entries({temperature_mean: 0.3, humidity: 0.5, wind: 0.5, cloud: 0.7}).map(([name, changed]) => [
    name,
    {lost: 0.1, changed, scale: "spread", least: 14}
  ])
);

export const areaWeatherRules: readonly Rule[] = [
  {code: "areas", level: "error", column: "area", rule: "all areas have the same days"},
  {code: "step", level: "error", column: "date", rule: "one row for each area and local day, in order"},
  {
    code: "reach",
    level: "error",
    column: "date",
    rule: `the forecast reaches ${reach} local days from the origin on`
  },
  {
    code: "range",
    level: "both",
    column: names,
    rule: "values are possible: means of −30 … 42 °C, 0 … 400 mm, 0 … 150 km/h, 0 … 100 %; above 0.1 % outside is an error"
  },
  {
    code: "order",
    level: "error",
    column: "temperature_min, temperature_mean, temperature_max",
    rule: "a day's lowest temperature is at most its mean, and that at most its highest"
  },
  {
    code: "missing",
    level: "both",
    column: names,
    rule: "at most 1 % missing in all (3 % tolerated), at most 1 % from four weeks before the origin to a week after it (5 % tolerated); above 10 % of a month is an error"
  },
  ...hourRules,
  ...revisionRules(
    "temperature_mean, humidity, wind, cloud",
    "in any month of an area: at most 10 % lost, at most 0.3 of the temperature's deviation changed (0.5 of humidity and wind, 0.7 of cloud)"
  ),
  {
    code: "climate",
    level: "error",
    column: "temperature_mean",
    rule: `the mean of a whole month is within ${abnormal} °C of France's normal (1991–2020)`
  }
];

/** Checks the cells of `brest-weather` for an edition of `today`. */
export function checkAreaWeather(cells: Cells, today: string): Breach[] {
  const area = cells.area as readonly string[];
  const date = cells.date as readonly string[];
  const codes = [...new Set(area)];
  const rows = codes.map((code) => area.flatMap((one, i) => (one === code ? [i] : [])));
  if (rows.length === 0 || rows.some(({length}) => length !== rows[0].length)) {
    const cases = codes.map((code, k) => `${code}: ${rows[k].length}`);
    const message = "areas without the same number of days";
    return [breach("areas", "error", "area", message, cases.length > 0 ? cases : ["no area at all"])];
  }
  const label = (i: number) => `${area[i]} ${date[i]}`;
  const [first, last] = [addDays(today, -recentDays), addDays(today, reach - 1)];
  const near = date.flatMap((day, i) => (day >= first && day <= last ? [i] : []));
  return [
    ...rows.flatMap((own) => checkDays(own.map((i) => date[i]))),
    ...checkReach(date[rows[0].at(-1)!], last, today),
    ...Object.entries(ranges).flatMap(([column, {unit, range}]) => {
      const values = cells[column];
      const around = near.map((i) => values[i]);
      return [
        ...checkRange(column, unit, range, values, label),
        ...checkMissing(column, "in all", values, label, {warn: 0.01, fail: 0.03}),
        ...checkMissingIn(column, values, (i) => (date[i] < today ? date[i].slice(0, 7) : undefined), 0.1),
        ...checkMissing(column, "around the origin", around, (i) => label(near[i]), {warn: 0.01, fail: 0.05})
      ];
    }),
    ...checkOrder(cells, label),
    ...rows.flatMap((own) =>
      checkClimate(
        "temperature_mean",
        own.map((i) => cells.temperature_mean[i]),
        (i) => date[own[i]].slice(0, 7),
        {off: abnormal, least: 20}
      )
    )
  ];
}

/** Checks what a pull makes of the past days of the last good table, area by area. */
export function compareAreaWeather(cells: Cells, before: Cells): Breach[] {
  const {area, date} = before as Readonly<Record<string, readonly string[]>>;
  const present = new Set(cells.area);
  const used = (row: number) => before.forecast[row] === false && present.has(area[row]);
  const pairs = pairRows(cells, before, ["area", "date"], used);
  const groupOf = (row: number) => `${area[row]} ${date[row].slice(0, 7)}`;
  return Object.entries(revisions).flatMap(([name, limits]) =>
    checkRevision(name, cells[name], before[name], pairs, groupOf, limits)
  );
}

function checkReach(found: string, expected: string, today: string): Breach[] {
  if (found >= expected) return [];
  const message = `the weather ends on ${found}, before the last of the ${reach} days from ${today} on`;
  return [breach("reach", "error", "date", message, [found])];
}

/** Rounding to a hundredth of a degree may turn an equality by as much. */
function checkOrder(cells: Cells, label: (index: number) => string): Breach[] {
  const above = (a: Cell, b: Cell) => typeof a === "number" && typeof b === "number" && a > b + 0.011;
  const {temperature_min: min, temperature_mean: mean, temperature_max: max} = cells;
  const cases = mean.flatMap((value, i) =>
    above(min[i], value) || above(value, max[i]) ? [`${label(i)}: ${min[i]}, ${value}, ${max[i]}`] : []
  );
  if (cases.length === 0) return [];
  const message = "days whose lowest, mean and highest temperature do not ascend";
  return [breach("order", "error", "temperature_mean", message, cases)];
}
