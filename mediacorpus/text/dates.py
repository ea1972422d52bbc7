"""A printed line that is a date and nothing else, read as a `NewsDate`.

A gate turns away nearly every line that is none.  What passes is cut into words and numbers by a
language pack; each becomes a letter, and a date is a line whose letters match one of a few shapes.
"""

from __future__ import annotations

import datetime
import functools
import re
import unicodedata
from typing import cast

from mediacorpus import languages
from mediacorpus.errors import DateError, UnclearDateError, ValidationError
from mediacorpus.languages import Pack, any_of
from mediacorpus.newsdate import Calendar, DateLike, NewsDate, Order, Precision
from mediacorpus.text.calendars import hijri_days, jalali_day

__all__ = ["read_date"]

_REFERENCE = "reference= (of a page: retrieved=)"

LONGEST = 80
"""No printed date is longer; longer lines are not looked at."""


def read_date(
    line: str,
    *,
    language: str | None = None,
    order: Order | None = None,
    reference: DateLike | None = None,
    on_page: bool = False,
) -> NewsDate:
    """The date that a line is; `NewsDate.parse` tells the arguments and the errors.

    With `on_page` the line stands on a page of the web: if it is no date in the language, it may be
    one in any other; and where the order puts the year last, two digits are one since 1990.
    """
    raw = line.strip()
    figures = raw if raw.isascii() or len(raw) > LONGEST else _in_figures(raw, reference)
    doubt: DateError | None = None
    if _may_be_date(figures):
        text = _common_era().sub(" ", _plain(figures)).strip()
        text = _CTIME.sub(r"\1 \3 \2", text)
        usual = languages.pack(language).dates.order if language else None
        if on_page and (order or usual) in ("DMY", "MDY"):
            text = _SHORT_YEAR.sub(_with_century, text)
        for one in (language, None) if language and on_page else (language,):
            try:
                if date := (
                    _of_other_calendar(text, raw, one, order, reference)
                    or _stamp(text, raw)
                    or _read_words(text, raw, one, order, reference)
                ):
                    return date
            except UnclearDateError:
                raise
            except DateError as error:
                doubt = error
    raise doubt or DateError(f"{raw[:LONGEST]!r} is no date")


_CTIME = re.compile(r"^(\w+ \w+ \d{1,2}) (\d\d:\d\d:\d\d(?: \w+)?) (\d{4})$")
"""As computers print it: "Tue Mar 12 10:30:00 UTC 2019"."""


_SHORT_YEAR = re.compile(r"(?<![\d:./-])(\d{1,2})([./-])(\d{1,2})\2(\d\d)(?![\d:./-]\d|\d)")
"""A date of numbers whose year has two digits."""
FIRST_OF_WEB = 90
"""Two digits from here on are a year of the last century."""


def _with_century(match: re.Match[str]) -> str:
    """A date with the century of its year, where the year can be none but the last number."""
    first, sign, second, year = match.groups()
    century = "19" if int(year) >= FIRST_OF_WEB else "20"
    return f"{first}{sign}{second}{sign}{century}{year}"


# -- the gate ------------------------------------------------------------------------------

_FOLDED = {0xA0: " ", 0x202F: " ", 0x2009: " ", 0x200E: "", 0x200F: "", 0x61C: "", 0xFEFF: ""}
_WORDS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
# What a date without a word has: two separators, or nothing but a year, or a stamp without any.
_FIGURES = re.compile(r"\d ?[./-] ?\d{1,2} ?[./-]|^\D*\d{4}\D*$|\d{14}")


def _may_be_date(line: str) -> bool:
    """The gate: a cheap look that turns away nearly every line that is no date."""
    if len(line) > LONGEST:
        return False
    words, days, duals = _vocabulary()
    found = _WORDS.findall(line)
    if not _DIGIT.search(line) and line.casefold() not in days and duals.isdisjoint(found):
        return False
    if not found and not _FIGURES.search(line):
        return False
    return all(word.casefold() in words for word in found)


