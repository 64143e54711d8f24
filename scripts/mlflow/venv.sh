#!/usr/bin/env bash
# Makes a Python environment with MLflow, and with Prometheus' parser of OpenMetrics, in a cache folder outside the project, once, and prints the path of its Python.
# ALMANAC_MLFLOW_VENV names another folder, PYTHON another interpreter to make it with. About 0.9 GB, a minute or two.
set -euo pipefail

version=3.17.2
prometheus=0.26.0
python=${PYTHON:-python3}
folder=${ALMANAC_MLFLOW_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/almanac/mlflow-$version}
complete=$folder/complete-$version

if [ ! -e "$complete" ]; then
  if ! command -v "$python" >/dev/null; then
    echo "$python was expected on the path, to make an environment with MLflow, and it is not there: install Python 3.10 or newer." >&2
    exit 1
  fi
  if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 10))'; then
    echo "MLflow $version needs Python 3.10 or newer, and $python is $("$python" --version 2>&1): name another in PYTHON." >&2
    exit 1
  fi
  rm -rf "$folder"
  mkdir -p "$folder"
  echo "making an environment with MLflow $version in $folder" >&2
  "$python" -m venv "$folder" >&2
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "mlflow==$version" >&2
  touch "$complete"
fi
if ! "$folder/bin/python" -c "import importlib.metadata as m, sys; sys.exit(m.version('prometheus-client') != '$prometheus')" 2>/dev/null; then
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "prometheus-client==$prometheus" >&2
fi
echo "$folder/bin/python"
