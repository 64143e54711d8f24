import {html} from "npm:htl";
import {formatGW, formatMoment, formatNumber, formatSigned} from "../../lib/format.js";
import {GIGAWATT} from "../../lib/report/power.js";
import {OPENING, REST, readKnobs, writeKnobs} from "../../lib/scenario/knobs.js";
import {
  type Difference,
  difference,
  type ScenarioAnswer,
  type ScenarioModel,
  scenarioCsv
} from "../../lib/scenario/model.js";
import {Figure} from "../Figure.js";
import {FigureCards} from "../FigureCards.js";
import {AnswerTable, GroupTable} from "./AnswerTable.js";
import {GroupChanges} from "./GroupChanges.js";
import {KnobForm} from "./KnobForm.js";
import {ScenarioChart} from "./ScenarioChart.js";
import {ScenarioPanel} from "./ScenarioPanel.js";

export interface ScenarioOptions {
  readonly zone: string;
  /** Local days that the forecast covers whole. */
  readonly days: readonly string[];
  readonly holidays?: ReadonlyMap<string, string>;
  readonly source: string;
}

/** A scenario beside the forecast of the same model. */
interface Pair {
  readonly scenario: ScenarioAnswer;
  readonly before: ScenarioAnswer;
}

/** The scenario: knobs, both curves, the difference in figures and by group, a link to it and its numbers as CSV. */
export function Scenario(model: ScenarioModel, options: ScenarioOptions): Promise<HTMLElement> {
  const {models} = model;
  const {days} = options;
  const atRest = new Map<string, ScenarioAnswer>();
  const forecastOf = async (name: string) => {
    const known = atRest.get(name) ?? (await model.run({...REST, model: name}));
    atRest.set(name, known);
    return known;
  };
  const spell = {...REST, coldDay: 2, coldDepth: 8, coldLength: 3};
  return ScenarioPanel({
    opening: readKnobs(location.search, {days, models: models.map(({name}) => name)}),
    write: writeKnobs,
    answer: async (knobs): Promise<Pair> => ({
      before: await forecastOf(knobs.model),
      scenario: await model.run(knobs)
    }),
    knobs: (knobs, onInput) => KnobForm({knobs, days, models, onInput}),
    presets: [
      {label: "Three degrees colder", move: () => OPENING},
      {label: "Three-day cold spell", move: () => spell},
      {label: "A calm, dull week", move: () => ({...REST, cloud: 60, wind: -60})},
      {label: "As forecast", move: () => REST}
    ],
    show: (pair) => View(pair, options),
    csv: {
      text: ({scenario, before}) =>
        scenarioCsv(scenario, before, {
          name: "time",
          text: (time) => new Date(time).toISOString(),
          decimals: 1
        }),
      file: "almanac-scenario.csv"
    }
  });
}

/** The difference in figures, both curves, and what moved. */
function View(first: Pair, {zone, holidays = new Map(), source}: ScenarioOptions) {
  let pair = first;
  let change = difference(pair.scenario, pair.before);
  const chart = Figure((width, height) => ScenarioChart(pair, {width, height, zone, holidays}), {
    title: "The week under this scenario",
    subtitle: "Forecast and scenario, GW, the coming seven days",
    height: (width) => (width < 480 ? 300 : 330),
    source,
    table: () => AnswerTable(pair, {power: GIGAWATT, step: "Hour", when: (time) => formatMoment(zone, time)})
  });
  const groups = Figure((width, height) => GroupChanges(change, {width, height}), {
    title: "What moved",
    subtitle: "Mean change over the week by group of features, GW",
    height: () => 30 * change.groups.length + 12,
    table: () => GroupTable(change, GIGAWATT)
  });
  const figures = html`<div aria-live="polite">${Differences(change, pair.scenario.times.length, zone)}</div>`;
  const update = (next: Pair) => {
    pair = next;
    change = difference(pair.scenario, pair.before);
    figures.replaceChildren(Differences(change, pair.scenario.times.length, zone));
    for (const figure of [chart, groups]) figure.dispatchEvent(new Event("redraw"));
  };
  return {node: html`<div>${figures}${chart}${groups}</div>`, update};
}

/** The difference in figures. */
function Differences(change: Difference, hours: number, zone: string): HTMLElement {
  const {peak, peakBefore, peakTime, mean, meanBefore, most, mostTime} = change;
  return FigureCards([
    {
      label: "Peak",
      value: `${formatSigned((peak - peakBefore) / 1000, 1)}\u00a0GW`,
      when: `${formatGW(peak)} on ${formatMoment(zone, peakTime)}`,
      comparison: `${formatGW(peakBefore)} in the forecast`
    },
    {
      label: "Energy of the week",
      value: `${formatSigned((100 * (mean - meanBefore)) / meanBefore, 1)}\u00a0%`,
      when: `${formatSigned(((mean - meanBefore) * hours) / 1000)}\u00a0GWh`,
      comparison: `${formatNumber((meanBefore * hours) / 1000)}\u00a0GWh in the forecast`
    },
    {
      label: "Largest change in an hour",
      value: `${formatSigned(most / 1000, 1)}\u00a0GW`,
      when: formatMoment(zone, mostTime),
      comparison: "against the same hour of the forecast"
    }
  ]);
}
