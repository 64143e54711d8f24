import {describe, expect, it} from "vitest";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {GasResponses} from "../../src/lib/artifacts/gas.js";
import {moveFinding, priceMoves, shareText, windowText} from "../../src/lib/report/gas/moves.js";
import {listed, seriesWords} from "../../src/lib/report/gas/series-names.js";
import {cointegrationText, grangerText, lagText, unitRootText} from "../../src/lib/report/gas/tests.js";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const flat = (value: number) => Array.from({length: 31}, (_, h) => (h === 10 ? 2 * value : value));
const response = (series: string, value: number, half: number) => ({
  ...{series, unit: series === "temperature" ? "°C" : "%", value: flat(value)},
  ...{lo80: flat(value - half / 2), hi80: flat(value + half / 2)},
  ...{lo95: flat(value - half), hi95: flat(value + half)}
});
const about = (id: string, last: number) => ({
  ...{id, title: id, unit: "p/kWh", decimals: 4, least: 0.01, last}
});
const made = (value: number, half: number) =>
  ({
    window: {from: "2020-05-02", to: "2024-12-23", rows: 1697},
    bootstrap: {draws: 500, seed: 1},
    lags: {used: 7, most: 10, chosen: {aic: 7, bic: 2, hq: 5, fpe: 7}, byOrder: []},
    stability: {stable: true, largest: 0.84598},
    series: [about("temperature", 5), about("sap", 4)],
    shocks: [
      {
        ...{series: "temperature", size: -1, unit: "°C"},
        responses: [response("temperature", -1, 0), response("sap", value, half)]
      },
      {...{series: "sap", size: 10, unit: "%"}, responses: [response("sap", 10, 0)]}
    ],
    decompositions: [
      {
        order: ["temperature", "demand", "sap", "smp_buy"],
        rows: [
          {days: 1, shares: [0.01, 0.02, 0.97, 0]},
          {days: 30, shares: [0.015, 0.03, 0.9, 0.055]}
        ]
      },
      {
        order: ["temperature", "demand", "smp_buy", "sap"],
        rows: [
          {days: 1, shares: [0.01, 0.02, 0.9, 0.07]},
          {days: 30, shares: [0.015, 0.03, 0.925, 0.03]}
        ]
      }
    ],
    granger: [
      {causing: ["temperature"], caused: "sap", f: 0.7, df: [7, 99], p: 0.69},
      {causing: ["smp_buy"], caused: "sap", f: 12, df: [7, 99], p: 1e-9},
      {causing: ["temperature", "smp_buy"], caused: "sap", f: 9, df: [14, 99], p: 1e-9},
      {causing: ["sap"], caused: "temperature", f: 1, df: [7, 99], p: 0.4},
      {causing: ["sap"], caused: "smp_buy", f: 1, df: [7, 99], p: 0.051}
    ],
    unitRoots: [
      unitRoot("temperature", "level", 0.01, 0.1),
      unitRoot("temperature", "difference", 0, 0.1),
      unitRoot("sap", "level", 0.2, 0.01),
      unitRoot("sap", "difference", 0, 0.02)
    ],
    cointegration: {lags: 7, rank: 1, tests: []}
  }) as unknown as GasResponses;
const unitRoot = (series: string, of: string, adf: number, kpss: number) => ({
  ...{series, of},
  ...{adf: {statistic: 0, p: adf, lags: 1}, kpss: {statistic: 0, p: kpss, lags: 1}}
});
const backtest = (rmse: number) =>
  ({candidates: [{name: "var", ratios: {byLead: [{lead: 1, rmse}]}}]}) as unknown as BacktestReport;

