"""The language packs: what is words and not code, one TOML file a language.

>>> pack("en-GB").name
'English'
>>> identify("The men said they were paid by Iran to fight in Syria.")
'en'
"""

from __future__ import annotations

import functools
import importlib.resources
import itertools
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from mediacorpus.errors import LanguageError
from mediacorpus.text.folding import without_marks

__all__ = [
    "Dates", "Names", "Pack", "Page", "any_of", "commonness", "identify", "names", "pack", "packs",
]  # fmt: skip


S = TypeVar("S", "Pack", "Names")

SAMPLE = 4_000
"""So many characters tell the language of a text."""

ABSENT = "-"
"""Stands for a form that a verb does not have."""


class _Section(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, dict=True):
    """A table of a pack; `dict` gives room for what is compiled from it once."""


class Dates(_Section, frozen=True):
    """The words of dates; what a month's word means is dateparser's to say."""

    locales: tuple[str, ...] = ()
    months: frozenset[str] = frozenset()
    weekdays: tuple[frozenset[str], ...] = ()
    fillers: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    am: frozenset[str] = frozenset()
    pm: frozenset[str] = frozenset()
    units: dict[str, frozenset[str]] = {}
    duals: dict[str, frozenset[str]] = {}
    ago: frozenset[str] = frozenset()
    days: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()
    order: str | None = None
    jalali: tuple[frozenset[str], ...] = ()
    hijri: tuple[frozenset[str], ...] = ()
    eras: frozenset[str] = frozenset()
    common_eras: frozenset[str] = frozenset()
    corresponding: frozenset[str] = frozenset()

    def unit(self, word: str) -> str:
        """The unit of time that a word stands for."""
        folded = word.casefold()
        named = itertools.chain(self.units.items(), self.duals.items())
        return next(unit for unit, words in named if folded in words)

    def weekday(self, word: str) -> int:
        """The number of the weekday that a word means, from Monday, 0."""
        folded = word.casefold()
        return next(number for number, words in enumerate(self.weekdays) if folded in words)

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Every word that a date may hold."""
        return frozenset().union(
            self.months, *self.weekdays, self.fillers, self.ordinals, self.am, self.pm, self.ago,
            self.days, *self.units.values(), *self.duals.values(), *self.jalali, *self.hijri,
            self.eras, self.common_eras, self.corresponding,
        )  # fmt: skip

    @functools.cached_property
    def parts(self) -> frozenset[str]:
        """Every run of letters that a date may hold, those of zones and clock times included."""
        words = {*self.words, *self.zones, "gmt", "utc", "z", "t", "h"}
        return frozenset(part for word in words for part in _LETTERS.findall(word.casefold()))

    @functools.cached_property
    def scanner(self) -> re.Pattern[str]:
        """One word, number or separator of a date; the group's name is its letter in a shape."""
        hours = self.units.get("hour", frozenset())
        words = {
            "m": self.months,
            "p": self.am | self.pm,
            "w": frozenset().union(*self.weekdays),
            "a": self.ago,
            "r": self.days,
            "h": hours,
            "u": frozenset().union(*self.units.values()) - hours,
            "d": frozenset().union(*self.duals.values()),
            "f": self.fillers,
        }
        named = "|".join(
            rf"(?P<{letter}>{any_of(group)})(?!\w)" for letter, group in words.items() if group
        )
        return re.compile(
            r"(?P<x>\d{1,4} ?([./-]) ?\d{1,2} ?\2 ?\d{2,4})(?!\d)"
            r"|(?P<t>\d{1,2}(?:[:.h]| h )\d\d(?:[:.]\d\d)?)(?!\d)"
            r"|(?P<y>(?:1[5-9]|20)\d\d)(?:(?!\d)|(?=\d{1,2}:\d\d(?!\d)))"
            rf"|(?P<n>\d{{1,2}})(?:{any_of(self.ordinals)})?(?!\d)"
            rf"|{named}"
            r"|(?P<z>(?-i:(?:GMT|UTC)? ?[+-]\d{1,2}(?::?\d\d)?|"
            rf"{any_of({zone.upper() for zone in self.zones | {'gmt', 'utc', 'z'}})}))(?!\w)"
            r"|(?P<_>(?:[\s,،.•·|/()（）–—-]|:(?=\s))+)",
            re.IGNORECASE,
        )


