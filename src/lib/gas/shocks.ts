import {gasVector} from "./vector.js";

/** A shock in a unit that a reader has a feeling for, and what it is in what the models see. */
export interface GasShock {
  readonly series: string;
  /** In `unit`: −1 °C, or 10 %. */
  readonly size: number;
  readonly unit: string;
  /** A change of °C, or of a logarithm. */
  readonly change: number;
}

/**
 * The order in which the shocks of one day are told apart: a series moves at once with those before it, and with those after it from the next day on. The
 * weather follows nothing; oil and gas in America are priced on wider markets; demand follows the weather; power is priced on the day before; the price of gas
 * comes of them all. The system marginal prices stand last: each is the System Average Price with a fixed step added or taken off, or a trade beyond it.
 * Source: Uniform Network Code, Transportation Principal Document, section F 1.2.
 */
export const shockOrder = [
  ...["temperature", "brent", "henry_hub", "demand", "power"],
  ...["sap", "smp_buy", "smp_sell"]
] as const;

/** Colder by 1 °C, or dearer or more by 10 %. @throws where the vector has no such series. */
export function naturalShock(id: string): GasShock {
  const series = gasVector.find((one) => one.id === id);
  if (!series)
    throw new Error(`gas: expected one of ${gasVector.map((one) => one.id).join(", ")}, got ${id}`);
  return series.least === undefined
    ? {series: id, size: -1, unit: series.unit, change: -1}
    : {series: id, size: 10, unit: "%", change: Math.log(1.1)};
}

/** A change of what the models see as a reader has it: in % of a series in logarithms, else in its own unit. Rises with the change. */
export function naturalChange(id: string): {readonly unit: string; readonly of: (change: number) => number} {
  const {unit} = naturalShock(id);
  return unit === "%" ? {unit, of: (change) => 100 * Math.expm1(change)} : {unit, of: (change) => change};
}
