import {formatNumber, withUnit} from "../../format.js";
import {kwhPerTherm} from "../../gas/columns.js";

/** The two units that gas is priced in. */
export type PriceUnit = "p/therm" | "p/kWh";
export const priceUnits: readonly PriceUnit[] = ["p/therm", "p/kWh"];

/** A price in p/kWh as one in another unit. */
export function inUnit(price: number, unit: PriceUnit): number {
  return unit === "p/kWh" ? price : price * kwhPerTherm;
}

/** A price in p/kWh as it is written in a unit: "101.3 p/therm", "3.457 p/kWh". */
export function priceText(price: number, unit: PriceUnit, {bare = false} = {}): string {
  const number = formatNumber(inUnit(price, unit), unit === "p/kWh" ? 3 : 1);
  return bare ? number : withUnit(number, unit);
}
