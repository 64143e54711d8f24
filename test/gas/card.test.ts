import {expect, test} from "vitest";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {GasRecent} from "../../src/lib/artifacts/gas.js";
import {kwhPerTherm} from "../../src/lib/gas/columns.js";
import {gasCard} from "../../src/lib/report/gas/card.js";

test("the card tells the error a day ahead beside that of the random walk", () => {
  const provenance = {mode: "recorded", asOf: "2024-12-24", sources: []};
  const rows = Array.from({length: 30}, (_, i) => ({
    ...{series: "sap", time: new Date(Date.UTC(2024, 11, 25 + i, 5)).toISOString()},
    ...{value: 4, lo80: 3.5, hi80: 4.5, lo95: 3, hi95: 5}
  }));
  const about = {study: "gas", unit: "p/kWh", issuedAt: "2024-12-25T05:00:00.000Z", provenance};
  const card = gasCard({
    forecast: {...about, origin: about.issuedAt, rows} as unknown as Forecast,
    backtest: {
      champion: "mix",
      candidates: [
        {name: "mix", byLead: [{lead: 1, crps: 4 / kwhPerTherm}], ratios: {byLead: [{lead: 1, crps: 0.8}]}}
      ]
    } as unknown as BacktestReport,
    recent: {days: ["2024-12-24"], series: [{id: "sap", values: [4]}]} as unknown as GasRecent
  });
  expect(card.rows.at(-1)).toEqual({
    label: "Error a day ahead (CRPS)",
    value: "4.0\u00a0p/therm, random walk 5.0"
  });
});
