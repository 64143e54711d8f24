import {normal, type Random} from "../random.js";

/** What an LSTM net reads and gives. */
export interface LstmShape {
  /** Steps of a window. */
  readonly steps: number;
  /** Numbers a step. */
  readonly features: number;
  /** Units of the LSTM. */
  readonly units: number;
  /** Numbers that the dense layer gives. */
  readonly outputs: number;
}

/**
 * The weights of LSTM → dense, row-major, as Keras and tf.layers keep them: the columns of the first three lie in four blocks of
 * `units`: input gate, forget gate, candidate, output gate.
 */
export interface LstmWeights {
  readonly shape: LstmShape;
  /** `[features][4 units]` */
  readonly kernel: Float32Array;
  /** `[units][4 units]` */
  readonly recurrentKernel: Float32Array;
  /** `[4 units]` */
  readonly bias: Float32Array;
  /** `[units][outputs]` */
  readonly denseKernel: Float32Array;
  /** `[outputs]` */
  readonly denseBias: Float32Array;
}

/**
 * Weights to start from, as Keras draws them: kernels uniform (Glorot and Bengio, 2010), the recurrent one with orthonormal
 * rows, biases 0 but 1 at the forget gate (Jozefowicz et al., 2015).
 */
export function initialWeights(shape: LstmShape, random: Random): LstmWeights {
  const {features, units, outputs} = shape;
  return {
    shape,
    kernel: glorot(features, 4 * units, random),
    recurrentKernel: orthonormalRows(units, 4 * units, random),
    bias: Float32Array.from({length: 4 * units}, (_, k) => (k >= units && k < 2 * units ? 1 : 0)),
    denseKernel: glorot(units, outputs, random),
    denseBias: new Float32Array(outputs)
  };
}

/**
 * Weights as they were given, once every array has the length its shape asks for.
 * @throws where one has not, with its name and both lengths.
 */
export function checkWeights(weights: LstmWeights): LstmWeights {
  const {features, units, outputs} = weights.shape;
  const lengths = {
    kernel: features * 4 * units,
    recurrentKernel: units * 4 * units,
    bias: 4 * units,
    denseKernel: units * outputs,
    denseBias: outputs
  };
  for (const [name, length] of Object.entries(lengths)) {
    const got = weights[name as keyof typeof lengths].length;
    if (got !== length)
      throw new Error(
        `LSTM: expected ${length} numbers in ${name} (${features} features, ${units} units, ${outputs} outputs), got ${got}`
      );
  }
  return weights;
}

function glorot(rows: number, columns: number, random: Random): Float32Array {
  const limit = Math.sqrt(6 / (rows + columns));
  return Float32Array.from({length: rows * columns}, () => (2 * random() - 1) * limit);
}

/** Normal numbers, each row made orthogonal to those before it (modified Gram–Schmidt) and of length 1. */
function orthonormalRows(rows: number, columns: number, random: Random): Float32Array {
  const out = Float64Array.from({length: rows * columns}, normal(random));
  for (let i = 0; i < rows; ++i) {
    const row = out.subarray(i * columns, (i + 1) * columns);
    for (let j = 0; j < i; ++j) {
      const other = out.subarray(j * columns, (j + 1) * columns);
      const share = dot(row, other);
      for (let k = 0; k < columns; ++k) row[k] -= share * other[k];
    }
    const norm = Math.sqrt(dot(row, row));
    for (let k = 0; k < columns; ++k) row[k] /= norm;
  }
  return Float32Array.from(out);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; ++k) sum += a[k] * b[k];
  return sum;
}
