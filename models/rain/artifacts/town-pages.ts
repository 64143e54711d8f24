import {gapsOf} from "../../../src/lib/report/rain/town/gaps.js";
import {rainyMonths} from "../../../src/lib/report/rain/town/months.js";
import {townSeason} from "../../../src/lib/report/rain/town/season.js";
import type {TownAhead, TownRecent, TownReport} from "../../../src/lib/report/rain/town/shapes.js";
import {type TownPairs, townSkill} from "../../../src/lib/report/rain/town/skill.js";
import {candidateNamed} from "../../../src/lib/report/scores.js";
import {addDays} from "../../../src/lib/time/zone.js";
import {townOf} from "../../../src/lib/towns.js";
import {csv} from "../../publish/csv.js";
import type {ArtifactsInput, Judged} from "../../study.js";
import type {RainData} from "../data.js";

/** Days before the origin that a town's page shows day by day. */
const recentDays = 60;

const bytesOf = (text: string) => new TextEncoder().encode(text);
const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);

/**
 * What the pages of the towns read: `town-<id>.json` (`TownReport`), and every forecast of the town beside what happened as
 * `town-<id>.csv`.
 * @throws where the record, the forecast or the champion lacks a town of the scheme.
 */
export function townPages(input: ArtifactsInput<RainData>): Record<string, Uint8Array> {
  const out: Record<string, Uint8Array> = {};
  for (const station of input.data.scheme.series) {
    const {id} = townOf(station);
    out[`town-${id}.json`] = bytesOf(JSON.stringify(townReport(input, station)));
    out[`town-${id}.csv`] = bytesOf(townCsv(input, station));
  }
  return out;
}

/** What one town's page reads. The forecast is of the day after the last one that is known. */
export function townReport(input: ArtifactsInput<RainData>, station: string): TownReport {
  const {id, name, state, withoutFiles} = townOf(station);
  const known = lastKnown(input);
  const days = input.data.data.record.days.slice(0, known + 1);
  const {rain, forecastsOf} = seriesOf(input, station);
  const read = days.filter((_, d) => !Number.isNaN(rain[d]));
  return {
    ...{id, station, name, state},
    ...(withoutFiles === undefined ? {} : {without: withoutFiles}),
    firstDay: read[0] ?? null,
    lastDay: read.at(-1) ?? null,
    gaps: gapsOf({days, rain}),
    ahead: aheadOf(input, station),
    season: townSeason({days, rain}, addDays(days[known], 1)),
    recent: {
      ...recentOf(days, rain, forecastsOf(judgedNamed(input, input.champion))),
      training: trainingOf(input.data.data)
    },
    months: rainyMonths({days, rain}),
    skill: townSkill(input.backtest, station, scoredPairs(input, station))
  };
}

/** The last day that the last origin knows, as an index into the record. */
function lastKnown({data}: ArtifactsInput<RainData>): number {
  const known = data.data.originDays.at(-1);
  if (known !== undefined) return known;
  throw new Error("rain: expected at least one origin in the scheme, got none");
}

/** One town's column of the record, and its forecasts by the day that they are of, as an index into the record. */
function seriesOf({data: {data, scheme}}: ArtifactsInput<RainData>, station: string) {
  const {towns, days, values} = data.record;
  const place = towns.indexOf(station);
  if (place < 0)
    throw new Error(
      `rain: expected ${station} in the record, which has ${towns.join(", ")}. Read the record of all series.`
    );
  const series = scheme.series.indexOf(station);
  const rowOf = (origin: number) => (origin * scheme.series.length + series) * scheme.leads;
  return {
    rowOf,
    rain: Float64Array.from(days, (_, d) => values.rainfall[d * towns.length + place]),
    forecastsOf({values: forecasts}: Judged): Float64Array {
      const byDay = new Float64Array(days.length + 1).fill(Number.NaN);
      data.originDays.forEach((day, o) => {
        byDay[day + 1] = forecasts[rowOf(o)];
      });
      return byDay;
    }
  };
}

