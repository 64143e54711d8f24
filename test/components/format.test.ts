import fc from "fast-check";
import {expect, test} from "vitest";
import {
  formatCelsius,
  formatClock,
  formatCount,
  formatDate,
  formatDay,
  formatGW,
  formatInstant,
  formatMoment,
  formatMonth,
  formatMonthTick,
  formatNumber,
  formatPercent,
  formatShare,
  formatSigned,
  formatTWh,
  zoneName
} from "../../src/lib/format.js";

const space = "\u00a0";

test("numbers have commas, fixed decimals and a true minus", () => {
  expect(formatNumber(1234567.891, 1)).toBe("1,234,567.9");
  expect(formatNumber(-52310)).toBe("−52,310");
  expect(formatNumber(0.5, 0)).toBe("1");
  expect(formatNumber(999.96, 1)).toBe("1,000.0");
  expect(formatNumber(1234.56789, 5)).toBe("1,234.56789");
});

test("what rounds to zero has no sign", () => {
  expect(formatNumber(-0.04, 1)).toBe("0.0");
  expect(formatSigned(0.04, 1)).toBe("0.0");
  expect(formatSigned(1.25, 1)).toBe("+1.3");
  expect(formatSigned(-1.2, 1)).toBe("−1.2");
});

test("any number reads back from its text", () => {
  fc.assert(
    fc.property(fc.integer({min: -1e9, max: 1e9}), (n) => {
      expect(Number(formatNumber(n).replaceAll(",", "").replace("−", "-"))).toBe(n);
    })
  );
});

test("units stand behind a no-break space", () => {
  expect(formatGW(71249)).toBe(`71.2${space}GW`);
  expect(formatTWh(10_254_000)).toBe(`10.25${space}TWh`);
  expect(formatPercent(1.355)).toBe(`1.35${space}%`);
  expect(formatShare(0.8)).toBe(`80${space}%`);
  expect(formatCelsius(-2.44)).toBe(`−2.4${space}°C`);
  expect(formatCount(1, "day")).toBe(`1${space}day`);
  expect(formatCount(1200, "day")).toBe(`1,200${space}days`);
});

test("a missing number is said in words, without a unit", () => {
  expect(formatGW(Number.NaN)).toBe("not known");
  expect(formatPercent(Number.NaN)).toBe("not known");
});

test("a month on an axis has its year in January only", () => {
  expect(["2023-12", "2024-01"].map(formatMonthTick)).toEqual(["Dec", "Jan\n2024"]);
});

test("days and moments are local", () => {
  expect(formatDay("2024-12-26")).toBe("Thu 26 Dec");
  expect(formatDay("2024-12-01", {long: true})).toBe("Sunday 1 December");
  expect(formatDay("2024-12-26", {dated: true})).toBe("Thu 26 Dec 2024");
  expect(formatDate("2024-12-05")).toBe("5 Dec 2024");
  expect(formatMonth("2024-05", {long: true})).toBe("May 2024");
  const time = Date.parse("2024-12-25T23:30:00Z");
  expect(formatMoment("Europe/Paris", time)).toBe("Thu 26 Dec, 00:30");
  expect(formatInstant("Europe/Paris", time)).toBe("26 Dec 2024, 00:30 Paris time");
  expect(formatClock("Australia/Darwin", time)).toBe("09:00");
});

test("the clock of both change-of-hour days", () => {
  expect(formatClock("Europe/Paris", Date.parse("2024-03-31T01:00:00Z"))).toBe("03:00");
  expect(formatClock("Europe/Paris", Date.parse("2024-10-27T00:00:00Z"))).toBe("02:00");
  expect(formatClock("Europe/Paris", Date.parse("2024-10-27T01:00:00Z"))).toBe("02:00");
});

test("zones have names that a reader knows", () => {
  expect(zoneName("Europe/Paris")).toBe("Paris time");
  expect(zoneName("America/New_York")).toBe("New York time");
  expect(zoneName("UTC")).toBe("UTC");
});

test("a day that is none is refused by name", () => {
  expect(() => formatDate("2024-12-26T00:00Z")).toThrow('got "2024-12-26T00:00Z"');
  expect(() => formatDay("26/12/2024")).toThrow('got "26/12/2024"');
});
