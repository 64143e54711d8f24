import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {Provenance} from "../../src/lib/artifacts/provenance.js";
import type {Metrics} from "../../src/lib/artifacts/scores.js";
import type {ReportTown} from "../../src/lib/report/rain/shapes.js";

export const provenance: Provenance = {
  mode: "recorded",
  asOf: "2024-12-24",
  sources: [
    {
      publisher: "bom",
      dataset: "dwo",
      title: "Daily weather observations",
      url: "https://publisher.example/dwo",
      licence: "CC BY",
      pulledAt: "2024-12-24T17:00:00.000Z",
      sha256: "0"
    }
  ]
};

/** A town with invented numbers. */
export function town(name: string, probability: number, more: Partial<ReportTown> = {}): ReportTown {
  return {
    id: name.toLowerCase(),
    station: name,
    name,
    state: "NSW",
    latitude: -33,
    longitude: 151,
    climate: "temperate",
    probability,
    lo80: Math.max(0.001, probability - 0.05),
    hi80: Math.min(0.999, probability + 0.05),
    lo95: Math.max(0.001, probability - 0.1),
    hi95: Math.min(0.999, probability + 0.1),
    wet: probability >= 0.35,
    threshold: 0.35,
    climatology: 0.2,
    rainToday: 0,
    lastDay: "2024-12-24",
    ...more
  };
}

/** A forecast of the day 2024-12-25 of towns. */
export function forecastOf(towns: readonly ReportTown[]): Forecast {
  return {
    study: "rain",
    target: "rain",
    unit: "probability",
    issuedAt: "2024-12-24T16:00:00.000Z",
    origin: "2024-12-24T16:00:00.000Z",
    step: "P1D",
    provenance,
    model: {candidate: "mean", version: "1", runId: "r"},
    rows: towns.map(({station, probability, lo80, hi80, lo95, hi95}) => ({
      series: station,
      time: "2024-12-24T16:00:00.000Z",
      value: probability,
      ...{lo80, hi80, lo95, hi95}
    }))
  };
}

const none: Metrics = {
  n: 1000,
  mae: null,
  rmse: null,
  mape: null,
  wape: null,
  mase: null,
  bias: null,
  pinball: null,
  coverage80: null,
  coverage95: null,
  width80: null,
  width95: null
};

/** A backtest of candidates with the scores given by name; the champion is `mean`. */
export function backtestOf(scores: Readonly<Record<string, Partial<Metrics>>>): BacktestReport {
  return {
    study: "rain",
    unit: "probability",
    issuedAt: "2024-12-24T16:00:00.000Z",
    provenance,
    scheme: {
      from: "2016-01-01",
      to: "2017-06-25",
      origins: 542,
      horizon: 1,
      step: "P1D",
      block: 1,
      rows: "towns and days"
    },
    champion: "mean",
    rule: "the highest F1",
    candidates: Object.entries(scores).map(([name, metrics]) => ({
      name,
      label: name,
      kind: name === "climatology" ? ("baseline" as const) : ("model" as const),
      metrics: {...none, ...metrics},
      byLead: [],
      versusBaseline: null
    }))
  };
}
