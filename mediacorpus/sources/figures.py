"""Those whom a text names, and which of them a name stands for."""

from __future__ import annotations

import functools

import attrs

from mediacorpus import languages
from mediacorpus.languages import Pack
from mediacorpus.records import SourceKind
from mediacorpus.sources.kinds import is_of_place, kind_of_name
from mediacorpus.sources.names import Name, is_called, is_short_for
from mediacorpus.text.folding import fold

__all__ = ["Bearers", "Figure", "Place", "gender_of"]

Place = tuple[int, int]

MANY = 3
"""A name of so many words may be shortened to one in its middle: "Luiz Inácio Lula da Silva"."""

OFTEN = 3
"""Of several who bear a surname, one whom a text has mentioned more often comes first."""


@attrs.define(eq=False)
class Figure:
    """Somebody or something that the article speaks of, whether it proves to be a source or not."""

    name: str
    kind: SourceKind
    full: Name | None = None
    """The fullest name; None for a description."""
    head: str = ""
    """The head noun of a description."""
    joint: bool = False
    """Whether it is several names: "Keane and Boyle"."""
    members: list[Figure] = attrs.field(factory=list)
    """Those several, as far as each is known."""
    plural: bool = False
    short: set[str] = attrs.field(factory=set)
    """Folded, what stands for its name because the text says so: "Northgate Bank (NGB)"."""
    mentions: list[Place] = attrs.field(factory=list)
    roles: list[str] = attrs.field(factory=list)
    honorifics: list[str] = attrs.field(factory=list)
    told: set[str] = attrs.field(factory=set)
    """The words of what else is said of it beside its name: "who runs a bakery"."""
    affiliation: str | None = None
    """The organisation that a role is in."""
    tied: bool = False
    """Whether a role or a description ties it to a name, "the mayor of Oslo"."""
    pronoun: str | None = None
    """"he" or "she", where that is known."""
    speaks: bool = False
    credited: bool = False

    @property
    def named(self) -> bool:
        """Whether it has a name of its own."""
        return self.full is not None or self.joint or (self.credited and not self.head)

    def learn(self, role: str | None = None, honorific: str | None = None) -> None:
        """Take down what stands beside a name, in the fullest words; who has an office or a title
        is a person."""
        if role and not any(f" {one}".endswith(f" {role}") for one in self.roles):
            self.roles = [one for one in self.roles if not role.endswith(f" {one}")] + [role]
        if honorific:
            self.honorifics.append(honorific)
        if honorific and self.kind == "unknown":
            self.kind = "person"


