import {createRequire} from "node:module";
import Holidays from "date-holidays";
import type {Source} from "../src/lib/source.js";

const {version} = createRequire(import.meta.url)("date-holidays/package.json") as {version: string};

export const holidaysSource: Source = {
  publisher: "date-holidays",
  dataset: `date-holidays ${version}`,
  title: "World holidays by country",
  licence: "ISC; data CC BY-SA 3.0",
  citation: `date-holidays ${version}, https://github.com/commenthol/date-holidays`,
  url: "https://github.com/commenthol/date-holidays"
};

/** The public holidays of metropolitan France (none of Alsace and Moselle alone) in some years: local day → English name. */
export function frenchHolidays(firstYear: number, lastYear: number): Map<string, string> {
  const calendar = new Holidays("FR");
  const days = new Map<string, string>();
  for (let year = firstYear; year <= lastYear; ++year) {
    for (const {date, name, type} of calendar.getHolidays(year, "en")) {
      if (type === "public") days.set(date.slice(0, 10), name);
    }
  }
  return days;
}
