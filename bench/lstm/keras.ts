import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {LstmExamples} from "../../src/lib/recurrent/fit.js";
import type {Figure} from "../measure.js";
import {output} from "./output.js";

/** The same net, examples and options in Keras. Arguments: the file of windows, that of targets, epochs. */
const script = `
import importlib.metadata, json, os, resource, sys, time
os.environ.setdefault("KERAS_BACKEND", "tensorflow"); os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"; os.environ["CUDA_VISIBLE_DEVICES"] = ""
import numpy as np, keras
x = np.fromfile(sys.argv[1], "float32").reshape(-1, 30, 12); y = np.fromfile(sys.argv[2], "float32").reshape(-1, 1)
keras.utils.set_random_seed(1)
net = keras.Sequential([keras.Input((30, 12)), keras.layers.LSTM(64), keras.layers.Dropout(0.2), keras.layers.Dense(1)])
net.compile(keras.optimizers.Adam(1e-3), "mse")
marks = []
mark = lambda *_: marks.append((time.perf_counter(), time.process_time()))
h = net.fit(x, y, batch_size=32, epochs=int(sys.argv[3]), verbose=0, callbacks=[keras.callbacks.LambdaCallback(on_epoch_begin=mark)])
mark()
middle = lambda k: float(np.median(np.diff([m[k] for m in marks])[1:]))
backend = keras.backend.backend(); used = resource.getrusage(resource.RUSAGE_SELF)
name = {"tensorflow": ("tensorflow", "tensorflow-cpu")}.get(backend, (backend,))
def version():
    for n in name:
        try: return importlib.metadata.version(n)
        except importlib.metadata.PackageNotFoundError: pass
    return "?"
print(json.dumps({"title": f"Keras {keras.__version__} on {backend} {version()}", "wall": middle(0), "cpu": middle(1), "process": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024, "loss": h.history["loss"][-1]}))
`;

/**
 * Seconds that Keras takes, run by this Python on the back end that KERAS_BACKEND names: per epoch (median of all but the
 * first), and the whole process with its imports.
 */
export async function kerasFigures(
  python: string,
  {windows, targets}: LstmExamples,
  epochs: number
): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "almanac-keras-"));
  try {
    const files = [join(folder, "windows"), join(folder, "targets")];
    writeFileSync(files[0], windows);
    writeFileSync(files[1], targets);
    const {text, wall} = await output(python, ["-", ...files, String(epochs)], script);
    const told = JSON.parse(text) as Record<"wall" | "cpu" | "process" | "memory" | "loss", number> & {
      title: string;
    };
    return [
      {what: `${told.title}: epoch`, value: told.wall, unit: "s"},
      {what: `${told.title}: epoch`, value: told.cpu, unit: "CPU s"},
      {what: `${told.title}: process of ${epochs} epochs`, value: wall, unit: "s"},
      {what: `${told.title}: process of ${epochs} epochs`, value: told.process, unit: "CPU s"},
      {what: `${told.title}: peak memory`, value: told.memory, unit: "MB"},
      {what: `${told.title}: loss after ${epochs} epochs`, value: told.loss, unit: ""}
    ];
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
