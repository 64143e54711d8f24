import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {marginsOf} from "../../src/lib/logistic/model.js";
import {linearFeatures, ownFeatures, wideFeatures} from "../../src/lib/rain/features.js";
import {fieldFeatures} from "../../src/lib/rain/field-features.js";
import {compass, type RainRecord} from "../../src/lib/rain/record.js";
import {effectsOf, logOdds, mixed} from "../../src/lib/rain/scenario/explain.js";
import {
  type RainKnobs,
  type RainReading,
  readingKnobs,
  readRainKnobs,
  untouched,
  writeRainKnobs
} from "../../src/lib/rain/scenario/knobs.js";
import {openRainScenario} from "../../src/lib/rain/scenario/open.js";
import {packRecord, unpackRecord} from "../../src/lib/rain/scenario/state.js";
import {scoreBoosted} from "../../src/lib/trees/boost-predict.js";
import {decodeModel} from "../../src/lib/trees/file.js";
import {logistic} from "../../src/lib/trees/logistic.js";
import {inventedRain, inventedStudy, starts} from "./invented.js";

const {record, field, neighbours, weights, means, files, state} = inventedStudy();
const model = openRainScenario(state, files);
const n = record.towns.length;
const first = record.days.length - starts;
const at = (town: number, day: number, more: Partial<RainKnobs> = {}): RainKnobs => ({
  ...untouched,
  town: model.towns[town],
  day: model.starts[day],
  ...more
});

const position = ({range: {min, max, step}}: (typeof readingKnobs)[number]) =>
  fc.option(fc.integer({min: 0, max: (max - min) / step}).map((i) => min + i * step));
const knobs: fc.Arbitrary<RainKnobs> = fc
  .tuple(
    fc.record(
      Object.fromEntries(readingKnobs.map((knob) => [knob.name, position(knob)])) as Record<
        RainReading,
        fc.Arbitrary<number | null>
      >
    ),
    fc.record({
      town: fc.constantFrom(...model.towns),
      day: fc.constantFrom(...model.starts),
      wind: fc.constantFrom("", ...compass)
    })
  )
  .map(([readings, rest]) => ({...readings, ...rest}));

/** The log-odds that the members give in a cell of a whole record, by the code that trains and forecasts. */
function wholeMargin(whole: RainRecord, itsField: Float64Array, cell: number): number {
  const cells = [cell];
  const margins = [
    scored("boosted", ownFeatures(whole, itsField, cells).table),
    scored("boosted-wide", wideFeatures(whole, itsField, neighbours, cells).table),
    files.logistic && "weights" in files.logistic
      ? marginsOf(files.logistic, linearFeatures(whole, itsField, neighbours, cells).table.columns)[0]
      : Number.NaN
  ].map((x) => logOdds(Math.min(Math.max(logistic(x), 0.001), 0.999)));
  return state.mix.intercept + (state.mix.slope * margins.reduce((sum, x) => sum + x, 0)) / 3;
}

function scored(name: string, table: Parameters<typeof scoreBoosted>[1]): number {
  const file = files[name];
  if (!("bytes" in file)) throw new Error(`${name} is not a file of trees`);
  const trees = decodeModel(file);
  if (trees.kind !== "boosted") throw new Error(`${name} is not boosted`);
  return scoreBoosted(trees, table)[0];
}

/** The fields of all towns on one day as their regressions give them, all features known to be what they are. */
function wholeField(whole: RainRecord, day: number): Float64Array {
  const width = means.length;
  const now = fieldFeatures(whole).subarray(day * width, (day + 1) * width);
  const then = fieldFeatures(record).subarray(day * width, (day + 1) * width);
  const out = field.slice();
  const known = (x: number, j: number) => (Number.isNaN(x) ? means[j] : x);
  for (let t = 0; t < n; ++t)
    for (let j = 0; j < width; ++j)
      out[day * n + t] += weights[t * width + j] * (known(now[j], j) - known(then[j], j));
  return out;
}

