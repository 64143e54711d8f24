import {describe, expect, it} from "vitest";
import {judge} from "../../models/judge/judge.js";
import {ledgerCsv} from "../../models/ledger/csv.js";
import {issuedTrack} from "../../models/ledger/track.js";
import {forecastCsv, forecastOf, ledgerEntryOf} from "../../models/publish/forecast.js";
import type {World} from "./world.js";
import {inSeries, world} from "./world.js";

/** The made-up world as a vector: MW, and a second series in tenths of °C. */
function vector(): World {
  const made = inSeries(world(), ["load", "warmth"]);
  const measures = [
    {unit: "MW", decimals: 0},
    {unit: "°C", decimals: 1}
  ];
  return {...made, data: {...made.data, scheme: {...made.data.scheme, measures}}};
}

const alone = world();
const single = judge(alone.study, alone.data, alone.rolled);
const {study, data, rolled} = vector();
const judged = judge(study, data, rolled);
const good = (of: typeof judged) => of.candidates.find(({name}) => name === "good")!;
const version = {candidate: "good", version: "1", runId: "r"};

describe("a vector", () => {
  it("is scored, tested and promoted by its first series alone", () => {
    expect(good(judged).metrics).toEqual(good(single).metrics);
    expect(good(judged).byLead).toEqual(good(single).byLead);
    expect(good(judged).versusBaseline).toEqual(good(single).versusBaseline);
    expect(good(judged).slices).not.toHaveProperty("series");
    expect(judged.losses).toEqual(single.losses);
  });

  it("has the scores of each series by itself, in its unit", () => {
    const [first, second] = good(judged).bySeries!;
    expect(first).toMatchObject({series: "load", unit: "MW", metrics: good(single).metrics});
    expect(second).toMatchObject({series: "warmth", unit: "°C"});
    expect(second!.metrics.mae! / first!.metrics.mae!).toBeCloseTo(2, 1);
    const {mae, n} = good(single).byLead[0]!;
    expect(first!.byLead[0]).toMatchObject({lead: 1, mae, n});
    expect(good(single)).not.toHaveProperty("bySeries");
  });

  it("is scored against the record as pulled only where that differs", () => {
    expect(good(single)).toHaveProperty("byLeadRecorded");
    const {truth} = alone.data;
    const unrepaired = {...alone.data, truth: {...truth, recorded: truth.actual}};
    expect(good(judge(alone.study, unrepaired, alone.rolled))).not.toHaveProperty("byLeadRecorded");
  });

  it("is published with the decimals of each series", () => {
    const {leads} = data.scheme;
    const [one] = judged.judged;
    expect(one!.values.subarray(0, leads).every(Number.isInteger)).toBe(true);
    const warmth = one!.values.subarray(leads, 2 * leads);
    expect(warmth.every(Number.isInteger)).toBe(false);
    for (const value of warmth) expect(value).toBe(Math.round(value * 10) / 10);
  });

  it("names the unit of each row, and leaves out a series that its champion does not forecast", () => {
    const {leads} = data.scheme;
    const made = (values: Float64Array) => {
      const only = {...judged.judged[1]!, values};
      const about = {id: "made-up", target: "load", unit: "MW", step: "PT6H"};
      const provenance = {mode: "recorded" as const, asOf: "2024-04-29", sources: []};
      const of = {...judged, judged: [only]};
      return forecastOf(about, data, of, version, provenance, "2024-04-29T00:00:00.000Z");
    };
    const {values} = judged.judged[1]!;
    const whole = made(values);
    expect(whole.rows.map(({unit}) => unit)).toEqual([
      ...Array.from({length: leads}, () => "MW"),
      ...Array.from({length: leads}, () => "°C")
    ]);
    expect(forecastCsv(whole).split("\r\n")[leads + 1]).toMatch(/^warmth,.*,°C,/);
    const row = (i: number) => Math.floor(i / leads) % 2;
    expect(made(values.map((value, i) => (row(i) ? Number.NaN : value))).rows).toHaveLength(leads);
    expect(() => made(values.map((value, i) => (row(i) ? value : Number.NaN)))).toThrow("has no value");
  });

  it("keeps its units in the ledger, whose errors are of the first series", () => {
    const about = {id: "made-up", unit: "MW", step: "PT6H"};
    const registry = {aliases: {champion: version}} as Parameters<typeof ledgerEntryOf>[3];
    const place = 70;
    const entry = ledgerEntryOf(about, data, judged, registry, "2024-04-29T00:00:00.000Z", place);
    expect(entry.units).toEqual(["MW", "°C"]);
    const lines = ledgerCsv([entry], new Map()).split("\r\n");
    expect(lines[0]).toMatch(/,reference,unit$/);
    expect(lines[1]).toMatch(/,MW$/);
    expect(lines[data.scheme.leads + 1]).toMatch(/,°C$/);
    const size = 2 * data.scheme.leads;
    const actual = [...judged.truth.actual.subarray(place * size, (place + 1) * size)];
    const score = {actual, at: actual.map(() => null), scores: []};
    const known = {study: "made-up", origin: entry.origin, ...score, first: score};
    const track = (entry: Parameters<typeof issuedTrack>[0][number]) =>
      issuedTrack([entry], new Map([[entry.origin, known]]), {kind: "number", block: 4, head: ""}).record;
    expect(track(entry).errors[0]!.n).toBe(data.scheme.leads);
    expect(track(entry).coverage[0]!.n).toBe(4);
    expect(track({...entry, units: undefined}).errors[0]!.n).toBe(size);
  });
});
