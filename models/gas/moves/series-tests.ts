import type {GasResponses} from "../../../src/lib/artifacts/gas.js";
import {dickeyFuller} from "../../../src/lib/series-tests/dickey-fuller.js";
import {johansen} from "../../../src/lib/series-tests/johansen.js";
import {kpss} from "../../../src/lib/series-tests/kpss.js";
import type {VarFit} from "../../../src/lib/var/fit.js";
import type {Panel} from "../../../src/lib/var/panel.js";
import {grangerCausality} from "../../../src/lib/var/response/causality.js";
import {rounded} from "./rounded.js";

/** Lagged differences that ADF chooses from: two weeks. */
const mostLags = 14;

/** Granger tests in one model: each other series for the target, all others together for it, and the target for each other. */
export function grangerTests(fit: VarFit, target: string): GasResponses["granger"] {
  const others = fit.names.filter((name) => name !== target);
  const test = (causing: readonly string[], caused: string) => {
    const {statistic, df, p} = grangerCausality(fit, causing, [caused]).f;
    return {
      causing: [...causing],
      caused,
      f: rounded(statistic),
      df: [...df] as [number, number],
      p: rounded(p)
    };
  };
  return [
    ...others.map((name) => test([name], target)),
    test(others, target),
    ...others.map((name) => test([target], name))
  ];
}

/** ADF and KPSS tests around a constant, of each series' levels and differences. */
export function unitRootTests(levels: Panel, changes: Panel): GasResponses["unitRoots"] {
  return levels.names.flatMap((series, s) =>
    (
      [
        ["level", levels],
        ["difference", changes]
      ] as const
    ).map(([of, {names, rows, values}]) => {
      const column = Float64Array.from({length: rows}, (_, t) => values[t * names.length + s]);
      return {
        ...{series, of},
        adf: plain(dickeyFuller(column, {most: mostLags})),
        kpss: plain(kpss(column))
      };
    })
  );
}

const plain = ({
  statistic,
  p,
  lags
}: {
  readonly statistic: number;
  readonly p: number;
  readonly lags: number;
}) => ({
  ...{statistic: rounded(statistic), p: rounded(p), lags}
});

/** Johansen's trace tests of the levels with a constant. @param lags of the VAR in differences */
export function cointegrationTests(levels: Panel, lags: number): GasResponses["cointegration"] {
  const {rank, trace} = johansen(levels, {lags});
  return {
    ...{lags, rank},
    tests: trace.map(({rank, statistic, critical}) => ({
      ...{rank, trace: rounded(statistic), critical95: critical[1]}
    }))
  };
}
