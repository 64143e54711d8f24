import {expect, it} from "vitest";
import {easterSunday, isBankHoliday} from "../../src/lib/gas/bank-holidays.js";
import {addDays, weekday} from "../../src/lib/time/zone.js";

const weekdaysOff = (year: number) =>
  Array.from({length: 365}, (_, i) => addDays(`${year}-01-01`, i)).filter(
    (day) => weekday(day) < 5 && isBankHoliday(day)
  );

it("knows the bank holidays of England and the federal ones of the United States in 2022", () => {
  expect(weekdaysOff(2022).map((day) => day.slice(5))).toEqual([
    ...["01-03", "01-17", "02-21", "04-15", "04-18", "05-02", "05-30", "06-02", "06-03", "06-20"],
    ...["07-04", "08-29", "09-05", "09-19", "10-10", "11-11", "11-24", "12-26", "12-27"]
  ]);
});

it("keeps Christmas and New Year's Day on the days beside a weekend", () => {
  const winter = weekdaysOff(2021).filter((day) => day > "2021-12-01");
  expect(winter).toEqual(["2021-12-24", "2021-12-27", "2021-12-28", "2021-12-31"]);
  expect(weekdaysOff(2020).filter((day) => day > "2020-12-01")).toEqual(["2020-12-25", "2020-12-28"]);
});

it("finds Easter", () => {
  expect([2018, 2019, 2024, 2025, 2038].map(easterSunday)).toEqual([
    ...["2018-04-01", "2019-04-21", "2024-03-31", "2025-04-20", "2038-04-25"]
  ]);
});
