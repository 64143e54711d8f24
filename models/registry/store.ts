import {readdir, readFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {z} from "zod";
import {parseJson, setAside, stableJson, writeSealed} from "../../data-loaders/store/files.js";
import {realms} from "../../data-loaders/store/realms.js";
import {keptKeys, resultsFolder} from "../pipeline/results.js";
import type {Realm} from "../runs/runs.js";
import {
  type Decision,
  decisionPath,
  decisionSchema,
  type Registry,
  registryOf,
  registryPath,
  registrySchema
} from "./registry.js";

/**
 * Each decision is a file that is never changed, and the registry of a study is derived from them, in a file of its
 * own for people and programs. What is damaged is rebuilt: decisions from the registry or from its copies in the last
 * kept promotions, the registry from its decisions.
 */

/** What the store has of a study's registry. */
export interface Inspected {
  /** None before the first decision. */
  readonly registry?: Registry;
  /** Files that cannot be used, and why; the registry above does without them. */
  readonly damaged: readonly {readonly path: string; readonly why: string}[];
  /** Why the file of the registry has to be written anew, where nothing is damaged. */
  readonly behind?: string;
}

/**
 * Reads the registry of a study and changes nothing.
 * @throws when a decision is kept nowhere in a usable form: the message says which file to bring back.
 */
export async function inspectRegistry(state: string, realm: Realm, study: string): Promise<Inspected> {
  const path = registryPath(state, realm, study);
  const file = await attempt(path, registrySchema);
  const numbers = await decisionNumbers(state, realm, study);
  if (!file && numbers.length === 0) return {damaged: []};
  const kept = new Map<number, Decision>();
  const damaged: {path: string; why: string}[] = [];
  if (file?.problem) damaged.push({path, why: file.problem});
  for (const number of numbers) {
    const at = decisionPath(state, realm, study, number);
    const decision = await attempt(at, decisionSchema);
    if (decision?.value) kept.set(number, decision.value);
    else damaged.push({path: at, why: decision?.problem ?? "it is gone"});
  }
  const copies = damaged.length > 0 ? await keptRegistries(state, realm, study) : [];
  const sources = [...(file?.value ? [file.value] : []), ...copies];
  const count = Math.max(0, ...numbers, ...sources.map(({decisions}) => decisions.length));
  const decisions = Array.from({length: count}, (_, i) => {
    const found = kept.get(i + 1) ?? sources.find((one) => one.decisions.length > i)?.decisions[i];
    if (!found) throw irreparable(state, realm, study, i + 1, damaged);
    return found;
  });
  if (decisions.length === 0) throw irreparable(state, realm, study, 1, damaged);
  const registry = registryOf(study, decisions);
  if (!file) return {registry, damaged, behind: `${path} was gone`};
  if (!file.value || stableJson(file.value) === stableJson(registry)) return {registry, damaged};
  const known = file.value.decisions.length;
  const prefix = known > 0 && stableJson(registryOf(study, decisions.slice(0, known)));
  if (known < count && stableJson(file.value) === prefix)
    return {registry, damaged, behind: `${path} lacked ${count - known} of ${count} decisions`};
  const why =
    "it does not say what follows from the decisions that are kept beside it, so one of them was edited";
  return {registry, damaged: [{path, why}, ...damaged]};
}

/**
 * The registry of a study; undefined before its first decision. A file that is cut, edited or gone is moved aside, as
 * `<name>.corrupt-<hash>`, and rebuilt. Only for the owner of the store's lock.
 * @param say is told of everything that was mended, in one line each
 * @throws as `inspectRegistry`; nothing is moved then.
 */
export async function readRegistry(
  state: string,
  realm: Realm,
  study: string,
  say: (message: string) => void = () => {}
): Promise<Registry | undefined> {
  const {registry, damaged, behind} = await inspectRegistry(state, realm, study);
  if (!registry || (damaged.length === 0 && behind === undefined)) return registry;
  const moved = [];
  for (const {path, why} of damaged) moved.push({path, why, aside: basename(await setAside(path))});
  await writeRegistry(state, realm, registry);
  const all = `all ${registry.decisions.length} decisions are there`;
  for (const {path, why, aside} of moved)
    say(`${path} could not be used (${why}): it was moved to ${aside} beside it and rebuilt, ${all}`);
  if (behind !== undefined) say(`${behind}: it was rebuilt from the kept decisions, ${all}`);
  return registry;
}

/**
 * Writes the registry of a study: first the decisions that have no file yet, then what follows from them.
 * @returns the path of the registry.
 */
export async function writeRegistry(state: string, realm: Realm, registry: Registry): Promise<string> {
  const checked = registrySchema.parse(registry);
  const there = new Set(await decisionNumbers(state, realm, checked.study));
  for (const [i, decision] of checked.decisions.entries())
    if (!there.has(i + 1)) await writeSealed(decisionPath(state, realm, checked.study, i + 1), decision, 1);
  const path = registryPath(state, realm, checked.study);
  await writeSealed(path, checked, 1);
  return path;
}

/** The numbers of the decisions that have a file, ascending. */
async function decisionNumbers(state: string, realm: Realm, study: string): Promise<number[]> {
  const names = await readdir(dirname(decisionPath(state, realm, study, 1))).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    }
  );
  return names
    .flatMap((name) => (/^[1-9]\d*\.json$/.test(name) ? [Number.parseInt(name, 10)] : []))
    .sort((a, b) => a - b);
}

/** What a file holds, or why it cannot be used; undefined where there is none. */
async function attempt<T>(
  path: string,
  schema: z.ZodType<T>
): Promise<{value?: T; problem?: string} | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return parseJson(text, schema);
}

const copySchema = z.object({realm: z.enum(realms), registry: registrySchema});

/** The registries in the kept results of a study's promotions, the one with most decisions first. */
async function keptRegistries(state: string, realm: Realm, study: string): Promise<Registry[]> {
  const task = `${study}/promote`;
  const copies = await Promise.all(
    (await keptKeys(state, task)).map((key) =>
      attempt(join(resultsFolder(state, task), key, "promotion.json"), copySchema)
    )
  );
  return copies
    .flatMap((copy) => (copy?.value?.realm === realm ? [copy.value.registry] : []))
    .sort((a, b) => b.decisions.length - a.decisions.length);
}

function irreparable(
  state: string,
  realm: Realm,
  study: string,
  number: number,
  damaged: readonly {path: string; why: string}[]
): Error {
  const path = decisionPath(state, realm, study, number);
  const found = damaged.map((one) => `${one.path} (${one.why})`).join(", ");
  return new Error(
    `registry of ${study}: decision ${number} was expected in ${path} or in ${registryPath(state, realm, study)}, and it is in neither` +
      `${found ? `; these cannot be used: ${found}` : ""}. Nothing was changed. Bring one of the two back from an older store; or, knowing that ` +
      `the history of the study is lost, move both ${registryPath(state, realm, study)} and the folder ${dirname(path)} away: the next refresh then starts a new registry.`
  );
}
