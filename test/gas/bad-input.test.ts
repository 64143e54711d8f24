import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Cell, Cells} from "../../data-loaders/columns.js";
import {readParquet, writeParquet} from "../../data-loaders/parquet.js";
import {gasDays} from "../../data-loaders/tables/gas-days.js";
import {candidates} from "../../models/gas/candidates.js";
import type {GasData} from "../../models/gas/data.js";
import {roll as rollVar} from "../../models/gas/joint/plain-var.js";
import {lastLikeGas, readGas} from "../../models/gas/read.js";
import type {StudyData} from "../../models/study.js";
import {addDays} from "../../src/lib/time/zone.js";

const sample = new URL("../../sample/gas-days.parquet", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "almanac-gas-bad-"));
afterAll(() => rmSync(folder, {recursive: true}));

const span = {scored: 60, calibration: 20};
const day = "2024-10-16";
let cells: Cells;
let good: StudyData<GasData>;
beforeAll(async () => {
  cells = await readParquet(sample, gasDays.columns);
  good = await readGas({"gas-days": sample}, day, span);
});

/** What the study reads of the sample with a column changed. */
async function reads(id: string, change: (value: Cell, date: string) => Cell): Promise<unknown> {
  const dates = cells.date as readonly string[];
  const path = join(folder, "gas-days.parquet");
  const column = cells[id].map((value, i) => change(value, dates[i]));
  await writeParquet(path, gasDays.columns, {...cells, [id]: column});
  return readGas({"gas-days": path}, day, span);
}

describe("the study of gas", () => {
  it("refuses a price of 0, and says on which day", async () => {
    await expect(reads("sap", (value, date) => (date === "2024-06-03" ? 0 : value))).rejects.toThrow(
      "gas: expected a price above 0 for every gas day, got 0 on 2024-06-03"
    );
  });

  it("says how much history it needs", async () => {
    await expect(readGas({"gas-days": sample}, "2020-06-01", span)).rejects.toThrow(
      /^gas: expected 1210 gas days with a price up to 2020-05-31, the record begins on 2018-01-01 .* Pull more history\.$/
    );
  });

  it("names a series that vanished, begins too late or stands still", async () => {
    await expect(reads("power", () => null)).rejects.toThrow(
      /^gas: expected values of power in gas-days from 2023-07-\d\d on or earlier, a year before the first origin on 2024-07-\d\d, got none\. Has its item vanished/
    );
    await expect(reads("demand", (value, date) => (date < "2024-01-10" ? null : value))).rejects.toThrow(
      /^gas: expected values of demand .* got the first on 2024-01-10\./
    );
    await expect(reads("temperature", () => 9.5)).rejects.toThrow(
      /^gas: expected values of temperature in gas-days that change, got 9\.5 on every day from 2018-01-\d\d to 2024-07-\d\d, .* is singular/
    );
  });
});

describe("the VAR", () => {
  const {params} = candidates.find(({name}) => name === "var")!;
  const rolls = (data: GasData, most = params.most) =>
    rollVar({data, scheme: good.scheme, truth: good.truth, params: {...params, most}, seed: 1, experts: []});

  it("names the series that repeats another one, the day and what to do, where its covariance is singular", async () => {
    const {data} = good;
    const twice = data.vector.map((column, s) => (s === 1 ? data.vector[0] : column));
    await expect(rolls({...data, vector: twice}, 1)).rejects.toThrow(
      /^gas, VAR in differences: no fit of up to 1 lags to \d+ daily changes up to 2024-0\d-\d\d: .*smp_buy.*\. Look in gas-days for a series that .* repeats another one/
    );
  });

  it("says how many lags the rows allow where more are asked", async () => {
    const {data} = good;
    const few = {...data, vectorFrom: data.rows[0] - 90};
    await expect(rolls(few)).rejects.toThrow(
      /no fit of up to 10 lags to \d+ daily changes .*10 lags of 8 series need at least \d+ rows, got \d+: these allow at most \d+ lags\. Look .* lower "most"/
    );
  });
});

describe("a day of which a later roll answers", () => {
  it("is of the same month a year on, whose scheme begins with the same origin", async () => {
    const last = lastLikeGas("2024-11-20");
    expect([last, lastLikeGas(last), lastLikeGas("2024-12-25")]).toEqual([
      "2024-12-01",
      "2024-12-01",
      "2025-01-01"
    ]);
    const scheme = async (today: string) => (await readGas({"gas-days": sample}, today)).scheme;
    const [early, late] = await Promise.all(["2024-11-20", last].map(scheme));
    expect(late.origins.slice(0, early.origins.length)).toEqual(early.origins);
    expect(late.times.slice(0, early.times.length)).toEqual(early.times);
    expect(late.origins.length - early.origins.length).toBe(11);
    expect(lastLikeGas(addDays(last, 1))).toBe("2025-01-01");
  });
});
