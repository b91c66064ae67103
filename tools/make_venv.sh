#!/bin/sh
# Makes the virtual environment $1 with ${PYTHON:-python3}, or says what to install first.
set -eu

python=${PYTHON:-python3}
target=$1

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() {
    echo "Installing $* with apt-get." >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null >&2
    apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

has_python() { command -v "$python" >/dev/null; }
is_recent() { "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; }
has_venv() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

if ! has_python && [ "$python" = python3 ] && can_install; then
    apt_install python3 python3-venv || :
fi
has_python || stop \
    "There is no $python here; Samenkomst needs Python 3.11 or newer." \
    "  Debian, Ubuntu:  sudo apt-get install python3 python3-venv" \
    "  macOS:           install Python from python.org, or: brew install python" \
    "or name one that you have:  make run PYTHON=python3.12"

is_recent || stop \
    "Samenkomst needs Python 3.11 or newer; $python is $("$python" -V 2>&1)." \
    "Install a newer one and name it:  make run PYTHON=python3.12"

if ! has_venv && can_install; then
    apt_install python3-venv || :
fi
has_venv || stop \
    "$python cannot make virtual environments: its venv module is missing. Install it first:" \
    "  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install python3-venv" \
    "  (for a Python of its own name: python3.12-venv for python3.12, and so on)"

# A half-made environment of an earlier try would be kept as it is.
rm -rf "$target"
"$python" -m venv "$target"
