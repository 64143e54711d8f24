import {gasVector} from "../../../src/lib/gas/vector.js";
import {ensemblePaths} from "../../../src/lib/var/corrected/ensemble.js";
import {rowsNeeded} from "../../../src/lib/var/corrected/terms.js";
import {type GasData, horizon} from "../data.js";
import {power, type ShrunkRun} from "./shrunk.js";

/** The model of the last origin with the rows that it reads: what `forecastCorrected` and `conditionalForecast` need in a browser. */
export const modelFile = "var.json";
/** Past errors as paths around the last mean path, `[member][step][series]` of float64: how the series and days of a scenario go together. */
export const templateFile = "templates.f64";

/** Both files of the model that is in force at the last origin. */
export function shrunkFiles(data: GasData, run: ShrunkRun, members: number): Record<string, Uint8Array> {
  const {panel, from, deviations, models, pastAt} = run;
  const last = data.rows.length - 1;
  const row = data.rows[last] - from;
  const model = models[models.length - 1];
  const width = gasVector.length;
  const back = rowsNeeded(model.lags, model.terms);
  const start = row + 1 - back;
  const text = JSON.stringify({
    names: model.names,
    lags: model.lags,
    rows: back,
    steps: horizon,
    levels: plain(panel.values.subarray(start * width, (row + 1) * width)),
    deviations: plain(deviations.subarray(row * width, (row + 1) * width)),
    coefficients: plain(model.coefficients),
    covariance: plain(model.covariance),
    terms: model.terms.map(({name, series, weights, window, normal}) => ({
      ...{name, series: [...series], weights: [...weights], window},
      ...(normal ? {normal: plain(normal.subarray(start, row + 1 + horizon))} : {})
    }))
  });
  const paths = ensemblePaths(pastAt(last), deviations, row, {members, power});
  return {
    [modelFile]: new TextEncoder().encode(text),
    [templateFile]: new Uint8Array(paths.buffer, paths.byteOffset, paths.byteLength)
  };
}

const plain = (values: Float64Array) => Array.from(values, (value) => Number(value.toPrecision(8)));