@functools.cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Every word that a date may hold, those that are one alone, and those that are two of a unit,
    in all languages."""
    packs = languages.packs()
    return (
        frozenset().union(*(pack.dates.parts for pack in packs)),
        frozenset().union(*(pack.dates.days for pack in packs)),
        frozenset().union(*(words for pack in packs for words in pack.dates.duals.values())),
    )


def _plain(line: str) -> str:
    """The line with plain spaces, plain digits and without direction marks."""
    if line.isascii():
        return line
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c for c in line.translate(_FOLDED)
    ).strip()


# -- stamps of machines --------------------------------------------------------------------

_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,6})\d*)?)?"
    r" ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?)?",
    re.ASCII,
)
_COMPACT = re.compile(
    r"(\d{4})(\d\d)(\d\d)T?(\d\d)(\d\d)(\d\d)(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)


_SIGNED_DAY = re.compile(
    r"(?:(?P<year>\d{4}) ?[年년] ?)?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日号號일]"
)
_SIGNED_CLOCK = re.compile(
    r"(?P<hour>\d{1,2}) ?[時时点點시] ?(?P<minute>\d{1,2}) ?[分분](?: ?\d{1,2} ?[秒초])?"
)


def _in_figures(text: str, reference: DateLike | None) -> str:
    """A line of East Asia with figures for the signs of year, month, day, hour and minute."""
    match = _SIGNED_DAY.search(text)
    if not match:
        return text
    clock = "{:02}:{:02}"
    behind = _SIGNED_CLOCK.sub(
        lambda found: " " + clock.format(int(found["hour"]), int(found["minute"])),
        text[match.end() :],
    ).lstrip()
    before = text[: match.start()]
    year, month, day = match.groups()
    if year:
        said = f"{int(year):04}-{int(month):02}-{int(day):02}"
    elif _may_be_date(f"{before}{day}.{month}. {behind}"):
        said = _latest(int(month), int(day), text, reference)
    else:
        return text
    return f"{before}{said} {behind}".strip()


def _stamp(text: str, raw: str) -> NewsDate | None:
    """The date of a machine's stamp: ISO 8601, extended or compact, or YYYYMMDDHHMMSS."""
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if not match:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    value = f"{year}-{month}-{day}"
    if hour:
        value += f"T{hour}:{minute}" + (f":{second}" if second else "")
        value += (f".{fraction}" if fraction else "") + _offset(offset or "")
    return _news_date(value, raw)


def _offset(printed: str) -> str:
    """'+0300', '+3', 'GMT+1', 'Z', 'UTC' as an ISO offset."""
    match = re.fullmatch(r"(?:GMT|UTC)? ?([+-])(\d{1,2}):?(\d\d)?", printed, re.ASCII)
    if match:
        sign, hours, minutes = match.groups()
        return f"{sign}{int(hours):02}:{minutes or '00'}"
    return "Z" if printed in ("Z", "UTC", "GMT") else ""


def _news_date(value: str, raw: str, zone: str | None = None) -> NewsDate:
    try:
        return NewsDate(value=value, raw=raw, zone=zone)
    except ValidationError as error:
        raise DateError(f"{raw!r} is no date: {error.reason}") from None


# -- other calendars -----------------------------------------------------------------------

_NUMBERED = re.compile(r"(1[34]\d\d)([/.-])(\d{1,2})\2(\d{1,2})(?:\D+(\d{1,2}:\d\d))?")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_PERSIAN_DIGIT = re.compile("[\u06f0-\u06f9]")


