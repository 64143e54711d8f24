import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Column} from "../../data-loaders/columns.js";
import {writeParquet} from "../../data-loaders/parquet.js";
import {type GasData, horizon, levels} from "../../models/gas/data.js";
import {gasHistory, readRestated} from "../../models/gas/history.js";
import {gasVerification} from "../../models/gas/verification.js";
import {judge} from "../../models/judge/judge.js";
import type {ArtifactsInput} from "../../models/study.js";
import {gasHistorySchema, gasVerificationSchema} from "../../src/lib/artifacts/gas.js";
import {normalQuantile} from "../../src/lib/distributions/normal.js";
import {gasVector} from "../../src/lib/gas/vector.js";
import {mulberry32, normal} from "../../src/lib/random.js";
import type {Rolled} from "../../src/lib/rolled.js";
import {addDays} from "../../src/lib/time/zone.js";
import {dailyScheme} from "../judge/world.js";

const series = ["sap", "brent"];
const count = 120;
const scheme = {
  ...dailyScheme(count, horizon, 1),
  series,
  measures: [
    {unit: "p/kWh", decimals: 4},
    {unit: "USD/bbl", decimals: 2}
  ]
};
const n = count * series.length * horizon;
const draw = normal(mulberry32(4));
const actual = Float64Array.from({length: n}, () => 10 + draw());

/** Normal distributions about a centre, those of the truth have centre 10 and deviation 1. */
function said(candidate: string, kind: Rolled["kind"], centre: number, deviation: number): Rolled {
  const quantiles = Float64Array.from(
    {length: n * levels.length},
    (_, i) => centre + deviation * normalQuantile(levels[i % levels.length])
  );
  return {
    ...{candidate, kind, values: new Float64Array(n).fill(centre), quantiles: {levels, values: quantiles}},
    energy: Float64Array.from({length: count * horizon}, (_, i) => deviation * (1 + (i % 11) / 10))
  };
}

const rolled = [said("walk", "baseline", 10, 3), said("right", "model", 10, 1), said("off", "model", 11, 1)];
const module = new URL("file:///nowhere.ts");
const judging = {
  scheme,
  truth: {actual, recorded: actual, comparable: new Uint8Array(n).fill(1)},
  ...{scoredFrom: 10, scoredTo: count},
  slices: {
    kind: {names: ["first", "second"], of: Int16Array.from({length: count * horizon}, (_, i) => i % 2)}
  }
};
const made = judge(
  {
    id: "gas",
    candidates: rolled.map(({candidate, kind}) => ({
      ...{name: candidate, label: candidate, kind, description: "", params: {}, module}
    })),
    rule: {metric: "crps", leads: [1, 2], words: ""},
    ...{season: 1, decimals: 4, kind: "number", seed: 1}
  },
  judging,
  rolled
);
const forecast = {
  ...{study: "gas", unit: "p/kWh", issuedAt: "2024-05-01T00:00:00.000Z", origin: "2024-05-01T00:00:00.000Z"},
  provenance: {mode: "recorded", asOf: "2024-04-30", sources: []}
};
const input = {
  forecast,
  judged: made.judged,
  data: judging,
  backtest: {
    champion: "right",
    scheme: {from: "2024-01-11", to: "2024-04-29", rows: "every day"},
    candidates: made.candidates
  }
} as unknown as ArtifactsInput<GasData>;

