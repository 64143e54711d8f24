import {formatShare} from "../../format.js";

/** A class of probabilities, from (included) to (left out; the last includes 1), and how strong its colour is, 0 … 1. */
export interface ChanceClass {
  readonly from: number;
  readonly to: number;
  readonly strength: number;
  readonly label: string;
}

const bounds = [0, 0.1, 0.2, 0.4, 0.6, 0.8, 1];
const strengths = [0, 0.16, 0.34, 0.56, 0.78, 1];

/** The classes of a map of probabilities, from dry to wet: "below 10 %", "10 to 20 %" … "80 % and more". */
export const chanceClasses: readonly ChanceClass[] = strengths.map((strength, i) => {
  const [from, to] = [bounds[i]!, bounds[i + 1]!];
  const label =
    i === 0
      ? `below ${formatShare(to)}`
      : i === strengths.length - 1
        ? `${formatShare(from)} and more`
        : `${formatShare(from).replace(/\s%$/, "")} to ${formatShare(to)}`;
  return {from, to, strength, label};
});

/** The class of a probability. Throws where it is none. */
export function chanceClass(probability: number): ChanceClass {
  const found = chanceClasses.find(({from, to}) => probability >= from && (probability < to || to === 1));
  if (found && probability <= 1) return found;
  throw new Error(`expected a probability from 0 to 1, got ${probability}`);
}
