import {readFile} from "node:fs/promises";
import {dirname} from "node:path/posix";
import {z} from "zod";
import {sha256} from "../../data-loaders/store/files.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import {jsonOf, treesSignature} from "./trees-signature.js";

/** Files by their path below a folder. */
export type Files = Readonly<Record<string, Uint8Array>>;

/** The versions that a model folder says it was made for. */
const versions = {mlflow: "3.17.2", tfjs: "4.22.0", python: "3.11.7"};

interface Layer {
  readonly class_name: string;
  readonly name?: string;
  readonly config: unknown;
  readonly inbound_nodes?: readonly (readonly (readonly unknown[])[])[];
}

const layersModelSchema = z.object({
  format: z.literal("layers-model"),
  modelTopology: z.object({class_name: z.string(), config: z.unknown()}),
  weightsManifest: z.array(z.object({paths: z.array(z.string())}))
});

/**
 * What turns a candidate's files into an MLflow model, beside them: `MLmodel`, and for a tfjs layers model what Python needs to
 * answer with it, `code/almanac_tfjs.py`, `requirements.txt` and `python_env.yaml`. Of trees it says the columns that they take. A candidate
 * without files of its own has a folder that says only whose it is. Equal input gives equal bytes.
 * @param files the candidate's own, by their path below the model's folder
 * @param place the ids that the server gave
 */
export async function modelFolder(
  run: Run,
  files: Files,
  place: {readonly runId: string; readonly modelId?: string}
): Promise<Files> {
  const net = layersModelIn(files);
  const folder = net && dirname(net.path);
  const signature = net ? net.signature : treesSignature(files);
  const described = {
    run_id: place.runId,
    ...(place.modelId === undefined ? {} : {model_id: place.modelId}),
    artifact_path: "model",
    utc_time_created: run.startedAt
      .replace("T", " ")
      .replace(/(?:\.(\d+))?Z$/, (_, f = "0") => `.${f.padEnd(6, "0")}`),
    model_uuid: sha256(run.runId).slice(0, 32),
    mlflow_version: versions.mlflow,
    flavors: {
      almanac: {candidate: run.candidate, files: Object.keys(files).sort()},
      ...(net && {
        tfjs: {format: "layers-model", model: net.path, tfjs_version: versions.tfjs},
        python_function: {
          loader_module: "almanac_tfjs",
          code: "code",
          ...(folder === "." ? {} : {data: folder}),
          python_version: versions.python,
          env: {virtualenv: "python_env.yaml"}
        }
      })
    },
    metadata: {study: run.study, candidate: run.candidate, runId: run.runId},
    ...(signature && {signature})
  };
  const text = (content: string) => new TextEncoder().encode(content);
  return {
    MLmodel: text(`${JSON.stringify(described, null, 1)}\n`),
    ...(net && {
      "code/almanac_tfjs.py": await readFile(new URL("./almanac_tfjs.py", import.meta.url)),
      "requirements.txt": text(`mlflow==${versions.mlflow}\nnumpy>=1.24\n`),
      "python_env.yaml": text(
        `python: ${versions.python}\nbuild_dependencies:\n- pip\ndependencies:\n- -r requirements.txt\n`
      )
    })
  };
}

/** The layers model among the files: the one nearest to the root whose weights are there as well. */
function layersModelIn(files: Files): {path: string; signature?: object} | undefined {
  const paths = Object.keys(files).filter((path) => path.split("/").at(-1) === "model.json");
  paths.sort((a, b) => a.split("/").length - b.split("/").length || (a < b ? -1 : 1));
  for (const path of paths) {
    const {data} = layersModelSchema.safeParse(jsonOf(files[path]));
    const beside = (name: string) => (dirname(path) === "." ? name : `${dirname(path)}/${name}`);
    if (!data?.weightsManifest.every((group) => group.paths.every((name) => beside(name) in files))) continue;
    return {path, signature: signatureOf(data.modelTopology as Layer)};
  }
  return undefined;
}

/** MLflow's signature of a net with one input and one output; undefined where the topology does not tell both shapes. */
function signatureOf(topology: Layer): object | undefined {
  const input = inputShape(topology);
  const output = input && outputShape(topology, input);
  if (!output) return undefined;
  const tensor = (shape: readonly number[]) =>
    JSON.stringify([{type: "tensor", "tensor-spec": {dtype: "float32", shape}}]);
  return {inputs: tensor(input), outputs: tensor(output), params: null};
}

function layersOf({config}: Layer): readonly Layer[] {
  const nested = (config as {layers?: unknown}).layers ?? config;
  return Array.isArray(nested) ? (nested as Layer[]) : [];
}

function inputShape(topology: Layer): number[] | undefined {
  for (const layer of layersOf(topology)) {
    const shape = (layer.config as {batch_input_shape?: (number | null)[]}).batch_input_shape;
    if (shape) return shape.map((length) => length ?? -1);
    const nested = inputShape(layer);
    if (nested) return nested;
  }
  return undefined;
}

/** The shape that a layer or model gives for an input. */
function outputShape(layer: Layer, input: readonly number[]): readonly number[] | undefined {
  const {
    units,
    return_sequences: sequences,
    output_layers: outputs
  } = layer.config as {
    units?: number;
    return_sequences?: boolean;
    output_layers?: readonly (readonly [string, number, number])[];
  };
  const layers = layersOf(layer);
  if (outputs) return shapeAt(layers, outputs[0][0], input);
  if (layers.length > 0)
    return layers.reduce<readonly number[] | undefined>(
      (shape, inner) => shape && outputShape(inner, shape),
      input
    );
  if (layer.class_name === "Dense") return [...input.slice(0, -1), units!];
  if (layer.class_name === "LSTM") return sequences ? [...input.slice(0, -1), units!] : [input[0], units!];
  return ["InputLayer", "Dropout", "Average", "Add"].includes(layer.class_name) ? input : undefined;
}

/** The shape after a named layer of a functional model with one input. */
function shapeAt(
  layers: readonly Layer[],
  name: string,
  input: readonly number[]
): readonly number[] | undefined {
  const layer = layers.find((other) => other.name === name);
  if (!layer) return undefined;
  const from = layer.inbound_nodes?.[0]?.[0]?.[0];
  const before = typeof from === "string" ? shapeAt(layers, from, input) : input;
  return before && outputShape(layer, before);
}
