import {z} from "zod";
import {changeIssue, comment, openIssue, openIssues, type Repository} from "./github.js";

const label = "nightly";
const marker = "<!-- almanac: nightly edition -->";
const longest = 4000;

const jobsSchema = z.record(
  z.string(),
  z.object({
    result: z.enum(["success", "failure", "cancelled", "skipped"]),
    outputs: z.record(z.string(), z.string()).default({})
  })
);
/** The jobs of a workflow by name, as the expression `toJSON(needs)` gives them. */
export type Jobs = z.infer<typeof jobsSchema>;

/** Reads what `toJSON(needs)` gave. Throws where it is something else. */
export function readJobs(text: string): Jobs {
  return jobsSchema.parse(JSON.parse(text));
}

/**
 * What went wrong in a night: the reasons that its jobs gave, each job that gave none by its end; none where nothing went wrong. A job
 * that was left out because another one failed is no reason of its own.
 */
export function reasonsOf(jobs: Jobs): string[] {
  return Object.entries(jobs).flatMap(([name, {result, outputs}]) => {
    const said = outputs.reason?.trim();
    if (said) return [`${name}: ${said}`];
    if (result === "failure")
      return [`${name}: it failed and left no reason: its log may say more, or the machine died.`];
    return result === "cancelled" ? [`${name}: it was cancelled, or ran out of time.`] : [];
  });
}

/** A night for the issue. */
export interface ReportedNight {
  readonly night: string;
  /** The address of the run's log. */
  readonly log: string;
  readonly reasons: readonly string[];
  /** False: it went well, and published nothing, for nothing had changed. */
  readonly published: boolean;
}

/**
 * Opens an issue with the reasons of a night that was not published, or adds them to the one that is open; closes that one after a night
 * without a reason. A check that went well and published nothing leaves it open.
 * @returns what was done, in words.
 */
export async function reportNight(repository: Repository, night: ReportedNight): Promise<string> {
  if (night.reasons.length === 0 && !night.published) return "Nothing changed, and nothing was published.";
  const found = (await openIssues(repository, label)).filter(({body}) => body?.includes(marker));
  const [open] = found;
  if (night.reasons.length === 0) {
    for (const {number} of found) {
      await comment(repository, number, `The night of ${night.night} was published: ${night.log}`);
      await changeIssue(repository, number, {state: "closed"});
    }
    return found.length > 0
      ? `Closed ${found.map(({number}) => `#${number}`).join(", ")}.`
      : "Nothing to report.";
  }
  const text = reasonsText(night);
  if (open) {
    await comment(repository, open.number, text);
    return `Added to #${open.number}.`;
  }
  const title = "The nightly edition was not published";
  const body = `${marker}\nThe site that stands stays as it is until a night is published; this issue is closed then.\n\n${text}`;
  const {number} = await openIssue(repository, {title, body, labels: [label]});
  return `Opened #${number}.`;
}

/** The reasons in a block of code, where nothing that a publisher wrote is taken for markup, a mention or a link. */
function reasonsText({night, log, reasons}: ReportedNight): string {
  const all = reasons.join("\n");
  const text = all.length > longest ? `${all.slice(0, longest)} …` : all;
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `Night of ${night}, see ${log}\n\n${fence}text\n${text}\n${fence}`;
}
