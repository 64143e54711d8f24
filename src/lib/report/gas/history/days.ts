import type {GasHistory} from "../../../artifacts/gas.js";
import {addDays} from "../../../time/zone.js";

/** A gas day of the record: the price, and what was known of other series on the morning after; NaN where nothing was. */
export interface RecordDay {
  readonly day: string;
  /** Midnight UTC of the gas day, ms. */
  readonly time: number;
  /** p/kWh. */
  readonly price: number;
  /** °C, USD/bbl, EUR/MWh. */
  readonly temperature: number;
  readonly brent: number;
  readonly power: number;
  /** Deviation of daily log returns, %. */
  readonly volatility: number;
}

/** The record day by day; days without a price are left out. @throws where a series is not among those published */
export function recordDays({from, series, volatility}: GasHistory): RecordDay[] {
  const valuesOf = (id: string) => {
    const found = series.find((one) => one.id === id);
    if (found) return found.values;
    throw new Error(
      `gas history: expected the series ${id}, got ${series.map((one) => one.id).join(", ") || "none"}`
    );
  };
  const [sap, temperature, brent, power] = ["sap", "temperature", "brent", "power"].map(valuesOf);
  return sap.flatMap((price, i) => {
    if (price === null) return [];
    const day = addDays(from, i);
    const at = (values: readonly (number | null)[]) => values[i] ?? Number.NaN;
    return [
      {
        ...{day, time: Date.parse(day), price},
        ...{temperature: at(temperature), brent: at(brent), power: at(power)},
        volatility: at(volatility.values)
      }
    ];
  });
}

/** A calendar year of the record. */
export interface RecordYear {
  readonly year: string;
  readonly days: number;
  readonly mean: number;
  readonly lowest: RecordDay;
  readonly highest: RecordDay;
}

/** The record by calendar year of the gas day, with the mean price and the cheapest and the dearest day. */
export function recordYears(days: readonly RecordDay[]): RecordYear[] {
  const years = [...new Set(days.map(({day}) => day.slice(0, 4)))];
  return years.map((year) => {
    const own = days.filter(({day}) => day.startsWith(year));
    return {
      ...{year, days: own.length, mean: own.reduce((sum, {price}) => sum + price, 0) / own.length},
      lowest: own.reduce((low, one) => (one.price < low.price ? one : low)),
      highest: own.reduce((high, one) => (one.price > high.price ? one : high))
    };
  });
}
