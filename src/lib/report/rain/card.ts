import type {BacktestReport} from "../../artifacts/backtest.js";
import type {Card} from "../../artifacts/cards.js";
import type {Forecast} from "../../artifacts/forecast.js";
import {formatNumber} from "../../format.js";
import {localDay} from "../../time/zone.js";
import {isOfToday, sourceLine} from "../state.js";
import {formatChance, formatChances, rainClause, rainHeadline} from "./headline.js";
import type {ReportTown} from "./shapes.js";
import {type RainSkill, rainSkill} from "./skill.js";
import {expectedWet} from "./usual.js";

/** Towns in the picture of the card. */
const SHOWN = 7;

/**
 * What the front page says of rain: in how many towns it is forecast, the likeliest of them beside what is usual there, and how good the forecast
 * has been.
 */
export function rainCard(
  {forecast, backtest, towns}: {forecast: Forecast; backtest: BacktestReport; towns: readonly ReportTown[]},
  zone: string
): Card {
  const {study, unit, issuedAt, provenance, rows} = forecast;
  if (rows.length === 0)
    throw new Error(`card of ${study}: expected at least one row of the forecast, got none`);
  const day = localDay(zone, Date.parse(rows[0]!.time));
  const dated = !isOfToday(provenance);
  const ranked = [...towns].sort((a, b) => b.probability - a.probability);
  const {expected, usual} = expectedWet(towns);
  const skill = rainSkill(backtest);
  const likely = ranked.slice(0, 3).map(({name, probability, lo80, hi80}) => ({
    label: name,
    value: `${formatChance(probability)} (${formatChances(lo80, hi80)})`
  }));
  return {
    ...{study, unit, issuedAt, provenance},
    headline: rainHeadline(towns, day, {dated}),
    short: rainClause(towns, day, {dated}),
    unusual: usual > 0 ? Number((expected / usual - 1).toFixed(4)) : null,
    sentence: `By the sum of all probabilities ${formatNumber(expected, 1)} towns are to be expected wet; in this month ${formatNumber(usual, 1)} are usual.`,
    rows: [
      ...likely,
      ...came(skill),
      {
        label: "Brier score (0 is perfect)",
        value:
          skill === null
            ? "not scored yet"
            : `${formatNumber(skill.brier, 3)}${skill.climatology === null ? "" : `; what is usual ${formatNumber(skill.climatology, 3)}`}`
      }
    ],
    bars: {
      label: "Probability of rain in the likeliest towns; the tick is what is usual in the month",
      most: 1,
      rows: ranked.slice(0, SHOWN).map(({name, probability, climatology}) => ({
        name,
        value: probability,
        usual: climatology,
        text: formatChance(probability)
      }))
    },
    source: sourceLine(provenance, zone)
  };
}

/** How many wet days were forecast, and how many forecasts of rain came true, on the scored days; none where that is not known. */
function came(skill: RainSkill | null): Card["rows"] {
  const {recall, precision} = skill?.metrics ?? {};
  if (recall == null || precision == null) return [];
  return [
    {label: "Wet days that were forecast", value: `${formatNumber(100 * recall)} of 100`},
    {label: "Forecasts of rain that came true", value: `${formatNumber(100 * precision)} of 100`}
  ];
}
