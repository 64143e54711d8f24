import {formatSigned} from "../format.js";
import type {DriverGroup, Drivers} from "./shapes.js";

/** The groups by how much they move the load, the largest first: mean absolute contribution, MW. */
export function byWeight({groups}: Pick<Drivers, "groups">): (DriverGroup & {readonly weight: number})[] {
  const weight = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
  return groups
    .map((group) => ({...group, weight: weight(group.values)}))
    .sort((a, b) => b.weight - a.weight);
}

/** The `most` weightiest groups, and all others added up as one. */
export function condensed({groups}: Pick<Drivers, "groups">, most = 5): DriverGroup[] {
  const sorted = byWeight({groups});
  if (sorted.length <= most + 1) return sorted;
  const rest = sorted.slice(most);
  const values = sorted[0]!.values.map((_, i) => rest.reduce((sum, group) => sum + group.values[i]!, 0));
  const names = rest.map(({label}) => lower(label)).join(", ");
  return [...sorted.slice(0, most), {name: "rest", label: `All else: ${names}`, values}];
}

/** Which groups move the coming week most, in a sentence. */
export function leading(drivers: Pick<Drivers, "groups">): string {
  const [first, second] = byWeight(drivers);
  if (!first || !second)
    throw new Error(`drivers: expected at least two groups, got ${drivers.groups.length}`);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const push = ({label, values}: DriverGroup) =>
    `${lower(label)}, ${formatSigned(mean(values) / 1000, 1)}\u00a0GW`;
  return `What moves the coming week most is ${push(first)} on average against an average hour; next comes ${push(second)}.`;
}

function lower(label: string): string {
  return label.slice(0, 1).toLowerCase() + label.slice(1);
}
