import {formatDay} from "../../../lib/format.js";
import {formatChance} from "../../../lib/report/rain/headline.js";
import type {RecentDay} from "../../../lib/report/rain/town/recent.js";
import {formatRain} from "../../../lib/report/rain/town/words.js";
import {DataTable} from "../../DataTable.js";
import {outcomeText} from "./RecentChart.js";

/** The last days, newest first: what was said, what came, and what that was. */
export function RecentTable(days: readonly RecentDay[], {caption}: {caption: string}): HTMLElement {
  return DataTable(
    [...days].reverse(),
    [
      {label: "24 hours to 9 am on", value: ({day}) => formatDay(day, {dated: true})},
      {
        label: "Chance said",
        value: ({probability}) => (probability === null ? "–" : formatChance(probability)),
        numeric: true
      },
      {label: "Rain", value: ({rain}) => (rain === null ? "not read" : formatRain(rain)), numeric: true},
      {label: "Outcome", value: ({outcome}) => outcomeText(outcome)}
    ],
    {caption}
  );
}