class Bearers:
    """Who bears the names that were met so far."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.by_word: dict[str, list[Figure]] = {}
        """By each word of their names, and by their acronyms."""
        self.called: set[tuple[str, ...]] = set()
        """The names, each as its folded words; of people the surname, too."""
        self.surnames: set[str] = set()
        """Of people with their first names."""
        self.holders: dict[str, Figure] = {}
        """By its initials, who was named with an office last: "ASG", the Additional Solicitor
        General."""

    def enter(self, name: Name, figure: Figure) -> None:
        """Take down whose name it is, and what it says of them."""
        if figure.full is not None and _is_fuller(name, figure.full, self.pack):
            figure.full, figure.name, figure.kind = name, name.text, kind_of_name(name, self.pack)
        if figure.kind == "unknown":
            figure.kind = kind_of_name(name, self.pack)
        if name.title and len(letters := _initials(name.title)) > 1:
            self.holders[letters] = figure
        self.called.add(name.cores)
        for word in name.keys:
            bearers = self.by_word.setdefault(word, [])
            if figure not in bearers:
                bearers[:] = [*bearers[-20:], figure]  # others who bore it were met long ago

    def enter_person(self, name: Name) -> None:
        """Take down the surname of a person with more than one name."""
        if len(name.words) > 1:
            self.surnames.add(name.surname)
            self.called.add((name.surname,))

    def of(self, name: Name, *, articled: bool = False) -> Figure | None:
        """Who bears a name, which may have an article, "the Bill"; of several one with its title,
        or without any where it has none, who is mentioned often, and last."""
        near = {id(one): one for word in name.keys for one in self.by_word.get(word, ())}
        several = len(name.cores) > 1
        fitting = [
            one
            for one in near.values()
            if one.full
            and (
                self._is_short_for(name, one.full)
                or (self._is_short_for(one.full, name) and not self._is_firm_of(name, one))
                or (
                    several
                    and name.surname == one.full.surname
                    and is_called(name, one.full, self.pack)
                )
                or (len(name.cores) == 1 and name.cores[0] in one.short)
                or (several and self._is_lengthened(one, name))
            )
            and not self._is_other_gender(name, one)
        ]
        if len(fitting) < 2:
            if fitting:
                return fitting[0]
            holder = self.holders.get(name.words[0]) if len(name.words) == 1 else None
            return self._by_first_name(name, articled=articled) or holder
        titled = [
            one
            for one in fitting
            if (name.title in one.roles + one.honorifics if name.title else not one.honorifics)
        ]
        return max(
            titled or fitting,
            key=lambda one: (
                len(one.mentions) > OFTEN,
                several or len(one.mentions) > 1 or not self._is_kin(one),
                one.mentions[-1],
            ),
        )

    def _is_kin(self, figure: Figure) -> bool:
        """Whether somebody was introduced as a relative or friend of another: "his wife"."""
        return any(fold(role).rpartition(" ")[2] in self.pack.sources.kin for role in figure.roles)

    def _is_lengthened(self, figure: Figure, name: Name) -> bool:
        """Whether a name is the full one of a relative who was met by the first name alone: "his
        brother Colin", and then "Colin Hobbs"."""
        first = figure.full.cores if figure.full else ()
        return len(first) == 1 and first[0] == name.cores[0] and self._is_kin(figure)

    def _is_short_for(self, short: Name, full: Name) -> bool:
        """Whether one name can stand for a fuller one; but no place or its people for what is named
        after them, "America" for "Bank of America", and nobody for what belongs to them, "Jane
        Smith" for the "Jane Smith Foundation"."""
        if not is_short_for(short, full):
            return False
        if short.words[0] == full.acronym and len(full.acronym) == len(full.words) == 2:
            return kind_of_name(full, self.pack) != "person"  # "MP" is no Mavis Pomeroy
        if len(short.cores) == 1:
            return short.cores == full.cores or not is_of_place(short.cores[0], self.pack)
        return (
            short.cores[-1] == full.cores[-1]
            or kind_of_name(short, self.pack) == kind_of_name(full, self.pack)
            or short.cores[0] not in self.pack.sources.given_names
        )

    def _is_other_gender(self, name: Name, figure: Figure) -> bool:
        """Whether a title before a name says that it is not somebody's: "Mr Lee" for Ann Lee."""
        if not name.title or figure.kind != "person":
            return False
        words = set(name.title.casefold().split())
        he, she = words & self.pack.sources.he_words, words & self.pack.sources.she_words
        if not (he or she):
            return False
        return gender_of(figure, self.pack) == ("she" if he else "he")

    def _is_firm_of(self, name: Name, figure: Figure) -> bool:
        """Whether a name is that of a person after whom a firm is called: "Ulrike Harzinger" is not
        the firm Harzinger."""
        if name.cores[0] not in self.pack.sources.given_names:
            return False
        by_surname = figure.full is not None and len(figure.full.words) == 1
        return by_surname and figure.kind not in ("person", "unknown", "group")

    def _by_first_name(self, name: Name, *, articled: bool) -> Figure | None:
        """The only one met so far who has this first or middle name, where it stands alone, or may
        be called so, "Bill" for "William Harris": a person, or a firm, "Northway" for "Northway
        Foods Inc."."""
        if len(name.words) > 1:
            return None
        word = name.cores[0]
        if word in self.pack.sources.places or word in self.pack.sources.place_starts:
            return None
        bearers = [
            one
            for one in self.by_word.get(word, ())
            if one.full
            and word in one.full.cores[: 1 if len(one.full.cores) < MANY else -1]
            and (one.kind == "person" or one.full.cores[-1] in self.pack.sources.organisation_words)
        ] or [
            one
            for first in (() if articled else self.pack.sources.first_names(word))
            for one in self.by_word.get(first, ())
            if one.full
            and one.kind == "person"
            and len(one.full.cores) > 1
            and one.full.cores[0] == first
        ]
        return bearers[0] if len(bearers) == 1 else None


def gender_of(figure: Figure, pack: Pack) -> str | None:
    """What somebody's titles and roles say, or else the first name."""
    words = frozenset().union(
        *(_role_words(role, pack.code) for role in figure.roles),
        *(fold(one).split() for one in (*figure.honorifics, figure.head)),
    )
    she, he = _gendered(pack.code)
    if not words.isdisjoint(she):
        return "she"
    if not words.isdisjoint(he):
        return "he"
    if figure.full is None:
        return None
    first = figure.full.cores[0]
    if first in pack.sources.she_words or first in pack.sources.she_names:
        return "she"
    if first in pack.sources.he_words or first in pack.sources.he_names:
        return "he"
    return None


@functools.cache
def _gendered(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of titles and roles that say "she", and those that say "he", folded."""
    sources = languages.pack(language).sources
    return frozenset(map(fold, sources.she_words)), frozenset(map(fold, sources.he_words))


@functools.lru_cache(maxsize=4096)
def _role_words(role: str, language: str) -> frozenset[str]:
    """The words of a role, folded; of "Ms Smith's father" only "father"."""
    return frozenset(fold(languages.pack(language).sources.owner.sub("", role)).split())


def _initials(office: str) -> str:
    """The letters with which those of its words begin that have capitals."""
    return "".join(word[0] for word in office.split() if word[0].isupper())


def _is_fuller(name: Name, known: Name, pack: Pack) -> bool:
    """Whether a name says more than the one known: a surname's first name, a middle name."""
    if len(name.words) <= len(known.words):
        return False
    surname = len(known.words) == 1 or known.cores[0] in pack.sources.particles
    return surname or name.cores[0] == known.cores[0]
