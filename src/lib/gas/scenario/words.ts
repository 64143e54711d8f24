import {formatCount, formatDate, formatNumber, formatPercent, formatSigned, withUnit} from "../../format.js";
import {inUnit, type PriceUnit, priceText} from "../../report/gas/units.js";
import type {GasAnswer, GasPoint, Given} from "./answer.js";
import type {GasKnobs} from "./knobs.js";
import type {GasReach} from "./reach.js";

/** Days whose mean is told, and fewer where the forecast is shorter. */
export const meanDays = 10;

/** The price's change in figures: of the first gas day, of the mean of the first ten, and of the last gas day, p/kWh. */
export interface PriceChange {
  readonly label: string;
  readonly before: number;
  readonly after: number;
}

/** What the scenario changes of the price. */
export function priceChanges({series: [price], days}: GasAnswer): PriceChange[] {
  const {issued, scenario} = price;
  const last = days.length - 1;
  const some = Math.min(meanDays, days.length);
  const mean = (points: readonly GasPoint[]) =>
    points.slice(0, some).reduce((sum, {value}) => sum + value, 0) / some;
  const at = (day: number) => ({before: issued[day].value, after: scenario[day].value});
  return [
    {label: "First gas day", ...at(0)},
    {label: `Mean of ${some} gas days`, before: mean(issued), after: mean(scenario)},
    {label: `Gas day ${days.length}`, ...at(last)}
  ];
}

/** A change of a price with its sign: "+1.2 p/therm", bare "+1.2". */
export function changeText(change: number, unit: PriceUnit, {bare = false} = {}): string {
  const number = formatSigned(inUnit(change, unit), unit === "p/kWh" ? 3 : 1);
  return bare ? number : withUnit(number, unit);
}

/** A logarithm of a change as a percentage with its sign: "+1.2 %". */
export function percentText(logarithm: number, decimals = 1): string {
  return withUnit(formatSigned(100 * Math.expm1(logarithm), decimals), "%");
}

const nouns = {
  temperature: "temperature",
  power: "the price of power",
  brent: "Brent",
  henryHub: "Henry Hub",
  outage: "the outage"
} as const;

/** What is given, in words: "7 gas days 4.0 °C colder than forecast and Brent 20 % dearer". */
export function givenText(knobs: GasKnobs, {short}: GasReach): string {
  const {temperature, power, days, brent, henryHub, outage, outageDays} = knobs;
  const dearer = (percent: number) => `${Math.abs(percent)}\u00a0% ${percent > 0 ? "dearer" : "cheaper"}`;
  const over = formatCount(days, "gas day");
  const spread = short.spreads.find(({oneIn}) => String(oneIn) === outage)?.spread;
  const parts = [
    temperature &&
      `${over} ${formatNumber(Math.abs(temperature), 1)}\u00a0°C ${temperature < 0 ? "colder" : "warmer"}`,
    power && `power ${dearer(power)} for ${over}`,
    brent && `Brent ${dearer(brent)}`,
    henryHub && `Henry Hub ${dearer(henryHub)}`,
    spread !== undefined &&
      `an outage for ${formatCount(outageDays, "gas day")}, SMP buy ${formatPercent(100 * Math.expm1(spread), 1)} above SAP`
  ].filter((part) => typeof part === "string");
  if (parts.length === 0) return "";
  return parts.length === 1 ? parts[0] : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;
}

/** The answer as one or two sentences, to be read out. */
export function answerText(answer: GasAnswer, reach: GasReach, unit: PriceUnit): string {
  const given = givenText(answer.knobs, reach);
  const changes = priceChanges(answer);
  if (given === "") return "All knobs are at rest: this is the forecast as it was issued.";
  const [first, ...others] = changes;
  const rest = others.map(
    ({label, before, after}) =>
      `${changeText(after - before, unit)} ${label.startsWith("Mean") ? `in the mean of ${label.slice(8)}` : `on ${label.toLowerCase()}`}`
  );
  return `Given ${given}: gas on the first gas day is ${priceText(first.after, unit)}, ${changeText(first.after - first.before, unit)} against the forecast; ${rest.join(", ")}.`;
}

/**
 * How much of the answer is more than noise: whether the same model, learned on each part of the record alone, moves the price the same way; and what the conditions tell of the price at all,
 * by how much they narrow its bands.
 */
export function noiseText({series: [price], parts, days}: GasAnswer): string {
  const {change, left} = price;
  if (change.every((value) => value === 0)) return "";
  const day = Math.min(meanDays, days.length) - 1;
  const narrow = Math.min(...left);
  const agree = parts.every((part) => Math.sign(part.change[day]) === Math.sign(change[day]));
  const told = agree
    ? `Learned on each quarter of the record alone, the same model moves the price of gas day ${day + 1} the same way each time, by more or by less.`
    : `Learned on each quarter of the record alone, the same model does not even agree whether gas day ${day + 1} is dearer or cheaper: read the change as noise.`;
  return `${told} Knowing what is given narrows the price’s bands by ${formatPercent(100 * (1 - narrow), 1)} at most.`;
}

/** What a reader must know before leaning on an answer: what is beyond the record, what is far from anything expected, what pulls against each other. */
export function warningTexts({given, apart, knobs}: GasAnswer): string[] {
  const beyond = given.flatMap((one) => (one.beyond ? [beyondText(one, knobs)] : []));
  const far = given.filter(({deviations}) => deviations > 4);
  return [
    ...beyond,
    ...(far.length
      ? [
          `Far from anything the joint model expects now: ${far.map(({knob, deviations}) => `${nouns[knob]} by ${formatNumber(deviations, 0)} deviations`).join(", ")}. It draws its straight line on to there from calmer days.`
        ]
      : []),
    ...(apart
      ? [
          `These knobs pull against each other: together they are far less likely than each by itself. All of them are met, but the record hardly has such days.`
        ]
      : [])
  ];
}

function beyondText({knob, beyond}: Given, {days}: GasKnobs): string {
  const {value, record, from} = beyond!;
  const side = value < record;
  const over = days === 1 ? "day" : `${formatNumber(days)} days in a row`;
  const since = `since ${formatDate(from)}`;
  if (knob === "temperature")
    return `Beyond the record: a mean of ${formatNumber(value, 1)}\u00a0°C; the ${side ? "coldest" : "warmest"} ${over} at this time of the year ${since} had ${formatNumber(record, 1)}\u00a0°C.`;
  if (knob === "power")
    return `Beyond the record: power at ${formatNumber(value, 0)}\u00a0EUR/MWh; the ${side ? "cheapest" : "dearest"} ${over} ${since} had ${formatNumber(record, 0)}.`;
  return `Beyond the record: ${nouns[knob]} by ${percentText(value, 0)}; the largest ${side ? "fall" : "rise"} within a week ${since} was ${percentText(record, 0)}.`;
}
