import {formatMonth} from "../../lib/format.js";
import type {GasAnswer} from "../../lib/gas/scenario/answer.js";
import {percentText} from "../../lib/gas/scenario/words.js";
import {DataTable} from "../DataTable.js";

/** Gas days that the tables of a scenario show; a phone leaves out one of them. */
export const shownDays: readonly number[] = [5, 10, 30];

/** How the price moves where the joint model is learned on the whole record and on each part of it alone. */
export function PartTable({series: [price], parts, days}: GasAnswer): HTMLElement {
  const span = ({from, to}: {from: string; to: string}) =>
    `${formatMonth(from.slice(0, 7))} to ${formatMonth(to.slice(0, 7))}`;
  const rows = [
    {label: "the whole record", change: price.change},
    ...parts.map(({change, ...part}) => ({label: span(part), change}))
  ];
  return DataTable(
    rows,
    [
      {label: "Learned on", value: ({label}) => label},
      ...shownDays
        .filter((day) => day <= days.length)
        .map((day) => ({
          label: `Gas day ${day}`,
          value: ({change}: (typeof rows)[number]) => percentText(change[day - 1]),
          numeric: true,
          wideOnly: day === shownDays[0]
        }))
    ],
    {
      caption:
        "By how much the scenario moves the price where the same model is learned on a quarter of the record",
      visibleCaption: true
    }
  );
}
