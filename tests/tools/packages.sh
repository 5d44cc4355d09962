# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
#
# need_packages ENTRY...: installs the missing Debian packages when it may (root, or sudo without a
# password), else names exactly those and exits with 1. An entry is a package, or package=command
# when a command of any origin does as well. Sourced by tests/run and examples/quickstart.

missing_packages() {
    local entry
    for entry in "$@"; do
        case $entry in
            *=*) command -v "${entry#*=}" >/dev/null || echo "${entry%%=*}" ;;
            *) [[ $(dpkg-query -W -f '${db:Status-Status}' "$entry" 2>/dev/null) == installed ]] ||
                echo "$entry" ;;
        esac
    done
}

need_packages() {
    local missing admin=()
    missing=$(missing_packages "$@" | sort -u | tr '\n' ' ')
    missing=${missing% }
    [[ -n $missing ]] || return 0
    if ! command -v apt-get >/dev/null || { [[ $(id -u) -ne 0 ]] && ! sudo -n true 2>/dev/null; }; then
        echo "missing packages: $missing" >&2
        echo "as root: apt-get install --no-install-recommends $missing" >&2
        exit 1
    fi
    [[ $(id -u) -eq 0 ]] || admin=(sudo -n)
    echo "installing: $missing"
    local log
    log=$(mktemp)
    # shellcheck disable=SC2086 # a list of words
    if ! { "${admin[@]}" apt-get update &&
        "${admin[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        echo "could not install: $missing" >&2
        exit 1
    fi
    rm -f "$log"
}
