import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {readParquet, writeParquet} from "../../data-loaders/parquet.js";
import {gasDays} from "../../data-loaders/tables/gas-days.js";
import {type GasData, horizon, levels} from "../../models/gas/data.js";
import {modelFile, templateFile} from "../../models/gas/joint/shrunk-files.js";
import {readGas} from "../../models/gas/read.js";
import {gas} from "../../models/gas.js";
import type {Roll, RollOutput, StudyData} from "../../models/study.js";
import {jointForecast} from "../../src/lib/gas/joint-model.js";
import {gasVector, toLevel} from "../../src/lib/gas/vector.js";
import type {Rolled} from "../../src/lib/rolled.js";

const sample = new URL("../../sample/gas-days.parquet", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "almanac-gas-"));
afterAll(() => rmSync(folder, {recursive: true}));

/** The sample with every number from a gas day on made another one. */
async function changedFrom(day: string): Promise<string> {
  const cells = await readParquet(sample, gasDays.columns);
  const dates = cells.date as readonly string[];
  const changed = Object.fromEntries(
    Object.entries(cells).map(([name, column]) => [
      name,
      column.map((value, row) => (typeof value === "number" && dates[row] >= day ? 1.5 * value + 1 : value))
    ])
  );
  const path = join(folder, `${day}.parquet`);
  await writeParquet(path, gasDays.columns, changed);
  return path;
}

const span = {scored: 60, calibration: 20};
const day = "2024-10-16";
const [issued, later, other] = await Promise.all([
  readGas({"gas-days": sample}, day, span),
  readGas({"gas-days": sample}, "2024-11-20", span),
  changedFrom(day).then((path) => readGas({"gas-days": path}, day, span))
]);

/** The data with the origin of one row alone. */
function at({data, scheme, truth}: StudyData<GasData>, row: number) {
  const place = data.rows.indexOf(row);
  const {leads, series} = scheme;
  const size = leads * series.length;
  const cut = <Column extends Float64Array | Uint8Array>(column: Column, each: number) =>
    column.slice(place * each, (place + 1) * each) as Column;
  return {
    data: {...data, rows: Int32Array.of(row)},
    scheme: {...scheme, origins: cut(scheme.origins, 1), times: cut(scheme.times, leads)},
    truth: {
      actual: cut(truth.actual, size),
      recorded: cut(truth.recorded, size),
      comparable: cut(truth.comparable, size)
    }
  };
}

describe("the data of an origin", () => {
  it("end on the gas day before it, at 05:00 UTC", () => {
    const {scheme, data, truth} = issued;
    const last = scheme.origins.length - 1;
    expect(new Date(scheme.origins[last]).toISOString()).toBe("2024-10-16T05:00:00.000Z");
    expect(scheme.times[last * horizon]).toBe(scheme.origins[last]);
    expect(data.columns.sap).toHaveLength(data.rows[last] + 1);
    expect(scheme.measures![6]).toEqual({unit: "°C", decimals: 1});
    // Every target day of the scored months counts at every lead, and none before.
    const first = Date.parse("2024-09-01T05:00:00Z");
    scheme.times.forEach((time, i) => {
      const row = Math.floor(i / horizon) * scheme.series.length * horizon + (i % horizon);
      if (Number.isFinite(truth.actual[row])) expect(truth.comparable[row]).toBe(time >= first ? 1 : 0);
    });
    expect(scheme.times[issued.scoredFrom * horizon + horizon - 1]).toBe(first);
  });

  it("do not change with anything after it", () => {
    expect(other.data).toEqual(issued.data);
    expect(other.scheme).toEqual(issued.scheme);
    expect(other.truth.actual).not.toEqual(issued.truth.actual);
  });
});

/** What makes trainings short. */
const quick: Readonly<Record<string, Record<string, number>>> = {
  "scale-t": {every: 900, window: 200},
  garch: {window: 150, paths: 20},
  boosted: {trees: 3, window: 300},
  var: {most: 2},
  sarimax: {window: 200},
  ets: {window: 200}
};

describe("every candidate", () => {
  const row = issued.data.rows[issued.data.rows.length - 1];
  const [now, then] = [at(issued, row), at(later, row)];
  const rolled = new Map<string, [Rolled, Rolled]>();
  let files: RollOutput["files"];

  it.each(gas.candidates.map((one) => [one.name, one] as const))(
    "%s forecasts from an origin the same, whatever came after",
    async (name, {module, params, kind, combines = []}) => {
      const {roll} = (await import(module.href)) as {roll: Roll<GasData>};
      const made = await Promise.all(
        [now, then].map((input, side) =>
          roll({
            ...{...input, params: {...params, ...quick[name]}, seed: gas.seed},
            experts: combines.map((expert) => rolled.get(expert)![side])
          })
        )
      );
      if (name === "var-shrunk") files = made[0].files;
      const [mine, theirs] = made.map(({values, quantiles, fine}) => ({
        ...{candidate: name, kind, values, quantiles, fine}
      }));
      rolled.set(name, [mine, theirs]);
      expect(theirs).toEqual(mine);
      const {values, quantiles} = mine;
      expect(values.subarray(0, horizon).every((value) => value > 0)).toBe(true);
      const width = levels.length;
      for (let i = 0; i < horizon; ++i) {
        const own = quantiles!.values.subarray(i * width, (i + 1) * width);
        expect([...own].sort((a, b) => a - b)).toEqual([...own]);
        expect(own[0]).toBeLessThan(values[i]);
        expect(own[width - 1]).toBeGreaterThan(values[i]);
      }
    }
  );

  it("publishes the joint model that gives its own forecast again", () => {
    const model = JSON.parse(new TextDecoder().decode(files![modelFile]));
    const {mean} = jointForecast({model});
    const {values} = rolled.get("var-shrunk")![0];
    gasVector.forEach((one, s) => {
      for (let lead = 0; lead < horizon; ++lead)
        expect(mean[lead * gasVector.length + s]).toBeCloseTo(toLevel(one, values[s * horizon + lead]), 4);
    });
    expect(files![templateFile]).toHaveLength(8 * 1000 * horizon * gasVector.length);
  });

  it("gives all eight series where it may be champion", () => {
    for (const name of ["random-walk", "var", "var-shrunk", "mix", "mix-adaptive", "aggregation"])
      expect(rolled.get(name)![0].values.every(Number.isFinite)).toBe(true);
  });
});
