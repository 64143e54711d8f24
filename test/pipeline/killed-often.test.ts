import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {killAtRandom} from "./kills.js";
import {killableTiny} from "./tiny-kills.js";

const folder = mkdtempSync(join(tmpdir(), "almanac-killed-"));
beforeAll(() => writeFileSync(join(folder, "outside.txt"), "waves"));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** A hundred of them are among the rehearsals: test/rehearsal/killed.test.ts. */
test("a refresh that is killed at random instants leaves a whole edition, and the next one ends as an undisturbed one", async () => {
  const instants = await killAtRandom(await killableTiny(folder), {kills: 3, seed: 6});
  expect(instants).toHaveLength(3);
}, 120_000);
