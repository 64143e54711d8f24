import {mkdtemp, rm, stat} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {decide} from "../../models/registry/decide.js";
import {type Proposal, promote} from "../../models/registry/promote.js";
import {readRegistry, writeRegistry} from "../../models/registry/store.js";
import {mulberry32, normal} from "../../src/lib/random.js";

const draw = normal(mulberry32(6));
const losses = (mean: number, spread = 0.3, n = 200) =>
  Float64Array.from({length: n}, () => mean + spread * draw());
const steady = (mean: number, n = 200) =>
  Float64Array.from({length: n}, (_, i) => mean + 0.5 * Math.sin(i * 2.4));

describe("the rule of replacement", () => {
  it("replaces on a certain difference", () => {
    const verdict = decide(
      {name: "old", losses: {values: losses(1.5)}},
      {name: "new", losses: {values: losses(1.3)}},
      2
    );
    expect(verdict.replace).toBe(true);
    expect(verdict.comparison!.p).toBeLessThan(0.05);
    expect(verdict.reason).toMatch(
      /^new replaces old, the difference is certain: loss 1\d\.\d % lower over 200 origins/
    );
  });

  it("replaces on a steady difference that the test cannot tell", () => {
    const base = losses(1.5, 0.01);
    // 3 % lower in each block on the whole, by swings that are far larger.
    const swings = base.map((loss, i) => loss * 0.97 + (i % 2 ? 1.2 : -1.2) * (1 + 0.001 * i));
    const verdict = decide({name: "old", losses: {values: base}}, {name: "new", losses: {values: swings}}, 1);
    expect(verdict.comparison!.p).toBeGreaterThan(0.05);
    expect(verdict.replace).toBe(true);
    expect(verdict.reason).toContain("the difference is steady");
  });

  it("keeps the champion against a small, an unsteady and a worse challenger", () => {
    const base = steady(1.5);
    const small = base.map((loss, i) => loss * 0.995 + (i % 2 ? 0.6 : -0.6));
    expect(
      decide({name: "old", losses: {values: base}}, {name: "new", losses: {values: small}}, 1).replace
    ).toBe(false);
    const once = base.map((loss, i) => loss * (i < 40 ? 0.5 : 1.02) + (i % 2 ? 2 : -2));
    expect(
      decide({name: "old", losses: {values: base}}, {name: "new", losses: {values: once}}, 1).replace
    ).toBe(false);
    const three = base.map((loss, i) => loss * (i < 120 ? 0.96 : 1.001) + (i % 2 ? 2 : -2));
    const most = decide({name: "old", losses: {values: base}}, {name: "new", losses: {values: three}}, 1);
    expect(most.reason).toContain("ahead by 2 % in 3 of 5 blocks");
    expect(most.replace).toBe(false);
    const worse = decide(
      {name: "old", losses: {values: base}},
      {name: "new", losses: {values: base.map((loss) => loss * 1.2)}},
      1
    );
    expect(worse.replace).toBe(false);
    expect(worse.reason).toContain("20.0 % higher");
  });

  it("leaves out origins that one of them lacks, and says when too few are left", () => {
    const gaps = losses(1, 0.1).map((loss, i) => (i < 197 ? Number.NaN : loss));
    expect(
      decide({name: "old", losses: {values: losses(2)}}, {name: "new", losses: {values: gaps}}, 2).reason
    ).toContain("only 3 origins");
  });
});

