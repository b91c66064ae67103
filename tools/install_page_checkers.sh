#!/bin/sh
# Installs what the tests of the pages need: Java and Node (from Debian, when root), and by npm the
# Nu HTML checker and Lighthouse, as tests/pages/package-lock.json names them. Says what is missing.
set -eu

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

missing=""
command -v java >/dev/null || missing="default-jre-headless"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"

if [ -n "$missing" ]; then
    if ! can_install; then
        echo "The tests of the pages need: $missing. Install it first, for example:" >&2
        echo "  sudo apt-get update && sudo apt-get install --no-install-recommends $missing" >&2
        echo "Without it, all other tests run with:  .venv/bin/python -m pytest -m 'not pages'" >&2
        exit 1
    fi
    echo "Installing $missing with apt-get." >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null >&2
    # shellcheck disable=SC2086 # one word for each package
    apt-get install -y -qq --no-install-recommends $missing </dev/null >&2
fi

cd "$(dirname "$0")/../tests/pages"
lock=node_modules/.package-lock.json
if [ ! -e "$lock" ] || [ package-lock.json -nt "$lock" ]; then
    echo "Installing the page checkers (about half a minute, once)." >&2
    npm ci --ignore-scripts --silent >&2
    touch "$lock"
fi
