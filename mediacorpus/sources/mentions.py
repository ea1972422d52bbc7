"""What a noun phrase says of the one whom it mentions: a name, a role, or only a description."""

from __future__ import annotations

from typing import Literal, NamedTuple

from mediacorpus.languages import Pack
from mediacorpus.records import SourceKind
from mediacorpus.sources.names import Name
from mediacorpus.text.tokens import Tokens

__all__ = ["Mention", "affiliation", "apposition", "describe", "kind_of_name", "kind_of_noun"]

Sort = Literal["name", "pronoun", "definite", "indefinite", "bare"]


class Mention(NamedTuple):
    """A noun phrase, taken apart.

    `name` is its head, where that is a name; else `head` is its head noun in lower case.  `roles`
    are as printed; `core_end` is the code point behind the phrase without apposition.
    """

    sort: Sort
    name: Name | None
    head: str
    plural: bool
    roles: tuple[str, ...]
    core_end: int


def describe(tokens: Tokens, first: int, last: int, names: list[Name], pack: Pack) -> Mention:
    """Take the noun phrase of the tokens from `first` up to `last` apart."""
    low, kind = tokens.low, tokens.kind
    parts = _parts(tokens, first, last)
    named = _head_name(tokens, parts, names, pack)
    if named:
        name, number = named
        begin, end = parts[number]
        roles = [
            tokens.text[tokens.start[a] : tokens.end[b - 1]]
            for place, (a, b) in enumerate(parts)
            if place != number and _is_role(tokens, a, b, pack)
        ]
        before = _words_before(tokens, begin, name, pack)
        if before:
            roles.insert(0, before)
        behind = tokens.text[tokens.end[name.last - 1] : tokens.end[end - 1]].strip()
        if name.last < end and kind[name.last] == "N" and "(" not in behind:
            roles.append(behind)
        return Mention("name", name, "", False, tuple(roles), tokens.end[end - 1])
    begin, end = parts[0]
    head = _head_noun(tokens, begin, end)
    word = low[head] if head is not None else low[first]
    if end - begin == 1 and (kind[begin] in "SR" or word in pack.sources.who):
        return Mention("pronoun", None, word, word in pack.sources.they, (), tokens.end[begin])
    sort: Sort = "bare"
    if (
        low[begin] in pack.sources.definite
        or "'s" in low[begin]
        or (
            kind[begin] == "D"
            and low[begin] not in pack.sources.indefinite
            and low[begin] not in pack.grammar.pronouns
        )
    ):
        sort = "definite"
    elif low[begin] in pack.sources.indefinite:
        sort = "indefinite"
    plural = (
        is_plural(word, pack)
        or kind[begin] == "#"
        or (sort == "bare" and low[begin] in pack.grammar.pronouns)
    )
    return Mention(sort, None, word, plural, (), tokens.end[end - 1])


def is_plural(word: str, pack: Pack) -> bool:
    """Whether a noun is in the plural, by its form or by the pack's lists."""
    if word in pack.sources.group_nouns or word in pack.grammar.plurals:
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "sis", "'s"))


