import type {Source} from "../src/lib/source.js";
import type {DailyRow} from "./contracts/gas-series.js";
import {columnsAt} from "./csv.js";
import type {Chunk} from "./pulls.js";

/**
 * The Met Office Hadley Centre's daily mean Central England temperature (HadCET).
 * https://www.metoffice.gov.uk/hadobs/hadcet/, Parker, Legg and Folland (1992), Int. J. Climatol. 12, 317–342.
 */
const origin = "https://www.metoffice.gov.uk/hadobs/hadcet";

export const hadcetSource: Source = {
  publisher: "hadcet",
  dataset: "meantemp-daily",
  title: "HadCET: Central England temperature, daily mean (Met Office Hadley Centre)",
  licence: "Open Government Licence v3.0",
  citation: "Met Office Hadley Centre, HadCET, Crown copyright, Open Government Licence v3.0",
  url: `${origin}/data/download.html`
};

/** The whole record from 1772 on, 2 MB, which is asked for in every run. */
export function hadcetChunk(): Chunk {
  return {
    publisher: "hadcet",
    dataset: hadcetSource.dataset,
    name: "meantemp_daily_totals",
    origin,
    path: "/data/meantemp_daily_totals.txt",
    format: "csv",
    settled: Number.POSITIVE_INFINITY,
    every: 0
  };
}

/**
 * Reads the record: a header that names Date and Value, and columns apart by spaces. A value of −90 or less stands for none.
 * @throws where there is no such header: the message says what came.
 */
export function readHadcet(bytes: Uint8Array): DailyRow[] {
  const lines = new TextDecoder("utf-8")
    .decode(bytes)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const start = Math.max(
    0,
    lines.findIndex((line) => /^date\b/i.test(line))
  );
  const [date, value] = columnsAt("HadCET", (lines[start] ?? "").split(/\s+/), ["Date", "Value"]);
  return lines.slice(start + 1).map((line) => {
    const cells = line.split(/\s+/);
    const text = cells[value] ?? "";
    return {date: cells[date] ?? "", text: Number(text) <= -90 ? "" : text};
  });
}
