import type {BacktestReport} from "../artifacts/backtest.js";
import type {Card, CardPicture} from "../artifacts/cards.js";
import type {Forecast} from "../artifacts/forecast.js";
import {formatClock, formatDay, formatGW, formatNumber} from "../format.js";
import {weekday} from "../time/zone.js";
import {change, peakHeadline} from "./headline.js";
import {forecastDays, highest} from "./peak.js";
import {usual} from "./season.js";
import type {Daily, Drivers, Recent} from "./shapes.js";
import {errorsText} from "./skill.js";
import {isOfToday, sourceLine} from "./state.js";
import {energyBefore, holidaysOf} from "./weeks.js";

/** What the front page says of France's load: the finding, the next three peaks, the error a day ahead, the week against the last, the source. */
export function loadCard(
  {
    forecast,
    recent,
    daily,
    drivers,
    backtest
  }: {
    forecast: Forecast;
    recent: Recent;
    daily: Daily;
    drivers: Pick<Drivers, "holidays">;
    backtest: BacktestReport;
  },
  zone: string
): Card {
  const {study, unit, issuedAt, provenance, origin} = forecast;
  const days = forecastDays(forecast.rows, zone);
  const top = highest(days);
  const {peak} = top;
  const energy = forecast.rows.reduce((sum, {value}) => sum + value, 0);
  const before = energyBefore(recent, Date.parse(origin), forecast.rows.length);
  const week = before === null ? "" : ` The week as a whole takes ${change(energy, before, "last week")}.`;
  const free = weekday(top.day) > 4 || holidaysOf(daily, drivers).has(top.day);
  const season = usual(daily, top.day, {free});
  const dated = !isOfToday(provenance);
  return {
    ...{study, unit, issuedAt, provenance},
    headline: peakHeadline(top, season, zone, {dated}),
    short: `France’s demand peaks at ${formatGW(peak.value)} on ${formatDay(top.day, {dated})}`,
    unusual: season && Number((peak.value / season.value - 1).toFixed(4)),
    sentence: `With 80 % confidence the highest hour lies between ${formatNumber(peak.lo80 / 1000, 1)} and ${formatGW(peak.hi80)}.${week}`,
    rows: [
      ...days.slice(0, 3).map(({day, peak}) => ({
        label: `Peak of ${formatDay(day)}, ${formatClock(zone, peak.time)}`,
        value: formatGW(peak.value)
      })),
      {label: "Error a day ahead", value: errorsText(backtest)}
    ],
    picture: {
      label: "Load of the last week and forecast of the coming one, with its 80 % interval",
      observed: weekBefore(recent, Date.parse(origin)),
      ahead: forecast.rows.map(({time, value, lo80, hi80}) => ({time, value, lo80, hi80}))
    },
    source: sourceLine(provenance, zone)
  };
}

/** The hours of the record in the seven days before an origin. */
function weekBefore({times, load}: Recent, origin: number): CardPicture["observed"] {
  return times.flatMap((time, i) => {
    const before = origin - Date.parse(time);
    return before > 0 && before <= 7 * 86_400_000 ? [{time, value: load[i] ?? null}] : [];
  });
}

const FRESHNESS = ["live", "last-good", "recorded"];

/**
 * The finding of an edition: with one forecast its own; with several the clauses of the `most` that say most, those on the freshest data
 * first, of these the ones issued last, of one day the farthest from usual; how many more there are. A sentence without its full stop.
 */
export function frontHeadline(
  cards: readonly Pick<Card, "headline" | "short" | "unusual" | "provenance" | "issuedAt">[],
  {most = 2}: {most?: number} = {}
): string {
  if (cards.length === 0) return "No forecast today";
  if (cards.length === 1) return cards[0]!.headline;
  const freshness = ({provenance}: {provenance: Card["provenance"]}) => FRESHNESS.indexOf(provenance.mode);
  const weight = ({unusual}: {unusual: number | null}) => Math.abs(unusual ?? 0);
  const day = ({issuedAt}: {issuedAt: string}) => Date.parse(issuedAt.slice(0, 10));
  const sorted = [...cards].sort(
    (a, b) => freshness(a) - freshness(b) || day(b) - day(a) || weight(b) - weight(a)
  );
  const said = sorted.slice(0, most).map(({short}) => short);
  const more = cards.length - said.length;
  const sentence = [
    ...said,
    ...(more > 0 ? [`${more === 1 ? "one more forecast" : `${more} more forecasts`} below`] : [])
  ].join("; ");
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}