def is_person_plural(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether a token is a plural of people: "fighters", "men", "Iraqis"."""
    word = tokens.low[number]
    if not is_plural(word, pack):
        return False
    return tokens.kind[number] == "M" or kind_of_noun(word, pack) == "group"


def _parts(tokens: Tokens, first: int, last: int) -> list[tuple[int, int]]:
    """The phrase between its commas, dashes and brackets."""
    parts, begin = [], first
    for number in range(first, last + 1):
        if number == last or tokens.kind[number] in ",-–—":
            if begin < number:
                parts.append((begin, number))
            begin = number + 1
    return parts or [(first, last)]


def _head_name(
    tokens: Tokens, parts: list[tuple[int, int]], names: list[Name], pack: Pack
) -> tuple[Name, int] | None:
    """The name that the phrase is about, and the part that it stands in: it owns nothing, follows
    no preposition, and no noun follows it."""
    for number, (begin, end) in enumerate(parts):
        for name in names:
            if not (begin <= name.first and name.last <= end) or name.possessive:
                continue
            if any(tokens.kind[n] in "PRBV" for n in range(begin, name.first)):
                break
            if name.last < end and tokens.kind[name.last] == "N":
                word = tokens.low[end - 1]
                if word not in pack.sources.organisation_nouns:
                    continue
            return name, number
    return None


def _words_before(tokens: Tokens, begin: int, name: Name, pack: Pack) -> str | None:
    """The role before a name: "former Fed chairman Ben Bernanke", "Foreign Minister Smith"."""
    words = [
        n
        for n in range(begin, name.last)
        if tokens.start[n] < name.start and tokens.kind[n] not in "D#"
    ]
    if all(tokens.low[n] in pack.sources.honorifics for n in words):
        return None
    start = next(n for n in words if tokens.low[n] not in pack.sources.honorifics)
    return tokens.text[tokens.start[start] : name.start].strip() or None


def _is_role(tokens: Tokens, begin: int, end: int, pack: Pack) -> bool:
    """Whether a part is an apposition that says what somebody is."""
    if tokens.kind[begin] in "R#P":
        return False
    return any(kind_of_noun(tokens.low[n], pack) != "unknown" for n in range(begin, end))


def _head_noun(tokens: Tokens, begin: int, end: int) -> int | None:
    """The noun that a phrase is about: the last before a preposition or a clause."""
    head = None
    for number in range(begin, end):
        kind = tokens.kind[number]
        if kind in "NM":
            if head is not None and tokens.low[number].endswith(("ed", "ing")):
                break
            head = number
        elif head is not None and kind in "PRBVX":
            break
    return head


def kind_of_noun(noun: str, pack: Pack) -> SourceKind:
    """What a common noun stands for."""
    sources = pack.sources
    if noun in sources.group_nouns:
        return "group"
    singular = noun.removesuffix("s")
    kinds: tuple[tuple[SourceKind, frozenset[str]], ...] = (
        ("person", sources.person_nouns),
        ("document", sources.document_nouns),
        ("organisation", sources.organisation_nouns),
        ("outlet", sources.outlet_nouns),
    )
    for kind, nouns in kinds:
        if noun in nouns:
            return kind
        if singular in nouns and singular != noun:
            return "group" if kind == "person" else kind
    return "unknown"


def kind_of_name(name: Name, pack: Pack) -> SourceKind:
    """What a name stands for, by its last word; a person where nothing says otherwise."""
    last = name.cores[-1]
    if name.title and name.title.casefold() not in ("former", "then"):
        return "person"
    if last in pack.sources.outlet_nouns:
        return "outlet"
    if last in pack.sources.organisation_nouns or any(
        core in pack.sources.organisation_nouns for core in name.cores[:1]
    ):
        return "organisation"
    if len(name.words) == 1 and name.words[0].isupper() and len(name.words[0]) > 1:
        return "organisation"
    return "person"


def affiliation(tokens: Tokens, first: int, last: int, names: list[Name], pack: Pack) -> str | None:
    """The organisation in a role: "a member of the Iraqi Communist Party"."""
    for name in names:
        if not first <= name.first < last:
            continue
        if name.possessive:
            return name.text
        before = name.first - 1
        if before >= first and tokens.kind[before] == "D":
            before -= 1
        if before >= first and tokens.low[before] in pack.sources.affiliations:
            end = name.last
            while end < last and tokens.low[end] in pack.sources.organisation_nouns:
                end += 1
            return tokens.text[tokens.start[name.first] : tokens.end[end - 1]]
    return None


def apposition(tokens: Tokens, name: Name, pack: Pack) -> tuple[int, int] | None:
    """The tokens that say, between commas beside a name, what somebody is; None where none do.

    Behind the name: "Rami al-Karkhi, a member of the Iraqi Communist Party, told".  Before it, at
    the head of a sentence: "Member of the Shia Sadrist movement, Hussein al-Basri, condemned".
    """
    kind = tokens.kind
    if name.last + 1 < len(tokens) and kind[name.last] == ",":
        begin = name.last + 1
        end = _until(tokens, begin)
        if kind[begin] in "DN" and end - begin <= 16 and _says_what(tokens, begin, end, pack):
            return begin, end
    if name.first > 1 and kind[name.first - 1] == ",":
        end = name.first - 1
        begin = end
        while begin > 0 and kind[begin - 1] not in '.!?;:,"Q':
            begin -= 1
        if 0 < end - begin <= 12 and _says_what(tokens, begin, end, pack):
            return begin, end
    return None


def _until(tokens: Tokens, begin: int) -> int:
    end = begin
    while end < len(tokens) and tokens.kind[end] not in ',.;:!?)—–"Q':
        end += 1
    return end


def _says_what(tokens: Tokens, begin: int, end: int, pack: Pack) -> bool:
    """Whether the head of a phrase is a noun for a person, and no verb stands in it."""
    if any(tokens.kind[n] in "XVS" for n in range(begin, end)):
        return False
    head = _head_noun(tokens, begin, end)
    return head is not None and kind_of_noun(tokens.low[head], pack) == "person"