class Page(_Section, frozen=True):
    """The words around an article on its page."""

    reading_time: tuple[str, ...] = ()
    published: frozenset[str] = frozenset()
    modified: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    joiners: frozenset[str] = frozenset()
    byline_roles: frozenset[str] = frozenset()
    byline_staff: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    furniture: frozenset[str] = frozenset()
    promotion: frozenset[str] = frozenset()
    furniture_starts: tuple[str, ...] = ()
    below: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    item_links: frozenset[str] = frozenset()
    title_labels: frozenset[str] = frozenset()
    credit_words: frozenset[str] = frozenset()
    credit_links: frozenset[str] = frozenset()
    credit_marks: frozenset[str] = frozenset()
    credit_ends: frozenset[str] = frozenset()
    not_credits: frozenset[str] = frozenset()
    caption_labels: frozenset[str] = frozenset()
    source_labels: frozenset[str] = frozenset()
    own_reporters: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    family_names: frozenset[str] = frozenset()
    spaced_names: bool = False


class Sentences(_Section, frozen=True):
    """What is one word and one sentence: full stops, apostrophes, words tied to others, dashes."""

    abbreviations: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    elisions: frozenset[str] = frozenset()
    tied_before: tuple[str, ...] = ()
    tied_behind: tuple[str, ...] = ()
    dialogue: tuple[str, ...] = ()
    interrupting: tuple[str, ...] = ()


class Grammar(_Section, frozen=True):
    """Function words, by the part that they play, and what the order of words is."""

    determiners: frozenset[str] = frozenset()
    singular: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    attaching: frozenset[str] = frozenset()
    genitive: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    person_relatives: frozenset[str] = frozenset()
    impersonal: frozenset[str] = frozenset()
    concerning: frozenset[str] = frozenset()
    object_starts: frozenset[str] = frozenset()
    addressing: frozenset[str] = frozenset()
    clitics: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    perfect: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    tied_negations: tuple[str, ...] = ()
    nobody: frozenset[str] = frozenset()
    interjections: frozenset[str] = frozenset()
    unsaid: tuple[tuple[str, ...], ...] = ()
    unreal: tuple[tuple[str, ...], ...] = ()
    suffixes: frozenset[str] = frozenset()
    party_starts: tuple[str, ...] = ()
    floating: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    not_adverbs: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    adversatives: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    that: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    as_: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    verb_endings: tuple[str, ...] = ()
    gerund_endings: tuple[str, ...] = ()
    finite_endings: tuple[str, ...] = ()
    adverb_endings: tuple[str, ...] = ()
    subordinators: frozenset[str] = frozenset()
    time: frozenset[str] = frozenset()
    time_nouns: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    time_starts: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    shares: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    inverts: bool = False
    drops_subject: bool = False
    clause_comma: bool = False
    capital_nouns: bool = False
    owner_endings: tuple[str, ...] = ()

    @functools.cached_property
    def unsaid_ends(self) -> frozenset[str]:
        """The last words of what says that nothing is said."""
        return frozenset(phrase[-1] for phrase in self.unsaid)


class Cues(_Section, frozen=True):
    """Verbs that report, with what they take."""

    stance: str
    takes: frozenset[str]
    verbs: tuple[str, ...]


