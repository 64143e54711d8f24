import {join} from "node:path";
import {z} from "zod";
import {now} from "../../data-loaders/clock.js";
import {enterStore} from "../../data-loaders/store/enter.js";
import {readJson, writeSealed} from "../../data-loaders/store/files.js";
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

/** A night in one line, for the commit and the log. */
export function nightLine({asked, refreshed, checked, reasons}: Night): string {
  const what = `${asked.by}, try ${asked.number}, ${asked.studies.join(" and ") || "all studies"}`;
  if (checked) return `${what}: a new edition, checked.`;
  const kept = "the site that stands stays";
  return `${what}: ${refreshed ? "not published" : "not refreshed"}, ${kept}. ${reasons.join("; ")}`;
}
