"""Names in a text: where they stand, their titles, and which can stand for one another."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterator
from typing import NamedTuple

from mediacorpus import languages
from mediacorpus.languages import Pack
from mediacorpus.text.folding import fold
from mediacorpus.text.tokens import Tokens

__all__ = [
    "Name",
    "find_names",
    "indefinite",
    "is_called",
    "is_possessive",
    "is_short_for",
    "names_within",
    "singular",
    "unowned",
]


class Name(NamedTuple):
    """A name where it stands in a paragraph: tokens from `first` up to `last`, titles included.

    `words` are the name alone, without titles, possessive and nickname; `start` and `end` their
    code points; `text` the name as one string, with the nickname; `cores` each word folded and
    without a particle tied to it ("al-Basri" is basri); `title` what stands before them ("Foreign
    Minister"), `suffix` what behind them ("MP"); `possessive` says that the name owns what follows
    ("Rubio's"); `keys` are what it may be known by, its cores and its acronym folded, and the
    `nickname`, folded too; `surname` the core by which a person is called: the last but for "Jr."
    and "III", or the one before a given name whose second part is written small, "Eunice Tsang
    Man-yee", "Chow Kit-man".
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    words: tuple[str, ...]
    cores: tuple[str, ...]
    acronym: str
    title: str | None
    suffix: str | None
    possessive: bool
    keys: frozenset[str]
    nickname: str | None = None
    surname: str = ""


_TWO_PARTS = re.compile(r"^[A-Z][a-z]+-[a-z]")


def find_names(
    tokens: Tokens, pack: Pack, surnames: Container[str] = frozenset()
) -> Iterator[Name]:
    """The names of a paragraph, in order; an office alone, "the US President", is none, and no noun
    that begins a sentence but for one of the known `surnames`, folded: "Baker"."""
    kinds, count = "".join(tokens.kind), len(tokens)
    last = 0
    for match in _CAPITAL.finditer(kinds):
        first = match.start()
        if first < last:
            continue
        if kinds[first + 1 : first + 2] == "M" and _is_verb(tokens, first, pack, surnames):
            continue
        last = first + 1
        nickname = None
        while last < count:
            behind, join = None, _joined(tokens, last, pack)
            if join is None and nickname is None and kinds[last] in _MARKS:
                behind, join = _nicknamed(tokens, last, pack)
            if join is None or not _goes_on(tokens, last, pack):
                break
            if last == first + 1 and _is_told(tokens, first, pack):
                break  # "a dit à l'AFP Luc Petit"
            last, nickname = join, nickname or behind
        known = last == first + 1 and unowned(tokens.low[first], pack.code) in surnames
        if not known and _is_common(tokens, first, last, pack):
            continue  # "Member of …", "Officials said …", "the Prime Minister"
        if first > 1 and tokens.word[first - 1] == "The" and tokens.kind[first - 2] not in ".!?":
            first -= 1  # "told The New Arab": the article is part of the name
        yield _name(tokens, first, last, nickname, pack)


def names_within(
    tokens: Tokens, run: Name, called: Container[tuple[str, ...]], pack: Pack
) -> Iterator[Name]:
    """The names among the words of a run of capitals that are `called` so elsewhere, folded, or so
    but for a first name: in a headline any word may look like part of a name."""
    cores = [_core(unowned(word, pack.code)) for word in tokens.word[run.first : run.last]]
    first = behind = 0
    while first < len(cores):
        ends = range(len(cores), first, -1)
        last = next((end for end in ends if tuple(cores[first:end]) in called), None)
        if last is None:
            first += 1
            continue
        if first > behind and cores[first - 1] in pack.sources.given_names:
            first -= 1
        yield _name(tokens, run.first + first, run.first + last, None, pack)
        first = behind = last


def _core(word: str) -> str:
    """A word of a name, folded and without a particle tied to it: "al-Basri" is basri."""
    return fold(word).rpartition(" ")[2]


_CAPITAL = re.compile("M")


def _is_verb(tokens: Tokens, number: int, pack: Pack, surnames: Container[str]) -> bool:
    """Whether a word before a name is a verb with a capital: "Stated Smith", where Smith is known,
    and in a headline "They Are Celebrating Smith"."""
    low = tokens.low[number]
    if _begins_sentence(tokens, number):
        return low in pack.finite_cue_words and tokens.low[number + 1] in surnames
    return low.endswith("ing") and tokens.kind[number - 1] == "X"


def _is_common(tokens: Tokens, first: int, last: int, pack: Pack) -> bool:
    """Whether words with a capital are no name: a noun that begins a sentence, or an office."""
    if tokens.low[first] in pack.reports.phrases and last == first + 1:
        return True  # "According to"
    if last > first + 2 and tokens.low[first] in pack.sources.offices:
        behind = _MORE.match("".join(tokens.kind[last:]))
        if tokens.low[first + 1] in _TYING and behind:
            return True  # "Minister for Health and Social Care, Jane Smith"
    if pack.sources.definite_starts and tokens.low[first] in pack.sources.common:
        named = _name(tokens, first, last, None, pack)
        return named.title is None  # "الوزير": no name is behind the office
    if last == first + 1 and first and is_possessive(tokens.word[first - 1], pack):
        return _is_noun(tokens.low[first], pack)  # "Smith’s Daughter Says"
    if last == first + 1 and tokens.word[first].isupper():
        return tokens.low[first] in pack.sources.person_nouns  # "her MP"
    member = first and tokens.kind[first - 1] == "D" and last > first + 1
    if member and _is_post_nominal(tokens.word[last - 1], tokens.low[last - 1], pack):
        return True  # "the Ely MP"
    if last > first + 1 or not _begins_sentence(tokens, first):
        return tokens.low[last - 1] in pack.sources.offices and (
            last == first + 1 or tokens.low[first] not in pack.sources.given_names
        )
    return _is_noun(tokens.low[first], pack)


_MORE = re.compile("(?:,?CM+)*,M")


def _nicknamed(tokens: Tokens, number: int, pack: Pack) -> tuple[int | None, int | None]:
    """The token of a nickname in marks within a name, 'Tobias "Toby" Lindqvist', and the one behind
    the word with which the name goes on; None and None where there is none."""
    closing = number + 2
    if (
        closing + 1 < len(tokens)
        and tokens.kind[number] in _MARKS
        and tokens.kind[number + 1] in "MN"
        and tokens.kind[closing] in _MARKS
    ):
        join = _joined(tokens, closing + 1, pack, apart=True)
        if join is not None:
            return number + 1, join
    return None, None


_MARKS = frozenset("\"“”'‘’")


def _goes_on(tokens: Tokens, last: int, pack: Pack) -> bool:
    """Whether a name may go on: it owns nothing, or is one of owners, "Dock Workers' Union", or of
    an office, "Information Commissioner's Office"."""
    if not is_possessive(tokens.word[last - 1], pack):
        return True
    if last >= len(tokens) or tokens.kind[last] != "M":
        return False
    sources, owner = pack.sources, unowned(tokens.low[last - 1], pack.code)
    several = owner in pack.grammar.plurals or owner in sources.anybody
    if several and tokens.low[last] in sources.outlet_nouns:
        return True  # "People's Daily"
    an_office = owner in sources.titles or owner in sources.person_nouns
    owners = several or an_office or tokens.word[last - 1][-1] in "'’"
    return owners and tokens.low[last] in sources.organisation_nouns


def _is_told(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether the word before a name of two words is one of whom it is said to, where that stands
    between a verb and who speaks."""
    begin = number - 1
    begin -= begin > 0 and tokens.kind[begin] == "D" and tokens.kind[begin - 1] == "P"
    told = begin > 0 and tokens.low[begin] in pack.grammar.addressing
    behind = tokens.kind[number + 1 : number + 3] == ["M", "M"]
    return told and behind and tokens.low[begin - 1] in pack.cue_words


def _begins_sentence(tokens: Tokens, number: int) -> bool:
    return number == 0 or tokens.kind[number - 1] in '.!?:;"“”'


def singular(noun: str) -> str:
    """One of what a plural in -s names several of; any other noun as it is."""
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def _is_noun(word: str, pack: Pack) -> bool:
    """Whether a word with a capital is a common noun of the pack."""
    sources = pack.sources
    one = singular(word)
    return any(
        word in nouns or one in nouns
        for nouns in (sources.person_nouns, sources.group_nouns, sources.document_nouns)
    )


def _joined(tokens: Tokens, number: int, pack: Pack, *, apart: bool = False) -> int | None:
    """The token behind the next word of a run, if the run goes on: with a capital, or with small
    words and a capital ("van der Bellen", "Ministry of Defence", "Secretary of State").  It goes on
    with the word before it, unless it stands `apart`."""
    kind, sources = tokens.kind, pack.sources
    count = len(kind)
    place = number
    small = 0
    while place < count and small < 3:
        if (place > number or not apart) and tokens.start[place] - tokens.end[place - 1] > 1:
            return None
        if kind[place] == "M":
            titled = (
                small and tokens.low[number] == "of" and tokens.low[number - 1] in sources.titles
            )
            return place + 1 if not titled or _is_office(tokens, number, place, pack) else None
        low = tokens.low[place]
        before = tokens.low[number - 1]
        tying = low in _TYING and tokens.word[place] == low  # but "Campaign Of" in a headline
        if (
            low in sources.particles
            or (
                tying
                and (
                    before in sources.organisation_nouns
                    or before in sources.organisation_words
                    or before in sources.titles
                )
            )
            or (low == "of" and place == number and _may_be_of(tokens, number - 1, pack))
            or (low == "&" and place == number)
            or (low == "on" and before in sources.organisations_on)
            or (
                low == "and"
                and place == number
                and (_has_two_fields(tokens, number, pack) or _has_initials(tokens, number))
            )
            or (tying and number > 1 and tokens.low[number - 2] in sources.kept_titles)
            or (low == "the" and small)
        ):
            place += 1
            small += 1
        else:
            return None
    return None


_TYING = frozenset(("of", "for", "&"))


def _has_two_fields(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether an "and" is of a name such as "Department of Health and Human Services"."""
    behind = tokens.word[number + 1] if number + 1 < len(tokens) else ""
    ties = range(max(number - 3, 1), number - 1)
    return behind.istitle() and any(
        tokens.low[tie] in ("of", "for", "on")
        and tokens.low[tie - 1] in pack.sources.organisations_of_two
        for tie in ties
    )


def _may_be_of(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether a word may have an "of" in the name of a body: "Journal of Medicine", or an acronym,
    "the ACLU of Texas"."""
    word, low = tokens.word[number], tokens.low[number]
    if low in pack.sources.outlet_nouns:
        return True
    acronym = word.isupper() and word.isalpha() and len(word) >= SHORTEST_ACRONYM
    return acronym and low not in pack.sources.not_bodies and low not in pack.sources.titles


SHORTEST_ACRONYM = 3
"""So many letters an acronym has at least that may have an "of" behind it."""


def _has_initials(tokens: Tokens, number: int) -> bool:
    """Whether an "and" is within words whose initials stand in brackets behind them: "Ghana Nurses
    and Midwives Association (GNMA)"."""
    end = number + 1
    while end < len(tokens) and tokens.kind[end] == "M":
        end += 1
    if tokens.kind[end : end + 3] != ["(", "M", ")"]:
        return False
    letters = tokens.word[end + 1]
    first = end
    while first > 0 and tokens.kind[first - 1] in "MC":
        first -= 1
    words = (tokens.word[n] for n in range(first, end) if tokens.kind[n] == "M")
    return "".join(word[0] for word in words).endswith(letters)


def _is_office(tokens: Tokens, number: int, place: int, pack: Pack) -> bool:
    """Whether "of" and a word are of a title: "Secretary of State", but not "Bishop of Oslo"."""
    return (
        tokens.low[place] in pack.sources.offices_of
        or tokens.low[number - 1] in pack.sources.organisation_nouns
    )


def _name(tokens: Tokens, first: int, last: int, nickname: int | None, pack: Pack) -> Name:
    taken = _taken_apart(
        tuple(tokens.word[first:last]),
        "".join(tokens.kind[first:last]),
        None if nickname is None else nickname - first,
        last < len(tokens.kind),
        pack.code,
    )
    begin, end = first + taken.begin, first + taken.end
    start, stop = tokens.start[begin], tokens.end[end - 1] - taken.cut
    text = tokens.text
    return Name(
        first,
        last,
        start,
        stop,
        " ".join(taken.words) if nickname is None else text[start:stop],
        taken.words,
        taken.cores,
        taken.acronym,
        text[tokens.start[first] : tokens.end[begin - 1]] if taken.titled else None,
        text[tokens.start[end] : tokens.end[last - 1]] if end < last else None,
        taken.possessive,
        taken.keys,
        taken.nickname,
        taken.surname,
    )


class _Taken(NamedTuple):
    """What the words of a name say wherever they stand: its own from `begin` up to `end`, without
    the `cut` last letters."""

    begin: int
    end: int
    cut: int
    words: tuple[str, ...]
    cores: tuple[str, ...]
    acronym: str
    titled: bool
    possessive: bool
    keys: frozenset[str]
    nickname: str | None
    surname: str


@functools.lru_cache(maxsize=2**14)
def _taken_apart(
    words: tuple[str, ...], kinds: str, nickname: int | None, goes_on: bool, language: str
) -> _Taken:
    """A name taken apart; `nickname` is the number of that among its words."""
    pack = languages.pack(language)
    sources = pack.sources
    low = [word.lower().replace("’", "'") for word in words]
    begin, end = 0, len(words)
    generation = end > 2 and low[-1] in sources.generations  # "Martin Luther King III"
    for number in range(end - 1 - generation):
        if low[number] in sources.given_names and low[number + 1] in sources.particles:
            break  # "Sultan bin Rashid"
        if (
            low[number] in sources.titles
            or low[number] + "." in sources.titles
            or _is_post_nominal(words[number], low[number], pack)  # "Acme MD Ann Lee"
            or (words[number].isupper() and low[number] in sources.ranks)  # "DCI Lee"
            or (number == begin and _is_role(low[number:end], pack))
            or (
                pack.grammar.capital_nouns  # "Regierungssprecherin Ann Lee"
                and end - number > 2
                and low[number].endswith(sources.person_endings)
            )
        ):
            begin = number + 1
            while begin < end - 1 and kinds[begin] in "PD":
                begin += 1  # "Secretary of State Lee"
            if begin > number + 1:
                begin += 1
            if sources.definite_starts:
                begin = _behind_office(low, number, end, pack)
    owned = (unowned(one, language) in sources.organisation_nouns for one in low[begin:])
    firm = end == begin + 1 and low[0] in sources.firm_starts
    if begin >= end or (begin and (any(owned) or (firm and low[-1] in sources.organisation_words))):
        begin = 0  # "Justice Department", "General Motors"
    if begin == end - 1 and begin and low[begin - 1] in sources.kept_titles:
        begin -= 1  # "Prince Andrew"
    while end - 1 > begin + 1 and _is_post_nominal(words[end - 1], low[end - 1], pack):
        end -= 1
    own = [
        word
        for number, word in enumerate(words[begin:end], begin)
        if nickname is None or not nickname - 1 <= number <= nickname + 1
    ]
    final = own[-1]
    bare = unowned(final, language)
    possessive = bare != final
    if goes_on and final.endswith(".") and len(final) > 3 and len(own) == 1:
        bare = bare.rstrip(".")
    own[-1] = bare
    cores = tuple(_core(word) for word in own)
    acronym = "".join(word[0] for word in own if word[0].isupper())
    called = None if nickname is None else _core(words[nickname])
    short = (acronym.casefold(),) if len(acronym) > 1 else ()
    return _Taken(
        begin=begin,
        end=end,
        cut=len(final) - len(bare),
        words=tuple(own),
        cores=cores,
        acronym=acronym,
        titled=not sources.former.issuperset(low[:begin]),
        possessive=possessive,
        keys=frozenset((*cores, *short, *((called,) if called else ()))),
        nickname=called,
        surname=_surname(own, cores, pack),
    )


def _is_role(low: list[str], pack: Pack) -> bool:
    """Whether a noun stands before a name and is none of its words: "Farmer Bill Hodge", and of a
    body in front of one word, "Chipmaker Zentec"."""
    sources = pack.sources
    noun, rest = low[0], low[1:]
    if len(rest) == 1:
        return noun in sources.body_titles
    noun = noun.rpartition("-")[2]  # "Ex-minister"
    if noun not in sources.person_nouns or rest[0] in sources.particles:
        return False
    bodies = (sources.nouns, sources.organisation_words, sources.things)
    if rest[0] in sources.given_names:
        return all(rest[-1] not in words for words in bodies)
    return len(rest) == 2 and all(words.isdisjoint(rest) for words in bodies)


def _surname(words: list[str], cores: tuple[str, ...], pack: Pack) -> str:
    last = len(cores) - 1
    if last > 1 and cores[last] in pack.sources.generations:
        last -= 1
    given = last > 0 and _TWO_PARTS.search(words[last])
    return cores[last - 1 if given else last]


def _is_post_nominal(word: str, low: str, pack: Pack) -> bool:
    """Whether a word behind a name is an honour or an office: "Jane Smith DBE", "Mark Reed MP"."""
    rest = word[1:]
    return word != low and rest != rest.lower() and low in pack.sources.post_nominals


def indefinite(word: str, pack: Pack) -> str:
    """A noun without the article that is written as one with it: "الوزير"."""
    article = pack.sources.definite_starts[:1]
    return word[len(article[0]) :] if article and word.startswith(article) else word


def _behind_office(low: list[str], number: int, end: int, pack: Pack) -> int:
    """Where a name begins behind the words of the office at a number, of which one is definite:
    "وزير الصحة المصري خالد علي"; the number itself where none does: "مسؤول أمريكي"."""
    starts = pack.sources.definite_starts
    begin = number + 1
    while begin < end and (
        low[begin].startswith(starts) or low[begin] in pack.sources.organisation_nouns
    ):
        begin += 1
    definite = begin > number + 1 or low[number].startswith(starts)
    return begin if definite and begin < end else number


@functools.lru_cache(maxsize=2**14)
def unowned(word: str, language: str) -> str:
    """A word without the ending by which it owns what follows: "Rubio's", "the workers'"."""
    return languages.pack(language).sources.possessive_ending.sub("", word)


def is_possessive(word: str, pack: Pack) -> bool:
    """Whether a word owns what follows it."""
    return unowned(word, pack.code) != word


def is_called(one: Name, other: Name, pack: Pack) -> bool:
    """Whether two names of several words are one but for a first name and what those who bear it
    are called: "Bill Harris" for "William Harris"."""
    first, second = one.cores[0], other.cores[0]
    return (
        len(one.cores) > 1
        and len(other.cores) > 1
        and one.surname == other.surname
        and (second in pack.sources.first_names(first) or first in pack.sources.first_names(second))
        and len({one.cores[-1], other.cores[-1], one.surname}) < 3  # "Jr." is not "III"
    )


def is_short_for(short: Name, full: Name) -> bool:
    """Whether one name can stand for a fuller one: a surname, an acronym, the first or the last
    words, or the first and the last."""
    one, other = short.cores, full.cores
    if one == other:
        return True
    if len(one) >= len(other):
        return False
    if len(one) > 1:
        return one in (other[-len(one) :], other[: len(one)], (other[0], other[-1]))
    word = short.words[0]
    return (
        one[0] in (other[-1], full.surname)
        or (word.isupper() and word == full.words[0] and other[1] == "of")  # "ACLU of Texas"
        or one[0] == full.nickname
        or (len(word) > 1 and word == full.acronym)
        or (len(word) > 3 and word.upper() == full.acronym)
    )
