import {join, relative, sep} from "node:path";
import {z} from "zod";
import {tableRecordSchema} from "../../data-loaders/record.js";
import {readJson, sha256OfFile} from "../../data-loaders/store/files.js";
import {realms} from "../../data-loaders/store/realms.js";
import {breachSchema} from "../../src/lib/artifacts/tables.js";
import type {Rolled} from "../../src/lib/rolled.js";
import {readColumns} from "../pipeline/columns.js";
import type {Result, TaskInput} from "../pipeline/task.js";
import type {Study, StudyData} from "../study.js";

/** The names of the files that pass from task to task, and their readers: each file has one writer and one form. */
export const files = {
  /** pull: what the study is as of, {today, realm}. */
  day: "day.json",
  /** pull: per table its mode, record, breaches and reason. */
  provenance: "provenance.json",
  /** read: the study's own data. */
  data: "data.columns",
  /** read: scheme, truth, the origins that count, slots and slices. */
  scheme: "scheme.columns",
  /** roll: forecasts of one candidate from all origins, with its kind. */
  rolled: "rolled.columns",
  /** judge: all candidates with intervals and scores. */
  judgement: "judgement.columns",
  /** runs: ids of the runs that are kept. */
  runs: "runs.json",
  /** promote: realm, origin, registry and the runs to publish. */
  promotion: "promotion.json",
  /** issue: the entry that the ledger holds for the last origin. */
  entry: "entry.json",
  /** score: everything that was ever issued, with the truth where it is known. */
  ledger: "ledger.csv",
  /** score: of each origin in the ledger, its scores; to be read by people. */
  scores: "scores.json",
  /** score: what was issued and how it went, for the page. */
  issued: "issued.json",
  /** score: what was replayed and how it went, for the page; none where no day was. */
  replayed: "replayed.json",
  /** score: everything that was replayed, as `ledger`. */
  replayedLedger: "replayed.csv",
  /** drift: the report, where the study watches columns. */
  drift: "drift.json"
} as const;

/** pull: one file for each table, that says which bytes it has: {path, sha256}. */
export function tableFile(id: string): string {
  return `${id}.json`;
}

const daySchema = z.object({today: z.iso.date(), realm: z.enum(realms)});
/** The day that a study's forecast starts with, and the realm that its figures belong to. */
export type StudyDay = z.infer<typeof daySchema>;

/** The scheme of a study with its truth and the origins that count in the scores. */
export type Judging = Omit<StudyData<unknown>, "data">;

/** What the pull said of the day and the realm. */
export async function readDay(pull: Result): Promise<StudyDay> {
  return required(await readJson(join(pull.folder, files.day), daySchema), files.day);
}

/** Path below the store, and the bytes that it had. */
const tableSchema = z.object({path: z.string(), sha256: z.string()});

/**
 * The absolute path of a table, as the pull left it.
 * @throws when its bytes are not those any more.
 */
export async function readTablePath(pull: Result, id: string, state: string): Promise<string> {
  const {path, sha256} = required(
    await readJson(join(pull.folder, tableFile(id)), tableSchema),
    tableFile(id)
  );
  const found = await sha256OfFile(join(state, path)).catch(() => "no file");
  if (found !== sha256) {
    throw new Error(
      `${path} was expected as the last pull left it (sha256 ${sha256.slice(0, 12)}…), and there is ${found.slice(0, 12)}: run refresh without --from and --only.`
    );
  }
  return join(state, path);
}

/** The absolute paths of several tables, see `readTablePath`. */
export async function readTablePaths(
  pull: Result,
  ids: readonly string[],
  state: string
): Promise<Record<string, string>> {
  return Object.fromEntries(
    await Promise.all(ids.map(async (id) => [id, await readTablePath(pull, id, state)]))
  );
}

/** When the forecast counts as issued, as the ledger holds it. */
export function issuedAtOf(issued: Result): string {
  return z.object({issuedAt: z.iso.datetime()}).parse(issued.value).issuedAt;
}

const provenanceSchema = z.object({
  /** Why not all of it is live, where it is not, in one short sentence for readers. */
  reason: z.string().optional(),
  tables: z.array(
    z.object({
      id: z.string(),
      mode: z.enum(["live", "last-good", "recorded"]),
      replayed: z.literal(true).optional(),
      asOf: z.iso.date(),
      record: tableRecordSchema,
      breaches: z.array(breachSchema),
      reason: z.string().optional()
    })
  )
});
/** What the figures of a study are worth: of each table its mode, record and breaches. */
export type StudyProvenance = z.infer<typeof provenanceSchema>;

/** What the pull said of each table. */
export async function readProvenance(pull: Result): Promise<StudyProvenance> {
  return required(await readJson(join(pull.folder, files.provenance), provenanceSchema), files.provenance);
}

/** Scheme, truth and scored origins of a study. */
export async function readScheme(read: Result): Promise<Judging> {
  return readColumns(join(read.folder, files.scheme));
}

/** A candidate's forecasts. */
export async function readRolled(roll: Result): Promise<Rolled> {
  return readColumns(join(roll.folder, files.rolled));
}

/** The study's definition among the exports of its module, which a task names `study` in `uses`. */
export function definitionOf(id: string, {modules}: Pick<TaskInput, "modules">): Study {
  const exported = Object.values(modules.study as Record<string, unknown>);
  const found = exported.find(
    (value) => typeof value === "object" && value !== null && "id" in value && value.id === id
  );
  if (!found) throw new Error(`The module of the study "${id}" exports no definition with that id.`);
  return found as Study;
}

/** A path below the store, as `leaves` names it. */
export function below(state: string, path: string): string {
  return relative(state, path).split(sep).join("/");
}

/** The result of a need. Throws where the task does not have it. */
export function need({needs}: Pick<TaskInput, "needs">, task: string): Result {
  return required(needs[task], `the result of ${task}`);
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined)
    throw new Error(`${what} was expected among the needs of this task, and it is not there.`);
  return value;
}
