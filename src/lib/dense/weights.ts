import {normal, type Random} from "../random.js";

/** What a dense net reads and how wide its layers are: exponential linear units in all but the last, which is linear. */
export interface DenseShape {
  /** Numbers a row. */
  readonly inputs: number;
  /** Units of each layer in turn; the last gives the answers. */
  readonly units: readonly number[];
}

/** The weights of a dense net, as Keras and tf.layers keep them: layer by layer. */
export interface DenseWeights {
  readonly shape: DenseShape;
  /** `[layer]`, each `[input][unit]`, row-major. */
  readonly kernels: readonly Float32Array[];
  /** `[layer]`, each `[unit]`. */
  readonly biases: readonly Float32Array[];
}

/** Numbers that go into each layer of a net. */
export function layerInputs({inputs, units}: DenseShape): readonly number[] {
  return [inputs, ...units.slice(0, -1)];
}

/** Weights to start from: kernels normal with variance 2 / inputs (He et al., 2015), drawn layer by layer, and biases 0. */
export function initialDense(shape: DenseShape, random: Random): DenseWeights {
  const draw = normal(random);
  const below = layerInputs(shape);
  return {
    shape,
    kernels: shape.units.map((units, l) => {
      const spread = Math.sqrt(2 / below[l]);
      return Float32Array.from({length: below[l] * units}, () => draw() * spread);
    }),
    biases: shape.units.map((units) => new Float32Array(units))
  };
}

/**
 * Weights as they were given, once every array has the length its shape asks for.
 * @throws where one has not, with its layer and both lengths.
 */
export function checkDense(weights: DenseWeights): DenseWeights {
  const {shape, kernels, biases} = weights;
  const below = layerInputs(shape);
  const layers = Math.max(shape.units.length, kernels.length, biases.length);
  for (let l = 0; l < layers; ++l) {
    const expected = [(below[l] ?? 0) * (shape.units[l] ?? 0), shape.units[l] ?? 0];
    const got = [kernels[l]?.length ?? 0, biases[l]?.length ?? 0];
    if (expected[0] !== got[0] || expected[1] !== got[1])
      throw new Error(
        `dense net: expected a kernel of ${expected[0]} numbers and a bias of ${expected[1]} in layer ${l + 1} (${shape.inputs} inputs, layers of ${shape.units.join(", ")} units), got ${got[0]} and ${got[1]}`
      );
  }
  return weights;
}
