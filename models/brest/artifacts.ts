import {daysOff} from "../../src/lib/daily/calendar.js";
import {weatherNames} from "../../src/lib/daily/record.js";
import type {DailyScenario} from "../../src/lib/daily/scenario.js";
import {stepsOf, windowFeatures} from "../../src/lib/daily/windows.js";
import {areaCard} from "../../src/lib/report/daily/card.js";
import type {AreaDays, Learning, ReportArea, SeenWindow} from "../../src/lib/report/daily/shapes.js";
import type {ArtifactsInput} from "../study.js";
import {type DailyData, horizon, zone} from "./data.js";
import type {LstmState} from "./lstm.js";
import {type AreaRecord, forecastAreas, readAreas} from "./record.js";

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const orNull = (x: number, decimals: number) => (Number.isNaN(x) ? null : Number(x.toFixed(decimals)));
const column = (values: Float64Array, decimals: number) => Array.from(values, (x) => orNull(x, decimals));

/** The study's own artifacts: the areas, what their pages' charts read, and the nets that they run. */
export async function brestArtifacts(input: ArtifactsInput<DailyData>): Promise<Record<string, Uint8Array>> {
  const {tables, today, data, forecast, backtest, files} = input;
  const whole = await readAreas(tables, today);
  const areas = forecastAreas(whole, data.data.originDays[0]);
  const out: Record<string, Uint8Array> = {
    "areas.json": json(areas.map(reportArea)),
    "card.json": json(
      areaCard({forecast, backtest, areas: areas.map(reportArea), days: areaDays(areas[0])}, zone)
    )
  };
  areas.forEach((area, s) => {
    const {id} = area.area;
    const net = netOf(files, s);
    const state: LstmState = JSON.parse(new TextDecoder().decode(net["state.json"]));
    out[`daily-${id}.json`] = json(areaDays(area));
    out[`window-${id}.json`] = json(seenWindow(area, whole.originDay, state.size));
    out[`learning-${id}.json`] = json(learning(state));
    const model = {
      "model.json": net["model.json"],
      "weights.bin": net["weights.bin"],
      "scenario.json": json(scenario(area, whole.originDay, state))
    };
    for (const [name, bytes] of Object.entries(model)) {
      out[`model/${id}/${name}`] = bytes;
      if (s === 0) out[`model/${name}`] = bytes;
    }
  });
  out["model/features.json"] = json(windowFeatures);
  return out;
}

/** The LSTM's files of an area. Throws where one is missing. */
function netOf(files: ArtifactsInput<DailyData>["files"], area: number): Record<string, Uint8Array> {
  return Object.fromEntries(
    ["model.json", "weights.bin", "state.json"].map((name) => {
      const bytes = files.lstm?.[`${area ? `${area}/` : ""}${name}`];
      if (!bytes)
        throw new Error(
          `brest: expected ${name} of the LSTM of area ${area}, found ${Object.keys(files.lstm ?? {}).join(", ") || "nothing"}`
        );
      return [name, bytes];
    })
  );
}

function reportArea({area, from, to}: AreaRecord): ReportArea {
  const {id, name, code, about, places} = area;
  return {id, name, code, about, days: {from, to}, places: places.map(({name}) => name)};
}

function areaDays({record, recorded, holidays}: AreaRecord): AreaDays {
  const {days, load, weather, holiday, school} = record;
  return {
    date: days,
    load: column(load, 1),
    recorded: column(recorded, 1),
    ...(Object.fromEntries(weatherNames.map((name) => [name, column(weather[name], 1)])) as unknown as Pick<
      AreaDays,
      (typeof weatherNames)[number]
    >),
    holiday: holidays,
    school: [...school],
    off: [...daysOff(days, holiday)]
  };
}

/** The window of the last origin's first day in natural units, its load in MW. */
function seenWindow({record}: AreaRecord, originDay: number, size: number): SeenWindow {
  const steps = stepsOf(record, record.weather);
  const width = windowFeatures.length;
  const days = Array.from({length: size}, (_, s) => originDay - size + s);
  return {
    days: days.map((d) => record.days[d]),
    features: windowFeatures.map(({name, unit}, j) => ({
      name,
      unit: name === "load" ? "MW" : unit,
      values: days.map((d) => {
        const value = steps.rows[d * width + j];
        return name === "load" ? orNull(Math.exp(value), 1) : orNull(value, 3);
      })
    }))
  };
}

function learning({curve}: LstmState): Learning {
  const last = curve.starts[curve.starts.length - 1] - 1;
  const losses = curve.validation.slice(last);
  return {
    candidate: "lstm",
    epochs: curve.loss.map((_, i) => i + 1),
    loss: curve.loss.map((x) => Number(x.toPrecision(6))),
    val_loss: curve.validation.map((x) => Number(x.toPrecision(6))),
    best: last + losses.indexOf(Math.min(...losses)) + 1,
    starts: curve.starts
  };
}

function scenario(
  {area, record, holidays}: AreaRecord,
  originDay: number,
  {size, scale, issued}: LstmState
): DailyScenario {
  return {
    area: area.name,
    zone,
    days: record.days,
    load: Array.from(record.load, (x) => (Number.isNaN(x) ? null : x)),
    weather: Object.fromEntries(
      weatherNames.map((name) => [
        name,
        Array.from(record.weather[name], (x) => (Number.isNaN(x) ? null : x))
      ])
    ) as unknown as DailyScenario["weather"],
    holiday: holidays,
    school: [...record.school],
    size,
    horizon,
    origin: record.days[originDay],
    scale,
    issued
  };
}
