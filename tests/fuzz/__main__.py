"""Fuzzing for as long as one likes: ``make fuzz MINUTES=10``.

Each round feeds every target one mutant of one of its seeds or kept files. What goes wrong is put into the corpus
(``corpus/<target>/fault-…``), where the ordinary tests find it, and ends the run with exit 1. ``--keep`` also keeps the
first mutants that got further than any kept file: under a code that the corpus of their target did not show yet.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections import Counter, defaultdict

from fuzz.mutator import mutant
from fuzz.targets import CORPUS, Fault, Target, all_targets, kept

KEYLESS = frozenset(
    {"manifest", "payload", "gzip", "request", "answer", "table", "json", "signing-request", "authority", "scan"}
)
"""Whose files say something without the keys of one run."""
LARGEST_KEPT = 8192


def run(minutes: float, first: int, *, keep: bool) -> int:
    """Feed until the time is over; how many faults there were."""
    targets = all_targets()
    files = {target.name: [*target.seeds, *(data for _name, data in kept(target))] for target in targets}
    others = [data for listed in files.values() for data in listed if len(data) < 100_000]
    codes: dict[str, Counter[str]] = defaultdict(Counter)
    known = {target.name: {_code(target, data) for data in files[target.name]} for target in targets}
    print(f"from mutant {first + 1}", flush=True)  # a run that is ended from outside can be repeated
    end, number, faults = time.monotonic() + 60 * minutes, first, 0
    while time.monotonic() < end:
        for target in targets:
            number += 1
            listed = files[target.name]
            data = mutant(listed[number % len(listed)], number, others)
            try:
                code = target.feed(data)
            except Fault as fault:
                faults += 1
                print(f"{number}: {fault}; kept as {_keep(target, data, 'fault')}", flush=True)
                continue
            codes[target.name][code] += 1
            if keep and target.name in KEYLESS and code not in known[target.name] and len(data) <= LARGEST_KEPT:
                known[target.name].add(code)
                _keep(target, data, code)
    total = sum(counter.total() for counter in codes.values())
    pace = total / max(minutes, 1 / 60)
    print(f"{total} mutants, {pace:.0f} a minute, numbers {first + 1} to {number}, {faults} faults")
    for name, counter in codes.items():
        print(f"  {name}: {counter.total()}, {dict(counter.most_common())}")
    return faults


def _code(target: Target, data: bytes) -> str:
    try:
        return target.feed(data)
    except Fault:
        return "fault"


def _keep(target: Target, data: bytes, what: str) -> str:
    folder = CORPUS / target.name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{what}-{hashlib.sha256(data).hexdigest()[:8]}"
    path.write_bytes(data)
    return str(path.relative_to(CORPUS))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument(
        "--first", type=int, default=time.monotonic_ns() % 1_000_000_007, help="number of the first mutant"
    )
    parser.add_argument("--keep", action="store_true")
    told = parser.parse_args()
    raise SystemExit(1 if run(told.minutes, told.first, keep=told.keep) else 0)
