import type {Knobs} from "./knobs.js";

/** A forecast under some knob positions. */
export interface ScenarioAnswer {
  /** Starts of the hours or days, ms UTC. */
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
  /** Highest hour or day of both, MW. */
  readonly peak: number;
  readonly peakBefore: number;
  readonly peakTime: number;
  readonly peakTimeBefore: number;
  /** Mean of all hours or days, MW. */
  readonly mean: number;
  readonly meanBefore: number;
  /** The one with the largest change, and that change in MW. */
  readonly mostTime: number;
  readonly most: number;
  /** Mean change by group, MW, largest first. */
  readonly groups: readonly {readonly label: string; readonly change: number}[];
}

/** What a scenario changes against the same model's forecast. Throws where the two do not cover the same time. */
export function difference(scenario: ScenarioAnswer, before: ScenarioAnswer): Difference {
  const n = scenario.times.length;
  if (n === 0 || n !== before.times.length)
    throw new Error(`scenario: expected the ${before.times.length} values of the forecast, got ${n}`);
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
    mean: mean(scenario.value),
    meanBefore: mean(before.value),
    mostTime: scenario.times[most]!,
    most: scenario.value[most]! - before.value[most]!,
    groups: groups.sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
  };
}

/**
 * A scenario as CSV: both forecasts and their difference, MW, and what was observed where `truth` is given.
 * @param write the first column: what it is called, and a time in it; and the decimals of the others
 */
export function scenarioCsv(
  scenario: ScenarioAnswer,
  before: ScenarioAnswer,
  write: {readonly name: string; readonly text: (time: number) => string; readonly decimals: number},
  truth?: readonly (number | null)[]
): string {
  const header = [write.name, "forecast_mw", "scenario_mw", "difference_mw"];
  const lines = Array.from(scenario.times, (time, i) => {
    const [a, b] = [before.value[i]!, scenario.value[i]!];
    const numbers = [a, b, b - a].map((value) => value.toFixed(write.decimals));
    return [write.text(time), ...numbers, ...(truth ? [truth[i]?.toFixed(write.decimals) ?? ""] : [])];
  });
  return `${[truth ? [...header, "observed_mw"] : header, ...lines].map((line) => line.join(",")).join("\n")}\n`;
}

function indexOfMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; ++i) if (values[i]! > values[best]!) best = i;
  return best;
}

function mean(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; ++i) total += values[i]!;
  return total / values.length;
}
