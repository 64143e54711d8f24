import {formatSigned} from "../../lib/format.js";
import type {RainAnswer} from "../../lib/rain/scenario/open.js";
import {byStrength, knobLabel, oddsText, readingText} from "../../lib/rain/scenario/words.js";
import {formatChance} from "../../lib/report/rain/headline.js";
import {logistic} from "../../lib/trees/logistic.js";
import {DataTable} from "../DataTable.js";

/** What each knob adds, by route, and the chance after it. */
export function EffectTable({effects, before}: RainAnswer): HTMLElement {
  let logOdds = before.logOdds;
  const rows = byStrength(effects).map((effect) => {
    logOdds += effect.change;
    return {...effect, chance: logistic(logOdds)};
  });
  const number = (label: string, value: (row: (typeof rows)[number]) => string) => ({
    label,
    value,
    numeric: true
  });
  return DataTable(
    rows,
    [
      {label: "Knob", value: ({knob}) => knobLabel(knob)},
      number("Reported", ({knob, from}) => readingText(knob, from)),
      number("Scenario", ({knob, to}) => readingText(knob, to)),
      number("Log-odds added", ({change}) => formatSigned(change, 3)),
      number("by the town’s own report", ({routes}) => formatSigned(routes.own, 3)),
      number("through the national field", ({routes}) => formatSigned(routes.field, 3)),
      number("by what stayed", ({routes}) => formatSigned(routes.rest, 3)),
      number("Odds", ({change}) => oddsText(change)),
      number("Chance after it", ({chance}) => formatChance(chance))
    ],
    {caption: "What each knob adds to the log-odds of rain"}
  );
}
