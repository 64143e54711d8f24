import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {Health} from "../../src/lib/artifacts/health.js";
import type {Data} from "../../src/lib/artifacts/tables.js";
import {dieboldMarianoAgain, forecastsFrom, ledgerRows, type Scored, scoreAgain} from "./backtest.js";
import {type ScoredChances, scoreChancesAgain} from "./chances.js";
import {edition, hashes, type Ran, replayGiven} from "./editions.js";
import {type ScoredPrices, scorePricesAgain} from "./prices.js";

/** The last recorded day with a week of weather after it, and a fortnight before: both are scored from 2024-01-01 on. */
const today = "2024-12-25";
const before = "2024-12-10";

/** One study alone; the other one, whose record ends earlier, has an edition of its own in areas.test.ts. */
const france = {words: ["--study", "france"]};

/** Milliseconds that whole editions may take on a busy machine. */
const LONG = 900_000;

const replay = replayGiven();
if (!replay) console.log("Skipped: the rehearsal on real data, for ALMANAC_REPLAY names no replay.");

describe.skipIf(!replay)("editions from real pulls", () => {
  const folder = mkdtempSync(join(tmpdir(), "almanac-rehearsal-"));
  const fresh = join(folder, "fresh");
  const grown = join(folder, "grown");
  const api = (state: string, file: string) => join(state, "artifacts/api", file);
  const read = <T>(state: string, file: string) => JSON.parse(readFileSync(api(state, file), "utf8")) as T;
  const rows = (state: string) => api(state, "france/backtest.parquet");

  let first: Ran;
  let late: string[];
  let report: BacktestReport;
  let scores: Scored[];
  const score = (candidate: string, lead: number) => {
    const found = scores.find((one) => one.candidate === candidate && one.lead === lead);
    if (!found) throw new Error(`no rows of ${candidate} at lead day ${lead} in the published backtest`);
    return found;
  };

  beforeAll(async () => {
    first = await edition("build", replay!, today, fresh, {sources: "auto"});
    if (first.code !== 0) throw new Error(`npm run build ended with ${first.code}. It said:\n${first.said}`);
    late = read<Data>(fresh, "data.json").tables.find(({id}) => id === "france-load")?.days.repaired ?? [];
    report = read<BacktestReport>(fresh, "france/backtest.json");
    scores = await scoreAgain(rows(fresh), late);
    console.log(`The first build took ${first.seconds.toFixed(0)} s; ${report.champion} is champion.`);
    for (const {candidate, lead, mape, coverage80, hours} of scores.filter((one) => one.lead <= 2))
      console.log(
        `  ${candidate}, lead day ${lead}: MAPE ${mape.toFixed(3)} %, coverage ${coverage80?.toFixed(3) ?? "–"}, ${hours} hours`
      );
  }, LONG);
  afterAll(() => rmSync(folder, {recursive: true}));

  describe("the first one", () => {
    it("is made of live data where the publishers have them, and of recorded data where they have no more", () => {
      const {studies} = read<Health>(fresh, "health.json");
      expect(studies.map(({study, provenance, asOf}) => [study, provenance.mode, asOf])).toEqual([
        ["france", "live", "2024-12-24"],
        ["brest", "recorded", "2024-03-23"],
        ["gas", "live", "2024-12-24"],
        ["rain", "live", "2024-12-24"]
      ]);
      expect(read<Forecast>(fresh, "france/forecast.json").origin).toBe("2024-12-24T23:00:00.000Z");
    });

    it("backtests daily origins from 2024-01-01 to 2024-12-24", () => {
      expect(report.scheme).toMatchObject({from: "2024-01-01", to: "2024-12-24", origins: 359, horizon: 168});
    });

    it("repairs 60 ± 5 days of 2024", () => {
      const n = late.filter((day) => day.startsWith("2024")).length;
      expect(n).toBeGreaterThanOrEqual(55);
      expect(n).toBeLessThanOrEqual(65);
    });

    it("has a champion with a MAPE of at most 1.22 % on the first day and 1.50 % on the second", () => {
      expect(score(report.champion, 1).mape).toBeLessThanOrEqual(1.22);
      expect(score(report.champion, 2).mape).toBeLessThanOrEqual(1.5);
    });

    it("is not too good to be true", () => {
      expect(score(report.champion, 1).mape).toBeGreaterThan(0.95);
      expect(score(report.champion, 2).mape).toBeGreaterThan(1.2);
    });

    it("finds RTE's own forecast at 1.90 %", () => {
      expect(score("rte", 1).mape).toBeCloseTo(1.9, 1);
      expect(Math.abs(score("rte", 1).mape - 1.9)).toBeLessThan(0.02);
    });

    it("beats RTE beyond chance", async () => {
      const dm = await dieboldMarianoAgain(rows(fresh), late, report.champion, "rte");
      const said = report.candidates
        .find(({name}) => name === report.champion)!
        .versusReference!.find(({lead}) => lead === 1)!;
      expect(said.p).toBeLessThan(0.01);
      expect(dm).toBeLessThan(-2.6);
      expect(said.dm).toBeCloseTo(dm, 1);
    });

    it("covers 78 to 82 % of the hours with the 80 % band", () => {
      const all = scores.filter(({candidate}) => candidate === report.champion);
      const hours = all.reduce((sum, one) => sum + one.hours, 0);
      const covered = all.reduce((sum, one) => sum + one.hours * one.coverage80!, 0) / hours;
      for (const share of [
        covered,
        score(report.champion, 1).coverage80!,
        score(report.champion, 2).coverage80!
      ]) {
        expect(share).toBeGreaterThanOrEqual(0.78);
        expect(share).toBeLessThanOrEqual(0.82);
      }
    });

    it("stays at or below 1.80 % on the second day with the weather of a real forecast", () => {
      const {byLead, byLeadDegraded} = report.candidates.find(({name}) => name === report.champion)!;
      const degraded = byLeadDegraded!.find(({lead}) => lead === 2)!.mape!;
      expect(degraded).toBeLessThanOrEqual(1.8);
      expect(degraded).toBeGreaterThan(byLead.find(({lead}) => lead === 2)!.mape!);
    });

    it("publishes the scores that its rows give", () => {
      for (const {name, byLead} of report.candidates)
        for (const {lead, mape, coverage80, n} of byLead) {
          if (n === 0) continue;
          const again = score(name, lead);
          expect([name, lead, again.hours]).toEqual([name, lead, n]);
          expect(again.mape).toBeCloseTo(mape!, 3);
          if (again.coverage80 !== null) expect(again.coverage80).toBeCloseTo(coverage80!, 4);
        }
    });
  });

  describe("the chances of rain in the first one", () => {
    let rain: BacktestReport;
    let again: ScoredChances[];
    beforeAll(async () => {
      rain = read<BacktestReport>(fresh, "rain/backtest.json");
      const thresholds = Object.fromEntries(
        rain.candidates.map(({name, metrics}) => [name, metrics.threshold!])
      );
      again = await scoreChancesAgain(api(fresh, "rain/backtest.parquet"), thresholds);
      for (const {candidate, n, f1, auc, brier, worst} of again)
        console.log(
          `  ${candidate}: F1 ${f1.toFixed(4)}, AUC ${auc.toFixed(4)}, Brier ${brier.toFixed(4)}, tenths off by at most ${worst.toFixed(4)}, ${n} towns and days`
        );
    });
    const champion = () => again.find(({candidate}) => candidate === rain.champion)!;

    it("are of all towns, and of origins from 2016-01-01 to 2017-06-25", () => {
      expect(rain.scheme).toMatchObject({from: "2016-01-01", to: "2017-06-25", origins: 542, horizon: 1});
      const {rows} = read<Forecast>(fresh, "rain/forecast.json");
      expect(rows).toHaveLength(49);
      for (const {lo95, lo80, value, hi80, hi95} of rows)
        expect([lo95, lo80, value, hi80, hi95]).toEqual(
          [lo95, lo80, value, hi80, hi95].sort((a, b) => a - b)
        );
    });

    it("have an F1 of at least .705, an AUC of at least .910 and a Brier score of at most .094", () => {
      expect(champion().f1).toBeGreaterThanOrEqual(0.705);
      expect(champion().auc).toBeGreaterThanOrEqual(0.91);
      expect(champion().brier).toBeLessThanOrEqual(0.094);
    });

    it("are not too good to be true", () => {
      expect(champion().f1).toBeLessThan(0.73);
      expect(champion().auc).toBeLessThan(0.925);
      expect(champion().brier).toBeGreaterThan(0.085);
    });

    it("are off by at most 3 points in each tenth of them", () => {
      expect(champion().worst).toBeLessThanOrEqual(0.03);
    });

    it("have the scores that their rows give", () => {
      for (const {name, metrics} of rain.candidates) {
        const {n, brier, auc, f1} = again.find(({candidate}) => candidate === name)!;
        expect([name, n]).toEqual([name, metrics.n]);
        expect(brier).toBeCloseTo(metrics.brier!, 5);
        expect(auc).toBeCloseTo(metrics.auc!, 5);
        expect(f1).toBeCloseTo(metrics.f1!, 5);
      }
    });
  });

  describe("the price of gas in the first one", () => {
    let gas: BacktestReport;
    let again: ScoredPrices[];
    const one = (candidate: string, lead: number) =>
      again.find((found) => found.candidate === candidate && found.lead === lead)!;
    const ratio = (lead: number, score: "rmse" | "crps") =>
      one(gas.champion, lead)[score] / one("random-walk", lead)[score];
    const firstTen = Array.from({length: 10}, (_, i) => i + 1);
    beforeAll(async () => {
      gas = read<BacktestReport>(fresh, "gas/backtest.json");
      again = await scorePricesAgain(api(fresh, "gas/backtest.parquet"), "2024-01-01");
      for (const {candidate, lead, n, rmse, crps, coverage90} of again.filter(
        ({lead}) => lead === 1 || lead === 10
      ))
        console.log(
          `  ${candidate}, ${lead} gas days: RMSE ${rmse.toFixed(4)}, CRPS ${crps.toFixed(4)}, 90 % covers ${coverage90.toFixed(3)}, ${n} days`
        );
    });

    it("has an RMSE of at most 1.005 of the random walk's a day ahead and 1.010 ten, and a CRPS of at most .797 and .800", () => {
      expect(ratio(1, "rmse")).toBeLessThanOrEqual(1.005);
      expect(ratio(10, "rmse")).toBeLessThanOrEqual(1.01);
      expect(ratio(1, "crps")).toBeLessThanOrEqual(0.797);
      expect(ratio(10, "crps")).toBeLessThanOrEqual(0.8);
    });

    it("is not too good to be true", () => {
      for (const lead of firstTen) {
        expect(ratio(lead, "rmse")).toBeGreaterThan(0.97);
        expect(ratio(lead, "crps")).toBeGreaterThan(0.72);
      }
    });

    it("lies in the 90 % band on 86 to 94 % of the days, up to ten days ahead", () => {
      for (const lead of firstTen) {
        expect(one(gas.champion, lead).coverage90).toBeGreaterThanOrEqual(0.86);
        expect(one(gas.champion, lead).coverage90).toBeLessThanOrEqual(0.94);
      }
    });

    it("has a joint energy score of at most .93 of the random walk's a day ahead and .90 ten", () => {
      const {byLead} = gas.candidates.find(({name}) => name === "var-shrunk")!.ratios!;
      expect(byLead[0].energy!).toBeLessThanOrEqual(0.93);
      expect(byLead[9].energy!).toBeLessThanOrEqual(0.9);
    });

    it("has the scores that its rows give", () => {
      for (const {name, byLead, distribution} of gas.candidates)
        for (const {lead, n, rmse, coverage90} of byLead) {
          const mine = one(name, lead);
          expect([name, lead, mine.n]).toEqual([name, lead, n]);
          expect(mine.rmse).toBeCloseTo(rmse!, 5);
          expect(mine.coverage90).toBeCloseTo(coverage90!, 5);
          distribution!.byLead[lead - 1].pinball.forEach((loss, i) => {
            expect(mine.pinball[i]).toBeCloseTo(loss!, 5);
          });
        }
    });
  });

  describe("a second build with nothing changed", () => {
    let store: Record<string, string>;
    let second: Ran;
    beforeAll(async () => {
      store = hashes(join(fresh, "live"));
      second = await edition("build", replay!, today, fresh, {sources: "auto"});
    }, LONG);

    it("takes seconds and trains nothing", () => {
      expect(second).toMatchObject({code: 0});
      expect(second.said).not.toMatch(/✓ \S+\/(roll|judge|promote)/);
      expect(second.said).toContain("is current");
      expect(second.seconds).toBeLessThanOrEqual(30);
    });

    it("leaves ledger, runs and registry as they were", () => {
      const only = (all: Record<string, string>) =>
        Object.entries(all).filter(([path]) => /^(ledger|runs|registry)\//.test(path));
      expect(only(store).length).toBeGreaterThan(0);
      expect(only(hashes(join(fresh, "live")))).toEqual(only(store));
    });
  });

  describe("an edition a fortnight earlier, and today's after it in the same store", () => {
    let issued: Record<string, string>[];
    let after: Ran;
    beforeAll(async () => {
      const earlier = await edition("refresh", replay!, before, grown, france);
      if (earlier.code !== 0) throw new Error(`the refresh of ${before} failed:\n${earlier.said}`);
      issued = ledgerRows(readFileSync(api(grown, "france/ledger.csv"), "utf8"));
      after = await edition("refresh", replay!, today, grown, france);
      if (after.code !== 0) throw new Error(`the refresh of ${today} failed:\n${after.said}`);
    }, LONG);

    it("issued then what the backtest says now", async () => {
      for (const candidate of new Set(issued.map((row) => row.candidate))) {
        const own = issued.filter((row) => row.candidate === candidate);
        const now = await forecastsFrom(rows(fresh), candidate, own[0].origin);
        expect(now).toHaveLength(168);
        expect(own.map(({time}) => time)).toEqual(now.map(({time}) => time));
        const apart = own.flatMap((row, i) =>
          (["value", "lo80", "hi80", "lo95", "hi95"] as const).map((name) => Number(row[name]) - now[i][name])
        );
        expect(Math.max(...apart.map(Math.abs))).toBe(0);
      }
    });

    it("keeps the forecasts that were issued then, and scores them now", () => {
      const now = ledgerRows(readFileSync(api(grown, "france/ledger.csv"), "utf8"));
      const kept = now.filter(({origin}) => origin === issued[0].origin);
      const said = ({
        actual,
        error,
        actual_at,
        first_actual,
        first_actual_at,
        ...row
      }: Record<string, string>) => row;
      expect(kept.map(said)).toEqual(issued.map(said));
      expect(kept.every(({error}) => Number.isFinite(Number(error)) && error !== "")).toBe(true);
      expect(new Set(now.map(({origin}) => origin)).size).toBe(2);
    });

    it("forecasts as the fresh store does, to the byte", () => {
      const same = (state: string) =>
        Object.fromEntries(
          Object.entries(hashes(join(state, "artifacts/api/france"))).filter(([path]) =>
            /^(backtest\.parquet|recent|daily|hours|drivers|drift|model\/)/.test(path)
          )
        );
      expect(Object.keys(same(fresh)).length).toBeGreaterThan(6);
      expect(same(grown)).toEqual(same(fresh));
      expect(read<Forecast>(grown, "france/forecast.json").rows).toEqual(
        read<Forecast>(fresh, "france/forecast.json").rows
      );
      expect(read<BacktestReport>(grown, "france/backtest.json").candidates).toEqual(report.candidates);
    });
  });
});
