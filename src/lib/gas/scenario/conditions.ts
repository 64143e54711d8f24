import {addDays, weekday} from "../../time/zone.js";
import type {Condition} from "../../var/forecast/conditional.js";
import type {LinearForecast} from "../../var/forecast/linear.js";
import {placeOf} from "../../var/panel.js";
import {isBankHoliday} from "../bank-holidays.js";
import {gasColumn} from "../columns.js";
import {knownDay} from "../known.js";
import type {GasKnobs} from "./knobs.js";

/** The conditions that one knob puts on the joint forecast. */
export interface KnobConditions {
  readonly knob: "temperature" | "power" | "brent" | "henryHub" | "outage";
  readonly conditions: readonly Condition[];
}

/** What conditions are made of, beside the knobs. */
export interface ConditionsInput {
  /** The joint forecast without conditions, in what models see. */
  readonly forecast: LinearForecast;
  /** The first gas day of the forecast. */
  readonly first: string;
  /** How far log SMP buy lies above log SAP on one day in so many of the record. */
  readonly spreadOf: (oneIn: number) => number;
}

/**
 * The knobs as conditions on the joint forecast, knob by knob; a knob at rest puts none. A step of the forecast holds what is known on the morning after its gas
 * day, which is the temperature of the day before and an oil price some business days old: a knob for a gas day is put on the step that knows it, and the steps that know
 * only days before it stay on the forecast path. An outage is a market that is short: SMP buy, what the system pays at the margin, stands above SAP.
 * @throws where a knob reaches beyond the forecast
 */
export function conditionsOf(
  knobs: GasKnobs,
  {forecast, first, spreadOf}: ConditionsInput
): KnobConditions[] {
  const {temperature, power, days, brent, henryHub, outage, outageDays} = knobs;
  const last = addDays(first, days - 1);
  const percent = (value: number) => Math.log(1 + value / 100);
  const path = (knob: KnobConditions["knob"], id: string, moved: number, from: string, to: string) =>
    moved === 0 ? [] : [{knob, conditions: pathConditions(forecast, {id, moved, first, from, to})}];
  const business = firstBusinessDay(first);
  const end = addDays(first, forecast.steps);
  return [
    ...path("temperature", "temperature", temperature, first, last),
    ...path("power", "power", percent(power), first, last),
    ...path("brent", "brent", percent(brent), business, end),
    ...path("henryHub", "henry_hub", percent(henryHub), business, end),
    ...(outage === ""
      ? []
      : [
          {
            knob: "outage" as const,
            conditions: shortConditions(forecast, outageDays, spreadOf(Number(outage)))
          }
        ])
  ];
}

/** A series moved by so much from the gas day `from` to `to`, each on the step that knows it, and unmoved before. */
function pathConditions(
  {names, steps, mean}: LinearForecast,
  path: {
    readonly id: string;
    readonly moved: number;
    readonly first: string;
    readonly from: string;
    readonly to: string;
  }
): Condition[] {
  const column = gasColumn(path.id);
  const place = placeOf(names, path.id);
  const known = Array.from({length: steps}, (_, h) => knownDay(column, addDays(path.first, h + 1)));
  return known.flatMap((day, h) => {
    if (day > path.to) return [];
    const moved = day < path.from ? 0 : path.moved;
    return [{name: path.id, step: h + 1, value: mean[h * names.length + place] + moved}];
  });
}

/** SMP buy above SAP by a spread on the first gas days; a forecast that has a wider one keeps it. */
function shortConditions({names, mean}: LinearForecast, days: number, spread: number): Condition[] {
  const [buy, sap] = [placeOf(names, "smp_buy"), placeOf(names, "sap")];
  return Array.from({length: days}, (_, h) => {
    const already = mean[h * names.length + buy] - mean[h * names.length + sap];
    return {name: "smp_buy", over: "sap", step: h + 1, value: Math.max(already, spread)};
  });
}

/** The first day from `day` on that has oil prices. */
function firstBusinessDay(day: string): string {
  return weekday(day) < 5 && !isBankHoliday(day) ? day : firstBusinessDay(addDays(day, 1));
}
