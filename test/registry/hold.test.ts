import {describe, expect, it} from "vitest";
import {z} from "zod";
import {publishedDecisions} from "../../models/publish/study-report.js";
import {promoteByHand, rollBack, UnknownVersion} from "../../models/registry/by-hand.js";
import {competing, type Proposal, promote} from "../../models/registry/promote.js";
import {type Registry, registryOf} from "../../models/registry/registry.js";
import {decisionSchema} from "../../src/lib/artifacts/decisions.js";

const day = 86_400_000;
const start = Date.UTC(2024, 5, 1);
const origins = Float64Array.from({length: 100}, (_, o) => start - (100 - o) * day);
const swing = (mean: number) => ({values: Float64Array.from(origins, (_, i) => mean + Math.sin(i * 2.4))});

/** What the judges propose on the n-th night: means of losses by candidate. */
function night(n: number, means: Record<string, number>, guards: Proposal["guards"] = {}): Proposal {
  const names = Object.keys(means);
  return {
    study: "made-up",
    origin: new Date(start + n * day).toISOString(),
    at: new Date(start + n * day + 3_600_000).toISOString(),
    best: names.reduce((best, name) => (means[name]! < means[best]! ? name : best)),
    rule: "the lowest MAE",
    metric: "mae",
    losses: Object.fromEntries(names.map((name) => [name, swing(means[name]!)])),
    guards,
    origins,
    runIds: Object.fromEntries(names.map((name) => [name, `${name}-${n}`])),
    h: 1
  };
}

const names = ["ridge", "net", "naive"];
const means = {ridge: 5, net: 6, naive: 9};
const runs = [
  {candidate: "net", runId: "net-0"},
  {candidate: "naive", runId: "naive-0"}
];
const hand = {reason: "the peak of Monday was missed", at: "2024-06-01T09:00:00.000Z"};
const first = () => promote(undefined, night(0, means));
const byHand = (more = {}) => promoteByHand(first(), names, runs, {candidate: "net"}, {...hand, ...more});
const last = ({decisions}: Registry) => decisions.at(-1)!;

describe("the record of a decision by the rule", () => {
  it("keeps both versions, losses, origins, blocks, guards, test, rule and instant", () => {
    const guards = {"cold days": {ridge: swing(5), net: swing(5.1), naive: swing(9)}};
    const decision = last(promote(first(), night(1, {...means, net: 4}, guards)));
    expect(decision).toMatchObject({
      by: "rule",
      at: "2024-06-02T01:00:00.000Z",
      origin: "2024-06-02T00:00:00.000Z",
      replaced: true,
      champion: {candidate: "net", version: "2", runId: "net-1"}
    });
    expect(decision.rule).toMatch(
      /^The best has the lowest MAE\. Another candidate takes the champion's place/
    );
    expect(decision.evidence).toMatchObject({
      holder: {candidate: "ridge", version: "2", runId: "ridge-1"},
      asker: {candidate: "net", version: "2", runId: "net-1"},
      metric: "mae",
      origins: 100,
      from: "2024-02-22T00:00:00.000Z",
      to: "2024-05-31T00:00:00.000Z",
      guards: [{name: "cold days", rows: 100}],
      test: "Diebold–Mariano",
      replace: true
    });
    const {loss, gain, blocks, guards: held} = decision.evidence!;
    expect(gain).toBeCloseTo(1 - loss.asker / loss.holder, 5);
    expect(loss.holder - loss.asker).toBeCloseTo(1, 4);
    expect(blocks).toHaveLength(5);
    expect(held[0]!.worse).toBeCloseTo(0.02, 3);
    expect([decision.dm, decision.p]).toEqual([decision.evidence!.statistic, decision.evidence!.p]);
  });

  it("keeps the champion on a broken guard, and the one that asked as challenger", () => {
    const guards = {"cold days": {ridge: swing(5), net: swing(5.4), naive: swing(9)}};
    const two = promote(first(), night(1, {...means, net: 4}, guards));
    expect(two.aliases.champion.candidate).toBe("ridge");
    expect(two.aliases.challenger!.candidate).toBe("net");
    expect(last(two).reason).toMatch(/8\.\d % worse on the guard “cold days”/);
    expect(last(two).evidence!.replace).toBe(false);
  });

  it("compares a champion that is still the best with the next one", () => {
    const {reason, evidence} = last(promote(first(), night(1, means)));
    expect(reason).toBe("ridge stays: it is still the best by the rule.");
    expect(evidence).toMatchObject({asker: {candidate: "net"}, replace: false});
    expect(evidence!.gain).toBeLessThan(0);
  });

  it("lets nobody but the best by the study's rule ask for the place, and makes it the challenger", () => {
    const flat = last(promote(first(), {...night(1, {...means, net: 4}), best: "ridge"}));
    expect(flat).toMatchObject({replaced: false, evidence: {asker: {candidate: "net"}, replace: false}});
    const asked = promote(first(), {...night(1, means), best: "naive"});
    expect(asked.aliases).toMatchObject({champion: {candidate: "ridge"}, challenger: {candidate: "naive"}});
  });

  it("leads to the registry again: aliases, versions and previous follow from the decisions", () => {
    let registry = first();
    registry = promote(registry, night(1, {...means, net: 4}));
    registry = promote(registry, night(2, {...means, net: 4}));
    expect(registry.aliases.previous).toEqual({candidate: "ridge", version: "1", runId: "ridge-0"});
    expect(registryOf("made-up", registry.decisions)).toEqual(registry);
    expect(registry.versions).toContainEqual({candidate: "ridge", version: "2", runId: "ridge-1"});
  });
});

