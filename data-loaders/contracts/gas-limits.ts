/** What the contract of `gas-days` expects of each variable. */
export interface GasLimits {
  /** Values outside are named; more than one in a thousand are an error. */
  readonly range: readonly [low: number, high: number];
  /** Bounds of the median of all days: outside, the column has another unit. */
  readonly usual?: readonly [low: number, high: number];
  /** How many times the median of a month may be that of the month before, or the reverse. In the record it is at most about half of this. */
  readonly step?: number;
  /** Days after its publication lag that the last value may be missing: above `fail`, an error. None for what is carried forward. */
  readonly late?: {readonly warn: number; readonly fail: number};
  /** Mean change of a month, as a share of its mean level, or of its spread, that a pull may make of what was known before. */
  readonly changed: number;
  readonly scale?: "level" | "spread";
}

const late = {warn: 0, fail: 7};
/** Of publishers that bring their series up to date now and then. */
const seldom = {warn: 3, fail: 40};
const price = {range: [0.05, 60], usual: [0.4, 12], step: 6, late, changed: 0.1} as const;
const demand = {range: [40, 600], usual: [120, 350], step: 2.5, late, changed: 0.05} as const;
const flow = {range: [0, 500], late: {warn: 2, fail: 14}, changed: 0.3} as const;
const stock = {late: {warn: 1, fail: 7}, changed: 0.15} as const;

export const gasLimits: Readonly<Record<string, GasLimits>> = {
  sap: price,
  // SMP sell is 0.0000 on 2022-01-01.
  smp_buy: {...price, range: [0, 90]},
  smp_sell: {...price, range: [0, 60]},
  demand,
  demand_d6: {...demand, late: {warn: 2, fail: 30}},
  demand_forecast: {...demand, changed: 0.1},
  snd: {...demand, late: {warn: 3, fail: 30}, changed: 0.2},
  storage_long: {range: [0, 60_000], ...stock},
  storage_medium: {range: [0, 60_000], usual: [2000, 40_000], step: 5, ...stock},
  storage_short: {range: [0, 10_000], ...stock},
  lng_stock: {range: [0, 25_000], usual: [2000, 20_000], step: 4, ...stock},
  linepack: {range: [250, 450], usual: [300, 400], step: 1.3, late, changed: 0.05},
  flow_beach: {...flow, usual: [60, 350]},
  flow_lng: {...flow, usual: [3, 150]},
  flow_interconnector: flow,
  flow_storage: flow,
  brent: {range: [5, 250], usual: [25, 200], step: 3, changed: 0.05},
  henry_hub: {range: [0.3, 60], usual: [1, 15], step: 4, changed: 0.1},
  temperature: {range: [-20, 40], usual: [6, 15], late: seldom, changed: 0.3, scale: "spread"},
  power: {range: [-200, 2000], usual: [20, 400], step: 4, late: seldom, changed: 0.1}
};

/** The limits of a variable. @throws where there are none: a new variable needs its line here. */
export function limitsOf(id: string): GasLimits {
  const found = gasLimits[id];
  if (found) return found;
  throw new Error(
    `contracts/gas-limits.ts has no limits of ${id}: expected a line for each column of the gas table`
  );
}