describe("a promotion", () => {
  const proposal = (origin: string, means: Record<string, number>, run: string): Proposal => ({
    study: "france",
    origin,
    at: origin,
    metric: "mape",
    origins: Float64Array.from({length: 200}, (_, o) => Date.UTC(2024, 4, 1 + o)),
    best: Object.entries(means).sort((a, b) => a[1] - b[1])[0]![0],
    rule: "lowest MAPE on the second day",
    losses: Object.fromEntries(
      Object.entries(means).map(([name, mean]) => [name, {values: losses(mean, 0.05)}])
    ),
    runIds: Object.fromEntries(Object.keys(means).map((name) => [name, `${name}-${run}`])),
    h: 2
  });
  const [first, second, third] = [
    "2024-12-24T23:00:00.000Z",
    "2024-12-25T23:00:00.000Z",
    "2024-12-26T23:00:00.000Z"
  ] as const;

  it("starts with the best, keeps it while it is, replaces it when it is beaten", () => {
    const one = promote(undefined, proposal(first, {naive: 5, ridge: 1.4, net: 1.6}, "a"));
    expect(one.aliases.champion).toEqual({candidate: "ridge", version: "1", runId: "ridge-a"});
    expect(one.aliases.challenger?.candidate).toBe("net");
    expect(one.aliases.previous).toBeNull();
    expect(one.decisions[0]!.reason).toBe("ridge is the first champion: lowest MAPE on the second day.");

    const two = promote(one, proposal(second, {naive: 5, ridge: 1.4, net: 1.6}, "b"));
    expect(two.aliases.champion).toEqual({candidate: "ridge", version: "2", runId: "ridge-b"});
    expect(two.decisions.map(({replaced}) => replaced)).toEqual([false, false]);
    expect(two.aliases.previous).toBeNull();

    const three = promote(two, proposal(third, {naive: 5, ridge: 1.4, net: 1.1}, "c"));
    expect(three.aliases.champion).toEqual({candidate: "net", version: "3", runId: "net-c"});
    expect(three.aliases.previous).toEqual({candidate: "ridge", version: "2", runId: "ridge-b"});
    expect(three.decisions.at(-1)!.replaced).toBe(true);
    expect(three.decisions.at(-1)!.p).toBeLessThan(0.05);
  });

  it("leaves everything as it is when the same proposal comes again", () => {
    const proposed = proposal(first, {naive: 5, ridge: 1.4}, "a");
    const one = promote(undefined, proposed);
    expect(promote(one, proposed)).toBe(one);
  });

  it("keeps a champion that is beaten by chance only, with the reason", () => {
    const one = promote(undefined, proposal(first, {ridge: 1.4, net: 1.6}, "a"));
    const close = {...proposal(second, {ridge: 1.4, net: 1.5}, "b"), best: "net"};
    const two = promote(one, {
      ...close,
      losses: {
        ridge: {values: steady(1.4)},
        net: {values: steady(1.4).map((loss, i) => loss - 0.001 + (i % 2 ? 0.5 : -0.5))}
      }
    });
    expect(two.aliases.champion.candidate).toBe("ridge");
    expect(two.aliases.challenger?.candidate).toBe("net");
    expect(two.decisions.at(-1)!.reason).toContain("ridge stays, net is not clearly better");
  });

  it("replaces a champion that is no longer a candidate, and refuses one without a run", () => {
    const one = promote(undefined, proposal(first, {ridge: 1.4, net: 1.6}, "a"));
    const two = promote(one, proposal(second, {naive: 5, net: 1.6}, "b"));
    expect(two.decisions.at(-1)!.reason).toBe("net replaces ridge, which is no longer a candidate.");
    expect(() => promote(undefined, {...proposal(first, {ridge: 1}, "a"), runIds: {}})).toThrow(
      '"ridge" has no run'
    );
  });
});

describe("what is kept", () => {
  let state: string;
  beforeAll(async () => {
    state = await mkdtemp(join(tmpdir(), "almanac-registry-"));
  });
  afterAll(() => rm(state, {recursive: true}));

  it("the registry comes back as it went", async () => {
    const registry = promote(undefined, {
      study: "france",
      origin: "2024-12-24T23:00:00.000Z",
      at: "2024-12-24T23:00:00.000Z",
      metric: "mape",
      origins: Float64Array.from({length: 200}, (_, o) => Date.UTC(2024, 4, 1 + o)),
      best: "ridge",
      rule: "lowest",
      losses: {ridge: {values: losses(1)}},
      runIds: {ridge: "r"},
      h: 1
    });
    const path = await writeRegistry(state, "live", registry);
    expect((await stat(path)).isFile()).toBe(true);
    expect(await readRegistry(state, "live", "france")).toEqual(registry);
    expect(await readRegistry(state, "recorded", "france")).toBeUndefined();
  });
});
