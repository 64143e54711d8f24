import {expect, test} from "vitest";
import {judge} from "../../models/judge/judge.js";
import {backtestReport} from "../../models/publish/backtest.js";
import {provenanceOf} from "../../models/publish/provenance.js";
import {bestBaseline, candidateNamed, shownCandidates} from "../../src/lib/report/scores.js";
import {world} from "../judge/world.js";
import {publication, table} from "../publish/publication.js";

test("candidates that are others with a further seed are kept in the report and shown nowhere", () => {
  const {study, data, rolled} = world();
  const seeds: Record<string, string> = {fair: "good", naive: "good"};
  const candidates = study.candidates.map((one) => ({...one, seedOf: seeds[one.name]}));
  const judgement = judge({...study, candidates}, data, rolled);
  const {issuedAt, study: about} = publication();
  const report = backtestReport(about, data, judgement, judgement.best, provenanceOf([table]), issuedAt);
  expect(shownCandidates(report).map(({name}) => name)).toEqual(["good", "official"]);
  expect(candidateNamed(report, "fair").metrics.mape).not.toBeNull();
  expect(bestBaseline(report)).toBeNull();
});
