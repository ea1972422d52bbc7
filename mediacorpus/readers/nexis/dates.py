"""The line of an item that says when it was published, and in which edition."""

from __future__ import annotations

import functools
import re

import attrs

from mediacorpus import languages
from mediacorpus.errors import DateError, UnclearDateError
from mediacorpus.languages import any_of
from mediacorpus.newsdate import NewsDate, Order
from mediacorpus.readers.nexis.labels import words

__all__ = ["DateLine", "date_line"]


@attrs.frozen
class DateLine:
    """What a line says: the date, and the edition behind it, if there is one.

    `doubt` says why there is no date though the line is one, or what contradicts it; `sure` is a
    line that is nothing but a date.
    """

    date: NewsDate | None
    edition: str | None = None
    doubt: str | None = None
    sure: bool = True


LONGEST = 160
FURTHEST_YEAR = 40
"""In characters: what stands before the year is a month, a day and a weekday."""

_YEAR = re.compile(r"(?<![\d.,:/-])(?:1[6-9]|20)\d\d(?![\d/-])|(?<=[a-z ]-)20\d\d(?!\d)")
_FIGURES = re.compile(
    r"(?:(?:1[6-9]|20)\d\d-\d\d-\d\d|\d{1,2}([./-])\d{1,2}\1(?:1[6-9]|20)\d\d)(?!\d)"
)
_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-4])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\b\.?)?(?:\s*Uhr\b)?(?!\d)"
)
_EDGES = " ,;.–—-\u00a0"


def date_line(printed: str, order: Order | None) -> DateLine | None:
    """The date that a line is, with what stands behind it; None for any other line.

    Clocks stand as printed, and zones beside them: Nexis prints one for a source and not for a day,
    so that "EST" stands in summer too, and no moment can be counted from it.

    >>> found = date_line("May 28, 2019 Tuesday 15:43 EST", None)
    >>> found.date.value, found.date.zone
    ('2019-05-28T15:43', 'EST')
    >>> date_line("May 2, 2002, Thursday,, FINAL EDITION", None).edition
    'FINAL EDITION'
    >>> date_line("Covid-19, part 1", None)
    """
    if len(printed) > LONGEST or not any(map(str.isdigit, printed)):
        return None
    figures = _FIGURES.match(printed)
    year = figures or _YEAR.search(printed, 0, FURTHEST_YEAR + 4)
    if not year:
        return None
    core, rest = printed[: year.end()], printed[year.end() :]
    weekdays = _weekday().findall(core)
    bare = _weekday().sub(" ", core).strip(_EDGES)
    if bare == year[0] and not figures and rest.strip(_EDGES):
        return None  # "1984 revisited"
    value, doubt = _day(bare, order)
    if value is None and doubt is None:
        return None
    behind = rest.lstrip(_EDGES)
    separated = behind == "" or rest[:1] in ",;" or rest[:2].isspace()
    zone = None
    clock = ""
    for _ in range(3):
        match = _weekday().match(behind)
        if match:
            weekdays.append(match[0])
        elif not clock and (match := _CLOCK.match(behind)) and (clock := _time(match)):
            after = behind[match.end() :].lstrip()
            if named := _zone(after):
                zone, after = named, after[len(named) :]
            behind, separated = after.lstrip(_EDGES), True
            continue
        else:
            break
        behind, separated = behind[match.end() :].lstrip(_EDGES), True
    edition = behind.strip(_EDGES) or None
    if edition and not (separated or words().editions.search(edition)):
        return None  # "September 11, 2001 remembered"
    if value is None:
        return DateLine(None, edition, doubt, edition is None)
    if clock and len(value) == len("2016-10-10"):
        value += clock
    else:
        zone = None
    said = printed.removesuffix(edition).rstrip(_EDGES) if edition else printed
    date = NewsDate(value=value, raw=said, zone=zone)
    return DateLine(date, edition, _differing(date, weekdays), edition is None)


def _zone(text: str) -> str | None:
    """The time zone that a text begins with."""
    match = words().zones.match(text)
    if not match:
        return None
    named = match[0]
    if named.endswith("Time") or re.match(r"(?:GMT|UTC)(?![A-Za-z])", named):
        return named
    return named if named.casefold() in _zones() else None


def _time(match: re.Match[str]) -> str:
    """A clock as ISO 8601 has it; empty for what is none."""
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23:
        return ""
    return f"T{hour:02}:{match['minute']}" + (f":{match['second']}" if match["second"] else "")


@functools.lru_cache(maxsize=4096)
def _day(printed: str, order: Order | None) -> tuple[str | None, str | None]:
    """The day that words without a weekday and a clock mean, or why none can be told; neither for
    what is no date."""
    try:
        return NewsDate.parse(printed, order=order).value, None
    except UnclearDateError as error:
        return None, str(error)
    except DateError:
        pass
    year = printed[-4:]
    before = printed[:-4].strip(" ,/'-")
    if words().seasons.fullmatch(before):
        return year, None  # a season is no part of an ISO date: it stands in what was printed
    parts = re.split(r"\s*(?:/|-|–|&)\s*", before)
    if len(parts) == 2 and all(parts):
        return _of_two(parts, year, order)
    return None, None


def _of_two(parts: list[str], year: str, order: Order | None) -> tuple[str | None, str | None]:
    """What two months or days of one year have in common: "July/August 2009"."""
    first, last = parts
    month = first.rsplit(" ", 1)[0] if " " in first else ""
    month = month if any(map(str.isalpha, month)) else ""
    found = []
    for one in (first, f"{month} {last}" if last.strip().isdigit() and month else last):
        try:
            found.append(NewsDate.parse(f"{one} {year}", order=order).value)
        except DateError:
            return None, None
    shared = year
    if found[0][:7] == found[1][:7] and len(found[0]) > 7:
        shared = found[0][:7]
    return shared, None


@functools.cache
def _weekday() -> re.Pattern[str]:
    """The days of the week, in all languages."""
    names = {word for pack in languages.packs() for days in pack.dates.weekdays for word in days}
    long = {one for one in names if len(one) > 2 and one.isalpha()}
    return re.compile(rf"(?<!\w)(?:{any_of(long)})(?!\w)\.?,?", re.IGNORECASE)


@functools.cache
def _days_of(weekday: str) -> frozenset[int]:
    """Which day of the week a word is, from Monday on; in some languages it is another."""
    return frozenset(
        number
        for pack in languages.packs()
        for number, days in enumerate(pack.dates.weekdays)
        if weekday in days
    )


@functools.cache
def _zones() -> frozenset[str]:
    return frozenset().union(*(pack.dates.zones for pack in languages.packs()))


def _differing(date: NewsDate, weekdays: list[str]) -> str | None:
    """That the day of the week which was printed is another one."""
    if len(date.value) < len("2016-10-10"):
        return None
    for one in weekdays:
        days = _days_of(one.strip(".,").casefold())
        if days and date.earliest.weekday() not in days:
            return f"{date.raw!r} names a {one.strip('.,')}, which {date.value[:10]} was not"
    return None
