import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {Provenance} from "../../src/lib/artifacts/provenance.js";
import type {Judgement} from "../judge/judge.js";
import type {LedgerEntry} from "../ledger/ledger.js";
import type {Registry, Version} from "../registry/registry.js";
import type {Judged, Study, StudyData} from "../study.js";
import {csv} from "./csv.js";

type Judging = Omit<StudyData<unknown>, "data">;

/**
 * The forecast that is issued: the champion's from the last origin of the scheme, with its intervals and,
 * where there is one, the reference's values beside.
 * A series of a vector of which the champion has no value at all there, other than the first, is left out.
 * @throws when the champion lacks a value or a bound there: it has too little history, and the message says
 * so.
 */
export function forecastOf(
  study: Pick<Study, "id" | "target" | "unit" | "step">,
  {scheme}: Judging,
  {judged}: Judgement,
  champion: Version,
  provenance: Provenance,
  issuedAt: string
): Forecast {
  const {candidate, values, bands, quantiles} = named(judged, champion.candidate);
  const levels = quantiles && [...quantiles.levels];
  const quantilesOf = (row: number) =>
    levels?.map((_, k) => quantiles!.values[row * levels.length + k]!) ?? [];
  const reference = judged.find(({kind}) => kind === "reference");
  const {series, leads, times, origins, measures} = scheme;
  const last = origins.length - 1;
  const leftOut = (s: number) => {
    const from = (last * series.length + s) * leads;
    return measures !== undefined && s > 0 && values.subarray(from, from + leads).every(Number.isNaN);
  };
  const rows = series.flatMap((name, s) => {
    if (leftOut(s)) return [];
    return Array.from({length: leads}, (_, lead) => {
      const row = (last * series.length + s) * leads + lead;
      const time = iso(times[last * leads + lead]!);
      const cell = (column: Float64Array | undefined, what: string) => {
        const value = column?.[row];
        if (value === undefined || !Number.isFinite(value)) {
          throw new Error(
            `study ${study.id}: ${candidate}, issued at ${iso(origins[last]!)}, has no ${what} for ${time}: its history is too short`
          );
        }
        return value;
      };
      return {
        ...(name === "" ? {} : {series: name}),
        ...(measures ? {unit: measures[s]!.unit} : {}),
        time,
        value: cell(values, "value"),
        lo80: cell(bands?.lo80, "80 % interval"),
        hi80: cell(bands?.hi80, "80 % interval"),
        lo95: cell(bands?.lo95, "95 % interval"),
        hi95: cell(bands?.hi95, "95 % interval"),
        ...(levels ? {quantiles: quantilesOf(row)} : {}),
        ...(reference ? {reference: orNull(reference.values[row]!)} : {})
      };
    });
  });
  const {id, target, unit, step} = study;
  return {
    study: id,
    target,
    unit,
    issuedAt,
    origin: iso(origins[last]!),
    step,
    provenance,
    model: champion,
    ...(levels ? {levels} : {}),
    rows
  };
}

/** The same as CSV. */
export function forecastCsv({rows, unit, origin, model}: Forecast): string {
  const header = [
    "series",
    "time",
    "value",
    "lo80",
    "hi80",
    "lo95",
    "hi95",
    "reference",
    "unit",
    "origin",
    "candidate"
  ];
  return csv(
    header,
    rows.map(({series, unit: own, time, value, lo80, hi80, lo95, hi95, reference}) => [
      ...[series ?? "", time, value, lo80, hi80, lo95, hi95, reference ?? null],
      ...[own ?? unit, origin, model.candidate]
    ])
  );
}

/**
 * What goes into the ledger at an origin of the scheme, the last unless another is given by its index: the champion's forecast and the challenger's, and the
 * reference's where there is one.
 */
export function ledgerEntryOf(
  study: Pick<Study, "id" | "unit" | "step">,
  {scheme}: Judging,
  {judged}: Pick<Judgement, "judged">,
  {aliases}: Registry,
  issuedAt: string,
  last = scheme.origins.length - 1
): LedgerEntry {
  const {series, leads, times, origins, measures} = scheme;
  const size = series.length * leads;
  const column = (values: Float64Array | undefined) =>
    Array.from({length: size}, (_, i) => orNull(values?.[last * size + i] ?? Number.NaN));
  const forecasts = (["champion", "challenger"] as const).flatMap((alias) => {
    const version = aliases[alias];
    if (!version) return [];
    const {values, bands} = named(judged, version.candidate);
    const bounds = {
      lo80: column(bands?.lo80),
      hi80: column(bands?.hi80),
      lo95: column(bands?.lo95),
      hi95: column(bands?.hi95)
    };
    return [{...version, alias, value: column(values), ...bounds}];
  });
  const reference = judged.find(({kind}) => kind === "reference");
  return {
    study: study.id,
    origin: iso(origins[last]!),
    issuedAt,
    unit: study.unit,
    step: study.step,
    times: Array.from(times.subarray(last * leads, (last + 1) * leads), iso),
    series: [...series],
    ...(measures ? {units: measures.map(({unit}) => unit)} : {}),
    forecasts,
    ...(reference ? {reference: {candidate: reference.candidate, value: column(reference.values)}} : {})
  };
}

function named(judged: readonly Judged[], name: string): Judged {
  const found = judged.find(({candidate}) => candidate === name);
  if (!found)
    throw new Error(
      `no forecasts of "${name}", only of ${judged.map(({candidate}) => candidate).join(", ")}`
    );
  return found;
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