describe("what the page says of a shock", () => {
  it("is in per cent and in the reader's unit at the last price, with what the bands hold", () => {
    expect(plain(moveFinding(made(0.5, 0.3), "temperature", "p/kWh"))).toBe(
      "A day 1 °C colder than expected goes with a price 0.5 % (0.020 p/kWh) higher at once, and 1.0 % (0.040 p/kWh) higher after ten gas days. The 95 % bands, from +0.2 % to +0.8 % at once and from +0.4 % to +1.6 % after ten days, both exclude zero."
    );
    // 4 p/kWh are 117.2 p/therm.
    expect(plain(moveFinding(made(-2, 3), "temperature", "p/therm"))).toMatch(
      /^A day 1 °C colder than expected goes with a price 2\.0 % \(2\.3 p\/therm\) lower at once, and 4\.0 % \(4\.7 p\/therm\) lower after/
    );
  });

  it("says where the record cannot tell it from nothing", () => {
    expect(moveFinding(made(0.2, 0.5), "temperature", "p/kWh")).toMatch(
      /include zero, as on every other day: the record cannot tell it from nothing\.$/
    );
    const once = made(0.2, 0.5);
    once.shocks[0].responses[1].lo95[1] = 0.1;
    expect(moveFinding(once, "temperature", "p/kWh")).toMatch(
      /include zero; one day’s band excludes it \(day 1\), which is little among 31\.$/
    );
    once.shocks[0].responses[1].hi95[4] = -0.1;
    expect(moveFinding(once, "temperature", "p/kWh")).toContain(
      "those of two days exclude it (day 1 and day 4)"
    );
    // From .1 to 1.1 at once; a band of the same width about twice as much excludes it too.
    expect(moveFinding(made(0.6, 0.5), "temperature", "p/kWh")).toMatch(/both exclude zero\.$/);
    const mixed = made(0.6, 0.5);
    mixed.shocks[0].responses[1].lo95[10] = -0.1;
    expect(moveFinding(mixed, "temperature", "p/kWh")).toMatch(
      /the first excludes zero, the later one includes it\.$/
    );
    mixed.shocks[0].responses[1].lo95[10] = 0.1;
    mixed.shocks[0].responses[1].lo95[0] = -0.1;
    expect(moveFinding(mixed, "temperature", "p/kWh")).toMatch(
      /the later one excludes zero, the first includes it\.$/
    );
    expect(plain(moveFinding(made(0.02, 0.5), "temperature", "p/kWh"))).toContain(
      "a price hardly any different at once"
    );
  });

  it("counts the days whose bands exclude zero where they are many", () => {
    const many = made(0.2, 0.5);
    for (const day of [1, 2, 3, 4]) many.shocks[0].responses[1].lo95[day] = 0.1;
    expect(moveFinding(many, "temperature", "p/kWh")).toMatch(/; those of four of the 31 days exclude it\.$/);
  });

  it("does not take for found what the order of the shocks gives", () => {
    expect(plain(moveFinding(made(1, 1), "sap", "p/kWh"))).toBe(
      "A price 10 % higher than expected goes with a price 10.0 % (0.400 p/kWh) higher at once, which is the shock itself, and 20.0 % (0.800 p/kWh) higher after ten gas days. The 95 % band after ten days, from +20.0 % to +20.0 %, excludes zero."
    );
    const after = made(0, 0);
    after.shocks[0].responses[1].hi95[10] = 1;
    expect(moveFinding(after, "temperature", "p/kWh")).toContain(
      "a price that by the order of the shocks does not move at once, and"
    );
  });

  it("has the shocked series beside the price", () => {
    const moves = priceMoves(made(0.5, 0.3), "temperature");
    expect(moves).toHaveLength(31);
    expect(moves[10]).toMatchObject({day: 10, value: 1, own: -2, ownUnit: "°C"});
    expect(moves[10].price).toBeCloseTo(0.04, 12);
    expect(() => priceMoves(made(1, 1), "brent")).toThrow(
      "expected responses of sap to brent, found shocks of"
    );
    expect(() => seriesWords("linepack")).toThrow("got linepack");
    expect(listed(["a", "b", "c"])).toBe("a, b and c");
  });

  it("shares out the variance, with the other order beside it", () => {
    const text = plain(shareText(made(1, 1)));
    expect(text).toMatch(/one day ahead, 97\.0 % is the price’s own shock; 30 days ahead it is 90\.0 %/);
    expect(text).toMatch(/together make 4\.5 % of it then, the largest part demand with 3\.0 %/);
    expect(text).toMatch(/its own share would be 7\.0 % and 3\.0 %/);
    expect(plain(windowText(made(1, 1)))).toBe(
      "VAR of 7 lags on the daily changes of 2 May 2020 to 23 Dec 2024, 1,697 gas days; bands of 500 bootstrap draws"
    );
  });
});

describe("what the page says of the tests", () => {
  it("counts series that lead and follow, and what chance would find", () => {
    const text = plain(grangerText(made(1, 1), backtest(1.206)));
    expect(text).toMatch(
      /^Of the two other series, the past of one \(system buy price\) helps .* to explain none\./
    );
    expect(text).toContain("Two tests at 5 % find 0.10 of one by chance.");
    expect(text).toContain("root mean squared error is 20.6 % larger than the random walk’s one day ahead");
    expect(grangerText(made(1, 1), backtest(0.9))).toMatch(/10.0.% smaller/);
  });

  it("follows the tests of levels and changes", () => {
    expect(unitRootText(made(1, 1))).toMatch(
      /levels of one of the two series, and KPSS speaks against stationary levels in one\. For the changes ADF rejects one throughout, but KPSS speaks against the price\./
    );
    expect(lagText(made(1, 1))).toMatch(/takes 7, .* 5 and Schwarz’s 2; .* is 0\.846: below 1/);
  });

  it("tells no relation, some, and as many as there are series", () => {
    const ranked = (rank: number) => {
      const one = made(1, 1);
      return cointegrationText({...one, cointegration: {...one.cointegration, rank}});
    };
    expect(ranked(0)).toMatch(/leaves nothing out\.$/);
    expect(plain(ranked(1))).toMatch(/finds 1 relation that the levels keep, which .* error correction\.$/);
    expect(ranked(2)).toMatch(/rejects every number of relations below two,/);
  });
});
