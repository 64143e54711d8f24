/**
 * The gas market by gas day, as an origin knows it: entry i holds what was known when the price of gas day i was, on the morning after. A
 * publication lag is taken off before: where a temperature comes a day late, entry i is that of day i − 1. NaN is missing.
 */
export interface GasColumns {
  /** System Average Price, p/kWh, without a gap. */
  readonly sap: Float64Array;
  /** System Marginal Prices of buying and selling, p/kWh. */
  readonly buy: Float64Array;
  readonly sell: Float64Array;
  /** Demand of the day and what was forecast of it, mscm. */
  readonly demand: Float64Array;
  readonly demandForecast: Float64Array;
  /** Predicted closing linepack, mscm. */
  readonly linepack: Float64Array;
  /** Day-ahead power price of Great Britain, EUR/MWh. */
  readonly power: Float64Array;
  /** Mean of Central England, °C. */
  readonly temperature: Float64Array;
  /** USD/bbl and USD/MMBtu, the last business day known. */
  readonly brent: Float64Array;
  readonly henryHub: Float64Array;
  /** Stocks of liquefied gas and in storage, GWh. */
  readonly lng: Float64Array;
  readonly storage: Float64Array;
}
