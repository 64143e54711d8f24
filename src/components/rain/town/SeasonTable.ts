import {formatDay} from "../../../lib/format.js";
import {type SeasonDay, seasonDays} from "../../../lib/report/rain/town/season-days.js";
import type {TownSeason} from "../../../lib/report/rain/town/shapes.js";
import {formatRain, formatRainRange} from "../../../lib/report/rain/town/words.js";
import {DataTable} from "../../DataTable.js";

/** A season by day, beside what earlier ones had brought by then. */
export function SeasonTable(season: TownSeason, {caption}: {caption: string}): HTMLElement {
  const days = seasonDays(season);
  return DataTable<SeasonDay>(
    days,
    [
      {label: "Day", value: ({day}) => formatDay(day)},
      {
        label: "Rain",
        value: ({rain, ahead}) => (rain === null ? (ahead ? "–" : "not read") : formatRain(rain)),
        numeric: true
      },
      {label: "Sum", value: ({sum}) => (sum === null ? "–" : formatRain(sum)), numeric: true},
      {label: "Usual by then", value: ({usual}) => (usual ? formatRain(usual[1]) : "–"), numeric: true},
      {
        label: "Middle half",
        value: ({usual}) => (usual ? formatRainRange(usual[0], usual[2]) : "–"),
        numeric: true
      }
    ],
    {caption}
  );
}
