import {describe, expect, it} from "vitest";
import {rainStudy} from "../../models/rain/read.js";
import {learnedFrom} from "../../models/rain/rows.js";
import {neighboursOf} from "../../src/lib/rain/features.js";
import {type RainRecord, rainyDays} from "../../src/lib/rain/record.js";
import {localDay} from "../../src/lib/time/zone.js";
import {invented, inventedTowns, turned} from "./invented-record.js";

const record = inventedTowns();
const n = invented.length;
const dayOf = (time: number) => localDay("Australia/Perth", time);
const {scheme, truth, scoredFrom, scoredTo, data} = rainStudy(record);

describe("the study of rain", () => {
  it("has origins on all days with reports since 2015, and scores those from 2016 to the end of the history", () => {
    const days = Array.from(scheme.origins, dayOf);
    expect(days[0]).toBe("2015-01-01");
    expect([days[scoredFrom], days[scoredTo - 1]]).toEqual(["2016-01-01", "2017-06-25"]);
    expect(days.slice(scoredTo, scoredTo + 2)).toEqual(["2017-06-26", "2024-08-02"]);
    expect(days.at(-1)).toBe("2024-12-25");
    expect(data.held).toEqual({from: 0, to: scoredFrom});
  });

  it("waits for half of the towns: what is issued on the word of one would stand in the ledger", () => {
    const last = (record.days.length - 1) * n;
    const rainfall = record.values.rainfall.map((rain, i) => (i === last ? Number.NaN : rain));
    const early = rainStudy({...record, values: {...record.values, rainfall}}).scheme.origins;
    expect(dayOf(early[early.length - 1])).toBe("2024-12-24");
  });

  it("forecasts the reading of the day that begins at the origin, of which nothing is in the record of the day before", () => {
    const o = days("2016-03-10");
    expect(record.days[data.originDays[o]]).toBe("2016-03-09");
    const next = record.days.indexOf("2016-03-10");
    for (let t = 0; t < n; ++t)
      expect(truth.actual[o * n + t]).toBe(record.values.rainfall[next * n + t] > 1 ? 1 : 0);
    expect(scheme.times).toEqual(scheme.origins);
    expect(truth.actual.slice(-n).every(Number.isNaN)).toBe(true);
  });

  it("scores every town and day whose rain is known, a day without a report before it too", () => {
    expect(truth.comparable.every((mark) => mark === 1)).toBe(true);
    const late = days("2024-10-01");
    expect(Array.from(truth.actual.subarray(late * n, late * n + n), Number.isNaN)).toEqual([
      false,
      true,
      false
    ]);
  });

  it("learns from days of which the town has reported something, be it not its rain", () => {
    const d = record.days.indexOf("2014-03-10");
    const without = (names: readonly string[]) => {
      const values = Object.fromEntries(
        Object.entries(record.values).map(([name, column]) => [
          name,
          names.includes(name) ? column.map((x, i) => (i === d * n ? Number.NaN : x)) : column
        ])
      ) as RainRecord["values"];
      return [...learnedFrom({...data, record: {...record, values}}, data.trainings[0]).cells];
    };
    expect(without(["rainfall"])).toContain(d * n);
    expect(without(Object.keys(record.values))).not.toContain(d * n);
  });

  it("trains before 2015, and before the Monday of the last origin's week", () => {
    const [tested, weekly] = data.trainings;
    expect([tested, weekly].map(({day}) => record.days[day])).toEqual(["2015-01-01", "2024-12-23"]);
    expect([tested.from, tested.to, weekly.from, weekly.to]).toEqual([
      0,
      days("2024-12-23"),
      days("2024-12-23"),
      scheme.origins.length
    ]);
    const last = Math.max(...learnedFrom(data, tested).cells);
    // The rain of 31 December, read at 9 am, is the last that a training on 1 January knows.
    expect(record.days[Math.floor(last / n)]).toBe("2014-12-30");
  });

  it("takes for neighbours the towns whose rain went together before 2015", () => {
    const cut = record.days.indexOf("2015-01-01");
    const later = turned(record, (day, town) => day >= "2015-01-01" && town === 1);
    expect(rainStudy(later).data.neighbours).toEqual(data.neighbours);
    expect(neighboursOf(rainyDays(later), n, cut)).toEqual(data.neighbours);
    expect(neighboursOf(rainyDays(later), n, record.days.length)).not.toEqual(data.neighbours);
  });

  it("trains anew on a Monday, and stays at the last known day where reports are late", () => {
    const monday = rainStudy(until("2024-12-22"));
    expect(dayOf(monday.scheme.origins.at(-1)!)).toBe("2024-12-23");
    const [tested, weekly] = monday.data.trainings;
    // It begins with the day after the last that the record has.
    expect([tested.to, weekly.from, weekly.to]).toEqual(
      [1, 1, 0].map((less) => monday.scheme.origins.length - less)
    );
    expect(weekly.day).toBe(monday.data.record.days.length);
    // Its field answers the last day, whose rain on the next one nobody knows.
    expect(weekly.field.subarray(-n).every(Number.isFinite)).toBe(true);
    const rainfall = record.values.rainfall.map((x, i) =>
      i >= record.values.rainfall.length - 9 * n ? Number.NaN : x
    );
    const late = rainStudy({...record, values: {...record.values, rainfall}});
    expect(dayOf(late.scheme.origins.at(-1)!)).toBe("2024-12-16");
    expect(record.days[late.data.trainings[1].day]).toBe("2024-12-16");
  });

  it("says what is missing where the record is too short", () => {
    const from = record.days.indexOf("2014-06-01");
    const values = Object.fromEntries(
      Object.entries(record.values).map(([name, column]) => [name, column.slice(from * n)])
    ) as RainRecord["values"];
    expect(() => rainStudy({...record, days: record.days.slice(from), values})).toThrow(
      "expected a record from a year before 2015-01-01 on, it begins on 2014-06-01"
    );
  });
});

/** The record up to a day. */
function until(day: string): RainRecord {
  const length = record.days.indexOf(day) + 1;
  const values = Object.fromEntries(
    Object.entries(record.values).map(([name, column]) => [name, column.slice(0, length * n)])
  ) as RainRecord["values"];
  return {...record, days: record.days.slice(0, length), values};
}

function days(day: string): number {
  return Array.from(scheme.origins, dayOf).indexOf(day);
}
