#!/usr/bin/env bash
# All set-up, called by the Makefile; safe to call again at any time.
#   scripts/setup.sh python [EXTRA...]   .venv with this project and the named extras, at the versions of constraints.txt
#   scripts/setup.sh system              what the tests need of the system: independent verifiers (poppler, qpdf, age, NSS,
#                                        JDK, PostgreSQL ...) and the libraries that Qt expects even where there is no screen
#   scripts/setup.sh window              the libraries that a window needs; does nothing where there is no screen
#   scripts/setup.sh package             the same libraries, screen or not: a package carries them along; and binutils
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
    command -v cc >/dev/null || echo gcc libc6-dev  # the shim of tests/faults
    command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
    [ -e /usr/share/java/jaxb-runtime.jar ] || echo libjaxb-java
}

# The system libraries that Qt's wheels expect, and the Debian packages they are in. The wheels bring the rest.
QT_LIBRARIES="
libGL.so.1              libgl1
libEGL.so.1             libegl1
libX11.so.6             libx11-6
libdbus-1.so.3          libdbus-1-3
libfontconfig.so.1      libfontconfig1
libfreetype.so.6        libfreetype6
libglib-2.0.so.0        libglib2.0-0
libgssapi_krb5.so.2     libgssapi-krb5-2
libxkbcommon.so.0       libxkbcommon0
"
# What a real window needs above that: X11, Wayland, printers.
WINDOW_LIBRARIES="
libX11-xcb.so.1         libx11-xcb1
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-image.so.0       libxcb-image0
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-randr.so.0       libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0       libxcb-shape0
libxcb-sync.so.1        libxcb-sync1
libxcb-xfixes.so.0      libxcb-xfixes0
libxcb-xkb.so.1         libxcb-xkb1
libxkbcommon-x11.so.0   libxkbcommon-x11-0
libwayland-client.so.0  libwayland-client0
libwayland-cursor.so.0  libwayland-cursor0
libcups.so.2            libcups2
"

# Reads "library package" lines; prints the packages whose library the loader does not know.
missing_libraries() {
    local known library package
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
    while read -r library package; do
        if [ -n "$package" ] && [[ $known != *$'\t'"$library "* ]]; then echo "$package"; fi
    done
}

setup_system() {
    local missing
    mapfile -t missing < <(missing_packages; missing_libraries <<<"$QT_LIBRARIES")
    if [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"; then return 0; fi
    # In CI nothing may be skipped in silence; elsewhere the tests that need what is missing say so and are skipped.
    if [ "${CI:-}" = true ]; then die "CI needs them all."; fi
    say "going on without them: the tests that need them will be skipped"
}

setup_window() {
    local missing
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname -s)" != Linux ]; then return 0; fi
    mapfile -t missing < <(missing_libraries <<<"$QT_LIBRARIES$WINDOW_LIBRARIES")
    if [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"; then return 0; fi
    say "going on without them: commands work, a window may not open"
}

setup_package() {
    local missing
    mapfile -t missing < <(
        { command -v objdump && command -v strip; } >/dev/null || echo binutils
        missing_libraries <<<"$QT_LIBRARIES$WINDOW_LIBRARIES"
    )
    [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

case "${1:-}" in
    python) shift; setup_python "$@" ;;
    system) setup_system ;;
    window) setup_window ;;
    package) setup_package ;;
    *) die "usage: scripts/setup.sh python [EXTRA...] | system | window | package" ;;
esac
