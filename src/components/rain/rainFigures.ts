import type {BacktestReport} from "../../lib/artifacts/backtest.js";
import {formatDay, formatNumber, formatShare} from "../../lib/format.js";
import {formatChance, formatChances} from "../../lib/report/rain/headline.js";
import type {ReportTown} from "../../lib/report/rain/shapes.js";
import {rainSkill} from "../../lib/report/rain/skill.js";
import {expectedWet, farthestFromUsual} from "../../lib/report/rain/usual.js";
import {monthOf} from "../../lib/report/rain/words.js";
import {champion} from "../../lib/report/scores.js";
import type {FigureCard} from "../FigureCards.js";
import {Sparkline} from "../Sparkline.js";

/** The four figures of the day: how many towns are forecast wet, where rain is likeliest, which town is farthest from its usual day, how good it has been. */
export function rainFigures(
  {towns, backtest, day}: {towns: readonly ReportTown[]; backtest: BacktestReport; day: string},
  {dated = false} = {}
): FigureCard[] {
  const month = monthOf(day);
  const ranked = [...towns].sort((a, b) => b.probability - a.probability);
  const {expected, usual} = expectedWet(towns);
  const wet = towns.filter((town) => town.wet).length;
  const when = `the 24 hours to 9 am on ${formatDay(day, {dated})}`;
  const top = ranked[0]!;
  const far = farthestFromUsual(towns);
  const points = ranked.map(({probability, lo80, hi80}, i) => ({x: i, y: probability, lo: lo80, hi: hi80}));
  const spark = (town: ReportTown, label: string) => Sparkline(points, {mark: ranked.indexOf(town), label});
  return [
    {
      label: "Towns forecast wet",
      value: `${formatNumber(wet)} of ${formatNumber(towns.length)}`,
      when,
      comparison: `by the sum of all probabilities ${formatNumber(expected, 1)} are to be expected; usual for ${month} ${formatNumber(usual, 1)}`,
      spark: Sparkline(points, {
        label: "Probabilities of all towns with their 80 % intervals, from the highest to the lowest"
      })
    },
    {
      label: "Most likely",
      value: `${top.name}, ${formatChance(top.probability)}`,
      when: `80 %: ${formatChances(top.lo80, top.hi80)}`,
      comparison: `usual for ${month} ${formatChance(top.climatology)}`,
      spark: spark(top, `Probabilities of all towns, ${top.name} marked`)
    },
    {
      label: "Farthest from usual",
      value: `${far.name}, ${formatChance(far.probability)}`,
      when: `80 %: ${formatChances(far.lo80, far.hi80)}`,
      comparison: `usual for ${month} ${formatChance(far.climatology)}: ${far.probability > far.climatology ? "wetter" : "drier"} than the month`,
      spark: spark(far, `Probabilities of all towns, ${far.name} marked`)
    },
    skillCard(backtest)
  ];
}

function skillCard(backtest: BacktestReport): FigureCard {
  const skill = rainSkill(backtest);
  const months = (champion(backtest).slices?.month ?? []).flatMap(({brier}, x) =>
    brier == null ? [] : [{x, y: brier}]
  );
  const recall = skill?.metrics.recall;
  return {
    label: "Brier score, 0 is perfect",
    value: skill === null ? "not scored yet" : formatNumber(skill.brier, 3),
    when: "on days that it had not learned from",
    comparison:
      skill === null
        ? ""
        : `${skill.climatology === null ? "" : `what is usual in the month: ${formatNumber(skill.climatology, 3)}; `}F1 ${formatNumber(skill.f1, 3)}${recall == null ? "" : `: ${formatShare(recall)} of wet days were forecast`}`,
    ...(months.length > 1 ? {spark: Sparkline(months, {label: "Brier score by month"})} : {})
  };
}
