import {formatNumber, formatSigned, withUnit} from "../format.js";

/** The unit in which a page tells power; values are MW throughout. */
export interface PowerUnit {
  readonly name: "GW" | "MW";
  /** MW in one. */
  readonly mw: number;
  /** Decimals that make about three significant digits. */
  readonly decimals: number;
}

/** A country's load. */
export const GIGAWATT: PowerUnit = {name: "GW", mw: 1000, decimals: 1};

/** The load of a region or a town: whole megawatts, or tenths below a hundred. */
export function megawatts(values: Iterable<number | null>): PowerUnit {
  let most = 0;
  for (const value of values) if (value !== null && value > most) most = value;
  return {name: "MW", mw: 1, decimals: most < 100 ? 1 : 0};
}

/** An amount of power, MW, in a unit: `52.3 GW`, `1,512 MW`. */
export function formatPower(value: number, unit: PowerUnit, decimals = unit.decimals): string {
  return withUnit(formatNumber(value / unit.mw, decimals), unit.name);
}

/** The same without its unit, for a table whose heading has it. */
export function powerNumber(value: number, unit: PowerUnit, decimals = unit.decimals): string {
  return formatNumber(value / unit.mw, decimals);
}

/** A difference of power with its sign: `+0.42 GW`. */
export function formatDifference(value: number, unit: PowerUnit, decimals = unit.decimals): string {
  return withUnit(formatSigned(value / unit.mw, decimals), unit.name);
}
