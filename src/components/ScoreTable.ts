import type {BacktestReport} from "../lib/artifacts/backtest.js";
import {formatNumber, formatPercent, formatSigned} from "../lib/format.js";
import {atLead, type CandidateScores, shownCandidates} from "../lib/report/scores.js";
import {pText} from "../lib/report/skill.js";
import {DataTable} from "./DataTable.js";

const KINDS = {model: "candidate", baseline: "baseline", reference: "official"} as const;

/** Every candidate's scores (see `shownCandidates`) over the whole backtest and at the first two lead days, with the tests against baseline and reference. */
export function ScoreTable(backtest: BacktestReport, {caption}: {caption: string}): HTMLElement {
  const {champion, unit} = backtest;
  const shown = shownCandidates(backtest);
  const official = shown.some(({kind}) => kind === "reference");
  const size = Math.max(...shown.map(({metrics}) => metrics.mae ?? 0)) < 100 ? 1 : 0;
  const number = (value: number | null | undefined, decimals = 0) =>
    value == null ? "–" : formatNumber(value, decimals);
  const percent = (value: number | null | undefined, decimals = 2) =>
    value == null ? "–" : formatPercent(value, decimals);
  const share = (value: number | null) => (value === null ? "–" : formatPercent(100 * value, 1));
  return DataTable<CandidateScores>(
    shown,
    [
      {label: "Forecast", value: ({label, name}) => (name === champion ? `${label} (champion)` : label)},
      {label: "Kind", value: ({kind}) => KINDS[kind]},
      {label: "MAPE, day 1", value: (c) => percent(atLead(c, 1)?.mape), numeric: true},
      {label: "MAPE, day 2", value: (c) => percent(atLead(c, 2)?.mape), numeric: true},
      {
        label: "Day 2, forecast weather",
        value: (c) => percent(atLead(c, 2, {degraded: true})?.mape),
        numeric: true
      },
      {label: `MAE, ${unit}`, value: (c) => number(c.metrics.mae, size), numeric: true},
      {label: `RMSE, ${unit}`, value: (c) => number(c.metrics.rmse, size), numeric: true},
      {label: "MASE", value: (c) => number(c.metrics.mase, 2), numeric: true},
      {
        label: `Bias, ${unit}`,
        value: (c) => (c.metrics.bias === null ? "–" : formatSigned(c.metrics.bias, size)),
        numeric: true
      },
      {label: "80 % covers", value: (c) => share(c.metrics.coverage80), numeric: true},
      {label: "95 % covers", value: (c) => share(c.metrics.coverage95), numeric: true},
      {
        label: "Against baseline",
        value: ({versusBaseline: test}) => (test ? testText(test) : "–"),
        numeric: true
      },
      ...(official
        ? [
            {
              label: "Against official, day 1",
              value: ({versusReference: tests}: CandidateScores) =>
                testText(tests?.find(({lead}) => lead === 1)),
              numeric: true
            }
          ]
        : [])
    ],
    {caption}
  );
}

/** A Diebold–Mariano test in a cell: the statistic and the p value; a dash where there is none. */
export function testText(test: {dm: number; p: number} | undefined): string {
  return test ? `DM ${formatNumber(test.dm, 1)}, ${pText(test.p)}` : "–";
}
