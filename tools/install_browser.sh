#!/bin/sh
# Prints the path of a Chromium for the browser tests; installs one, or says what to install.
#
# CHROMIUM=/path/to/browser chooses one. Only the path goes to standard output.
set -eu

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

find_chromium() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

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

if [ -n "${CHROMIUM:-}" ]; then
    command -v "$CHROMIUM" && exit 0
    stop "CHROMIUM names $CHROMIUM, which is not a program here."
fi

find_chromium && exit 0
if can_install; then
    apt_install chromium fonts-dejavu-core && find_chromium && exit 0
fi
stop \
    "The browser tests need Chromium. Install it first:" \
    "  Debian:  sudo apt-get update && sudo apt-get install --no-install-recommends chromium fonts-dejavu-core" \
    "  Ubuntu:  sudo snap install chromium" \
    "  macOS:   install Chromium or Chrome, then for example" \
    "           make test CHROMIUM='/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'" \
    "Without a browser, all other tests run with:  .venv/bin/python -m pytest -m 'not browser'"
