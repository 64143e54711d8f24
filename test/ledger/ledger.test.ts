import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {writeJson} from "../../data-loaders/store/files.js";
import {ledgerCsv} from "../../models/ledger/csv.js";
import {issue} from "../../models/ledger/issue.js";
import {type LedgerEntry, ledgerPath, readLedger} from "../../models/ledger/ledger.js";
import {knownTruth, scoreLedger} from "../../models/ledger/score.js";
import {csv} from "../../models/publish/csv.js";
import {dailyScheme} from "../judge/world.js";

const times = ["2024-12-24T23:00:00.000Z", "2024-12-25T00:00:00.000Z"];

const morning = "2024-12-26T04:00:00.000Z";
const evening = "2024-12-26T18:00:00.000Z";

const france = {id: "france", kind: "number" as const};

function entry(more: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    study: "france",
    origin: times[0]!,
    issuedAt: "2024-12-25T04:00:00.000Z",
    unit: "MW",
    step: "PT1H",
    times,
    series: [""],
    forecasts: [
      {
        ...{candidate: "ridge", version: "1", runId: "r", alias: "champion" as const},
        ...{value: [100, 110], lo80: [95, 105], hi80: [105, 115], lo95: [90, 100], hi95: [110, 120]}
      }
    ],
    ...more
  };
}

