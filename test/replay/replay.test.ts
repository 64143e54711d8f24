import {cpSync, existsSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {ledgerPath, readLedger} from "../../models/ledger/ledger.js";
import {cutRoll} from "../../models/replay/days.js";
import type {Study} from "../../models/study.js";
import {main as ledgerMain} from "../../scripts/ledger.js";
import {main} from "../../scripts/replay.js";
import {tiny} from "../pipeline/tiny.js";
import {alike} from "./alike.js";
import {type Travel, take, travel} from "./tiny.js";

const whole = travel();
const opened: Travel[] = [whole];
const another = (study?: Study): Travel => {
  const made = travel(study);
  opened.push(made);
  return made;
};
afterAll(() => {
  for (const {close} of opened) close();
});

beforeAll(async () => {
  expect(await whole.go("2024-12-20", "2024-12-24")).toBe(5);
});

describe("a replay", () => {
  it("issues each day at its origin, marked as replayed, and scores what came before with what that day knew", async () => {
    const entries = await readLedger(join(whole.environment.state, "replay"), "replayed", "tiny");
    expect(entries.map(({origin, issuedAt, replayed}) => [origin, issuedAt === origin, replayed])).toEqual(
      ["20", "21", "22", "23", "24"].map((day) => [`2024-12-${day}T00:00:00.000Z`, true, true])
    );
    // The truth of an edition comes in on the two days after it, and is dated by them.
    const score = JSON.parse(whole.bytes()["ledger/tiny/scores/2024-12-20T000000.000Z.json"]!) as {
      first: {at: string[]};
    };
    expect([score.first.at[0], score.first.at[24]]).toEqual([
      "2024-12-21T00:00:00.000Z",
      "2024-12-22T00:00:00.000Z"
    ]);
    expect(whole.lines).toHaveLength(6);
  });

  it("gives the same bytes night by night, and says what was issued before", async () => {
    const nights = another();
    await nights.go("2024-12-20", "2024-12-20");
    await nights.go("2024-12-20", "2024-12-22");
    expect(nights.lines).toContain("tiny 2024-12-20: issued before");
    await nights.go("2024-12-23", "2024-12-24");
    expect(await nights.go("2024-12-20", "2024-12-24")).toBe(0);
    expect(nights.bytes()).toEqual(whole.bytes());
  });

  it("gives the same bytes where it was killed before an entry's link, before its scores, and before its entry", async () => {
    const killed = another();
    await killed.go("2024-12-20", "2024-12-22");
    const store = join(killed.environment.state, "replay");
    const before = join(killed.environment.state, "before");
    cpSync(join(store, "replayed"), before, {recursive: true});
    await killed.go("2024-12-23", "2024-12-23");
    const after = killed.bytes();
    const ledger = join(store, "replayed", "ledger", "tiny");
    // The chain and the scores of the day before, with the entry and the decision of the day.
    cpSync(join(before, "ledger/tiny/chain.json"), join(ledger, "chain.json"));
    rmSync(join(ledger, "scores"), {recursive: true});
    cpSync(join(before, "ledger/tiny/scores"), join(ledger, "scores"), {recursive: true});
    await killed.go("2024-12-20", "2024-12-23");
    expect(killed.bytes()).toEqual(after);
    // The decision alone.
    cpSync(join(before, "ledger/tiny/chain.json"), join(ledger, "chain.json"));
    rmSync(ledgerPath(store, "replayed", "tiny", "forecasts", "2024-12-23T00:00:00.000Z"));
    rmSync(join(ledger, "scores"), {recursive: true});
    cpSync(join(before, "ledger/tiny/scores"), join(ledger, "scores"), {recursive: true});
    await killed.go("2024-12-20", "2024-12-24");
    expect(killed.bytes()).toEqual(whole.bytes());
  });

  it("forecasts what a training of the day itself would, though one roll answers for several days", async () => {
    const shared = another();
    const apart = another({...alike, replay: undefined});
    await shared.go("2024-12-20", "2024-12-24");
    await apart.go("2024-12-20", "2024-12-24");
    const forecasts = async ({environment}: Travel) =>
      (await readLedger(join(environment.state, "replay"), "replayed", "tiny")).map(({forecasts}) =>
        forecasts.map(({runId: _, version: __, ...own}) => own)
      );
    expect(await forecasts(shared)).toEqual(await forecasts(apart));
    const rolls = async ({environment}: Travel) =>
      new Set(
        (await readLedger(join(environment.state, "replay"), "replayed", "tiny")).map(
          ({forecasts}) => forecasts[0]!.runId
        )
      ).size;
    expect([await rolls(shared), await rolls(apart)]).toEqual([1, 5]);
  });

  it("refuses a roll that does not begin as the day's own", async () => {
    const wrong = another({...(tiny as Study), replay: {lastLike: () => "2024-12-25"}});
    await expect(wrong.go("2024-12-20", "2024-12-21")).rejects.toThrow(/begin with the 100 origins/);
  });

  it("cuts off what a publisher said of later days after the day", () => {
    const hour = 3_600_000;
    const scheme = (n: number) => ({
      ...{series: ["a", "b"], leads: 2, block: 1},
      origins: Float64Array.from({length: n}, (_, o) => o * hour),
      times: Float64Array.from({length: 2 * n}, (_, i) => (Math.floor(i / 2) + (i % 2)) * hour)
    });
    const values = Float64Array.from({length: 12}, (_, i) => i);
    const count = (length: number) => Float64Array.from({length}, (_, i) => i);
    const roll = (kind: "reference" | "model") => ({
      ...{candidate: kind, kind, values},
      quantiles: {levels: Float64Array.of(0.1, 0.9), values: count(24)},
      fine: {count: 3, values: Float32Array.from(count(18))},
      energy: count(6)
    });
    const study = {
      ...{id: "tiny", timeZone: "UTC"},
      replay: {lastLike: (day: string) => day, referenceUntil: () => 2 * hour}
    };
    const late = {day: "1970-01-01", scheme: scheme(3), rolled: [roll("reference"), roll("model")]};
    const [reference, model] = cutRoll(study, late, scheme(2));
    // Two origins of two series with two leads: of the second origin the second lead lies at 2 o'clock.
    expect([...reference!.values]).toEqual([0, 1, 2, 3, 4, Number.NaN, 6, Number.NaN]);
    expect([...model!.values]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(model!.quantiles).toEqual({levels: Float64Array.of(0.1, 0.9), values: count(16)});
    expect(model!.fine).toEqual({count: 3, values: Float32Array.from(count(12))});
    // At 1 o'clock, the last origin, only what begins before it has happened.
    expect([...model!.energy!]).toEqual([0, Number.NaN, Number.NaN, Number.NaN]);
  });

  it("leaves the store around it as it is", () => {
    expect(existsSync(join(whole.environment.state, "format.json"))).toBe(false);
    expect(existsSync(join(whole.environment.state, "recorded"))).toBe(false);
  });
});

describe("bad input", () => {
  let stands: Travel;
  const command = (...argv: string[]) => {
    const {environment} = stands;
    return main(argv, {environment, studies: [tiny as Study], take, heavy: false, write: () => {}});
  };
  beforeAll(async () => {
    stands = another();
    await stands.go("2024-12-20", "2024-12-21");
  });

  it.each([
    [/The range begins on 2024-12-23, after its end/, ["--from", "2024-12-23", "--to", "2024-12-22"]],
    [/the last day that can be replayed; 2024-12-26/, ["--from", "2024-12-22", "--to", "2024-12-26"]],
    [/stands at 2024-12-21.*begin on 2024-12-22/, ["--from", "2024-12-23", "--to", "2024-12-24"]],
    [/began on 2024-12-20/, ["--from", "2024-12-19", "--to", "2024-12-24"]],
    [/There is no study "wind"/, ["--from", "2024-12-22", "--to", "2024-12-22", "--study", "wind"]],
    [/A range has two ends/, ["--from", "2024-12-22"]],
    [/Nothing was asked for/, []],
    [/No study has an edition of 2024-12-26.*2024-12-25/, ["--as-of", "2024-12-26"]]
  ])("says %s and changes nothing", async (message, argv) => {
    const before = stands.bytes();
    const said = await saying(() => command(...argv));
    expect([said.code, said.text]).toEqual([2, expect.stringMatching(message)]);
    expect(stands.bytes()).toEqual(before);
  });

  it("names a day that does not exist", async () => {
    const said = await saying(() => command("--from", "2024-02-30", "--to", "2024-12-22"));
    expect([said.code, said.text]).toEqual([2, expect.stringMatching(/Expected a day that exists/)]);
  });

  it("names the days before which too little is known", async () => {
    const gap = another({...(tiny as Study), read: late});
    const reason = gap.go("2024-12-20", "2024-12-23");
    await expect(reason).rejects.toThrow(/tiny has no origin on 2024-12-22/);
    expect(existsSync(join(gap.environment.state, "replay"))).toBe(false);
  });

  it("leaves a store of a later version alone", async () => {
    writeFileSync(join(stands.environment.state, "replay", "format.json"), '{"format":999}');
    await expect(stands.go("2024-12-22", "2024-12-22")).rejects.toThrow(/format 999/);
  });

  it("notices an edited entry, and stops before anything", async () => {
    const edited = another();
    await edited.go("2024-12-20", "2024-12-21");
    const store = join(edited.environment.state, "replay");
    const path = ledgerPath(store, "replayed", "tiny", "forecasts", "2024-12-20T00:00:00.000Z");
    const entry = (await readLedger(store, "replayed", "tiny"))[0]!;
    entry.forecasts[0]!.value[0] = 1;
    writeFileSync(path, JSON.stringify(entry));
    const lines: string[] = [];
    const {environment} = edited;
    const studies = [tiny as Study];
    expect(await ledgerMain(["verify"], {environment, studies, write: (line) => void lines.push(line)})).toBe(
      1
    );
    expect(lines[0]).toMatch(/tiny, replayed data, origin 2024-12-20/);
    await expect(edited.go("2024-12-22", "2024-12-22")).rejects.toThrow(/not what was issued/);
  });
});

it("starts anew with --restart", async () => {
  const anew = another();
  await anew.go("2024-12-18", "2024-12-19");
  await anew.go("2024-12-20", "2024-12-24", {restart: true});
  expect(anew.bytes()).toEqual(whole.bytes());
});

/** What is read where nothing is known of 21 December. */
async function late(tables: Parameters<Study["read"]>[0], today: string) {
  const day = 86_400_000;
  const made = await (tiny as Study).read(tables, today);
  const {scheme, truth} = made;
  const unknown = Date.parse("2024-12-21T00:00Z");
  const actual = truth.actual.map((value, i) => {
    const time = scheme.times[i]!;
    return time >= unknown && time < unknown + day ? Number.NaN : value;
  });
  return {...made, truth: {...truth, actual}};
}

/** The exit code of a command, and what it said on standard error. */
async function saying(run: () => Promise<number>): Promise<{code: number; text: string}> {
  const write = process.stderr.write;
  let text = "";
  process.stderr.write = ((piece: string) => {
    text += piece;
    return true;
  }) as typeof write;
  try {
    return {code: await run(), text};
  } finally {
    process.stderr.write = write;
  }
}
