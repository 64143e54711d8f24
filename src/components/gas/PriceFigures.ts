import type {Forecast} from "../../lib/artifacts/forecast.js";
import type {GasRecent} from "../../lib/artifacts/gas.js";
import {priceFigures} from "../../lib/report/gas/figures.js";
import type {PriceUnit} from "../../lib/report/gas/units.js";
import {FigureCards} from "../FigureCards.js";
import {Sparkline, type SparkPoint} from "../Sparkline.js";

/** Three figures of the price, each with its comparison and a sparkline. */
export function PriceFigures(forecast: Forecast, recent: GasRecent, {unit}: {unit: PriceUnit}): HTMLElement {
  return FigureCards(
    priceFigures(forecast, recent, unit).map(({line: {name, known, ahead, mark}, ...card}) => {
      const points: SparkPoint[] = [
        ...known.map((y, x) => ({x, y, known: true})),
        ...ahead.map(({value, lo, hi}, i) => ({
          ...{x: known.length + i, y: value},
          ...(lo === undefined ? {} : {lo, hi})
        }))
      ];
      return {...card, spark: Sparkline(points, {mark, label: name})};
    })
  );
}
