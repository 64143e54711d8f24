import {describe, expect, it} from "vitest";
import {quantile} from "../../src/lib/distributions/quantile.js";
import {gapsOf} from "../../src/lib/report/rain/town/gaps.js";
import {rainyMonths} from "../../src/lib/report/rain/town/months.js";
import {townSeason} from "../../src/lib/report/rain/town/season.js";
import {seasonDays} from "../../src/lib/report/rain/town/season-days.js";
import {
  comparedText,
  gapText,
  seasonSubtitle,
  seasonSum,
  seasonText,
  seasonTitle
} from "../../src/lib/report/rain/town/season-text.js";
import {seasonBefore, seasonOf} from "../../src/lib/report/rain/town/seasons.js";
import {addDays, daysBetween} from "../../src/lib/time/zone.js";

/** Rain of each day from `from` to `to`, as a function of the day. */
function recordOf(from: string, to: string, of: (day: string) => number) {
  const days = Array.from({length: daysBetween(from, to) + 1}, (_, i) => addDays(from, i));
  return {days, rain: days.map(of)};
}
const none = Number.NaN;
/** 1 mm in 2009, 2 mm in 2010, … on every day. */
const byYear = (day: string) => Number(day.slice(0, 4)) - 2008;
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("the seasons of Australia", () => {
  it.each([
    ["2024-12-25", "summer", "summer 2024–25", "2024-12-01", "2025-02-28"],
    ["2024-01-01", "summer", "summer 2023–24", "2023-12-01", "2024-02-29"],
    ["2000-02-29", "summer", "summer 1999–00", "1999-12-01", "2000-02-29"],
    ["2024-03-01", "autumn", "autumn 2024", "2024-03-01", "2024-05-31"],
    ["2024-08-31", "winter", "winter 2024", "2024-06-01", "2024-08-31"],
    ["2024-11-30", "spring", "spring 2024", "2024-09-01", "2024-11-30"]
  ])("%s lies in %s", (day, name, label, from, to) => {
    expect(seasonOf(day)).toEqual({name, label, from, to});
  });
  it("go back by years", () => {
    expect(seasonBefore(seasonOf("2024-12-25"), 9)).toEqual(seasonOf("2016-02-29"));
  });
});

