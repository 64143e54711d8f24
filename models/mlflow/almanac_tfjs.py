"""Answers of a tfjs layers model (model.json, weights.bin) in NumPy, without TensorFlow.

MLflow loads it as the `python_function` flavour: `mlflow.pyfunc.load_model("models:/<study>@champion").predict(inputs)`.
Inputs are those of the net itself: scaled windows or rows of features, float32, with the shape of the model's signature.

Layers: InputLayer, Dense, LSTM (last state or all states), Dropout (does nothing), Flatten, Average, Add and whole models, in
Sequential or functional models.
"""

import json
import os

import numpy as np


def _load_pyfunc(path):
    """Called by MLflow with the folder of the model."""
    return LayersModel(os.path.join(path, "model.json"))


class LayersModel:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            described = json.load(file)
        self.weights = _weights(described["weightsManifest"], os.path.dirname(path))
        topology = described["modelTopology"]
        self.topology = topology.get("model_config", topology)

    def predict(self, inputs, params=None):
        """inputs: [example, ...] → answers [example, output], float32."""
        answers = _model(self.topology, [np.asarray(inputs, dtype=np.float64)], self.weights)
        return answers[0].astype(np.float32)


def _weights(manifest, folder):
    """Arrays by their names: float32, one after the other over all files of a group."""
    arrays = {}
    for group in manifest:
        data = b"".join(_read(os.path.join(folder, name)) for name in group["paths"])
        start = 0
        for spec in group["weights"]:
            if spec["dtype"] != "float32" or "quantization" in spec:
                raise ValueError("float32 weights were expected, and %s is %s" % (spec["name"], spec["dtype"]))
            count = int(np.prod(spec["shape"], dtype=np.int64))
            flat = np.frombuffer(data, dtype="<f4", count=count, offset=start)
            arrays[spec["name"]] = flat.reshape(spec["shape"]).astype(np.float64)
            start += 4 * count
    return arrays


def _read(path):
    with open(path, "rb") as file:
        return file.read()


def _model(topology, inputs, weights):
    """The outputs of a model for its inputs, both as lists."""
    config = topology["config"]
    if topology["class_name"] == "Sequential":
        layers = config["layers"] if isinstance(config, dict) else config
        for layer in layers:
            inputs = _layer(layer, inputs, weights)
        return inputs
    values = {key[0]: [value] for key, value in zip(config["input_layers"], inputs)}
    waiting = [layer for layer in config["layers"] if layer["name"] not in values]
    while waiting:
        ready = [layer for layer in waiting if all(key[0] in values for key in _inbound(layer))]
        if not ready:
            raise ValueError("these layers have no inputs: %s" % [layer["name"] for layer in waiting])
        for layer in ready:
            given = [values[key[0]][key[2]] for key in _inbound(layer)]
            values[layer["name"]] = _layer(layer, given, weights)
        waiting = [layer for layer in waiting if layer["name"] not in values]
    return [values[key[0]][key[2]] for key in config["output_layers"]]


def _inbound(layer):
    nodes = layer["inbound_nodes"]
    if len(nodes) != 1:
        raise ValueError("layer %s is used %d times, and once was expected" % (layer["name"], len(nodes)))
    return nodes[0]


def _layer(layer, inputs, weights):
    kind, config = layer["class_name"], layer["config"]
    if kind in ("Sequential", "Model", "Functional"):
        return _model(layer, inputs, weights)
    x = inputs[0]
    if kind in ("InputLayer", "Dropout"):
        return [x]
    if kind == "Flatten":
        return [x.reshape(len(x), -1)]
    if kind == "Average":
        return [sum(inputs) / len(inputs)]
    if kind == "Add":
        return [sum(inputs)]
    named = {name: weights.get("%s/%s" % (config["name"], name)) for name in ("kernel", "recurrent_kernel", "bias")}
    if kind == "Dense":
        return [_activation(config["activation"])(_plus(x @ named["kernel"], named["bias"]))]
    if kind == "LSTM":
        return [_lstm(x, config, **named)]
    raise ValueError("a layer of the kind %s cannot be computed here" % kind)


def _lstm(x, config, kernel, recurrent_kernel, bias):
    """[example, step, feature] → [example, unit], or all states [example, step, unit]; gates in the order i, f, c, o."""
    if config.get("go_backwards") or config.get("stateful"):
        raise ValueError("an LSTM that goes forwards and keeps no state was expected")
    activation, gate = _activation(config["activation"]), _activation(config["recurrent_activation"])
    hidden = np.zeros((len(x), config["units"]))
    cell = np.zeros_like(hidden)
    states = []
    for step in range(x.shape[1]):
        z = _plus(x[:, step] @ kernel + hidden @ recurrent_kernel, bias)
        i, f, c, o = np.split(z, 4, axis=1)
        cell = gate(f) * cell + gate(i) * activation(c)
        hidden = gate(o) * activation(cell)
        states.append(hidden)
    return np.stack(states, axis=1) if config.get("return_sequences") else hidden


def _plus(x, bias):
    return x if bias is None else x + bias


def _activation(name):
    known = {
        "linear": lambda x: x,
        "tanh": np.tanh,
        "sigmoid": lambda x: 0.5 * (1 + np.tanh(0.5 * x)),
        "relu": lambda x: np.maximum(x, 0),
        "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
        "selu": lambda x: 1.0507009873554805
        * np.where(x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0))),
        "softplus": lambda x: np.logaddexp(x, 0),
        "hard_sigmoid": lambda x: np.clip(0.2 * x + 0.5, 0, 1),
        "hardSigmoid": lambda x: np.clip(0.2 * x + 0.5, 0, 1),
    }
    if name not in known:
        raise ValueError("the activation %s cannot be computed here: one of %s was expected" % (name, sorted(known)))
    return known[name]
