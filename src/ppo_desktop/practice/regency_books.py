"""What happens in an invented regency, and what its offices must therefore hold: the books of the simulation. Pure.

Everything follows from the plan and its seed, so the books can be kept without looking at any office: who is recorded
where in which month, which sticks are lost on the way, and up to which month each office above has each village.

The size of things follows published figures of Kabupaten Sambas: 651,246 inhabitants (December 2024), some 0.8 % of
whom a year are recorded as leaving, and returns at Entikong of which a third were never recorded when they left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from math import exp
from random import Random
from typing import Any

from msgspec import Struct, field

from ppo_desktop.core.offices import Level, office_type, parent, regions
from ppo_desktop.core.period import Month
from ppo_desktop.operations.carriers import along
from ppo_desktop.practice.people import Village

INHABITANTS = 651_246
LEAVING, RETURNING = 0.008, 0.003
"""Of the inhabitants in a year: newly recorded as leaving; come home without having been recorded before."""
DEPARTING, COMING_BACK = 0.75, 0.7
"""Of those recorded: who really leaves; of these, who comes back within two years."""
EVENTS = 0.4
"""A month in a village of the usual size."""
FIRST = Month(2026, 11)
PERSON, DEPARTURE, HOMECOMING, EVENT = "person", "departure", "homecoming", "socialisation"
_COUNTRIES = ("MY",) * 16 + ("BN", "BN", "TW", "KH")
_SECTORS = ("PERKEBUNAN", "PERKEBUNAN", "DOMESTIK", "JASA_KEDAI", "RESTORAN", "KONSTRUKSI", "INDUSTRI")
_SCHEMES = {"prosedural": ("P3MI", "MANDIRI", "RE_ENTRY"), "nonprosedural": ("TANPA_SKEMA",), "belum_jelas": ("",)}
_REASONS = ("UPAH_KURANG", "TANGGUNGAN")
_ACTIVITIES = {"SOS_SLTP": "SISWA", "SOS_SLTA": "SISWA", "SOS_DESA": "PEREMPUAN", "SOS_CPMI": "CPMI"}
_RETURNS = ("KONTRAK_SELESAI", "CUTI", "DEPORTASI", "DEPORTASI", "SAKIT")
Totals = Mapping[str, int]


class Deed(Struct, frozen=True):
    """One thing a clerk writes down."""

    kind: str
    day: date
    values: Mapping[str, Any]
    """As typed; ``person`` is the one of the same key, written down just before."""
    key: str
    """Of what happens to one person, or of one event."""
    is_new: bool = True


class Plan(Struct, frozen=True, dict=True):
    """Which regency, how long, and how much goes astray."""

    code: str = "61.01"
    districts: int | None = None
    """How many of its districts take part, the first by code; ``None``: all."""
    villages: int | None = None
    """How many of each district."""
    months: int = 24
    first: Month = FIRST
    lost: float = 0.10
    """Of all sticks, upwards and downwards."""
    doubled: float = 0.05
    """Of those upwards that arrive: also as a second copy."""
    busy: float = 1.0
    """How often as much happens as is usual."""
    seed: int = 1

    @cached_property
    def district_codes(self) -> tuple[str, ...]:
        return tuple(sorted(code for code in regions() if parent(code) == self.code)[: self.districts])

    @cached_property
    def village_codes(self) -> tuple[str, ...]:
        return tuple(code for district in self.district_codes for code in self.villages_of(district))

    def villages_of(self, district: str) -> tuple[str, ...]:
        """The villages of a district that take part."""
        return tuple(sorted(code for code in regions() if parent(code) == district)[: self.villages])

    @cached_property
    def span(self) -> tuple[Month, ...]:
        """The months that are played."""
        found = [self.first]
        while len(found) < self.months:
            found.append(found[-1].next)
        return tuple(found)

    def until(self, now: Month) -> tuple[Month, ...]:
        """The months that are played, up to ``now``."""
        return self.span[: self.span.index(now) + 1]

    def is_lost(self, code: str, month: Month, way: str = "up") -> bool:
        """Whether the stick of an office that month never arrives; ``way``: ``up``, or ``down`` to it."""
        return Random(f"{self.seed} {way} {code} {month}").random() < self.lost

    def is_doubled(self, code: str, month: Month) -> bool:
        """Whether the file of an office arrives twice."""
        return Random(f"{self.seed} twice {code} {month}").random() < self.doubled


class Life(Struct, frozen=True):
    """What is written down in one village, and the totals its reports must therefore say."""

    deeds: Mapping[Month, list[Deed]]
    totals: Mapping[Month, Totals]


def inhabitants(plan: Plan, village: str) -> float:
    """How many people live in a village; those of all villages of the regency add up to ``INHABITANTS``."""
    return INHABITANTS * _weight(village, plan.seed) / _all_weights(plan.code, plan.seed)


@cache
def life(plan: Plan, village: str) -> Life:
    """All that happens in a village over the months of the plan."""
    return _Chronicle(plan, village).life()


class _Chronicle(Struct, dict=True):
    """A village while its life is being made up."""

    plan: Plan
    village: str
    deeds: dict[Month, list[Deed]] = field(default_factory=dict)
    counts: dict[Month, Counter[str]] = field(default_factory=dict)
    made: int = 0

    @cached_property
    def draw(self) -> Random:
        return Random(f"{self.plan.seed} {self.village}")

    @cached_property
    def people(self) -> Village:
        return Village(self.village, self.plan.seed)

    def life(self) -> Life:
        size = inhabitants(self.plan, self.village) * self.plan.busy
        usual = INHABITANTS / len(_villages(self.plan.code)) * self.plan.busy
        for month in self.plan.span:
            self.deeds.setdefault(month, [])
            self.counts.setdefault(month, Counter())
            for _one in range(_some(self.draw, size * LEAVING / 12)):
                self._leaves(month)
            for _one in range(_some(self.draw, size * RETURNING / 12)):
                self._comes_home(month)
            for _one in range(_some(self.draw, EVENTS * (0.5 + size / usual / 2) * self.plan.busy)):
                self._meets(month)
        names = ("registered", "departed", "returned", "events", "participants")
        totals = {month: {name: self.counts[month][name] for name in names} for month in self.plan.span}
        for deeds in self.deeds.values():
            deeds.sort(key=lambda deed: (deed.day, deed.key, deed.kind != PERSON, not deed.is_new))
        return Life({month: self.deeds[month] for month in self.plan.span}, totals)

    def _write(self, deed: Deed, **counted: int) -> None:
        month = Month.of(deed.day)
        self.deeds.setdefault(month, []).append(deed)
        self.counts.setdefault(month, Counter()).update(counted)

    def _leaves(self, month: Month) -> None:
        person, departure = self._person(month)
        day = person.day
        path = self.draw.choice(("prosedural", "nonprosedural", "nonprosedural", "belum_jelas"))
        values = {
            "person": PERSON,
            "register_number": f"REG/{self.village}/{day.year}/{person.key}",
            "registered_on": day.isoformat(),
            "source": self.draw.choice(("WARGA", "KELUARGA", "SENDIRI", "RT")),
            "status": "proses",
            "destination_country": self.draw.choice(_COUNTRIES),
            "sector": self.draw.choice(_SECTORS),
            "scheme": self.draw.choice(_SCHEMES[path]) or None,
            "reasons": list(_REASONS),
            "path": path,
        }
        self._write(Deed(DEPARTURE, day, values, departure), registered=1)
        if self.draw.random() >= DEPARTING:
            return
        left = day + timedelta(days=self.draw.randrange(1, 90))
        changed = {"status": "berangkat", "departed_on": left.isoformat(), "exit_point": "PLBN_ARUK"}
        self._write(Deed(DEPARTURE, left, changed, departure, is_new=False), departed=1)
        if self.draw.random() < COMING_BACK:
            back = left + timedelta(days=self.draw.randrange(60, 700))
            changed = {"status": "pulang", "returned_on": back.isoformat()}
            self._write(Deed(DEPARTURE, back, changed, departure, is_new=False), returned=1)

    def _comes_home(self, month: Month) -> None:
        person, homecoming = self._person(month)
        reason = self.draw.choice(_RETURNS)
        values = {
            "person": PERSON,
            "returned_on": person.day.isoformat(),
            "reason": reason,
            "deportation_cause": "TANPA_PERMIT" if reason == "DEPORTASI" else None,
            "from_country": "MY",
            "entry_point": "PLBN_ENTIKONG",
        }
        self._write(Deed(HOMECOMING, person.day, values, homecoming))

    def _meets(self, month: Month) -> None:
        day = self._day(month)
        men, women = self.draw.randrange(5, 45), self.draw.randrange(5, 50)
        activity = self.draw.choice(list(_ACTIVITIES))
        values = {
            "activity": activity,
            "held_on": day.isoformat(),
            "region": self.village,
            "audiences": [_ACTIVITIES[activity]],
            "men": men,
            "women": women,
        }
        self._write(Deed(EVENT, day, values, self._key()), events=1, participants=men + women)

    def _person(self, month: Month) -> tuple[Deed, str]:
        """Write a new inhabitant down; the deed, and the key of what is told of them."""
        key = self._key()
        deed = Deed(PERSON, self._day(month), self.people.person(), key)
        self._write(deed)
        return deed, key

    def _day(self, month: Month) -> date:
        return month.first + timedelta(days=self.draw.randrange(month.last.day))

    def _key(self) -> str:
        self.made += 1
        return f"{self.made:05d}"


class Road(Struct, frozen=True, dict=True):
    """How far the offices above have each village's journal after every month, whatever was lost on the way."""

    plan: Plan

    @cached_property
    def at_district(self) -> Mapping[str, Mapping[Month, Month | None]]:
        """Village → month → the newest month its district holds of it once the sticks of that month have come."""
        return {code: self._held(code) for code in self.plan.village_codes}

    @cached_property
    def at_regency(self) -> Mapping[str, Mapping[Month, Month | None]]:
        """The same of the regency."""
        found: dict[str, dict[Month, Month | None]] = {code: {} for code in self.plan.village_codes}
        for district in self.plan.district_codes:
            for month, held in self._brought(district):
                for village in self.plan.villages_of(district):
                    found[village][month] = held.get(village)
        return found

    def _brought(self, district: str) -> Iterator[tuple[Month, Mapping[str, Month]]]:
        """Village → newest month that the regency holds of it, month by month.

        The file of a district takes along what the regency has not said to hold, the oldest first, as many as fit.
        """
        waiting: list[tuple[Month, str]] = []
        held: dict[str, Month] = {}
        for month in self.plan.span:
            waiting += [(month, one) for one in self.plan.villages_of(district) if not self.plan.is_lost(one, month)]
            if not self.plan.is_lost(district, month):
                for newest, village in waiting[: along.MOST_RELAYS]:
                    held[village] = max(newest, held.get(village, newest))
            if not self.plan.is_lost(district, month, "down"):
                waiting = [(newest, village) for newest, village in waiting if newest > held.get(village, _NEVER)]
            yield month, dict(held)

    def _held(self, code: str) -> dict[Month, Month | None]:
        held: Month | None = None
        found = {}
        for month in self.plan.span:
            held = held if self.plan.is_lost(code, month) else month
            found[month] = held
        return found

    def state(self, office: str, village: str, month: Month, now: Month, *, is_over: bool = False) -> str:
        """How ``office`` sees a village's report of ``month`` after the sticks of ``now``, when all is due.

        Args:
            is_over: what had not come by then has been brought after all.
        """
        places = self.at_regency if office_type(office).level is Level.REGENCY else self.at_district
        came = [one for one in self.plan.span if month <= one <= now and (places[village][one] or _NEVER) >= month]
        if not came:
            return "late" if is_over else "missing"
        if came[0] != month:
            return "late"
        return "received" if any(life(self.plan, village).totals[month].values()) else "nihil"


_NEVER = Month(1, 1)


def _some(draw: Random, mean: float) -> int:
    """A number that is drawn as rare things happen (Poisson)."""
    limit, count, product = exp(-min(mean, 500.0)), 0, draw.random()
    while product > limit:
        product *= draw.random()
        count += 1
    return count


def _weight(village: str, seed: int) -> float:
    return Random(f"{seed} size {village}").lognormvariate(0, 0.45)


@cache
def _all_weights(code: str, seed: int) -> float:
    return sum(_weight(village, seed) for village in _villages(code))


@cache
def _villages(code: str) -> tuple[str, ...]:
    return tuple(one for one in regions() if parent(parent(one)) == code)
