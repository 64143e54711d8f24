import {describe, expect, it} from "vitest";
import type {Cell} from "../../data-loaders/columns.js";
import {areaWeather} from "../../data-loaders/tables/brest-weather.js";
import type {Area} from "../../src/lib/areas.js";
import {areas, metropole} from "../../src/lib/areas.js";
import {answering} from "./answering.js";
import {openMeteoJson} from "./generator.js";

const today = "2021-06-10";
const brest = metropole("brest");

interface Place {
  hourly_units: Record<string, string>;
  hourly: Record<string, unknown[]>;
}

/** The table of some areas, made of invented weather that is changed at will; a change is told whether it is the forecast's. */
async function make(among: readonly Area[], change: (places: Place[], forecast: boolean) => void = () => {}) {
  const table = areaWeather(among);
  const pulls = answering((path) => {
    const query = new URLSearchParams(path.slice(path.indexOf("?")));
    const numbers = (name: string) => query.get(name)!.split(",").map(Number);
    const longitudes = numbers("longitude");
    const at = numbers("latitude").map((latitude, i) => ({latitude, longitude: longitudes[i]}));
    const [first, last] = [query.get("start_date")!, query.get("end_date")!];
    const places = [JSON.parse(openMeteoJson(first, last, 1, at)) as Place | Place[]].flat();
    change(places, last === "2021-06-20");
    return JSON.stringify(places.length === 1 ? places[0] : places);
  });
  const made = await table.make({pulls, today, now: new Date("2021-06-10T12:00:00Z")});
  const breaches = [...made.breaches, ...table.check(made.cells, today)];
  return {cells: made.cells, found: breaches.map(({code, level}) => `${code} ${level}`), breaches};
}
const every = (places: Place[], column: string, value: (before: number, time: string) => number | null) => {
  for (const {hourly} of places)
    hourly[column] = hourly[column].map((before, i) => value(before as number, hourly.time[i] as string));
};

describe("the weather of areas", () => {
  it("is well for one place and for several", async () => {
    expect((await make([brest])).found).toEqual([]);
    const {cells, found} = await make(areas);
    expect(found).toEqual([]);
    expect([...new Set(cells.area)]).toEqual(["242900314", "53"]);
  });

  it("adds up the rain of the local day, and takes the mean of wind, humidity and cloud", async () => {
    const {cells} = await make([brest], (places) => {
      every(places, "precipitation", (_, time) =>
        time === "2021-05-01T21:00" || time === "2021-05-01T22:00" ? 2 : 0
      );
      every(places, "wind_speed_10m", (_, time) => (time.startsWith("2021-05-01T1") ? 24 : 0));
    });
    const i = cells.date.indexOf("2021-05-01");
    // 21:00 UTC is 23:00 local time, 22:00 UTC the next local day.
    expect([cells.precipitation[i], cells.precipitation[i + 1], cells.wind[i]]).toEqual([2, 2, 10]);
  });

  it("has no value for a day that lacks an hour at one of the places", async () => {
    const {cells, found} = await make(areas, (places) => {
      if (places[1].hourly.time.includes("2021-05-01T12:00"))
        every([places[1]], "temperature_2m", (before, time) => (time === "2021-05-01T12:00" ? null : before));
    });
    const rows = (cells.date as string[]).flatMap((day, i) => (day === "2021-05-01" ? [i] : []));
    const value = (name: string): Cell[] => rows.map((i) => cells[name][i]);
    expect(value("temperature_mean")).toEqual([expect.any(Number), null]);
    expect(value("humidity")).not.toContain(null);
    expect(found).toEqual([]);
  });

  it.each<[string, (places: Place[], forecast: boolean) => void, string]>([
    [
      "a gap of a week",
      (places) =>
        every(places, "cloud_cover", (v, time) => (time > "2021-06-01" && time < "2021-06-08" ? null : v)),
      "missing error"
    ],
    ["Fahrenheit", (places) => every(places, "temperature_2m", (v) => v * 1.8 + 32), "climate error"],
    ["impossible humidity", (places) => every(places, "relative_humidity_2m", () => 150), "range error"],
    [
      "a forecast of three days",
      (places, forecast) => {
        if (forecast)
          for (const {hourly} of places) for (const name of Object.keys(hourly)) hourly[name].length = 96;
      },
      "reach error"
    ],
    [
      "a forecast unlike the archive",
      (places, forecast) => forecast && every(places, "temperature_2m", (v) => v + 8),
      "seam error"
    ]
  ])("is refused with %s", async (_, change, expected) => {
    expect((await make([brest], change)).found).toContain(expected);
  });

  it("is refused where days or areas are missing or do not follow each other", async () => {
    const {cells} = await make(areas);
    const {check} = areaWeather(areas);
    const without = (row: number) =>
      Object.fromEntries(
        Object.entries(cells).map(([name, column]) => [name, column.filter((_, i) => i !== row)])
      );
    expect(check(without(5), today).map(({code}) => code)).toEqual(["areas"]);
    const middle = cells.area.length / 2;
    const both = Object.fromEntries(
      Object.entries(cells).map(([name, column]) => [
        name,
        column.filter((_, i) => i !== 5 && i !== middle + 5)
      ])
    );
    expect(check(both, today).map(({code, count}) => [code, count])).toEqual([
      ["step", 1],
      ["step", 1]
    ]);
    const none = Object.fromEntries(Object.keys(cells).map((name) => [name, []]));
    expect(check(none, today)).toMatchObject([{code: "areas", level: "error", sample: ["no area at all"]}]);
    const swapped = {
      ...cells,
      temperature_min: cells.temperature_max,
      temperature_max: cells.temperature_min
    };
    expect(check(swapped, today).map(({code}) => code)).toEqual(["order"]);
  });
});