describe("the verification", () => {
  const verification = gasVerificationSchema.parse(gasVerification(input));
  const cellOf = (name: string, lead: number) =>
    verification.candidates.find((one) => one.name === name)!.byLead.find((one) => one.lead === lead)!;

  it("tests points and distributions apart", () => {
    const [right, off] = ["right", "off"].map((name) => cellOf(name, 1));
    expect(right.rmseRatio).toBe(1);
    expect(right.point!.p).toBe(1);
    expect(right.crpsRatio).toBeLessThan(0.8);
    expect(right.distribution!.dm).toBeLessThan(-3);
    expect(off.point!.dm).toBeGreaterThan(3);
    expect(off.rmseRatio).toBeGreaterThan(1.2);
    expect(cellOf("walk", 1)).toMatchObject({rmseRatio: 1, crpsRatio: 1, point: null, distribution: null});
  });

  it("has coverage, transforms and errors of means at every lead", () => {
    const [first] = verification.standing.champion;
    expect(verification.standing.champion).toHaveLength(horizon);
    expect(Math.abs(first.coverage50 - 0.5)).toBeLessThan(0.1);
    expect(verification.standing.walk[0].coverage50).toBeGreaterThan(0.85);
    expect(first.pit.reduce((sum, n) => sum + n, 0)).toBe(first.n);
    // |N(0, 1)| deviates by √(1 − 2∕π) about its mean; 110 origins.
    expect(first.maeError! / (Math.sqrt(1 - 2 / Math.PI) / Math.sqrt(110))).toBeCloseTo(1, 0.6);
  });

  it("takes the best joint distribution, with its test against the walk's", () => {
    expect(verification.energy!.label).toBe("right");
    const [day] = verification.energy!.byLead;
    expect(day.ratio).toBeCloseTo(1 / 3, 4);
    expect(day.test!.dm).toBeLessThan(-3);
  });

  it("has each series beside its own walk, and the slices", () => {
    expect(verification.series.map(({id, unit}) => [id, unit])).toEqual([
      ["sap", "p/kWh"],
      ["brent", "USD/bbl"]
    ]);
    expect(verification.series[1].byLead[0].crpsRatio).toBeLessThan(0.8);
    const [slice] = verification.slices.kind;
    expect(slice.crps).toBeLessThan(slice.walkCrps);
  });

  it("is refused where the champion has no distribution", () => {
    const backtest = {
      ...input.backtest,
      candidates: made.candidates.map(({distribution: _, ...one}) => one)
    };
    expect(() => gasVerification({...input, backtest} as typeof input)).toThrow("to have a distribution");
  });
});

describe("the record", () => {
  let folder: string;
  let tables: {"gas-days": string};
  const column = (name: string, type: Column["type"] = "DOUBLE"): Column => ({
    ...{name, type, unit: "", description: ""}
  });
  const revised = ["sap", "smp_buy", "smp_sell", "demand", "demand_d6"];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "almanac-gas-history-"));
    tables = {"gas-days": join(folder, "gas-days.parquet")};
    const days = 4;
    const cells = {
      date: Array.from({length: days}, (_, i) => addDays("2024-01-01", i)),
      ...Object.fromEntries(revised.map((id) => [id, [2, 3, null, 5]])),
      ...Object.fromEntries(revised.map((id) => [`${id}_first`, [null, null, null, null]])),
      demand_first: [null, 2.8, null, 4.9996]
    };
    const columns = Object.keys(cells).map((name) => column(name, name === "date" ? "VARCHAR" : "DOUBLE"));
    await writeParquet(tables["gas-days"], columns, cells);
  });
  afterAll(() => rm(folder, {recursive: true}));

  it("keeps first and latest value of each restated day up to the last one", async () => {
    const [demand, ...others] = await readRestated(tables, "2024-01-04");
    expect(others).toEqual([]);
    expect(demand).toMatchObject({id: "demand", unit: "mscm", known: 3});
    expect(demand.days).toEqual(["2024-01-02", "2024-01-04"]);
    expect(demand.first).toEqual([2.8, 5]);
    expect(demand.latest).toEqual([3, 5]);
    expect((await readRestated(tables, "2024-01-03"))[0].days).toEqual(["2024-01-02"]);
  });

  it("holds the series as known with their volatility, and nothing after the last known day", async () => {
    const vector = gasVector.map(({id}) =>
      Float64Array.of(id === "brent" ? Number.NaN : 2, 2.2, 2.2 * 1.1, 9, 9)
    );
    const data = {data: {first: "2024-01-01", rows: Int32Array.of(1, 2), vector}};
    const history = gasHistorySchema.parse(
      await gasHistory({data, tables, forecast} as unknown as ArtifactsInput<GasData>)
    );
    const [sap, , brent] = history.series;
    expect(sap.values).toEqual([2, 2.2, 2.42]);
    expect(brent.values).toEqual([null, 2.2, 2.42]);
    // Both returns are log 1.1 = 9.53 %.
    expect(history.volatility.values).toEqual([null, 9.53, 9.53]);
    expect(history.restated[0].days).toEqual(["2024-01-02"]);
  });
});
