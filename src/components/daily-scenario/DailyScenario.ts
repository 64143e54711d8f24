import {
  type DailyKnobs,
  dailyOpening,
  dailyRest,
  daysAfter,
  readDailyKnobs,
  writeDailyKnobs
} from "../../lib/daily/knobs.js";
import type {DailyAnswer, DailyModel} from "../../lib/daily/scenario.js";
import type {PowerUnit} from "../../lib/report/power.js";
import {scenarioCsv} from "../../lib/scenario/model.js";
import {localDay, weekday} from "../../lib/time/zone.js";
import {ScenarioPanel} from "../scenario/ScenarioPanel.js";
import {DailyKnobForm} from "./DailyKnobForm.js";
import {DailyView} from "./DailyView.js";

export interface DailyScenarioOptions {
  readonly power: PowerUnit;
  readonly source: string;
}

const THURSDAY = 3;

/**
 * The what-if of an area's net: knobs of the days ahead and of the window's end, the scenario beside the forecast and, where it is
 * known, the truth, and what the net read.
 */
export function DailyScenario(
  model: DailyModel,
  {power, source}: DailyScenarioOptions
): Promise<HTMLElement> {
  const {ends, horizon, zone} = model;
  const latest = ends[ends.length - 1]!;
  const sameWindow = ({end}: DailyKnobs, moved: Partial<DailyKnobs>) => ({...dailyRest, end, ...moved});
  const thursday = ({end}: DailyKnobs) =>
    daysAfter(end || latest, horizon).find((day) => weekday(day) === THURSDAY) ?? "";
  return ScenarioPanel<DailyKnobs, DailyAnswer>({
    opening: readDailyKnobs(location.search, {ends, horizon}),
    write: writeDailyKnobs,
    answer: model.run,
    knobs: (knobs, onInput) => DailyKnobForm({knobs, ends, horizon, onInput}),
    presets: [
      {
        label: "Three degrees colder",
        move: (knobs) => sameWindow(knobs, {temperature: dailyOpening.temperature})
      },
      {label: "A wet week", move: (knobs) => sameWindow(knobs, {rain: 8, cloud: 40})},
      {label: "Thursday a holiday", move: (knobs) => sameWindow(knobs, {holiday: thursday(knobs)})},
      {label: "The coldest week of the record", move: () => ({...dailyRest, end: model.coldest})},
      {label: "As forecast", move: () => dailyRest}
    ],
    show: (answer) => DailyView(answer, model, {power, source}),
    csv: {
      text: ({scenario, before, truth}) =>
        scenarioCsv(
          scenario,
          before,
          {name: "date", text: (time) => localDay(zone, time), decimals: 3},
          truth
        ),
      file: "almanac-scenario.csv"
    }
  });
}
