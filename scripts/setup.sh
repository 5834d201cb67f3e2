#!/usr/bin/env bash
# All set-up, called by the Makefile; safe to call again at any time.
#   scripts/setup.sh python [EXTRA...]   .venv with this project and the named extras, at the versions of constraints.txt
#   scripts/setup.sh system              the independent verifiers that the tests call (poppler, qpdf, age, NSS, JDK ...)
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '· %s\n' "$*"; }
die() { printf '%s\n' "$*" >&2; exit 1; }

# Prints the prefix with which packages can be installed here ("" for root, "sudo -n"), or fails.
installer() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then return 0; fi
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then echo "sudo -n"; return 0; fi
    return 1
}

# Installs Debian packages where that is possible; otherwise names them in one line to copy, and fails.
install_packages() {
    local prefix log=build/setup-apt.log
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    if prefix=$(installer); then
        say "installing system packages: $*"
        mkdir -p build
        # shellcheck disable=SC2086  # the prefix is empty or two words
        if { $prefix "${apt[@]}" update && $prefix "${apt[@]}" install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
            return 0
        fi
        tail -n 5 "$log" >&2
    fi
    printf 'Missing system packages. To install them: sudo apt-get install %s\n' "$*" >&2
    return 1
}

# The first Python between 3.11 and 3.13 on this machine; PYTHON=... chooses another.
find_python() {
    local name
    for name in ${PYTHON:-python3.11 python3 python3.12 python3.13}; do
        if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

setup_python() {
    local python extras
    extras=$(IFS=,; echo "$*")
    if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        python=$(find_python) || die "Python 3.11, 3.12 or 3.13 is needed. To install it: sudo apt-get install python3 python3-venv"
        if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            install_packages python3-venv || exit 1
        fi
        say "making the virtual environment .venv with $("$python" --version)"
        rm -rf .venv
        "$python" -m venv .venv
    fi
    local pip=(.venv/bin/python -m pip --disable-pip-version-check -qq install --constraint constraints.txt)
    say "installing Python packages${extras:+ ($extras)}; the first time takes a minute or two"
    "${pip[@]}" hatchling
    "${pip[@]}" --no-build-isolation --editable ".${extras:+[$extras]}"
}

missing_packages() {
    command -v pdfsig >/dev/null && command -v pdftoppm >/dev/null || echo poppler-utils
    command -v qpdf >/dev/null || echo qpdf
    command -v age >/dev/null || echo age
    command -v certutil >/dev/null || echo libnss3-tools
    command -v openssl >/dev/null || echo openssl
    command -v javac >/dev/null || echo default-jdk-headless
    [ -e /usr/share/java/jaxb-runtime.jar ] || echo libjaxb-java
}

setup_system() {
    local missing
    mapfile -t missing < <(missing_packages)
    if [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"; then return 0; fi
    # In CI nothing may be skipped in silence; elsewhere the tests that need a verifier say so and are skipped.
    if [ "${CI:-}" = true ]; then die "CI needs every verifier."; fi
    say "going on without them: the tests that need them will be skipped"
}

case "${1:-}" in
    python) shift; setup_python "$@" ;;
    system) setup_system ;;
    *) die "usage: scripts/setup.sh python [EXTRA...] | system" ;;
esac
