import {type Panel, placeOf} from "../../../src/lib/var/panel.js";

/** The series of a panel in another order. @throws where one of the order is not in the panel. */
export function inOrder({names, rows, values}: Panel, order: readonly string[]): Panel {
  const places = order.map((name) => placeOf(names, name));
  const width = order.length;
  return {
    names: [...order],
    rows,
    values: Float64Array.from(
      {length: rows * width},
      (_, i) => values[Math.floor(i / width) * names.length + places[i % width]]
    )
  };
}