it("those that compete are neither references nor further seeds", () => {
  const candidates = [
    {name: "naive", kind: "baseline"},
    {name: "lstm", kind: "model"},
    {name: "lstm-seed-2", kind: "model", seedOf: "lstm"},
    {name: "rte", kind: "reference"}
  ] as const;
  expect(competing(candidates)).toEqual(["naive", "lstm"]);
});

it("what is published is the newest sixty decisions and every turn before them, the newest first", () => {
  let registry = byHand();
  for (let n = 0; n < 80; ++n) registry = promote(registry, night(n, means));
  const published = publishedDecisions(registry.decisions);
  expect(published.map(({number}) => number)).toEqual([...Array.from({length: 60}, (_, i) => 82 - i), 2, 1]);
  expect(published.at(-2)).toMatchObject({by: "hand", champion: "net", version: "1", challenger: "ridge"});
  expect(z.array(decisionSchema).parse(published)).toEqual(published);
  expect(published[0]!.evidence!.asker.candidate).toBe("net");
});

describe("a decision by hand", () => {
  it("puts a candidate in the champion's place, with the reason, until a day", () => {
    const registry = byHand();
    expect(registry.aliases).toMatchObject({
      champion: {candidate: "net", version: "1", runId: "net-0"},
      challenger: {candidate: "ridge"},
      previous: {candidate: "ridge"}
    });
    expect(last(registry)).toMatchObject({
      by: "hand",
      at: hand.at,
      origin: "2024-06-01T00:00:00.000Z",
      until: "2024-06-29T00:00:00.000Z",
      replaced: true,
      reason: "net replaces ridge by hand: the peak of Monday was missed. It stands for 28 days of origins."
    });
    expect(registryOf("made-up", registry.decisions)).toEqual(registry);
  });

  it("holds against the rule the same night, the next, and for 28 days, and each time says what the rule would do", () => {
    let registry = byHand();
    for (const n of [0, 1, 27]) {
      registry = promote(registry, night(n, means));
      expect(registry.aliases.champion).toMatchObject({candidate: "net", runId: `net-${n}`});
      expect(registry.aliases.challenger!.candidate).toBe("ridge");
      expect(last(registry)).toMatchObject({by: "rule", replaced: false, evidence: {replace: true}});
      expect(last(registry).reason).toMatch(
        /^net is champion by hand until 2024-06-29; by the rule ridge would replace it, the difference is steady: loss 16\.\d % lower/
      );
    }
    expect(promote(registry, night(27, means))).toBe(registry);
    registry = promote(registry, night(28, means));
    expect(registry.aliases.champion.candidate).toBe("ridge");
    expect(last(registry).reason).toMatch(/^ridge replaces net, the difference is steady/);
  });

  it("says where the rule agrees", () => {
    expect(last(promote(byHand(), night(1, {...means, net: 4}))).reason).toBe(
      "net is champion by hand until 2024-06-29; by the rule too net stays: it is still the best by the rule."
    );
  });

  it("is lifted by another, and by 0 days at the next refresh", () => {
    const lifted = promoteByHand(byHand(), names, runs, {candidate: "net"}, {...hand, days: 0});
    expect(last(lifted)).toMatchObject({replaced: false});
    expect(last(lifted).reason).toBe(
      "net stays by hand: the peak of Monday was missed. The rule decides again at the next refresh."
    );
    expect(lifted.aliases.previous!.candidate).toBe("ridge");
    expect(promote(lifted, night(0, means)).aliases.champion.candidate).toBe("ridge");
    const back = rollBack(byHand(), names, hand);
    expect(promote(back, night(1, {...means, net: 4})).aliases.champion.candidate).toBe("ridge");
  });

  it("gives way where its champion is no longer a candidate", () => {
    const {net: _, ...others} = means;
    expect(last(promote(byHand(), night(1, others))).reason).toBe(
      "ridge replaces net, which is no longer a candidate."
    );
  });

  it("takes the version that is named, and the forecasts are the candidate's", () => {
    let registry = promote(first(), night(1, means));
    registry = promoteByHand(registry, names, runs, {candidate: "net", number: "1"}, hand);
    expect(registry.aliases.champion).toEqual({candidate: "net", version: "1", runId: "net-0"});
    registry = promote(registry, night(2, means));
    expect(registry.aliases.champion).toEqual({candidate: "net", version: "3", runId: "net-2"});
  });

  it("registers the newest run of a candidate that never had an alias", () => {
    const registry = promoteByHand(first(), names, runs, {candidate: "naive"}, hand);
    expect(registry.aliases.champion).toEqual({candidate: "naive", version: "1", runId: "naive-0"});
    expect(registry.aliases.challenger!.candidate).toBe("net");
    expect(registry.versions).toHaveLength(3);
  });
});

