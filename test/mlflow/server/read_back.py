"""Reads everything that a mirror left on an MLflow server with MLflow's own client, and prints it as JSON.

Standard input: {"experiment": name, "model": name, "windows": [example][step][feature]}. The server is MLFLOW_TRACKING_URI.
"""

import hashlib
import json
import os
import sys
import tempfile

import mlflow
import numpy as np
from mlflow import MlflowClient


def files_below(folder):
    """sha256 of all files of a folder by their path."""
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def read_run(client, run, folder):
    history = {
        key: [[m.step, m.value, m.timestamp] for m in client.get_metric_history(run.info.run_id, key)]
        for key in run.data.metrics
    }
    artifacts = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, dst_path=os.path.join(folder, run.info.run_id))
    return {
        "id": run.info.run_id,
        "name": run.info.run_name,
        "status": run.info.status,
        "start": run.info.start_time,
        "end": run.info.end_time,
        "params": run.data.params,
        "tags": run.data.tags,
        "history": history,
        "inputs": [
            {"name": i.dataset.name, "digest": i.dataset.digest, "context": {t.key: t.value for t in i.tags}}
            for i in run.inputs.dataset_inputs
        ],
        "models": [output.model_id for output in run.outputs.model_outputs] if run.outputs else [],
        "files": files_below(artifacts),
    }


def main():
    asked = json.load(sys.stdin)
    client = MlflowClient()
    experiment = client.get_experiment_by_name(asked["experiment"])
    runs = client.search_runs([experiment.experiment_id], max_results=1000)
    searched = mlflow.search_runs(
        experiment_names=[asked["experiment"]], filter_string="attributes.status = 'FINISHED'", output_format="list"
    )
    registered = client.get_registered_model(asked["model"])
    versions = client.search_model_versions("name = '%s'" % asked["model"], max_results=1000)
    champion = "models:/%s@champion" % asked["model"]
    logged = mlflow.search_logged_models([experiment.experiment_id], output_format="list")
    with tempfile.TemporaryDirectory() as folder:
        reply = {
            "experiment": {"name": experiment.name, "tags": experiment.tags},
            "runs": [read_run(client, client.get_run(run.info.run_id), folder) for run in runs],
            "finished": len(searched),
            "registered": {
                "description": registered.description,
                "tags": registered.tags,
                "aliases": {alias: str(version) for alias, version in registered.aliases.items()},
            },
            "versions": [
                {"version": str(v.version), "tags": v.tags, "runId": v.run_id, "description": v.description, "status": v.status}
                for v in versions
            ],
            "logged": [
                {
                    "id": model.model_id,
                    "run": model.source_run_id,
                    "status": str(model.status),
                    "metrics": {metric.key: metric.value for metric in model.metrics},
                }
                for model in logged
            ],
        }
    if asked.get("windows"):
        info = mlflow.models.get_model_info(champion)
        model = mlflow.pyfunc.load_model(champion)
        windows = np.asarray(asked["windows"], dtype=np.float32)
        reply["flavors"] = sorted(info.flavors)
        reply["signature"] = info.signature.to_dict()
        reply["prediction"] = np.asarray(model.predict(windows)).tolist()
        try:
            model.predict(windows[:, :-1])
            reply["shape"] = "accepted"
        except mlflow.MlflowException:
            reply["shape"] = "refused"
    print(json.dumps(reply))


main()
