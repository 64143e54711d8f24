import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {type Decision, decisionPath, type Registry, registryOf} from "../../models/registry/registry.js";
import {inspectRegistry, readRegistry, writeRegistry} from "../../models/registry/store.js";

const version = (candidate: string, n: number) => ({
  candidate,
  version: String(n),
  runId: `${candidate}-${n}`
});
const decision = (n: number): Decision => ({
  origin: `2024-06-0${n}T00:00:00.000Z`,
  champion: version(n < 3 ? "ridge" : "net", n),
  challenger: version(n < 3 ? "net" : "ridge", n),
  replaced: n === 3,
  reason: `reason ${n}`,
  dm: null,
  p: null,
  by: "rule",
  at: `2024-06-0${n}T06:00:00.000Z`
});
const registry = registryOf("france", [1, 2, 3, 4].map(decision));

let state: string;
let path: string;
const said: string[] = [];
const read = () => readRegistry(state, "live", "france", (message) => said.push(message));
const decisionFile = (n: number) => decisionPath(state, "live", "france", n);
/** A text without the seal, as whoever edits a file on purpose would leave it. */
const unsealed = (text: string) => text.replace(/,\n *"seal": "[0-9a-f]{64}"/, "");
const folder = () => readdirSync(dirname(path)).sort();

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "almanac-registry-"));
  path = await writeRegistry(state, "live", registry);
  said.length = 0;
});
afterEach(() => rm(state, {recursive: true}));

/** Leaves a copy in the kept result of a promotion, as a refresh does. */
function keepCopy(copy: Registry, realm = "live"): void {
  const kept = join(state, "results/france/promote", "a".repeat(32));
  mkdirSync(kept, {recursive: true});
  writeFileSync(
    join(kept, "promotion.json"),
    JSON.stringify({realm, origin: decision(1).origin, registry: copy, runs: []})
  );
}

describe("what is written", () => {
  it("is one file for each decision, and the registry that follows from them", async () => {
    expect(registry.aliases).toEqual({
      champion: version("net", 4),
      challenger: version("ridge", 4),
      previous: version("ridge", 2)
    });
    expect(registry.versions).toHaveLength(8);
    expect(JSON.parse(unsealed(readFileSync(decisionFile(3), "utf8")))).toEqual(decision(3));
    expect(await read()).toEqual(registry);
    expect(said).toEqual([]);
    expect(await readRegistry(state, "recorded", "france")).toBeUndefined();
  });

  it("never changes a decision", async () => {
    const before = readFileSync(decisionFile(1), "utf8");
    writeFileSync(decisionFile(1), before.replace("\n", "\n\n"));
    await writeRegistry(state, "live", registryOf("france", [1, 2, 3, 4, 5].map(decision)));
    expect(readFileSync(decisionFile(1), "utf8")).toBe(before.replace("\n", "\n\n"));
    expect(existsSync(decisionFile(5))).toBe(true);
  });
});