describe("the ledger", () => {
  let state: string;
  beforeEach(async () => {
    state = await mkdtemp(join(tmpdir(), "almanac-ledger-"));
  });
  afterEach(() => rm(state, {recursive: true}));

  it("issues an origin once, whatever comes later", async () => {
    const {path, added} = await issue(state, "live", entry());
    expect(added).toBe(true);
    const written = await readFile(path, "utf8");
    const other = entry({issuedAt: "2024-12-26T04:00:00.000Z", forecasts: []});
    const again = await issue(state, "live", other);
    expect(again.added).toBe(false);
    expect(again.entry.issuedAt).toBe("2024-12-25T04:00:00.000Z");
    expect(await readFile(path, "utf8")).toBe(written);
    expect(await readLedger(state, "live", "france")).toEqual([
      {...entry(), chain: {previous: "0".repeat(64), rows: expect.stringMatching(/^[0-9a-f]{64}$/)}}
    ]);
    expect(await readLedger(state, "recorded", "france")).toEqual([]);
  });

  it("scores what is known, again when more is known or revised, and leaves the forecasts alone", async () => {
    const {path} = await issue(state, "live", entry());
    const before = await readFile(path, "utf8");
    const at = (...values: [number, number][]) =>
      new Map([["", new Map(values.map(([i, value]) => [Date.parse(times[i]!), value]))]]);
    const none = await scoreLedger(state, "live", france, at(), morning);
    expect(none.scores.size).toBe(0);
    const first = await scoreLedger(state, "live", france, at([0, 98]), morning);
    expect(first.written).toHaveLength(1);
    expect(first.scores.get(times[0]!)!.actual).toEqual([98, null]);
    expect(first.scores.get(times[0]!)!.scores[0]).toMatchObject({
      candidate: "ridge",
      n: 1,
      mae: 2,
      bias: 2,
      coverage80: 1
    });
    expect((await scoreLedger(state, "live", france, at([0, 98]), morning)).written).toEqual([]);
    const whole = await scoreLedger(state, "live", france, at([0, 98], [1, 130]), morning);
    expect(whole.scores.get(times[0]!)!.scores[0]).toMatchObject({
      n: 2,
      mae: 11,
      coverage80: 0.5,
      coverage95: 0.5
    });
    const later = await scoreLedger(state, "live", france, at(), morning);
    expect(later.written).toEqual([]);
    expect(later.scores.get(times[0]!)!.actual).toEqual([98, 130]);
    expect(await readFile(path, "utf8")).toBe(before);
  });

  it("keeps the truth that was known first beside a revised one, each with when, and the scores by both", async () => {
    await issue(state, "live", {...entry(), reference: {candidate: "official", value: [96, 126]}});
    const at = (...values: number[]) =>
      new Map([["", new Map(values.map((value, i) => [Date.parse(times[i]!), value]))]]);
    await scoreLedger(state, "live", france, at(98), morning);
    const {scores, written} = await scoreLedger(state, "live", france, at(104, 130), evening);
    expect(written).toHaveLength(1);
    const score = scores.get(times[0]!)!;
    expect([score.actual, score.at]).toEqual([
      [104, 130],
      [evening, evening]
    ]);
    expect([score.first.actual, score.first.at]).toEqual([
      [98, 130],
      [morning, evening]
    ]);
    const mae = (some: typeof score.scores) => some.map(({candidate, mae}) => [candidate, mae]);
    expect(mae(score.scores)).toEqual([
      ["ridge", 12],
      ["official", 6]
    ]);
    expect(mae(score.first.scores)).toEqual([
      ["ridge", 11],
      ["official", 3]
    ]);
    const [entryKept] = await readLedger(state, "live", "france");
    const lines = ledgerCsv([entryKept!], scores).split("\r\n");
    expect(lines[1]!.split(",").slice(-6)).toEqual(["104", "-4", evening, "98", morning, "96"]);
    const again = await scoreLedger(state, "live", france, at(104, 130), "2024-12-27T04:00:00.000Z");
    expect([again.written, again.scores.get(times[0]!)]).toEqual([[], score]);
  });

  it("notices a digit of a score that was changed: it takes it for no revision, and scores anew", async () => {
    await issue(state, "live", entry());
    const truth = new Map([["", new Map([[Date.parse(times[0]!), 98]])]]);
    const {scores, written} = await scoreLedger(state, "live", france, truth, morning);
    const text = await readFile(written[0]!, "utf8");
    await writeFile(written[0]!, text.replaceAll("[98,", "[99,"));
    const said: string[] = [];
    const say = (message: string) => void said.push(message);
    const again = await scoreLedger(state, "live", france, truth, morning, say);
    expect(said).toEqual([
      expect.stringMatching(/scores.* is corrupt: its seal .* was moved to .*scored anew/)
    ]);
    expect([again.written, again.scores]).toEqual([written, scores]);
    expect(await readFile(written[0]!, "utf8")).toBe(text);
  });

  it("reads a score from before revisions were kept: what it knew counts as first, at no known time", async () => {
    await issue(state, "live", entry());
    const path = ledgerPath(state, "live", "france", "scores", times[0]!);
    const old = {study: "france", origin: times[0]!, actual: [98, null], scores: []};
    await writeJson(path, old);
    const truth = new Map([["", new Map([[Date.parse(times[0]!), 99]])]]);
    const kept = (await scoreLedger(state, "live", france, truth, evening)).scores.get(times[0]!)!;
    expect([kept.actual, kept.at]).toEqual([
      [99, null],
      [evening, null]
    ]);
    expect([kept.first.actual, kept.first.at]).toEqual([
      [98, null],
      [null, null]
    ]);
  });

  it("refuses to go on without an entry that cannot be read, until somebody decides", async () => {
    const {path} = await issue(state, "live", entry());
    await issue(state, "live", entry({origin: times[1]!}));
    const good = await readFile(path, "utf8");
    await writeFile(path, good.slice(0, 100));
    const read = () => readLedger(state, "live", "france");
    await expect(read()).rejects.toThrow("is corrupt");
    const [aside] = (await readdir(dirname(path))).filter((name) => name.includes("corrupt"));
    for (let again = 0; again < 2; ++again)
      await expect(read()).rejects.toThrow(
        new RegExp(
          `${aside} could not be read.*Restore 2024-12-24T230000.000Z.json from an older store.*lost`
        )
      );
    await expect(issue(state, "live", entry())).rejects.toThrow(`${aside} could not be read`);
    await rm(join(dirname(path), aside!));
    expect(await read()).toHaveLength(1);
    await writeFile(path, good);
    expect(await read()).toHaveLength(2);
  });

  it("finds the truth of a series by its name, though others were added since", async () => {
    const [one] = entry().forecasts;
    const wide = {
      ...one!,
      value: [1, 2, 3, 4],
      lo80: [1, 2, 3, 4],
      hi80: [1, 2, 3, 4],
      lo95: [1, 2, 3, 4],
      hi95: [1, 2, 3, 4]
    };
    await issue(state, "live", entry({series: ["Brest", "Lille"], forecasts: [wide]}));
    const scheme = {
      ...dailyScheme(1, 2, 1),
      series: ["Lille", "Nice", "Brest"],
      times: Float64Array.from(times, Date.parse)
    };
    const far = {...scheme, origins: Float64Array.of(Date.parse("2025-01-01T00:00:00Z"))};
    const truth = knownTruth(far, {actual: Float64Array.of(3, 4, 8, 9, 1, 2)});
    const {scores} = await scoreLedger(state, "live", france, truth, morning);
    expect(scores.get(times[0]!)!.actual).toEqual([1, 2, 3, 4]);
  });

  it("scores probabilities as such, and finds no interval of an outcome in their bounds", async () => {
    const rain = {id: "rain", kind: "probability" as const};
    const day = times[0]!;
    const value = [0.9, 0.4, 0.2, 0.7];
    const bounds = {lo80: value, hi80: value, lo95: value, hi95: value};
    const one = {candidate: "mean", version: "1", runId: "r", alias: "champion" as const, value, ...bounds};
    const series = ["Albury", "Cairns", "Perth", "Sale"];
    const issued = {study: rain.id, unit: "probability", step: "P1D", times: [day], series, forecasts: [one]};
    await issue(state, "live", entry(issued));
    const truth = new Map(
      series.map((name, i) => [name, new Map(i < 3 ? [[Date.parse(day), i < 2 ? 1 : 0]] : [])])
    );
    const {scores} = await scoreLedger(state, "live", rain, truth, morning);
    const [score] = scores.get(day)!.scores;
    expect(scores.get(day)!.actual).toEqual([1, 1, 0, null]);
    expect(score).toMatchObject({
      n: 3,
      mae: 0.3,
      mape: null,
      rate: 0.666667,
      auc: 1,
      coverage80: null,
      pinball: null
    });
    expect(score!.brier).toBeCloseTo((0.01 + 0.36 + 0.04) / 3, 6);
    expect(score!.logLoss).toBeCloseTo(-Math.log(0.9 * 0.4 * 0.8) / 3, 5);
    expect(score!.f1).toBeUndefined();
    const dry = new Map([["Sale", new Map([[Date.parse(day), 0]])]]);
    const later = await scoreLedger(state, "live", rain, dry, evening);
    expect(later.scores.get(day)!.scores[0]).toMatchObject({n: 4, rate: 0.5, auc: 0.75});
    const two = new Map(["Perth", "Sale"].map((name) => [name, new Map([[Date.parse(day), 0.5]])]));
    await expect(scoreLedger(state, "live", rain, two, evening)).rejects.toThrow(
      "expected outcomes of 0 or 1"
    );
  });

  it("becomes a CSV with the errors", async () => {
    await issue(state, "live", entry({forecasts: [{...entry().forecasts[0]!, candidate: "=cmd|'calc'"}]}));
    const {scores} = await scoreLedger(
      state,
      "live",
      france,
      new Map([["", new Map([[Date.parse(times[0]!), 98]])]]),
      morning
    );
    expect(ledgerCsv(await readLedger(state, "live", "france"), scores).split("\r\n")).toEqual([
      "origin,issued_at,candidate,version,alias,series,time,value,lo80,hi80,lo95,hi95,actual,error,actual_at,first_actual,first_actual_at,reference",
      `${times[0]},2024-12-25T04:00:00.000Z,'=cmd|'calc',1,champion,,${times[0]},100,95,105,90,110,98,2,${morning},98,${morning},`,
      `${times[0]},2024-12-25T04:00:00.000Z,'=cmd|'calc',1,champion,,${times[1]},110,105,115,100,120,,,,,,`,
      ""
    ]);
  });

  it("refuses columns of another length", async () => {
    const short = entry({forecasts: [{...entry().forecasts[0]!, lo80: [1]}]});
    await expect(issue(state, "live", short)).rejects.toThrow("every column of ridge needs 2 values");
  });
});

