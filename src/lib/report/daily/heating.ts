import {formatNumber, formatPercent} from "../../format.js";
import {formatPower, type PowerUnit} from "../power.js";
import type {Daily} from "../shapes.js";

/** Above this mean temperature of a day nothing is heated, °C. */
const THRESHOLD = 15;

/** How the load of a record follows temperature and the kind of day. */
export interface Heating {
  /** MW for each degree below the threshold. */
  readonly perDegree: number;
  /** What a weekend or a holiday draws more than a working day of the same temperature, as a share of the mean load. */
  readonly free: number;
  /** Share of the variance of the load that both tell. */
  readonly told: number;
}

/**
 * Least squares of the daily load on the degrees below 15 °C and on weekends and holidays. Null with fewer than a hundred days, or where
 * the days are all of one kind or all warm.
 */
export function heating({mean, temperature, weekday, holiday}: Daily): Heating | null {
  const rows = mean.flatMap((load, i) => {
    const degrees = temperature[i];
    if (load == null || degrees == null) return [];
    return [
      {load, cold: Math.max(0, THRESHOLD - degrees), free: weekday[i]! > 4 || holiday[i] !== null ? 1 : 0}
    ];
  });
  if (rows.length < 100) return null;
  const average = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const [load, cold, free] = [average((r) => r.load), average((r) => r.cold), average((r) => r.free)];
  const product = (a: (row: (typeof rows)[number]) => number, b: (row: (typeof rows)[number]) => number) =>
    average((row) => a(row) * b(row));
  const y = (r: (typeof rows)[number]) => r.load - load;
  const x = (r: (typeof rows)[number]) => r.cold - cold;
  const z = (r: (typeof rows)[number]) => r.free - free;
  const [xx, zz, xz, xy, zy, yy] = [
    product(x, x),
    product(z, z),
    product(x, z),
    product(x, y),
    product(z, y),
    product(y, y)
  ];
  const determinant = xx * zz - xz * xz;
  if (!(determinant > 1e-9 * xx * zz) || !(yy > 0)) return null;
  const perDegree = (xy * zz - zy * xz) / determinant;
  const shift = (zy * xx - xy * xz) / determinant;
  return {perDegree, free: shift / load, told: (perDegree * xy + shift * zy) / yy};
}

/** What drives the load, in two sentences; empty where that cannot be told. */
export function heatingText(found: Heating | null, power: PowerUnit): string {
  if (!found) return "";
  const {perDegree, free, told} = found;
  const cold =
    perDegree > 0
      ? `each degree colder adds about ${formatPower(perDegree, power)}`
      : `each degree colder takes away about ${formatPower(-perDegree, power)}`;
  const share = Math.abs(free) * 100;
  const kind =
    share < 0.5
      ? "weekends and holidays draw as much as working days of the same temperature"
      : `weekends and holidays draw ${formatPercent(share, 1)} ${free > 0 ? "more" : "less"} than working days of the same temperature`;
  return `Below ${formatNumber(THRESHOLD)}\u00a0°C ${cold}; ${kind}. Both together account for ${formatPercent(100 * told, 0)} of the differences between the days of the record.`;
}