describe("a registry file that cannot be used", () => {
  const damages: [string, (text: string) => string, RegExp][] = [
    [
      "is cut in half",
      (text) => text.slice(0, text.length / 2),
      /JSON was expected, and \d+ characters came/
    ],
    ["is empty", () => "", /JSON was expected, and 0 characters/],
    [
      "has another shape",
      (text) => unsealed(text).replace('"aliases"', '"alias"'),
      /another shape was expected: .*aliases/
    ],
    [
      "has another digit",
      (text) => text.replace("2024-06-02", "2024-06-01"),
      /its seal \(the sha256 of the rest\) was expected to fit, and something was changed/
    ],
    [
      "is another study's",
      (text) => unsealed(text).replace('"study": "france"', '"study": "gas"'),
      /was edited/
    ],
    [
      "names a champion that nobody decided on",
      (text) =>
        unsealed(text).replaceAll(
          '"candidate": "net",\n   "runId": "net-4"',
          '"candidate": "gru",\n   "runId": "gru-4"'
        ),
      /was edited/
    ],
    [
      "lost a decision from its midst",
      (text) => {
        const json = JSON.parse(unsealed(text)) as Registry;
        return JSON.stringify({...json, decisions: json.decisions.toSpliced(1, 1)});
      },
      /was edited/
    ]
  ];

  it.each(damages)("that %s is moved aside and rebuilt whole", async (_, damage, why) => {
    const good = readFileSync(path, "utf8");
    const bad = damage(good);
    expect(bad).not.toBe(good);
    writeFileSync(path, bad);
    expect((await inspectRegistry(state, "live", "france")).damaged).toMatchObject([{path}]);
    expect(readFileSync(path, "utf8")).toBe(bad);
    expect(await read()).toEqual(registry);
    expect(readFileSync(path, "utf8")).toBe(good);
    const aside = folder().find((name) => /^france\.json\.corrupt-[0-9a-f]{8}$/.test(name))!;
    expect(readFileSync(join(dirname(path), aside), "utf8")).toBe(bad);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(why);
    expect(said[0]).toContain(`it was moved to ${aside} beside it and rebuilt, all 4 decisions are there`);
    said.length = 0;
    expect(await read()).toEqual(registry);
    expect(said).toEqual([]);
  });

  it("that is gone is rebuilt", async () => {
    rmSync(path);
    expect(await read()).toEqual(registry);
    expect(said[0]).toMatch(/france\.json was gone: it was rebuilt .* all 4 decisions/);
    expect(existsSync(path)).toBe(true);
  });

  it("that lacks the newest decision, as after a kill between two writes, gets it", async () => {
    await writeRegistry(state, "live", registryOf("france", [1, 2, 3].map(decision)));
    expect(await read()).toEqual(registry);
    expect(said[0]).toContain("lacked 1 of 4 decisions");
    expect(folder().filter((name) => name.includes("corrupt"))).toEqual([]);
  });
});

describe("a decision that cannot be used", () => {
  it("comes back from the registry", async () => {
    const good = readFileSync(decisionFile(2), "utf8");
    writeFileSync(decisionFile(2), good.slice(0, 40));
    expect(await read()).toEqual(registry);
    expect(readFileSync(decisionFile(2), "utf8")).toBe(good);
    expect(said[0]).toMatch(/2\.json could not be used .* moved to 2\.json\.corrupt-/);
  });

  it("is refused where the registry cannot be used either, and nothing is touched", async () => {
    writeFileSync(decisionFile(2), "{");
    writeFileSync(path, "{");
    const names = folder();
    await expect(read()).rejects.toThrow(
      /registry of france: decision 2 was expected in .*2\.json or in .*france\.json, and it is in neither; these cannot be used: .* Bring one of the two back/
    );
    expect(folder()).toEqual(names);
    expect(readFileSync(decisionFile(2), "utf8")).toBe("{");
    expect(said).toEqual([]);
  });

  it("comes from the copy of the last kept promotion where both are damaged", async () => {
    keepCopy(registryOf("france", [1, 2, 3].map(decision)));
    writeFileSync(decisionFile(2), "{");
    writeFileSync(path, "{");
    expect(await read()).toEqual(registry);
    expect(said).toHaveLength(2);
  });
});

describe("a registry of before, without files of its decisions and without their evidence", () => {
  const old = () => {
    rmSync(dirname(decisionFile(1)), {recursive: true});
    const json = JSON.parse(unsealed(readFileSync(path, "utf8"))) as Registry;
    const decisions = json.decisions.map(({by: _, at: __, ...rest}) => rest);
    writeFileSync(path, JSON.stringify({...json, decisions}));
    const kept = registry.decisions.map(({at: _, ...rest}) => rest);
    return {...registry, decisions: kept};
  };

  it("is read as it is, and gets its files with the next decision", async () => {
    const expected = old();
    expect(await read()).toEqual(expected);
    expect(said).toEqual([]);
    await writeRegistry(state, "live", registryOf("france", [...expected.decisions, decision(5)]));
    expect(readdirSync(dirname(decisionFile(1)))).toHaveLength(5);
    expect((await read())!.decisions).toHaveLength(5);
  });

  it("is rebuilt from the copy of its last promotion when it is cut", async () => {
    const expected = old();
    keepCopy(expected);
    writeFileSync(path, "{");
    expect(await read()).toEqual(expected);
    expect(said[0]).toContain("all 4 decisions");
  });

  it("is not rebuilt from another realm's", async () => {
    keepCopy(old(), "recorded");
    writeFileSync(path, "{");
    await expect(read()).rejects.toThrow("decision 1 was expected");
  });
});
