import {type Kernels, openKernels, panelWidth} from "../product/kernels.js";
import {checkDense, type DenseShape, type DenseWeights, layerInputs} from "./weights.js";

/**
 * A dense net in one WebAssembly memory. The kernels multiply whole tiles, so units, rows and widths are filled up with zeros,
 * which neither a forward pass nor a gradient moves. A row that goes into a layer is `[inputs | 0 … | 1 | 0 …]`: one product with
 * `[kernel; 0 …; bias; 0 …]` gives the sums of its units, and one product their gradient.
 */
export interface DenseMemory {
  readonly shape: DenseShape;
  readonly kernels: Kernels;
  /** The whole memory. */
  readonly numbers: Float32Array;
  /** Most rows at a time, a multiple of 4. */
  readonly rows: number;
  /** The layers, first to last. */
  readonly layers: readonly DenseLayer[];
  /** The blocks of all layers together, as an index into `numbers`; they lie alike. */
  readonly at: Readonly<Record<WeightBlock, number>>;
  /** Numbers in each of these blocks. */
  readonly weights: number;
  /** Room for a packed factor of all rows. */
  readonly scratch: number;
  /** Rows to learn from, as the first layer reads them: how many there is room for, and where they start. */
  readonly examples: {readonly most: number; readonly start: number};
}

/** A layer's sizes, and where its parts start as an index into `numbers`. */
export interface DenseLayer {
  /** Numbers that go in, without filling. */
  readonly inputs: number;
  /** Units, without filling. */
  readonly units: number;
  /** Units, filled up to whole panels. */
  readonly columns: number;
  /** Place of the 1 in a row that goes in, and of the bias in the weights. */
  readonly one: number;
  /** Width of a row that goes in, and height of the weights. */
  readonly width: number;
  /** Width of a row that comes out: that of a row of the next layer. */
  readonly widthOut: number;
  /** Rows that go in: those that come out of the layer before. */
  readonly in: number;
  /** Rows that come out. */
  readonly out: number;
  /** Gradient by what comes out, and then by the units' sums. */
  readonly slopes: number;
  /** Its weights' place in each block of weights. */
  readonly offset: number;
  /** Its weights as a packed factor of the way forward, and their transpose as one of the way back. */
  readonly packed: number;
  readonly packedBack: number;
}

const weightBlocks = ["weights", "gradient", "firstMoment", "secondMoment"] as const;

type WeightBlock = (typeof weightBlocks)[number];

/**
 * Room for a net of this shape, all weights 0.
 * @param rows most rows that it works on at a time: 128 or so stay in a processor's nearer caches
 * @param examples rows to learn from
 */
export function openDense(shape: DenseShape, rows: number, examples = 0): DenseMemory {
  if (!shape.units.length) throw new Error("dense net: expected one layer or more, got none");
  for (const [what, size] of [
    ["inputs", shape.inputs],
    ...shape.units.map((units, l) => [`units in layer ${l + 1}`, units] as const),
    ["rows", rows]
  ] as const)
    if (!Number.isInteger(size) || size < 1)
      throw new Error(`dense net: expected a whole number of ${what} from 1, got ${size}`);
  const most = filled(rows, 4);
  let end = 0;
  const take = (length: number) => {
    const at = end;
    end += filled(length, 4);
    return at;
  };
  const below = layerInputs(shape);
  const columns = shape.units.map((units) => filled(units, panelWidth));
  const ones = [shape.inputs, ...columns.slice(0, -1)];
  const widths = [...ones.map((one) => filled(one + 1, 4)), columns[columns.length - 1]];
  const offsets = [0];
  columns.forEach((wide, l) => void offsets.push(offsets[l] + widths[l] * wide));
  const weights = offsets[columns.length];
  const at = Object.fromEntries(weightBlocks.map((block) => [block, take(weights)])) as DenseMemory["at"];
  const rowsAt = widths.map((width) => take(most * width));
  const layers = columns.map((wide, l) => ({
    inputs: below[l],
    units: shape.units[l],
    columns: wide,
    one: ones[l],
    width: widths[l],
    widthOut: widths[l + 1],
    in: rowsAt[l],
    out: rowsAt[l + 1],
    slopes: take(most * widths[l + 1]),
    offset: offsets[l],
    packed: take((ones[l] + 1) * wide),
    packedBack: take(shape.units[l] * filled(below[l], panelWidth))
  }));
  const scratch = take(most * Math.max(...columns));
  const start = take(examples * widths[0]);
  const memory = new WebAssembly.Memory({initial: Math.ceil((4 * end) / 65536)});
  const numbers = new Float32Array(memory.buffer);
  for (const layer of layers)
    for (let r = 0; r < most; ++r) numbers[layer.in + r * layer.width + layer.one] = 1;
  return {
    shape,
    kernels: openKernels(memory),
    numbers,
    rows: most,
    layers,
    at,
    weights,
    scratch,
    examples: {most: examples, start}
  };
}

/** The least multiple of `by` from n on. */
function filled(n: number, by: number): number {
  return Math.ceil(n / by) * by;
}

/** Puts weights into the memory. Throws where an array's length does not fit its shape, or the shape the memory's. */
export function putDense(net: DenseMemory, weights: DenseWeights): void {
  checkDense(weights);
  const [own, got] = [net.shape, weights.shape].map(({inputs, units}) => [inputs, ...units].join(", "));
  if (own !== got)
    throw new Error(`dense net: expected weights of ${own} numbers from layer to layer, got ${got}`);
  eachRow(net, weights, (row, at) => net.numbers.set(row, net.at.weights + at));
}

/** A copy of the weights in the memory, or of their gradient or Adam's moments. */
export function takeDense(net: DenseMemory, block: WeightBlock = "weights"): DenseWeights {
  const weights: DenseWeights = {
    shape: net.shape,
    kernels: net.layers.map(({inputs, units}) => new Float32Array(inputs * units)),
    biases: net.layers.map(({units}) => new Float32Array(units))
  };
  eachRow(net, weights, (row, at) => {
    row.set(net.numbers.subarray(net.at[block] + at, net.at[block] + at + row.length));
  });
  return weights;
}

/** Calls back with every row of the weights, and its place in a block. */
function eachRow(
  {layers}: DenseMemory,
  {kernels, biases}: DenseWeights,
  visit: (row: Float32Array, at: number) => void
): void {
  layers.forEach(({inputs, units, columns, one, offset}, l) => {
    for (let i = 0; i < inputs; ++i)
      visit(kernels[l].subarray(i * units, (i + 1) * units), offset + i * columns);
    visit(biases[l], offset + one * columns);
  });
}
