#!/bin/sh
# Installs what the tests of deploy/ need: nginx, Caddy and openssl (from Debian, when root), or says
# what to install. The tests start their own; the system's services are neither started nor enabled.
set -eu

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

# Debian asks this file before it starts a service (101 is no). One that is there already stays.
policy=/usr/sbin/policy-rc.d

forbid_services() {
    [ -e "$policy" ] && return
    trap 'rm -f "$policy"' EXIT
    trap 'exit 1' HUP INT TERM
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod 755 "$policy"
}

disable_services() {
    command -v systemctl >/dev/null || return 0
    for package in "$@"; do
        case $package in
            nginx-light) systemctl --quiet disable nginx.service >&2 || true ;;
            caddy) systemctl --quiet disable caddy.service >&2 || true ;;
        esac
    done
}

apt_install() {
    echo "Installing $* with apt-get." >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null >&2
    apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}

missing=""
command -v nginx >/dev/null || missing="$missing nginx-light"
command -v caddy >/dev/null || missing="$missing caddy"
command -v openssl >/dev/null || missing="$missing openssl"
missing=${missing# }
[ -n "$missing" ] || exit 0

if ! can_install; then
    printf '%s\n' \
        "The tests of the servers need: $missing. Install it first, for example:" \
        "  Debian, Ubuntu:  sudo apt-get update && sudo apt-get install --no-install-recommends $missing" \
        "  macOS:           brew install nginx caddy openssl" \
        "Without it, all other tests run with:  .venv/bin/python -m pytest -m 'not servers'" >&2
    exit 1
fi

forbid_services
# shellcheck disable=SC2086 # one word for each package
apt_install $missing
# shellcheck disable=SC2086
disable_services $missing