def _of_other_calendar(
    text: str,
    raw: str,
    language: str | None,
    order: Order | None,
    reference: DateLike | None,
) -> NewsDate | None:
    """A date of the Persian or of the Islamic calendar; where a Gregorian one stands beside it,
    that is the date."""
    if match := _NUMBERED.fullmatch(text):
        calendar = _numbers_calendar(raw, language)
        year, _, month, day, clock = match.groups()
        return _converted(calendar, int(year), int(month), int(day), clock or "", raw)
    months, first_words, pattern = _other_months()
    if first_words.isdisjoint(_WORDS.findall(text.casefold())):
        return None
    match = pattern.search(text)
    if not match:
        return None
    beside = text[: match.start()] + " " + text[match.end() :]
    beside = _other_links().sub(" ", beside).strip(" ,،/|()–—-")
    clock = beside if _CLOCK.fullmatch(beside) else ""
    if beside and not clock:
        date = _stamp(beside, raw) or _read_words(beside, raw, language, order, reference)
        return date and NewsDate(value=date.value, raw=raw, zone=date.zone)
    word = " ".join((match["month"] or match["month_"]).casefold().split())
    calendar, month_number = months[word]
    if not match["year"]:
        raise UnclearDateError(f"{raw!r} is a date of the {calendar} calendar without a year")
    number = int(match["day"] or match["day_"])
    date = _converted(calendar, int(match["year"]), month_number, number, clock, raw)
    if calendar == "jalali" and match["weekday"]:
        for pack in languages.packs():
            if any(match["weekday"].casefold() in words for words in pack.dates.weekdays):
                _check_weekday(pack, date, match["weekday"])
                break
    return date


def _numbers_calendar(raw: str, language: str | None) -> Calendar:
    """The calendar of a year between 1300 and 1499, in numbers alone."""
    code = (language or "").casefold().split("-")[0]
    if code == "fa" or _PERSIAN_DIGIT.search(raw):
        return "jalali"
    if code == "ar":
        return "hijri"
    raise UnclearDateError(
        f"{raw!r} is of the Persian or the Islamic calendar: pass language='fa' or language='ar'"
    )


def _converted(
    calendar: Calendar, year: int, month: int, day: int, clock: str, raw: str
) -> NewsDate:
    """What a date means in the Gregorian calendar, as precisely as can be told."""
    try:
        if calendar == "jalali":
            value = jalali_day(year, month, day).isoformat()
            value += f"T{clock:0>5}" if clock else ""
        else:
            first, last = (one.isoformat() for one in hijri_days(year, month, day))
            value = first[:7] if first[:7] == last[:7] else first[:4]
            if value != last[: len(value)]:
                raise UnclearDateError(f"{raw!r} can be in two years, {first[:4]} and {last[:4]}")
        return NewsDate(value=value, raw=raw, calendar=calendar)
    except (ValueError, ValidationError) as error:
        raise DateError(f"{raw!r} is no date: {error}") from None


@functools.cache
def _other_months() -> tuple[dict[str, tuple[Calendar, int]], frozenset[str], re.Pattern[str]]:
    """The months of the other calendars, of all languages; the words of which one is in each; and a
    pattern for a day in one."""
    months: dict[str, tuple[Calendar, int]] = {}
    packs = languages.packs()
    calendars: tuple[Calendar, ...] = ("jalali", "hijri")
    for pack in packs:
        for calendar in calendars:
            for number, words in enumerate(getattr(pack.dates, calendar), start=1):
                months.update((word, (calendar, number)) for word in words)
    month = any_of(months).replace(r"\ ", r"\s+")
    weekday = any_of({word for p in packs for words in p.dates.weekdays for word in words})
    ordinal = any_of({word for pack in packs for word in pack.dates.ordinals}) or "(?!)"
    era = any_of({word for pack in packs for word in pack.dates.eras})
    first_words = frozenset(_WORDS.findall(month.casefold())[0] for month in months)
    return (
        months,
        first_words,
        re.compile(
            rf"(?<!\w)(?:(?P<weekday>{weekday})[\s,،]+)?"
            rf"(?:(?P<day>\d{{1,2}})(?:{ordinal})?\s+(?:(?P<month>{month})(?!\w))"
            rf"|(?P<month_>{month})\s+(?P<day_>\d{{1,2}})(?:{ordinal})?(?!\d))"
            rf"(?:[\s,،]+(?P<year>1[34]\d\d)(?!\d))?(?:\s*(?:{era})(?!\w)\.?)?",
            re.IGNORECASE,
        ),
    )