function judgedNamed({judged}: ArtifactsInput<RainData>, name: string): Judged {
  const found = judged.find(({candidate}) => candidate === name);
  if (found) return found;
  const names = judged.map(({candidate}) => candidate).join(", ");
  throw new Error(`rain: expected forecasts of ${name}, got those of ${names || "none"}`);
}

function aheadOf(input: ArtifactsInput<RainData>, station: string): TownAhead {
  const {forecast, backtest, judged, champion, data} = input;
  const row = forecast.rows.find(({series}) => series === station);
  if (!row)
    throw new Error(
      `rain: expected a row of ${station} in the forecast, which has ${forecast.rows.length} others`
    );
  const threshold = candidateNamed(backtest, champion).metrics.threshold;
  if (threshold == null)
    throw new Error(`rain: expected a threshold of the champion ${champion}, its scores have none`);
  const {rain, forecastsOf} = seriesOf(input, station);
  const known = lastKnown(input);
  const day = data.data.record.days[known];
  const saidBy = (name: string) => {
    const candidate = judged.find((one) => one.candidate === name);
    return candidate ? orNull(forecastsOf(candidate)[known + 1]) : null;
  };
  const {value, lo80, hi80, lo95, hi95} = row;
  return {
    ...{day: addDays(day, 1), known: day, probability: value, lo80, hi80, lo95, hi95, threshold},
    climatology: saidBy("climatology"),
    rainToday: orNull(rain[known]),
    at3pm: saidBy("boosted-3pm")
  };
}

function recentOf(days: readonly string[], rain: Float64Array, forecasts: Float64Array) {
  const first = Math.max(0, days.length - recentDays);
  return {
    from: days[first],
    probability: Array.from(forecasts.subarray(first, days.length), orNull),
    rain: Array.from(rain.subarray(first, days.length), orNull)
  };
}

/** The first training, and the day from which on the next one serves; null where there is no next one. */
function trainingOf({record, originDays, trainings}: RainData): TownRecent["training"] {
  const [first, next] = trainings;
  const until = next && originDays[next.from];
  return until === undefined ? null : {before: record.days[first.day], until: addDays(record.days[until], 1)};
}

/** The champion's forecasts in the rows that its scores are made of, beside what happened. */
function scoredPairs(input: ArtifactsInput<RainData>, station: string): TownPairs {
  const {truth, scoredFrom, scoredTo} = input.data;
  const {rowOf} = seriesOf(input, station);
  const {values} = judgedNamed(input, input.champion);
  const rows = Array.from({length: scoredTo - scoredFrom}, (_, o) => rowOf(scoredFrom + o)).filter(
    (row) => truth.comparable[row] === 1 && Number.isFinite(truth.actual[row]) && Number.isFinite(values[row])
  );
  return {probability: rows.map((row) => values[row]), happened: rows.map((row) => truth.actual[row])};
}

/**
 * Every forecast of a town by the day that it is of: what fell, the champion's chance with its intervals, those of the other candidates;
 * empty cells are not known.
 */
export function townCsv(input: ArtifactsInput<RainData>, station: string): string {
  const {judged, champion, data} = input;
  const {rain, rowOf} = seriesOf(input, station);
  const {record, originDays} = data.data;
  const best = judgedNamed(input, champion);
  const others = judged.filter(({candidate}) => candidate !== champion);
  const bounds = ["lo80", "hi80", "lo95", "hi95"] as const;
  return csv(
    ["day", "rain_mm", champion, ...bounds, ...others.map(({candidate}) => candidate)],
    Array.from(originDays, (known, o) => {
      const row = rowOf(o);
      return [
        addDays(record.days[known], 1),
        orNull(rain[known + 1]),
        orNull(best.values[row]),
        ...bounds.map((bound) => orNull(best.bands?.[bound][row])),
        ...others.map(({values}) => orNull(values[row]))
      ];
    })
  );
}
