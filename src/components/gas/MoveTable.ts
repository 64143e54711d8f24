import {formatSigned} from "../../lib/format.js";
import type {PriceMove} from "../../lib/report/gas/moves.js";
import {seriesWords} from "../../lib/report/gas/series-names.js";
import {inUnit, type PriceUnit} from "../../lib/report/gas/units.js";
import {DataTable} from "../DataTable.js";

/** The price so many gas days after a shock, with its band of 95 % (`full`: and that of 80 %), and what the shocked series itself does. */
export function MoveTable(
  moves: readonly PriceMove[],
  {
    series,
    unit,
    days,
    full
  }: {
    readonly series: string;
    readonly unit: PriceUnit;
    readonly days: readonly number[];
    readonly full: boolean;
  }
): HTMLElement {
  const {name, choice} = seriesWords(series);
  const span = (low: number, high: number) => `${formatSigned(low, 1)} to ${formatSigned(high, 1)}`;
  const own = {
    label: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}, ${moves[0].ownUnit}`,
    value: ({own}: PriceMove) => formatSigned(own, 1),
    numeric: true,
    wideOnly: true
  };
  return DataTable(
    moves.filter(({day}) => days.includes(day)),
    [
      {label: "Day", value: ({day}) => String(day)},
      {label: "Price, %", value: ({value}) => formatSigned(value, 1), numeric: true},
      {
        label: unit,
        value: ({price}) => formatSigned(inUnit(price, unit), unit === "p/kWh" ? 3 : 1),
        numeric: true
      },
      ...(full
        ? [{label: "80 % band, %", value: ({lo80, hi80}: PriceMove) => span(lo80, hi80), numeric: true}]
        : []),
      {label: "95 % band, %", value: ({lo95, hi95}) => span(lo95, hi95), numeric: true},
      ...(series === "sap" ? [] : [own])
    ],
    {caption: `${choice} than expected: change of the price by gas days after it`}
  );
}
