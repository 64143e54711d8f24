import {readFileSync, rmSync, writeFileSync} from "node:fs";
import {readdir} from "node:fs/promises";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {inspectLedger} from "../../models/ledger/inspect.js";
import {issue} from "../../models/ledger/issue.js";
import {chainPath, ledgerPath} from "../../models/ledger/ledger.js";
import {scoreLedger} from "../../models/ledger/score.js";
import {refreshTasks} from "../../models/pipeline/refresh.js";
import {main} from "../../scripts/ledger.js";
import {task, type Workshop, workshop} from "../pipeline/workshop.js";
import {entryOf} from "./entry.js";

let shop: Workshop;
let state: string;
beforeEach(async () => {
  shop = workshop();
  state = shop.environment.state;
  for (const day of [1, 2]) await issue(state, "live", entryOf(day));
});
afterEach(() => shop.close());

const tiny = {id: "tiny", kind: "number" as const};
const path = (day: number) => ledgerPath(state, "live", "tiny", "forecasts", entryOf(day).origin);

/** Runs the command; gives its exit code and what it said. */
async function command(...line: string[]) {
  const out: string[] = [];
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const studies = [tiny, {...tiny, id: "huge"}];
  const code = await main(line, {environment: shop.environment, studies, write: (text) => out.push(text)});
  const said = err.mock.calls.map(([text]) => String(text)).join("");
  err.mockRestore();
  return {code, out: out.join("\n"), err: said};
}

const tamper = () =>
  writeFileSync(path(1), readFileSync(path(1), "utf8").replace('"value":[100,110]', '"value":[100,112]'));

describe("npm run ledger", () => {
  it("verifies what is as it was issued, and knows a head that was published", async () => {
    const {links} = await inspectLedger(state, "live", "tiny");
    const {code, out} = await command("verify");
    expect([code, out]).toEqual([0, `tiny, live data: 2 editions as issued, head ${links[1]!.hash}`]);
    expect((await command("verify", "--head", links[0]!.hash)).code).toBe(0);
    const other = await command("verify", "--head", "f".repeat(64));
    expect([other.code, other.out]).toEqual([
      1,
      expect.stringContaining(`expected a link with the hash ${"f".repeat(64)}`)
    ]);
  });

  it("names study, origin, what was expected and what came of an entry that was edited", async () => {
    tamper();
    const {code, out} = await command("verify", "--study", "tiny");
    expect(code).toBe(1);
    expect(out).toMatch(
      /✗ tiny, live data, origin 2025-01-01T00:00:00\.000Z: expected 2 values, sha256 \w{12}…; came 2 values, sha256 \w{12}…/
    );
    expect((await command("verify", "--study", "huge")).code).toBe(0);
  });

  it("shows editions with the error by the first and the last truth", async () => {
    const truth = (value: number) => new Map([["", new Map([[Date.parse(entryOf(1).origin), value]])]]);
    await scoreLedger(state, "live", tiny, truth(97), "2025-01-02T04:00:00.000Z");
    await scoreLedger(state, "live", tiny, truth(95), "2025-01-09T04:00:00.000Z");
    const {code, out} = await command("show", "--study", "tiny");
    expect(code).toBe(0);
    const lines = out.split("\n").map((line) => line.split(/ {2,}/));
    expect(lines[2]).toEqual([
      ...["2025-01-01T00:00:00.000Z", "2025-01-01T04:00:00.000Z", "champion", "ridge"],
      ...["1/2", "3", "5", "2025-01-09T04:00:00.000Z"]
    ]);
    expect(lines[3]!.slice(4)).toEqual(["0/2", "–", "–", "–"]);
  });

  it.each([
    [["verify", "--study", "vast"], 2, 'There is no study "vast". Known: tiny, huge.'],
    [["show", "--study", "vast"], 2, 'There is no study "vast"'],
    [["show"], 2, "required option '--study <id>' not specified"],
    [["show", "--study", "huge"], 1, 'The study "huge" has issued nothing yet: npm run refresh'],
    [["verify", "--head", "abc"], 2, "Expected a sha256 of 64 hexadecimal digits"],
    [["verfy"], 2, "unknown command 'verfy'"],
    [
      ["lost", "--study", "tiny", "--origin", "2025-01-07", "--reason", "x"],
      2,
      'was expected to have the origin "2025-01-07"'
    ],
    [
      ["lost", "--study", "tiny", "--origin", entryOf(1).origin, "--reason", "x"],
      1,
      "only one that is gone can be given up"
    ]
  ])("%j is refused with a clear message, and nothing changes", async (line, code, message) => {
    const before = readFileSync(chainPath(state, "live", "tiny"), "utf8");
    const said = await command(...line);
    expect([said.code, said.err]).toEqual([code, expect.stringContaining(message)]);
    expect(readFileSync(chainPath(state, "live", "tiny"), "utf8")).toBe(before);
  });

  it("lets a person give up an entry that is gone", async () => {
    rmSync(path(2));
    expect((await command("verify")).out).toContain("came no entry");
    expect(
      (await command("lost", "--study", "tiny", "--origin", entryOf(2).origin, "--reason", "the disk broke"))
        .code
    ).toBe(0);
    const {code, out} = await command("verify");
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(
        `${entryOf(2).origin} is lost, accepted 2024-12-25T12:00:00.000Z: the disk broke`
      )
    ]);
  });
});

describe("a refresh over a ledger that was edited", () => {
  const refresh = () =>
    refreshTasks([task(shop, "a", [], {}, {study: "tiny"})], {
      environment: shop.environment,
      write: () => {},
      terminal: false
    });

  it("stops with what was expected and what came, and changes nothing", async () => {
    tamper();
    const files = async () => (await readdir(state, {recursive: true})).sort();
    const before = [await files(), readFileSync(path(1), "utf8")];
    await expect(refresh()).rejects.toThrow(
      /nothing was done and nothing changed[\s\S]*tiny, live data, origin 2025-01-01T00:00:00\.000Z: expected 2 values/
    );
    expect([(await files()).filter((name) => name !== "format.json"), readFileSync(path(1), "utf8")]).toEqual(
      before
    );
    expect(shop.calls()).toEqual([]);
  });

  it("goes on where it is whole", async () => {
    expect((await refresh()).ok).toBe(true);
    expect(shop.calls()).toEqual(["a"]);
  });
});
