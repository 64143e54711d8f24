import {describe, expect, it} from "vitest";
import type {Track, TrackRecord} from "../../src/lib/artifacts/track.js";
import {errorsAt, leadMeans, leadsOf} from "../../src/lib/report/track/errors.js";
import {drawnUnit, labelled, pointsOf, truthOf} from "../../src/lib/report/track/points.js";
import {classShares, coverageShares, holds} from "../../src/lib/report/track/shares.js";
import {
  formatError,
  issuedText,
  revisedText,
  sharesText,
  standingText,
  trackFinding
} from "../../src/lib/report/track/words.js";
import {wilson} from "../../src/lib/scores/wilson.js";

const day = (n: number) => new Date(Date.UTC(2025, 0, n)).toISOString();
const error = (n: number, alias: "champion" | "challenger" | "reference", byLead: (number | null)[]) => ({
  ...{origin: day(n), alias, candidate: alias === "reference" ? "rte" : alias, n: 2},
  ...{error: 1, firstError: 1, byLead}
});
const record: TrackRecord = {
  times: [1, 2, 3].map(day),
  actual: [10, 20, null, 1, 2, null],
  editions: [
    {
      ...{origin: day(1), issuedAt: null, from: 0, steps: 2},
      forecasts: [{alias: "champion", candidate: "ridge", value: [11, 21, 1.5, 2.5], lo80: [9, 19, 1, 2]}]
    },
    {...{origin: day(2), issuedAt: null, from: 1, steps: 2}, forecasts: []}
  ],
  errors: [
    error(1, "champion", [1, 3]),
    error(1, "challenger", [2, 4]),
    error(1, "reference", [5, null]),
    error(2, "champion", [3, null]),
    error(2, "challenger", [1, null]),
    error(2, "reference", [null, null])
  ],
  coverage: [
    {lead: 1, cases: 20, n: 480, in80: 384, in95: 240},
    {lead: 2, cases: 20, n: 480, in80: 480, in95: 470}
  ],
  classes: [{from: 0.7, to: 1, n: 40, said: 0.8, happened: 10}]
};
const track: Track = {
  ...{
    study: "france",
    title: "France",
    unit: "MW",
    kind: "number",
    issuedAt: day(1),
    timeZone: "UTC",
    step: "P1D"
  },
  provenance: {mode: "recorded", asOf: "2025-01-01", sources: []},
  ...{metric: "mape", candidates: [{name: "rte", label: "RTE, the day before"}], series: [""]},
  ledger: {editions: 1, known: 0, revised: 0, from: day(1), to: day(1), head: "0".repeat(64)},
  issued: {...record, errors: [], coverage: [], classes: []},
  backtest: record,
  uncertainWeather: false
};

describe("the numbers of a track record", () => {
  it("are points of one series of one edition beside the truth", () => {
    const points = pointsOf(record, record.editions[0]!, "champion", 1);
    expect(points.map(({time, value, actual}) => [time, value, actual])).toEqual([
      [Date.parse(day(1)), 1.5, 1],
      [Date.parse(day(2)), 2.5, 2]
    ]);
    expect(points[1]!.lo80).toBe(2);
    expect(points[1]!.hi95).toBeNaN();
    expect(pointsOf(record, record.editions[1]!, "champion")).toEqual([]);
    expect(truthOf(record, 1).map(({actual}) => actual)).toEqual([1, 2, Number.NaN]);
  });

  it("are errors at a lead, and their means on the editions that all have", () => {
    expect(errorsAt(record, 2).map(({alias, error}) => [alias, error])).toEqual([
      ["champion", 3],
      ["challenger", 4]
    ]);
    expect(errorsAt(record, 0)).toHaveLength(6);
    expect(leadsOf(record)).toBe(2);
    expect(leadMeans(record)).toEqual([
      {lead: 1, editions: 1, means: {champion: 1, challenger: 2, reference: 5}},
      {lead: 2, editions: 1, means: {champion: 3, challenger: 4}}
    ]);
  });

  it("are shares with Wilson's interval, of as many cases as there are editions", () => {
    const [held80, held95, all80] = coverageShares(record);
    expect(held80).toMatchObject({name: "Day 1", of: "80 %", wanted: 0.8, measured: 0.8, cases: 20});
    expect([held80!.low, held80!.high]).toEqual(wilson(16, 20));
    expect([held80!, held95!, all80!].map(holds)).toEqual([true, false, false]);
    expect(all80!.low).toBeGreaterThan(0.8);
    const [share] = classShares(record);
    expect([share!.low, share!.high]).toEqual(wilson(10, 40));
    expect(share).toMatchObject({wanted: 0.8, measured: 0.25});
  });

  it("are drawn in gigawatts where they are many megawatts", () => {
    const of = (value: number) => ({editions: [], actual: [null, value]});
    expect(drawnUnit(of(60_000), "MW")).toEqual({unit: "GW", by: 1000, decimals: 1});
    expect(drawnUnit(of(900), "MW")).toEqual({unit: "MW", by: 1, decimals: 0});
    expect(drawnUnit(of(9.5), "p")).toEqual({unit: "p", by: 1, decimals: 2});
    expect(drawnUnit(record, "m").decimals).toBe(1);
  });
});

