import {join} from "node:path";
import {z} from "zod";
import {now} from "../../data-loaders/clock.js";
import {enterStore} from "../../data-loaders/store/enter.js";
import {readJson, writeSealed} from "../../data-loaders/store/files.js";
import {studyRefreshSchema} from "../../src/lib/artifacts/pipeline.js";
import {refreshWords} from "../../src/lib/report/pipeline/words.js";
import {type Asked, askedSchema} from "./asked.js";

const nightSchema = z.object({
  /** The day that it belongs to, in UTC. */
  night: z.iso.date(),
  asked: askedSchema,
  startedAt: z.iso.datetime(),
  /** Whether the pull and all that follows went well. */
  refreshed: z.boolean(),
  /** Whether the site was built, passed its checks and was handed over. */
  checked: z.boolean(),
  /** Whether there is anything that the site lacks. A check without it publishes nothing; every other night builds the site anyway. */
  changed: z.boolean().default(true),
  /** What was asked for each study, what came and what was trained. */
  refreshes: z.array(studyRefreshSchema).default([]),
  /** What earlier runs of the same day did, a line each, the oldest first. */
  earlier: z.array(z.string()).default([]),
  /** What went wrong; none where all is well. */
  reasons: z.array(z.string())
});
/** What became of a night: `<state>/nights/<day>.json`. */
export type Night = z.infer<typeof nightSchema>;

/** The day of a night: the one that it was planned on, else that of the clock, in UTC. */
export function nightOf({night}: Pick<Asked, "night">, today?: string): string {
  return night ?? now(today).toISOString().slice(0, 10);
}

/**
 * Writes the record of a night, in place of that of an earlier try.
 * @throws {StoreBusy} while another process writes the store, {NewerStore} on one of a later version.
 */
export async function keepNight(state: string, night: Night): Promise<void> {
  const release = await enterStore(state);
  try {
    await writeSealed(join(state, "nights", `${night.night}.json`), nightSchema.parse(night), 1);
  } finally {
    await release();
  }
}

/** The record of a night; undefined where there is none. */
export async function readNight(state: string, night: string): Promise<Night | undefined> {
  return readJson(join(state, "nights", `${night}.json`), nightSchema);
}

/** Whether a night was a check that went well and found nothing that the site lacks: nothing is built or published then. */
export function foundNothing({asked, refreshed, changed}: Night): boolean {
  return asked.onlyChanged && refreshed && !changed;
}

/** A night in one line, for the commit and the log. */
export function nightLine(night: Night): string {
  const {asked, refreshed, checked, reasons, refreshes} = night;
  const what = `${asked.by}, try ${asked.number}, ${asked.studies.join(" and ") || "all studies"}`;
  const facts = refreshes.map((one) => ` ${refreshWords(one)}.`).join("");
  if (checked) return `${what}: a new edition, checked.${facts}`;
  const kept = "the site that stands stays";
  if (foundNothing(night)) return `${what}: nothing changed, nothing published, ${kept}.${facts}`;
  const ended = refreshed ? "not published" : "not refreshed";
  const why = reasons.length > 0 ? ` ${reasons.join("; ")}` : "";
  return `${what}: ${ended}, ${kept}.${why}${facts}`;
}

/** The runs of the day of a night, this one last, a line each. */
export function dayLines(night: Night): string[] {
  return [...night.earlier, `${night.startedAt.slice(11, 16)} UTC, ${nightLine(night)}`];
}
