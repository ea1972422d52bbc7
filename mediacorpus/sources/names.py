"""Names in a text: where they stand, their titles, and which can stand for one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mediacorpus.languages import Pack
from mediacorpus.text.folding import fold
from mediacorpus.text.tokens import Tokens

__all__ = ["Name", "find_names", "is_short_for", "singular"]


class Name(NamedTuple):
    """A name where it stands in a paragraph: tokens from `first` up to `last`, titles included.

    `words` are the name alone, without titles and possessive; `start` and `end` their code points;
    `cores` each word folded and without a particle tied to it ("al-Basri" is basri); `title` what
    stands before them ("Foreign Minister"), `suffix` what behind them ("MP"); `possessive` says
    that the name owns what follows ("Rubio's").
    """

    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    cores: tuple[str, ...]
    title: str | None
    suffix: str | None
    possessive: bool

    @property
    def text(self) -> str:
        """The name as one string."""
        return " ".join(self.words)

    @property
    def acronym(self) -> str:
        """The initials of its words with a capital: "WHO" of "World Health Organization"."""
        return "".join(word[0] for word in self.words if word[0].isupper())


def find_names(tokens: Tokens, pack: Pack) -> Iterator[Name]:
    """The names of a paragraph, in order."""
    number = 0
    while number < len(tokens):
        if tokens.kind[number] != "M":
            number += 1
            continue
        last = number + 1
        while _goes_on(tokens, last, pack):
            join = _joined(tokens, last, pack)
            if join is None:
                break
            last = join
        if (
            last == number + 1
            and _begins_sentence(tokens, number)
            and _is_noun(tokens.low[number], pack)
        ):
            number = last  # "Member of …", "Officials said …"
            continue
        first = number
        if number > 1 and tokens.word[number - 1] == "The" and tokens.kind[number - 2] not in ".!?":
            first -= 1  # "told The New Arab": the article is part of the name
        yield _name(tokens, first, last, pack)
        number = last


def _goes_on(tokens: Tokens, last: int, pack: Pack) -> bool:
    """Whether a name may go on: it owns nothing, or is one of owners, "Dock Workers' Union"."""
    if not _is_possessive(tokens.word[last - 1], pack):
        return True
    owners = tokens.word[last - 1][-1] in "'’"
    return (
        owners
        and last < len(tokens)
        and (tokens.low[last] in pack.sources.organisation_nouns and tokens.kind[last] == "M")
    )


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


def _joined(tokens: Tokens, number: int, pack: Pack) -> int | None:
    """The token behind the next word of a run, if the run goes on: with a capital, or with small
    words and a capital ("van der Bellen", "Ministry of Defence")."""
    count = len(tokens)
    place = number
    small = 0
    while place < count and tokens.start[place] - tokens.end[place - 1] <= 1 and small < 3:
        if tokens.kind[place] == "M":
            return place + 1
        low = tokens.low[place]
        organisation = tokens.low[number - 1] in pack.sources.organisation_nouns
        if (
            low in pack.sources.particles
            or (low in ("of", "for", "&") and organisation)
            or (low == "the" and small)
        ):
            place += 1
            small += 1
        else:
            return None
    return None


def _name(tokens: Tokens, first: int, last: int, pack: Pack) -> Name:
    sources = pack.sources
    begin, end = first, last
    for number in range(first, last - 1):
        if tokens.low[number] in sources.titles or tokens.low[number] + "." in sources.titles:
            begin = number + 1
    lows = (sources.possessive_ending.sub("", low) for low in tokens.low[begin:last])
    if sources.organisation_nouns.issuperset(lows):
        begin = first  # "Justice Department"
    while end - 1 > begin + 1 and _is_post_nominal(tokens, end - 1, pack):
        end -= 1
    *words, final = tokens.word[begin:end]
    bare = sources.possessive_ending.sub("", final)
    if last < len(tokens) and final.endswith(".") and len(final) > 3 and not words:
        bare = bare.rstrip(".")
    words = [*words, bare]
    return Name(
        first=first,
        last=last,
        start=tokens.start[begin],
        end=tokens.start[end - 1] + len(bare),
        words=tuple(words),
        cores=tuple(fold(word).rpartition(" ")[2] for word in words),
        title=_printed(tokens, first, begin),
        suffix=_printed(tokens, end, last),
        possessive=_is_possessive(final, pack),
    )


def _printed(tokens: Tokens, first: int, last: int) -> str | None:
    return tokens.text[tokens.start[first] : tokens.end[last - 1]] if first < last else None


def _is_post_nominal(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether a word behind a name is an honour or an office: "Jane Smith DBE", "Mark Reed MP"."""
    word = tokens.word[number]
    return (
        word != word.lower()
        and word[1:] != word[1:].lower()
        and (tokens.low[number] in pack.sources.post_nominals)
    )


def _is_possessive(word: str, pack: Pack) -> bool:
    return pack.sources.possessive_ending.search(word) is not None


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
    return one[0] == other[-1] or (len(word) > 1 and word == full.acronym)
