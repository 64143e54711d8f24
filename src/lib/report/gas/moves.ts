import type {GasResponses} from "../../artifacts/gas.js";
import {formatDate, formatNumber, formatPercent, formatShare, formatSigned, withUnit} from "../../format.js";
import {inWords, listed, seriesWords} from "./series-names.js";
import {type PriceUnit, priceText} from "./units.js";

/** The price so many gas days after a shock, 0 on its own day: its change in % with the bands, and in the unit of prices; and the change of the series that was shocked. */
export interface PriceMove {
  readonly day: number;
  readonly value: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
  /** p/kWh at the last price. */
  readonly price: number;
  /** In `ownUnit`. */
  readonly own: number;
  readonly ownUnit: string;
}

/** The response of the price to the shock of a series, day by day. @throws where the artifact lacks one of them. */
export function priceMoves({shocks, series}: GasResponses, id: string): PriceMove[] {
  const responses = shocks.find((shock) => shock.series === id)?.responses;
  const sap = responses?.find((one) => one.series === "sap");
  const own = responses?.find((one) => one.series === id);
  const last = series.find((one) => one.id === "sap")?.last;
  if (!sap || !own || last === undefined)
    throw new Error(
      `gas: expected responses of sap to ${id}, found shocks of ${shocks.map((shock) => shock.series).join(", ") || "none"}`
    );
  return sap.value.map((value, day) => ({
    ...{day, value, lo80: sap.lo80[day], hi80: sap.hi80[day], lo95: sap.lo95[day], hi95: sap.hi95[day]},
    ...{price: (last * value) / 100, own: own.value[day], ownUnit: own.unit}
  }));
}

/** Gas days after the shock that the sentence tells. */
const later = 10;

/** What the price does after a shock, at once and after ten gas days, and whether the record can tell that from nothing. */
export function moveFinding(responses: GasResponses, id: string, unit: PriceUnit): string {
  const moves = priceMoves(responses, id);
  const [now, then] = [moves[0], moves[later]];
  // A price that stands before the shocked series, or is it, moves at once by definition.
  const defined = now.lo95 === now.hi95;
  const first = !defined
    ? `${moveText(now, unit)} at once`
    : now.value === 0
      ? "that by the order of the shocks does not move at once"
      : `${moveText(now, unit)} at once, which is the shock itself`;
  const start = `${seriesWords(id).subject} goes with a price ${first}, and ${moveText(then, unit)} after ten gas days.`;
  return `${start} ${defined ? bandText(then) : bandsText([now, then], moves)}`;
}

/** "0.2 % (0.2 p/therm) higher". */
function moveText({value, price}: PriceMove, unit: PriceUnit): string {
  const size = formatPercent(Math.abs(value), 1);
  if (!/[1-9]/.test(size)) return "hardly any different";
  return `${size} (${priceText(Math.abs(price), unit)}) ${value > 0 ? "higher" : "lower"}`;
}

const span = ({lo95, hi95}: PriceMove) =>
  `from ${withUnit(formatSigned(lo95, 1), "%")} to ${withUnit(formatSigned(hi95, 1), "%")}`;
/** Whether no change lies within the band of 95 %. */
const holdsZero = ({lo95, hi95}: PriceMove) => lo95 <= 0 && hi95 >= 0;

function bandText(then: PriceMove): string {
  return holdsZero(then)
    ? `The 95 % band after ten days, ${span(then)}, includes zero: the record cannot tell it from nothing.`
    : `The 95 % band after ten days, ${span(then)}, excludes zero.`;
}

/** So many days of a month may exclude zero by chance: their bands go together. */
const few = 3;

/** @param all days of the response */
function bandsText([now, then]: readonly [PriceMove, PriceMove], all: readonly PriceMove[]): string {
  const both = `The 95 % bands, ${span(now)} at once and ${span(then)} after ten days,`;
  if (holdsZero(now) !== holdsZero(then)) {
    const [clear, open] = holdsZero(now) ? ["the later one", "the first"] : ["the first", "the later one"];
    return `Of the 95 % bands, ${span(now)} at once and ${span(then)} after ten days, ${clear} excludes zero, ${open} includes it.`;
  }
  if (!holdsZero(now)) return `${both} both exclude zero.`;
  const clear = all.filter((move) => !holdsZero(move));
  if (clear.length === 0)
    return `${both} include zero, as on every other day: the record cannot tell it from nothing.`;
  if (clear.length > few)
    return `${both} include zero; those of ${inWords(clear.length)} of the ${all.length} days exclude it.`;
  const days = listed(clear.map(({day}) => `day ${day}`));
  const bands =
    clear.length === 1 ? "one day’s band excludes it" : `those of ${inWords(clear.length)} days exclude it`;
  return `${both} include zero; ${bands} (${days}), which is little among ${all.length}.`;
}

/** How much of the error of a forecast of the price comes from the shocks of which series, by the two orders. */
export function shareText({decompositions}: GasResponses): string {
  const [order, systemFirst] = decompositions;
  const own = ({order, rows}: (typeof decompositions)[number], row: number) =>
    formatShare(rows.at(row)!.shares[order.indexOf("sap")], 1);
  const [first, last] = [order.rows[0], order.rows[order.rows.length - 1]];
  const outer = order.order.filter((id) => id !== "sap" && !id.startsWith("smp_"));
  const share = (id: string) => last.shares[order.order.indexOf(id)];
  const most = outer.reduce((best, id) => (share(id) > share(best) ? id : best), outer[0]);
  const together = outer.reduce((sum, id) => sum + share(id), 0);
  return (
    `Of the variance of the model’s error ${first.days === 1 ? "one day" : `${first.days} days`} ahead, ${own(order, 0)} is the price’s own shock; ${last.days} days ahead it is ${own(order, -1)}. ` +
    `Weather, oil, gas in America, demand and power together make ${formatShare(together, 1)} of it then, the largest part ${seriesWords(most).name} with ${formatShare(share(most), 1)}. ` +
    `Were the system prices put before the price, its own share would be ${own(systemFirst, 0)} and ${own(systemFirst, -1)}: the three move on the same day, and the record does not say which leads. The order does not touch what the other five have.`
  );
}

/** What the model is fitted to, as a line below a chart. */
export function windowText({window, lags, bootstrap}: GasResponses): string {
  return `VAR of ${lags.used} lags on the daily changes of ${formatDate(window.from)} to ${formatDate(window.to)}, ${formatNumber(window.rows)} gas days; bands of ${formatNumber(bootstrap.draws)} bootstrap draws`;
}
