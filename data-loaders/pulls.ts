import {readFile, rename, rm} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {printable} from "./contracts/breach.js";
import type {Http} from "./http.js";
import {CorruptFile, readJson, setAside, sha256, writeAtomic, writeSealed} from "./store/files.js";
import {refusal, troubled, troublesOf} from "./trouble.js";

/** Which part of a data set one request gets, and until when publishers still change it. */
export interface Chunk {
  readonly publisher: string;
  readonly dataset: string;
  /** Its name among the data set's files. */
  readonly name: string;
  /** Origin of the publisher's own host, such as `https://odre.opendatasoft.com`. */
  readonly origin: string;
  /** Folder that stands for this origin below the publisher's id in a replay, where a publisher has several hosts. */
  readonly folder?: string;
  /** Path and query below the origin. */
  readonly path: string;
  readonly format: "csv" | "json";
  /** The instant, ms UTC, from which on a copy is final: a copy that was pulled earlier is asked for again. */
  readonly settled: number;
  /** Days before a copy that is not final is asked for again; 0 for every run. */
  readonly every: number;
  /** Whether the publisher may not have it (404): it is then the kept copy, or left out of what is pulled. */
  readonly optional?: boolean;
  /** Whether the publisher no longer has it: only a kept copy counts, and nothing is asked. For optional chunks. */
  readonly keptOnly?: boolean;
  /** How to introduce ourselves, where the publisher does not let in the name that all others get. */
  readonly userAgent?: string;
  /** In what the publisher writes a text; UTF-8 unless given. */
  readonly charset?: "latin1";
  /** Least milliseconds from one request to the publisher's own host to the next. */
  readonly spacing?: number;
}

