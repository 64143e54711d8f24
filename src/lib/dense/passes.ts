import {type Matrix, matrix, multiply, pack, transposed} from "../product/multiply.js";
import type {DenseLayer, DenseMemory} from "./memory.js";

/** Lays the weights out as factors; to be done after they have changed, before a pass. */
export function packForward(net: DenseMemory): void {
  for (const layer of net.layers) pack(net, weightsOf(net, layer, layer.one + 1), layer.packed);
}

/** The same for the way back, which the first layer does not need. */
export function packBackward(net: DenseMemory): void {
  for (const layer of net.layers.slice(1))
    pack(net, transposed({...weightsOf(net, layer, layer.inputs), columns: layer.units}), layer.packedBack);
}

function weightsOf({at}: DenseMemory, {offset, columns}: DenseLayer, rows: number): Matrix {
  return matrix(at.weights + offset, rows, columns);
}

/**
 * Keeps rows to learn from in the memory, as the first layer reads them.
 * @param inputs `[row][input]`, as many rows as there is room for
 */
export function holdExamples({numbers, layers, shape, examples}: DenseMemory, inputs: Float32Array): void {
  const {width, one} = layers[0];
  for (let r = 0; r < examples.most; ++r) {
    const row = examples.start + r * width;
    numbers.set(inputs.subarray(r * shape.inputs, (r + 1) * shape.inputs), row);
    numbers[row + one] = 1;
  }
}

/**
 * Puts examples into the first layer's rows.
 * @param chosen their numbers
 * @returns rows then in use, a multiple of 4: the last ones are filled up with zeros
 */
export function gather(net: DenseMemory, chosen: Uint32Array): number {
  const {numbers, layers, examples} = net;
  const {width, in: place} = layers[0];
  for (let r = 0; r < chosen.length; ++r) {
    const row = examples.start + chosen[r] * width;
    numbers.copyWithin(place + r * width, row, row + width);
  }
  return fillUp(net, chosen.length);
}

/**
 * Puts rows of numbers into the first layer's rows.
 * @param inputs `[row][input]`, at most as many as the memory takes
 * @returns rows then in use, a multiple of 4: the last ones are filled up with zeros
 */
export function putRows(net: DenseMemory, inputs: Float32Array): number {
  const {numbers, layers, shape} = net;
  const {width, in: place} = layers[0];
  const count = inputs.length / shape.inputs;
  for (let r = 0; r < count; ++r)
    numbers.set(inputs.subarray(r * shape.inputs, (r + 1) * shape.inputs), place + r * width);
  return fillUp(net, count);
}

function fillUp({numbers, layers, shape}: DenseMemory, count: number): number {
  const {width, in: place} = layers[0];
  const rows = Math.ceil(count / 4) * 4;
  for (let r = count; r < rows; ++r) numbers.fill(0, place + r * width, place + r * width + shape.inputs);
  return rows;
}

/** From the rows in the memory to the last layer's answers, in rows of its `widthOut`. */
export function forward(net: DenseMemory, rows: number): void {
  const {kernels, layers} = net;
  layers.forEach(({in: from, out, one, width, widthOut, packed, columns}, l) => {
    multiply(net, {...matrix(from, rows, one + 1), row: width}, packed, columns, out, widthOut);
    if (l < layers.length - 1) kernels.elus(rows * widthOut, 4 * out);
  });
}

/**
 * Back from the gradient of the loss by the answers, in the last layer's `slopes`, to that by the weights.
 * @param add whether that is added to what stands in `gradient`: rows of one batch that did not fit at once
 */
export function backward(net: DenseMemory, rows: number, add: boolean): void {
  const {kernels, layers, at, scratch} = net;
  for (let l = layers.length - 1; l >= 0; --l) {
    const {inputs, units, columns, width, widthOut, slopes, offset, packedBack} = layers[l];
    const bySums = {...matrix(slopes, rows, columns), row: widthOut};
    pack(net, bySums, scratch);
    const inputRows = matrix(layers[l].in, rows, width);
    multiply(net, transposed(inputRows), scratch, columns, at.gradient + offset, columns, add);
    if (l === 0) return;
    const below = layers[l - 1];
    multiply(net, {...bySums, columns: units}, packedBack, inputs, below.slopes, width);
    kernels.elusBack(rows * width, 4 * layers[l].in, 4 * below.slopes);
  }
}
