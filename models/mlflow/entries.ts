import type {Run} from "../../src/lib/artifacts/runs.js";
import type {Realm} from "../runs/runs.js";
import type {Candidate, Study} from "../study.js";

/** A tag or a parameter. */
export interface Entry {
  readonly key: string;
  readonly value: string;
}

/** A number at a step; `timestamp` in ms since 1970. */
export interface Metric {
  readonly key: string;
  readonly value: number;
  readonly timestamp: number;
  readonly step: number;
}

/** What a run record is in MLflow's terms. Equal records give equal entries, so they may be sent again. */
export interface RunEntries {
  readonly name: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly status: "FINISHED" | "FAILED";
  readonly params: readonly Entry[];
  readonly metrics: readonly Metric[];
  readonly tags: readonly Entry[];
  readonly dataset: Dataset;
}

/** A data set as `runs/log-inputs` takes it. */
export interface Dataset {
  readonly name: string;
  readonly digest: string;
  readonly source_type: string;
  readonly source: string;
  readonly schema: string;
  readonly profile: string;
}

/** What MLflow keeps of a text without cutting it in silence, and of a digest. */
const limits = {param: 6000, tag: 8000, key: 250, digest: 36};

/** The experiment of a study: `brest_consumption_forecast`; `rain_forecast` where the study is called by its subject. */
export function experimentName(study: Pick<Study, "id" | "subject">): string {
  return `${subjectName(study)}_forecast`;
}

function subjectName({id, subject}: Pick<Study, "id" | "subject">): string {
  return id === subject ? id : `${id}_${subject}`;
}

/** The entries of a run of a study. A parameter, metric or text that MLflow cannot hold is left out or cut, and a tag says so. */
export function runEntries(study: Study, realm: Realm, run: Run): RunEntries {
  const candidate: Candidate | undefined = study.candidates.find(({name}) => name === run.candidate);
  const startTime = Date.parse(run.startedAt);
  const endTime = startTime + Math.round(run.seconds * 1000);
  const omitted: string[] = [];
  const params = entriesOf({...run.params, seed: run.lineage.seed}, limits.param, omitted);
  const metrics = metricsOf(run, startTime, endTime, omitted);
  const tags = {
    ...run.tags,
    "mlflow.source.name": "almanac",
    "mlflow.source.type": "JOB",
    "mlflow.source.git.commit": run.lineage.commit,
    "mlflow.user": "almanac",
    ...(candidate ? {"mlflow.note.content": candidate.description} : {}),
    "almanac.runId": run.runId,
    "almanac.realm": realm,
    "almanac.study": study.id,
    "almanac.candidate": run.candidate,
    "almanac.dataHash": run.lineage.dataHash,
    "almanac.codeHash": run.lineage.codeHash,
    ...(omitted.length > 0 ? {"almanac.omitted": omitted.join("; ")} : {})
  };
  return {
    name: `${run.candidate}_${subjectName(study)}`,
    startTime,
    endTime,
    status: run.status === "failed" ? "FAILED" : "FINISHED",
    params,
    metrics,
    tags: entriesOf(tags, limits.tag, []),
    dataset: {
      name: subjectName(study),
      digest: run.lineage.dataHash.slice(0, limits.digest),
      source_type: "almanac",
      source: JSON.stringify({tables: study.tables, realm}),
      schema: JSON.stringify({mlflow_colspec: [{name: study.target, type: "double", required: false}]}),
      profile: JSON.stringify({sha256: run.lineage.dataHash, unit: study.unit, step: study.step})
    }
  };
}

/**
 * Final numbers at step 0 and the end of the run; numbers by step spread evenly over its time. A final number of the name of a
 * series by step is called `<name>_final`.
 */
function metricsOf(run: Run, startTime: number, endTime: number, omitted: string[]): Metric[] {
  const costs = {seconds: run.seconds, cpuSeconds: run.cpuSeconds, peakMemoryMB: run.peakMemoryMB};
  const final = Object.entries({...costs, ...run.metrics}).map(([name, value]) => ({
    key: keyOf(name in run.history ? `${name}_final` : name),
    value,
    timestamp: endTime,
    step: 0
  }));
  const byStep = Object.entries(run.history).flatMap(([name, steps]) =>
    steps.map(({step, value}, i) => ({
      key: keyOf(name),
      value,
      timestamp: Math.round(startTime + ((endTime - startTime) * (i + 1)) / steps.length),
      step
    }))
  );
  return [...final, ...byStep].flatMap(({key, value, ...rest}) => {
    if (value === null) return [];
    if (Number.isFinite(value)) return [{key, value, ...rest}];
    omitted.push(`${key} is ${value} at step ${rest.step}`);
    return [];
  });
}

function entriesOf(
  values: Readonly<Record<string, string | number | boolean>>,
  limit: number,
  omitted: string[]
): Entry[] {
  return Object.entries(values).map(([name, given]) => {
    const key = keyOf(name);
    const value = String(given);
    if (value.length <= limit) return {key, value};
    omitted.push(`${key} has ${value.length} characters and is cut`);
    return {key, value: `${value.slice(0, limit - 1)}…`};
  });
}

/** A name of the characters that MLflow takes: others become `_`. */
function keyOf(name: string): string {
  return name
    .replace(/[^\w\-. :/]/g, "_")
    .replaceAll("../", "__/")
    .slice(0, limits.key);
}

/**
 * The parts in which parameters, metrics and tags are sent, each within what `log-batch` takes at once: 100 params, 1000 metrics,
 * 1000 of both. One empty record gives no part.
 */
export function batches(
  params: readonly Entry[],
  metrics: readonly Metric[]
): {params: readonly Entry[]; metrics: readonly Metric[]}[] {
  const parts: {params: readonly Entry[]; metrics: readonly Metric[]}[] = [];
  const count = Math.max(Math.ceil(params.length / 100), Math.ceil(metrics.length / 900));
  for (let i = 0; i < count; ++i)
    parts.push({
      params: params.slice(100 * i, 100 * (i + 1)),
      metrics: metrics.slice(900 * i, 900 * (i + 1))
    });
  return parts;
}
