import type {ReportTown} from "../../../src/lib/report/rain/shapes.js";
import {townOf} from "../../../src/lib/towns.js";
import type {ArtifactsInput} from "../../study.js";
import type {RainData} from "../data.js";

/** The candidate that says what is usual for a town in a month. */
const usual = "climatology";

/** towns.json: every town of the forecast with its probability, what is usual there and what it last reported, in the order of names. */
export function townsArtifact(input: ArtifactsInput<RainData>): Record<string, Uint8Array> {
  return {"towns.json": new TextEncoder().encode(JSON.stringify(reportTowns(input)))};
}

/**
 * The entries of towns.json.
 * @throws where the champion has no threshold, the climatology is not among the candidates, or the forecast is of a town that is not known
 */
export function reportTowns({
  data,
  judged,
  champion,
  forecast,
  backtest
}: Pick<ArtifactsInput<RainData>, "data" | "judged" | "champion" | "forecast" | "backtest">): ReportTown[] {
  const {record, originDays} = data.data;
  const n = record.towns.length;
  const threshold = backtest.candidates.find(({name}) => name === champion)?.metrics.threshold;
  if (threshold == null)
    throw new Error(`rain: expected a threshold of the champion ${champion}, its scores have none`);
  const climatology = judged.find(({candidate}) => candidate === usual)?.values;
  if (!climatology)
    throw new Error(
      `rain: expected the candidate ${usual}, got ${judged.map(({candidate}) => candidate).join(", ")}`
    );
  const latest = climatology.subarray(climatology.length - n);
  const last = originDays[originDays.length - 1]!;
  return forecast.rows
    .map(({series, value, lo80, hi80, lo95, hi95}): ReportTown => {
      const {station, id, name, state, latitude, longitude, climate, withoutFiles} = townOf(series ?? "");
      const t = record.towns.indexOf(station);
      const rain = record.values.rainfall[last * n + t]!;
      return {
        ...{id, station, name, state, latitude, longitude, climate},
        probability: value,
        ...{lo80, hi80, lo95, hi95},
        wet: value >= threshold,
        threshold,
        climatology: latest[t]!,
        rainToday: Number.isNaN(rain) ? null : rain,
        lastDay: lastReported(data.data, t),
        ...(withoutFiles === undefined ? {} : {without: withoutFiles})
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The last day of the record with anything that a town reported; null where there is none. */
function lastReported({record}: RainData, town: number): string | null {
  const n = record.towns.length;
  const columns = Object.values(record.values);
  for (let d = record.days.length - 1; d >= 0; --d)
    if (columns.some((values) => !Number.isNaN(values[d * n + town]!))) return record.days[d]!;
  return null;
}
