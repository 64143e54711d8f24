import type {Said} from "./members.js";
import type {Mix} from "./state.js";

/** How a knob moved the answer: by what the town itself reports, by the national field, or since what stayed as it was counts otherwise. */
export const routes = ["own", "field", "rest"] as const;
export type Route = (typeof routes)[number];
export type Routes = Readonly<Record<Route, number>>;

/** The mixed model's answer in one state of the record. */
export interface Answered {
  /** Log-odds after calibration. */
  readonly margin: number;
  readonly said: readonly Said[];
}

/** The log-odds of a probability. */
export function logOdds(p: number): number {
  return Math.log(p / (1 - p));
}

/** Mixes what the members say. */
export function mixed(said: readonly Said[], {intercept, slope, least}: Mix): Answered {
  const mean = said.reduce((sum, {score}) => sum + held(score, least), 0) / said.length;
  return {margin: intercept + slope * mean, said};
}

/** Log-odds held within those of `least` and 1 − `least`. */
function held(score: number, least: number): number {
  const most = -logOdds(least);
  return Math.min(Math.max(score, -most), most);
}

/**
 * What takes the answer from one state to another, by route: the path contributions after less those before. They add up to the difference
 * of the margins; where a member is held back from certainty, all its contributions shrink alike.
 */
export function stepBetween(before: Answered, after: Answered, {slope, least}: Mix): Routes {
  const out: Record<Route, number> = {own: 0, field: 0, rest: 0};
  after.said.forEach((next, m) => {
    const last = before.said[m]!;
    const change = next.score - last.score;
    const kept = held(next.score, least) - held(last.score, least);
    const share = ((kept === change ? 1 : kept / change) * slope) / after.said.length;
    next.columns.forEach((value, j) => {
      out[routeOf(last, next, j)] += share * (value - last.columns[j]!);
    });
  });
  return out;
}

function routeOf(last: Said, next: Said, j: number): Route {
  const name = next.features.names[j]!;
  if (Object.is(last.features.table.columns[j]![0], next.features.table.columns[j]![0])) return "rest";
  return name === "field" || name.endsWith("_field") ? "field" : "own";
}

/**
 * What each of several moves does to the answer. They are made one after the other, in their order and in the opposite one, and the two are
 * averaged: that is each move's Shapley value where moves act together in pairs at most, it adds up in any case, and it does not depend on the order.
 * @param answer the answer after some of the moves, by their places
 * @returns one entry for each move
 */
export function effectsOf(
  moves: number,
  answer: (made: readonly number[]) => Answered,
  mix: Mix
): {readonly before: Answered; readonly after: Answered; readonly effects: readonly Routes[]} {
  const all = Array.from({length: moves}, (_, k) => k);
  const before = answer([]);
  const after = moves ? answer(all) : before;
  const walk = (order: readonly number[]) => {
    const steps = new Map<number, Routes>();
    let last = before;
    order.forEach((k, i) => {
      const next = i + 1 === moves ? after : answer(order.slice(0, i + 1));
      steps.set(k, stepBetween(last, next, mix));
      last = next;
    });
    return all.map((k) => steps.get(k)!);
  };
  const forward = walk(all);
  const backward = moves > 1 ? walk([...all].reverse()) : forward;
  const effects = forward.map((one, k) => {
    const other = backward[k]!;
    return {
      own: (one.own + other.own) / 2,
      field: (one.field + other.field) / 2,
      rest: (one.rest + other.rest) / 2
    };
  });
  return {before, after, effects};
}
