import type {Step} from "../../models/pipeline/task.js";

/** When the nightly workflow starts by itself, and what it does then. */
export interface Schedule {
  readonly name: string;
  /**
   * Cron lines in UTC, each a try: a later one does nothing where the site has an edition since the first. All at an odd minute, away
   * from the rush at the full hour; with more than one try, minute and hour are numbers.
   */
  readonly tries: readonly string[];
  /** Ids of the studies to refresh; none for all. */
  readonly studies: readonly string[];
  /** The first step that is taken. */
  readonly step: Step;
  /** Run everything again, whatever is up to date. */
  readonly force: boolean;
  /** True: a check, which publishes nothing where nothing of its studies was made anew. */
  readonly onlyChanged?: true;
}

/** The one table of schedules. The cron lines of `.github/workflows/nightly.yml` are these, in this order: a test compares them. */
export const schedules: readonly Schedule[] = [
  // After the day has begun in Europe and the publishers have closed the last one.
  {name: "nightly", tries: ["43 4 * * *", "13 7 * * *"], studies: [], step: "pull", force: false},
  // Everything of rain anew, so that nothing kept can hide a fault: its trainings are the longest.
  {name: "rain-weekly", tries: ["37 9 * * 0"], studies: ["rain"], step: "pull", force: true},
  // While the trade of Great Britain's gas works, whose system price and demand of the day before come in by the afternoon, but after the last try of the night, which
  // takes any edition since its first for its own.
  {
    name: "gas-hourly",
    tries: ["23 8-18 * * 1-5"],
    studies: ["gas"],
    step: "pull",
    force: false,
    onlyChanged: true
  }
];

/** A try of a schedule, counted from 1. */
export interface Try {
  readonly schedule: Schedule;
  readonly number: number;
}

/** Whose try a cron line is. Throws where no schedule has it: the message names those that there are. */
export function tryOf(cron: string, table: readonly Schedule[] = schedules): Try {
  for (const schedule of table) {
    const index = schedule.tries.indexOf(cron);
    if (index >= 0) return {schedule, number: index + 1};
  }
  const known = table.flatMap(({tries}) => tries.map((line) => `"${line}"`)).join(", ");
  throw new Error(
    `No schedule starts at "${cron}". Those of scripts/nightly/schedules.ts start at ${known}: write the same lines into .github/workflows/nightly.yml.`
  );
}

/** The instant at which the first try of a schedule starts on a day (YYYY-MM-DD, UTC). Throws where its hour or minute is no number. */
export function firstTry({name, tries}: Schedule, day: string): Date {
  const [, minute, hour] = /^(\d{1,2}) (\d{1,2}) /.exec(tries[0] ?? "") ?? [];
  if (minute === undefined || hour === undefined)
    throw new Error(
      `The schedule ${name} starts at "${tries[0]}": with several tries, the first needs one minute and one hour.`
    );
  return new Date(`${day}T${hour.padStart(2, "0")}:${minute.padStart(2, "0")}:00Z`);
}