@functools.cache
def _common_era() -> re.Pattern[str]:
    """What says behind a year that it is Gregorian."""
    eras = any_of({word for pack in languages.packs() for word in pack.dates.common_eras})
    return re.compile(rf"(?<=\d\d\d\d)\s*(?:{eras})(?!\w)\.?")


@functools.cache
def _other_links() -> re.Pattern[str]:
    """What stands between the dates of two calendars."""
    links = any_of({word for pack in languages.packs() for word in pack.dates.corresponding})
    return re.compile(rf"(?<!\w)(?:{links})(?!\w)", re.IGNORECASE)


# -- words of a language -------------------------------------------------------------------


def _read_words(
    text: str,
    raw: str,
    language: str | None,
    order: Order | None,
    reference: DateLike | None,
) -> NewsDate | None:
    """A date in the words of one language; without a language, of whichever reads it."""
    found: dict[str, NewsDate] = {}
    doubt: DateError | None = None
    said = {word.casefold() for word in _WORDS.findall(text)}
    packs = (languages.pack(language),) if language else languages.packs()
    for pack in packs if said else packs[:1]:  # figures are the same in all
        if not said <= pack.dates.parts:
            continue
        try:
            usual = cast("Order | None", pack.dates.order) if language else None
            date = _read_in(pack, text, raw, order, usual, reference)
        except DateError as error:
            doubt = doubt or error
        else:
            if date:
                found.setdefault(date.value, date)
    if len(found) > 1:
        raise UnclearDateError(f"{raw!r} can be {' or '.join(sorted(found))}: pass language=")
    if not found and doubt:
        raise doubt
    return next(iter(found.values()), None)


# Each word or number of the line is one letter, and a date is a line whose letters match this.
# n: number of one or two digits, y: year, m: month, x: numbers with separators, t: clock time,
# p: am or pm, z: zone, h: hours, u: any other unit of time, d: two of a unit in one word, a: "ago",
# r: a word such as "yesterday".  Beside them a day may have one weekday (w), and all but a bare
# year may have words such as "on" and "the" (f).
_SHAPE = re.compile(
    r"(?P<clock>(?:t[ph]?|pt|np)z?)?(?P<day>nmy|mny|ymn|x|nm|mn)"
    r"|(?P<day_>nmy|mny|ymn|x|nm|mn)(?P<clock_>(?:t[ph]?|pt|np)z?)"
    r"|(?P<month>my)|(?P<year>y)"
    r"|(?P<named>r)(?P<clock_r>(?:t[ph]?|pt|np)z?)"
    r"|(?P<relative>n[hu]a|an[hu]|[hu]na|ad|r)"
)
_LONGEST_SHAPE = 12


def _read_in(
    pack: Pack,
    text: str,
    raw: str,
    order: Order | None,
    usual: Order | None,
    reference: DateLike | None,
) -> NewsDate | None:
    letters, found = _one_month(pack, *_classify(pack, text))
    shape = letters.translate(_BESIDE)
    match = _SHAPE.fullmatch(shape)
    if not match or (match["year"] and shape != letters):
        return None
    words = [word for letter, word in zip(letters, found, strict=True) if letter not in "wf"]
    part = dict(zip(shape, words, strict=True))
    weekdays = [word for letter, word in zip(letters, found, strict=True) if letter == "w"]
    if weekdays and not (len(weekdays) == 1 and (match["day"] or match["day_"])):
        return None
    weekday = weekdays[0] if weekdays else None
    if match["relative"]:
        return _relative(pack, raw, part, reference)
    if match["named"]:
        named = _relative(pack, raw, part, reference)
        time, zone_of_day = _clock(pack, part, raw)
        return _news_date(named.value + time, raw, zone_of_day)
    if match["year"] or match["month"]:
        month = _month(part["m"].casefold(), pack.dates.locales) if "m" in part else None
        return NewsDate(value=part["y"] + (f"-{month:02}" if month else ""), raw=raw)
    start, end = match.span("day" if match["day"] else "day_")
    if shape[start:end] == "x":
        day = _numeric(pack, words[start], raw, order, usual, weekday)
    else:
        day = _day(pack, shape[start:end], words[start:end], raw, reference)
    start, end = match.span("clock" if match["day"] else "clock_")
    clock, zone = "", None
    if start != end:
        clock, zone = _clock(pack, dict(zip(shape[start:end], words[start:end], strict=True)), raw)
    date = _news_date(day, raw)
    if weekday:
        _check_weekday(pack, date, weekday)
    return _news_date(day + clock, raw, zone) if clock else date


