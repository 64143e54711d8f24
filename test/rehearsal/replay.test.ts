import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Environment} from "../../data-loaders/environment.js";
import {replayStore} from "../../data-loaders/store/realms.js";
import {readLedger} from "../../models/ledger/ledger.js";
import {replayRange} from "../../models/replay/replay.js";
import {studies} from "../../models/studies.js";
import {hashes, replayGiven} from "./editions.js";
import {refresh} from "./refreshed.js";

const folder = mkdtempSync(join(tmpdir(), "almanac-replay-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const at = (name: string): Environment => ({sources: "sample", state: join(folder, name)});
const replay = (name: string, from: string, to: string) =>
  replayRange({environment: at(name), studies, study: ["france"], from, to, write: () => {}});
const issued = (name: string) => join(replayStore(at(name).state), "replayed", "ledger");

describe.skipIf(!replayGiven())("a replay of France on the sample (only with ALMANAC_REPLAY)", () => {
  beforeAll(async () => {
    await replay("whole", "2024-12-23", "2024-12-25");
  }, 300_000);

  it("gives the same bytes in two nights as in one go", async () => {
    await replay("nights", "2024-12-23", "2024-12-24");
    await replay("nights", "2024-12-25", "2024-12-25");
    expect(Object.keys(hashes(issued("nights")))).toContain("france/chain.json");
    expect(hashes(issued("nights"))).toEqual(hashes(issued("whole")));
  }, 300_000);

  it("issues on the sample's own day, to the digit, what a refresh of it does", async () => {
    const state = join(folder, "refreshed");
    const {code, said} = await refresh(state, ["--study", "france"]).run();
    expect([code, said]).toEqual([0, expect.any(String)]);
    const [own] = await readLedger(state, "recorded", "france");
    const replayed = (await readLedger(replayStore(at("whole").state), "replayed", "france")).at(-1)!;
    const values = (entry: typeof replayed) => ({
      origin: entry.origin,
      times: entry.times,
      reference: entry.reference,
      forecasts: entry.forecasts.map(({alias, candidate, value, lo80, hi80, lo95, hi95}) => ({
        ...{alias, candidate, value, lo80, hi80, lo95, hi95}
      }))
    });
    expect(values(replayed)).toEqual(values(own!));
  }, 300_000);
});
