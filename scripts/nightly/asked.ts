import {z} from "zod";
import {now} from "../../data-loaders/clock.js";
import {createHttp, type Http} from "../../data-loaders/http.js";
import {troublesOf} from "../../data-loaders/trouble.js";
import {UnknownName} from "../../models/pipeline/graph.js";
import {steps} from "../../models/pipeline/task.js";
import {firstTry, type Schedule, schedules, tryOf} from "./schedules.js";

/** What one start of the workflow is asked to do. */
export const askedSchema = z.object({
  /** The day that the night belongs to, in UTC; null for that of the clock at each step. */
  night: z.iso.date().nullable(),
  /** A schedule's name, or "by hand". */
  by: z.string(),
  /** Which of the schedule's tries it is. */
  number: z.int(),
  /** Ids of the studies to refresh; none for all. */
  studies: z.array(z.string()),
  step: z.enum(steps),
  force: z.boolean(),
  /** Whether it publishes nothing where nothing of its studies was made anew. */
  onlyChanged: z.boolean().default(false),
  /** The day whose site is built again, `YYYY-MM-DD`; null for today's edition, which alone is kept and deployed. */
  asOf: z.iso.date().nullable()
});
export type Asked = z.infer<typeof askedSchema>;

/** What a start says of itself: the cron line, or the words of whoever started it by hand; empty where nothing was said. */
export interface Start {
  readonly schedule?: string;
  readonly study?: string;
  readonly step?: string;
  readonly force?: string;
  readonly asOf?: string;
}

/** Today's edition of all studies, as asked for by hand without a word. */
export const everything: Asked = {
  night: null,
  by: "by hand",
  number: 1,
  studies: [],
  step: "pull",
  force: false,
  onlyChanged: false,
  asOf: null
};

/**
 * What is asked, checked before anything is done.
 * @param known ids of the studies
 * @param today the day of the clock, in UTC
 * @throws {UnknownName} on an unknown study, step or date; an Error on a cron line that no schedule has.
 */
export function askedOf(
  {schedule, study = "", step, force, asOf}: Start,
  known: readonly string[],
  today: string
): Asked {
  if (schedule) {
    const {schedule: found, number} = tryOf(schedule);
    const {name, studies, step, force, onlyChanged = false} = found;
    return {night: today, by: name, number, studies: [...studies], step, force, onlyChanged, asOf: null};
  }
  const studies = study.split(/[\s,]+/).filter(Boolean);
  for (const id of studies)
    if (!known.includes(id))
      throw new UnknownName(`There is no study "${id}". Known: ${known.join(", ")}; leave it empty for all.`);
  const first = steps.find((one) => one === (step || "pull"));
  if (!first) throw new UnknownName(`There is no step "${step}". Known: ${steps.join(", ")}.`);
  if (asOf && !z.iso.date().safeParse(asOf).success)
    throw new UnknownName(`"${asOf}" is no day: expected YYYY-MM-DD, or nothing for today's edition.`);
  if (asOf && asOf > today)
    throw new UnknownName(`The day ${asOf} is after ${today}, and no site can be as of a day to come.`);
  return {...everything, night: today, studies, step: first, force: force === "true", asOf: asOf || null};
}

const healthSchema = z.object({edition: z.iso.datetime()});

/** The edition of the site, an instant; undefined where the site publishes none (status 404). Throws on any other answer. */
export async function editionOf(site: URL, http: Http = createHttp()): Promise<Date | undefined> {
  const url = new URL("api/health.json", site).href;
  const reply = await http.get({publisher: "almanac", url, format: "json"}).catch((error: Error) => {
    if (troublesOf(error).some((one) => one.kind === "status" && one.status === 404)) return undefined;
    throw error;
  });
  if (reply === undefined) return undefined;
  return new Date(healthSchema.parse(JSON.parse(Buffer.from(reply.bytes).toString("utf8"))).edition);
}

/**
 * Whether a start has anything to do, and why: all have but a schedule's later tries where the site has an edition since the first. A
 * site that gives no answer is no reason to leave out a night.
 * @param edition gives the edition that the site publishes
 */
export async function isDue(
  {by, number}: Pick<Asked, "by" | "number">,
  edition: () => Promise<Date | undefined>,
  instant: Date = now(),
  table: readonly Schedule[] = schedules
): Promise<{due: boolean; why: string}> {
  const schedule = table.find(({name}) => name === by);
  if (!schedule || number === 1) return {due: true, why: `${by}, first try`};
  const since = firstTry(schedule, instant.toISOString().slice(0, 10));
  let found: Date | undefined;
  try {
    found = await edition();
  } catch (error) {
    return {due: true, why: `${by}, try ${number}: ${(error as Error).message}`};
  }
  const due = found === undefined || found < since;
  const what = found === undefined ? "no edition" : `the edition of ${found.toISOString()}`;
  return {
    due,
    why: `${by}, try ${number}: the site has ${what}; the first try was at ${since.toISOString()}`
  };
}
