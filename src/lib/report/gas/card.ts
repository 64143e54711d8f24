import type {BacktestReport} from "../../artifacts/backtest.js";
import type {Card} from "../../artifacts/cards.js";
import type {Forecast} from "../../artifacts/forecast.js";
import type {GasRecent} from "../../artifacts/gas.js";
import {formatPercent} from "../../format.js";
import {champion} from "../scores.js";
import {isOfToday, sourceLine} from "../state.js";
import {gasHeadline, priceRows} from "./headline.js";
import {inUnit, priceText} from "./units.js";

/** Gas days before the forecast that the card draws. */
const drawn = 30;
/** When a gas day begins, after midnight UTC. */
const start = "T05:00:00.000Z";

/** What the front page says of the gas price: the first gas day with its distribution, the tenth and the thirtieth, and what the distribution is worth. */
export function gasCard(input: {
  readonly forecast: Forecast;
  readonly backtest: BacktestReport;
  readonly recent: GasRecent;
}): Card {
  const {forecast, backtest, recent} = input;
  const {study, issuedAt, provenance} = forecast;
  const unit = "p/therm";
  const rows = priceRows(forecast);
  const headline = gasHeadline(forecast, {unit, dated: !isOfToday(provenance)});
  const range = (row: Forecast["rows"][number] | undefined) =>
    row
      ? `${priceText(row.value, unit)}, 80 % between ${priceText(row.lo80, unit, {bare: true})} and ${priceText(row.hi80, unit, {bare: true})}`
      : "–";
  const [first] = champion(backtest).ratios?.byLead ?? [];
  const known = champion(backtest).byLead?.[0]?.crps;
  const [sap] = recent.series;
  return {
    ...{study, unit, issuedAt, provenance, headline},
    short: `gas costs ${priceText(rows[0].value, unit)}`,
    unusual: null,
    sentence:
      first?.crps == null
        ? "The last price is the forecast."
        : `Its distribution is ${formatPercent(100 * (1 - first.crps), 0)} better than the random walk’s a day ahead.`,
    rows: [
      {label: "In ten gas days", value: range(rows[9])},
      {label: "In thirty", value: range(rows[29])},
      ...(first?.crps == null || known == null
        ? []
        : [
            {
              label: "Error a day ahead (CRPS)",
              value: `${priceText(known, unit)}, random walk ${priceText(known / first.crps, unit, {bare: true})}`
            }
          ])
    ],
    picture: {
      label: "Prices of the last 30 gas days, and the forecast with its 80 % interval",
      observed: recent.days.slice(-drawn).map((day, i) => {
        const value = sap.values[recent.days.length - Math.min(drawn, recent.days.length) + i];
        return {time: `${day}${start}`, value: value === null ? null : inUnit(value, unit)};
      }),
      ahead: rows.map(({time, value, lo80, hi80}) => ({
        ...{time, value: inUnit(value, unit)},
        ...{lo80: inUnit(lo80, unit), hi80: inUnit(hi80, unit)}
      }))
    },
    source: sourceLine(provenance, "UTC")
  };
}
