#!/usr/bin/env bash
# Builds dist/ppo-desktop/ and lets the built program check itself. Called by `make package`, which makes .venv first.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "· building dist/ppo-desktop; this takes a minute or two"
.venv/bin/pyinstaller --noconfirm --clean --log-level WARN --distpath dist --workpath build/pyinstaller packaging/ppo-desktop.spec

# Away from the sources and without our environment, as on an office's PC.
program=$PWD/dist/ppo-desktop/ppo-desktop
cd /
env -i HOME="$(mktemp -d)" LANG=C.UTF-8 "$program" check
echo "· $(du -sh "${program%/*}" | cut -f1) in ${program%/*}"
