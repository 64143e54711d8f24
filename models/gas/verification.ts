import type {GasStanding, GasVerification} from "../../src/lib/artifacts/gas.js";
import {gasColumn} from "../../src/lib/gas/columns.js";
import {dieboldMariano} from "../../src/lib/scores/diebold-mariano.js";
import {coverage} from "../../src/lib/scores/interval/coverage.js";
import {meanError} from "../../src/lib/scores/mean-error.js";
import {compare} from "../judge/compare.js";
import {takeLevel} from "../judge/levels.js";
import {originLosses} from "../judge/losses.js";
import {digits} from "../judge/metrics.js";
import {type Judging, scoredRows, take} from "../judge/rows.js";
import type {ArtifactsInput, Judged} from "../study.js";
import {type GasData, horizon} from "./data.js";

type Scores = ArtifactsInput<GasData>["backtest"]["candidates"][number];
type Input = Pick<ArtifactsInput<GasData>, "data" | "judged" | "forecast" | "backtest">;

/** The leads of the tables. */
const shown = [1, 2, 5, 10, 20, 30];

/**
 * What the page shows of how good the forecasts have been: the scores of the backtest beside the random walk's, with a Diebold–Mariano test for every difference
 * that might be called better, of squared errors and of CRPS.
 * @throws where the champion or the random walk has no distribution
 */
export function gasVerification(input: Input): GasVerification {
  const {data, judged, backtest, forecast} = input;
  const {study, unit, issuedAt, provenance, origin} = forecast;
  const [walk] = backtest.candidates;
  const scores = (name: string) => backtest.candidates.find((one) => one.name === name)!;
  const own = (name: string) => judged.find(({candidate}) => candidate === name)!;
  const champion = scores(backtest.champion);
  const {from, to, rows} = backtest.scheme;
  return {
    ...{study, unit, issuedAt, provenance, origin},
    scored: {from, to, rows, n: champion.byLead[0].n},
    ...{champion: champion.name, walk: walk.name, levels: champion.distribution?.levels ?? []},
    standing: {
      champion: standing(data, champion, own(champion.name)),
      walk: standing(data, walk, own(walk.name))
    },
    candidates: backtest.candidates.map((one) => ({
      ...{name: one.name, label: one.label, kind: one.kind},
      byLead: shown.flatMap((lead) => row(data, lead, [one, own(one.name)], [walk, own(walk.name)]))
    })),
    energy: energy(data, judged, backtest.candidates),
    series: bySeries(champion, walk),
    slices: bySlice(champion, walk)
  };
}

/** A candidate's scores at every lead, with standard errors of its means. */
function standing(data: Judging, scores: Scores, judged: Judged): GasStanding[] {
  const {distribution} = scores;
  const {quantiles, crps} = judged;
  if (!distribution || !quantiles || !crps)
    throw new Error(`gas: expected ${scores.name} to have a distribution, to stand beside the random walk`);
  const {truth, scheme} = data;
  const rows = scoredRows(data);
  const errorOf = (column: Float64Array, lead: number, loss: (actual: number, value: number) => number) => {
    const losses = originLosses(scheme, data, truth, column, rows[lead - 1], loss);
    const known = losses.filter((value) => !Number.isNaN(value)).length;
    return known <= 2 * lead ? null : digits(meanError(losses, lead).standardError);
  };
  return scores.byLead.map(({lead, n, mae, rmse, crps: score, coverage80, coverage90, coverage95}) => {
    const at = distribution.byLead.find((one) => one.lead === lead)!;
    const [low, high] = [0.25, 0.75].map((level) => takeLevel(quantiles, level, rows[lead - 1]));
    return {
      ...{lead, n, mae: mae!, rmse: rmse!, crps: score!},
      maeError: errorOf(judged.values, lead, (actual, value) => Math.abs(value - actual)),
      crpsError: errorOf(crps, lead, (_, value) => value),
      coverage50: digits(coverage(take(truth.actual, rows[lead - 1]), low, high))!,
      ...{coverage80: coverage80!, coverage90: coverage90!, coverage95: coverage95!},
      ...{pinball: at.pinball.map((loss) => loss!), pit: at.pit}
    };
  });
}

type Side = readonly [scores: Scores, judged: Judged];

