import {formatCount, formatDate, formatDay, formatNumber, formatShare} from "../../../lib/format.js";
import {formatChance} from "../../../lib/report/rain/headline.js";
import {usualChance} from "../../../lib/report/rain/town/ahead.js";
import {seasonSum} from "../../../lib/report/rain/town/season-text.js";
import type {TownReport} from "../../../lib/report/rain/town/shapes.js";
import {capital, formatRain, formatRainRange} from "../../../lib/report/rain/town/words.js";
import type {FigureCard} from "../../FigureCards.js";

/** The figures of a town: its chance, what was to be said at 3 pm, its season, and how often "wet" came true. */
export function townFigures(town: TownReport): FigureCard[] {
  const {ahead, season, skill} = town;
  const {known, read, mm, rainy, usual} = seasonSum(season);
  const cards: FigureCard[] = [
    {
      label: "Chance of rain",
      value: formatChance(ahead.probability),
      when: `to 9 am on ${formatDay(ahead.day)}`,
      comparison: usualChance(town)
    }
  ];
  if (ahead.at3pm !== null)
    cards.push({
      label: "With what is known at 3 pm",
      value: formatChance(ahead.at3pm),
      when: `of ${formatDay(ahead.known)}`,
      comparison: "before gust, sunshine and maximum of the day are known"
    });
  cards.push({
    label: `${capital(season.label)} so far`,
    value: read === 0 ? "not known" : formatRain(mm),
    when:
      read === 0
        ? known === 0
          ? "it has just begun"
          : "no readings"
        : `on ${formatCount(read, "day")}, ${formatNumber(rainy)} rainy`,
    comparison: usual ? `usual by now: ${formatRain(usual[1])} (${formatRainRange(usual[0], usual[2])})` : ""
  });
  if (skill.wet && skill.wet.n > 0)
    cards.push({
      label: "Wet where it was called wet",
      value: formatShare(skill.wet.rained / skill.wet.n),
      when: `${formatNumber(skill.wet.rained)} of ${formatCount(skill.wet.n, "day")}, ${formatDate(skill.from)} to ${formatDate(skill.to)}`,
      comparison: `of all ${formatCount(skill.n, "day")} ${formatShare(skill.rainy / skill.n)} were wet`
    });
  return cards;
}