describe("a rollback", () => {
  it("puts the previous champion back, and once more the other", () => {
    const back = rollBack(byHand(), names, hand);
    expect(back.aliases.champion).toMatchObject({candidate: "ridge", runId: "ridge-0"});
    expect(back.aliases.previous!.candidate).toBe("net");
    expect(last(back).reason).toContain("ridge is put back in the place of net by hand");
    expect(rollBack(back, names, hand).aliases.champion.candidate).toBe("net");
  });

  it("is refused where there is none before, or it competes no longer", () => {
    expect(() => rollBack(first(), names, hand)).toThrow(
      "a previous champion was expected to roll back to, and ridge is the only one there ever was"
    );
    expect(() => rollBack(byHand(), ["net", "naive"], hand)).toThrow(
      '"ridge" is not among the candidates that compete: net, naive.'
    );
  });
});

describe("a promotion of what is not there", () => {
  const refused = (candidate: string, number?: string) => () =>
    promoteByHand(first(), names, runs, {candidate, number}, hand);

  it("is refused with the versions that are", () => {
    expect(refused("net", "7")).toThrow('"net" has no version 7. Its versions: 1 (run net-0).');
    expect(refused("naive", "1")).toThrow(
      '"naive" has no version 1. None of its runs was registered yet; without a number its newest run is.'
    );
    expect(refused("gru")).toThrow('"gru" is not among the candidates that compete: ridge, net, naive.');
    expect(refused("gru")).toThrow(UnknownVersion);
    expect(() => promoteByHand(first(), [...names, "gru"], runs, {candidate: "gru"}, hand)).toThrow(
      'no run of "gru" is kept, so it cannot forecast yet'
    );
  });

  it("needs a reason and whole days", () => {
    expect(() => byHand({reason: " \n "})).toThrow("a decision by hand needs a reason");
    expect(() => byHand({days: 1.5})).toThrow("a whole number from 0 on was expected, got 1.5");
    expect(last(byHand({reason: "two\n lines!"})).reason).toContain("by hand: two lines! It stands");
  });
});
