import {formatNumber, formatPercent} from "../../../lib/format.js";
import type {CalibrationClass, Curves, RocPoint} from "../../../lib/report/rain/verification/shapes.js";
import {DataTable} from "../../DataTable.js";

const share = (value: number) => formatPercent(100 * value, 1);

/** The classes of reliability diagrams. */
export function ReliabilityTable(curves: readonly Curves[], {caption}: {caption: string}): HTMLElement {
  return DataTable<CalibrationClass & {label: string}>(
    curves.flatMap(({label, classes}) => classes.map((one) => ({...one, label}))),
    [
      {label: "Forecast", value: ({label}) => label},
      {label: "Said, mean", value: ({said}) => share(said), numeric: true},
      {label: "from – to", value: ({from, to}) => `${share(from)} – ${share(to)}`, numeric: true},
      {label: "It rained", value: ({happened}) => share(happened), numeric: true},
      {
        label: "95 % interval",
        value: ({happenedSpan}) =>
          happenedSpan ? `${share(happenedSpan[0])} – ${share(happenedSpan[1])}` : "–",
        numeric: true
      },
      {
        label: "Off, points",
        value: ({said, happened}) => formatNumber(100 * (said - happened), 1),
        numeric: true
      },
      {label: "Cases", value: ({n}) => formatNumber(n), numeric: true}
    ],
    {caption}
  );
}

/** Every tenth of curves, and where a yes begins. */
export function RocTable(curves: readonly Curves[], {caption}: {caption: string}): HTMLElement {
  const rows = curves.flatMap(({label, auc, roc, at}) => [
    ...(at ? [{...at, label, auc, what: `wet from ${share(at.threshold)} on`}] : []),
    ...tenths(roc).map((point) => ({...point, label, auc, what: "on the curve"}))
  ]);
  return DataTable(
    rows,
    [
      {label: "Forecast", value: ({label}) => label},
      {label: "Where", value: ({what}) => what},
      {label: "Dry days called wet", value: ({falseAlarms}) => share(falseAlarms), numeric: true},
      {label: "Wet days found", value: ({hits}) => share(hits), numeric: true},
      {label: "AUC", value: ({auc}) => (auc === null ? "–" : formatNumber(auc, 3)), numeric: true}
    ],
    {caption}
  );
}

/** The first point at or after each tenth of false alarms. */
function tenths(roc: readonly RocPoint[]): RocPoint[] {
  const found = Array.from({length: 11}, (_, i) => roc.find(({falseAlarms}) => falseAlarms >= i / 10 - 1e-9));
  return [...new Set(found.filter((point) => point !== undefined))];
}