_BESIDE = dict.fromkeys(map(ord, "wf"))


def _check_weekday(pack: Pack, date: NewsDate, weekday: str) -> None:
    """One of the two is wrong, and which one cannot be told."""
    if date.earliest.weekday() != pack.dates.weekday(weekday):
        raise UnclearDateError(
            f"{date.raw!r} names a {weekday}, but {date} was a {date.earliest:%A}"
        )


def _falls_on(weekday: int, year: int, month: int, day: int) -> bool:
    try:
        return datetime.date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def _classify(pack: Pack, text: str) -> tuple[str, list[str]]:
    """The line's letters (see `_SHAPE`) and, for each, its word; no letters for any other line."""
    shape, words = "", []
    position = 0
    scan = pack.dates.scanner.match
    while position < len(text):
        match = scan(text, position)
        if not match or len(shape) > _LONGEST_SHAPE:
            return "", []
        position = match.end()
        letter = match.lastgroup
        if letter and letter != "_":
            shape += letter
            words.append(match[letter])
    return shape, words


def _one_month(pack: Pack, shape: str, words: list[str]) -> tuple[str, list[str]]:
    """The line with one month where it has the same one twice, in two calendars' names: 'كانون
    الثاني/يناير'."""
    at = shape.find("mm")
    if at < 0:
        return shape, words
    first, second = (_month(word.casefold(), pack.dates.locales) for word in words[at : at + 2])
    if first != second:
        return "", []
    return shape[:at] + shape[at + 1 :], words[:at] + words[at + 1 :]


def _day(
    pack: Pack,
    shape: str,
    words: list[str],
    raw: str,
    reference: DateLike | None,
) -> str:
    part = dict(zip(shape, words, strict=True))
    month = _month(part["m"].casefold(), pack.dates.locales)
    day = int(part["n"])
    if "y" in part:
        return f"{part['y']}-{month:02}-{day:02}"
    return _latest(month, day, raw, reference)


def _latest(month: int, day: int, raw: str, reference: DateLike | None) -> str:
    """The last day of that month and number that is not behind the reference."""
    if reference is None:
        raise UnclearDateError(
            f"{raw!r} has no year: pass the day on which it was printed, as {_REFERENCE}"
        )
    last = NewsDate.of(reference).latest.replace(tzinfo=None)
    for year in range(last.year + 1, last.year - 8, -1):  # 8: the 29th of February
        try:
            if datetime.datetime(year, month, day) <= last + datetime.timedelta(days=1):
                return f"{year:04}-{month:02}-{day:02}"
        except (ValueError, OverflowError):
            continue
    raise DateError(f"{raw!r} is no day of any year")


@functools.lru_cache(maxsize=4096)
def _month(word: str, locales: tuple[str, ...]) -> int:
    """The number of the month that a word means: dateparser knows, in some 200 languages."""
    import dateparser

    for locale in locales:
        date: datetime.datetime | None = dateparser.parse(
            f"1 {word} 2000", locales=[locale], settings={"STRICT_PARSING": True}
        )
        if date:
            return date.month
    raise DateError(f"{word!r} is no month in {', '.join(locales)}")


