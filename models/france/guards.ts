import type {DayKinds} from "../../src/lib/load/calendar.js";
import {cities} from "../../src/lib/load/cities.js";
import type {Weather} from "../../src/lib/load/weather.js";
import type {HourGrid} from "../../src/lib/time/grid.js";
import {dayGuards} from "../day-slices.js";

/** The local hours of the evening peak: 18:00 to 21:00, in which the highest load of a French winter day falls. */
export const peakHours = [18, 19, 20] as const;

/**
 * The forecasts on which no new champion may do clearly worse, as masks over `index`, the hours of the grid that are
 * forecast: the evening peak, the coldest tenth of the scored days by the mean temperature where people live, and public
 * holidays with the days beside them.
 * @param scored the part of `index` that counts in the scores: its first place and the one after its last
 */
export function guardsOf(
  grid: HourGrid,
  {temperature}: Pick<Weather, "temperature">,
  {holiday}: Pick<DayKinds, "holiday">,
  index: Int32Array,
  scored: {readonly from: number; readonly to: number}
): Record<string, Uint8Array> {
  const means = grid.days.map((_, d) => meanTemperature(grid, temperature, d));
  return {
    "evening peak, 18:00–21:00": Uint8Array.from(index, (i) =>
      peakHours.some((peak) => peak === grid.hourOf[i]) ? 1 : 0
    ),
    ...dayGuards(
      means,
      holiday,
      index.map((i) => grid.dayOf[i]),
      scored
    )
  };
}

/** Mean over the hours of a day of the cities' temperature, by their weights, °C. */
function meanTemperature(grid: HourGrid, temperature: Float64Array, d: number): number {
  const [from, to] = [grid.dayStart[d], grid.dayStart[d + 1]];
  let sum = 0;
  for (const [k, {weight}] of cities.entries())
    for (let i = from; i < to; ++i) sum += weight * temperature[k * grid.hours + i];
  return sum / (to - from);
}
