import {html} from "npm:htl";
import {formatCount, formatDate, formatMonth, formatNumber, formatPercent} from "../../../lib/format.js";
import {
  dryGroups,
  failingSentence,
  groupsTitle,
  monthsTitle,
  rocTitle,
  rowOf
} from "../../../lib/report/rain/verification/groups.js";
import {reliabilitySentence, reliabilityTitle} from "../../../lib/report/rain/verification/reliability.js";
import type {Verification} from "../../../lib/report/rain/verification/shapes.js";
import {Figure} from "../../Figure.js";
import {CandidateScores} from "./CandidateScores.js";
import {ReliabilityTable, RocTable} from "./CurveTables.js";
import {GroupTable} from "./GroupTable.js";
import {ReliabilityDiagram} from "./ReliabilityDiagram.js";
import {RocCurve} from "./RocCurve.js";
import {ScoreOverTime} from "./ScoreOverTime.js";
import {SkillByGroup} from "./SkillByGroup.js";
import {TownConfusion} from "./TownConfusion.js";

/** Everything about how good the forecasts of the scored days were: where it fails, reliability, ROC, F1 by month, season and climate, what was said by town, and all candidates. */
export function VerificationReport(report: Verification, {source}: {source: string}): HTMLElement {
  const {scored, champion, curves} = report;
  const [ours] = curves;
  const others = ["climatology", "persistence"].flatMap((name) => curves.filter((one) => one.name === name));
  const usual = others.find(({name}) => name === "climatology") ?? null;
  const period = `${formatDate(scored.from)} to ${formatDate(scored.to)}`;
  const foot = `${formatNumber(scored.cases)} forecasts of ${formatCount(scored.days, "day")} in ${formatCount(report.towns.length, "town")}. ${source}`;
  const downloads = [
    {label: "JSON", href: "./api/rain/verification.json"},
    {label: "Parquet, every forecast", href: "./api/rain/backtest.parquet"}
  ];
  const dry = dryGroups(report.groups.month);
  const threshold = rowOf(report, champion).threshold;
  const square = (width: number) => Math.min(width, 440);
  return html`<div class="verification">
    <p>${failingSentence(report)}</p>
    <div class="side-by-side">
      ${Figure((width, height) => ReliabilityDiagram({ours, other: usual}, {width, height}), {
        title: reliabilityTitle(ours),
        subtitle: `How often it rained by the probability that was said, ten classes with as many forecasts each, bars their 95 % intervals; below, how often each probability was said, ${period}`,
        height: (width) => square(width) + 70,
        source: foot,
        table: () => ReliabilityTable(curves, {caption: "What was said and what happened by class"}),
        downloads
      })}
      ${Figure((width, height) => RocCurve([ours, ...others], {width, height}), {
        title: rocTitle(report),
        subtitle: `Wet days found against dry days called wet, from every threshold on, ${period}; the dotted line is chance`,
        height: (width) => square(width) + 70,
        source: foot,
        table: () => RocTable(curves, {caption: "Points of the curves"}),
        downloads
      })}
    </div>
    <p>${reliabilitySentence(ours)} F1 is the harmonic mean of the share of forecast wet days that came true and the share of wet days that were forecast; it falls where rain is rare, since there is less to find. The intervals come from resampled weeks, all towns of a day together, for towns rain together.</p>
    ${Figure((width, height) => ScoreOverTime(report, {width, height}), {
      title: monthsTitle(report),
      subtitle: `F1 by month, ${period}, ${threshold === null ? "" : `wet from ${formatPercent(100 * threshold, 1)} on, `}the band its 95 % interval from resampled days; climatology and persistence with their own thresholds${dry.length > 0 ? `; no day was wet in ${dry.map((month) => formatMonth(month)).join(", ")}, so there is no F1` : ""}`,
      height: (width) => (width < 480 ? 300 : 320),
      source: foot,
      table: () =>
        GroupTable(report, "month", {caption: "Scores by month", format: (month) => formatMonth(month)}),
      downloads
    })}
    <div class="side-by-side">
      ${(["season", "climate"] as const).map((kind) =>
        Figure((width, height) => SkillByGroup(report, kind, {width, height}), {
          title: groupsTitle(report, kind),
          subtitle: `F1 by ${kind === "season" ? "season" : "climate zone"}, bars its 95 % interval; squares climatology, ${period}`,
          height: () => 250,
          source: foot,
          table: () => GroupTable(report, kind, {caption: `Scores by ${kind}`}),
          downloads
        })
      )}
    </div>
    <h3>What was said and what fell, by town</h3>
    <p class="small">${period}, each day of a town once. A hit was said to be wet and was; a false alarm stayed dry; a miss was wet and not said. The Brier skill is by how much the Brier score is lower than climatology’s on the same days. A town in which it never rained has no F1: there was nothing to find. A heading sorts.</p>
    ${TownConfusion(report.towns, {caption: "Hits, false alarms, misses and correct dries by town"})}
    <h3>All candidates</h3>
    <p class="small">On the same ${formatNumber(scored.cases)} forecasts, ${formatPercent(100 * scored.rate, 1)} of them of wet days; beneath them 95 % intervals. The Brier score is reliability − resolution + uncertainty, but for what its ten bins blur.</p>
    ${CandidateScores(report, {caption: "Scores of all candidates"})}
  </div>`;
}