describe("a scenario of rain", () => {
  it("with all knobs left alone is the forecast of the members, for every town and day", () => {
    for (let day = 0; day < starts; ++day)
      for (let town = 0; town < n; ++town) {
        const {before, after, effects} = model.run(at(town, day));
        const cell = (first + day) * n + town;
        expect(before.logOdds).toBeCloseTo(wholeMargin(record, field, cell), 9);
        expect(after).toEqual(before);
        expect(effects).toEqual([]);
      }
  });

  it("tells effects that add up to the difference of the log-odds, wherever the knobs stand", () => {
    fc.assert(
      fc.property(knobs, (positions) => {
        const {before, after, effects} = model.run(positions);
        const sum = effects.reduce((total, {change}) => total + change, 0);
        expect(Math.abs(after.logOdds - before.logOdds - sum)).toBeLessThan(1e-9);
        for (const {change, routes} of effects)
          expect(Math.abs(routes.own + routes.field + routes.rest - change)).toBeLessThan(1e-12);
      }),
      {numRuns: 60}
    );
  });

  it("is what the members say of the whole record where the town had reported so, national field included", () => {
    const readings = {humidity: 58, pressure: 1013, cloud: 3, rain: 0.5, gust: 22, temperature: 18.5};
    let missing = 0;
    for (const town of [0, 1, 2]) {
      const day = starts - 1;
      const cell = (first + day) * n + town;
      const values = {...record.values};
      const put = (name: keyof typeof values, of: (x: number) => number) => {
        const column = values[name].slice();
        column[cell] = of(column[cell]);
        values[name] = column;
      };
      const change = (name: keyof typeof values, to: number) => {
        const last = record.values[name][cell];
        return Number.isNaN(last) ? 0 : to - last;
      };
      missing += Number(Number.isNaN(record.values.humidity_3pm[cell]));
      put("humidity_3pm", () => readings.humidity);
      put("pressure_9am", (x) => x + change("pressure_3pm", readings.pressure));
      put("pressure_3pm", () => readings.pressure);
      put("cloud_3pm", () => readings.cloud);
      put("rainfall", () => readings.rain);
      put("gust_speed", () => readings.gust);
      put("temperature_max", (x) => x + change("temperature_3pm", readings.temperature));
      put("temperature_3pm", () => readings.temperature);
      put("wind_dir_3pm", () => compass.indexOf("NW"));
      const whole = {...record, values};
      const {after} = model.run(at(town, day, {...readings, wind: "NW"}));
      const itsField = wholeField(whole, first + day);
      expect(after.logOdds).toBeCloseTo(wholeMargin(whole, itsField, cell), 9);
      // Its own field and those of its neighbours all count.
      for (const other of [cell, ...[0, 1].map((rank) => cell - town + neighbours[2 * town + rank])]) {
        const left = itsField.slice();
        left[other] = field[other];
        expect(after.logOdds).not.toBeCloseTo(wholeMargin(whole, left, cell), 4);
      }
    }
    expect(missing).toBeGreaterThan(0);
  });

  it("takes the other pressure and the highest temperature along, unless that pressure is moved itself", () => {
    const [town, day] = [0, 3];
    const cell = (first + day) * n + town;
    const whole = inventedRain();
    for (const name of ["pressure_3pm", "pressure_9am", "temperature_3pm", "temperature_max"] as const)
      whole.values[name][cell] = 1000;
    const own = openRainScenario({...state, ...packRecord(whole, starts)}, files);
    const moved = at(town, day, {pressure: 1005, temperature: 30});
    expect(own.reading(moved, "pressure_9am")).toEqual({reported: 1000, now: 1005});
    expect(own.reading(moved, "temperature_max").now).toBe(30);
    expect(own.reading({...moved, pressure9: 990}, "pressure_9am").now).toBe(990);
    expect(own.reading({...moved, pressure9: 990}, "pressure_3pm").now).toBe(1005);
    expect(own.reading({...moved, pressure9: 1000}, "pressure_9am").now).toBe(1000);
    whole.values.pressure_3pm[cell] = Number.NaN;
    const alone = openRainScenario({...state, ...packRecord(whole, starts)}, files);
    expect(alone.reading(moved, "pressure_9am").now).toBe(1000);
    expect(own.run({...moved, pressure9: 1000}).effects.map(({knob}) => knob)).toEqual([
      "pressure",
      "temperature"
    ]);
    expect(own.run({...moved, pressure9: 990}).effects.map(({knob}) => knob)).toEqual([
      "pressure",
      "pressure9",
      "temperature"
    ]);
  });

  it("counts a knob at what the town reports as not moved, and what the town does not report as missing", () => {
    const day = starts - 2;
    const reported = record.values.rainfall[(first + day) * n];
    expect(model.run(at(0, day, {rain: reported})).effects).toEqual([]);
    const last = model.run(at(n - 1, day, {humidity: 80, pressure: 1000}));
    expect(last.effects.map(({from}) => from)).toEqual([Number.NaN, Number.NaN]);
    expect(model.reading(at(n - 1, day, {pressure: 1000}), "pressure_9am")).toEqual({
      reported: Number.NaN,
      now: Number.NaN
    });
    expect(last.fell).toBe(null);
    expect(model.run(at(0, day)).fell).toBe(record.values.rainfall[(first + day + 1) * n]);
    expect(model.run(at(0, starts - 1)).fell).toBe(null);
  });

  it("stands beside climatology, threshold and what was issued for the same town and day", () => {
    const issued = state.climatology.map((_, i) => (i === 5 * n + 2 ? 0.123 : null));
    const answer = openRainScenario({...state, issued}, files).run(at(2, 5));
    expect(answer).toMatchObject({
      issued: 0.123,
      threshold: 0.38,
      day: model.starts[5],
      target: model.starts[6]
    });
    expect(answer.climatology).toBe(state.climatology[5 * n + 2]);
  });

  it("opens on the driest likely town of the last day that reports, in humid air", () => {
    const chances = record.towns.map((_, t) => model.run(at(t, starts - 1)).before.logOdds);
    const known = record.towns.map((_, t) =>
      (["humidity_3pm", "pressure_3pm", "rainfall"] as const).every(
        (name) => !Number.isNaN(record.values[name][(first + starts - 1) * n + t])
      )
    );
    const driest = Math.min(...chances.filter((_, t) => known[t]));
    expect(model.opening).toEqual(at(chances.indexOf(driest), starts - 1, {humidity: 90}));
    expect(known.filter(Boolean).length).toBeGreaterThan(1);
  });

  it("gives the chance over the range of a knob, all others as they stand, through both marked readings", () => {
    const knobs = at(1, 4, {cloud: 7, humidity: 63});
    const points = model.curve(knobs, "humidity");
    expect(points.map(({value}) => value)).toEqual([...points.map(({value}) => value)].sort((a, b) => a - b));
    expect([points[0].value, points[points.length - 1].value]).toEqual([0, 100]);
    expect(points.length).toBeGreaterThanOrEqual(25);
    for (const {value, probability} of points)
      expect(probability).toBe(model.run({...knobs, humidity: value}).after.probability);
    const {reported} = model.reading(knobs, "humidity_3pm");
    expect(points.some(({value}) => value === 63)).toBe(true);
    expect(points.some(({value}) => value === reported)).toBe(!Number.isNaN(reported));
  });

  it("refuses towns and days that it does not know, and files of other models", () => {
    expect(() => model.run({...at(0, 0), town: "paris"})).toThrow('got "paris"');
    expect(() => model.run({...at(0, 0), day: record.days[3]})).toThrow(
      `got "adelaide" and "${record.days[3]}"`
    );
    expect(() => openRainScenario(state, {boosted: files.boosted})).toThrow(
      "expected a file of boosted-wide"
    );
    expect(() => openRainScenario(state, {...files, logistic: files.boosted})).toThrow(
      "expected a logistic regression"
    );
    expect(() => openRainScenario(state, {...files, boosted: files.logistic})).toThrow(
      "expected a file of trees"
    );
  });
});

