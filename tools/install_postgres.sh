#!/bin/sh
# Installs what the tests of the PostgreSQL store need (from Debian, when root), or says what to
# install. The tests start clusters of their own; no cluster of the system is made or started.
set -eu

find_server() { # the newest server on the path, or where Debian keeps it
    command -v postgres || ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | grep .
}

find_server >/dev/null && exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    printf '%s\n' \
        "The tests of the PostgreSQL store need its server. Install it first, for example:" \
        "  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install --no-install-recommends postgresql" \
        "  macOS:           brew install postgresql" \
        "Without it, all other tests run with:  .venv/bin/python -m pytest -m 'not postgres'" >&2
    exit 1
fi

echo "Installing postgresql with apt-get." >&2
export DEBIAN_FRONTEND=noninteractive
# Debian's package would make a cluster and start it.
mkdir -p /etc/postgresql-common/createcluster.d
printf 'create_main_cluster = false\n' >/etc/postgresql-common/createcluster.d/none.conf
apt-get update -qq </dev/null >&2
apt-get install -y -qq --no-install-recommends postgresql </dev/null >&2
