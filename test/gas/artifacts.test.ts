import {expect, it} from "vitest";
import {outlookArtifacts} from "../../models/gas/artifacts.js";
import {type GasData, horizon, levels} from "../../models/gas/data.js";
import {modelFile, templateFile} from "../../models/gas/joint/shrunk-files.js";
import type {ArtifactsInput} from "../../models/study.js";
import {type GasPaths, gasPathsSchema, gasResponsesSchema} from "../../src/lib/artifacts/gas.js";
import {normalQuantile} from "../../src/lib/distributions/normal.js";
import {shockOrder} from "../../src/lib/gas/shocks.js";
import {fromLevel, gasVector} from "../../src/lib/gas/vector.js";
import {readPaths} from "../../src/lib/paths/compact.js";
import {mulberry32, normal} from "../../src/lib/random.js";

const width = gasVector.length;
const count = 200;
const draw = normal(mulberry32(9));
// Series 0 and 1 move as one in the templates, series 2 against them; levels and sizes are any.
const templates = new Float64Array(count * horizon * width);
for (let m = 0; m < count; ++m)
  for (let h = 0; h < horizon; ++h) {
    const shock = draw();
    for (let s = 0; s < width; ++s)
      templates[(m * horizon + h) * width + s] = [7 * shock, shock + 3, -shock][s] ?? draw();
  }

/** Each series is normal in what models see, about its last value, with a deviation that grows. */
const deviation = (lead: number) => 0.02 * Math.sqrt(lead + 1);
const last = (s: number) => 2 + s;
const rows = gasVector.flatMap((one, s) =>
  Array.from({length: horizon}, (_, lead) => {
    const at = (level: number) => {
      const centre = one.least === undefined ? last(s) : Math.log(last(s));
      return fromLevel(one, centre + deviation(lead) * normalQuantile(level));
    };
    const time = new Date(Date.UTC(2024, 11, 25 + lead, 5)).toISOString();
    const bounds = {lo80: at(0.1), hi80: at(0.9), lo95: at(0.025), hi95: at(0.975)};
    return {series: one.id, time, value: at(0.5), ...bounds, quantiles: Array.from(levels, at)};
  })
);
/** Random walks in what models see, which end with the last values. */
const days = 200;
const vector = gasVector.map((one, s) => {
  const walk = Float64Array.from({length: days}, () => 0.02 * draw());
  for (let i = days - 2; i >= 0; --i) walk[i] += walk[i + 1];
  const end = one.least === undefined ? last(s) : Math.log(last(s));
  return walk.map((value) => fromLevel(one, end + value - walk[days - 1]));
});
const input = {
  forecast: {
    ...{
      study: "gas",
      unit: "p/kWh",
      issuedAt: "2024-12-25T05:00:00.000Z",
      origin: "2024-12-25T05:00:00.000Z"
    },
    ...{provenance: {mode: "recorded", asOf: "2024-12-24", sources: []}, levels: [...levels], rows}
  },
  backtest: {champion: "mix", candidates: [{name: "mix"}]},
  data: {
    data: {
      first: "2024-06-08",
      rows: Int32Array.of(days - 2, days - 1),
      vectorFrom: 0,
      vector,
      normalDemand: new Float64Array(days + horizon).fill(last(3)),
      normalTemperature: new Float64Array(days + horizon).fill(last(6))
    }
  },
  files: {
    "var-shrunk": {
      [templateFile]: new Uint8Array(templates.buffer),
      [modelFile]: new TextEncoder().encode(
        JSON.stringify({
          ...{names: gasVector.map(({id}) => id), lags: 1, rows: 1, steps: horizon},
          ...{levels: [], deviations: [], coefficients: [], covariance: [], terms: []}
        })
      )
    }
  }
} as unknown as ArtifactsInput<GasData>;

const made = outlookArtifacts(input);
const about: GasPaths = gasPathsSchema.parse(JSON.parse(new TextDecoder().decode(made["paths.json"])));
const pathsOf = (s: number) => {
  const {step} = about.series[s];
  return readPaths({
    ...{paths: about.paths, leads: horizon, step},
    bytes: made[`model/paths/${gasVector[s].id}.bin`]
  });
};

it("gives each day of each scenario the distribution of the forecast", () => {
  for (const s of [0, 3, 6]) {
    const paths = pathsOf(s);
    for (const lead of [0, 9, 29]) {
      const values = Float64Array.from({length: count}, (_, m) => paths[m * horizon + lead]).sort();
      // The quantile at (k + ½) ∕ 200, to half a step.
      for (const k of [4, 20, 100, 180]) {
        const expected = deviation(lead) * normalQuantile((k + 0.5) / count);
        expect(Math.abs(values[k] - expected)).toBeLessThan(0.51 * about.series[s].step);
      }
    }
  }
});

it("lets the series go together as the joint errors did", () => {
  const [first, second, third] = [0, 1, 2].map(pathsOf);
  const order = (paths: Float64Array, lead: number) =>
    Array.from({length: count}, (_, m) => m).sort(
      (a, b) => paths[a * horizon + lead] - paths[b * horizon + lead]
    );
  const [up, same, down] = [first, second, third].map((paths) => order(paths, 12));
  // Ties within a step of the compact form may change places.
  const far = up.filter(
    (m, k) => Math.abs(same.indexOf(m) - k) > 6 || Math.abs(count - 1 - down.indexOf(m) - k) > 6
  );
  expect(far).toEqual([]);
  expect(about.series[0]).toMatchObject({id: "sap", last: 2, unit: "p/kWh"});
});

it("publishes what moves what, in the window of the plain VAR", () => {
  const about = gasResponsesSchema.parse(JSON.parse(new TextDecoder().decode(made["responses.json"])));
  // 28 days a training: that of row 196 is in force on row 199.
  expect(about.window).toEqual({from: "2024-06-09", to: "2024-12-21", rows: 196});
  expect(about.series.map(({id}) => id)).toEqual([...shockOrder]);
  expect(about.series[5]).toMatchObject({id: "sap", last: expect.closeTo(2, 9), unit: "p/kWh"});
  // Akaike's criterion finds no past in random walks; one lag is there for the tests.
  expect([about.lags.chosen.bic, about.lags.used]).toEqual([0, 1]);
  expect(about.shocks[0].responses[5].value).toHaveLength(31);
});

it("is refused without the joint model's files", () => {
  expect(() => outlookArtifacts({...input, files: {}})).toThrow(
    "expected var.json of the shrunk VAR, found nothing"
  );
});
