import type {Column} from "../../data-loaders/columns.js";
import {writeParquet} from "../../data-loaders/parquet.js";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Provenance} from "../../src/lib/artifacts/provenance.js";
import type {Scheme} from "../../src/lib/rolled.js";
import {localDay} from "../../src/lib/time/zone.js";
import type {Judgement} from "../judge/judge.js";
import {levelColumn} from "../judge/levels.js";
import type {Judged, Study, StudyData} from "../study.js";

type Judging = Omit<StudyData<unknown>, "data">;

/** The report of a backtest: the scores of all candidates, and on what. */
export function backtestReport(
  study: Pick<Study, "id" | "unit" | "step" | "timeZone" | "rule" | "scoredRows">,
  {scheme, scoredFrom, scoredTo}: Judging,
  {candidates}: Judgement,
  champion: string,
  provenance: Provenance,
  issuedAt: string
): BacktestReport {
  const day = (origin: number) => localDay(study.timeZone, scheme.origins[origin]!);
  return {
    study: study.id,
    unit: study.unit,
    issuedAt,
    provenance,
    scheme: {
      from: day(scoredFrom),
      to: day(scoredTo - 1),
      origins: scoredTo - scoredFrom,
      horizon: scheme.leads,
      step: study.step,
      block: scheme.block,
      rows: study.scoredRows
    },
    champion,
    rule: study.rule.words,
    candidates: [...candidates]
  };
}

/**
 * Writes the backtest row by row as Parquet (zstd): every candidate and reference, every scored origin, every
 * lead with a forecast. All values are as the scores saw them, so that anyone can score them again;
 * `recorded` only where it differs from `actual`, `series` only where the series have names, `unit` only where they have units of their own,
 * quantiles (`q05` … `q95`) only where a candidate has some. A further series of a vector whose forecasts are throughout those of an earlier candidate is
 * written once, as that one's.
 */
export async function writeBacktestRows(
  path: string,
  {unit, decimals}: Pick<Study, "unit" | "decimals">,
  {scheme, scoredFrom, scoredTo}: Judging,
  {judged, truth}: Judgement
): Promise<number> {
  const {series, leads, times, origins, measures} = scheme;
  const named = series.some((name) => name !== "");
  const told = judged.some(({quantiles}) => quantiles) ? levelNames : [];
  const names = ["value", "lo80", "hi80", "lo95", "hi95", ...told, "actual", "recorded"];
  const cells: Record<string, (number | string | null)[]> = {
    ...{candidate: [], series: [], unit: [], origin: [], time: []}
  };
  for (const name of names) cells[name] = [];
  const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
  const taken = takenSeries(judged, scheme);
  for (const [place, {candidate, values, bands, quantiles}] of judged.entries()) {
    const columns = told.map((name) => quantiles && levelColumn(quantiles, levelOf(name)));
    for (let o = scoredFrom; o < scoredTo; ++o) {
      for (let s = 0; s < series.length; ++s) {
        if (taken[place]![s]) continue;
        for (let lead = 0; lead < leads; ++lead) {
          const row = (o * series.length + s) * leads + lead;
          if (Number.isNaN(values[row]!)) continue;
          cells.candidate!.push(candidate);
          if (named) cells.series!.push(series[s]!);
          if (measures) cells.unit!.push(measures[s]!.unit);
          cells.origin!.push(origins[o]!);
          cells.time!.push(times[o * leads + lead]!);
          cells.value!.push(values[row]!);
          for (const bound of ["lo80", "hi80", "lo95", "hi95"] as const)
            cells[bound]!.push(orNull(bands?.[bound][row]));
          told.forEach((name, k) => {
            cells[name]!.push(orNull(columns[k]?.[row]));
          });
          const [actual, recorded] = [truth.actual[row]!, truth.recorded[row]!];
          cells.actual!.push(orNull(actual));
          cells.recorded!.push(actual === recorded ? null : orNull(recorded));
        }
      }
    }
  }
  if (!named) delete cells.series;
  if (!measures) delete cells.unit;
  const columns: Column[] = [
    {name: "candidate", type: "VARCHAR", unit: "", description: "whose forecast"},
    ...(named ? [{name: "series", type: "VARCHAR", unit: "", description: "of which series"} as const] : []),
    ...(measures
      ? [{name: "unit", type: "VARCHAR", unit: "", description: "of the values of the row"} as const]
      : []),
    {name: "origin", type: "TIMESTAMP", unit: "UTC", description: "instant of issue"},
    {name: "time", type: "TIMESTAMP", unit: "UTC", description: "start of the interval"},
    ...names.map((name) => ({
      ...{name, type: "DOUBLE" as const, description: describeColumn(name)},
      unit: measures ? "" : unit
    }))
  ];
  const select = columns.map(({name, type}) =>
    type === "DOUBLE" && decimals === 0 ? `"${name}"::INTEGER AS "${name}"` : `"${name}"`
  );
  // Whole numbers in one row group, packed hard: a third of the bytes of doubles in the usual groups.
  const options = "PARQUET_VERSION v2, ROW_GROUP_SIZE 1000000, COMPRESSION_LEVEL 19";
  await writeParquet(path, columns, cells, {select: select.join(", "), options});
  return cells.value!.length;
}

/** The quantiles that are written beside the bounds of the intervals. */
const levelNames: readonly string[] = ["q05", "q10", "q25", "q50", "q75", "q90", "q95"];
const levelOf = (name: string) => Number(name.slice(1)) / 100;

/** Of which series of each candidate all values and bounds are those of an earlier one. */
function takenSeries(judged: readonly Judged[], {series, leads, measures}: Scheme): boolean[][] {
  const same = (a: Float64Array | undefined, b: Float64Array | undefined, s: number) =>
    a !== undefined &&
    b !== undefined &&
    a.every((value, row) => Math.floor(row / leads) % series.length !== s || Object.is(value, b[row]));
  return judged.map((one, place) =>
    series.map(
      (_, s) =>
        measures !== undefined &&
        s > 0 &&
        judged
          .slice(0, place)
          .some(
            (other) =>
              same(one.values, other.values, s) &&
              same(one.bands?.lo80, other.bands?.lo80, s) &&
              same(one.bands?.hi95, other.bands?.hi95, s)
          )
    )
  );
}

function describeColumn(name: string): string {
  return describe[name] ?? `quantile ${Number(name.slice(1))} %`;
}

const describe: Readonly<Record<string, string>> = {
  value: "forecast",
  lo80: "lower bound of the 80 % interval",
  hi80: "upper bound of the 80 % interval",
  lo95: "lower bound of the 95 % interval",
  hi95: "upper bound of the 95 % interval",
  actual: "observed, in true time, repaired where the contract repairs",
  recorded: "observed as the publisher recorded it, where that differs"
};
