import type {GasModel} from "../../../src/lib/artifacts/gas.js";
import {gasVector} from "../../../src/lib/gas/vector.js";
import {addDays} from "../../../src/lib/time/zone.js";
import {learnCorrected, openCorrected, refitCorrected} from "../../../src/lib/var/corrected/learn.js";
import {panelOf} from "../../../src/lib/var/panel.js";
import {candidates} from "../candidates.js";
import type {GasData} from "../data.js";
import {vectorPanel} from "./panel.js";
import {correctionTerms, deviationsOf} from "./shrunk.js";

/** In so many parts of equal length the record is cut. */
const parts = 4;

/** The shrunk VAR learned anew on each quarter of its record up to the last origin: where their answers differ, the record does not settle the question. */
export function partModels(data: GasData): GasModel["parts"] {
  const {panel, from} = vectorPanel(data);
  const {params} = candidates.find(({name}) => name === "var-shrunk")!;
  const width = gasVector.length;
  const rows = data.rows[data.rows.length - 1] + 1 - from;
  return Array.from({length: parts}, (_, k) => {
    const [start, end] = [k, k + 1].map((part) => Math.floor((part * rows) / parts));
    const own = panelOf(
      Object.fromEntries(
        panel.names.map((name, s) => [
          name,
          Float64Array.from({length: end - start}, (_, t) => panel.values[(start + t) * width + s])
        ])
      )
    );
    const deviations = deviationsOf(own.values, width, params.volatility as number);
    const state = openCorrected(own, deviations, correctionTerms(data, from + start), {
      ...{lags: params.lags as number, ridge: params.ridge as number},
      ...{others: params.others as number, halfLife: params.halfLife as number, clip: params.clip as number}
    });
    learnCorrected(state, own.rows - 1);
    const {coefficients, covariance} = refitCorrected(state);
    return {
      from: addDays(data.first, from + start),
      to: addDays(data.first, from + end - 1),
      coefficients: plain(coefficients),
      covariance: plain(covariance)
    };
  });
}

const plain = (values: Float64Array) => Array.from(values, (value) => Number(value.toPrecision(6)));