class Reports(_Section, frozen=True):
    """Words that report and are no verbs."""

    stance: str = "says"
    proposals: frozenset[str] = frozenset()
    before_source: tuple[str, ...] = ()
    behind_source: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    within: bool = False
    questions: frozenset[str] = frozenset()
    answers: frozenset[str] = frozenset()

    @functools.cached_property
    def phrases(self) -> dict[str, list[tuple[str, ...]]]:
        """By their first word, the phrases that stand before a source."""
        return _by_first_word((*self.before_source, *self.closing))

    @functools.cached_property
    def phrases_closing(self) -> dict[str, list[tuple[str, ...]]]:
        """Those of them that stand only behind what was said."""
        return _by_first_word(self.closing)

    @functools.cached_property
    def phrases_behind(self) -> dict[str, list[tuple[str, ...]]]:
        """By their first word, the phrases that stand behind a source."""
        return _by_first_word(self.behind_source)

    @functools.cached_property
    def labels(self) -> frozenset[str]:
        """With what the turns of an interview begin."""
        return self.questions | self.answers

    @functools.cached_property
    def first_words(self) -> frozenset[str]:
        """With which any of them begins."""
        return frozenset((*self.phrases, *self.phrases_behind))


def _by_first_word(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda one: -len(one.split())):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return found


class Sources(_Section, frozen=True):
    """Who a source is: titles, nouns for people and organisations, pronouns."""

    possessive: str = "(?!)"
    titles: frozenset[str] = frozenset()
    honorifics: frozenset[str] = frozenset()
    post_nominals: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    person_nouns: frozenset[str] = frozenset()
    person_endings: tuple[str, ...] = ()
    title_endings: tuple[str, ...] = ()
    group_nouns: frozenset[str] = frozenset()
    anybody: frozenset[str] = frozenset()
    inhabitants: frozenset[str] = frozenset()
    organisation_nouns: frozenset[str] = frozenset()
    outlet_nouns: frozenset[str] = frozenset()
    document_nouns: frozenset[str] = frozenset()
    he: frozenset[str] = frozenset()
    she: frozenset[str] = frozenset()
    they: frozenset[str] = frozenset()
    it: frozenset[str] = frozenset()
    who: frozenset[str] = frozenset()
    writer: frozenset[str] = frozenset()
    utterances: frozenset[str] = frozenset()
    he_words: frozenset[str] = frozenset()
    she_words: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()
    affiliations: frozenset[str] = frozenset()
    kept_titles: frozenset[str] = frozenset()
    definite_starts: tuple[str, ...] = ()
    offices: frozenset[str] = frozenset()
    offices_of: frozenset[str] = frozenset()
    organisation_words: frozenset[str] = frozenset()
    organisations_on: frozenset[str] = frozenset()
    organisations_of_two: frozenset[str] = frozenset()
    he_names: frozenset[str] = frozenset()
    she_names: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    place_starts: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    demonyms: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    introducing_examples: frozenset[str] = frozenset()
    stressing: frozenset[str] = frozenset()
    bodies_apart: frozenset[str] = frozenset()
    bodies_anyhow: frozenset[str] = frozenset()
    body_titles: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    postposed: frozenset[str] = frozenset()
    generations: frozenset[str] = frozenset()
    firm_starts: frozenset[str] = frozenset()
    locating: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    working: frozenset[str] = frozenset()
    leading: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    place_heads: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    not_bodies: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()
    spokespeople: frozenset[str] = frozenset()
    people_endings: tuple[str, ...] = ()
    peoples: frozenset[str] = frozenset()
    agent_endings: tuple[str, ...] = ()
    owners: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()
    doing: dict[str, str] = {}
    broader: dict[str, frozenset[str]] = {}
    nicknames: dict[str, frozenset[str]] = {}

    @functools.cached_property
    def nouns(self) -> frozenset[str]:
        """Common nouns for people, groups, organisations, outlets and documents."""
        return frozenset().union(
            self.person_nouns, self.group_nouns, self.organisation_nouns, self.outlet_nouns,
            self.document_nouns,
        )  # fmt: skip

    @functools.cached_property
    def _by_nickname(self) -> dict[str, frozenset[str]]:
        """By what somebody may be called, the first names that they may have."""
        found: dict[str, set[str]] = {}
        for name, called in self.nicknames.items():
            for one in called:
                found.setdefault(one, set()).add(name)
        return {one: frozenset(names) for one, names in found.items()}

    def first_names(self, word: str) -> frozenset[str]:
        """The first names for which a folded word may stand: "Bill" for "William"."""
        return self._by_nickname.get(word, frozenset())

    @functools.cached_property
    def common(self) -> frozenset[str]:
        """Common nouns and titles, which may be somebody's surname as well."""
        return self.person_nouns | self.group_nouns | self.document_nouns | self.titles

    @functools.cached_property
    def possessive_ending(self) -> re.Pattern[str]:
        """The ending of a name that owns what follows."""
        return re.compile(f"(?:{self.possessive})$", re.IGNORECASE)

    @functools.cached_property
    def owner(self) -> re.Pattern[str]:
        """Words up to the last that owns what follows: "Rubio" of "Rubio's campaign"."""
        return re.compile(rf"(.*)(?:{self.possessive})\s", re.IGNORECASE)

    @functools.cached_property
    def given_names(self) -> frozenset[str]:
        """First names by which one is known to be a he or a she."""
        return self.he_names | self.she_names

    @functools.cached_property
    def pronouns(self) -> frozenset[str]:
        """All that stand for a speaker."""
        return self.he | self.she | self.they | self.it | self.who | self.writer