describe("a season so far", () => {
  it("ends before the day that is forecast, beside the quartiles of the same days", () => {
    const season = townSeason(recordOf("2009-01-01", "2014-06-10", byYear), "2014-06-11");
    expect(season).toMatchObject({label: "winter 2014", from: "2014-06-01", to: "2014-08-31"});
    expect(season.rain).toEqual(new Array(10).fill(6));
    expect(season.usual?.seasons).toEqual([2013, 2012, 2011, 2010, 2009].map((year) => `winter ${year}`));
    expect(season.usual?.sums).toHaveLength(92);
    expect(season.usual?.sums[9]).toEqual([20, 30, 40]);
    expect(season.usual?.sums[91]).toEqual([184, 276, 368]);
    // 1 mm is not more than 1.0 mm: 2009 had no rainy day.
    expect(season.usual?.rainy).toEqual([10, 10, 10]);
    expect(seasonSum(season)).toMatchObject({known: 10, read: 10, mm: 60, rainy: 10, against: "wetter"});
    expect(seasonTitle(season)).toBe("Winter 2014 so far: 60\u00a0mm, more than usual");
    expect(seasonSubtitle("Sale", season)).toContain(
      "as a line; the band is the middle half of 5 earlier winters"
    );
    expect(comparedText(season)).toBe("Compared with the winters of 2013, 2012, 2011, 2010, 2009.");
  });

  it.each([
    [4.1, "wetter", "more than usual"],
    [3.9, "usual", "about as usual"],
    [2.1, "usual", "about as usual"],
    [1.9, "drier", "less than usual"]
  ])("with %d mm a day is %s beside 2 to 4 mm in the middle half", (mm, against, words) => {
    const record = recordOf("2009-01-01", "2014-06-10", (day) => (day < "2014" ? byYear(day) : mm));
    const season = townSeason(record, "2014-06-11");
    expect(seasonSum(season).against).toBe(against);
    expect(seasonTitle(season)).toContain(words);
    expect(seasonDays(season)[9].sum).toBeCloseTo(10 * mm, 9);
    expect(seasonDays(season)[10]).toMatchObject({ahead: true, rain: null, sum: null});
  });

  it("has no rainy day where 1.0 mm fell on each", () => {
    const season = townSeason(
      recordOf("2009-01-01", "2014-06-10", () => 1),
      "2014-06-11"
    );
    expect(season.usual?.rainy).toEqual([0, 0, 0]);
    expect(seasonSum(season)).toMatchObject({rainy: 0, against: "usual"});
    expect(seasonText({name: "Sale", season, lastDay: null})).toContain("on none of 10");
  });

  it("leaves the days that it lacks out of earlier years too, and says so", () => {
    const lacks = ["2014-06-03", "2014-06-04", "2014-06-07"];
    const record = recordOf("2009-01-01", "2014-06-10", (day) => (lacks.includes(day) ? none : byYear(day)));
    const season = townSeason(record, "2014-06-11");
    expect(season.usual?.sums[9]).toEqual([14, 21, 28]);
    expect(season.usual?.sums[91]).toEqual([2 * 89, 3 * 89, 4 * 89]);
    expect(
      seasonDays(season)
        .slice(0, 5)
        .map(({sum}) => sum)
    ).toEqual([6, 12, 12, 12, 18]);
    const text = plain(seasonText({name: "Sale", season, lastDay: "2014-06-10"}));
    expect(text).toContain(
      "42 mm have fallen in Sale since Sun 1 Jun; it rained more than 1.0 mm on 7 of 7 days"
    );
    expect(text).toContain("3 days without a reading are left out, here and in earlier winters");
  });

  it("begins where the record begins again after a gap", () => {
    const record = recordOf("2009-01-01", "2014-08-20", (day) =>
      day > "2013-12-31" && day < "2014-08-01" ? none : byYear(day)
    );
    const season = townSeason(record, "2014-08-21");
    expect(season.rain.filter((mm) => mm === null)).toHaveLength(61);
    expect(season.usual?.sums[60]).toEqual([0, 0, 0]);
    expect(season.usual?.sums[80]).toEqual([40, 60, 80]);
    expect(plain(seasonText({name: "Sale", season, lastDay: "2014-08-20"}))).toContain(
      "The readings begin on Fri 1 Aug: the 61 days before are left out, here and in earlier winters."
    );
    expect(seasonDays(season)[60].sum).toBeNull();
    expect(gapText({gaps: gapsOf(record)})).toContain("no readings from 1 Jan 2014 to 31 Jul 2014;");
  });

  it("counts an earlier season only where nine tenths of its days are recorded", () => {
    const lost = (count: number) =>
      townSeason(
        recordOf("2009-01-01", "2014-06-10", (day) =>
          day >= "2013-06-01" && day < addDays("2013-06-01", count) ? none : byYear(day)
        ),
        "2014-06-11"
      ).usual?.seasons.length;
    expect(lost(9)).toBe(5);
    expect(lost(10)).toBe(4);
  });

  it("needs four earlier seasons to say what is usual", () => {
    const season = townSeason(recordOf("2011-01-01", "2014-06-10", byYear), "2014-06-11");
    expect(season.usual).toBeNull();
    expect(seasonSum(season).against).toBeNull();
    expect(seasonTitle(season)).toBe("Winter 2014 so far: 60\u00a0mm");
    expect(seasonSubtitle("Sale", season)).toMatch(/too few earlier winters/);
    expect(comparedText(season)).toBe("");
    expect(seasonText({name: "Sale", season, lastDay: null})).toContain("Too few winters have been recorded");
  });

  it("has no day yet where it has just begun", () => {
    const season = townSeason(recordOf("2009-01-01", "2014-05-31", byYear), "2014-06-01");
    expect(season.rain).toEqual([]);
    expect(season.usual?.rainy).toEqual([0, 0, 0]);
    expect(seasonTitle(season)).toBe("Winter 2014 has just begun");
    const text = plain(seasonText({name: "Sale", season, lastDay: "2014-05-31"}));
    expect(text).toContain("nothing of it is known yet");
    expect(text).toContain("the whole brought 276 mm (184 to 368 mm in the middle half of them).");
    expect(seasonDays(season).every(({ahead, sum}) => ahead && sum === null)).toBe(true);
  });

  it("of a town without observations stands beside whole earlier ones", () => {
    const record = recordOf("2009-01-01", "2014-06-10", (day) => (day > "2013-12-31" ? none : byYear(day)));
    const season = townSeason(record, "2014-06-11");
    expect(season.usual?.sums[9]).toEqual([20, 30, 40]);
    expect(seasonSum(season)).toMatchObject({read: 0, usual: null, against: null});
    expect(seasonTitle(season)).toBe("Winter 2014 was not observed");
    expect(seasonSubtitle("Perth", season)).toContain("Rain in Perth, mm; the band is");
    const text = plain(seasonText({name: "Perth", season, lastDay: "2013-12-31"}));
    expect(text).toContain(
      "No gauge of Perth has been read this winter: the last reading is of 31 Dec 2013."
    );
    expect(text).toContain("the whole brought 276 mm");
  });

  it("without any rain says so, and that it is as usual where it is", () => {
    const season = townSeason(
      recordOf("2009-01-01", "2014-06-10", () => 0),
      "2014-06-11"
    );
    expect(seasonTitle(season)).toBe("Winter 2014 so far: no rain, about as usual");
    expect(plain(seasonText({name: "Uluru", season, lastDay: "2014-06-10"}))).toBe(
      "It has not rained in Uluru since Sun 1 Jun, on 10 days with a reading. In the 5 winters that were recorded well enough, these days brought 0.0 mm, on 0 rainy days."
    );
  });

  it("counts rainy days in whole ones", () => {
    const season = townSeason(recordOf("2009-01-01", "2014-06-10", byYear), "2014-06-11");
    const usual = {...season.usual!, rainy: [12, 13, 14.75] as const};
    expect(plain(seasonText({name: "Sale", season: {...season, usual}, lastDay: "2014-06-10"}))).toContain(
      "on 13 (12 to 15) rainy days."
    );
    const alike = {...season.usual!, rainy: [12.75, 13, 13.25] as const};
    expect(
      plain(seasonText({name: "Sale", season: {...season, usual: alike}, lastDay: "2014-06-10"}))
    ).toContain("on 13 rainy days.");
  });

  it("compares 29 February with the years that have one", () => {
    // In a year without 29 February the day after the 28th is not it.
    const leap = (day: string) => (day.endsWith("-02-29") ? 50 : day.endsWith("-03-01") ? 900 : 0);
    const season = townSeason(recordOf("2008-01-01", "2016-02-29", leap), "2016-03-01");
    expect(season.name).toBe("autumn");
    const summer = townSeason(recordOf("2007-12-01", "2016-02-28", leap), "2016-02-29");
    expect(summer).toMatchObject({from: "2015-12-01", to: "2016-02-29"});
    expect(summer.usual?.seasons).toHaveLength(8);
    expect(summer.usual?.sums[89]).toEqual([0, 0, 0]);
    // Two of eight summers had it: the upper quartile lies a quarter of the way to them.
    expect(summer.usual?.sums[90]).toEqual([0, 0, 12.5]);
    const after = townSeason(recordOf("2007-12-01", "2017-02-27", leap), "2017-02-28");
    expect(after.usual?.sums.at(-1)).toEqual([0, 0, 0]);
  });
});

