import type {ReportTown} from "./shapes.js";

type Chance = Pick<ReportTown, "probability" | "climatology">;

/** How a day compares with what is usual for the town in its month. */
export type Against = "wetter" | "drier" | "usual";

/** From this difference on, in shares of one, a day is called wetter or drier than usual. */
export const clearly = 0.1;

/** Whether rain is more or less probable than usual for the month, by ten points or more; binary fractions do not decide. */
export function againstUsual({probability, climatology}: Chance): Against {
  const thousandths = Math.round(1000 * (probability - climatology));
  if (Math.abs(thousandths) < 1000 * clearly) return "usual";
  return thousandths > 0 ? "wetter" : "drier";
}

/** The town whose probability is farthest from what is usual, in points; of equally far ones the first. Throws where there is none. */
export function farthestFromUsual<Town extends Chance>(towns: readonly Town[]): Town {
  const [first] = towns;
  if (!first) throw new Error("towns: expected at least one, got none");
  const distance = ({probability, climatology}: Town) => Math.abs(probability - climatology);
  return towns.reduce((far, town) => (distance(town) > distance(far) ? town : far), first);
}

/** How many towns are to be expected wet, the sum of the probabilities, and how many are usual in the month. */
export function expectedWet(towns: readonly Chance[]): {expected: number; usual: number} {
  return {
    expected: towns.reduce((sum, {probability}) => sum + probability, 0),
    usual: towns.reduce((sum, {climatology}) => sum + climatology, 0)
  };
}
