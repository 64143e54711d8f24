import {dieboldMariano} from "../../src/lib/scores/diebold-mariano.js";
import {linearised, weightedMean} from "../../src/lib/scores/weighted.js";
import type {DifferenceTest, Losses} from "../study.js";

/** What two candidates' losses say about each other. Shares count from the holder's loss; where that is 0 any loss is 1 more. */
export interface Comparison {
  /** Places in the columns of losses at which both have one. */
  readonly origins: Int32Array;
  /** Mean losses over these origins. */
  readonly loss: Pair;
  /** By what share the asker's loss is lower, on the whole and in each block of origins. */
  readonly gain: number;
  readonly blocks: readonly number[];
  /** Of each guard the rows that both forecast, their mean losses there, and by what share the asker's is higher. */
  readonly guards: readonly {
    readonly name: string;
    readonly rows: number;
    readonly loss: Pair;
    readonly worse: number;
  }[];
  readonly test: string;
  readonly statistic: number;
  readonly p: number;
}

interface Pair {
  readonly holder: number;
  readonly asker: number;
}

/** Whether a candidate takes the champion's place, and why. */
export interface Verdict {
  readonly replace: boolean;
  readonly reason: string;
  /** The reason without the names, of a replacement: "the difference is certain: …". */
  readonly because?: string;
  /** None where too few origins have a loss of both. */
  readonly comparison?: Comparison;
}

/** Losses of one candidate, lower is better. */
export interface Contender {
  readonly name: string;
  /** One for each scored origin. */
  readonly losses: Losses;
  /** One for each row of each guard. */
  readonly guards?: Readonly<Record<string, Losses>>;
}

const blocks = 5;
const enough = 4;
const margin = 0.02;
const certain = 0.05;
const tolerance = 0.05;

/** Of losses with weights by what each adds to the mean, to first order. */
const mariano: DifferenceTest = {
  name: "Diebold–Mariano",
  of: (first, second, h) => {
    const {dm, p} = dieboldMariano(linearised(first), linearised(second), h);
    return {statistic: dm, p};
  }
};

/** The rule of replacement in words, for the record of a decision. */
export function ruleInWords({name}: DifferenceTest = mariano): string {
  return `Another candidate takes the champion's place when its mean loss over the same origins is lower, and either ${name} says so with p < ${certain} or it is at least ${100 * margin} % lower in ${enough} of ${blocks} blocks of origins, and it is not more than ${100 * tolerance} % worse on any guard.`;
}

/**
 * The rule of replacement. The asker takes the holder's place when its mean loss is lower and the test of difference
 * says so with p < 0.05, or when its loss is at least 2 % lower in at least 4 of 5 equal blocks of origins, in order of
 * time; and when its mean loss is higher by more than 5 % on no guard. Else the holder stays. Origins and rows at which
 * either has no loss do not count, and all means are weighted where the losses are.
 * @param h origins until the truth of the forecasts that count is known
 */
export function decide(
  holder: Contender,
  asker: Contender,
  h: number,
  test: DifferenceTest = mariano
): Verdict {
  const origins = shared(holder.losses, asker.losses);
  if (origins.length <= 2 * h || origins.length < blocks) {
    const reason = `${holder.name} stays: only ${origins.length} origins have a loss of both it and ${asker.name}.`;
    return {replace: false, reason};
  }
  const comparison = compare(holder, asker, origins, h, test);
  const {gain, p} = comparison;
  const won = comparison.blocks.filter((share) => share >= margin).length;
  const found = `loss ${percent(Math.abs(gain))} ${gain > 0 ? "lower" : "higher"} over ${origins.length} origins, ${test.name} p = ${small(p)}, ahead by 2 % in ${won} of ${blocks} blocks`;
  const better = gain > 0 && (p < certain || won >= enough);
  if (!better) {
    const reason = `${holder.name} stays, ${asker.name} is not clearly better: ${found}.`;
    return {replace: false, reason, comparison};
  }
  const broken = comparison.guards.filter(({worse}) => worse > tolerance);
  if (broken.length > 0) {
    const where = broken.map(
      ({name, worse, loss}) =>
        `${percent(worse)} worse on the guard “${name}” (loss ${short(loss.asker)} instead of ${short(loss.holder)})`
    );
    const reason = `${holder.name} stays, though ${asker.name} is better on the whole: it is ${where.join(" and ")}, and ${100 * tolerance} % is the limit; ${found}.`;
    return {replace: false, reason, comparison};
  }
  const kind = p < certain ? "certain" : "steady";
  const guarded = guardsInWords(holder, comparison);
  const because = `the difference is ${kind}: ${found}${guarded}`;
  const reason = `${asker.name} replaces ${holder.name}, ${because}.`;
  return {replace: true, reason, because, comparison};
}

function compare(
  holder: Contender,
  asker: Contender,
  origins: Int32Array,
  h: number,
  test: DifferenceTest
): Comparison {
  const [own, other] = [take(holder.losses, origins), take(asker.losses, origins)];
  const n = origins.length;
  const part = (losses: Losses, b: number) =>
    weightedMean(losses, Math.floor((b * n) / blocks), Math.floor(((b + 1) * n) / blocks));
  const guards = Object.entries(holder.guards ?? {}).flatMap(([name, losses]) => {
    const theirs = asker.guards?.[name];
    const rows = theirs ? shared(losses, theirs) : new Int32Array();
    if (!theirs || rows.length === 0) return [];
    const loss = {holder: weightedMean(take(losses, rows)), asker: weightedMean(take(theirs, rows))};
    return [{name, rows: rows.length, loss, worse: 0 - share(loss.holder, loss.asker)}];
  });
  const {statistic, p} = test.of(other, own, h);
  const loss = {holder: weightedMean(own), asker: weightedMean(other)};
  return {
    origins,
    loss,
    gain: share(loss.holder, loss.asker),
    blocks: Array.from({length: blocks}, (_, b) => share(part(own, b), part(other, b))),
    guards,
    test: test.name,
    statistic,
    p
  };
}

/** What a replacement says of the guards: that all hold, and which have no row to be held by. */
function guardsInWords({guards: asked = {}}: Contender, {guards}: Comparison): string {
  const names = Object.keys(asked);
  const empty = names.filter((name) => !guards.some((guard) => guard.name === name));
  const held = guards.length > 0 ? `; on no guard is it more than ${100 * tolerance} % worse` : "";
  const lacking =
    empty.length > 0 ? `; no row of both on ${empty.map((name) => `“${name}”`).join(" and ")}` : "";
  return `${held}${lacking}`;
}

/** The places at which both have a loss. */
function shared(first: Losses, second: Losses): Int32Array {
  return Int32Array.from(
    [...first.values.keys()].filter((i) => Number.isFinite(first.values[i]! - second.values[i]!))
  );
}

/** By what share the second is lower than the first. */
function share(first: number, second: number): number {
  if (first === 0) return second === 0 ? 0 : -1;
  return 1 - second / first;
}

function take({values, weights}: Losses, places: Int32Array): Losses {
  const at = (column: Float64Array) => Float64Array.from(places, (i) => column[i]!);
  return weights ? {values: at(values), weights: at(weights)} : {values: at(values)};
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function short(loss: number): string {
  return String(Number(loss.toPrecision(3)));
}

function small(p: number): string {
  return p < 0.001 ? p.toExponential(0) : p.toFixed(3);
}
