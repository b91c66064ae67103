#!/bin/sh
# Renews requirements/*.lock from pyproject.toml.
#
#   tools/lock.sh             resolves again, keeps the versions that still fit
#   tools/lock.sh --upgrade   takes the newest releases that are at least two weeks old
#
# Needs the package `uv`; without it, one is installed in a temporary folder.
set -eu
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

find_uv() {
    command -v uv && return
    "${PYTHON:-python3}" -m venv "$scratch/venv"
    "$scratch/venv/bin/python" -m pip install --disable-pip-version-check -q uv
    echo "$scratch/venv/bin/uv"
}

# The build backend is locked too: an editable install then downloads nothing unlocked.
build_requirements() {
    "${PYTHON:-python3}" -c 'import tomllib
for line in tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"]: print(line)'
}

header() {
    echo "# What $1, with hashes. Written by \`make lock\` from pyproject.toml: change that, not this."
}

compile() { # file, purpose, sources and further options
    file=$1 purpose=$2
    shift 2
    # Starting from the test lock's versions makes them all agree.
    cp requirements/test.lock "$scratch/lock"
    build_requirements | "$uv" pip compile "$@" --quiet --no-header \
        --universal --fork-strategy fewest --python-version 3.11.2 --exclude-newer '14 days' \
        --generate-hashes --output-file "$scratch/lock"
    { header "$purpose"; cat "$scratch/lock"; } >"$scratch/whole"
    cp "$scratch/whole" "$file"
}

uv=$(find_uv)
compile requirements/test.lock 'the tests and checks need (all other locks, and more)' \
    - pyproject.toml --extra test "$@"
compile requirements/run.lock '`make run` needs' - pyproject.toml
compile requirements/postgres.lock 'the program needs with PostgreSQL' \
    - pyproject.toml --extra postgres
compile requirements/age.lock 'the program needs to seal answers' - pyproject.toml --extra age
compile requirements/metrics.lock 'the program needs to show its metrics' \
    - pyproject.toml --extra metrics
compile requirements/bench.lock 'the benchmarks compare with' --group bench </dev/null
for cloud in aws azure google; do
    compile "requirements/$cloud.lock" "the form handler needs as a function ($cloud)" \
        --group "$cloud" </dev/null
done
