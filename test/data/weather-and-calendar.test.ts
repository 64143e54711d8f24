import {describe, expect, it} from "vitest";
import {readSchoolDays} from "../../data-loaders/education.js";
import {frenchHolidays} from "../../data-loaders/holidays.js";
import {readWeather} from "../../data-loaders/open-meteo.js";
import {franceCalendar} from "../../data-loaders/tables/france-calendar.js";
import {franceWeather} from "../../data-loaders/tables/france-weather.js";
import {cities} from "../../src/lib/load/cities.js";
import {answering} from "./answering.js";
import {openMeteoJson, schoolJson} from "./generator.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const today = "2021-06-10";
const now = new Date("2021-06-10T12:00:00Z");

type Reply = {latitude: number; hourly_units: Record<string, string>; hourly: Record<string, unknown[]>}[];
const spoilt = (change: (reply: Reply, path: string) => void) => (path: string) => {
  const query = new URLSearchParams(path.slice(path.indexOf("?")));
  const reply = JSON.parse(openMeteoJson(query.get("start_date")!, query.get("end_date")!)) as Reply;
  change(reply, path);
  return JSON.stringify(reply);
};
async function weatherBreaches(change: (reply: Reply, path: string) => void) {
  const {cells, breaches} = await franceWeather.make({pulls: answering(spoilt(change)), today, now});
  return [...breaches, ...franceWeather.check(cells, today)];
}
const each = (reply: Reply, change: (hourly: Record<string, unknown[]>) => void) => {
  for (const {hourly} of reply) change(hourly);
};

describe("weather", () => {
  it("that is well has no breach", async () => {
    expect(await weatherBreaches(() => {})).toEqual([]);
  });

  it.each<[string, (reply: Reply) => void, RegExp]>([
    [
      "another unit",
      (reply) => void (reply[3].hourly_units.temperature_2m = "°F"),
      /expected temperature_2m in °C, got "°F", at Toulouse/
    ],
    ["another place", (reply) => void (reply[1].latitude = 12), /expected weather near Lyon .*got 12/],
    ["nine places", (reply) => void reply.pop(), /expected 10 places, got 9/],
    [
      "no cloud",
      (reply) => void delete (reply[0].hourly as Record<string, unknown>).cloud_cover,
      /another shape than documented: 0.hourly.cloud_cover/
    ],
    [
      "texts for numbers",
      (reply) => void (reply[0].hourly.precipitation[4] = "ND"),
      /0.hourly.precipitation.4/
    ],
    [
      "a short column",
      (reply) => void reply[2].hourly.wind_speed_10m.pop(),
      /values of wind_speed_10m at Marseille/
    ]
  ])("is refused with %s", (_, change, message) => {
    expect(() =>
      readWeather(bytes(spoilt(change)("?start_date=2021-06-01&end_date=2021-06-02")), cities)
    ).toThrow(message);
  });

  it.each<[string, string, "error" | "warning", (reply: Reply, path: string) => void]>([
    [
      "instants five hours late",
      "span",
      "error",
      (reply) =>
        each(reply, (hourly) => {
          hourly.time = hourly.time.map((time) =>
            new Date(Date.parse(`${time}Z`) + 5 * 3_600_000).toISOString().slice(0, 16)
          );
        })
    ],
    [
      "values six hours late",
      "profile",
      "error",
      (reply) =>
        each(reply, (hourly) => {
          hourly.temperature_2m = [...hourly.temperature_2m.slice(-6), ...hourly.temperature_2m.slice(0, -6)];
        })
    ],
    [
      "hours twice",
      "duplicate",
      "warning",
      (reply) =>
        each(reply, (hourly) => {
          for (const name of Object.keys(hourly)) hourly[name] = [hourly[name][0], ...hourly[name]];
        })
    ],
    [
      "a gap",
      "missing",
      "error",
      (reply) =>
        each(reply, (hourly) => {
          hourly.humidity = hourly.relative_humidity_2m.fill(null, 100, 200);
        })
    ],
    [
      "a month of Fahrenheit that says Celsius",
      "climate",
      "error",
      (reply) =>
        each(reply, (hourly) => {
          hourly.temperature_2m = hourly.temperature_2m.map((value) => (value as number) * 1.8 + 32);
        })
    ],
    [
      "a forecast unlike the archive",
      "seam",
      "error",
      (reply, path) =>
        path.includes("end_date=2021-06-20") &&
        each(reply, (hourly) => {
          hourly.temperature_2m = hourly.temperature_2m.map((value) => (value as number) + 8);
        })
    ],
    [
      "a forecast of three days",
      "reach",
      "error",
      (reply, path) =>
        path.includes("end_date=2021-06-20") &&
        each(reply, (hourly) => {
          for (const name of Object.keys(hourly)) hourly[name].length = 96;
        })
    ]
  ])("has a breach for %s", async (_, code, level, change) => {
    expect(
      (await weatherBreaches(change)).filter((one) => one.code === code && one.level === level)
    ).not.toEqual([]);
  });
});