class Names(_Section, frozen=True):
    """Names that are the same in every language."""

    agencies: frozenset[str]
    outlets: frozenset[str]
    platforms: frozenset[str]


class Pack(_Section, frozen=True, kw_only=True):
    """One language."""

    code: str
    name: str
    encoding: str = "utf-8"
    letters: str = ""
    """A class of a pattern: the letters that the language is written in, where it has a script that
    only few languages have."""
    stop_words: frozenset[str]
    dates: Dates = Dates()
    page: Page = Page()
    sentences: Sentences = Sentences()
    grammar: Grammar = Grammar()
    cues: tuple[Cues, ...] = ()
    reports: Reports = Reports()
    sources: Sources = Sources()

    @functools.cached_property
    def cue_words(self) -> frozenset[str]:
        """The words that a verb of the pack begins with, in every form."""
        return frozenset(re.split("[_+]", spelling)[0] for spelling in self._spellings())

    @functools.cached_property
    def finite_cue_words(self) -> frozenset[str]:
        """Those that are a third person or a past, and no base form."""
        return frozenset(self._spellings(slice(1, 3))).difference(self._spellings(slice(1)))

    @functools.cached_property
    def verb_particles(self) -> frozenset[str]:
        """The words that stand apart from their verb: the "mit" of "teilte sie mit"."""
        return frozenset(one.partition("+")[2] for one in self._spellings() if "+" in one)

    def _spellings(self, forms: slice = slice(None)) -> Iterator[str]:
        """The spellings of verbs, in all forms or in some, by their place in a paradigm."""
        for group in self.cues:
            for paradigm in group.verbs:
                for spellings in paradigm.split()[forms]:
                    yield from (one for one in spellings.split("|") if one != ABSENT)


@functools.cache
def _codes() -> tuple[str, ...]:
    folder = importlib.resources.files(__package__)
    names = (file.name.removesuffix(".toml") for file in folder.iterdir())
    return tuple(sorted(name for name in names if re.fullmatch("[a-z]{2,3}", name)))


def _read(name: str, kind: type[S]) -> S:
    source = importlib.resources.files(__package__) / f"{name}.toml"
    return msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8")), kind)


@functools.cache
def _load(code: str) -> Pack:
    return _read(code, Pack)


