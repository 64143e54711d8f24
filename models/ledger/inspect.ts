import {readdir, readFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {z} from "zod";
import {stableJson} from "../../data-loaders/store/files.js";
import {realms} from "../../data-loaders/store/realms.js";
import type {Realm} from "../runs/runs.js";
import {
  carried,
  chainSchema,
  headOf,
  type Link,
  linked,
  linkOf,
  rowsHash,
  valuesOf,
  writeLinks
} from "./chain.js";
import {chainPath, entrySchema, genesis, ledgerPath} from "./ledger.js";

/** One way in which a ledger is not what was issued. */
export interface Deviation {
  readonly study: string;
  readonly realm: Realm;
  readonly origin: string;
  readonly expected: string;
  readonly came: string;
}

/** What the store has of a study's ledger, and what is wrong with it. */
export interface InspectedLedger {
  readonly links: readonly Link[];
  /** Links that the next issue writes: entries older than the chain, or the one of a write that was killed. */
  readonly due: readonly Link[];
  readonly deviations: readonly Deviation[];
}

/** Compares a study's ledger with its chain, and changes nothing. */
export async function inspectLedger(state: string, realm: Realm, study: string): Promise<InspectedLedger> {
  const deviations: Deviation[] = [];
  const differs = (origin: string, expected: string, came: string) =>
    void deviations.push({study, realm, origin, expected, came});
  const chain = await readChain(state, realm, study, differs);
  if (deviations.length > 0) return {links: [], due: [], deviations};
  const files = await readFiles(state, realm, study);
  const links = chain?.links ?? [];
  links.forEach((link, i) => {
    const before = links[i - 1]?.hash ?? genesis;
    const right = linked(link, before);
    if (link.previous !== before || link.hash !== right.hash)
      differs(
        link.origin,
        `the link ${short(right.hash)} after ${short(before)}`,
        `${short(link.hash)} after ${short(link.previous)}`
      );
    const file = files.get(ledgerPath(state, realm, study, "forecasts", link.origin));
    const expected = `${link.values} values, sha256 ${short(link.rows)}`;
    if (link.lost) return;
    if (!file) differs(link.origin, expected, "no entry");
    else if (file.problem !== undefined) differs(link.origin, expected, file.problem);
    else {
      const came = rowsHash(file.json);
      if (came !== link.rows)
        differs(link.origin, expected, `${valuesOf(file.json.forecasts)} values, sha256 ${short(came)}`);
      else if (file.json.chain !== undefined && stableJson(file.json.chain) !== stableJson(carried(link)))
        differs(
          link.origin,
          `an entry that names the link ${short(link.previous)} before it`,
          `one that names ${JSON.stringify(file.json.chain)}`
        );
    }
  });
  const known = new Set(links.map(({origin}) => ledgerPath(state, realm, study, "forecasts", origin)));
  const unlinked = [...files].filter(([path]) => !known.has(path)).sort(([a], [b]) => (a < b ? -1 : 1));
  const due =
    deviations.length > 0
      ? []
      : dueLinks(
          unlinked.map(([, file]) => file),
          chain !== undefined,
          headOf(links)
        );
  if (due === undefined || due.length !== unlinked.length)
    for (const [path, {json, problem}] of unlinked)
      differs(
        originIn(path, json),
        `no entry, since the chain of ${links.length} has no link for it`,
        problem ?? `${valuesOf(json.forecasts)} values, sha256 ${short(rowsHash(json))}`
      );
  return {links, due: due ?? [], deviations};
}

/** The links of entries without one, where there is a good reason for it: they are older than the chain, or the last write was killed. */
function dueLinks(files: readonly EntryFile[], chained: boolean, head: string): Link[] | undefined {
  const entries = files.flatMap(({json, problem}) => {
    const {data} = entrySchema.safeParse(json);
    return problem === undefined && data && rowsHash(json) === rowsHash(data) ? [data] : [];
  });
  if (entries.length !== files.length) return undefined;
  const links: Link[] = [];
  for (const entry of entries) links.push(linkOf(entry, links.at(-1)?.hash ?? head));
  const older = !chained && entries.every(({chain}) => chain === undefined);
  const killed =
    entries.length === 1 && stableJson(entries[0]!.chain ?? null) === stableJson(carried(links[0]!));
  return older || killed ? links : undefined;
}

/**
 * The links of a study's ledger, which is as it was issued; links that are due are written. Only for the owner of the store's lock.
 * @throws {LedgerChanged} where it is not, with nothing changed.
 */
export async function soundLinks(state: string, realm: Realm, study: string): Promise<readonly Link[]> {
  const {links, due, deviations} = await inspectLedger(state, realm, study);
  if (deviations.length > 0) throw changedLedger(deviations);
  if (due.length === 0) return links;
  return writeLinks(state, realm, study, [...links, ...due]);
}

/**
 * Refuses to go on with a ledger that is not as it was issued; changes nothing.
 * @throws {LedgerChanged} naming every study, origin, what was expected and what came.
 */
export async function refuseChangedLedgers(state: string, studies: readonly string[]): Promise<void> {
  const found: Deviation[] = [];
  for (const study of studies)
    for (const realm of realms) found.push(...(await inspectLedger(state, realm, study)).deviations);
  if (found.length > 0) throw changedLedger(found);
}

/** A deviation in one line. */
export function deviationLine({study, realm, origin, expected, came}: Deviation): string {
  return `${study}, ${realm} data, origin ${origin}: expected ${expected}; came ${came}`;
}

const told = 10;

function changedLedger(deviations: readonly Deviation[]): Error {
  const lines = deviations.slice(0, told).map((one) => `  ${deviationLine(one)}`);
  const more =
    deviations.length > told ? [`  and ${deviations.length - told} more: npm run ledger -- verify`] : [];
  const error = new Error(
    [
      "The ledger is not what was issued, so nothing was done and nothing changed.",
      ...lines,
      ...more,
      "Bring the files of these origins and chain.json back from an older store. Where an entry is lost for good: npm run ledger -- lost --help."
    ].join("\n")
  );
  error.name = "LedgerChanged";
  return error;
}

interface EntryFile {
  readonly json: Record<string, unknown>;
  /** Why it cannot be an entry of its place. */
  readonly problem?: string;
}

async function readFiles(state: string, realm: Realm, study: string): Promise<Map<string, EntryFile>> {
  const folder = dirname(ledgerPath(state, realm, study, "forecasts", ""));
  const names = (await readdir(folder).catch(noneAt<string[]>([]))).filter((name) =>
    /^[^.].*\.json$/.test(name)
  );
  const files = names.map(async (name): Promise<[string, EntryFile]> => {
    const path = join(folder, name);
    const text = await readFile(path, "utf8");
    try {
      const json = JSON.parse(text) as Record<string, unknown>;
      // Numbers beyond all bounds have no canonical form.
      stableJson(json);
      const place =
        typeof json.origin === "string" ? ledgerPath(state, realm, study, "forecasts", json.origin) : "";
      const own = json.study === study && place === path;
      return [
        path,
        own ? {json} : {json, problem: `an entry of ${String(json.study)}, ${String(json.origin)}`}
      ];
    } catch (error) {
      return [
        path,
        {json: {}, problem: `${text.length} characters that are no JSON (${(error as Error).message})`}
      ];
    }
  });
  return new Map(await Promise.all(files));
}

async function readChain(
  state: string,
  realm: Realm,
  study: string,
  differs: (origin: string, expected: string, came: string) => void
): Promise<z.infer<typeof chainSchema> | undefined> {
  const path = chainPath(state, realm, study);
  const text = await readFile(path, "utf8").catch(noneAt<undefined>(undefined));
  if (text === undefined) return undefined;
  try {
    return chainSchema.parse(JSON.parse(text));
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error).replaceAll("\n", " ") : (error as Error).message;
    differs("of all editions", `the chain in ${path}`, `${text.length} characters that are none (${why})`);
    return undefined;
  }
}

function noneAt<T>(none: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === "ENOENT") return none;
    throw error;
  };
}

function originIn(path: string, {origin}: Record<string, unknown>): string {
  return typeof origin === "string"
    ? origin
    : path
        .split("/")
        .at(-1)!
        .replace(/\.json$/, "");
}

function short(digest: string): string {
  return `${digest.slice(0, 12)}…`;
}
