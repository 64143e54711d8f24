import type {BacktestReport} from "../artifacts/backtest.js";
import type {Card} from "../artifacts/cards.js";
import type {Forecast} from "../artifacts/forecast.js";
import type {StudyReport} from "../artifacts/study.js";
import {formatDay, formatNumber, formatShare, withUnit} from "../format.js";
import {localDay} from "../time/zone.js";
import {metricLabel, metricText} from "./runs/metrics.js";
import {champion} from "./scores.js";
import {errorsText} from "./skill.js";
import {isOfToday, sourceLine} from "./state.js";

type Row = Forecast["rows"][number];

/** What a plain card needs to know of a study. */
export interface PlainCardInput {
  readonly report: Pick<StudyReport, "timeZone" | "target" | "kind">;
  readonly forecast: Forecast;
  readonly backtest: BacktestReport;
}

/** Series that a card of many shows as bars. */
const shown = 6;

/**
 * The card of a study that makes none of its own: the highest of the coming values with its interval and its error; of several series
 * which of them has it, and bars of those with the highest. Probabilities are written as chances.
 * @throws where the forecast has no row.
 */
export function plainCard({report: {timeZone, target, kind}, forecast, backtest}: PlainCardInput): Card {
  const {study, unit, issuedAt, provenance, rows} = forecast;
  const highest = highestBySeries(rows);
  const [top] = highest;
  if (!top) throw new Error(`card of ${study}: expected at least one row of the forecast, got none`);
  const isChance = kind === "probability";
  const amount = (value: number) =>
    isChance ? formatShare(value) : withUnit(formatNumber(value, Math.abs(value) < 100 ? 2 : 0), unit);
  const dated = !isOfToday(provenance);
  const when = formatDay(localDay(timeZone, Date.parse(top.time)), {dated});
  const whose = highest.length > 1 ? ` for ${top.series}` : "";
  const range = `between ${amount(top.lo80)} and ${amount(top.hi80)}`;
  return {
    ...{study, unit, issuedAt, provenance},
    headline: `${capital(target)} is highest${whose} on ${when}, at ${amount(top.value)}`,
    short: `${target} is highest${whose} on ${when}`,
    unusual: null,
    sentence: isChance
      ? `With 80 % confidence the chance itself lies ${range}.`
      : `With 80 % confidence it then lies ${range}.`,
    rows: isChance ? scores(backtest) : [{label: "Error a day ahead", value: errorsText(backtest)}],
    ...(highest.length > 1
      ? {bars: barsOf(highest, {most: isChance ? 1 : top.value, amount})}
      : {
          picture: {
            label: "The forecast with its 80 % interval",
            observed: [],
            ahead: rows.map(({time, value, lo80, hi80}) => ({time, value, lo80, hi80}))
          }
        }),
    source: sourceLine(provenance, timeZone)
  };
}

/** The highest row of each series, the highest of all first; of equals the one that comes first. */
function highestBySeries(rows: readonly Row[]): Row[] {
  const best = new Map<string, Row>();
  for (const row of rows) {
    const known = best.get(row.series ?? "");
    if (!known || row.value > known.value) best.set(row.series ?? "", row);
  }
  return [...best.values()].sort((a, b) => b.value - a.value);
}

function barsOf(
  highest: readonly Row[],
  {most, amount}: {most: number; amount: (value: number) => string}
): NonNullable<Card["bars"]> {
  return {
    label: `The highest of ${highest.length} series`,
    most,
    rows: highest.slice(0, shown).map(({series = "", value}) => ({
      ...{name: series, value, usual: null},
      text: amount(value)
    }))
  };
}

/** How good the champion's probabilities have been. */
function scores(backtest: BacktestReport): Card["rows"] {
  const {metrics} = champion(backtest);
  return (["f1", "brier"] as const).flatMap((name) => {
    const value = metrics[name];
    return value == null ? [] : [{label: metricLabel(name), value: metricText(name, value, backtest.unit)}];
  });
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
