import type {Forecast} from "../../artifacts/forecast.js";
import type {GasModel} from "../../artifacts/gas.js";
import {addDays, localDay} from "../../time/zone.js";
import type {ConditionalPath} from "../../var/forecast/conditional.js";
import {conditionalPath} from "../../var/forecast/conditional.js";
import {forecastCovariance} from "../../var/forecast/covariance.js";
import type {LinearForecast} from "../../var/forecast/linear.js";
import {placeOf} from "../../var/panel.js";
import {jointForecast} from "../joint-model.js";
import type {GasAnswer, GasPoint, SeriesAnswer} from "./answer.js";
import {conditionsOf, type KnobConditions} from "./conditions.js";
import {givenBy} from "./given.js";
import type {GasKnobs} from "./knobs.js";
import type {GasReach} from "./reach.js";

/** The joint model, ready to answer. */
export interface GasScenario {
  readonly days: readonly string[];
  readonly reach: GasReach;
  readonly run: (knobs: GasKnobs) => GasAnswer;
}

/** How much less likely knobs are together than each by itself before a reader is told: by as much as a value three deviations away is. */
const pull = 9;

/**
 * Opens the published joint model for scenarios. The covariances of all days and series are made once. What a scenario changes of the joint model's mean, and the share of
 * its deviation that it leaves, are put on the issued forecast, whose mean and bands may be those of another model.
 * @throws where model and forecast are not of one origin, or the forecast has no price
 */
export function openGasScenario(published: GasModel, issued: Forecast): GasScenario {
  if (published.origin !== issued.origin)
    throw new Error(
      `scenario: expected the joint model of the forecast's origin, ${issued.origin}, got that of ${published.origin}; load the page again`
    );
  const {forecast, covariance} = bindable(published);
  const {reach} = published;
  const parts = openParts(published);
  const first = localDay("UTC", Date.parse(issued.origin));
  const days = Array.from({length: forecast.steps}, (_, h) => addDays(first, h));
  const before = conditionalPath(forecast, covariance, []);
  const rows = issuedRows(published, issued, forecast.steps);
  const spreadOf = (oneIn: number) => {
    const found = reach.short.spreads.find((one) => one.oneIn === oneIn);
    if (!found)
      throw new Error(`scenario: expected the spread of one day in ${oneIn}, and the record has none`);
    return found.spread;
  };
  const run = (knobs: GasKnobs): GasAnswer => {
    const groups = conditionsOf(knobs, {forecast, first, spreadOf});
    const path = conditionalPath(
      forecast,
      covariance,
      groups.flatMap(({conditions}) => conditions)
    );
    const priceChange = (part: Bindable) => {
      const conditions = conditionsOf(knobs, {...{first, spreadOf}, forecast: part.forecast});
      const {mean} = conditionalPath(
        part.forecast,
        part.covariance,
        conditions.flatMap(({conditions}) => conditions)
      );
      const [width, place] = [part.forecast.names.length, placeOf(part.forecast.names, "sap")];
      return Float64Array.from(
        days,
        (_, h) => mean[h * width + place] - part.forecast.mean[h * width + place]
      );
    };
    const series = rows.map(({id, points, ...about}): SeriesAnswer => {
      const place = placeOf(forecast.names, id);
      const at = (values: Float64Array) =>
        Float64Array.from({length: forecast.steps}, (_, h) => values[h * forecast.names.length + place]);
      const [mean, deviations] = [at(before.mean), at(before.deviations)];
      const change = at(path.mean).map((value, h) => value - mean[h]);
      const left = at(path.deviations).map((value, h) => value / deviations[h]);
      const logarithm = about.least !== null;
      const {title, unit, decimals} = about;
      return {
        ...{id, title, unit, decimals, issued: points, change, left},
        scenario: points.map((point, h) => movedPoint(point, change[h], left[h], logarithm))
      };
    });
    return {
      ...{knobs, days, series},
      parts: parts.map(({from, to, ...part}) => ({...{from, to}, change: priceChange(part)})),
      given: givenBy(knobs, {groups, forecast, covariance, reach, series}),
      apart: pullsApart(groups, path, (conditions) => conditionalPath(forecast, covariance, conditions))
    };
  };
  return {days, reach, run};
}

/** Each series' issued points by gas day, the price first; a series that the champion leaves out is left out. */
function issuedRows({series}: GasModel, {rows}: Forecast, steps: number) {
  const found = series.flatMap((one) => {
    const points = rows.filter(({series: id}) => id === one.id);
    if (points.length === 0) return [];
    if (points.length !== steps)
      throw new Error(
        `scenario: expected ${steps} gas days of ${one.id} in the forecast, got ${points.length}`
      );
    return [
      {...one, points: points.map(({value, lo80, hi80, lo95, hi95}) => ({value, lo80, hi80, lo95, hi95}))}
    ];
  });
  if (found[0]?.id !== "sap") throw new Error("scenario: expected the price in the forecast, found none");
  return found;
}

/** A point whose mean moves by `change`, and whose bands keep the share `left` of their distance from it; in logarithms where models see these. */
function movedPoint(point: GasPoint, change: number, left: number, logarithm: boolean): GasPoint {
  // At rest to the bit as issued.
  if (change === 0 && left === 1) return point;
  const {value, lo80, hi80, lo95, hi95} = point;
  const center = logarithm ? value * Math.exp(change) : value + change;
  const band = (bound: number) =>
    logarithm ? center * (bound / value) ** left : center + left * (bound - value);
  return {value: center, lo80: band(lo80), hi80: band(hi80), lo95: band(lo95), hi95: band(hi95)};
}

/** The joint forecast with what it takes to bind it by conditions. */
interface Bindable {
  readonly forecast: LinearForecast;
  readonly covariance: Float64Array;
}

function bindable(published: Pick<GasModel, "model">): Bindable {
  const forecast = jointForecast(published);
  return {forecast, covariance: forecastCovariance(forecast)};
}

/** The joint model as it is learned on each part of the record, at the same last rows. */
function openParts({model, parts}: GasModel) {
  return parts.map(({from, to, coefficients, covariance}) => ({
    ...{from, to},
    ...bindable({model: {...model, coefficients, covariance}})
  }));
}

function pullsApart(
  groups: readonly KnobConditions[],
  {distance}: ConditionalPath,
  alone: (conditions: KnobConditions["conditions"]) => ConditionalPath
): boolean {
  if (groups.length < 2) return false;
  const each = groups.reduce((sum, {conditions}) => sum + alone(conditions).distance, 0);
  return distance - each > pull;
}