def _numeric(
    pack: Pack,
    printed: str,
    raw: str,
    order: Order | None,
    usual: Order | None,
    weekday: str | None,
) -> str:
    """A date of numbers alone: read only where one reading is left, by the order that the caller
    gives or that is the language's usual one, or by the weekday."""
    parts = re.split(r"\D+", printed)
    if len(parts[0]) == 4:
        return f"{parts[0]}-{int(parts[1]):02}-{int(parts[2]):02}"
    if len(parts[2]) != 4:
        raise UnclearDateError(f"{raw!r} has a year of two digits, which can be any century's")
    first, second, year = int(parts[0]), int(parts[1]), parts[2]
    readings: dict[Order, tuple[int, int]] = {"DMY": (second, first), "MDY": (first, second)}
    possible = {name: md for name, md in readings.items() if 1 <= md[0] <= 12}
    # no language puts the month first where full stops part the numbers
    wanted = order or usual or ("DMY" if "." in printed else None)
    if order and order not in possible:
        raise UnclearDateError(f"{raw!r} is no date with order={order!r}")
    if wanted in possible:
        possible = {wanted: possible[wanted]}
    elif weekday:
        number = pack.dates.weekday(weekday)
        fitting = {name: md for name, md in possible.items() if _falls_on(number, int(year), *md)}
        possible = fitting or possible
    if len(set(possible.values())) > 1:
        by_day, by_month = (f"{year}-{m:02}-{d:02}" for m, d in possible.values())
        raise UnclearDateError(
            f"{raw!r} is {by_day} if the day comes first and {by_month} if the month does: "
            "pass order='DMY' or order='MDY'"
        )
    if not possible:
        raise DateError(f"{raw!r} is no date: neither {first} nor {second} is a month")
    month, day = next(iter(possible.values()))
    return f"{year}-{month:02}-{day:02}"


def _clock(pack: Pack, part: dict[str, str], raw: str) -> tuple[str, str | None]:
    """The time of day as an ISO suffix, and the zone where it has no single offset."""
    hour, *rest = re.split(r"\D+", part.get("t") or part["n"])
    number = int(hour)
    if "p" in part:
        if not 1 <= number <= 12:
            raise DateError(f"{raw!r} is no date: there is no {number} {part['p']}")
        number = number % 12 + (12 if part["p"].casefold() in pack.dates.pm else 0)
    printed = part.get("z", "")
    offset = _offset(printed)
    value = "T" + ":".join([f"{number:02}", *rest]) + offset
    return value, None if offset else printed or None


_UNITS: dict[str, tuple[Precision, int]] = {
    "second": ("minute", 16),
    "minute": ("minute", 16),
    "hour": ("hour", 13),
    "day": ("day", 10),
}


def _relative(pack: Pack, raw: str, part: dict[str, str], reference: DateLike | None) -> NewsDate:
    """'3 hours ago', 'yesterday': as precise as the unit, counted from the reference."""
    if reference is None:
        raise UnclearDateError(
            f"{raw!r} is relative: pass the moment at which it was printed, as {_REFERENCE}"
        )
    base = NewsDate.of(reference)
    word = part.get("h") or part.get("u") or part.get("d")
    unit = pack.dates.unit(word) if word else "day"
    if unit not in _UNITS:
        raise UnclearDateError(f"{raw!r} is no day: a {unit} is too coarse to count back by")
    if unit != "day" and base.precision not in ("minute", "second"):
        raise UnclearDateError(f"{raw!r} needs a reference with a time of day, not {base.value!r}")
    if base.precision in ("year", "month"):
        raise UnclearDateError(f"{raw!r} needs a day as its reference, not {base.value!r}")
    start = base.earliest.replace(tzinfo=None)
    if word:
        count = 2 if "d" in part else int(part["n"])
        moment = _moment(f"{count} {unit}s ago", ("en",), start)
    else:
        moment = _moment(part["r"], pack.dates.locales, start)
    value = moment.isoformat()[: _UNITS[unit][1]]
    if unit != "day" and base.earliest.tzinfo is not None:
        value += base.earliest.isoformat()[-6:]
    return NewsDate(value=value, raw=raw)


def _moment(text: str, locales: tuple[str, ...], base: datetime.datetime) -> datetime.datetime:
    import dateparser

    for locale in locales:
        date: datetime.datetime | None = dateparser.parse(
            text,
            locales=[locale],
            settings={"PARSERS": ["relative-time"], "RELATIVE_BASE": base},
        )
        if date:
            return date
    raise DateError(f"{text!r} is no date")