describe("gaps of a record", () => {
  it("are four weeks and more between two readings, not before the first or after the last", () => {
    const gap = (from: string, to: string) =>
      gapsOf(
        recordOf("2014-01-01", "2014-12-31", (day) =>
          (day >= from && day <= to) || day > "2014-11-30" ? none : 0
        )
      );
    expect(gap("2014-01-01", "2014-03-01")).toEqual([]);
    expect(gap("2014-02-01", "2014-02-27")).toEqual([]);
    expect(gap("2014-02-01", "2014-02-28")).toEqual([{from: "2014-02-01", to: "2014-02-28"}]);
    expect(gapText({gaps: []})).toBe("");
    expect(
      gapText({
        gaps: [
          {from: "2011-04-01", to: "2011-04-30"},
          {from: "2017-06-26", to: "2024-07-31"}
        ]
      })
    ).toBe(
      "The record has no readings in April 2011 and from 26 Jun 2017 to 31 Jul 2024; nothing is added up across a gap."
    );
  });
});

it("days are counted by month, missing ones nowhere, and 1.0 mm is not rain", () => {
  const months = rainyMonths(
    recordOf("2015-02-01", "2016-03-02", (day) =>
      day.endsWith("-02") ? none : day.endsWith("-03") ? 1.1 : 1
    )
  );
  expect(months[1]).toEqual({month: 2, n: 27 + 28, rainy: 2});
  expect(months[2]).toEqual({month: 3, n: 30 + 1, rainy: 1});
  expect(months.reduce((sum, {n}) => sum + n, 0)).toBe(396 - 14);
});

it("a quantile lies between its neighbours, as NumPy has it", () => {
  expect(quantile([1, 2, 3, 10], 0.25)).toBe(1.75);
  expect(quantile([1, 2, 3, 10], 0.75)).toBe(4.75);
  expect(quantile([7], 0.25)).toBe(7);
  expect(() => quantile([], 0.5)).toThrow(/at least one number/);
});
