import {html} from "npm:htl";
import {formatNumber, withUnit} from "../../../lib/format.js";
import {formatChance} from "../../../lib/report/rain/headline.js";
import {type NeighbourTown, nearest} from "../../../lib/report/rain/town/neighbours.js";
import {DataTable} from "../../DataTable.js";

/** The towns nearest to one, with their chances and links to their pages; `root` is where the site begins, seen from the page. */
export function Neighbours(
  towns: readonly NeighbourTown[],
  id: string,
  {root = "../"}: {root?: string} = {}
): HTMLElement {
  return DataTable(
    nearest(towns, id),
    [
      {
        label: "Town",
        value: (town) => html`<a href=${`${root}rain/${town.id}`}>${town.name}</a>, ${town.state}`
      },
      {label: "Distance", value: ({distance}) => withUnit(formatNumber(distance), "km"), numeric: true},
      {label: "Chance of rain", value: ({probability}) => formatChance(probability), numeric: true},
      {label: "Usual", value: ({climatology}) => formatChance(climatology), numeric: true, wideOnly: true},
      {label: "Called", value: ({wet}) => (wet ? "wet" : "dry")}
    ],
    {caption: "The nearest towns"}
  );
}
