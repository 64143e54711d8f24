import type {Breach} from "../../src/lib/artifacts/tables.js";
import type {GasColumn} from "../../src/lib/gas/columns.js";
import {gasColumn, gasColumns, leastPrice} from "../../src/lib/gas/columns.js";
import {knownDay} from "../../src/lib/gas/known.js";
import {addDays, daysBetween} from "../../src/lib/time/zone.js";
import type {Cells} from "../columns.js";
import type {Rule} from "../table.js";
import {breach} from "./breach.js";
import {checkDays, checkMissingIn, checkRange} from "./checks.js";
import {checkPowerDays, checkTemperatureDays, gasCalendarRules} from "./gas-calendar.js";
import {checkLevels, checkTherms, gasLevelRules} from "./gas-levels.js";
import {limitsOf} from "./gas-limits.js";
import {checkOlder, checkRevision, pairRows, revisionRules} from "./revision.js";

/** The contract of the finished table `gas-days`. */

type Value = number | null;

const prices = ["sap", "smp_buy", "smp_sell"];
/** Share of a month's days that may have no value. */
const missingInMonth = 0.25;
/** Absolute log change of a day from which on it is a spike. */
const spike = 0.4;
/** Days since the newest price of a business-day series, and between two of its prices. */
const stale = {warn: 7, fail: 10};

export const gasRules: readonly Rule[] = [
  {
    code: "step",
    level: "error",
    column: "date",
    rule: "one row for each gas day (05:00 to 05:00 UTC), in order"
  },
  {
    code: "price",
    level: "both",
    column: prices.join(", "),
    rule: `prices are positive: a system average price of 0 or less, or a marginal price below 0, is an error; a marginal price of exactly 0 (sell, 2022-01-01) is named and kept, and counts as ${leastPrice} p/kWh in logarithms`
  },
  {
    code: "spike",
    level: "warning",
    column: "sap",
    rule: `days on which the logarithm of the price changes by more than ${spike} are named and kept, as on 2018-03-01 and in 2022`
  },
  {
    code: "order",
    level: "both",
    column: "smp_buy, smp_sell",
    rule: "the marginal price of buying is not below the average price, and that of selling not above it (more than 1 % of the days is an error)"
  },
  ...gasLevelRules,
  {
    code: "range",
    level: "both",
    column: "",
    rule: "values lie within plausible bounds (above 0.1 % outside is an error)"
  },
  {
    code: "missing",
    level: "error",
    column: "",
    rule: "from the first day of a column's record on, at most a quarter of any month's gas days has no value: an item that vanished, or a gap"
  },
  {
    code: "freshness",
    level: "both",
    column: "",
    rule: "each column is known up to the edition's day less its publication lag (prices, demand, stocks: more than 7 days late is an error; flows 14, temperature and power 40)"
  },
  {
    code: "stale",
    level: "both",
    column: "brent, henry_hub",
    rule: `the newest price is less than ${stale.fail} days old (more than ${stale.warn} is named), and no two follow each other later: in between a price is carried forward, with its age`
  },
  ...gasCalendarRules,
  ...revisionRules(
    "",
    "in any month: at most 15 % lost; prices at most 10 % changed, demand 5 %, flows 30 %"
  ),
  {
    code: "restated-since",
    level: "warning",
    column: "",
    rule: "days whose value is another than in the last good table are named with both values"
  }
];

const column = (cells: Cells, id: string) => cells[id] as readonly Value[];

/** Checks the cells as they are known on `today`. */
export function checkGas(cells: Cells, today: string): Breach[] {
  const date = cells.date as readonly string[];
  const steps = checkDays(date);
  if (steps.length > 0) return steps;
  return [
    ...checkPrices(cells),
    ...gasColumns.flatMap((one) => checkColumn(one, cells, today)),
    ...checkTemperatureDays(column(cells, "demand"), column(cells, "temperature")),
    ...checkPowerDays(date, column(cells, "power")),
    ...checkSpikes(date, column(cells, "sap"))
  ];
}

