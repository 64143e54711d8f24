import {type ColumnBins, codesIn, MOST_BINS} from "./bins.js";
import type {BoostedModel} from "./boost.js";
import type {ForestModel} from "./forest.js";
import {readNodes, type Streams, streamNames, writeNodes} from "./streams.js";

/** What a file of trees says of itself, as JSON beside its bytes: all of a model but its nodes. */
export interface TreesDescription {
  readonly format: "almanac-trees";
  readonly version: 1;
  readonly kind: "forest" | "boosted";
  /** Of a forest: what its leaves tell. */
  readonly goal?: ForestModel["goal"];
  /** Of boosted trees: what they lower; a score is turned into a probability by `"logistic"`. */
  readonly loss?: BoostedModel["loss"];
  readonly trees: number;
  readonly nodes: number;
  /** A prediction is base + step × (sum of levels), the sum over the number of trees in a forest. */
  readonly base: number;
  readonly step: number;
  readonly columns: readonly DescribedColumn[];
  /** Parts of the bytes, one after another. */
  readonly streams: readonly {readonly name: keyof Streams; readonly bytes: number}[];
  /** Level that a level of 0 in the file stands for. */
  readonly lowestLevel: number;
}

/** How a column's values become codes, and how much the trees make of it. */
export interface DescribedColumn {
  readonly name: string;
  readonly categorical: boolean;
  readonly edges: readonly number[];
  readonly gain: number;
  readonly splits: number;
}

/** A model as it is published. */
export interface TreesFile {
  readonly description: TreesDescription;
  /** The nodes; they shrink by a good third when compressed. */
  readonly bytes: Uint8Array;
}

/**
 * Writes a model: a read of it predicts the same to the last bit.
 * @param names of the columns
 * @throws where there is not one name for each column
 */
export function encodeModel(model: ForestModel | BoostedModel, names: readonly string[]): TreesFile {
  const {kind, bins, trees, base, step, importance} = model;
  if (names.length !== bins.length)
    throw new Error(`Trees: expected ${bins.length} names of columns, got ${names.length}`);
  const {streams, lowestLevel} = writeNodes(trees, bins);
  const parts = streamNames.map((name) => streams[name]);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return {
    description: {
      format: "almanac-trees",
      version: 1,
      kind,
      ...(model.kind === "forest" ? {goal: model.goal} : {loss: model.loss}),
      trees: trees.roots.length,
      nodes: trees.column.length,
      base,
      step,
      columns: bins.map(({categorical, edges}, i) => ({
        name: names[i],
        categorical,
        edges: [...edges],
        gain: importance.gain[i],
        splits: importance.splits[i]
      })),
      streams: streamNames.map((name) => ({name, bytes: streams[name].length})),
      lowestLevel
    },
    bytes
  };
}

/**
 * Reads a model that `encodeModel` has written. The losses of boosted trees are not in the file.
 * @throws where the description is of something else, or the bytes do not fit it
 */
export function decodeModel({description, bytes}: TreesFile): ForestModel | BoostedModel {
  const {format, version, kind, goal, loss, columns, base, step} = description;
  if (format !== "almanac-trees" || version !== 1)
    throw new Error(`Trees: expected a description of the format almanac-trees 1, got ${format} ${version}`);
  const length = description.streams.reduce((sum, stream) => sum + stream.bytes, 0);
  if (length !== bytes.length)
    throw new Error(`Trees: expected ${length} bytes of nodes, as the description says, got ${bytes.length}`);
  const bins: ColumnBins[] = columns.map(({categorical, edges}) => ({
    categorical,
    edges: Float64Array.from(edges)
  }));
  const wide = bins.findIndex((column) => codesIn(column) > MOST_BINS + 1);
  if (wide >= 0) throw new Error(`Trees: expected at most ${MOST_BINS} bins, got more in column ${wide}`);
  let at = 0;
  const streams = Object.fromEntries(
    description.streams.map((stream) => [stream.name, bytes.subarray(at, (at += stream.bytes))])
  ) as unknown as Streams;
  const trees = readNodes(streams, description, bins);
  const importance = {
    gain: Float64Array.from(columns, ({gain}) => gain),
    splits: Uint32Array.from(columns, ({splits}) => splits)
  };
  if (kind === "forest" && goal) return {kind, goal, bins, trees, base, step, importance};
  if (kind === "boosted" && loss) {
    const losses = {train: new Float64Array(0), validation: new Float64Array(0)};
    return {kind, loss, bins, trees, base, step, importance, losses};
  }
  throw new Error(`Trees: expected a forest with a goal or boosted trees with a loss, got kind "${kind}"`);
}
