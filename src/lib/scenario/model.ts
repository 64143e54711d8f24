import type {Knobs} from "./knobs.js";

/** A forecast under some knob positions. */
export interface ScenarioAnswer {
  /** Starts of the hours, ms UTC. */
  readonly times: ArrayLike<number>;
  /** MW. */
  readonly value: ArrayLike<number>;
  /** What each group of features contributes, MW; the groups are the same under all knob positions of one model. */
  readonly groups: readonly {
    readonly name: string;
    readonly label: string;
    readonly values: ArrayLike<number>;
  }[];
}

/** The published models, ready to answer in the browser. */
export interface ScenarioModel {
  /** The models that may be chosen, with their names on the page; the first is named "champion". */
  readonly models: readonly {readonly name: string; readonly label: string}[];
  readonly run: (knobs: Knobs) => ScenarioAnswer | Promise<ScenarioAnswer>;
}

/** A scenario beside the forecast of the same model with all knobs at rest. */
export interface Difference {
  /** Highest hour of both, MW. */
  readonly peak: number;
  readonly peakBefore: number;
  readonly peakTime: number;
  readonly peakTimeBefore: number;
  /** Sum over the hours, MWh. */
  readonly energy: number;
  readonly energyBefore: number;
  /** The hour with the largest change, and that change in MW. */
  readonly mostTime: number;
  readonly most: number;
  /** Mean change by group, MW, largest first. */
  readonly groups: readonly {readonly label: string; readonly change: number}[];
}

/** What a scenario changes against the same model's forecast. Throws where the two do not cover the same hours. */
export function difference(scenario: ScenarioAnswer, before: ScenarioAnswer): Difference {
  const n = scenario.times.length;
  if (n === 0 || n !== before.times.length)
    throw new Error(`scenario: expected the ${before.times.length} hours of the forecast, got ${n}`);
  const peak = indexOfMax(scenario.value);
  const peakBefore = indexOfMax(before.value);
  let most = 0;
  for (let i = 0; i < n; ++i)
    if (
      Math.abs(scenario.value[i]! - before.value[i]!) > Math.abs(scenario.value[most]! - before.value[most]!)
    )
      most = i;
  const groups = scenario.groups.map(({name, label, values}) => {
    const rest = before.groups.find((group) => group.name === name);
    return {label, change: mean(values) - (rest ? mean(rest.values) : 0)};
  });
  return {
    peak: scenario.value[peak]!,
    peakBefore: before.value[peakBefore]!,
    peakTime: scenario.times[peak]!,
    peakTimeBefore: before.times[peakBefore]!,
    energy: sum(scenario.value),
    energyBefore: sum(before.value),
    mostTime: scenario.times[most]!,
    most: scenario.value[most]! - before.value[most]!,
    groups: groups.sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
  };
}

/** A scenario as CSV: start of the hour in UTC, both forecasts and their difference in MW. */
export function scenarioCsv(scenario: ScenarioAnswer, before: ScenarioAnswer): string {
  const lines = ["time,forecast_mw,scenario_mw,difference_mw"];
  for (let i = 0; i < scenario.times.length; ++i) {
    const [a, b] = [before.value[i]!, scenario.value[i]!];
    const time = new Date(scenario.times[i]!).toISOString();
    lines.push([time, a.toFixed(1), b.toFixed(1), (b - a).toFixed(1)].join(","));
  }
  return `${lines.join("\n")}\n`;
}

function indexOfMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; ++i) if (values[i]! > values[best]!) best = i;
  return best;
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; ++i) total += values[i]!;
  return total;
}

function mean(values: ArrayLike<number>): number {
  return sum(values) / values.length;
}
