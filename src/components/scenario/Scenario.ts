import {html} from "npm:htl";
import {formatGW, formatMoment, formatNumber, formatSigned} from "../../lib/format.js";
import {type Knobs, OPENING, REST, readKnobs, writeKnobs} from "../../lib/scenario/knobs.js";
import {difference, type ScenarioAnswer, type ScenarioModel, scenarioCsv} from "../../lib/scenario/model.js";
import {DataTable} from "../DataTable.js";
import {Figure} from "../Figure.js";
import {FigureCards} from "../FigureCards.js";
import {GroupChanges} from "./GroupChanges.js";
import {KnobForm} from "./KnobForm.js";
import {ScenarioChart} from "./ScenarioChart.js";

export interface ScenarioOptions {
  readonly zone: string;
  /** Local days that the forecast covers whole. */
  readonly days: readonly string[];
  readonly holidays?: ReadonlyMap<string, string>;
  readonly source: string;
}

/** The scenario: knobs, both curves, the difference in figures and by group, a link to it and its numbers as CSV. */
export async function Scenario(
  model: ScenarioModel,
  {zone, days, holidays = new Map(), source}: ScenarioOptions
): Promise<HTMLElement> {
  const {knobs: opening, problems} = readKnobs(location.search, {
    days,
    models: model.models.map(({name}) => name)
  });
  let knobs = opening;
  const atRest = new Map<string, ScenarioAnswer>();
  const forecastOf = async (name: string) => {
    const known = atRest.get(name) ?? (await model.run({...REST, model: name}));
    atRest.set(name, known);
    return known;
  };
  let before = await forecastOf(knobs.model);
  let scenario: ScenarioAnswer = await model.run(knobs);
  let change = difference(scenario, before);

  const chart = Figure(
    (width, height) => ScenarioChart({scenario, before}, {width, height, zone, holidays}),
    {
      title: "The week under this scenario",
      subtitle: "Forecast and scenario, GW, the coming seven days",
      height: (width) => (width < 480 ? 300 : 330),
      source,
      table: () => hourTable(scenario, before, zone)
    }
  );
  const groups = Figure((width, height) => GroupChanges(change, {width, height}), {
    title: "What moved",
    subtitle: "Mean change over the week by group of features, GW",
    height: () => 30 * change.groups.length + 12,
    table: () => groupTable(change)
  });
  const figures = html`<div aria-live="polite"></div>`;
  const draw = () => {
    change = difference(scenario, before);
    figures.replaceChildren(Differences(change, zone));
    for (const figure of [chart, groups]) figure.dispatchEvent(new Event("redraw"));
  };

  let running = false;
  let waiting = false;
  const answer = async () => {
    if (running) {
      waiting = true;
      return;
    }
    running = true;
    const asked = knobs;
    const rest = await forecastOf(asked.model);
    scenario = await model.run(asked);
    before = rest;
    draw();
    running = false;
    if (waiting) {
      waiting = false;
      await answer();
    }
  };
  const move = (next: Knobs) => {
    knobs = next;
    history.replaceState(history.state, "", addressOf(knobs));
    answer();
  };
  const {form, set} = KnobForm({knobs, days, models: model.models, onInput: move});
  const preset = (text: string, next: Knobs) => {
    const button = html`<button type="button">${text}</button>`;
    button.addEventListener("click", () => {
      set(next);
      move(next);
    });
    return button;
  };
  draw();
  const spell = {...REST, coldDay: 2, coldDepth: 8, coldLength: 3};
  return html`<div>
    ${problems.length ? html`<p class="notice" role="status">Part of this link could not be used: ${problems.join("; ")}.</p>` : null}
    <p class="presets">${preset("Three degrees colder", OPENING)} ${preset("Three-day cold spell", spell)} ${preset("A calm, dull week", {...REST, cloud: 60, wind: -60})} ${preset("As forecast", REST)}</p>
    <div class="what-if">
      <div>${form}<p class="presets">${LinkButton(() => addressOf(knobs))} ${CsvButton(() => scenarioCsv(scenario, before))}</p></div>
      <div>${figures}${chart}${groups}</div>
    </div>
  </div>`;
}

function addressOf(knobs: Knobs): string {
  const url = new URL(location.href);
  url.search = writeKnobs(knobs);
  url.hash = "what-if";
  return url.href;
}

/** The difference in figures. */
function Differences(change: ReturnType<typeof difference>, zone: string): HTMLElement {
  const {peak, peakBefore, peakTime, energy, energyBefore, most, mostTime} = change;
  return FigureCards([
    {
      label: "Peak",
      value: `${formatSigned((peak - peakBefore) / 1000, 1)}\u00a0GW`,
      when: `${formatGW(peak)} on ${formatMoment(zone, peakTime)}`,
      comparison: `${formatGW(peakBefore)} in the forecast`
    },
    {
      label: "Energy of the week",
      value: `${formatSigned((100 * (energy - energyBefore)) / energyBefore, 1)}\u00a0%`,
      when: `${formatSigned((energy - energyBefore) / 1000)}\u00a0GWh`,
      comparison: `${formatNumber(energyBefore / 1000)}\u00a0GWh in the forecast`
    },
    {
      label: "Largest change in an hour",
      value: `${formatSigned(most / 1000, 1)}\u00a0GW`,
      when: formatMoment(zone, mostTime),
      comparison: "against the same hour of the forecast"
    }
  ]);
}

function LinkButton(address: () => string): HTMLElement {
  const said = html`<span role="status"></span>`;
  const button = html`<button type="button">Copy link</button>`;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address());
      said.textContent = "Link copied.";
    } catch {
      said.textContent = "The link is in the address bar.";
    }
  });
  return html`<span>${button} ${said}</span>`;
}

function CsvButton(csv: () => string): HTMLElement {
  const button = html`<button type="button">Scenario as CSV</button>`;
  button.addEventListener("click", () => {
    const href = URL.createObjectURL(new Blob([csv()], {type: "text/csv"}));
    html`<a href=${href} download="almanac-scenario.csv"></a>`.click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  });
  return button;
}

function groupTable({groups}: Pick<ReturnType<typeof difference>, "groups">): HTMLElement {
  return DataTable(
    groups,
    [
      {label: "Group of features", value: ({label}) => label},
      {label: "Mean change, GW", value: ({change}) => formatSigned(change / 1000, 2), numeric: true}
    ],
    {caption: "Mean change over the week by group of features"}
  );
}

function hourTable(scenario: ScenarioAnswer, before: ScenarioAnswer, zone: string): HTMLElement {
  const gw = (value: number) => formatNumber(value / 1000, 2);
  return DataTable(
    Array.from(scenario.times, (time, i) => ({time, forecast: before.value[i]!, value: scenario.value[i]!})),
    [
      {label: "Hour", value: ({time}) => formatMoment(zone, time)},
      {label: "Forecast, GW", value: ({forecast}) => gw(forecast), numeric: true},
      {label: "Scenario, GW", value: ({value}) => gw(value), numeric: true},
      {
        label: "Difference, GW",
        value: ({forecast, value}) => formatSigned((value - forecast) / 1000, 2),
        numeric: true
      }
    ],
    {caption: "Forecast and scenario by the hour"}
  );
}
