import type {Breach} from "../src/lib/artifacts/tables.js";
import {addDays, daysBetween, weekday} from "../src/lib/time/zone.js";
import type {Cells, Column} from "./columns.js";
import {breach} from "./contracts/breach.js";
import {checkDays} from "./contracts/checks.js";
import {educationChunk, educationSource, readSchoolDays} from "./education.js";
import {frenchHolidays, holidaysSource} from "./holidays.js";
import type {Made, MakeContext, Rule, TableDefinition} from "./table.js";

const from = "2021-01-01";
/** Days after today that the calendar reaches. */
const ahead = 21;
const zones = ["zone_a", "zone_b", "zone_c"] as const;

const columns: readonly Column[] = [
  {name: "date", type: "VARCHAR", unit: "YYYY-MM-DD", description: "local day, Europe/Paris"},
  {
    name: "holiday",
    type: "VARCHAR",
    unit: "",
    description: "public holiday of metropolitan France, if it is one"
  },
  ...zones.map((name) => ({
    name,
    type: "BOOLEAN" as const,
    unit: "",
    description: `school holiday in zone ${name.slice(-1).toUpperCase()}`
  }))
];

const rules: readonly Rule[] = [
  {code: "step", level: "error", column: "date", rule: "one row for each day"},
  {
    code: "reach",
    level: "error",
    column: "date",
    rule: `the days reach ${ahead} days past the edition's, and the school calendar at least as far`
  },
  {
    code: "holidays",
    level: "error",
    column: "holiday",
    rule: "a whole year has 11 public holidays (10 where two fall together)"
  },
  {
    code: "school",
    level: "error",
    column: zones.join(", "),
    rule: "a whole year has 105 to 145 days of school holidays in each zone"
  },
  {
    code: "weekday",
    level: "error",
    column: zones.join(", "),
    rule: "most long school holidays begin on a Saturday"
  }
];

/** Public and school holidays of metropolitan France, one row a local day: a table for each study that reads them. */
export function calendarTable(
  id: string,
  title: string,
  days: Pick<TableDefinition["sample"], "today" | "recordedTo">
): TableDefinition {
  return {
    id,
    title,
    publishers: ["education", "date-holidays"],
    timeZone: "Europe/Paris",
    columns,
    from,
    limitDays: 14,
    contract: rules,
    make,
    check,
    sample: {...days, columns: columns.map(({name}) => name), restore: (cells) => cells}
  };
}

async function make({pulls, today}: MakeContext): Promise<Made> {
  const pulled = await pulls.pull([educationChunk()]);
  const school = readSchoolDays(pulled[0].bytes);
  const last = addDays(today, ahead);
  const date = Array.from({length: daysBetween(from, last) + 1}, (_, i) => addDays(from, i));
  const holidays = frenchHolidays(Number(from.slice(0, 4)), Number(last.slice(0, 4)));
  const unknown = zones.filter((zone) => ![...school[zone]].some((day) => day >= last));
  return {
    cells: {
      date,
      holiday: date.map((day) => holidays.get(day) ?? null),
      ...Object.fromEntries(zones.map((zone) => [zone, date.map((day) => school[zone].has(day))]))
    },
    breaches:
      unknown.length === 0
        ? []
        : [breach("reach", "error", unknown.join(", "), `the school calendar ends before ${last}`, unknown)],
    pulled,
    sources: [
      {...educationSource, pulled},
      {
        ...holidaysSource,
        pulled: [],
        computed: [...holidays].map(([day, name]) => `${day} ${name}\n`).join("")
      }
    ],
    asOf: addDays(today, -1)
  };
}

function check(cells: Cells, today: string): Breach[] {
  const date = cells.date as readonly string[];
  const found = checkDays(date);
  const last = date[date.length - 1] ?? "none";
  if (!(last >= addDays(today, ahead)))
    found.push(
      breach("reach", "error", "date", `the calendar ends on ${last}, not ${ahead} days after ${today}`, [
        last
      ])
    );
  for (let year = Number(from.slice(0, 4)); `${year}-12-31` <= last; ++year) {
    const rows = date.flatMap((day, i) => (day.startsWith(`${year}-`) ? [i] : []));
    const holidays = rows.filter((i) => cells.holiday[i] !== null).length;
    if (holidays < 10 || holidays > 11)
      found.push(
        breach("holidays", "error", "holiday", `${year} has ${holidays} public holidays`, [String(holidays)])
      );
    for (const zone of zones) {
      const days = rows.filter((i) => cells[zone][i] === true).length;
      if (days < 105 || days > 145)
        found.push(
          breach("school", "error", zone, `${year} has ${days} days of school holidays`, [String(days)])
        );
    }
  }
  return [...found, ...checkStarts(date, cells)];
}

/** Long school holidays begin on Saturdays, but for some summers; if most do not, the days are shifted. */
function checkStarts(date: readonly string[], cells: Cells): Breach[] {
  const starts = zones.flatMap((zone) =>
    date.filter(
      (_, i) =>
        i > 0 && cells[zone][i - 1] === false && cells[zone].slice(i, i + 10).every((off) => off === true)
    )
  );
  const others = starts.filter((day) => weekday(day) !== 5);
  if (2 * others.length <= starts.length) return [];
  return [
    breach(
      "weekday",
      "error",
      zones.join(", "),
      "long school holidays that do not begin on a Saturday",
      others
    )
  ];
}
