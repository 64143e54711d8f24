import type {Study, StudyData} from "../../models/study.js";

const day = 86_400_000;
const hour = 3_600_000;
const leads = 48;

/** Hourly values of an invented series: a daily rhythm with a slow wave. */
const value = (time: number): number =>
  100 + 20 * Math.sin((time / day) * 2 * Math.PI) + 5 * Math.sin(time / day / 9);

/** The record that candidates see. */
export interface TinyData {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** An invented study, as small as one can be: one series, a hundred origins, three candidates of which one combines the others. */
export const tiny: Study<TinyData> = {
  id: "tiny",
  module: new URL(import.meta.url),
  title: "Tiny",
  question: "How high is the invented wave in the next two days?",
  target: "wave",
  subject: "lag",
  unit: "m",
  kind: "number",
  step: "PT1H",
  timeZone: "Europe/Paris",
  season: 24,
  decimals: 2,
  scoredRows: "all hours",
  tables: ["tiny-wave"],
  candidates: [
    candidate("yesterday", "baseline", {days: 1}),
    candidate("before", "model", {days: 2}),
    {...candidate("mean", "model", {days: 0}), combines: ["yesterday", "before"]}
  ],
  rule: {metric: "mae", leads: [1], words: "the smallest mean absolute error of the first day"},
  sampleDay: "2024-12-25",
  seed: 1,
  async read(_, today): Promise<StudyData<TinyData>> {
    const last = Date.parse(`${today}T00:00:00Z`);
    const origins = Float64Array.from({length: 100}, (_, i) => last - (99 - i) * day);
    const times = Float64Array.from(
      {length: 100 * leads},
      (_, i) => origins[Math.floor(i / leads)] + (i % leads) * hour
    );
    const actual = times.map((time) => (time < last ? value(time) : Number.NaN));
    const past = Float64Array.from({length: 103 * 24}, (_, i) => last - 103 * day + i * hour);
    return {
      data: {times: past, values: past.map(value)},
      scheme: {series: [""], origins, leads, block: 24, times},
      truth: {actual, recorded: actual, comparable: new Uint8Array(actual.length).fill(1)},
      scoredFrom: 70,
      scoredTo: 98
    };
  }
};

function candidate(
  name: string,
  kind: "baseline" | "model",
  params: {days: number}
): Study["candidates"][number] {
  const description = "What was so many days before.";
  return {name, label: name, kind, description, params, module: new URL("./tiny-lag.ts", import.meta.url)};
}
