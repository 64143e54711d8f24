import {cpSync, existsSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {killAtRandom} from "../pipeline/kills.js";
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

describe.skipIf(!rehearsed)(`${kills} kills at random instants of a refresh`, () => {
  it("of an invented study: what is published stays whole, and the next run ends as an undisturbed one", async () => {
    const small = join(folder, "tiny");
    cpSync(fileURLToPath(new URL("../pipeline/fixtures/format-1", import.meta.url)), join(small, "store"), {
      recursive: true
    });
    writeFileSync(join(small, "outside.txt"), "waves");
    const instants = await killAtRandom(await killableTiny(small), {kills, seed: 20241225});
    console.log(
      `  ${instants.length} kills, ${Math.min(...instants)} … ${Math.max(...instants)} ms after the first line`
    );
    expect(instants).toHaveLength(kills);
  }, 1_500_000);
});

describe.skipIf(!rehearsed || !isWarm)("kills of a refresh on the real sample", () => {
  const real = join(folder, "real");
  const words = ["--from", "promote", "--force"];
  beforeAll(() => cpSync(warm, join(real, "store"), {recursive: true, verbatimSymlinks: true}));

  it("leave what is published whole, and the next run ends as an undisturbed one", async () => {
    const {command, env} = refresh(join(real, "store"), words);
    const complete = async (): Promise<void> => {
      const {code, said} = await refresh(join(real, "store"), words.slice(0, 2)).run();
      expect([code, said]).toEqual([0, said]);
    };
    const instants = await killAtRandom({folder: real, command, env, complete}, {kills: 6, seed: 7});
    expect(instants).toHaveLength(6);
  }, 1_500_000);
});
