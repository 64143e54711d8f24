import {cpSync, mkdtempSync, rmSync} from "node:fs";
import {availableParallelism, tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Environment} from "../../data-loaders/environment.js";
import {replayStore} from "../../data-loaders/store/realms.js";
import {bundler} from "../../models/pipeline/code.js";
import {readColumns} from "../../models/pipeline/columns.js";
import {rollAnchor} from "../../models/replay/anchor.js";
import {cutRoll} from "../../models/replay/days.js";
import {replayRange} from "../../models/replay/replay.js";
import type {Judging} from "../../models/steps/files.js";
import type {Study} from "../../models/study.js";
import type {Rolled} from "../../src/lib/rolled.js";
import {france, gas} from "../browser/quick.js";
import {hashes, replayGiven} from "./editions.js";

const folder = mkdtempSync(join(tmpdir(), "almanac-replay-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** With few origins and short trainings: the same code. */
const study = france as Study;
const prices = gas as Study;
const bundle = bundler();
const at = (name: string): Environment => ({sources: "sample", state: join(folder, name)});
const replay = (name: string, from: string, to: string, one = study) =>
  replayRange({environment: at(name), studies: [one], from, to, bundle, write: () => {}});
const issued = (name: string) => join(replayStore(at(name).state), "replayed", "ledger");

/** The roll of a day of its own, with its scheme. */
async function rollOf(
  day: string,
  {store = "whole", study = france as Study} = {}
): Promise<{day: string; scheme: Judging["scheme"]; rolled: Rolled[]}> {
  const options = {replay: replayStore(at(store).state), environment: at(store), bundle};
  const {scheme, rolled} = await rollAnchor(study, day, {...options, threads: availableParallelism()});
  const names = study.candidates.map(({name}) => name);
  return {
    day,
    scheme: (await readColumns<Judging>(scheme)).scheme,
    rolled: await Promise.all(names.map((name) => readColumns<Rolled>(rolled[name]!)))
  };
}

describe.skipIf(!replayGiven())("a replay of France on the sample (only with ALMANAC_REPLAY)", () => {
  beforeAll(async () => {
    await replay("whole", "2024-12-23", "2024-12-25");
  }, 300_000);

  it("gives the same bytes in two nights as in one go", async () => {
    // What was rolled is taken: the nights are about what is issued.
    const anchors = "replay/anchors";
    cpSync(join(at("whole").state, anchors), join(at("nights").state, anchors), {
      recursive: true,
      verbatimSymlinks: true
    });
    await replay("nights", "2024-12-23", "2024-12-24");
    await replay("nights", "2024-12-25", "2024-12-25");
    expect(Object.keys(hashes(issued("nights")))).toContain("france/chain.json");
    expect(hashes(issued("nights"))).toEqual(hashes(issued("whole")));
  }, 300_000);

  it("cuts from the roll of a later day, to the bit, what each candidate's roll of the day itself gives", async () => {
    const late = await rollOf("2024-12-25");
    const early = await rollOf("2024-12-23");
    expect(cutRoll(study, late, early.scheme)).toEqual(early.rolled);
  }, 300_000);
});

describe.skipIf(!replayGiven())("a replay of gas on the sample (only with ALMANAC_REPLAY)", () => {
  it("issues a day from the roll of a later one, which gives each candidate's values, quantiles and known scores to the bit", async () => {
    await replay("gas", "2024-12-23", "2024-12-23", prices);
    const [late, early] = [
      await rollOf("2024-12-25", {store: "gas", study: prices}),
      await rollOf("2024-12-23", {store: "gas", study: prices})
    ];
    expect(cutRoll(prices, late, early.scheme)).toEqual(cutRoll(prices, early, early.scheme));
  }, 600_000);
});
