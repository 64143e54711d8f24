import type {Step, Task} from "./pipeline/task.js";
import type {DriftParams} from "./steps/drift.js";
import type {EditionParams} from "./steps/edition.js";
import type {IssueParams} from "./steps/issue.js";
import type {JudgeParams} from "./steps/judge.js";
import type {PromoteParams} from "./steps/promote.js";
import type {PublishParams} from "./steps/publish.js";
import type {PullParams} from "./steps/pull.js";
import type {ReadParams} from "./steps/read.js";
import type {RollParams} from "./steps/roll.js";
import type {RunsParams} from "./steps/runs.js";
import type {ScoreParams} from "./steps/score.js";
import type {Study} from "./study.js";

/** The functions of the tasks, each in its module under `steps/`, which a test may replace. */
const modules = {
  pull: new URL("./steps/pull.ts", import.meta.url),
  read: new URL("./steps/read.ts", import.meta.url),
  roll: new URL("./steps/roll.ts", import.meta.url),
  judge: new URL("./steps/judge.ts", import.meta.url),
  runs: new URL("./steps/runs.ts", import.meta.url),
  promote: new URL("./steps/promote.ts", import.meta.url),
  issue: new URL("./steps/issue.ts", import.meta.url),
  score: new URL("./steps/score.ts", import.meta.url),
  drift: new URL("./steps/drift.ts", import.meta.url),
  publish: new URL("./steps/publish.ts", import.meta.url),
  edition: new URL("./steps/edition.ts", import.meta.url)
};
export type StepModules = typeof modules;

/** Keeps a trace of trainings that fail. */
const failure = new URL("./steps/failure.ts", import.meta.url);

/** What tasks depend on beside their study. */
export interface TaskOptions {
  /** The day that the edition is made on. */
  readonly today: string;
  /** The URL that the site is published under, where it is known. */
  readonly site?: string;
  readonly replaced?: Partial<StepModules>;
  /** Heads of the chains of what was replayed, by study, see `replayedHeads`: another one has it published anew. */
  readonly replayed?: Readonly<Record<string, string>>;
}

/** All tasks: those of each study, and the edition that publishes them together. */
export function tasksOf(
  studies: readonly Study[],
  {today, site, replaced = {}, replayed = {}}: TaskOptions
): Task[] {
  const tasks = studies.flatMap((study) => studyTasks(study, replaced, replayed[study.id]));
  const ids = studies.map(({id}) => id);
  const about = studies.map(({id, title, question}) => ({id, title, question}));
  const params: EditionParams = {
    studies: about,
    today,
    site: site ?? null,
    tasks: tasks.map(({name}) => name)
  };
  const edition: Task = {
    name: "edition",
    step: "publish",
    needs: ids.map((id) => `${id}/publish`),
    params,
    module: replaced.edition ?? modules.edition,
    run: "edition",
    tolerant: true
  };
  return [...tasks, edition];
}

/**
 * The way of one study: pull → read → roll (each candidate in a thread of its own, those that combine others after them) → judge →
 * runs → promote → … → publish. A task names what of the definition it depends on, so that a change of one candidate leaves the others alone.
 */
export function studyTasks(study: Study, replaced: Partial<StepModules> = {}, replayed?: string): Task[] {
  const {id, kind, candidates, seed} = study;
  const names = candidates.map(({name}) => name);
  const definition = {study: study.module};
  const trainings = candidates.map(
    ({name, kind, params, combines = [], seedOf}): RollParams => ({
      ...{study: id, candidate: name, kind, params, combines: [...combines]},
      seed: typeof params.seed === "number" ? params.seed : seed,
      ...(seedOf === undefined ? {} : {seedOf})
    })
  );
  const task = <Params extends Task["params"]>(
    run: keyof StepModules,
    step: Step,
    needs: readonly string[],
    params: Params,
    more: Partial<Task> = {}
  ): Task => {
    const given = needs.map((need) => `${id}/${need}`);
    const module = replaced[run] ?? modules[run];
    return {name: `${id}/${run}`, study: id, step, needs: given, params, module, run, ...more};
  };
  const tables = [...study.tables];
  return [
    task<PullParams>("pull", "pull", [], {study: id, tables}, {always: true}),
    task<ReadParams>(
      "read",
      "features",
      ["pull#day.json", ...tables.map((table) => `pull#${table}.json`)],
      {study: id},
      {uses: definition, heavy: true}
    ),
    ...trainings.map((training, i) =>
      task<RollParams>(
        "roll",
        "train",
        ["read", ...training.combines.map((other) => `roll/${other}#rolled.columns`)],
        training,
        {
          name: `${id}/roll/${training.candidate}`,
          uses: {candidate: candidates[i].module},
          heavy: true,
          onFailure: {module: failure, run: "keepFailure"}
        }
      )
    ),
    task<JudgeParams>(
      "judge",
      "backtest",
      ["read#scheme.columns", ...names.map((name) => `roll/${name}#rolled.columns`)],
      {study: id, candidates: names},
      {uses: definition, heavy: true}
    ),
    task<RunsParams>(
      "runs",
      "promote",
      ["pull#day.json", "read", ...names.map((name) => `roll/${name}`), "judge"],
      {study: id, trainings: trainings.filter(({kind}) => kind !== "reference")}
    ),
    task<PromoteParams>(
      "promote",
      "promote",
      ["pull#day.json", "read#scheme.columns", "judge", "runs"],
      {study: id, candidates: names},
      {uses: definition}
    ),
    task<IssueParams>(
      "issue",
      "forecast",
      ["read#scheme.columns", "judge", "promote"],
      {study: id},
      {uses: definition}
    ),
    task<ScoreParams>("score", "score", ["read#scheme.columns", "promote", "issue"], {
      ...{study: id, kind},
      ...(replayed === undefined ? {} : {replayed})
    }),
    task<DriftParams>("drift", "drift", ["pull", "issue"], {study: id}, {uses: definition, heavy: true}),
    task<PublishParams>(
      "publish",
      "publish",
      ["pull", "read", ...names.map((name) => `roll/${name}`), "judge", "promote", "issue", "score", "drift"],
      {study: id},
      {uses: definition, heavy: true}
    )
  ];
}
