import {cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {enterStore} from "../../data-loaders/store/enter.js";
import {updateTables} from "../../data-loaders/tables.js";
import {startUpstream, type Upstream} from "../data/upstream.js";
import {type Kill, killAtRandom, phasesOf} from "../pipeline/kills.js";
import {killableTiny} from "../pipeline/tiny-kills.js";
import {refresh} from "./refreshed.js";

const rehearsed = process.env.ALMANAC_REPLAY !== undefined;
/** The store that a build on the sample left, which `.ci/run` makes first; another one by `ALMANAC_WARM`. */
const warm = process.env.ALMANAC_WARM ?? fileURLToPath(new URL("../../.almanac", import.meta.url));
const isWarm = existsSync(join(warm, "recorded/ledger"));
if (!rehearsed) console.log("Skipped: a hundred kills, for ALMANAC_REPLAY is not set.");
else if (!isWarm)
  console.log(`Skipped: kills on the real sample, for ${warm} is no store that was built on it.`);

const folder = mkdtempSync(join(tmpdir(), "almanac-kills-"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const kills = Number(process.env.ALMANAC_KILLS ?? 100);
const realKills = Number(process.env.ALMANAC_REAL_KILLS ?? 3);
/** The other two have one process at a time: together they keep both cores at work. */
const together = {concurrent: true, skip: !rehearsed};
/** A store of an older version, with two nights of the study. */
const old = fileURLToPath(new URL("../pipeline/fixtures/format-1", import.meta.url));

describe.skipIf(!rehearsed)(`${kills} kills at random instants of a refresh`, () => {
  /** Half of them in a store of its own, so that both cores have work. */
  const half = async (name: string, count: number, seed: number): Promise<Kill[]> => {
    const small = join(folder, name);
    cpSync(old, join(small, "store"), {recursive: true});
    writeFileSync(join(small, "outside.txt"), "waves");
    return killAtRandom(await killableTiny(small), {kills: count, seed});
  };

  it("of an invented study: what is published stays whole, and the next run ends as an undisturbed one", async () => {
    const first = Math.ceil(kills / 2);
    const halves = await Promise.all([half("one", first, 20241224), half("two", kills - first, 20241225)]);
    const all = halves.flat();
    console.log(
      `  ${all.length} kills, up to ${Math.max(...all.map(({instant}) => instant))} ms after the start: ${phasesOf(all)}`
    );
    expect(all).toHaveLength(kills);
  }, 1_200_000);
});

describe("kills of a refresh on the real sample", {...together, skip: !rehearsed || !isWarm}, () => {
  const real = join(folder, "real");
  const words = ["--from", "promote", "--force"];
  beforeAll(() => cpSync(warm, join(real, "store"), {recursive: true, verbatimSymlinks: true}));

  it("leave what is published whole, and the next run ends as an undisturbed one", async () => {
    const {command, env} = refresh(join(real, "store"), words);
    const complete = async (): Promise<void> => {
      const {code, said} = await refresh(join(real, "store"), words.slice(0, 2)).run();
      expect([code, said]).toEqual([0, said]);
    };
    const all = await killAtRandom({folder: real, command, env, complete}, {kills: realKills, seed: 7});
    console.log(`  ${all.length} kills on the sample: ${phasesOf(all)}`);
    expect(all).toHaveLength(realKills);
  }, 1_500_000);
});

describe("kills of a pull", together, () => {
  const ids = ["france-load", "france-weather", "france-calendar"];
  const pulled = join(folder, "pull");
  let upstream: Upstream;
  beforeAll(async () => {
    upstream = await startUpstream("2021-06-09");
    mkdirSync(join(pulled, "store"), {recursive: true});
    await update("2021-06-09");
    upstream.until = "2021-06-10";
  });
  afterAll(() => upstream.close());
  const update = async (today: string): Promise<void> => {
    const environment = {
      sources: "live" as const,
      upstream: upstream.url,
      today,
      state: join(pulled, "store")
    };
    await enterStore(environment.state).then(async (release) => {
      await updateTables(ids, environment);
      await release();
    });
  };

  it("leave raw bytes and tables as an undisturbed one has them, after the next", async () => {
    const script = fileURLToPath(new URL("./killed-pull.ts", import.meta.url));
    const command = [
      process.execPath,
      "--import",
      "tsx",
      script,
      pulled,
      upstream.url,
      "2021-06-10"
    ] as const;
    const complete = (): Promise<void> => update("2021-06-10");
    const count = Math.min(6, kills);
    expect(await killAtRandom({folder: pulled, command, complete}, {kills: count, seed: 8})).toHaveLength(
      count
    );
  }, 600_000);
});
