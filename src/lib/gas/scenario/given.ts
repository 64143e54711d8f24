import type {LinearForecast} from "../../var/forecast/linear.js";
import {placeOf} from "../../var/panel.js";
import type {Given, SeriesAnswer} from "./answer.js";
import type {KnobConditions} from "./conditions.js";
import type {GasKnobs} from "./knobs.js";
import type {GasReach} from "./reach.js";

/** What each knob gives; a change as the logarithm that it is, a level as the mean over its days. */
export function givenBy(
  {days, brent, henryHub}: GasKnobs,
  input: {
    readonly groups: readonly KnobConditions[];
    readonly forecast: LinearForecast;
    readonly covariance: Float64Array;
    readonly reach: GasReach;
    readonly series: readonly SeriesAnswer[];
  }
): Given[] {
  const {groups, reach, series} = input;
  /** The mean of the scenario's first days; a level of temperature is known one day later. */
  const level = (id: string, late: number) => {
    const own = series.find((one) => one.id === id)!.scenario.slice(late, late + days);
    return own.reduce((sum, {value}) => sum + value, 0) / own.length;
  };
  const checks: Readonly<Record<KnobConditions["knob"], () => Given["beyond"]>> = {
    temperature: () =>
      beyondOf(level("temperature", 1), reach.temperature.runs[days - 1], reach.temperature.from),
    power: () => beyondOf(level("power", 0), reach.power.runs[days - 1], reach.power.from),
    brent: () => beyondOf(Math.log(1 + brent / 100), reach.brent, reach.brent.from),
    henryHub: () => beyondOf(Math.log(1 + henryHub / 100), reach.henryHub, reach.henryHub.from),
    outage: () => undefined
  };
  return groups.map((group) => {
    const beyond = checks[group.knob]();
    return {knob: group.knob, deviations: farthest(group, input), ...(beyond ? {beyond} : {})};
  });
}

function beyondOf(
  value: number,
  {least, most}: {readonly least: number; readonly most: number},
  from: string
): Given["beyond"] {
  if (value >= least && value <= most) return undefined;
  return {value, record: value < least ? least : most, from};
}

/** The farthest of a knob's values from the forecast, in its own deviations. */
function farthest(
  {conditions}: KnobConditions,
  {
    forecast: {names, mean},
    covariance
  }: {readonly forecast: LinearForecast; readonly covariance: Float64Array}
): number {
  const n = mean.length;
  return conditions.reduce((most, {name, step, value, over}) => {
    const first = (step - 1) * names.length;
    const i = first + placeOf(names, name);
    const j = over === undefined ? undefined : first + placeOf(names, over);
    const expected = mean[i] - (j === undefined ? 0 : mean[j]);
    const variance =
      covariance[i * (n + 1)] + (j === undefined ? 0 : covariance[j * (n + 1)] - 2 * covariance[i * n + j]);
    return Math.max(most, Math.abs(value - expected) / Math.sqrt(variance));
  }, 0);
}
