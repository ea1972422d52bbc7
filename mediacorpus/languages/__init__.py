"""The language packs: what is words and not code, one TOML file a language.

>>> pack("en-GB").name
'English'
>>> identify("The men said they were paid by Iran to fight in Syria.")
'en'
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from mediacorpus.errors import LanguageError

__all__ = ["Dates", "Names", "Pack", "Page", "any_of", "identify", "names", "pack", "packs"]


S = TypeVar("S", "Pack", "Names")


class _Section(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, dict=True):
    """A table of a pack; `dict` gives room for what is compiled from it once."""


class Dates(_Section, frozen=True):
    """The words of dates; what a month's word means is dateparser's to say."""

    locales: tuple[str, ...]
    months: frozenset[str]
    weekdays: tuple[frozenset[str], ...]
    fillers: frozenset[str]
    ordinals: frozenset[str]
    am: frozenset[str]
    pm: frozenset[str]
    units: dict[str, frozenset[str]]
    ago: frozenset[str]
    days: frozenset[str]
    zones: frozenset[str]
    order: str | None = None

    def unit(self, word: str) -> str:
        """The unit of time that a word stands for."""
        folded = word.casefold()
        return next(unit for unit, words in self.units.items() if folded in words)

    def weekday(self, word: str) -> int:
        """The number of the weekday that a word means, from Monday, 0."""
        folded = word.casefold()
        return next(number for number, words in enumerate(self.weekdays) if folded in words)

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Every word that a date may hold."""
        return frozenset().union(
            self.months, *self.weekdays, self.fillers, self.ordinals, self.am, self.pm, self.ago,
            self.days, *self.units.values(),
        )  # fmt: skip

    @functools.cached_property
    def scanner(self) -> re.Pattern[str]:
        """One word, number or separator of a date; the group's name is its letter in a shape."""
        hours = self.units["hour"]
        words = {
            "m": self.months,
            "p": self.am | self.pm,
            "w": frozenset().union(*self.weekdays),
            "a": self.ago,
            "r": self.days,
            "h": hours,
            "u": frozenset().union(*self.units.values()) - hours,
            "f": self.fillers,
        }
        named = "|".join(
            rf"(?P<{letter}>{any_of(group)})(?!\w)" for letter, group in words.items() if group
        )
        return re.compile(
            r"(?P<x>\d{1,4} ?([./-]) ?\d{1,2} ?\2 ?\d{2,4})(?!\d)"
            r"|(?P<t>\d{1,2}[:.h]\d\d(?:[:.]\d\d)?)(?!\d)"
            r"|(?P<y>(?:1[5-9]|20)\d\d)(?:(?!\d)|(?=\d{1,2}:\d\d(?!\d)))"
            rf"|(?P<n>\d{{1,2}})(?:{any_of(self.ordinals)})?(?!\d)"
            rf"|{named}"
            r"|(?P<z>(?-i:(?:GMT|UTC)? ?[+-]\d{1,2}(?::?\d\d)?|"
            rf"{any_of({zone.upper() for zone in self.zones | {'gmt', 'utc', 'z'}})}))(?!\w)"
            r"|(?P<_>[\s,.•·|/()–—-]+)",
            re.IGNORECASE,
        )


class Page(_Section, frozen=True):
    """The words around an article on its page."""

    reading_time: tuple[str, ...]
    published: frozenset[str]
    modified: frozenset[str]
    by: frozenset[str]
    joiners: frozenset[str]
    byline_roles: frozenset[str]
    byline_staff: frozenset[str]
    sections: frozenset[str]
    furniture: frozenset[str]
    furniture_starts: tuple[str, ...]
    credit_words: frozenset[str]
    credit_links: frozenset[str]
    credit_marks: frozenset[str]
    not_credits: frozenset[str]
    caption_labels: frozenset[str]
    source_labels: frozenset[str]
    own_reporters: frozenset[str]
    told: frozenset[str]


class Sentences(_Section, frozen=True):
    """Where a sentence does not end, and which words begin with an apostrophe."""

    abbreviations: frozenset[str]
    numbered: frozenset[str]
    elisions: frozenset[str]


