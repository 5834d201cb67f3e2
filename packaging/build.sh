#!/usr/bin/env bash
# Builds dist/ppo-desktop/ and lets the built program check itself. Called by `make package`, which makes .venv first.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/setup.sh package
echo "· building dist/ppo-desktop; this takes a minute or two"
.venv/bin/pyinstaller --noconfirm --clean --log-level WARN --distpath dist --workpath build/pyinstaller packaging/ppo-desktop.spec

# Away from the sources and without our environment, as on an office's PC.
program=$PWD/dist/ppo-desktop/ppo-desktop
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
cd /
env -i HOME="$home" LANG=C.UTF-8 "$program" check

# A window that stays until it is ended has found its libraries, plugins, letters and icons.
status=0
env -i HOME="$home" LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen timeout 15 "$program" || status=$?
if [ "$status" != 124 ]; then echo "the window did not stay open (status $status)" >&2; exit 1; fi
echo "baik: jendela"
echo "· $(du -sh "${program%/*}" | cut -f1) in ${program%/*}"