@functools.cache
def names() -> Names:
    """Agencies, outlets and platforms."""
    return _read("names", Names)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest where several stand; what words have in common at
    their beginning is in it once, so that many words take little longer than few.

    >>> any_of(["foto", "fotos", "bild"])
    'bild|foto(?:s)?'
    """
    by_letter: dict[str, set[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], set()).add(word)
    parts = []
    for _, group in sorted(by_letter.items()):
        first, last = min(group), max(group)
        same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
        start = first[: sum(1 for _ in same)]
        rest = any_of(word[len(start) :] for word in group if word != start)
        ended = "?" if start in group else ""
        parts.append(re.escape(start) + (f"(?:{rest}){ended}" if rest else ""))
    return "|".join(parts)


def pack(language: str) -> Pack:
    """The pack for a BCP 47 tag: its own ("pt-BR"), else its language's ("pt").

    Raises `LanguageError`, which names the packs that there are.
    """
    code = language.casefold().split("-")[0]
    if code not in _codes():
        raise LanguageError(f"no language pack for {language!r}; there is: {', '.join(_codes())}")
    return _load(code)


def has_pack(language: str | None) -> bool:
    """Whether there is a pack for a BCP 47 tag."""
    return language is not None and language.casefold().split("-")[0] in _codes()


@functools.cache
def packs() -> tuple[Pack, ...]:
    """Every pack, in the order of their codes."""
    return tuple(_load(code) for code in _codes())


def identify(text: str) -> str | None:
    """The code of the pack whose stop words the text has most of; None where none fits.

    Only the first 4,000 characters are looked at.  Where most letters are no ASCII and nearly all
    of those are `letters` of a pack, the text is in its language; of several such (Russian,
    Bulgarian) in the one with most stop words.  Any other text is in a language if at least a fifth
    of its words, and not all the same, are stop words of it.
    """
    words = _words_of(text[:SAMPLE])
    letters = "".join(words)
    foreign = "" if letters.isascii() else _ASCII.sub("", letters)
    told: Counter[str] = Counter()
    several: Counter[str] = Counter()
    codes = _codes_by_stop_word()
    counts = Counter(words)
    for word in counts.keys() & codes.keys():
        for code in codes[word]:
            told[code] += counts[word]
            several[code] += 1
    if len(foreign) > 0.5 * len(letters):
        written = [one.code for one in packs() if one.letters and _is_written_in(one, foreign)]
        if written:
            first, *others = sorted(written, key=lambda code: -told[code])
            return first if not others or told[first] > told[others[0]] else None
        told -= Counter({one.code: told[one.code] for one in packs() if one.letters})
    best = max(told, key=lambda code: (told[code], code), default=None)
    return best if best and told[best] >= 0.2 * len(words) and several[best] > 1 else None


def _words_of(text: str) -> list[str]:
    """The words of a text in small letters, without numbers."""
    plain = without_marks(text)
    if plain.isascii():
        return plain.lower().translate(_NO_LETTERS).split()
    return _WORD.findall(text.casefold())


_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalpha()}


def _is_written_in(pack: Pack, foreign: str) -> bool:
    return len(re.sub(f"[{pack.letters}]+", "", foreign)) < 0.02 * len(foreign)


_ALONE = "\u3041-\u30ff\u3400-\u9fff"
"""A word is one letter where words stand without spaces: kana and Han."""
_MARKS = "\u0300-\u036f\u0900-\u0963"
"""What belongs to the letter before it and is none itself."""
_SPACED = rf"[^\W\d_{_ALONE}]"
_WORD = re.compile(rf"[{_ALONE}]|{_SPACED}+(?:[{_MARKS}]+{_SPACED}*)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_ASCII = re.compile(r"[a-z]+")


@functools.cache
def _codes_by_stop_word() -> dict[str, list[str]]:
    """By a stop word, the packs that have it."""
    found: dict[str, list[str]] = {}
    for one in packs():
        for word in one.stop_words:
            found.setdefault(word, []).append(one.code)
    return found


def commonness(text: str, code: str) -> float:
    """The share of stop words of a pack among the words of two letters or more, in the first 20,000
    characters of a text."""
    words = [word for word in _words_of(text[:20_000]) if len(word) > 1]
    return sum(word in pack(code).stop_words for word in words) / max(len(words), 1)
