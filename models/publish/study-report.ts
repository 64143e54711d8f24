import type {DecisionRecord} from "../../src/lib/artifacts/decisions.js";
import type {Provenance} from "../../src/lib/artifacts/provenance.js";
import type {StudyReport} from "../../src/lib/artifacts/study.js";
import type {Decision, Registry} from "../registry/registry.js";
import type {Study} from "../study.js";
import {publishedTables, reasonOf, sourceLine, type TableState} from "./provenance.js";

const shownDecisions = 60;

/**
 * What a study is, how it is done and what it was made of, for the pages about all studies:
 * /api/<study>/study.json.
 */
export function studyReport(
  study: Study,
  horizon: number,
  {aliases, decisions}: Registry,
  tables: readonly TableState[],
  about: {
    readonly provenance: Provenance;
    readonly issuedAt: string;
    readonly day: string;
    readonly reason?: string;
  }
): StudyReport {
  const {id, title, question, target, unit, kind, step, timeZone, rule, scoredRows, words, distribution} =
    study;
  const aliasOf = (name: string) =>
    (["champion", "challenger", "previous"] as const).find((alias) => aliases[alias]?.candidate === name);
  return {
    ...{study: id, title, question, target, unit, kind, step, horizon, timeZone, scoredRows},
    page: `/${id}`,
    issuedAt: about.issuedAt,
    day: about.day,
    provenance: about.provenance,
    line: sourceLine(about.provenance, reasonOf(tables, about.reason)),
    champion: aliases.champion.candidate,
    rule: {
      ...{metric: rule.metric, leads: [...rule.leads], words: rule.words},
      ...(rule.test ? {test: rule.test.name} : {})
    },
    ...(kind === "probability" || distribution ? {} : {intervals: intervalsOf(study)}),
    ...(distribution ? {distribution} : {}),
    ...(words ? {words} : {}),
    candidates: study.candidates.map(
      ({name, label, kind, description, source, params, combines, seedOf}) => ({
        ...{name, label, kind, description, params: {...params}},
        ...(source ? {source} : {}),
        ...(combines ? {combines: [...combines]} : {}),
        ...(seedOf === undefined ? {} : {seedOf}),
        ...(aliasOf(name) ? {alias: aliasOf(name)} : {})
      })
    ),
    decisions: publishedDecisions(decisions),
    tables: publishedTables(tables)
  };
}

/** How the intervals of a study's numbers are made; what it does not say holds as in `conformalBands`. */
function intervalsOf({intervals}: Pick<Study, "intervals">): NonNullable<StudyReport["intervals"]> {
  return {
    error: intervals?.error ?? "log",
    window: intervals?.window ?? 180,
    rate: intervals?.rate ?? 0.03
  };
}

/** The newest decisions, and before them those that changed the champion or were made by hand; newest first. */
export function publishedDecisions(decisions: readonly Decision[]): DecisionRecord[] {
  return decisions
    .map(({champion, challenger, ...decision}, i) => ({
      ...decision,
      number: i + 1,
      champion: champion.candidate,
      version: champion.version,
      challenger: challenger?.candidate ?? null
    }))
    .filter(
      ({number, replaced, by}) =>
        number === 1 || replaced || by === "hand" || number > decisions.length - shownDecisions
    )
    .reverse();
}
