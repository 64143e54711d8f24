import {formatNumber, formatSigned} from "../../lib/format.js";
import type {GasAnswer, SeriesAnswer} from "../../lib/gas/scenario/answer.js";
import {percentText} from "../../lib/gas/scenario/words.js";
import {DataTable} from "../DataTable.js";

const shown = [1, 5, 10, 30];

/** Where the scenario takes the other series, on some gas days, and by how much from the forecast. */
export function MovedTable({series: [, ...others], days}: GasAnswer): HTMLElement {
  const cell = ({issued, scenario, unit, decimals, change}: SeriesAnswer, h: number) => {
    const text = formatNumber(scenario[h].value, decimals);
    const by =
      unit === "°C" ? formatSigned(scenario[h].value - issued[h].value, decimals) : percentText(change[h]);
    return `${text} (${by})`;
  };
  return DataTable(
    others,
    [
      {label: "Series", value: ({title, unit}) => `${title}, ${unit}`, long: true},
      ...shown
        .filter((day) => day <= days.length)
        .map((day) => ({
          label: `Gas day ${day}`,
          value: (one: SeriesAnswer) => cell(one, day - 1),
          numeric: true,
          wideOnly: day === 5
        }))
    ],
    {
      caption:
        "Where the scenario takes the other series, as known on the morning after each gas day (the temperature then known is that of the day before), and the change against the forecast",
      visibleCaption: true
    }
  );
}
