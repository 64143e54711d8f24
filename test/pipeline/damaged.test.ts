import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {checkEdition} from "../../data-loaders/store/manifest.js";
import {refreshTasks} from "../../models/pipeline/refresh.js";
import {keptKeys, resultsFolder} from "../../models/pipeline/results.js";
import {readRuns} from "../../models/runs/list.js";
import {listArtifacts} from "../../scripts/site/artifacts/list.js";
import {bundled} from "./bundled.js";
import {essence} from "./essence.js";
import {tinyTasks} from "./tiny-tasks.js";

const folder = mkdtempSync(join(tmpdir(), "almanac-damaged-"));
const state = join(folder, "store");
let whole: Record<string, string>;

/** Refreshes the study "tiny" to its end, and gives what was said. */
async function refresh(today: string): Promise<string> {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const environment = {sources: "sample" as const, today, state};
  const {ok} = await refreshTasks(tinyTasks(today), {
    ...{environment, threads: 2, terminal: false, write, bundle: bundled}
  });
  expect([ok, lines]).toEqual([true, lines]);
  return lines.join("\n");
}

/** Changes one digit in the middle of a file: JSON stays JSON. */
function flip(path: string): void {
  const bytes = readFileSync(path);
  const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
  let at = Math.floor(bytes.length / 2);
  while (!isDigit(bytes[at])) at = (at + 1) % bytes.length;
  bytes[at] = bytes[at] === 0x31 ? 0x32 : 0x31;
  writeFileSync(path, bytes);
}

beforeAll(async () => {
  writeFileSync(join(folder, "outside.txt"), "waves");
  await refresh("2024-12-25");
  await refresh("2024-12-26");
  whole = essence(state);
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const runs = () => join(state, "live/runs/tiny");
const result = async (task: string, file: string): Promise<string> => {
  const [key] = await keptKeys(state, `tiny/${task}`);
  return join(resultsFolder(state, `tiny/${task}`), key!, file);
};

describe("a store in which a digit of each kind of file was changed", () => {
  let said: string;
  let damaged: string[];

  beforeAll(async () => {
    const old = (await readRuns(state, "live", "tiny")).at(-1)!;
    damaged = [
      join(state, "format.json"),
      join(runs(), `${old.runId}.json`),
      join(state, "live/runs/tiny.index.json"),
      join(state, "live/registry/tiny/decisions/1.json"),
      await result("roll/before", "rolled.columns"),
      await result("judge", "result.json"),
      await result("publish", "api/tiny/forecast.json"),
      join(state, "artifacts/api/tiny/backtest.json"),
      join(state, "artifacts/feed.xml"),
      join(state, "artifacts/.manifest.json")
    ];
    for (const path of damaged) flip(path);
    // Bytes of a binary file that are no digits.
    writeFileSync(join(state, "live/tables/tiny-wave.parquet"), "rubbish");
    writeFileSync(join(state, "results/tiny/issue/index.json"), "{");
    said = await refresh("2024-12-26");
  });

  test("is refused by a build that does not refresh", async () => {
    flip(join(state, "artifacts/api/tiny/forecast.json"));
    await expect(checkEdition(state, listArtifacts(state))).rejects.toThrow(
      /artifacts\/api\/tiny\/forecast\.json is not as it was published: its sha256 is .*Run npm run refresh/
    );
    for (const damage of [
      () => rmSync(join(state, "artifacts/api/tiny/forecast.csv")),
      () => flip(join(state, "artifacts/.manifest.json"))
    ]) {
      damage();
      await refresh("2024-12-26");
      await checkEdition(state, listArtifacts(state));
    }
  });

  test("is as it was after the next refresh", () => {
    expect(essence(state)).toEqual(whole);
  });

  test.each([
    ["format", /format\.json could not be used \(its seal/],
    ["run", /runs\/tiny\/[0-9a-f]+\.json is corrupt: its seal .* was moved to/],
    ["copy of a run", /runs\/tiny\/[0-9a-f]+\.json was restored from its copy in the last promotion/],
    ["decision", /decisions\/1\.json could not be used \(its seal/],
    [
      "forecasts",
      /tiny\/roll\/before: its kept result is corrupt: rolled\.columns has other bytes; it was moved to/
    ],
    ["result", /tiny\/judge: its kept result is corrupt: result\.json cannot be read: its seal/],
    ["artifact", /tiny\/publish: its kept result is corrupt: api\/tiny\/forecast\.json has other bytes/]
  ])("says what became of its %s", (_, message) => {
    expect(said).toMatch(message);
  });

  test("keeps what was damaged beside", () => {
    const aside = readdirSync(state, {recursive: true, encoding: "utf8"}).filter((path) =>
      path.includes(".corrupt-")
    );
    for (const name of ["format.json", "decisions/1.json", "roll/before/", "judge/"])
      expect([name, aside.some((path) => path.includes(name))]).toEqual([name, true]);
  });
});
