import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  addDays,
  daysBetween,
  hoursOfDay,
  localDay,
  localHour,
  midnight,
  offsetAt,
  weekday
} from "../../src/lib/time/zone.js";

const PARIS = "Europe/Paris";

describe("local calendar", () => {
  it("knows the days of 23, 24 and 25 hours", () => {
    expect(hoursOfDay(PARIS, "2024-03-31")).toHaveLength(23);
    expect(hoursOfDay(PARIS, "2024-04-01")).toHaveLength(24);
    expect(hoursOfDay(PARIS, "2024-10-27")).toHaveLength(25);
    expect(hoursOfDay("Australia/Sydney", "2024-10-06")).toHaveLength(23);
    expect(hoursOfDay("Australia/Darwin", "2024-10-06")).toHaveLength(24);
  });

  it("changes the offset at 01:00 UTC", () => {
    const change = Date.parse("2024-03-31T01:00:00Z");
    expect(offsetAt(PARIS, change - 1)).toBe(3_600_000);
    expect(offsetAt(PARIS, change)).toBe(7_200_000);
    expect(localHour(PARIS, change - 1)).toBe(1);
    expect(localHour(PARIS, change)).toBe(3);
  });

  it("puts midnight where the local day begins", () => {
    expect(new Date(midnight(PARIS, "2024-03-31")).toISOString()).toBe("2024-03-30T23:00:00.000Z");
    expect(new Date(midnight(PARIS, "2024-04-01")).toISOString()).toBe("2024-03-31T22:00:00.000Z");
    expect(new Date(midnight("Australia/Adelaide", "2024-07-01")).toISOString()).toBe(
      "2024-06-30T14:30:00.000Z"
    );
  });

  it("agrees with the platform at every instant", () => {
    const zones = [PARIS, "UTC", "Australia/Adelaide", "Australia/Lord_Howe", "America/St_Johns"];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({min: 0, max: 2_000_000_000}), (zone, seconds) => {
        const time = seconds * 1000;
        const parts = new Intl.DateTimeFormat("sv-SE", {
          timeZone: zone,
          dateStyle: "short",
          timeStyle: "short"
        }).format(time);
        expect(`${localDay(zone, time)} ${String(localHour(zone, time)).padStart(2, "0")}`).toBe(
          parts.slice(0, 13)
        );
        expect(localDay(zone, midnight(zone, localDay(zone, time)))).toBe(localDay(zone, time));
        expect(midnight(zone, localDay(zone, time))).toBeLessThanOrEqual(time);
      }),
      {numRuns: 400, seed: 1}
    );
  });

  it("counts days", () => {
    expect(weekday("2024-12-25")).toBe(2);
    expect(weekday("1969-12-31")).toBe(2);
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(daysBetween("2024-01-01", "2025-01-01")).toBe(366);
    expect(() => addDays("24-1-1", 1)).toThrow('expected a day as YYYY-MM-DD, got "24-1-1"');
  });
});
