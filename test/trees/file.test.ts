import {gunzipSync, gzipSync} from "node:zlib";
import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {mulberry32} from "../../src/lib/random.js";
import {type BoostedModel, trainBoosted} from "../../src/lib/trees/boost.js";
import {predictBoosted, scoreBoosted} from "../../src/lib/trees/boost-predict.js";
import {contributionsOf} from "../../src/lib/trees/contributions.js";
import {decodeModel, encodeModel, type TreesFile} from "../../src/lib/trees/file.js";
import {type ForestModel, trainForest} from "../../src/lib/trees/forest.js";
import {predictForest} from "../../src/lib/trees/forest-predict.js";
import {above, digest, uniformColumns, waveAndProduct} from "./rows.js";

/** Numbers with gaps, and a column of 40 categories. */
function gappy(rows: number, seed: number) {
  const random = mulberry32(seed);
  const columns = uniformColumns(5, rows, seed).map((column) =>
    column.map((value) => (random() < 0.1 ? Number.NaN : value))
  );
  return {
    columns: columns.with(
      3,
      columns[3].map((value) => Math.floor(40 * value))
    ),
    categorical: [3]
  };
}

const table = gappy(300, 1);
const full = {columns: table.columns.map((column) => column.map((value) => value || 0))};
const target = waveAndProduct(full.columns, 0.1, 2).map((value, row) => value + (full.columns[3][row] % 3));
const names = ["a", "b", "c", "d", "e"];
const models: [string, ForestModel | BoostedModel][] = [
  [
    "forest of probabilities",
    trainForest(table, above(target), {goal: "probability", trees: 20, seed: 1}).model
  ],
  ["forest of means", trainForest(table, target, {goal: "mean", trees: 20, seed: 1}).model],
  [
    "boosted numbers",
    trainBoosted(table, target, {loss: "squared", trees: 30, leaves: 12, leastRows: 5, seed: 1})
  ],
  [
    "boosted probabilities",
    trainBoosted(table, above(target), {loss: "logistic", trees: 30, leaves: 12, leastRows: 5, seed: 1})
  ],
  [
    "boosted quantiles",
    trainBoosted(table, target, {loss: {quantile: 0.9}, trees: 30, leaves: 12, leastRows: 5, seed: 1})
  ]
];

function predict(model: ForestModel | BoostedModel, rows: typeof table): Float64Array {
  return model.kind === "forest" ? predictForest(model, rows) : predictBoosted(model, rows);
}

/** A model with its parts in the order of their names. */
function sorted(model: ForestModel | BoostedModel): unknown {
  return Object.entries(model).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** As it is published and fetched. */
function published({description, bytes}: TreesFile): TreesFile {
  return {
    description: JSON.parse(JSON.stringify(description)),
    bytes: new Uint8Array(gunzipSync(gzipSync(bytes)))
  };
}

describe.each(models)("%s", (_, model) => {
  const file = encodeModel(model, names);

  test("comes back from its file to the last bit", () => {
    const back = decodeModel(published(file));
    const losses = {train: new Float64Array(0), validation: new Float64Array(0)};
    expect(digest(sorted(back))).toBe(digest(sorted(model.kind === "boosted" ? {...model, losses} : model)));
    const fresh = gappy(1000, 5);
    expect(digest(predict(back, fresh))).toBe(digest(predict(model, fresh)));
    expect(digest(encodeModel(back, names))).toBe(digest(file));
  });

  test("contributions add up to the prediction, and to the difference of two", () => {
    const scores = model.kind === "boosted" ? scoreBoosted(model, table) : predictForest(model, table);
    fc.assert(
      fc.property(fc.nat(299), fc.nat(299), (a, b) => {
        const [one, other] = [a, b].map((row) => contributionsOf(model, table, row));
        const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
        expect(one.score).toBeCloseTo(scores[a], 12);
        expect(one.start + sum(one.columns)).toBeCloseTo(scores[a], 12);
        const apart = one.columns.map((value, column) => value - other.columns[column]);
        expect(sum(apart)).toBeCloseTo(scores[a] - scores[b], 12);
        expect(one.start).toBe(other.start);
        const alone = {...table, columns: table.columns.map((column) => column.slice(a, a + 1))};
        expect(contributionsOf(model, alone, 0)).toEqual(one);
      }),
      {numRuns: 40}
    );
  });

  test("a file that is cut, longer or of another kind is refused", () => {
    const {description, bytes} = file;
    const read = (changes: Partial<TreesFile["description"]>, own = bytes) =>
      decodeModel({description: {...description, ...changes}, bytes: own});
    expect(() => read({}, bytes.subarray(1))).toThrow(`expected ${bytes.length} bytes of nodes`);
    expect(() => read({format: "onnx" as "almanac-trees"})).toThrow("got onnx 1");
    expect(() => read({version: 2 as 1})).toThrow("got almanac-trees 2");
    expect(() => read({trees: description.trees + 1})).toThrow("whole trees");
    expect(() => read({nodes: description.nodes - 1})).toThrow("the file is broken");
    expect(() => read({columns: description.columns.slice(0, 2)})).toThrow("expected a column below 2");
    expect(() => read({goal: undefined, loss: undefined})).toThrow("a forest with a goal or boosted trees");
    const short = description.streams.map((s) => (s.name === "codes" ? {...s, bytes: s.bytes - 1} : s));
    expect(() => read({streams: short}, bytes.subarray(0, -1))).toThrow("the file is broken");
    expect(() =>
      read({streams: description.streams.slice(0, -1)}, bytes.subarray(0, -description.streams[5].bytes))
    ).toThrow('expected a stream "leaves"');
  });
});

test("the first contribution of a stump is its column's alone", () => {
  const column = Float64Array.from({length: 40}, (_, row) => row);
  const stump = trainBoosted(
    {columns: [column, column.map(() => 1)]},
    column.map((x) => (x < 20 ? 1 : 3)),
    {
      ...{loss: "squared", trees: 1, leaves: 2, rate: 1, leastRows: 1, seed: 1}
    }
  );
  const {start, columns, score} = contributionsOf(stump, {columns: [column, column]}, 35);
  expect([start, ...columns, score].map((value) => Math.round(value * 1e5) / 1e5)).toEqual([2, 1, 0, 3]);
});

test("trees that ask more than 254 columns have two bytes for them", () => {
  const columns = uniformColumns(300, 60, 8);
  const wide = trainForest({columns}, above(columns[299]), {
    ...{goal: "probability", trees: 20, features: 300, seed: 1}
  }).model;
  expect(Math.max(...wide.trees.column)).toBe(299);
  const file = encodeModel(
    wide,
    columns.map((_, i) => `x${i}`)
  );
  expect(digest(sorted(decodeModel(published(file))))).toBe(digest(sorted(wide)));
});

test("a file needs one name for each column", () => {
  expect(() => encodeModel(models[0][1], ["a"])).toThrow("expected 5 names of columns, got 1");
});
