"""Play a simulated regency into a folder and hold it against its books; run again, it goes on where it was stopped."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from ppo_desktop.practice.regency import Regency, play, read_in_forks
from ppo_desktop.practice.regency_books import Plan
from ppo_desktop.practice.regency_differences import settled


def main() -> int:
    """Exit code 0 where all totals and gaps are those of the books."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, default=Path("build/regency"))
    arguments.add_argument("--districts", type=int, help="all of them where not said")
    arguments.add_argument("--villages", type=int, help="of each district; all where not said")
    arguments.add_argument("--months", type=int, default=24)
    arguments.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = arguments.parse_args()
    read_in_forks()
    plan = Plan(districts=asked.districts, villages=asked.villages, months=asked.months)
    print(f"{len(plan.district_codes)} districts, {len(plan.village_codes)} villages, {plan.months} months", flush=True)
    start = time.perf_counter()
    for month in play(asked.out, plan, asked.workers):
        print(f"{month}: {time.perf_counter() - start:.0f} s", flush=True)
    with Regency(asked.out, plan) as regency:
        found = settled(regency)
    print("\n".join(found) or "all totals and gaps are those of the books")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
