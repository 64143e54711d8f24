import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Cards} from "../../src/lib/artifacts/cards.js";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {Health} from "../../src/lib/artifacts/health.js";
import {type Scored, scoreDaysAgain} from "./backtest.js";
import {edition, type Ran, replayGiven} from "./editions.js";

/** A day on which the area that stands in for a métropole is still live, and a year of scores lies behind it. */
const today = "2024-03-24";
const name = "Bretagne (Enedis < 36 kVA)";

const replay = replayGiven();
if (!replay) console.log("Skipped: the rehearsal of areas on real data, for ALMANAC_REPLAY names no replay.");

describe.skipIf(!replay)("an edition of areas from real pulls", () => {
  const state = mkdtempSync(join(tmpdir(), "almanac-areas-"));
  const read = <T>(file: string) => JSON.parse(readFileSync(join(state, "artifacts/api", file), "utf8")) as T;
  let ran: Ran;
  let report: BacktestReport;
  let scores: Scored[];
  const dayAhead = (candidate: string) =>
    scores.find((one) => one.candidate === candidate && one.lead === 1)!;

  beforeAll(async () => {
    ran = await edition("refresh", replay!, today, state, {words: ["--study", "brest"]});
    if (ran.code !== 0) throw new Error(`npm run refresh ended with ${ran.code}. It said:\n${ran.said}`);
    report = read("brest/backtest.json");
    scores = await scoreDaysAgain(join(state, "artifacts/api/brest/backtest.parquet"));
    for (const {candidate, mape, coverage80, hours} of scores.filter(({lead}) => lead === 1))
      console.log(
        `  ${candidate}, a day ahead: MAPE ${mape.toFixed(3)} %, coverage ${coverage80?.toFixed(3) ?? "–"}, ${hours} days`
      );
  }, 900_000);
  afterAll(() => rmSync(state, {recursive: true}));

  it("is live, and of the area that the publisher has", () => {
    const forecast = read<Forecast>("brest/forecast.json");
    expect(forecast.provenance.mode).toBe("live");
    expect(forecast.origin).toBe("2024-03-23T23:00:00.000Z");
    expect(forecast.rows.map(({series}) => series)).toEqual(new Array(7).fill(name));
  });

  it("says which configured area it lacks", () => {
    expect(ran.said).toMatch(/Brest Métropole/);
  });

  it("is published though the other studies have no result, and says so", () => {
    expect(read<Health>("health.json").studies.map(({study}) => study)).toContain("brest");
    const {cards} = read<Cards>("cards.json");
    expect(cards.find(({study}) => study === "france")).toMatchObject({status: "absent", forecast: null});
  });

  it("backtests daily origins from 2023-04-01 to 2024-03-23", () => {
    expect(report.scheme).toMatchObject({from: "2023-04-01", to: "2024-03-23", origins: 358, horizon: 7});
  });

  it("has a champion with a MAPE of at most 2.40 % a day ahead, and not too good to be true", () => {
    expect(dayAhead(report.champion).mape).toBeLessThanOrEqual(2.4);
    expect(dayAhead(report.champion).mape).toBeGreaterThan(1.5);
  });

  it("has an LSTM that alone beats persistence, and both beat the seasonal naive", () => {
    expect(dayAhead("lstm").mape).toBeLessThan(dayAhead("persistence").mape);
    expect(dayAhead("persistence").mape).toBeLessThan(dayAhead("seasonal-naive").mape);
  });

  it("has baselines as anyone would compute them", () => {
    expect(dayAhead("seasonal-naive").mape).toBeCloseTo(8.7, 0);
    expect(dayAhead("persistence").mape).toBeCloseTo(3.0, 1);
  });

  it("covers with its 80 % interval about as often as it says", () => {
    for (const {lead, coverage80} of scores.filter(({candidate}) => candidate === report.champion)) {
      expect([lead, coverage80! > 0.76]).toEqual([lead, true]);
      expect([lead, coverage80! < 0.84]).toEqual([lead, true]);
    }
  });
});
