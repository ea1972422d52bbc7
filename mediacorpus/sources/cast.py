"""The cast of an article: everybody whom it names or describes, in the order of the text."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator

import attrs

from mediacorpus import languages
from mediacorpus.languages import Pack
from mediacorpus.records import SourceKind, Span
from mediacorpus.sources.mentions import (
    Mention,
    affiliation,
    apposition,
    describe,
    has_article,
    is_person_plural,
    kind_of_name,
    kind_of_noun,
)
from mediacorpus.sources.names import Name, find_names, is_short_for
from mediacorpus.text.folding import fold
from mediacorpus.text.marks import paragraphs
from mediacorpus.text.tokens import Tokens, tokenise

__all__ = ["Cast", "Figure"]

Place = tuple[int, int]

NEAR = 1200
"""Who spoke last is meant by "he" for so many characters, whoever is named in between."""

REACH = 120
"""So many mentions are looked back at for whom a pronoun or a description can stand for."""


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
    plural: bool = False
    mentions: list[Place] = attrs.field(factory=list)
    roles: list[str] = attrs.field(factory=list)
    honorifics: list[str] = attrs.field(factory=list)
    affiliation: str | None = None
    pronoun: str | None = None
    """"he" or "she", where that is known."""
    speaks: bool = False
    credited: bool = False

    @property
    def named(self) -> bool:
        """Whether it has a name of its own."""
        return self.full is not None or self.joint or (self.credited and not self.head)

    @property
    def may_be_person(self) -> bool:
        """Whether a "he" can be meant: a single capitalised word may well be a place."""
        return self.kind == "person" or (self.kind == "unknown" and self.named and self.speaks)

    def learn(self, role: str | None = None, honorific: str | None = None) -> None:
        """Take down what stands beside a name; who has an office or a title is a person."""
        if role and role not in self.roles:
            self.roles.append(role)
        if honorific:
            self.honorifics.append(honorific)
        if honorific and self.kind == "unknown":
            self.kind = "person"


class Cast:
    """Knows who is who in a text; asked about speakers in the order of the text."""

    def __init__(self, text: str, pack: Pack) -> None:
        self.text = text
        self.pack = pack
        self.figures: list[Figure] = []
        self.trail: list[tuple[Place, Figure]] = []
        """Every mention and whose it is, in the order of the text."""
        self.by_word: dict[str, list[Figure]] = {}
        """By each word of their names, and by their acronyms, those who bear it."""
        self.by_place: dict[int, Figure] = {}
        """By where a name begins, whose it is."""
        self.by_words: dict[str, Figure] = {}
        """By the words of a description, "the men", whom it stands for."""
        self.speaker_before: Figure | None = None
        self.subjects: list[tuple[int, Figure]] = []
        """Where a sentence begins with a name, and whose it is."""
        self.paragraphs: list[tuple[Tokens, list[Name]]] = []
        for paragraph in paragraphs(text):
            tokens = tokenise(text, paragraph.start, paragraph.end, [], pack)
            names = list(find_names(tokens, pack))
            self.paragraphs.append((tokens, names))
            for name in names:
                self._meet(tokens, names, name)
            self._meet_groups(tokens)
        self.trail.sort(key=lambda one: one[0])
        self.starts = [tokens.start[0] for tokens, _ in self.paragraphs]

    # -- reading the text ------------------------------------------------------------------

    def _add(self, figure: Figure) -> Figure:
        self.figures.append(figure)
        return figure

    def _meet(self, tokens: Tokens, names: list[Name], name: Name) -> None:
        """A name in the text: of somebody known, or of somebody new."""
        figure = self._bearer(name)
        if figure is None:
            figure = self._add(Figure(name.text, self._kind(name), full=name))
        elif figure.full and _is_fuller(name, figure.full):
            figure.full, figure.name, figure.kind = name, name.text, self._kind(name)
        if figure.kind == "unknown":
            figure.kind = self._kind(name)
        if figure.kind == "person" and has_article(tokens, name, self.pack):
            figure.kind = "organisation"
        for word in _keys(name):
            bearers = self.by_word.setdefault(word, [])
            if figure not in bearers:
                bearers[:] = [*bearers[-20:], figure]  # others who bore it were met long ago
        place = (name.start, name.end)
        figure.mentions.append(place)
        self.trail.append((place, figure))
        self.by_place[name.start] = figure
        if name.first == 0 or tokens.kind[name.first - 1] in ".!?":
            self.subjects.append((name.start, figure))
        beside = apposition(tokens, name, self.pack)
        if beside:
            first, last = beside
            figure.learn(tokens.text[tokens.start[first] : tokens.end[last - 1]])
            figure.kind = "person"
            self._affiliate(figure, tokens, first, last, names)
        if name.title and self.pack.sources.honorifics.issuperset(name.title.casefold().split()):
            figure.learn(honorific=name.title)
        elif not beside:
            figure.learn(name.title)
        figure.learn(name.suffix)

    def _kind(self, name: Name) -> SourceKind:
        return _known_kind(name.text) or kind_of_name(name, self.pack)

    def _bearer(self, name: Name) -> Figure | None:
        """Who of those met so far bears the name; of several the one met last."""
        near = {id(one): one for word in _keys(name) for one in self.by_word.get(word, ())}
        fitting = [
            one
            for one in near.values()
            if one.full and (is_short_for(name, one.full) or is_short_for(one.full, name))
        ]
        return max(fitting, key=lambda one: one.mentions[-1], default=None)

    def _affiliate(
        self, figure: Figure, tokens: Tokens, first: int, last: int, names: list[Name]
    ) -> None:
        found = affiliation(tokens, first, last, names, self.pack)
        figure.affiliation = figure.affiliation or found

    def _meet_groups(self, tokens: Tokens) -> None:
        """Several people who are introduced with their number: "four alleged Iraqis"."""
        for first in range(len(tokens)):
            if tokens.kind[first] != "#" and tokens.low[first] not in self.pack.sources.counted:
                continue
            head = first + 1
            while head < min(first + 6, len(tokens)) and tokens.kind[head] in "NMA":
                if is_person_plural(tokens, head, self.pack):
                    self._meet_group(tokens, first, head)
                    break
                head += 1

    def _meet_group(self, tokens: Tokens, first: int, head: int) -> None:
        end = head + 1
        while end < len(tokens) and tokens.kind[end] in "NMPD#A":
            end += 1
        place = (tokens.start[first], tokens.end[end - 1])
        group = Figure(self.text[slice(*place)], "group", head=tokens.low[head], plural=True)
        group.mentions.append(place)
        self.trail.append((place, group))
        self._add(group)

    # -- the speakers ----------------------------------------------------------------------

    def speaker(self, span: Span) -> Figure | None:
        """Who a speaker is; None where that cannot be told."""
        number = max(bisect.bisect_right(self.starts, span.start) - 1, 0)
        tokens, names = self.paragraphs[number]
        first = bisect.bisect_left(tokens.start, span.start)
        last = bisect.bisect_left(tokens.start, span.end)
        if first >= last:
            return None
        near = (bisect.bisect_left(names, at, key=lambda name: name.first) for at in (first, last))
        names = names[slice(*near)]
        mention = describe(tokens, first, last, names, self.pack)
        place = (span.start, mention.core_end)
        figure = self._figure(mention, place)
        if figure is None:
            return None
        if mention.name:
            place = (mention.name.start, mention.name.end)
            for role in mention.roles:
                figure.learn(role)
            if mention.kind != "unknown" and not figure.honorifics:
                figure.kind = mention.kind
            names = [name for name in names if name != mention.name]
        if not mention.plural:
            self._affiliate(figure, tokens, first, last, names)
        at = bisect.bisect_left(figure.mentions, place)
        if figure.mentions[at : at + 1] != [place]:
            figure.mentions.insert(at, place)
            bisect.insort(self.trail, (place, figure), key=lambda one: one[0])
        figure.speaks = True
        self.speaker_before = figure
        return figure

    def _figure(self, mention: Mention, place: Place) -> Figure | None:
        """Whom a mention stands for; one who is described for the first time joins the cast."""
        if mention.name:
            figure = self.by_place.get(mention.name.start)
            return self._by_first_name(figure) or figure if figure else None
        if mention.sort == "pronoun":
            return self._by_pronoun(mention.head, place[0])
        words = fold(self.text[slice(*place)])
        figure = self.by_words.get(words)
        if figure is None and mention.sort == "definite":
            figure = self._by_description(mention, place[0])
        if figure is None or (mention.sort == "indefinite" and not figure.affiliation):
            figure = self._add(self._described(mention, place))
        self.by_words[words] = figure
        return figure

    def _by_first_name(self, figure: Figure) -> Figure | None:
        """The only person whose first name somebody speaks under of whom nothing else is known."""
        if figure.kind != "unknown" or figure.full is None or len(figure.full.words) > 1:
            return None
        word = figure.full.cores[0]
        bearers = [
            one
            for one in self.by_word.get(word, ())
            if one.kind == "person" and one.full and one.full.cores[0] == word
        ]
        return bearers[0] if len(bearers) == 1 else None

    def _described(self, mention: Mention, place: Place) -> Figure:
        """Somebody new, of whom there is a description or several names."""
        kind = kind_of_noun(mention.head, self.pack)
        return Figure(
            self.text[slice(*place)],
            "group" if mention.sort == "joint" or (kind == "person" and mention.plural) else kind,
            head=mention.head,
            joint=mention.sort == "joint",
            plural=mention.plural or mention.sort != "indefinite",
        )

    def _recent(self, position: int) -> Iterator[Figure]:
        """Who was mentioned before a position, the nearest first."""
        end = bisect.bisect_left(self.trail, position, key=lambda one: one[0][0])
        return (self.trail[at][1] for at in range(end - 1, max(end - REACH, 0) - 1, -1))

    def _by_pronoun(self, pronoun: str, position: int) -> Figure | None:
        """The person, or the group or organisation, that a pronoun stands for."""
        sources, before = self.pack.sources, self.speaker_before
        if pronoun in sources.who:
            nearest = next(self._recent(position), None)
            if nearest is None:
                return None
            at = bisect.bisect_left(nearest.mentions, (position, position)) - 1
            return nearest if at >= 0 and 0 <= position - nearest.mentions[at][1] <= 2 else None
        if pronoun in sources.they:
            return before if before and before.kind != "person" else None
        if pronoun in sources.it:
            return before if before and before.kind not in ("person", "group") else None
        if pronoun not in sources.he | sources.she:
            return None
        gender = "he" if pronoun in sources.he else "she"
        figure = self._subject_before(position, gender)
        near = before is not None and position - before.mentions[-1][0] < NEAR
        if figure is None and before and near and self._can_be(before, gender):
            figure = before
        if figure is None:
            figure = next((f for f in self._recent(position) if self._can_be(f, gender)), None)
        if figure:
            figure.pronoun = gender
            figure.kind = "person"
        return figure

    def _subject_before(self, position: int, gender: str) -> Figure | None:
        """Whom a sentence before, in the same paragraph, begins with; nobody where somebody has
        spoken since."""
        paragraph = self.starts[max(bisect.bisect_right(self.starts, position) - 1, 0)]
        at = bisect.bisect_left(self.subjects, position, key=lambda one: one[0]) - 1
        if at < 0 or self.subjects[at][0] < paragraph:
            return None
        start, figure = self.subjects[at]
        spoken = self.speaker_before.mentions if self.speaker_before else []
        since = bisect.bisect_left(spoken, (position, position)) - 1
        if since >= 0 and spoken[since][0] > start:
            return None
        return figure if self._can_be(figure, gender) else None

    def _can_be(self, figure: Figure, gender: str) -> bool:
        """Whether "he" or "she" can be meant: nothing is known that says otherwise."""
        if not figure.may_be_person:
            return False
        if figure.pronoun is None:
            words = set(fold(" ".join([*figure.roles, *figure.honorifics])).split())
            if words & self.pack.sources.she_words:
                figure.pronoun = "she"
            elif words & self.pack.sources.he_words:
                figure.pronoun = "he"
        return figure.pronoun in (None, gender)

    def _by_description(self, mention: Mention, position: int) -> Figure | None:
        """Who was mentioned before and fits "the men", "the minister", "the ministry"."""
        recent = list(self._recent(position))
        if mention.plural:
            groups = [
                one for one in recent if one.plural and _stands_for(mention.head, one, self.pack)
            ]
            return next((one for one in groups if one.speaks), next(iter(groups), None))
        fitting = [one for one in recent if self._is_described(one, mention.head)]
        words = set(fold(self.text[position : mention.core_end]).split())
        return max(fitting, key=lambda one: _in_common(one, words), default=None)

    def _is_described(self, figure: Figure, noun: str) -> bool:
        """Whether a noun is somebody's description, the head of a role, or part of the name of an
        organisation."""
        heads = (_head(role, self.pack.code) for role in figure.roles)
        if figure.head == noun or noun in heads:
            return True
        named = figure.full is not None and noun in figure.full.cores
        return named and figure.kind != "person"

    # -- the outlet and the credits --------------------------------------------------------

    def credit(self, name: str, kind: SourceKind | None = None) -> Figure:
        """The outlet, or who is credited for a picture."""
        folded = fold(name)
        figure = self.by_words.get(folded) or next(
            (
                one
                for one in self.by_word.get(folded.rpartition(" ")[2], ())
                if fold(one.name) in (folded, folded.removeprefix("the "))
            ),
            None,
        )
        if figure is None:
            figure = self._add(Figure(name, "unknown"))
        figure.name, figure.credited = name, True
        figure.kind = kind or _known_kind(name) or _kind_of_credit(name)
        self.by_words[folded] = figure
        return figure


def _keys(name: Name) -> set[str]:
    return {*name.cores, fold(name.acronym)}


def _is_fuller(name: Name, known: Name) -> bool:
    """Whether a name says more than the one known: a surname's first name, a middle name."""
    if len(name.words) <= len(known.words):
        return False
    return len(known.words) == 1 or name.cores[0] == known.cores[0]


