import {type Cards, cardsSchema, type Studies, studiesSchema} from "../../src/lib/artifacts/cards.js";
import {type Edition, editionSchema} from "../../src/lib/artifacts/edition.js";
import {healthSchema} from "../../src/lib/artifacts/health.js";
import {type Methods, methodsSchema} from "../../src/lib/artifacts/study.js";
import {type Data, dataSchema} from "../../src/lib/artifacts/tables.js";
import {frontHeadline} from "../../src/lib/report/card.js";
import {plainCard} from "../../src/lib/report/plain-card.js";
import {editionNight} from "../watch/edition-night.js";
import {badges} from "./badges.js";
import {atomFeed} from "./feed.js";
import {healthOf} from "./health.js";
import {artifactJson} from "./json.js";
import {openMetrics} from "./metrics-text.js";
import {leastFresh} from "./provenance.js";
import type {EditionInput, PublishedStudy} from "./published.js";

/**
 * The files about all studies, by their path below `artifacts/`: edition.json, health.json, studies.json, cards.json,
 * data.json, methods.json, metrics.txt, badges/*.svg and feed.xml. Equal input gives equal bytes.
 * @throws when there is no study, or a file does not fit its schema.
 */
export function editionFiles(input: EditionInput): Record<string, string> {
  const {edition, studies, absent} = input;
  const cards = cardsOf(input);
  return {
    "api/edition.json": artifactJson("edition.json", editionSchema, editionOf(edition, studies)),
    "api/health.json": artifactJson("health.json", healthSchema, healthOf(edition, studies, absent)),
    "api/cards.json": artifactJson("cards.json", cardsSchema, cards),
    "api/studies.json": artifactJson("studies.json", studiesSchema, studiesOf(studies)),
    "api/data.json": artifactJson("data.json", dataSchema, dataOf(edition, studies)),
    "api/methods.json": artifactJson("methods.json", methodsSchema, methodsOf(edition, studies)),
    "api/metrics.txt": openMetrics(input),
    ...badges(edition, studies, absent),
    "feed.xml": atomFeed(input, editionNight(cards))
  };
}

function editionOf(edition: string, studies: readonly PublishedStudy[]): Edition {
  const mode = leastFresh(studies.map(({report}) => report.provenance.mode));
  return {
    edition,
    day: studies
      .map(({report}) => report.day)
      .sort()
      .at(-1)!,
    mode,
    line: studies.find(({report}) => report.provenance.mode === mode)!.report.line,
    studies: studies.map(({report: {study, day, provenance, line}}) => ({study, day, provenance, line}))
  };
}

function studiesOf(studies: readonly PublishedStudy[]): Studies {
  return studies.map(({report}) => {
    const {study, title, question, target, unit, step, horizon, page, champion, issuedAt, provenance} =
      report;
    return {study, title, question, target, unit, step, horizon, page, champion, issuedAt, provenance};
  });
}

/** The cards of the front page, those without a forecast last. */
function cardsOf({edition, studies, absent = []}: EditionInput): Cards {
  const {studies: states} = healthOf(edition, studies);
  const present = studies.map((published, i) => {
    const {report} = published;
    const {title, question, page, horizon, step, timeZone} = report;
    const {study, ...card} = published.card ?? plainCard(published);
    const {status, message} = states[i]!;
    const forecast = {...card, horizon, step, timeZone};
    return {study, title, question, page, status, ...(message ? {message} : {}), forecast};
  });
  const missing = absent.map(({study, title, question, failure}) => ({
    ...{study, title, question, page: `/${study}`},
    ...{status: "absent" as const, message: failure, forecast: null}
  }));
  return {
    edition,
    headline: frontHeadline(present.map(({forecast}) => forecast)),
    cards: [...present, ...missing]
  };
}

function dataOf(edition: string, studies: readonly PublishedStudy[]): Data {
  const byKey = new Map<string, Data["tables"][number]>();
  for (const {report} of studies) {
    for (const table of report.tables) {
      const key = `${table.id} ${table.sha256}`;
      const before = byKey.get(key);
      byKey.set(key, {...table, studies: [...(before?.studies ?? []), report.study]});
    }
  }
  return {edition, tables: [...byKey.values()]};
}

function methodsOf(edition: string, studies: readonly PublishedStudy[]): Methods {
  return {
    edition,
    studies: studies.map(({report: {tables: _, ...methods}, backtest: {scheme}}) => ({...methods, scheme}))
  };
}
