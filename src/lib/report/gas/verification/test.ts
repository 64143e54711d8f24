import {formatNumber} from "../../../format.js";

/** A Diebold–Mariano test; null where too few origins are scored. */
export type Test = {readonly dm: number; readonly p: number} | null;

/** What the test says at 5 %: only then is a difference called one. */
export type Verdict = "better" | "worse" | "alike" | "untested";

/** The verdict of a test on whether the first of two forecasts is better. */
export function verdictOf(test: Test): Verdict {
  if (test === null) return "untested";
  if (!(test.p < 0.05)) return "alike";
  return test.dm < 0 ? "better" : "worse";
}

/** A p-value as it is written: "p < .001", "p = .37". */
export function pText(p: number): string {
  if (p < 0.001) return "p < .001";
  return `p = ${formatNumber(p, p < 0.1 ? 3 : 2).replace(/^0/, "")}`;
}

/** The mark of a narrow cell: "better" and "worse" where the test says so, else its p-value. */
export function verdictMark(test: Test): string {
  const verdict = verdictOf(test);
  return test !== null && verdict === "alike" ? pText(test.p) : verdict;
}

/** The words of a cell: "better, p < .001", "no difference, p = .37", "not tested". */
export function verdictText(test: Test): string {
  if (test === null) return "not tested";
  const verdict = verdictOf(test);
  return `${verdict === "alike" ? "no difference" : verdict}, ${pText(test.p)}`;
}
