import {readdirSync, statSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import type {Cells} from "../../data-loaders/columns.js";
import {nextRow, stationsOf} from "../../data-loaders/contracts/rain-tomorrow.js";
import type {TableRecord} from "../../data-loaders/record.js";
import {readSample, sampleFolder} from "../../data-loaders/sample.js";
import {rainDays} from "../../data-loaders/tables/rain-days.js";
import {towns} from "../../src/lib/towns.js";

describe("the sample of rain", () => {
  let cells: Cells;
  let record: TableRecord;
  beforeAll(async () => {
    ({cells, record} = await readSample(sampleFolder, rainDays));
  });
  const row = (station: string, day: string) =>
    cells.station.findIndex((one, i) => one === station && cells.date[i] === day);

  it("has all of weatherAUS, and the Bureau's days up to a week after its origin, in few bytes", () => {
    expect(record).toMatchObject({
      today: "2024-12-25",
      asOf: "2024-12-24",
      from: "2007-11-01",
      to: "2024-12-31"
    });
    const dates = cells.date as string[];
    expect(dates.filter((day) => day < "2018")).toHaveLength(145_460);
    expect(dates.filter((day) => day > "2018")).toHaveLength(47 * 153);
    expect(stationsOf(cells).map(({station}) => station)).toEqual(towns.map(({station}) => station));
    expect(record.bytes).toBeLessThanOrEqual(2_400_000);
    const sizes = readdirSync(sampleFolder).map((name) => statSync(join(sampleFolder, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(8_000_000);
  });

  it("gives no false alarm, and says what is left out and why", () => {
    expect(record.breaches.map(({level, code}) => `${level} ${code}`)).toEqual([
      "warning mapping",
      "warning gap"
    ]);
    expect(record.breaches[0].message).toMatch(
      /Perth, because .* Bathurst .*; Richmond, because .* Queensland/
    );
    expect(rainDays.check(cells, record.today).map(({code}) => code)).toEqual(["gap"]);
    for (const station of ["Perth", "Richmond"])
      expect((cells.date as string[]).findLast((_, i) => cells.station[i] === station)).toBe("2017-06-25");
  });

  it("has the values of both publishers under the same names", () => {
    const values = (i: number, ...names: string[]) => names.map((name) => cells[name][i]);
    expect(
      values(
        row("Albury", "2008-12-01"),
        ...["temperature_min", "temperature_max", "rainfall", "sunshine", "gust_dir", "gust_speed"],
        ...[
          "wind_dir_9am",
          "wind_dir_3pm",
          "wind_speed_9am",
          "wind_speed_3pm",
          "humidity_9am",
          "humidity_3pm"
        ],
        ...["pressure_9am", "pressure_3pm", "cloud_9am", "cloud_3pm", "temperature_9am", "temperature_3pm"],
        ...["rain_today", "rain_tomorrow"]
      )
    ).toEqual([
      ...[13.4, 22.9, 0.6, null, "W", 44, "W", "WNW", 20, 24, 71, 22, 1007.7, 1007.1, 8, null, 16.9, 21.8],
      ...[false, false]
    ]);
    expect(
      values(
        row("Albury", "2024-08-16"),
        ...["temperature_min", "temperature_max", "rainfall", "evaporation", "gust_dir", "gust_speed"],
        ...[
          "wind_dir_9am",
          "wind_dir_3pm",
          "wind_speed_9am",
          "wind_speed_3pm",
          "humidity_9am",
          "humidity_3pm"
        ],
        ...["pressure_9am", "pressure_3pm", "cloud_9am", "cloud_3pm", "temperature_9am", "temperature_3pm"],
        ...["rain_today", "rain_tomorrow"]
      )
    ).toEqual([
      ...[5.8, 15.4, 0, null, "WNW", 30, "NE", "NW", 2, 17, 90, 77, 1014.9, 1010.5, 8, 8, 11, 14.8],
      ...[false, true]
    ]);
    const calm = row("Albury", "2024-08-02");
    expect(values(calm, "wind_dir_9am", "wind_speed_9am")).toEqual([null, 0]);
  });

  it("has rain tomorrow wherever the next day is known, and nowhere else", () => {
    let known = 0;
    for (let i = 0; i < cells.date.length; ++i) {
      const next = nextRow(cells, i);
      if (cells.rain_tomorrow[i] !== (next < 0 ? null : cells.rain_today[next])) throw new Error(`row ${i}`);
      if (cells.rain_tomorrow[i] !== null && (cells.date[i] as string) < "2018") known += 1;
    }
    // weatherAUS itself has 142,193: 176 of them stand before a gap, or at its end.
    expect(known).toBe(142_017);
    expect(cells.rain_tomorrow[row("Albury", "2011-03-31")]).toBeNull();
  });
});