describe("the school calendar", () => {
  const row = {
    description: "Vacances",
    population: "-",
    start_date: "2024-10-18T22:00:00+00:00",
    end_date: "2024-11-03T23:00:00+00:00",
    location: "Lyon",
    zones: "Zone A",
    annee_scolaire: "2024-2025"
  };
  const days = (...rows: object[]) => readSchoolDays(bytes(JSON.stringify(rows)));

  it("runs from the local day of the first instant to the day before the second", () => {
    const {zone_a, zone_b} = days(row);
    expect([...zone_a].sort()).toHaveLength(16);
    expect([
      zone_a.has("2024-10-18"),
      zone_a.has("2024-10-19"),
      zone_a.has("2024-11-03"),
      zone_a.has("2024-11-04")
    ]).toEqual([false, true, true, false]);
    expect(zone_b.size).toBe(0);
  });

  it("is the pupils', not the teachers'", () => {
    expect(days({...row, population: "Enseignants"}).zone_a.size).toBe(0);
    expect(days({...row, population: "Élèves"}).zone_a.size).toBe(16);
  });

  it("knows days that stand alone, and summers without an end", () => {
    const alone = {start_date: "2027-05-06T22:00:00+00:00", end_date: "2027-05-06T22:00:00+00:00"};
    expect([...days({...row, ...alone, description: "Pont de l'Ascension"}).zone_a]).toEqual(["2027-05-07"]);
    const summer = days({
      ...row,
      start_date: "2027-07-02T22:00:00+00:00",
      end_date: "2027-07-02T22:00:00+00:00",
      description: "Début des Vacances d'Été"
    });
    expect([
      summer.zone_a.has("2027-07-03"),
      summer.zone_a.has("2027-08-31"),
      summer.zone_a.has("2027-09-01")
    ]).toEqual([true, true, false]);
  });

  it.each([
    [{...row, zones: "Zone D"}, /0.zones/],
    [{...row, start_date: "bientôt"}, /0.start_date/],
    [{...row, start_date: "1970-01-20T22:00:00+00:00"}, /at most 120 days were expected/],
    [{...row, end_date: "2024-10-01T22:00:00+00:00"}, /ends on 2024-10-02, before its start on 2024-10-19/]
  ])("refuses what it cannot read", (bad, message) => {
    expect(() => days(bad)).toThrow(message);
  });

  it.each([
    [
      "weekday",
      (text: string) =>
        text.replaceAll(
          /(\d{4}-\d\d-\d\d)(T2[23])/g,
          (_, day, rest) => `${new Date(Date.parse(day) + 2 * 86_400_000).toISOString().slice(0, 10)}${rest}`
        )
    ],
    [
      "school",
      (text: string) =>
        JSON.stringify(
          (JSON.parse(text) as {description: string}[]).filter(
            ({description}) => !description.includes("Été")
          )
        )
    ]
  ])("has a breach of %s where days are shifted or gone", async (code, spoil) => {
    const make = async (text: string) => {
      const {cells, breaches} = await franceCalendar.make({
        pulls: answering(() => text),
        today: "2024-12-25",
        now
      });
      return [...breaches, ...franceCalendar.check(cells, "2024-12-25")];
    };
    expect(await make(schoolJson(2020, 2025))).toEqual([]);
    expect(
      (await make(spoil(schoolJson(2020, 2025)))).filter((one) => one.code === code && one.level === "error")
    ).not.toEqual([]);
  });

  it("that ends too early is a breach", async () => {
    const {breaches} = await franceCalendar.make({
      pulls: answering(() => schoolJson(2020, 2023)),
      today: "2024-12-25",
      now
    });
    expect(breaches).toMatchObject([{code: "reach", level: "error", column: "zone_a, zone_b, zone_c"}]);
  });
});

it("public holidays are the national ones, moving feasts included", () => {
  const days = frenchHolidays(2024, 2024);
  expect([...days.keys()].sort()).toEqual([
    "2024-01-01",
    "2024-04-01",
    "2024-05-01",
    "2024-05-08",
    "2024-05-09",
    "2024-05-20",
    "2024-07-14",
    "2024-08-15",
    "2024-11-01",
    "2024-11-11",
    "2024-12-25"
  ]);
});