function checkColumn(one: GasColumn, cells: Cells, today: string): Breach[] {
  const {id, unit, first, age} = one;
  const date = cells.date as readonly string[];
  const values = column(cells, id);
  const limits = limitsOf(id);
  const last = knownDay(one, addDays(today, -(limits.late?.warn ?? 0)));
  const asked = (i: number) => (date[i] >= first && date[i] <= last ? date[i].slice(0, 7) : undefined);
  // A month that is not over is judged by its freshness alone.
  const present = last.slice(0, 7);
  const groupOf = (i: number) => {
    const month = asked(i);
    return month === present ? undefined : month;
  };
  return [
    ...checkRange(id, unit, limits.range, values, (i) => date[i]),
    ...checkLevels(one, limits, date, values),
    ...(prices.includes(id) ? checkTherms(id, date, values, id === "sap") : []),
    ...checkMissingIn(id, values, groupOf, missingInMonth),
    ...(age === undefined
      ? checkFreshness(one, date, values, today)
      : checkAge(id, date, column(cells, age), today))
  ];
}

function checkPrices(cells: Cells): Breach[] {
  const date = cells.date as readonly string[];
  const found = prices.flatMap((id) => {
    const bad = (isBad: (value: number) => boolean) =>
      column(cells, id).flatMap((value, i) =>
        value !== null && isBad(value) ? [`${date[i]}: ${value}`] : []
      );
    const refused = bad((value) => (id === "sap" ? value <= 0 : value < 0));
    const zero = bad((value) => id !== "sap" && value === 0);
    const least = `a price of 0 counts as ${leastPrice} p/kWh in logarithms`;
    return [
      ...(refused.length > 0
        ? [breach("price", "error", id, `prices of 0 or less, where a positive one is expected`, refused)]
        : []),
      ...(zero.length > 0 ? [breach("price", "warning", id, `prices of 0; ${least}`, zero)] : [])
    ];
  });
  return [...found, ...checkOrder(cells)];
}

function checkOrder(cells: Cells): Breach[] {
  const sap = column(cells, "sap");
  return (
    [
      ["smp_buy", -1],
      ["smp_sell", 1]
    ] as const
  ).flatMap(([id, sign]) => {
    const own = column(cells, id);
    const wrong = own.flatMap((value, i) =>
      value !== null && sap[i] !== null && sign * (value - sap[i]!) > 0
        ? [`${cells.date[i]}: ${value}, average ${sap[i]}`]
        : []
    );
    if (wrong.length === 0) return [];
    const known = own.filter((value) => value !== null).length;
    const message = `days on which the marginal price lies ${sign < 0 ? "below" : "above"} the average price`;
    return [breach("order", wrong.length > 0.01 * known ? "error" : "warning", id, message, wrong)];
  });
}

/** Spikes, the largest first. */
function checkSpikes(date: readonly string[], sap: readonly Value[]): Breach[] {
  const cases: {size: number; text: string}[] = [];
  for (let i = 1; i < sap.length; ++i) {
    const [before, here] = [sap[i - 1], sap[i]];
    if (before === null || here === null || before <= 0 || here <= 0) continue;
    const size = Math.abs(Math.log(here / before));
    if (size > spike) cases.push({size, text: `${date[i]}: ${before} → ${here}`});
  }
  if (cases.length === 0) return [];
  cases.sort((a, b) => b.size - a.size);
  const message = `days on which the price moved by more than ${Math.round(100 * Math.expm1(spike))} % up or ${Math.round(-100 * Math.expm1(-spike))} % down`;
  return [
    breach(
      "spike",
      "warning",
      "sap",
      message,
      cases.map(({text}) => text)
    )
  ];
}

