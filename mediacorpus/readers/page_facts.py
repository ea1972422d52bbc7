"""What a line beside an article says of it: its date, its authors, how long it takes to read.

Such a line is cut where its parts meet (a bar, a dash, a label, a reading time, the edge of a
date), and each part is tried for what it may be.  What is left must be names, or a few words
between bars; a line with more in it is none of facts, whatever date stands in it.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from mediacorpus import languages
from mediacorpus.errors import DateError, UnclearDateError
from mediacorpus.languages import any_of
from mediacorpus.newsdate import NewsDate, Order
from mediacorpus.readers.datelines import dateline_in
from mediacorpus.readers.east_asian_names import is_east_asian, signed_names
from mediacorpus.records import Notice, RawSpan
from mediacorpus.text.dates import read_date
from mediacorpus.text.folding import small_words

__all__ = [
    "Fact", "authors_of", "dateline_of", "differ", "facts_of", "future", "goes_with_names",
    "is_label", "is_label_of_update", "is_role", "names_in", "order_of", "parts_of", "without_by",
    "without_other_calendars",
]  # fmt: skip

Field = Literal[
    "published", "modified", "unclear", "reading_time_minutes", "byline", "section", "other"
]
DATES = ("published", "modified", "unclear")

LONGEST = 200
"""No line of facts is longer."""

LONG = 60
"""No line of facts that is longer ends like a sentence."""

LONG_LABELLED = 120
"""So long is a line with places and sections beside a date that says itself what it is."""


class Fact(NamedTuple):
    """One thing that a line says: for which field, and in which words.

    `unclear` is a date of which the day cannot be told, and `text` then says why; `other` are words
    beside facts that are none.  A `labelled` fact says itself what it is ("Published: …").
    """

    field: Field
    text: str
    date: NewsDate | None = None
    minutes: int | None = None
    labelled: bool = False


def facts_of(
    line: str,
    reference: datetime.datetime | None,
    order: Order | None = None,
    language: str | None = None,
    said: Sequence[str] | None = None,
) -> tuple[Fact, ...]:
    """What a line says of the article; nothing where it is any other line.

    `reference` is when the page was fetched: dates without a year and relative ones need it;
    `order` how dates of numbers alone are to be read, else as is usual in the page's `language`.
    `said` are its `small_words`, where they are known.
    """
    if len(line) > LONGEST or (len(line) > LONG and _SENTENCE_END.search(line, len(line) - 7)):
        return ()
    if not (_DIGIT.search(line) or _words().is_sign(line, said)):
        return ()
    read = _reader(reference, order, language)
    if whole := _date_at(line, 0, len(line), read):
        return (whole,)
    if found := _facts_in(_with_labels(_BARS.split(line)), read, language):
        return found
    parts = _GLUED_PARTS.split(line)
    found = _facts_in(parts, read, language) if len(parts) > 1 else ()
    doubtful = any(fact.field in ("other", "section", "unclear") for fact in found)
    return () if doubtful else found


def _facts_in(parts: Sequence[str], read: _Read, language: str | None) -> tuple[Fact, ...]:
    """What the parts of a line say; nothing where one of them is of any other line."""
    facts: list[Fact] = []
    apart: list[str] = []
    length = sum(map(len, parts))
    for part in parts:
        pieces = list(_pieces(part, read, language))
        known = [piece for piece in pieces if isinstance(piece, Fact)]
        facts += known
        longest = LONG_LABELLED if any(fact.labelled for fact in known) else LONG
        for piece in pieces:
            if isinstance(piece, Fact) or _says_nothing(piece):
                continue
            if names_in(piece, language):
                facts.append(Fact("byline", piece))
            elif known and (time := _MINUTES.fullmatch(piece)):
                facts.append(Fact("reading_time_minutes", piece, minutes=int(time[1])))
            elif clock := _clock_behind_label(piece, facts, read):
                facts.append(clock)  # "Updated at 20:56h."
            elif len(piece) > 40 or piece[-1] in ".!?:":
                return ()
            elif not known:
                apart.append(piece)
            elif _words().by.match(piece):  # "by admin"
                facts.append(Fact("byline", piece, labelled=True))
            elif _may_stand_beside(piece) and length <= longest:
                facts.append(Fact("other", piece))  # "London, 17 July 2023"
            else:
                return ()
    dated = any(fact.field in DATES for fact in facts)
    if all(fact.field == "byline" and not fact.labelled for fact in facts) or len(apart) > 2:
        return ()
    for piece in apart:
        is_section = dated and not _is_outlet(piece) and not _DIGIT.search(piece)
        facts.append(Fact("section" if is_section else "other", piece))
    return tuple(facts)


def _reader(
    reference: datetime.datetime | None, order: Order | None, language: str | None
) -> _Read:
    """Reads a date in the language of its page, else in any other."""
    return functools.partial(
        read_date, language=language, order=order, reference=reference, on_page=True
    )


def order_of(text: str, url: str | None) -> Order | None:
    """How a page prints dates of numbers alone, as far as it shows: one of them is the day in its
    address, or has a day above twelve and none has it elsewhere.

    >>> order_of("06/01/2026 - 13:55", "https://example.org/2026/01/06/gates")
    'DMY'
    >>> order_of("06/01/2026, and 12/24/2025", None)
    'MDY'
    """
    dates = {(match[1], match[3], match[4]) for match in _NUMBERS.finditer(text)}
    match = _DAY_OF_URL.search(url) if url and dates else None
    if match:
        year, month, day = map(int, match.groups())
        same = {(int(y), int(a), int(b)) for a, b, y in dates}
        first, second = (year, day, month) in same, (year, month, day) in same
        if first != second:
            return "DMY" if first else "MDY"
    shown: set[Order] = {"DMY" for one, _, _ in dates if int(one) > 12}
    shown |= {"MDY" for _, other, _ in dates if int(other) > 12}
    return shown.pop() if len(shown) == 1 else None


_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_OF_URL = re.compile(r"/(20\d\d)[/-]?(\d\d?)[/-]?(\d\d?)(?!\d)")


def dateline_of(
    paragraph: str,
    reference: datetime.datetime | None,
    order: Order | None,
    language: str | None = None,
) -> Fact | None:
    """The day in the dateline of a press release, "BOSTON, Sept. 18, 2023 /Example Wire/ …", or of
    an agency, "PORT VILA, March 4, 2023 (Reuters) - …", which has its year."""
    match = _DATELINE.match(paragraph)
    line = None if match else dateline_in(paragraph)
    dated = _DAY_OF_DATELINE.search(line.printed) if line else match
    if dated is None:
        return None
    fact = _date_at(dated["date"], 0, len(dated["date"]), _reader(reference, order, language))
    return fact if fact and fact.date else None


_DAY_OF_DATELINE = re.compile(r", (?P<date>(?:[^\W\d_]+\.? )?\d{1,2}[^(–—-]{0,20} \d{4})")
_DATELINE = re.compile(r"(?P<place>[A-Z][^a-z/\d]{1,60}), (?P<date>[^/]{6,40}) /\S[^/]{1,40}/")


def future(
    field: str,
    date: NewsDate | None,
    retrieved: datetime.datetime | None,
    raw: RawSpan | None = None,
) -> Notice | None:
    """A notice where a date lies more than a day after the page was fetched."""
    if not date or not retrieved or date.overlaps(until=retrieved + datetime.timedelta(days=1)):
        return None
    message = f"{field} {date} lies after the page was fetched, on {retrieved:%F}"
    return Notice(code="date-in-future", message=message, raw=raw)


def differ(one: Fact, other: Fact) -> bool:
    """Whether two facts for one field say different things; the less precise date says the same."""
    if one.date and other.date:
        days = one.date.value, other.date.value
        return not (days[0].startswith(days[1]) or days[1].startswith(days[0]))
    if one.field == "byline":
        return authors_of(one.text) != authors_of(other.text)
    return (one.text, one.minutes) != (other.text, other.minutes)


def without_other_calendars(facts: Sequence[tuple[Fact, ...]]) -> list[tuple[Fact, ...]]:
    """The facts of each line, of which a day of another calendar is none where a Gregorian one
    stands on the same line or a few away: pages of the Arab world print both."""
    dated = [n for n, said in enumerate(facts) if any(f.date and not f.date.calendar for f in said)]

    def kept(number: int, fact: Fact) -> Fact:
        near = any(abs(number - other) <= BESIDE for other in dated)
        return Fact("other", fact.text) if near and fact.date and fact.date.calendar else fact

    if not any(fact.date and fact.date.calendar for said in facts for fact in said):
        return list(facts)
    return [tuple(kept(number, fact) for fact in said) for number, said in enumerate(facts)]


BESIDE = 3
"""So many lines away the same day may stand in another calendar."""

_Read = Callable[[str], NewsDate]
"""`read_date`, with what the caller knows."""

_BARS = re.compile(
    r"\s*[|•｜]\s*|\s*·(?![\u3400-\u9fff\uac00-\ud7a3])\s*|\s+[–—-]\s+(?!\d{1,2}[:.h]\d\d)"
    r"|\s+/\s+(?!\d{1,2}[:.h]\d\d)(?:(?=\d)|(?<=[\dM] / ))"
)
_GLUED_PARTS = re.compile(r"\s*[|•]\s*|(?<=[a-zß-öø-ÿ]{2})(?=[A-ZÀ-Þ])")  # "12:30 UhrLesezeit: …"
_MINUTES = re.compile(r"(\d{1,3})\s?min\.?", re.IGNORECASE)  # the sign of the unit
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d\s?(?:h|hs|hrs|Uhr|[ap]\.?m)?\.?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"(?:[^\W\d_]{3}|[%\d])[\"'”’»)]?[.!?…][\"'”’»)]?$")  # and not "p.m."


def _pieces(part: str, read: _Read, language: str | None) -> Iterator[Fact | str]:
    """A part of a line, cut at labels, at reading times and at the edges of dates."""
    words = _words()
    cuts = {0, len(part)}
    if _DIGIT.search(part):
        said = set(_LETTERS.findall(part.casefold()))
        if not words.label_words.isdisjoint(said):
            cuts |= {match.start() for match in words.label.finditer(part)}
        if not words.reading_words.isdisjoint(said):
            cuts |= {edge for match in words.reading_time.finditer(part) for edge in match.span()}
    for start, end in itertools.pairwise(sorted(cuts)):
        piece = part[start:end].strip(_EDGES)
        if match := words.reading_time.fullmatch(piece):
            minutes = int(next(filter(None, match.groups())))
            yield Fact("reading_time_minutes", piece, minutes=minutes)
            continue
        label = words.label.match(piece)
        begin = label.end() if label else 0
        found = _date_in(piece, begin, read)
        if not found:
            around = [piece]
        else:
            first, last, fact = found
            if label and fact.date:
                field: Field = "modified" if label["modified"] else "published"
                fact = fact._replace(field=field, labelled=True)
            yield fact
            around = [piece[begin:first], piece[last:]]
            if second := _labelled_behind(piece[last:], read):
                yield second
                around.pop()
        if found:
            around = [part for words in around for part in _before_by(words, language)]
        for rest in (one.strip(_EDGES) for one in around):
            if rest and len(rest) <= 120 and _is_byline(rest):
                cut = rest.count("(") > rest.count(")") and f"{rest})" in part
                yield Fact("byline", f"{rest})" if cut else rest, labelled=True)
            elif rest:
                yield rest


def _before_by(words: str, language: str | None) -> tuple[str, ...]:
    """Words cut before a byline in them: "in News by Ann Smith"."""
    for match in re.finditer(" ", words):
        label = _words().by.match(words, match.end())
        if label and names_in(words[label.end() :], language):
            return words[: match.start()], words[match.end() :]
    return (words,)


_EDGES = " ,;:/()–—-：；，、／（）【】"


def _says_nothing(piece: str) -> bool:
    """A button or a bare number beside the facts, as of comments."""
    return piece.isdecimal() or piece.casefold() in _words().furniture


def _clock_behind_label(piece: str, known: Sequence[Fact], read: _Read) -> Fact | None:
    """What words say that are a label and a time of day ("Updated at 20:56h.") or, beside a date,
    a label and a few words ("Updated a month ago"): when the page was updated, if on that day."""
    label = _words().label.match(piece)
    clock = _CLOCK.fullmatch(piece, label.end()) if label else None
    if not label or not (clock or (known and piece.count(" ") <= MOST_BESIDE)):
        return None
    day = next((fact.date for fact in known if fact.date and fact.field == "published"), None)
    if clock and day and label["modified"] and len(day.value) >= len("2019-03-12"):
        try:
            date = read(f"{day.value[:10]} {clock[0].rstrip('.')}")
        except DateError:
            return Fact("other", piece)
        return Fact("modified", piece, date=NewsDate(value=date.value, raw=piece), labelled=True)
    return Fact("other", piece)


MOST_BESIDE = 4


def _with_labels(parts: list[str]) -> list[str]:
    """The parts of a line, each label before what it says: of "Updated - 12 March 2019"."""
    found: list[str] = []
    for part in parts:
        if found and found[-1].casefold() in _words().labels:
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def _labelled_behind(rest: str, read: _Read) -> Fact | None:
    """A second date with its label behind it: "(2019年3月12日 11:20 更新)"."""
    found = _date_in(rest, 0, read)
    if not found or rest[: found[0]].strip(_EDGES):
        return None
    label = rest[found[1] :].strip(_EDGES).casefold()
    if label not in _words().labels or not found[2].date:
        return None
    field: Field = "modified" if label in _words().modified else "published"
    return found[2]._replace(field=field, labelled=True)


def _may_stand_beside(piece: str) -> bool:
    """Whether a piece may be a place, a section or an outlet beside a date: a few words with a
    capital, maybe behind "in"; in a script without them, a few letters or a label with what it
    says ("来源：…")."""
    if is_east_asian(piece):
        return len(piece) <= 8 or "：" in piece[:8]
    first, _, rest = piece.partition(" ")
    if rest and first.rstrip(":") in _words().prepositions:
        piece = rest
    return piece.count(" ") < 3 and piece[0].isalpha() and not piece[0].islower()


def _is_byline(piece: str) -> bool:
    """Whether words after "by" are names, or capitals that end with a role: "By Court Reporter"."""
    label = _words().by.match(piece)
    parts = piece[label.end() :].split() if label else []
    staffed = parts[-1:] and parts[-1].casefold() in _words().roles | _words().staff
    return bool(label and (authors_of(piece) or (staffed and not any(map(str.islower, parts)))))


def _is_outlet(piece: str) -> bool:
    """Whether words are an outlet, an agency or a role rather than a person or a section."""
    words = _words()
    low = piece.casefold()
    parts = low.split()
    return (
        low in words.agencies
        or parts[0] in words.determiners
        or not words.beside_people.isdisjoint(parts)
    )


# -- dates ---------------------------------------------------------------------------------

_TOKEN = re.compile(r"\d\S*|[^\W\d_][^\s\d]*|\S")
_DASHES = "-–—+/,،"  # "03.07.2024 - 18:24", "12 March 2019 / 14:05"
_DATED = re.compile(r"[^\W\d_]|\d{4}|\d[./-]")  # a month, a year or a date of numbers
_SIGNS = "年月日号號時时点點分秒년월일시분초"
_LETTERS = re.compile(rf"[{_SIGNS}]|[^\W\d_{_SIGNS}]+")  # signs stand without spaces


def _date_in(line: str, begin: int, read: _Read) -> tuple[int, int, Fact] | None:
    """The first date in a line from `begin` on, and where it stands.

    It is looked for in each run of words and numbers that a date may hold, first in all of the run,
    then in all but its last or its first ("03 May 2025 4").
    """
    if not _DIGIT.search(line):
        return None
    tokens = [match.span() for match in _TOKEN.finditer(line, begin)]
    for may_be, group in itertools.groupby(
        tokens, lambda span: _may_be_of_date(line[slice(*span)])
    ):
        run = list(group)
        if not may_be or not _DATED.search(line, run[0][0], run[-1][1]):
            continue
        for first, last in ((0, 0), (0, 1), (1, 0), (0, 2), (1, 1)):
            if len(run) > first + last:
                start, end = run[first][0], run[len(run) - 1 - last][1]
                if fact := _date_at(line, start, end, read):
                    return start, end, fact
    return None


def _may_be_of_date(token: str) -> bool:
    words = _words().dates
    if token.isdecimal() or token in _DASHES or token.casefold() in words:
        return True
    letters = _LETTERS.findall(token)
    return token[0].isalnum() and all(
        word.casefold() in words or (len(word) <= 5 and word.isupper()) for word in letters
    )


def _date_at(line: str, start: int, end: int, read: _Read) -> Fact | None:
    """The date that a stretch of a line is, if it is one of a day."""
    text = line[start:end].strip(_EDGES)
    try:
        date = read(text)
    except UnclearDateError as error:
        return Fact("unclear", str(error))
    except DateError:
        return None
    if date.precision in ("year", "month") and not date.calendar:
        return None
    return Fact("published", text, date=date)


# -- names ---------------------------------------------------------------------------------


def authors_of(byline: str, language: str | None = None) -> tuple[str, ...]:
    """The names in a byline, without "by", roles, places and outlets; none where it is no byline.
    `language` is that of its page.

    >>> authors_of("By Jane Smith and Al Roe in London, Political Editor")
    ('Jane Smith', 'Al Roe')
    """
    if is_east_asian(byline):
        return signed_names(byline)
    label = _words().by.match(byline)
    return _names(byline[label.end() :], bare=False) if label else names_in(byline, language)


def goes_with_names(line: str) -> bool:
    """Whether a line begins as a byline does: "by Jane Smith", and "by" alone."""
    return bool(_words().by.match(line + " x"))


def is_label(words: str) -> bool:
    """Whether words are a label and nothing else: "by", "Published on"."""
    return goes_with_names(words) or bool(_words().label.fullmatch(words + " "))


def is_label_of_update(words: str) -> bool:
    """Whether words are a label of the day of an update and nothing else: "Updated:"."""
    label = _words().label.fullmatch(words + " ")
    return bool(label and label["modified"])


def without_by(byline: str) -> str:
    """A byline without the "by" that it begins with."""
    label = _words().by.match(byline)
    return byline[label.end() :] if label else byline


def parts_of(names: str) -> list[str]:
    """What commas, bars and words such as "and" part in a line of names."""
    return [part for part in map(str.strip, _words().between.split(names)[::2]) if part]


def names_in(line: str, language: str | None = None) -> tuple[str, ...]:
    """The names that a line is made of, with nothing beside them but a role or an outlet.

    What is a small word in the `language` of the page is none's first name; without one, in any.

    >>> names_in("Jane Smith / Al Roe")
    ('Jane Smith', 'Al Roe')
    >>> names_in("World News")
    ()
    >>> names_in("Per Hansen", "da")
    ('Per Hansen',)
    """
    if is_east_asian(line):
        return signed_names(line) if len(line) <= LONG else ()
    if len(line) > LONGEST_NAMES:
        return ()
    return _names(line.strip(_BESIDE_NAMES), bare=True, language=language)


LONGEST_NAMES = 120


def _names(line: str, *, bare: bool, language: str | None = None) -> tuple[str, ...]:
    """Names; `bare` ones have no "by" before them, so everything has to look like a name."""
    words = _words()
    if line[-1:] in (".", "?", "!") and not _is_abbreviated(line):
        return ()
    between = words.between_capitals if line.isupper() else words.between
    parts = between.split(_APART.sub(" | ", line))
    found: list[str] = []
    for part, before in zip(parts[::2], ["", *parts[1::2]], strict=True):
        name, rest = _name(part.split())
        if _are_roles(name) or rest.casefold() in words.staff:
            name = []  # "Court Reporter", "Example News Staff"
        joined = before.strip() not in _STOPS
        if (found or not bare) and joined and part.casefold() in words.news_agencies:
            found.append(part)  # "Ann Lee and AP", "Von dpa"
            continue
        if found and part and _is_outlet(part) and (not joined or len(name) < 2):
            continue
        if found and (part[:1] == "@" or part.casefold() in words.behind_names):
            continue  # "Ann Lee | Published", "Ann Lee, Berlin"
        if bare and (
            len(name) < 2 or _is_no_name(name, part, language) or not _is_beside_name(rest)
        ):
            return ()
        if len(name) == 1 and rest and not _is_beside_name(rest):
            return ()  # "Von Oslo bis Rom: …"
        if name and (len(name) > 1 or not found or " " not in found[0]):
            found.append(" ".join(name))
        elif not found:
            return ()
    return tuple(dict.fromkeys(found))


_BESIDE_NAMES = " ,/|·•–—-&"
_APART = re.compile(r"(?<=[a-zß-öø-ÿ]{4})(?=[A-ZÀ-Þ@])|\s+[–—-]\s+|\s+(?=@)")
"""Where a name ends: "Ann SmithThe Example", "Ann Smith - Oslo", "Ann Smith @annsmith"."""
_STOPS = frozenset(",;/|")
"""What parts an author from an affiliation as well as from another author."""
_NAME = re.compile(r"(?:[^\W\d_]|['’.-]|[\u0300-\u036f\u0900-\u0963])+")


def _is_abbreviated(line: str) -> bool:
    """Whether the last word is an initial, or one that a full stop belongs to ("Jr.")."""
    last = line.rsplit(maxsplit=1)[-1].rstrip(".")
    return len(last) == 1 or last in _words().abbreviations


def _name(words: list[str]) -> tuple[list[str], str]:
    """The words of a name at the beginning of some words, and what follows it.

    A name ends before a small word that is no particle and not the last ("Nguyen Van An"), and,
    once it has two words, before a role or a button ("Jane Smith Health reporter", "Jane Smith
    Follow").
    """
    known = _words()
    name: list[str] = []
    full = 0
    for number, word in enumerate(words):
        low = word.casefold()
        small = low in known.small and (number < len(words) - 1 or not word.istitle())
        if full >= 2 and (low in known.beside_names or small):
            if full >= 3 and low in known.roles and number == len(words) - 1:
                name.pop()  # "Health" of "Health reporter"
            break
        if not _NAME.fullmatch(word) or (word.islower() and low not in known.particles):
            break
        name.append(word)
        full += len(word.rstrip(".")) > 1 and not word.islower()
    while name and name[-1].islower():
        name.pop()
    half = len(name) // 2
    if half > 1 and name[:half] == name[half:]:
        return name[:half], ""  # the name of a picture before it
    return (name if len(name) <= 6 and full else []), " ".join(words[len(name) :])


def is_role(words: str) -> bool:
    """Whether words are a role and no name: "Political Editor"."""
    return bool(words) and words.rsplit(maxsplit=1)[-1].casefold() in _words().roles


def _are_roles(name: list[str]) -> bool:
    """Whether words are a role alone, with the section that it is for or without."""
    words = _words()
    low = [word.casefold() for word in name]
    return low[-1:] != [] and low[-1] in words.roles and words.roles_of.issuperset(low)


def _is_beside_name(rest: str) -> bool:
    """Whether what follows a name is a role, an outlet or a place ("in Oslo"), or nothing."""
    first, _, place = rest.partition(" ")
    if first in _words().prepositions:
        return 0 < len(place.split()) <= 3 and not any(map(str.islower, place.split()))
    return not rest or _is_outlet(rest)


def _is_no_name(name: list[str], part: str, language: str | None) -> bool:
    """Whether capitalised words are those of a section, an office or an outlet."""
    words = _words()
    low = part.casefold()
    if low in words.furniture or low in words.sections or low in words.no_people:
        return True
    if name[0].casefold() in words.determiners:
        return True  # "Das Wichtigste", though "das" stands within Portuguese names
    folded = {word.casefold() for word in name}
    buttons = any(folded <= known for known in words.furniture_words)
    named = words.no_names.isdisjoint(folded) and _small_in(language).isdisjoint(folded)
    return buttons or not named


# -- words ---------------------------------------------------------------------------------


class _Words:
    """The packs' words for facts, of all languages, compiled once."""

    def __init__(self) -> None:
        packs = languages.packs()
        pages = [pack.page for pack in packs]
        names = languages.names()
        self.agencies = frozenset(map(str.casefold, names.agencies | names.platforms))
        self.news_agencies = frozenset(map(str.casefold, names.agencies))
        self.roles = frozenset().union(*(page.byline_roles for page in pages))
        self.outlets = frozenset().union(*(pack.sources.outlet_nouns for pack in packs))
        self.abbreviations = frozenset().union(*(pack.sentences.abbreviations for pack in packs))
        self.furniture = frozenset().union(*(page.furniture for page in pages))
        self.furniture_words = [
            frozenset(word for one in page.furniture for word in one.split()) for page in pages
        ]
        self.staff = frozenset().union(*(page.byline_staff for page in pages))
        self.determiners = frozenset().union(*(pack.grammar.determiners for pack in packs))
        self.prepositions = frozenset().union(*(pack.grammar.prepositions for pack in packs))
        self.beside_people = self.roles | self.outlets
        self.beside_names = self.roles | self.furniture | self.agencies
        self.sections = frozenset().union(*(page.sections for page in pages))
        self.roles_of = self.roles | self.sections
        self.particles = frozenset().union(*(pack.sources.particles for pack in packs))
        self.small = (self.prepositions | self.determiners) - self.particles
        no_names = (
            words
            for pack in packs
            for words in (
                pack.sources.organisation_nouns,
                pack.sources.document_nouns,
                pack.sources.group_nouns,
                pack.grammar.determiners,
            )
        )
        self.no_names = self.roles.union(self.outlets, self.sections, *no_names) - self.particles
        self.no_names |= {one for one in map(str.casefold, names.platforms) if len(one) > 1}
        self.dates = frozenset(
            part for pack in packs for word in pack.dates.words for part in _LETTERS.findall(word)
        ).union(_SIGNS)
        published = any_of(frozenset().union(*(page.published for page in pages)))
        self.modified = frozenset().union(*(page.modified for page in pages))
        modified = any_of(self.modified)
        self.label = re.compile(
            rf"(?<![^\W\d_])(?:(?P<published>{published})|(?P<modified>{modified}))"
            r"(?:\s*[:：–—-]\s*|\s+|(?=\d))",
            re.IGNORECASE,
        )
        # Long patterns are tried only where one of their words stands.
        self.labels = frozenset().union(*(page.published | page.modified for page in pages))
        self.places = frozenset().union(*(pack.sources.places for pack in packs))
        self.no_people = self.agencies | self.places
        self.behind_names = self.labels | self.places
        self.label_words = frozenset(
            one for label in self.labels for one in _LETTERS.findall(label)
        )
        authored = frozenset().union(*(page.by for page in pages))
        self.authored_starts = {one[0] for one in authored}
        by = any_of(authored)
        # "bySauli Giliard": of lines that were copied without what parted them
        self.by = re.compile(
            rf"(?:{by})(?:\s*[:：]\s*|\s+|(?-i:(?<=[a-z])(?=[A-ZÀ-Þ][a-z])))(?=\S)", re.IGNORECASE
        )
        duals = (words for pack in packs for words in pack.dates.duals.values())
        signs = authored.union(*(pack.dates.days for pack in packs), *duals)
        self.sign = re.compile(rf"(?<!\w)(?:{any_of(signs)})(?!\w)", re.IGNORECASE)
        self.sign_words = frozenset(one for sign in signs for one in small_words(sign)[:1])
        joiners = frozenset().union(*(page.joiners for page in pages))
        self.between = _between(joiners)
        self.between_capitals = _between({word.upper() for word in joiners})
        reading = {one for page in pages for one in page.reading_time}
        behind = {one.removeprefix("{n}") for one in reading if one.startswith("{n}")}
        others = {one for one in reading if not one.startswith("{n}")}
        self.reading_words = frozenset(
            word for one in reading for word in _LETTERS.findall(one.replace("{n}", " "))
        )
        self.reading_time = re.compile(
            rf"(?<!\w)(?:(\d{{1,3}})(?:{any_of(behind)})|{any_of(others)})(?!\w)".replace(
                r"\{n\}", r"(\d{1,3})"
            ),
            re.IGNORECASE,
        )

    def is_sign(self, line: str, said: Sequence[str] | None) -> bool:
        """Whether a line without a number may say something: "by", "yesterday"."""
        said = small_words(line) if said is None else said
        if not self.sign_words.isdisjoint(said) and self.sign.search(line):
            return True
        return line[:1].casefold() in self.authored_starts and bool(self.by.match(line))


def _between(joiners: Iterable[str]) -> re.Pattern[str]:
    """What parts two names: a mark, or a word such as "and"."""
    joined = any_of(joiners)
    return re.compile(rf"(\s*[,;/|]\s*(?:(?:{joined})\s+)?|\s*&\s*|\s+(?:{joined})\s+)")


@functools.cache
def _small_in(language: str | None) -> frozenset[str]:
    """The small words of a language, which no name on its pages has; without one, of any."""
    packs = (languages.pack(language),) if language else languages.packs()
    small = frozenset[str]().union(
        *(
            one.grammar.prepositions | one.grammar.conjunctions | one.grammar.questions
            for one in packs
        )
    )
    if language and not small:
        small = packs[0].stop_words
    return small - _words().particles


@functools.cache
def _words() -> _Words:
    return _Words()
