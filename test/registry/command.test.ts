import {spawn} from "node:child_process";
import {existsSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {lockStore} from "../../data-loaders/store/lock.js";
import {readLedger} from "../../models/ledger/ledger.js";
import {type Outcome, runTasks} from "../../models/pipeline/run.js";
import {registryPath} from "../../models/registry/registry.js";
import {readRegistry, writeRegistry} from "../../models/registry/store.js";
import {readPromotion} from "../../models/steps/promote.js";
import {studyTasks} from "../../models/tasks.js";
import {main, type Surroundings} from "../../scripts/registry.js";
import {bundled} from "../pipeline/bundled.js";
import {tiny} from "../pipeline/tiny.js";
import {type Workshop, workshop} from "../pipeline/workshop.js";

let shop: Workshop;
let state: string;
beforeAll(async () => {
  shop = workshop();
  state = shop.environment.state;
  shop.write("outside.txt", "waves");
  await refresh();
});
afterAll(() => shop.close());

/** Refreshes the tiny study, all but its publication, as of a day. */
const refresh = (today = "2024-12-25", said: string[] = []): Promise<Outcome[]> =>
  runTasks(
    studyTasks(tiny, {pull: new URL("../pipeline/tiny-pull.ts", import.meta.url)}).filter(
      ({name}) => !/drift|publish/.test(name)
    ),
    shop.options({
      bundle: bundled,
      environment: {...shop.environment, today},
      on: (progress) => progress.kind === "say" && said.push(progress.message)
    })
  );
const outcome = (outcomes: Outcome[], step: string) =>
  outcomes.find(({task}) => task.name === `tiny/${step}`)!;
const promoted = async (outcomes: Outcome[]) => readPromotion(outcome(outcomes, "promote").result!);
const registry = async () => (await readRegistry(state, "live", "tiny"))!;
const issued = async (origin: string) => {
  const entry = (await readLedger(state, "live", "tiny")).find((one) => one.origin === origin)!;
  return entry.forecasts.map(({alias, candidate}) => `${alias} ${candidate}`);
};

/** Runs the command; gives its exit code and what it said. */
async function command(line: string[], more: Partial<Surroundings> = {}) {
  const out: string[] = [];
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const code = await main(line, {
    environment: shop.environment,
    studies: [tiny],
    write: (text) => out.push(text),
    ask: async () => undefined,
    ...more
  });
  const said = err.mock.calls.map(([text]) => String(text)).join("");
  err.mockRestore();
  return {code, out: out.join("\n"), err: said};
}

describe("a champion that a person chooses", () => {
  it("is asked for, recorded with the reason, and forecasts at the next refresh, the same night and the next", async () => {
    const question = vi.fn(async () => true);
    const {code, out} = await command(["promote", "tiny", "before", "--reason", "to see"], {ask: question});
    expect(code).toBe(0);
    expect(question).toHaveBeenCalledOnce();
    expect(out).toContain("tiny, live data: yesterday 1 is the champion.");
    expect(out).toContain("before replaces yesterday by hand: to see. It stands for 28 days of origins.");
    expect(out).toContain("What forecasts from the next refresh on is before as it is trained then");
    expect((await registry()).decisions.at(-1)).toMatchObject({
      by: "hand",
      at: "2024-12-25T12:00:00.000Z",
      until: "2025-01-22T00:00:00.000Z"
    });
    expect(existsSync(join(state, "lock"))).toBe(false);

    const tonight = await refresh();
    expect(outcome(tonight, "promote").reason).toBe("live/registry/tiny.json changed since");
    expect(outcome(tonight, "roll/before").state).toBe("up to date");
    const {aliases, decisions} = (await promoted(tonight)).registry;
    expect([aliases.champion.candidate, aliases.challenger!.candidate]).toEqual(["before", "yesterday"]);
    expect(decisions.map(({by}) => by)).toEqual(["rule", "hand", "rule"]);
    expect(decisions[2]!.reason).toMatch(
      /^before is champion by hand until 2025-01-22; by the rule yesterday would replace it/
    );
    expect(await issued("2024-12-25T00:00:00.000Z")).toEqual(["champion yesterday", "challenger mean"]);
    expect((await refresh()).filter(({state}) => state === "ran").map(({task}) => task.name)).toEqual([
      "tiny/pull"
    ]);

    await refresh("2024-12-26");
    expect(await issued("2024-12-26T00:00:00.000Z")).toEqual(["champion before", "challenger yesterday"]);
    const scored = outcome(await refresh("2024-12-27"), "score").result!;
    const scores = JSON.parse(readFileSync(join(scored.folder, "scores.json"), "utf8")) as {
      origin: string;
      scores: {candidate: string; n: number}[];
    }[];
    const of = scores.find(({origin}) => origin === "2024-12-26T00:00:00.000Z")!.scores;
    expect(of.map(({candidate, n}) => [candidate, n])).toEqual([
      ["before", 24],
      ["yesterday", 24]
    ]);
  });

  it("survives a registry that is cut in half: the next refresh says so and forecasts with the same", async () => {
    const path = registryPath(state, "live", "tiny");
    const good = readFileSync(path, "utf8");
    writeFileSync(path, good.slice(0, good.length / 2));
    const seen = await command(["show", "tiny"]);
    expect(seen.out).toContain("champion    before");
    expect(seen.out).toContain("Nothing is lost: the next refresh moves it aside");
    const said: string[] = [];
    const outcomes = await refresh("2024-12-27", said);
    expect((await promoted(outcomes)).registry.aliases.champion.candidate).toBe("before");
    expect(said.join("\n")).toMatch(
      /tiny\.json could not be used \(JSON was expected.* rebuilt, all \d decisions/
    );
    expect(readFileSync(path, "utf8")).toBe(good);
  });

  it("goes back by a rollback, which the next refresh keeps to", async () => {
    const {code, out} = await command(["rollback", "tiny", "--reason", "seen", "--yes"]);
    expect(code).toBe(0);
    expect(out).toContain("yesterday is put back in the place of before by hand: seen.");
    const {aliases} = (await promoted(await refresh("2024-12-27"))).registry;
    expect(aliases.champion.candidate).toBe("yesterday");
    expect(aliases.previous!.candidate).toBe("before");
  });
});

describe("what is refused leaves the registry as it is", () => {
  const refused = async (line: string[], more?: Partial<Surroundings>) => {
    const path = registryPath(state, "live", "tiny");
    const before = readFileSync(path, "utf8");
    const result = await command(line, more);
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(existsSync(join(state, "lock"))).toBe(false);
    return result;
  };
  const reason = ["--reason", "to see"];

  it.each([
    [
      ["promote", "tiny", "before", "9", ...reason],
      /"before" has no version 9\. Its versions: 1 \(run [0-9a-f]{16}\)/
    ],
    [
      ["promote", "tiny", "gru", ...reason],
      /"gru" is not among the candidates that compete: yesterday, before, mean/
    ],
    [["promote", "huge", "before", ...reason], /There is no study "huge"\. Known: tiny\./],
    [["promote", "tiny", "before"], /required option '--reason <words>' not specified[\s\S]*Usage/],
    [["promote", "tiny", ...reason], /missing required argument 'candidate'/],
    [["promote", "tiny", "before", ...reason, "--days", "-1"], /Expected a whole number of days/],
    [["rollback", "tiny", ...reason, "--realm", "recorded"], /no registry of recorded data, only of live/],
    [["show", "tiny", "--realm", "dead"], /Allowed choices are live, recorded/],
    [["lsit"], /unknown command 'lsit'[\s\S]*Did you mean list/]
  ])("%j, with exit code 2", async (line, message) => {
    const {code, err} = await refused(line);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });

  it("a decision that nobody confirms, or cannot", async () => {
    const no = await refused(["promote", "tiny", "before", ...reason], {ask: async () => false});
    expect([no.code, no.err]).toEqual([1, "Nothing was decided.\n"]);
    const nobody = await refused(["promote", "tiny", "before", ...reason]);
    expect(nobody.code).toBe(1);
    expect(nobody.err).toContain("There is no terminal to ask on: nothing was decided. Give --yes");
  });

  it("a decision while another process writes the store", async () => {
    const release = await lockStore(state);
    const {code, err} = await command(["rollback", "tiny", ...reason, "--yes"]);
    await release();
    expect(code).toBe(1);
    expect(err).toContain("is writing the store");
  });

  it("a decision on what changed since the question", async () => {
    const decided = async () => {
      const before = await registry();
      await writeRegistry(state, "live", {
        ...before,
        decisions: [...before.decisions, before.decisions.at(-1)!]
      });
      return true;
    };
    const {code, err} = await command(["rollback", "tiny", ...reason], {ask: decided});
    expect(code).toBe(1);
    expect(err).toMatch(
      /registry of tiny changed since you were asked, so nothing was decided: see npm run registry/
    );
  });
});

describe("what is shown", () => {
  it("is every study with its aliases", async () => {
    const {code, out} = await command(["list"], {studies: [tiny, {...tiny, id: "huge"}]});
    expect(code).toBe(0);
    expect(out).toMatch(/tiny +live +yesterday \d +\w+ \d +before \d +\d+ +\d+/);
    expect(out).toMatch(/huge +none yet/);
  });

  it("is a study's decisions with their reasons and evidence, the newest first", async () => {
    const {out} = await command(["show", "tiny", "--all"]);
    const at = (text: string) => out.indexOf(text);
    expect(at("yesterday is put back")).toBeLessThan(at("before replaces yesterday by hand"));
    expect(at("before replaces yesterday by hand")).toBeLessThan(at("yesterday is the first champion"));
    expect(out).toMatch(
      /mae: before \d [\d.]+, yesterday \d [\d.]+ \(28 origins, 2024-11-26T\S+Z to 2024-12-23T\S+Z\)/
    );
  });

  it("is a hint where a study has no registry yet", async () => {
    const {code, err} = await command(["show", "tiny"], {
      environment: {...shop.environment, state: `${state}-none`}
    });
    expect(code).toBe(1);
    expect(err).toContain('The study "tiny" has no registry yet: npm run refresh makes its first forecast.');
    expect(existsSync(`${state}-none`)).toBe(false);
  });

  it("is help, in a process of its own without a terminal", async () => {
    const script = new URL("../../scripts/registry.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, ["--import", "tsx", script, "--help"], {
      stdio: ["ignore", "pipe", "ignore"]
    });
    let out = "";
    child.stdout.on("data", (text) => (out += text));
    expect(await new Promise((resolve) => child.on("close", resolve))).toBe(0);
    for (const word of ["list", "show", "promote", "rollback"]) expect(out).toContain(word);
  });
});

describe("a store of a later version", () => {
  it.each([[["list"]], [["show", "tiny"]], [["rollback", "tiny", "--reason", "x", "--yes"]]])(
    "is refused: %j",
    async (line) => {
      const path = join(state, "format.json");
      writeFileSync(path, '{"format": 99}');
      const {code, err} = await command(line);
      expect(err).toMatch(/has format 99.*nothing was changed/);
      expect(code).toBe(1);
      expect(readFileSync(path, "utf8")).toBe('{"format": 99}');
      rmSync(path);
    }
  );
});