it("truth from the last origin on is not known, even where the record has it", () => {
  const scheme = dailyScheme(4, 2, 1);
  const actual = Float64Array.from(scheme.times, (t) => (t - scheme.times[0]!) / 86_400_000);
  expect([...knownTruth(scheme, {actual}).get("")!.values()]).toEqual([0, 1, 2]);
});

it("of forecasts for the very day of their origin, yesterday's has its truth and today's does not", () => {
  const days = dailyScheme(3, 1, 1);
  expect(days.times).toEqual(days.origins);
  const actual = Float64Array.of(1, 0, 1, 1, 0, 1);
  const known = knownTruth({...days, series: ["Albury", "Cairns"]}, {actual});
  const [first, second, third] = days.origins;
  expect(known.get("Albury")).toEqual(
    new Map([
      [first, 1],
      [second, 1]
    ])
  );
  expect(known.get("Cairns")).toEqual(
    new Map([
      [first, 0],
      [second, 1]
    ])
  );
  expect(known.get("Cairns")!.has(third!)).toBe(false);
});

it("a CSV escapes formulas in texts, quotes what must be, and leaves numbers alone", () => {
  expect(
    csv(
      ["a", "b"],
      [
        ["-1", -1],
        ['say "hi", you', null],
        ["@x\n", Number.NaN]
      ]
    )
  ).toBe('a,b\r\n\'-1,-1\r\n"say ""hi"", you",\r\n"\'@x\n",\r\n');
  expect(() => csv(["a"], [[1, 2]])).toThrow("1 cells was expected, got 2");
});