def _stands_for(noun: str, group: Figure, pack: Pack) -> bool:
    """Whether a plural noun can stand for a group: it says no more than that they are people, or
    it is in the words that introduced them ("captives", "captured")."""
    if noun in pack.sources.anybody:
        return True
    stem = noun.removesuffix("s")[:4]
    return len(stem) == 4 and any(word.startswith(stem) for word in fold(group.name).split())


@functools.lru_cache(maxsize=4096)
def _head(role: str, language: str) -> str:
    """The noun of a role: "founder" of "a founder of the company Solvent"."""
    words = fold(role).split()
    prepositions = languages.pack(language).grammar.prepositions
    end = next((n for n, word in enumerate(words) if n and word in prepositions), len(words))
    return words[end - 1] if words else ""


def _in_common(figure: Figure, words: set[str]) -> int:
    """How many of the words of a description are in somebody's roles and name."""
    return len(words.intersection(fold(" ".join([figure.name, *figure.roles])).split()))


def _known_kind(name: str) -> SourceKind | None:
    """Whether a name is a known agency's or platform's."""
    names = languages.names()
    if name in names.agencies:
        return "agency"
    return "platform" if name in names.platforms else None


def _kind_of_credit(credit: str) -> SourceKind:
    """An agency, if one is named in the credit."""
    words = credit.replace("/", " ").split()
    runs = {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, a + 4)}
    return "agency" if runs & languages.names().agencies else "unknown"