describe("what moved the answer", () => {
  const mix = {intercept: 0.1, slope: 0.9, least: 0.001};
  const features = (values: readonly number[]) => ({
    names: ["humidity", "field", "season", "neighbour2_field"],
    table: {columns: values.map((x) => Float64Array.of(x))}
  });
  const say = (values: readonly number[], columns: readonly number[]) =>
    mixed(
      [
        {
          features: features(values),
          columns: Float64Array.from(columns),
          score: columns.reduce((a, b) => a + b)
        }
      ],
      mix
    );

  it("goes by the town's own features, by the field, and by what stayed as it was", () => {
    const answers = [
      say([40, 0.2, 1, 0.2], [0.1, 0.2, 0.3, 0]),
      say([90, 0.3, 1, 0.4], [0.6, 0.5, 0.1, 0.1])
    ];
    const {effects} = effectsOf(1, (made) => answers[made.length], mix);
    expect(effects).toHaveLength(1);
    expect(effects[0].own).toBeCloseTo(0.45);
    expect(effects[0].field).toBeCloseTo(0.36);
    expect(effects[0].rest).toBeCloseTo(-0.18);
  });

  it("is shared alike by two moves that act only together", () => {
    const {effects} = effectsOf(
      2,
      (made) =>
        say([made.includes(0) ? 1 : 0, made.includes(1) ? 1 : 0, 1, 0], [made.length === 2 ? 2 : 0, 0, 0, 0]),
      mix
    );
    expect(effects.map(({own, field, rest}) => own + field + rest)).toEqual([0.9, 0.9]);
  });

  it("shrinks where a member is held back from certainty", () => {
    const answers = [say([40, 0.2, 1, 0], [6, 0, 0, 0]), say([90, 0.2, 1, 0], [9, 1, 0, 0])];
    const {before, after, effects} = effectsOf(1, (made) => answers[made.length], mix);
    expect(after.margin).toBeCloseTo(0.1 + 0.9 * Math.log(999));
    expect(effects[0].own + effects[0].rest).toBeCloseTo(after.margin - before.margin, 12);
    expect(effects[0].own).toBeCloseTo(3 * effects[0].rest);
  });
});

