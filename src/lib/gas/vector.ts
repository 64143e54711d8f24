import {gasColumn, leastPrice} from "./columns.js";

/** A series of the vector that is forecast jointly. */
export interface GasSeries {
  /** Its column in the table, and its name in every forecast. */
  readonly id: string;
  readonly unit: string;
  readonly decimals: number;
  /** The least value whose logarithm is taken, where models see logarithms; without it they see the values. */
  readonly least?: number;
}

const of = (id: string, decimals: number, least?: number): GasSeries => ({
  ...{id, unit: gasColumn(id).unit, decimals},
  ...(least === undefined ? {} : {least})
});

/** The eight series, the price that the study is about first; each as it is known on the morning after its gas day (see `asKnown`). */
export const gasVector: readonly GasSeries[] = [
  of("sap", 4, leastPrice),
  of("smp_buy", 4, leastPrice),
  of("smp_sell", 4, leastPrice),
  of("demand", 1, 1),
  of("brent", 2, 1),
  of("henry_hub", 2, 0.01),
  of("temperature", 1),
  // A price of power may be 0 or less.
  of("power", 2, 5)
];

/** A value as the models see it. */
export function toLevel({least}: Pick<GasSeries, "least">, value: number): number {
  return least === undefined ? value : Math.log(Math.max(value, least));
}

/** A value from what the models see. */
export function fromLevel({least}: Pick<GasSeries, "least">, level: number): number {
  return least === undefined ? level : Math.exp(level);
}

/** What a published file says of a series. */
export function aboutSeries({id, unit, decimals, least}: GasSeries) {
  return {id, title: gasColumn(id).title, unit, decimals, least: least ?? null};
}
