import type {Forecast} from "../../artifacts/forecast.js";
import type {GasRecent} from "../../artifacts/gas.js";

/** A gas day of a series: as it was known, or as it is forecast with its intervals. */
export interface SeriesDay {
  /** Start of the gas day, ms. */
  readonly time: number;
  readonly value: number;
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
  /** The last value that is known: what the random walk says of every day. */
  readonly last: number;
}

/** A series of the vector for its own small chart. */
export interface SeriesOutlook {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly decimals: number;
  readonly known: readonly {readonly time: number; readonly value: number}[];
  readonly ahead: readonly SeriesDay[];
}

/** The series that the forecast has beside the price, each with the last `before` days that are known. */
export function seriesOutlooks(forecast: Forecast, recent: GasRecent, before: number): SeriesOutlook[] {
  return recent.series.flatMap(({id, title, unit, decimals, values}) => {
    const rows = forecast.rows.filter(({series}) => series === id);
    if (id === "sap" || rows.length === 0) return [];
    const known = recent.days.flatMap((day, i) => {
      const value = values[i];
      return value === null ? [] : [{time: Date.parse(`${day}T05:00:00Z`), value}];
    });
    if (known.length === 0) return [];
    const last = known[known.length - 1].value;
    const ahead = rows.map(({time, value, lo80, hi80, lo95, hi95}) => ({
      ...{time: Date.parse(time), value, lo80, hi80, lo95, hi95, last}
    }));
    return [{id, title, unit, decimals, known: known.slice(-before), ahead}];
  });
}
