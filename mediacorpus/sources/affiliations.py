"""Affiliations: the organisation that a role is in, told from places, people and parties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mediacorpus.languages import Pack
from mediacorpus.sources.kinds import is_of_place, kind_of_name, kind_of_noun, known_kind
from mediacorpus.sources.names import Name, is_possessive
from mediacorpus.text.folding import fold
from mediacorpus.text.tokens import Tokens

__all__ = ["Body", "Tie", "body_before", "is_body", "ties"]


class Tie(NamedTuple):
    """A name to which a role or a description is tied: the name, with the nouns that belong to it
    as `text`; `by` is the preposition, or empty where the name owns what follows; `head` the noun
    that it is tied to, or empty; `certain` says that the name is one of an organisation."""

    name: Name
    text: str
    by: str
    head: str
    certain: bool


class Body(NamedTuple):
    """What stands before an office; `certain` says that it is the name of an organisation."""

    text: str
    certain: bool


def ties(tokens: Tokens, first: int, last: int, names: list[Name], pack: Pack) -> Iterator[Tie]:
    """To whom a phrase ties whoever it describes: "a member of the Iraqi Communist Party", "Acme's
    director", "who works for Acme"."""
    sources, found = pack.sources, False
    clause = next((n for n in range(first, last) if tokens.kind[n] in "RVXB"), last)
    for name in names:
        if name.first < first or name.last > last:
            continue
        before = name.first - 1
        if before > first and tokens.low[before] in sources.organisation_nouns:
            before -= 1  # "of the firm Roe & Lee"
        if before >= first and tokens.kind[before] == "D":
            before -= 1
        if name.first > clause:
            while before > clause and (
                tokens.kind[before] == "D" or is_possessive(tokens.word[before], pack)
            ):
                before -= 1  # "who directs the group's Border Centre"
                before -= tokens.kind[before] == "D"
            leads = before > clause and tokens.low[before] in sources.leading
            if not leads and not (
                before - 1 > clause
                and tokens.low[before] in sources.affiliations
                and tokens.low[before - 1] in sources.working
            ):
                continue
            yield _tie(tokens, name, name.last, "for", "", pack)
        elif found:
            continue  # "the mayor of Oslo, a town in Norway"
        elif name.possessive:
            found = True
            head = next((n for n in range(name.last, last) if tokens.kind[n] in "PRVX,"), last) - 1
            yield _tie(tokens, name, name.last, "", tokens.low[head], pack)
        elif before >= first and tokens.low[before] in sources.affiliations:
            found, end = True, name.last
            while end < last and tokens.low[end] in sources.organisation_nouns:
                end += 1
            head_word = tokens.low[before - 1] if before > first else ""
            yield _tie(tokens, name, end, tokens.low[before], head_word, pack)


def _tie(tokens: Tokens, name: Name, end: int, by: str, head: str, pack: Pack) -> Tie:
    whole = tokens.text[tokens.start[name.first] : tokens.end[end - 1]]
    text = name.text if is_possessive(whole, pack) else whole
    certain = end > name.last or _is_organisation(text, kind_of_name(name, pack), pack)
    return Tie(name, text, by, head, certain)


def _is_organisation(words: str, kind: str, pack: Pack) -> bool:
    """Whether a name is known for one of an organisation, and not of a state: "US", "Canada"."""
    folded = fold(words)
    if _is_no_body(folded, pack) or is_of_place(folded.rpartition(" ")[2], pack):
        return False
    return (
        kind in ("organisation", "outlet", "agency", "platform") or folded in pack.sources.parties
    )


def _is_no_body(folded: str, pack: Pack) -> bool:
    return "".join(filter(str.isalnum, folded)) in pack.sources.not_bodies


def is_body(found: Tie, pack: Pack) -> bool:
    """Whether somebody is tied to an organisation, and not to a place or a person: "a baker from
    Homs", "the mayor of Oslo", "Roe's mother"."""
    sources = pack.sources
    if found.certain:
        return True
    cores = found.name.cores
    if (
        is_of_place(cores[-1], pack)
        or _is_no_body(fold(found.text), pack)
        or cores[0] in sources.place_starts
        or cores[0] in sources.given_names
        or found.name.title
    ):
        return False
    if not found.by:
        return found.head not in sources.kin
    if found.by in sources.origins:
        return False
    return found.by not in pack.grammar.genitive or found.head not in sources.place_heads


def body_before(role: str, pack: Pack) -> Body | None:
    """What stands before the office in a role, where that is an organisation: "Acme" of "Acme CEO",
    "White House" of "the White House press secretary", but "Paris" of no "Paris resident"."""
    sources = pack.sources
    words = role.split()
    while words and words[0].lower() in pack.grammar.determiners:
        words = words[1:]
    count = 0
    while count < len(words) and (_is_of_name(words[count], pack) or _joins(words, count, pack)):
        count += 1
    named = count
    while 0 < count < len(words) - 1 and words[count] in sources.organisation_nouns:
        count += 1  # "Lee campaign manager"
    if not 0 < count < len(words):
        return None
    text, head = " ".join(words[:count]), words[-1]
    if is_possessive(words[named - 1], pack):
        return None
    last = fold(words[count - 1])
    acronym = words[0].isupper() and (count == 1 or words[0].isalpha())
    joined = any(_joins(words, number, pack) for number in range(1, count))
    kind = known_kind(text) or (
        "organisation"
        if (len(words[0]) > 1 and acronym)
        or joined
        or (count > 1 and last in sources.organisation_nouns | sources.organisation_words)
        else "outlet"
        if count > 1 and last in sources.outlet_nouns
        else "unknown"
    )
    if _is_organisation(text, kind, pack):
        return Body(text, certain=True)
    doubtful = (
        (head[0].isupper() and not head.isupper())  # "Managing Director"
        or kind_of_noun(last, pack) != "unknown"
        or last in sources.things
        or _is_no_body(fold(text), pack)
        or (is_of_place(last, pack) and not _is_of_country(words[:count], pack))
        or fold(words[0]) in sources.place_starts
        or last.endswith(sources.people_endings)
        or last in sources.peoples
    )
    return Body(text, certain=False) if head.lower() in sources.staff and not doubtful else None


def _joins(words: list[str], number: int, pack: Pack) -> bool:
    """Whether a small word is within the name of a body: "Ministry of Commerce"."""
    return (
        0 < number < len(words) - 1
        and words[number] in ("of", "for", "&")
        and words[number - 1].lower() in pack.sources.organisation_nouns
        and words[number + 1][0].isupper()
    )


def _is_of_country(words: list[str], pack: Pack) -> bool:
    """Whether a name is that of a body with its country behind: "Athletics Kenya"."""
    return len(words) > 1 and not (
        pack.sources.levels.union(pack.sources.places, pack.sources.demonyms) & {fold(words[0])}
    )


def _is_of_name(word: str, pack: Pack) -> bool:
    """Whether a word has a capital and is no title."""
    low = word.lower()
    common = low in pack.sources.titles or low in pack.sources.person_nouns
    common = common or low.partition("-")[0] in pack.sources.former  # "ex-Acme"
    return word[0].isupper() and not common
