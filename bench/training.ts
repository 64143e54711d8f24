import type {LoadData} from "../models/france/data.js";
import {roll as rollNet} from "../models/france/net.js";
import {roll as rollRegression} from "../models/france/regression.js";
import {france} from "../models/france.js";
import type {RollInput} from "../models/study.js";
import {franceData} from "./france.js";
import type {Bench} from "./measure.js";
import {once} from "./measure.js";

/** A candidate's input with only its last origins, and some parameters of its own. */
async function inputOf(
  name: string,
  origins: number,
  own: RollInput<LoadData>["params"]
): Promise<RollInput<LoadData>> {
  const {data, scheme, truth} = await franceData();
  const from = scheme.origins.length - origins;
  const {params} = france.candidates.find((candidate) => candidate.name === name)!;
  return {
    data: {...data, originDays: data.originDays.slice(from)},
    scheme: {...scheme, origins: scheme.origins.slice(from), times: scheme.times.slice(from * scheme.leads)},
    truth,
    params: {...params, leadIn: 0, ...own},
    seed: france.seed,
    experts: []
  };
}

/** What two amounts of the same work cost apart: seconds for each piece, set-up left out. */
async function each(
  small: number,
  large: number,
  work: (amount: number) => Promise<unknown>
): Promise<number> {
  const before = await once(() => work(small));
  const after = await once(() => work(large));
  return (after - before) / (large - small);
}

/** Training: the recursive regression day by day, the net epoch by epoch. */
export const training: Bench = {
  name: "training",
  about: "the regression by day, the net by epoch",
  run: async () => {
    const day = await each(10, 60, async (origins) =>
      rollRegression(await inputOf("regression", origins, {}))
    );
    const epoch = await each(1, 4, async (epochs) =>
      rollNet(await inputOf("net", 1, {members: 1, epochs, patience: epochs, refitEpochs: 1}))
    );
    return [
      {what: "regression: learn, solve 24 hours, forecast a week", value: 1 / day, unit: "days/s"},
      {what: "net: one epoch over the record", value: epoch, unit: "s"}
    ];
  }
};