describe("the record of a scenario", () => {
  it("keeps all that the features of its starts ask for, and no more", () => {
    const packed = packRecord(record, starts);
    const back = unpackRecord(packed, record.towns);
    expect(back.days).toEqual(record.days.slice(first - 29));
    expect(back.values.rainfall).toEqual(record.values.rainfall.slice((first - 29) * n));
    expect(back.values.humidity_3pm.slice(29 * n)).toEqual(record.values.humidity_3pm.slice(first * n));
    expect(packed.values.humidity_3pm).toHaveLength((starts + 3) * n);
  });

  it("refuses a record that is too short, or torn", () => {
    expect(() => packRecord(inventedRain(10), 10)).toThrow("expected a record of 13 days or more, got 10");
    const {values} = packRecord(record, starts);
    const torn = {...packRecord(record, starts), values: {...values, sunshine: values.sunshine.slice(1)}};
    expect(() => unpackRecord(torn, record.towns)).toThrow("expected whole days of 4 towns");
  });
});

describe("the knobs of rain in an address", () => {
  it("come back as they went in, wherever they stand", () => {
    fc.assert(
      fc.property(knobs, (positions) => {
        expect(readRainKnobs(writeRainKnobs(positions), model)).toEqual({knobs: positions, problems: []});
      })
    );
  });

  it("always name the town and the day, so that a link means the same later on", () => {
    expect(writeRainKnobs(at(0, 2, {humidity: 80, wind: "SSW"}))).toBe(
      `day=${model.starts[2]}&humidity=80&town=adelaide&wind=SSW`
    );
    expect(readRainKnobs("", model)).toEqual({knobs: model.opening, problems: []});
    expect(readRainKnobs("sort=name", model).knobs).toEqual(model.opening);
    expect(readRainKnobs(`town=${model.towns[1]}`, model).knobs).toEqual(at(1, starts - 1));
  });

  it("are named where they are wrong, and left alone", () => {
    const {knobs: read, problems} = readRainKnobs(
      "town=<b>&day=2019-01-01&humidity=101&pressure=&cloud=x&wind=up&rain=-1",
      model
    );
    expect(read).toEqual({...model.opening, ...untouched});
    expect(problems).toEqual([
      'humidity: expected a number from 0 to 100, got "101"',
      'pressure: expected a number from 970 to 1045, got ""',
      'cloud: expected a number from 0 to 8, got "x"',
      'rain: expected a number from 0 to 60, got "-1"',
      'town: expected the id of a town, got "<b>"',
      `day: expected a day from ${model.starts[0]} to ${model.starts[starts - 1]}, got "2019-01-01"`,
      `wind: expected one of ${compass.join(", ")}, got "up"`
    ]);
  });
});