class Grammar(_Section, frozen=True):
    """Function words, by the part that they play."""

    determiners: frozenset[str]
    numbers: frozenset[str]
    prepositions: frozenset[str]
    attaching: frozenset[str]
    genitive: frozenset[str]
    subjects: frozenset[str]
    pronouns: frozenset[str]
    objects: frozenset[str]
    relatives: frozenset[str]
    person_relatives: frozenset[str]
    impersonal: frozenset[str]
    agents: frozenset[str]
    auxiliaries: frozenset[str]
    perfect: frozenset[str]
    passive: frozenset[str]
    negations: frozenset[str]
    tied_negations: tuple[str, ...]
    suffixes: frozenset[str]
    party_starts: tuple[str, ...]
    floating: frozenset[str]
    plurals: frozenset[str]
    adverbs: frozenset[str]
    not_adverbs: frozenset[str]
    conjunctions: frozenset[str]
    adversatives: frozenset[str]
    that: frozenset[str]
    to: frozenset[str]
    as_: frozenset[str]
    questions: frozenset[str]
    owner_endings: tuple[str, ...]
    verb_endings: tuple[str, ...]
    finite_endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    subordinators: frozenset[str]
    time: frozenset[str]
    time_nouns: frozenset[str]
    verbs: frozenset[str]
    asides: frozenset[str]


class Cues(_Section, frozen=True):
    """Verbs that report, with what they take."""

    stance: str
    takes: frozenset[str]
    verbs: tuple[str, ...]


class Reports(_Section, frozen=True):
    """Words that report and are no verbs."""

    stance: str
    before_source: tuple[str, ...]

    @functools.cached_property
    def phrases(self) -> dict[str, list[tuple[str, ...]]]:
        """By their first word, the phrases that stand before a source."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self.before_source:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append(words)
        return found


class Sources(_Section, frozen=True):
    """Who a source is: titles, nouns for people and organisations, pronouns."""

    possessive: str
    titles: frozenset[str]
    kept_titles: frozenset[str]
    offices: frozenset[str]
    offices_of: frozenset[str]
    honorifics: frozenset[str]
    post_nominals: frozenset[str]
    particles: frozenset[str]
    person_nouns: frozenset[str]
    person_endings: tuple[str, ...]
    group_nouns: frozenset[str]
    anybody: frozenset[str]
    organisation_nouns: frozenset[str]
    organisation_words: frozenset[str]
    outlet_nouns: frozenset[str]
    document_nouns: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    they: frozenset[str]
    it: frozenset[str]
    who: frozenset[str]
    he_words: frozenset[str]
    she_words: frozenset[str]
    he_names: frozenset[str]
    she_names: frozenset[str]
    places: frozenset[str]
    place_starts: frozenset[str]
    things: frozenset[str]
    demonyms: frozenset[str]
    former: frozenset[str]
    strangers: frozenset[str]
    pairs: frozenset[str]
    postposed: frozenset[str]
    agent_endings: tuple[str, ...]
    definite: frozenset[str]
    owners: frozenset[str]
    indefinite: frozenset[str]
    counted: frozenset[str]
    affiliations: frozenset[str]

    @functools.cached_property
    def possessive_ending(self) -> re.Pattern[str]:
        """The ending of a name that owns what follows."""
        return re.compile(f"(?:{self.possessive})$", re.IGNORECASE)

    @functools.cached_property
    def given_names(self) -> frozenset[str]:
        """First names by which one is known to be a he or a she."""
        return self.he_names | self.she_names

    @functools.cached_property
    def pronouns(self) -> frozenset[str]:
        """All that stand for a speaker."""
        return self.he | self.she | self.they | self.it | self.who


class Names(_Section, frozen=True):
    """Names that are the same in every language."""

    agencies: frozenset[str]
    platforms: frozenset[str]


class Pack(_Section, frozen=True):
    """One language."""

    code: str
    name: str
    encoding: str
    stop_words: frozenset[str]
    dates: Dates
    page: Page
    sentences: Sentences
    grammar: Grammar
    cues: tuple[Cues, ...]
    reports: Reports
    sources: Sources


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
    """Agencies and platforms."""
    return _read("names", Names)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


def pack(language: str) -> Pack:
    """The pack for a BCP 47 tag: its own ("pt-BR"), else its language's ("pt").

    Raises `LanguageError`, which names the packs that there are.
    """
    code = language.casefold().split("-")[0]
    if code not in _codes():
        raise LanguageError(f"no language pack for {language!r}; there is: {', '.join(_codes())}")
    return _load(code)


@functools.cache
def packs() -> tuple[Pack, ...]:
    """Every pack, in the order of their codes."""
    return tuple(_load(code) for code in _codes())


def identify(text: str) -> str | None:
    """The code of the pack whose stop words the text has most of; None where none fits.

    A text counts as in a language when at least a fifth of its words, in the first 20,000
    characters, are stop words of it.
    """
    words = re.findall(r"[^\W\d_]+", text[:20_000].casefold())
    if not words:
        return None
    share, code = max((sum(w in p.stop_words for w in words) / len(words), p.code) for p in packs())
    return code if share >= 0.2 else None
