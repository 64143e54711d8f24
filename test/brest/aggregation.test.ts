import {expect, it} from "vitest";
import {roll} from "../../models/brest/aggregation.js";
import {brest} from "../../models/brest.js";
import type {Rolled} from "../../src/lib/rolled.js";
import {inventedRecord, inventedStudy} from "./invented.js";

it("mixes degraded forecasts with the weights of their own origin, area and lead", async () => {
  const study = inventedStudy([inventedRecord(470, 1), inventedRecord(470, 2)], 40);
  const {actual} = study.truth;
  const expert = (candidate: string, share: number): Rolled => ({
    candidate,
    kind: "model",
    values: actual.map((x, i) => (Number.isNaN(x) ? 1000 : x) * (1 + share * Math.sin(i)))
  });
  const experts = [expert("good", 0.01), expert("bad", 0.2)];
  const params = brest.candidates.find(({name}) => name === "aggregation")!.params;
  const mix = async (some: readonly Rolled[]) => roll({...study, params, seed: 1, experts: some});
  const {values, degraded} = await mix(experts);
  degraded!.forEach((x, i) => {
    expect(x).toBeCloseTo(values[i], 6);
  });
  const worse = await mix(experts.map((one) => ({...one, degraded: one.values.map((x) => x + 50)})));
  worse.degraded!.forEach((x, i) => {
    expect(x).toBeCloseTo(values[i] + 50, 6);
  });
});