const recordSchema = z.object({
  publisher: z.string(),
  dataset: z.string(),
  url: z.string(),
  pulledAt: z.iso.datetime(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
  sha256: z.string(),
  bytes: z.number(),
  /** Whether the publisher is asked for it again, however old it is. */
  doubtful: z.literal(true).optional()
});
/** What is kept beside the raw bytes of a pull. */
export type PullRecord = z.infer<typeof recordSchema>;

export interface Pulled {
  readonly chunk: Chunk;
  readonly bytes: Uint8Array;
  readonly record: PullRecord;
  /** Whether the bytes wait to be accepted; those of a copy that still holds do not. */
  readonly isNew?: boolean;
  /** Whether its reader had to mend it, such as rows that came twice, or misses days: it is used, and asked for again in the next run. */
  readonly doubtful?: boolean;
}

/** The pulls of one study's run: each chunk is asked for once, whoever wants it. */
export interface Pulls {
  /** The chunks in the order given, without those that are optional and not to be had. */
  pull(chunks: readonly Chunk[]): Promise<Pulled[]>;
  /** Keeps what was pulled for good, once the table that was made of it satisfies its contract. */
  accept(pulled: readonly Pulled[]): Promise<void>;
  /** What was asked and what came, so far. */
  readonly counts: PullCounts;
}

/** What a run's pulls did. */
export interface PullCounts {
  /** Requests made, and bytes that came with them. */
  requests: number;
  bytes: number;
  /** Requests that were answered with "not modified" (304). */
  notModified: number;
  /** Requests that were answered with the bytes of the copy that is kept. */
  same: number;
  /** Requests that were answered with other bytes, or with the first ones. */
  changed: number;
  /** Copies that were taken without asking: final, or asked for lately. */
  kept: number;
}

/** The counts before anything is asked. */
export function noCounts(): PullCounts {
  return {requests: 0, bytes: 0, notModified: 0, same: 0, changed: 0, kept: 0};
}

const DAY = 86_400_000;

/**
 * Pulls kept in `<state>/pulls/<publisher>/<dataset>/`. New bytes are first kept as `<name>.incoming`, so that bytes which
 * turn out to breach a contract never replace good ones.
 * @param upstream base URL that replaces each publisher's origin: `<base>/<publisher>/<folder?>/<path>`.
 * @param asked what was asked for already, by the path of its copy: given where runs at the same time share it.
 * @param keptOnly true: nothing is asked, whatever its age; a chunk of which no copy is kept is absent.
 * @param say is told of each kept copy that was damaged and moved aside.
 */
export function createPulls(
  http: Http,
  {
    state,
    upstream,
    now,
    asked = new Map(),
    keptOnly = false,
    say = () => {}
  }: {
    state: string;
    upstream?: string;
    now: Date;
    asked?: Map<string, Promise<Pulled>>;
    keptOnly?: boolean;
    say?: (message: string) => void;
  }
): Pulls {
  const counts = noCounts();

  async function pullOne(chunk: Chunk): Promise<Pulled> {
    const url = urlOf(chunk, upstream);
    const path = pathOf(state, chunk);
    const kept = await readKept(chunk, path, url, say);
    if (kept && (keptOnly || chunk.keptOnly || isFinal(kept.record, chunk, now))) {
      counts.kept += 1;
      return kept;
    }
    if (chunk.keptOnly) throw absent(chunk, `no longer published, and no copy is kept, at ${url}`);
    if (keptOnly) throw absent(chunk, `no copy is kept of ${url}`);
    counts.requests += 1;
    const reply = await http
      .get({
        publisher: chunk.publisher,
        dataset: chunk.dataset,
        url,
        format: chunk.format,
        etag: kept?.record.etag,
        lastModified: kept?.record.lastModified,
        userAgent: chunk.userAgent,
        charset: chunk.charset,
        spacing: upstream === undefined ? chunk.spacing : undefined
      })
      .catch((error: unknown) => {
        if (chunk.optional && kept && isAbsent(error)) return undefined;
        throw error;
      });
    if (reply === undefined) return kept!;
    const pulledAt = now.toISOString();
    if (reply.status === 304) {
      counts.notModified += 1;
      // What comes with a 304 is what a whole answer would have come with (RFC 9110, 15.4.5).
      const {etag = kept!.record.etag, lastModified = kept!.record.lastModified} = reply;
      return {...kept!, record: {...kept!.record, pulledAt, etag, lastModified}};
    }
    counts.bytes += reply.bytes.length;
    const {bytes, etag, lastModified} = reply;
    const {publisher, dataset} = chunk;
    const record: PullRecord = {
      publisher,
      dataset,
      url,
      pulledAt,
      etag,
      lastModified,
      sha256: sha256(bytes),
      bytes: bytes.length
    };
    counts[kept?.record.sha256 === record.sha256 ? "same" : "changed"] += 1;
    await writeAtomic(`${path}.incoming`, bytes);
    return {chunk, bytes, record, isNew: true};
  }

  return {
    counts,
    async pull(chunks) {
      const all = await Promise.allSettled(
        chunks.map((chunk) => {
          const key = pathOf(state, chunk);
          let pulled = asked.get(key);
          if (!pulled) asked.set(key, (pulled = pullOne(chunk)));
          return pulled;
        })
      );
      return all.flatMap((one, i) => {
        if (one.status === "fulfilled") return [one.value];
        if (chunks[i].optional && isAbsent(one.reason)) return [];
        throw one.reason;
      });
    },
    async accept(pulled) {
      for (const {
        chunk,
        record: {doubtful: _, ...record},
        isNew = false,
        doubtful
      } of pulled) {
        const path = pathOf(state, chunk);
        const incoming = `${path}.incoming`;
        // A table of another study may have accepted the same bytes a moment before. What still lies there under a copy that
        // holds was refused in an earlier run.
        if (isNew)
          await rename(incoming, path).catch((error: NodeJS.ErrnoException) => {
            if (error.code !== "ENOENT") throw error;
          });
        else await rm(incoming, {force: true});
        await writeSealed(`${path}.json`, doubtful ? {...record, doubtful} : record);
      }
    }
  };
}

/** What a chunk that cannot be had is: the same trouble as the publisher's 404. */
function absent({publisher, dataset}: Chunk, problem: string): Error {
  return troubled(`${publisher}: ${problem}`, [refusal({publisher, dataset}, {status: 404})]);
}

function isAbsent(error: unknown): boolean {
  return troublesOf(error).some((trouble) => trouble.kind === "status" && trouble.status === 404);
}

function isFinal({pulledAt, doubtful}: PullRecord, {settled, every}: Chunk, now: Date): boolean {
  const at = Date.parse(pulledAt);
  if (doubtful) return false;
  if (at > now.getTime()) return false; // pulled under a later clock: it may know too much
  return at >= settled || now.getTime() - at < every * DAY;
}

/** The copy that is kept, if bytes and record agree and stem from the same URL. What is damaged is moved aside, and pulled again. */
async function readKept(
  chunk: Chunk,
  path: string,
  url: string,
  say: (message: string) => void
): Promise<Pulled | undefined> {
  try {
    const record = await readJson(`${path}.json`, recordSchema);
    if (!record || record.url !== url) return undefined;
    const bytes = await readFile(path);
    if (sha256(bytes) === record.sha256) return {chunk, bytes, record};
    say(`${path} has other bytes than its record says: it was moved to ${await setAside(path)}`);
    return undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    if (!(error instanceof CorruptFile)) throw error;
    say(error.message);
    return undefined;
  }
}

/** A step of a copy's path: it names nothing outside its folder, on any system. */
const step = /^[a-z0-9][a-z0-9._-]*$/i;

function pathOf(state: string, {publisher, dataset, name, format}: Chunk): string {
  for (const text of [publisher, dataset, name])
    if (!step.test(text))
      throw new Error(
        `"${printable(text)}" cannot name a copy of what is pulled: expected letters, digits, dots, hyphens and underscores, the first a letter or digit.`
      );
  return join(state, "pulls", publisher, dataset, `${name}.${format}`);
}

function urlOf({publisher, origin, folder, path}: Chunk, upstream?: string): string {
  if (upstream === undefined) return origin + path;
  return `${upstream}/${publisher}${folder === undefined ? "" : `/${folder}`}${path}`;
}

/** What was pulled, with those marked whose reader had to mend them. */
export function withDoubts(pulled: readonly Pulled[], mended: ReadonlySet<Pulled>): Pulled[] {
  return pulled.map((one) => (mended.has(one) ? {...one, doubtful: true} : one));
}

/** A span of time that one chunk covers, in UTC. */
export interface Span {
  readonly name: string;
  /** First instant, ms. */
  readonly start: number;
  /** First instant after it, ms. */
  readonly end: number;
}

/**
 * Splits [from, to) into whole calendar years (UTC) that ended at least `settleDays` before `now`, and months after
 * them: years are pulled once, months while their publisher may still revise them.
 */
export function spansOf(from: number, to: number, now: number, settleDays: number): Span[] {
  const spans: Span[] = [];
  let start = from;
  while (start < to) {
    const date = new Date(start);
    const year = date.getUTCFullYear();
    const yearEnd = Date.UTC(year + 1, 0, 1);
    const whole = yearEnd + settleDays * DAY <= now;
    const end = whole ? yearEnd : Date.UTC(year, date.getUTCMonth() + 1, 1);
    spans.push({name: date.toISOString().slice(0, whole ? 4 : 7), start, end});
    start = end;
  }
  return spans;
}
