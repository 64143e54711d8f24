import {join} from "node:path";
import type {z} from "zod";
import {now} from "../../data-loaders/clock.js";
import {readJson, writeAtomic} from "../../data-loaders/store/files.js";
import {manifestName} from "../../data-loaders/store/manifest.js";
import {backtestSchema} from "../../src/lib/artifacts/backtest.js";
import {cardSchema} from "../../src/lib/artifacts/cards.js";
import {driftSchema} from "../../src/lib/artifacts/drift.js";
import {forecastSchema} from "../../src/lib/artifacts/forecast.js";
import {studySchema} from "../../src/lib/artifacts/study.js";
import {publishEdition} from "../pipeline/edition.js";
import {lastRecord} from "../pipeline/results.js";
import type {Result, TaskInput, TaskOutput} from "../pipeline/task.js";
import {editionFiles} from "../publish/edition.js";
import type {AbsentStudy, PublishedStudy} from "../publish/published.js";
import {readNights} from "../watch/nights.js";
import {pipelineFile} from "../watch/record.js";

/** What `edition` is told. */
export type EditionParams = {
  readonly studies: readonly {readonly id: string; readonly title: string; readonly question: string}[];
  /** The day that it is made on. */
  readonly today: string;
  /** The URL that the site is published under, where it is known. */
  readonly site: string | null;
  /** All tasks, whose costs are published. */
  readonly tasks: readonly string[];
};

/**
 * Puts together what the studies publish, each as it made it last, with the files about all of them, and publishes it as
 * one edition. A study that failed stays as it was published before, or is left out where it never was, and the edition says so.
 * @throws when no study has ever published anything.
 */
export async function edition(input: TaskInput<EditionParams>): Promise<TaskOutput> {
  const {params, needs, failures, environment, folder, say} = input;
  const sources: Record<string, string> = {};
  const studies: PublishedStudy[] = [];
  const absent: AbsentStudy[] = [];
  for (const {id: study, title, question} of params.studies) {
    const task = `${study}/publish`;
    const failure = failures[task];
    const published = needs[task];
    if (failure !== undefined)
      say(`${study} ${published ? "stays as it was published before" : "is left out"}: ${failure}`);
    if (published === undefined) {
      absent.push({study, title, question, failure: reasonOf(failure)});
      continue;
    }
    for (const path of Object.keys(published.outputs)) sources[path] = join(published.folder, path);
    studies.push({...(await readPublished(study, published)), ...(failure === undefined ? {} : {failure})});
  }
  if (studies.length === 0) {
    throw new Error(
      `No study has anything to publish: ${Object.values(failures).join("; ") || "there is none in models/studies.ts"}.`
    );
  }
  const costs = await Promise.all(
    params.tasks.map(async (task) => {
      const record = await lastRecord(environment.state, task);
      if (!record) return undefined;
      const {startedAt, seconds, cpuSeconds, peakMemoryMB, rows, bytes, bytesRead} = record;
      return {task, startedAt, seconds, cpuSeconds, peakMemoryMB, rows, bytes, bytesRead};
    })
  );
  const common = editionFiles({
    edition: now(environment.today).toISOString(),
    studies,
    absent,
    tasks: costs.filter((cost) => cost !== undefined),
    nights: await readNights(environment.state),
    ...(params.site === null ? {} : {site: params.site})
  });
  for (const [path, text] of Object.entries(common)) {
    await writeAtomic(join(folder, path), text);
    sources[path] = join(folder, path);
  }
  const {files, id} = await publishEdition(environment.state, sources, [pipelineFile]);
  return {
    value: {id},
    rows: Object.keys(files).length,
    leaves: [...Object.keys(files), manifestName].map((path) => `artifacts/${path}`)
  };
}

/** Why there is nothing of a study, for readers: what failed, without the task's name. */
function reasonOf(failure: string | undefined): string {
  return failure?.replace(/^\S+ failed: /, "") ?? "it was not asked for yet";
}

/** What a study published, as the files about all studies need it. */
async function readPublished(study: string, {folder, outputs}: Result): Promise<PublishedStudy> {
  const read = async <T>(name: string, schema: z.ZodType<T>): Promise<T> => {
    const value = await readJson(join(folder, "api", study, name), schema);
    if (value === undefined) throw new Error(`${study} published no ${name}, and the edition needs it.`);
    return value;
  };
  const drift = `api/${study}/drift.json` in outputs ? {drift: await read("drift.json", driftSchema)} : {};
  const card = `api/${study}/card.json` in outputs ? {card: await read("card.json", cardSchema)} : {};
  return {
    report: await read("study.json", studySchema),
    forecast: await read("forecast.json", forecastSchema),
    backtest: await read("backtest.json", backtestSchema),
    ...drift,
    ...card
  };
}