/** One cell of the tables: a candidate at a lead beside the random walk; none where it has no score there. */
function row(
  data: Judging,
  lead: number,
  [scores, own]: Side,
  [walk, other]: Side
): GasVerification["candidates"][number]["byLead"] {
  const at = (one: Scores) => one.byLead.find((each) => each.lead === lead);
  const [mine, theirs] = [at(scores), at(walk)];
  if (mine?.crps == null || mine.rmse === null || theirs?.crps == null || theirs.rmse === null) return [];
  const test = (metric: "rmse" | "crps", column: (one: Judged) => Float64Array) => {
    const versus = compare(metric, data, column(own), {name: walk.name, values: column(other)}, [lead]);
    return versus && own !== other ? {dm: versus.dm, p: versus.p} : null;
  };
  return [
    {
      ...{lead, rmse: mine.rmse, crps: mine.crps},
      ...{rmseRatio: digits(mine.rmse / theirs.rmse)!, crpsRatio: digits(mine.crps / theirs.crps)!},
      point: test("rmse", ({values}) => values),
      distribution: test("crps", ({crps}) => crps!)
    }
  ];
}

/** The joint distribution of the candidate with the smallest energy score over that of the random walk, with its test; null where only the walk has one. */
function energy(
  data: Judging,
  judged: readonly Judged[],
  [walk, ...others]: readonly Scores[]
): GasVerification["energy"] {
  const meanOf = ({energy = []}: Scores) => energy.reduce((sum, {score}) => sum + score!, 0);
  const [best] = others.filter(({energy}) => energy).sort((a, b) => meanOf(a) - meanOf(b));
  if (!best || !walk.energy) return null;
  const column = (name: string, lead: number) => {
    const own = judged.find(({candidate}) => candidate === name)!.energy!;
    const size = data.scheme.series.length * horizon;
    return Float64Array.from(
      scoredRows(data, {only: 0})[lead - 1],
      (row) => own[Math.floor(row / size) * horizon + lead - 1]
    );
  };
  return {
    label: best.label,
    byLead: shown.flatMap((lead) => {
      const [mine, theirs] = [best, walk].map((one) => one.energy!.find((each) => each.lead === lead));
      if (mine?.score == null || theirs?.score == null) return [];
      const test =
        mine.n > 2 * lead ? dieboldMariano(column(best.name, lead), column(walk.name, lead), lead) : null;
      return [
        {
          ...{
            lead,
            n: mine.n,
            score: mine.score,
            walk: theirs.score,
            ratio: digits(mine.score / theirs.score)!
          },
          test: test && {dm: digits(test.dm)!, p: digits(test.p)!}
        }
      ];
    })
  };
}

/** Each series that the champion forecasts, beside the random walk of its own. */
function bySeries(champion: Scores, walk: Scores): GasVerification["series"] {
  return (champion.bySeries ?? []).flatMap(({series, unit, byLead}) => {
    const {title, decimals} = gasColumn(series);
    const theirs = walk.bySeries?.find((one) => one.series === series)?.byLead ?? [];
    const rows = shown.flatMap((lead) => {
      const [mine, other] = [byLead, theirs].map((rows) => rows.find((row) => row.lead === lead));
      if (mine?.rmse == null || mine.crps == null || !other?.rmse || !other.crps) return [];
      const ratios = {rmseRatio: digits(mine.rmse / other.rmse)!, crpsRatio: digits(mine.crps / other.crps)!};
      return [{lead, n: mine.n, rmse: mine.rmse, ...ratios}];
    });
    return rows.length > 0 ? [{id: series, title, unit, decimals, byLead: rows}] : [];
  });
}

/** The champion's scores by slice beside the random walk's. */
function bySlice(champion: Scores, walk: Scores): GasVerification["slices"] {
  return Object.fromEntries(
    Object.entries(champion.slices ?? {}).map(([name, rows]) => [
      name,
      rows.flatMap(({slice, n, rmse, crps, coverage80}) => {
        const other = walk.slices?.[name]?.find((one) => one.slice === slice);
        if (rmse === null || crps == null || coverage80 === null || !other?.rmse || !other.crps) return [];
        return [{slice, n, rmse, crps, coverage80, walkRmse: other.rmse, walkCrps: other.crps}];
      })
    ])
  );
}