function checkFreshness(
  one: GasColumn,
  date: readonly string[],
  values: readonly Value[],
  today: string
): Breach[] {
  const {warn, fail} = limitsOf(one.id).late!;
  const expected = knownDay(one, today);
  if (expected < one.first) return [];
  const last = date[date.findLastIndex((day, i) => day <= expected && values[i] !== null)];
  const late = last === undefined ? Number.POSITIVE_INFINITY : daysBetween(last, expected);
  if (late <= warn) return [];
  const item = one.item ? ` (item ${one.item.id}, "${one.item.title}")` : "";
  const message =
    last === undefined
      ? `${one.title}${item} has no value at all: has it vanished?`
      : `${one.title}${item} is known up to ${last}: ${late} day${late > 1 ? "s" : ""} late for ${today}, when ${expected} was expected`;
  return [breach("freshness", late > fail ? "error" : "warning", one.id, message, [String(last)])];
}

/** Prices that are carried forward too long: since the newest one, or between two. */
function checkAge(id: string, date: readonly string[], age: readonly Value[], today: string): Breach[] {
  const {title} = gasColumn(id);
  const end = date.findLastIndex((day) => day < today);
  const newest = end < 0 ? null : age[end];
  if (newest === null) {
    const message = `${title} has no price at all before ${today}`;
    return [breach("stale", "error", id, message, [String(date[end])])];
  }
  const since = newest + daysBetween(date[end], today);
  const gaps = date.slice(0, end + 1).flatMap((day, i) => {
    const next = i === end ? 0 : age[i + 1]!;
    return age[i] !== null && age[i]! + 1 > stale.fail && next <= age[i]! && i < end
      ? [`${addDays(day, -age[i]!)}, and none for ${age[i]! + 1} days`]
      : [];
  });
  const found: Breach[] = [];
  if (since > stale.warn) {
    const message = `${title} has not been updated for ${since} days: its newest price is of ${addDays(today, -since)}`;
    found.push(
      breach("stale", since >= stale.fail ? "error" : "warning", id, message, [addDays(today, -since)])
    );
  }
  if (gaps.length > 0)
    found.push(breach("stale", "error", id, `${title} has days without a price that are too many`, gaps));
  return found;
}

/** Checks what a pull makes of what the last good table knew. */
export function compareGas(cells: Cells, before: Cells): Breach[] {
  const date = before.date as readonly string[];
  const pairs = pairRows(cells, before, ["date"], () => true);
  const groupOf = (row: number) => date[row].slice(0, 7);
  const ends = gasColumns.map(({id, age}) => ({
    series: id,
    now: lastOf(cells, id, age),
    before: lastOf(before, id, age)
  }));
  const restated = gasColumns.flatMap(({id, age}) =>
    pairs.flatMap(([now, row]) => {
      const [value, old] = [now < 0 ? null : cells[id][now], before[id][row]];
      // A price that was carried forward until the day's own came was not restated.
      if (age !== undefined && now >= 0 && cells[age][now] !== before[age][row]) return [];
      return typeof value === "number" && typeof old === "number" && value !== old
        ? [`${id} ${date[row]}: ${old} → ${value}`]
        : [];
    })
  );
  return [
    ...checkOlder(
      "date",
      ends.flatMap(({series, now, before: old}) => (old === undefined ? [] : [{series, now, before: old}]))
    ),
    ...gasColumns.flatMap(({id}) => {
      const {changed, scale = "level"} = limitsOf(id);
      return checkRevision(id, cells[id], before[id], pairs, groupOf, {lost: 0.15, changed, scale, least: 8});
    }),
    ...(restated.length === 0
      ? []
      : [
          breach(
            "restated-since",
            "warning",
            "",
            "values that are others than in the last good table",
            restated
          )
        ])
  ];
}

/** The last gas day with a value, or with a price of its own where it is carried forward. */
function lastOf(cells: Cells, id: string, age: string | undefined): string | undefined {
  const last = cells[id].findLastIndex((value) => value !== null);
  if (last < 0) return undefined;
  const day = cells.date[last] as string;
  return age === undefined ? day : addDays(day, -(cells[age][last] as number));
}
