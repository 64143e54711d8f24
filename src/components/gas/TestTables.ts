import {html} from "npm:htl";
import type {BacktestReport} from "../../lib/artifacts/backtest.js";
import type {GasResponses} from "../../lib/artifacts/gas.js";
import {formatNumber, sentence} from "../../lib/format.js";
import {seriesWords} from "../../lib/report/gas/series-names.js";
import {cointegrationText, grangerText, lagText, unitRootText} from "../../lib/report/gas/tests.js";
import {DataTable} from "../DataTable.js";

const name = (id: string) => sentence(seriesWords(id).name).slice(0, -1);
const p = (value: number) => (value < 0.001 ? "< 0.001" : formatNumber(value, 3));

/** The tests that stand behind the model, each with what it means for it. */
export function TestTables(responses: GasResponses, backtest: BacktestReport): HTMLElement {
  return html`<div>
    <h4>Who leads whom</h4>
    <p>${grangerText(responses, backtest)}</p>
    ${grangerTable(responses)}
    <h4>Levels or changes</h4>
    <p>${unitRootText(responses)}</p>
    ${unitRootTable(responses)}
    <h4>Relations that last</h4>
    <p>${cointegrationText(responses)}</p>
    ${cointegrationTable(responses)}
    <h4>How many lags</h4>
    <p>${lagText(responses)}</p>
    ${lagTable(responses)}
  </div>`;
}

function grangerTable({granger, series}: GasResponses): HTMLElement {
  const joint = granger.find(({causing}) => causing.length > 1);
  const find = (causing: string, caused: string) =>
    granger.find((test) => test.causing.join() === causing && test.caused === caused);
  const rows = series.flatMap(({id}) => {
    const [to, from] = [find(id, "sap"), find("sap", id)];
    return to && from ? [{label: name(id), to, from: from as typeof to | undefined}] : [];
  });
  return DataTable(
    joint ? [...rows, {label: "All seven together", to: joint, from: undefined}] : rows,
    [
      {label: "Series", value: ({label}) => label},
      {label: "Leads the price: F", value: ({to}) => formatNumber(to.f, 2), numeric: true, wideOnly: true},
      {label: "Leads the price: p", value: ({to}) => p(to.p), numeric: true},
      {
        label: "Follows it: F",
        value: ({from}) => (from ? formatNumber(from.f, 2) : "–"),
        numeric: true,
        wideOnly: true
      },
      {label: "Follows it: p", value: ({from}) => (from ? p(from.p) : "–"), numeric: true}
    ],
    {
      caption: "Granger tests: that the past of one does not help to explain the next of the other",
      visibleCaption: true
    }
  );
}

function unitRootTable({unitRoots, series}: GasResponses): HTMLElement {
  const find = (id: string, of: "level" | "difference") =>
    unitRoots.find((test) => test.series === id && test.of === of)!;
  const column = (label: string, of: "level" | "difference", test: "adf" | "kpss") => ({
    label,
    value: ({id}: {id: string}) => {
      const {p: value} = find(id, of)[test];
      // KPSS is tabulated between these two.
      if (test === "kpss" && value <= 0.01) return "≤ 0.01";
      return test === "kpss" && value >= 0.1 ? "≥ 0.1" : p(value);
    },
    numeric: true
  });
  return DataTable(
    series,
    [
      {label: "Series", value: ({id}) => name(id)},
      column("Level: ADF", "level", "adf"),
      column("KPSS", "level", "kpss"),
      column("Change: ADF", "difference", "adf"),
      column("KPSS", "difference", "kpss")
    ],
    {
      caption:
        "p values: a small one of ADF speaks against a unit root, a small one of KPSS against a stationary series",
      visibleCaption: true
    }
  );
}

function cointegrationTable({cointegration}: GasResponses): HTMLElement {
  return DataTable(
    cointegration.tests,
    [
      {label: "Relations at most", value: ({rank}) => String(rank)},
      {label: "Trace", value: ({trace}) => formatNumber(trace, 1), numeric: true},
      {label: "Critical at 5 %", value: ({critical95}) => formatNumber(critical95, 1), numeric: true},
      {label: "Rejected", value: ({trace, critical95}) => (trace > critical95 ? "yes" : "no")}
    ],
    {
      caption: `Johansen’s trace tests of the levels, with a constant and ${cointegration.lags} lagged changes`,
      visibleCaption: true
    }
  );
}

function lagTable({lags}: GasResponses): HTMLElement {
  return DataTable(
    lags.byOrder,
    [
      {label: "Lags", value: ({lags}) => String(lags)},
      {label: "AIC", value: ({aic}) => formatNumber(aic, 3), numeric: true},
      {label: "BIC", value: ({bic}) => formatNumber(bic, 3), numeric: true},
      {label: "HQ", value: ({hq}) => formatNumber(hq, 3), numeric: true},
      {label: "ln FPE", value: ({fpe}) => formatNumber(Math.log(fpe), 3), numeric: true}
    ],
    {caption: "Criteria of the lag order on common rows; the least is the best", visibleCaption: true}
  );
}
