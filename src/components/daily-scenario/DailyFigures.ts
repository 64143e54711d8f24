import type {DailyAnswer} from "../../lib/daily/scenario.js";
import {formatDay, formatPercent, formatSigned} from "../../lib/format.js";
import {formatDifference, formatPower, type PowerUnit} from "../../lib/report/power.js";
import type {Difference} from "../../lib/scenario/model.js";
import {mae} from "../../lib/scores/point/mae.js";
import {mape} from "../../lib/scores/point/mape.js";
import {localDay} from "../../lib/time/zone.js";
import {type FigureCard, FigureCards} from "../FigureCards.js";

/** The difference in figures, the last figure the error of both where the truth is known. */
export function DailyFigures(
  answer: DailyAnswer,
  change: Difference,
  {zone, power}: {zone: string; power: PowerUnit}
): HTMLElement {
  const {peak, peakBefore, peakTime, mean, meanBefore, most, mostTime} = change;
  const day = (time: number) => formatDay(localDay(zone, time));
  return FigureCards([
    {
      label: "Mean of the week",
      value: `${formatSigned((100 * (mean - meanBefore)) / meanBefore, 1)}\u00a0%`,
      when: `${formatDifference(mean - meanBefore, power)} to ${formatPower(mean, power)}`,
      comparison: `${formatPower(meanBefore, power)} in the forecast`
    },
    {
      label: "Highest day",
      value: formatDifference(peak - peakBefore, power),
      when: `${formatPower(peak, power)} on ${day(peakTime)}`,
      comparison: `${formatPower(peakBefore, power)} in the forecast`
    },
    answer.truth.some((load) => load !== null)
      ? errorCard(answer, power)
      : {
          label: "Largest change on a day",
          value: formatDifference(most, power),
          when: day(mostTime),
          comparison: "against the same day of the forecast"
        }
  ]);
}

/** How far the scenario and the forecast lie from the truth. */
function errorCard({scenario, before, truth}: DailyAnswer, power: PowerUnit): FigureCard {
  const actual = truth.map((load) => load ?? Number.NaN);
  return {
    label: "Error of the scenario",
    value: formatPercent(mape(actual, scenario.value), 1),
    when: `${formatPower(mae(actual, scenario.value), power)} a day`,
    comparison: `${formatPercent(mape(actual, before.value), 1)} for the forecast`
  };
}
