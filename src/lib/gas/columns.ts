/** The variables of the gas study on gas days, with their units, and how long after its gas day each of them is published. */

/** A variable of the table `gas-days`. */
export interface GasColumn {
  /** Its name in the table. */
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /**
   * Publication lag: the value of gas day D is known from gas day D + `lag` on. Of a series on business days: from the `lag`-th business
   * day (of London and New York both) after the last business day up to D on. What is only ever recorded as restated is taken as known when it was first printed.
   */
  readonly lag: number;
  /** What the lag counts: gas days, or business days of a series that has no value on weekends and is carried forward. */
  readonly days: "gas" | "business";
  /** Id of the publisher. */
  readonly source: "nationalgas" | "github" | "hadcet" | "ember";
  /** Of an item of National Gas's data portal: its id and its title, by which its rows are told apart. */
  readonly item?: {readonly id: string; readonly title: string};
  /** Of an item: whether it is measured, and so generated after its gas day has ended. */
  readonly measured?: boolean;
  /** Name of the column with the value that was first generated, where it was restated. */
  readonly firstValue?: string;
  /** Name of the column with the age of a value that is carried forward, days. */
  readonly age?: string;
  /** The first gas day of the record; before it there is no value. */
  readonly first: string;
  /** Decimals that are kept. */
  readonly decimals: number;
}

/** The first gas day of the table. */
export const gasFrom = "2018-01-01";

/** Where the recorded copy of the data portal begins. */
const portalFrom = "2020-05-01";

/**
 * Least price in p/kWh before a logarithm is taken: SMP sell is 0.0000 on 2022-01-01, and stands so in the table. Values below count as
 * this one.
 */
export const leastPrice = 0.01;

/** kWh in a therm: a price in p/kWh times this is in p/therm. Units of Measurement Regulations 1995: 1 therm = 105,505,585.257348 J. */
export const kwhPerTherm = 29.307107;

const price = (id: string, title: string, item: string, name: string): GasColumn => ({
  ...{id, title, unit: "p/kWh", lag: 1, days: "gas", source: "nationalgas", decimals: 4},
  ...{item: {id: item, title: name}, measured: true, firstValue: `${id}_first`},
  first: id === "sap" ? gasFrom : portalFrom
});

const portal = (
  id: string,
  title: string,
  unit: string,
  item: string,
  name: string,
  more: Partial<GasColumn> = {}
): GasColumn => ({
  ...{id, title, unit, lag: 1, days: "gas", source: "nationalgas", decimals: 3},
  ...{item: {id: item, title: name}, first: portalFrom},
  ...more
});

const actual = (id: string) => ({measured: true, firstValue: `${id}_first`});
/** Daily flows are first generated two days after their gas day. */
const flow = {measured: true, lag: 2};

const businessDays = (id: string, title: string, unit: string): GasColumn => ({
  ...{id, title, unit, lag: 3, days: "business", source: "github"},
  ...{age: `${id}_age`, first: gasFrom, decimals: 2}
});

/** Every variable, in the order of the table. */
export const gasColumns: readonly GasColumn[] = [
  price("sap", "System Average Price", "PUBOB603", "SAP, Actual Day"),
  price("smp_buy", "System Marginal Price, buy", "PUBOB604", "SMP Buy, Actual Day"),
  price("smp_sell", "System Marginal Price, sell", "PUBOB605", "SMP Sell, Actual Day"),
  portal("demand", "demand of the day, D+1", "mscm", "PUBOB637", "Demand Actual, NTS, D+1", actual("demand")),
  portal("demand_d6", "demand of the day, D+6", "mscm", "PUBOB652", "Demand Actual, NTS, D+6", {
    ...actual("demand_d6"),
    ...{lag: 6, first: "2021-01-11"}
  }),
  portal(
    "demand_forecast",
    "demand as forecast during the day",
    "mscm",
    "PUBOB28",
    "Demand Forecast, NTS, hourly update"
  ),
  portal("snd", "seasonal normal demand", "mscm", "PUBOB2535", "Demand, NTS, SND"),
  portal(
    "storage_long",
    "stock of long-range storage",
    "GWh",
    "PUBOB1565",
    "Storage, Long Range, Stock Levels"
  ),
  portal(
    "storage_medium",
    "stock of medium-range storage",
    "GWh",
    "PUBOB1558",
    "Storage, Medium Range, Stock Levels"
  ),
  portal(
    "storage_short",
    "stock of short-range storage",
    "GWh",
    "PUBOB1551",
    "Storage, Short Range, Stock Levels"
  ),
  portal("lng_stock", "stock of liquefied natural gas", "GWh", "PUBOB1859", "LNG Stock Level"),
  portal("linepack", "predicted closing linepack", "mscm", "PUBOB30", "Predicted Closing Linepack (PCLP1)"),
  portal(
    "flow_beach",
    "entry at the beach, with Norway",
    "mscm",
    "PUBOBJ1620",
    "Beach Including Norway - Daily Flow",
    flow
  ),
  portal(
    "flow_lng",
    "entry of liquefied natural gas",
    "mscm",
    "PUBOBJ1621",
    "Aggregate LNG Importations - Daily Flow",
    flow
  ),
  portal(
    "flow_interconnector",
    "entry by interconnectors",
    "mscm",
    "PUBOB262",
    "Interconnector - Daily Flow",
    flow
  ),
  portal("flow_storage", "entry from storage", "mscm", "PUBOB264", "Storage - Daily Flow", flow),
  businessDays("brent", "Brent crude oil, spot", "USD/bbl"),
  businessDays("henry_hub", "Henry Hub natural gas, spot", "USD/MMBtu"),
  {
    ...{id: "temperature", title: "Central England temperature, mean of the day", unit: "°C"},
    ...{lag: 2, days: "gas", source: "hadcet", first: gasFrom, decimals: 1}
  },
  {
    ...{id: "power", title: "power in Great Britain, day-ahead", unit: "EUR/MWh"},
    ...{lag: 1, days: "gas", source: "ember", first: gasFrom, decimals: 3}
  }
];

/** The variable with an id. @throws where there is none: the message names those that there are. */
export function gasColumn(id: string): GasColumn {
  const found = gasColumns.find((column) => column.id === id);
  if (found) return found;
  throw new Error(
    `unknown gas column "${id}": there are ${gasColumns.map((column) => column.id).join(", ")}`
  );
}
