/**
 * How the knobs of a page are written into its address, so that a scenario can be passed on as a link. What an address says is
 * checked; what it gets wrong is named and left at its opening position.
 */

/** A knob with a range. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A knob with words to choose from. */
export interface Choice {
  readonly allowed: readonly string[];
  /** What is allowed, in words: "a day of the coming week". */
  readonly words: string;
}

type NameOf<K, Value> = {[name in keyof K]: K[name] extends Value ? name : never}[keyof K];

/** The knobs of one page. Those that it does not name are none of the address's. */
export interface KnobTable<K> {
  /** Where the page opens. */
  readonly opening: K;
  /** Of the knobs that are numbers, or numbers and null: a null is a knob left alone, which an address cannot name. */
  readonly ranges: Readonly<Record<NameOf<K, number | null>, Range>>;
  /** What may be chosen, given the knobs read before: ranges first, then choices in their order. */
  readonly choices: Readonly<Record<NameOf<K, string>, (read: K) => Choice>>;
}

/** The knobs as a query string, sorted; a knob at its opening position is left out, so that the opening is the empty text. */
export function writePositions<K extends object>(knobs: K, opening: K): string {
  const names = (Object.keys(opening) as (keyof K & string)[]).sort();
  const parameters = new URLSearchParams();
  for (const name of names) if (knobs[name] !== opening[name]) parameters.set(name, String(knobs[name]));
  return parameters.toString();
}

/** A page's query string in which the positions of the knobs `names` are those of `query`, and everything else stays. */
export function withPositions(search: string, names: readonly string[], query: string): string {
  const parameters = new URLSearchParams(search);
  for (const name of names) parameters.delete(name);
  for (const [name, value] of new URLSearchParams(query)) parameters.append(name, value);
  return parameters.toString();
}

/**
 * The knobs that a query string names; the others are at their opening position. A number out of range or no number, and a
 * word that may not be chosen, are left at the opening and described in `problems`; a number off its step is moved to the
 * nearest one.
 */
export function readPositions<K extends object>(
  query: string,
  {opening, ranges, choices}: KnobTable<K>
): {knobs: K; problems: string[]} {
  const parameters = new URLSearchParams(query);
  const problems: string[] = [];
  let knobs = opening;
  for (const [name, range] of Object.entries<Range>(ranges)) {
    const {min, max, step} = range;
    for (const text of parameters.getAll(name)) {
      const value = Number(text);
      if (text.trim() === "" || !(value >= min && value <= max))
        problems.push(`${name}: expected a number from ${min} to ${max}, got ${quoted(text)}`);
      else knobs = {...knobs, [name]: Math.round((value - min) / step) * step + min};
    }
  }
  for (const [name, choice] of Object.entries<(read: K) => Choice>(choices)) {
    const {allowed, words} = choice(knobs);
    for (const text of parameters.getAll(name)) {
      if (allowed.includes(text)) knobs = {...knobs, [name]: text};
      else problems.push(`${name}: expected ${words}, got ${quoted(text)}`);
    }
  }
  return {knobs, problems};
}

/** What an address may make a page repeat. */
const LONGEST = 40;

const quoted = (text: string) => `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}"`;
