"""What nouns and names stand for: a person, a group, an organisation, a document."""

from __future__ import annotations

import functools

from mediacorpus import languages
from mediacorpus.languages import Pack
from mediacorpus.records import SourceKind
from mediacorpus.sources.names import Name, singular
from mediacorpus.text.tokens import Tokens

__all__ = [
    "has_article",
    "is_of_place",
    "is_plural",
    "is_title",
    "kind_of_name",
    "kind_of_noun",
    "known_kind",
]


def is_plural(word: str, pack: Pack) -> bool:
    """Whether a noun is in the plural, by its form or by the pack's lists."""
    if word in pack.sources.group_nouns or word in pack.grammar.plurals:
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "sis", "'s"))


def is_title(noun: str, pack: Pack) -> bool:
    """Whether a word is a title whose noun comes first: "attorney-general"."""
    return noun.endswith(pack.sources.title_endings)


def kind_of_noun(noun: str, pack: Pack) -> SourceKind:
    """What a common noun stands for."""
    return _kind_of_noun(noun, pack.code)


@functools.lru_cache(maxsize=2**14)
def _kind_of_noun(noun: str, language: str) -> SourceKind:
    pack = languages.pack(language)
    sources = pack.sources
    if noun in sources.group_nouns:
        return "group"
    one = singular(noun)
    if one.endswith(sources.person_endings):
        return "person" if one == noun else "group"
    if "-" in noun and noun not in sources.person_nouns:
        noun = noun.partition("-")[0] if is_title(noun, pack) else noun.rpartition("-")[2]
        one = singular(noun)
    kinds: tuple[tuple[SourceKind, frozenset[str]], ...] = (
        ("person", sources.person_nouns),
        ("document", sources.document_nouns),
        ("organisation", sources.organisation_nouns),
        ("outlet", sources.outlet_nouns),
    )
    for kind, nouns in kinds:
        if noun in nouns:
            return kind
        if one in nouns and one != noun:
            return "group" if kind == "person" else kind
    return "unknown"


def kind_of_name(name: Name, pack: Pack) -> SourceKind:
    """What a name stands for, by its words; a single word may well be a place or a firm, and is
    unknown where nothing else says what it is."""
    if known := known_kind(name.text):
        return known
    sources = pack.sources
    if name.title and name.title.casefold() in sources.body_titles:
        return "organisation"
    if name.suffix or (name.title and name.title.casefold() not in sources.former):
        return "person"
    return _kind_of_words(name.words, name.cores, pack.code)


@functools.lru_cache(maxsize=2**14)
def _kind_of_words(words: tuple[str, ...], cores: tuple[str, ...], language: str) -> SourceKind:
    """What a name stands for of which only the words are known."""
    pack = languages.pack(language)
    sources, first, last = pack.sources, cores[0], cores[-1]
    small = (pack.grammar.prepositions | pack.grammar.determiners) - sources.particles
    ends = {cores[number - 1] for number in range(1, len(cores)) if cores[number] == "of"}
    if not sources.outlet_nouns.isdisjoint({last, *ends}):
        return "outlet"  # "Daily Post", "Times of India"
    if _is_people(last, pack):
        return "group"
    if (
        sources.organisation_nouns & {first, last}
        or (last in sources.organisation_words and first not in sources.given_names)
        or (first in sources.organisation_words and words[0].isupper())  # "FC Oslo"
        or small.intersection(cores)
    ):
        return "organisation"
    if "&" in words or (len(words) > 1 and _begins_with_acronym(words)):
        return "organisation"
    if len(words) > 1:
        if (
            sources.place_starts & {first}
            or sources.places & {first}
            or (last in sources.things and first not in sources.given_names)
        ):
            return "unknown"
        return "organisation" if last in sources.places else "person"
    word = words[0]
    return "organisation" if word.isupper() and len(word) > 1 else "unknown"


def _begins_with_acronym(words: tuple[str, ...]) -> bool:
    """Whether a name begins with an acronym, and no initials: "BBC Breakfast", but "JD Roe"."""
    first = words[0]
    others = not any(word.isupper() for word in words[1:])
    return first.isalpha() and first.isupper() and len(first) > INITIALS and others


INITIALS = 2
"""So many capitals in one word may be somebody's first names."""


def known_kind(name: str) -> SourceKind | None:
    """Whether a name is a known agency's, outlet's or platform's."""
    names = languages.names()
    if name in names.agencies:
        return "agency"
    if name in names.outlets:
        return "outlet"
    return "platform" if name in names.platforms else None


def is_of_place(word: str, pack: Pack) -> bool:
    """Whether a folded word is a place, or says who is from there or of a party: "Democrats"."""
    return word in pack.sources.places or _is_people(word, pack)


def _is_people(word: str, pack: Pack) -> bool:
    return word[-1:] == "s" and word[:-1] in pack.sources.demonyms


def has_article(tokens: Tokens, name: Name, pack: Pack) -> bool:
    """Whether an article stands right before a name of several words, which no person's has: "the
    Democratic National Convention", but "the Jane Smith campaign"."""
    if name.title or name.suffix or name.first == 0 or len(name.words) < 2:
        return False
    noun_behind = name.last < len(tokens) and tokens.kind[name.last] == "N"
    return tokens.low[name.first - 1] in pack.sources.definite and (
        tokens.kind[name.first - 1] == "D" and not noun_behind and not name.possessive
    )
