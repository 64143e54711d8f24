import type {Track, TrackRecord} from "../../lib/artifacts/track.js";
import {formatDay, formatMoment, formatNumber, formatShare} from "../../lib/format.js";
import {seriesName} from "../../lib/report/scores.js";
import {leadMeans} from "../../lib/report/track/errors.js";
import {drawnUnit, pointsOf, type TrackPoint} from "../../lib/report/track/points.js";
import {holds, type Share} from "../../lib/report/track/shares.js";
import {formatError, labelIn} from "../../lib/report/track/words.js";
import {localDay} from "../../lib/time/zone.js";
import {type Column, DataTable} from "../DataTable.js";
import {chancesOf, happenedText} from "./ChanceChart.js";

/** The chosen edition beside what came, step by step. */
export function FanTable(
  {timeZone, unit, step, title}: Track,
  record: TrackRecord,
  {edition, series}: {edition: number; series: number}
): HTMLElement {
  const chosen = record.editions[edition]!;
  const reference = pointsOf(record, chosen, "reference", series);
  const {unit: shown, by, decimals} = drawnUnit(record, unit);
  const number = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? "–" : formatNumber(value / by, decimals);
  const columns: Column<TrackPoint & {i: number}>[] = [
    {
      label: "Time",
      value: ({time}) =>
        step === "P1D" ? formatDay(localDay(timeZone, time), {dated: true}) : formatMoment(timeZone, time)
    },
    {label: `Forecast, ${shown}`, value: ({value}) => number(value), numeric: true},
    {label: "80 % from", value: ({lo80}) => number(lo80), numeric: true, wideOnly: true},
    {label: "80 % to", value: ({hi80}) => number(hi80), numeric: true, wideOnly: true},
    {label: "Observed", value: ({actual}) => number(actual), numeric: true}
  ];
  if (reference.length > 0)
    columns.push({label: "Publisher’s own", value: ({i}) => number(reference[i]?.value), numeric: true});
  return DataTable(
    pointsOf(record, chosen, "champion", series).map((point, i) => ({...point, i})),
    columns,
    {
      caption: `${title}: the edition of ${formatDay(localDay(timeZone, Date.parse(chosen.origin)), {dated: true})} beside what was observed`
    }
  );
}

/** What was said for each day in one place, by champion and challenger, and what came. */
export function ChanceTable({timeZone, series}: Track, record: TrackRecord, one: number): HTMLElement {
  const other = new Map(chancesOf(record, one, "challenger").map(({time, value}) => [time, value]));
  const share = (value: number | undefined) =>
    value === undefined || Number.isNaN(value) ? "–" : formatShare(value);
  return DataTable(
    chancesOf(record, one).reverse(),
    [
      {label: "Day", value: ({time}) => formatDay(localDay(timeZone, time), {dated: true})},
      {label: "Champion said", value: ({value}) => share(value), numeric: true},
      {label: "Challenger said", value: ({time}) => share(other.get(time)), numeric: true},
      {label: "What came", value: ({actual}) => happenedText(actual)}
    ],
    {caption: `What was said for ${seriesName(series[one] ?? "each day")} and what came`}
  );
}

/** Mean errors by lead on the editions that all share, and below them each edition's. */
export function ErrorTable(track: Track, record: TrackRecord): HTMLElement {
  const means = leadMeans(record);
  const rows = [
    ...means.map(({lead, editions, means}) => ({
      name: `Mean, day ${lead}`,
      who: `${editions} editions`,
      ...means
    })),
    ...[...new Set(record.errors.map(({origin}) => origin))].reverse().map((origin) => {
      const own = record.errors.filter((one) => one.origin === origin);
      const of = (alias: string) => own.find((one) => one.alias === alias)?.byLead[0] ?? undefined;
      return {
        name: formatDay(localDay(track.timeZone, Date.parse(origin)), {dated: true}),
        who: labelIn(track, own.find(({alias}) => alias === "champion")?.candidate ?? ""),
        ...{champion: of("champion"), challenger: of("challenger"), reference: of("reference")}
      };
    })
  ];
  const error = (value: number | undefined) => (value === undefined ? "–" : formatError(track.metric, value));
  return DataTable(
    rows,
    [
      {label: "Edition (day 1)", value: ({name}) => name},
      {label: "Champion then", value: ({who}) => who, long: true, wideOnly: true},
      {label: "Champion", value: ({champion}) => error(champion), numeric: true},
      {label: "Challenger", value: ({challenger}) => error(challenger), numeric: true},
      {label: "Publisher’s own", value: ({reference}) => error(reference), numeric: true}
    ],
    {caption: `Errors of ${track.title} by lead and by edition`}
  );
}

/** Measured shares beside what was wanted. */
export function ShareTable(shares: readonly Share[]): HTMLElement {
  return DataTable(
    shares,
    [
      {label: "Of", value: ({name, of}) => (of === "said" ? name : `${name}, ${of}`)},
      {label: "Wanted", value: ({wanted}) => formatShare(wanted, 1), numeric: true},
      {label: "Measured", value: ({measured}) => formatShare(measured, 1), numeric: true},
      {
        label: "95 % interval",
        value: ({low, high}) => `${formatShare(low)} to ${formatShare(high)}`,
        numeric: true
      },
      {label: "Cases", value: ({cases}) => formatNumber(cases), numeric: true, wideOnly: true},
      {label: "Within chance", value: (share) => (holds(share) ? "yes" : "no")}
    ],
    {caption: "Measured shares beside what was wanted"}
  );
}
