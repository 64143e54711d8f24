import {join} from "node:path";
import {writeAtomic} from "../../data-loaders/store/files.js";
import {blockLength, type CandidateKind, type Rolled} from "../../src/lib/rolled.js";
import {checkDistribution} from "../judge/distributions.js";
import {readColumns, writeColumns} from "../pipeline/columns.js";
import type {TaskInput, TaskOutput} from "../pipeline/task.js";
import type {Candidate, Roll, RollOutput} from "../study.js";
import {files, need, readRolled, readScheme} from "./files.js";

/** What `roll` is told: of the candidate all that decides its forecasts. */
export type RollParams = {
  readonly study: string;
  readonly candidate: string;
  readonly kind: CandidateKind;
  readonly params: Candidate["params"];
  readonly combines: readonly string[];
  /** See `Candidate`. */
  readonly seedOf?: string;
  readonly seed: number;
};

/** Trains one candidate and forecasts with it from every origin; its fitted model at the last one goes to `model/`. */
export async function roll(input: TaskInput<RollParams>): Promise<TaskOutput> {
  const {params, folder, modules} = input;
  const {study, candidate, kind, combines, seed} = params;
  const before = need(input, `${study}/read`);
  const {scheme, truth} = await readScheme(before);
  const experts = await Promise.all(combines.map((name) => readRolled(need(input, `${study}/roll/${name}`))));
  const module = modules.candidate as {roll?: Roll<unknown>};
  if (!module.roll)
    throw new Error(
      `The module of the candidate "${candidate}" exports no function "roll": see models/study.ts.`
    );
  const data = await readColumns(join(before.folder, files.data));
  const made = await module.roll({data, scheme, truth, params: params.params, seed, experts});
  const {values, degraded, quantiles, fine, energy, metrics, files: model} = made;
  const history = compact(candidate, made.history ?? {});
  const n = blockLength(scheme);
  for (const block of [values, ...(degraded ? [degraded] : [])]) {
    if (block.length !== n) {
      throw new Error(
        `The candidate "${candidate}" gave ${block.length} forecasts, and ${n} were expected: origins × series × leads.`
      );
    }
  }
  checkDistribution(candidate, scheme, made);
  const rolled: Rolled = {
    ...{candidate, kind, values, degraded},
    ...(quantiles ? {quantiles} : {}),
    ...(fine ? {fine} : {}),
    ...(energy ? {energy} : {})
  };
  await writeColumns(join(folder, files.rolled), rolled);
  for (const [name, bytes] of Object.entries(model ?? {}))
    await writeAtomic(join(folder, "model", name), bytes);
  return {rows: n, value: {metrics, history}};
}

/** Numbers by step to six significant digits. Throws on one that is not finite: the training went astray. */
function compact(candidate: string, history: NonNullable<RollOutput["history"]>) {
  return Object.fromEntries(
    Object.entries(history).map(([metric, values]) => [
      metric,
      values.map(({step, value}) => {
        if (!Number.isFinite(value)) {
          throw new Error(
            `The training of "${candidate}" went astray: ${metric} is ${value} at step ${step}, and a finite number was expected. ` +
              "Lower its learning rate, or look at its inputs."
          );
        }
        return {step, value: Number(value.toPrecision(6))};
      })
    ])
  );
}
