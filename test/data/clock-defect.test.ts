import {describe, expect, it} from "vitest";
import {lateDays, latenessOf, repairLateDays} from "../../data-loaders/contracts/clock-defect.js";
import {hoursOfDay, midnight} from "../../src/lib/time/zone.js";

const zone = "Europe/Paris";
const HOUR = 3_600_000;
const curve = (time: number) =>
  50_000 + 8000 * Math.sin((2 * Math.PI * (time / HOUR)) / 24 + Math.cos(time / (9 * HOUR)));

/** Observed and forecast values, the observed ones late on some days. */
function record(late: readonly string[], wobble = 100) {
  const hours = new Set(late.flatMap((day) => hoursOfDay(zone, day)));
  return (time: number) => ({
    observed: curve(hours.has(time) ? time - HOUR : time) + wobble * Math.sin(time),
    forecast: curve(time)
  });
}

describe("latenessOf", () => {
  it("is the ratio of the spreads with the forecast as it is and an hour earlier, on the same hours", () => {
    const forecast = Array.from({length: 24}, (_, h) => (h % 3) * 100);
    const observed = forecast.map((_, h) => (h > 0 ? forecast[h - 1] : 0) + (h % 2 ? 10 : -10));
    const spread = (values: number[]) => {
      const mean = values.reduce((a, b) => a + b) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    const hours = Array.from({length: 23}, (_, i) => i + 1);
    const expected =
      spread(hours.map((h) => observed[h] - forecast[h])) /
      spread(hours.map((h) => observed[h] - forecast[h - 1]));
    expect(latenessOf(observed, forecast)).toBeCloseTo(expected, 12);
    expect(expected).toBeGreaterThan(5);
  });

  it("judges no day of which fewer than 18 hours can be compared", () => {
    const values = Array.from({length: 24}, (_, h) => (h > 17 ? null : h * h));
    expect(
      latenessOf(
        values,
        Array.from({length: 24}, (_, h) => h)
      )
    ).toBeUndefined();
  });
});

describe("lateDays", () => {
  it("finds the late days and no other", () => {
    const days = ["2024-05-01", "2024-05-02", "2024-05-03", "2024-05-04"];
    expect(lateDays(zone, days, record(["2024-05-02", "2024-05-03"]))).toEqual(["2024-05-02", "2024-05-03"]);
  });

  it("keeps the state over a day that fits both ways, and leaves it on a day that fits as it is", () => {
    const days = ["2024-05-01", "2024-05-02", "2024-05-03", "2024-05-04"];
    const marked = record(["2024-05-01"]);
    const flat = new Set(hoursOfDay(zone, "2024-05-02"));
    const at = (time: number) =>
      flat.has(time) ? {observed: 100 * (Math.floor(time / HOUR) % 2), forecast: 0} : marked(time);
    expect(lateDays(zone, days, at)).toEqual(["2024-05-01", "2024-05-02"]);
  });

  it("exempts days of 23 hours and judges days of 25", () => {
    expect(lateDays(zone, ["2024-03-31"], record(["2024-03-31"]))).toEqual([]);
    expect(lateDays(zone, ["2023-10-29"], record(["2023-10-29"]))).toEqual(["2023-10-29"]);
  });
});

describe("repairLateDays", () => {
  const start = midnight(zone, "2024-05-01");
  const values = Array.from({length: 96}, (_, i) => i);

  it("moves each hour back, over midnight inside a run, and has no last hour at its end", () => {
    const {values: moved, repaired} = repairLateDays(zone, ["2024-05-02", "2024-05-03"], start, values);
    expect(moved.slice(0, 24)).toEqual(values.slice(0, 24));
    expect(moved.slice(24, 71)).toEqual(values.slice(25, 72));
    expect(moved[71]).toBeNull();
    expect(moved.slice(72)).toEqual(values.slice(72));
    expect(repaired.map(Number).join("")).toBe("0".repeat(24) + "1".repeat(48) + "0".repeat(24));
  });

  it("leaves the record itself alone", () => {
    const before = [...values];
    repairLateDays(zone, ["2024-05-02"], start, values);
    expect(values).toEqual(before);
  });
});