describe("the words of a track record", () => {
  it("label an axis at what is drawn, each once", () => {
    expect(labelled([3, 1, 1, 2], 4)).toEqual([1, 2, 3]);
    expect(labelled([1, 2, 3, 4, 5, 6, 7], 3)).toEqual([1, 4, 7]);
    expect(labelled([], 3)).toEqual([]);
  });

  it("say plainly that one edition was issued and that the backtest was not", () => {
    const text = issuedText(track).replaceAll("\u00a0", " ");
    expect(text).toContain("1 forecast issued so far, of 1 Jan 2025.");
    expect(text).toContain("there is no score of anything issued");
    expect(text).toContain("the last weeks of the backtest (1 Jan 2025 to 2 Jan 2025) stand here");
    expect(text).not.toContain("weather");
    expect(issuedText({...track, uncertainWeather: true})).toContain(
      "the weather as uncertain as a real forecast’s"
    );
    expect(text).toContain("they were not issued");
    expect(issuedText({...track, backtest: null})).not.toContain("backtest");
  });

  it("say how many are known and revised, and that nothing is issued", () => {
    const ledger = {...track.ledger, editions: 40, known: 39, revised: 1, to: day(31)};
    const text = issuedText({...track, ledger, backtest: null}).replaceAll("\u00a0", " ");
    expect(text).toBe(
      "40 forecasts issued so far, from 1 Jan 2025 to 31 Jan 2025. Of 39 of them some truth is known. 1 value of that truth was revised since by the publisher; both scores are kept."
    );
    const none = {...track.ledger, editions: 0, from: null, to: null};
    expect(issuedText({...track, ledger: none})).toContain("Nothing has been issued yet");
    expect(trackFinding([{title: "France", ledger: none}])).toBe("Nothing has been issued yet");
    expect(trackFinding([track, track])).toBe(
      "Each study has issued one forecast, and the truth of none is known yet"
    );
    expect(trackFinding([])).toBe("The track record could not be read");
    const two = {...track, ledger: {...track.ledger, editions: 2}};
    expect(trackFinding([two, {...track, ledger: none}]).replaceAll("\u00a0", " ")).toBe(
      "2 forecasts have been issued, and the truth of none is known yet"
    );
    expect(trackFinding([{title: "France", ledger}]).replaceAll("\u00a0", " ")).toBe(
      "Of 40 issued forecasts, 39 can be held against what happened"
    );
  });

  it("set the champion beside the official forecast and the challenger", () => {
    expect(standingText(track, record)!.replaceAll("\u00a0", " ")).toBe(
      "Over 1 edition the champion’s mean error on the first day was 1.00 %; on the same values RTE, the day before was 5.00 % off, the challenger 2.00 %."
    );
    expect(revisedText(track, record)).toBeNull();
    const errors = record.errors.map((one) =>
      one.origin === day(1) ? {...one, error: 2, firstError: 1.5} : one
    );
    expect(revisedText(track, {...record, errors})!.replaceAll("\u00a0", " ")).toBe(
      "Revisions changed the score of 1 edition: over all days it was 1.50 % by the truth as it was known first, and is 2.00 % by the truth as it is known now."
    );
    expect(standingText(track, track.issued)).toBeNull();
    expect(formatError("brier", 0.1234)).toBe("0.123");
  });

  it("name the share that is furthest from what was wanted", () => {
    expect(sharesText(coverageShares(record), "number")!.replaceAll("\u00a0", " ")).toBe(
      "2 of 4 measured shares are further from what was promised than chance explains: on day 1 the 95 % interval held the truth 50 % of the time."
    );
    expect(sharesText(classShares(record), "probability")!.replaceAll("\u00a0", " ")).toContain(
      "of what was said to be 70 to 100 % probable, 25 % happened, where 80 % was said"
    );
    expect(sharesText([], "number")).toBeNull();
  });
});
