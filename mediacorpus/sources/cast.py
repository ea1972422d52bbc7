"""The cast of an article: everybody whom it names or describes, in the order of the text."""

from __future__ import annotations

import bisect
import operator
import re
from collections.abc import Iterable, Iterator

from mediacorpus import languages
from mediacorpus.languages import Pack
from mediacorpus.records import SourceKind, Span
from mediacorpus.sources.affiliations import Tie, body_before, is_body, ties
from mediacorpus.sources.figures import Bearers, Figure, Place, gender_of
from mediacorpus.sources.kinds import (
    has_article,
    is_of_place,
    kind_of_name,
    kind_of_noun,
    known_kind,
)
from mediacorpus.sources.mentions import (
    Mention,
    apposition,
    body_beside,
    clause,
    describe,
    is_person_plural,
    predicate,
    speaking,
)
from mediacorpus.sources.names import Name, find_names, is_possessive, names_within, unowned
from mediacorpus.text import phrases
from mediacorpus.text.folding import fold
from mediacorpus.text.tokens import Tokens, is_in_title_case, read_paragraphs, unfolded

__all__ = ["Cast"]

HEAD = 2
"""So many paragraphs are the head of a text: headline and standfirst, or headline and lead."""

LONGEST_UNKNOWN = 3
"""So many words of a headline, at most, are a name that the text does not have."""

LONGEST_TOLD = 8
"""So many words of a relative clause, at most, are of whoever stands before it."""

LONGEST_CLAUSE = 40
"""So many tokens before a pronoun, at most, its clause begins."""


class Cast:
    """Who is who in a text: everybody whom it names, and those of whom it is asked as speakers.

    `said` are the places of what is quoted: whom others speak of is rarely whom the writer means by
    "he"; the `writer` is who "I" is outside of them.
    """

    def __init__(
        self, text: str, pack: Pack, said: Iterable[Place] = (), writer: str | None = None
    ) -> None:
        self.text = text
        self.pack = pack
        self.writer = writer
        self.wrote: Figure | None = None
        """The writer, if anything was said by "I"."""
        self.figures: list[Figure] = []
        self.trail: list[tuple[Place, Figure]] = []
        """Every mention and whose it is, in the order of the text."""
        self.bearers = Bearers(pack)
        self.by_place: dict[int, Figure] = {}
        """By where a name begins, whose it is."""
        self.by_words: dict[str, Figure] = {}
        """By the words of a description, "the men", whom it stands for."""
        self.by_members: dict[frozenset[int], Figure] = {}
        """By who they are, several whom the text names together: "Keane and Boyle"."""
        self.speaker_before: Figure | None = None
        self.spoken: set[Place] = set()
        """Mentions that speak."""
        self.subjects: set[Place] = set()
        """Mentions that a verb stands behind, or that begin a sentence."""
        self.owners: set[Place] = set()
        """Mentions that only own what follows: "Smith's"."""
        self.openers: set[Place] = set()
        """Those of them by whom a sentence begins."""
        self.sentences: list[int] = []
        """Where the writer's sentences begin."""
        self.said = _merged(said)
        self.said_starts = [start for start, _ in self.said]
        self.paragraphs: list[tuple[Tokens, list[Name]]] = []
        headings = []
        in_capitals = text.isupper()
        for folded in read_paragraphs(text, pack.code):
            tokens = unfolded(folded, pack)
            kinds = "".join(tokens.kind)
            begins = [0] if kinds[0] not in _ENDERS else []
            begins += [match.end() for match in _SENTENCE_END.finditer(kinds)]
            places = (tokens.start[number] for number in begins)
            self.sentences += [at for at in places if not self.is_said((at - 1, at))]
            names: list[Name] = []
            self.paragraphs.append((tokens, names))
            shouted = not in_capitals and text[tokens.start[0] : tokens.end[-1]].isupper()
            if shouted or is_in_title_case(tokens):
                headings.append((tokens, names, shouted))
                continue
            names.extend(self._names(tokens))
            self._meet_all(tokens, names)
        for tokens, names, shouted in headings:
            names.extend(self._in_heading(tokens, shouted=shouted))
            self._meet_all(tokens, names)
        self.trail.sort(key=operator.itemgetter(0))
        for figure in self.figures:
            figure.mentions.sort()
        self.starts = [tokens.start[0] for tokens, _ in self.paragraphs]

    # -- reading the text ------------------------------------------------------------------

    def _add(self, figure: Figure) -> Figure:
        self.figures.append(figure)
        return figure

    def _take_down(self, figure: Figure, place: Place) -> None:
        """A mention, while the text is read; all are put in order at its end."""
        figure.mentions.append(place)
        self.trail.append((place, figure))

    def _mention(self, figure: Figure, place: Place) -> None:
        at = bisect.bisect_left(figure.mentions, place)
        if figure.mentions[at : at + 1] != [place]:
            figure.mentions.insert(at, place)
            bisect.insort(self.trail, (place, figure), key=lambda one: one[0])

    def _names(self, tokens: Tokens) -> list[Name]:
        """The names of a paragraph; a noun alone is a surname where somebody is called so before
        it, in the paragraph too: "Tom Baker left.  Baker said"."""
        common = self.pack.sources.common
        names = [*find_names(tokens, self.pack, self.bearers.surnames)]
        here = {
            one.surname
            for one in names
            if one.surname in common
            and len(one.words) > 1
            and kind_of_name(one, self.pack) == "person"
        }
        if here <= self.bearers.surnames:
            return names
        return [*find_names(tokens, self.pack, self.bearers.surnames | here)]

    def _in_heading(self, tokens: Tokens, *, shouted: bool) -> Iterator[Name]:
        """The names in a heading whose words have capitals: those that the text has, too; in one
        that is not all in capitals, what else is short enough for a name."""
        for run in find_names(tokens, self.pack, self.bearers.surnames):
            known = list(names_within(tokens, run, self.bearers.called, self.pack))
            may_be_name = not shouted and len(run.words) <= LONGEST_UNKNOWN
            yield from known or ([run] if may_be_name else [])

    def _meet_all(self, tokens: Tokens, names: list[Name]) -> None:
        kinds = "".join(tokens.kind)
        before: Name | None = None
        for name in names:
            self._meet(tokens, kinds, names, name, before)
            if before and _JOINED.fullmatch(kinds, before.last, name.first):
                self._meet_joint(before, name)
            before = name
        self._meet_groups(tokens, kinds, names)

    def _meet(
        self, tokens: Tokens, kinds: str, names: list[Name], name: Name, before: Name | None
    ) -> None:
        """A name in the text: of somebody known, or of somebody new."""
        articled = name.first > 0 and kinds[name.first - 1] == "D"
        figure = self.bearers.of(name, articled=articled)
        if figure is None and before and _is_its_acronym(tokens, kinds, name, before):
            figure = self.by_place[before.start]
            figure.short.add(name.cores[0])
            whole = _spelt_out(tokens, kinds, name)
            if whole and len(whole) > len(figure.name):
                figure.name, figure.kind = whole, "organisation"
        if figure is None:
            figure = self._add(Figure(name.text, kind_of_name(name, self.pack), full=name))
        self.bearers.enter(name, figure)
        self._learn_noun_before(figure, tokens, name)
        if figure.kind == "person" and has_article(tokens, name, self.pack):
            figure.kind = "organisation"
        elif figure.kind == "person":
            self.bearers.enter_person(name)
        place = (name.start, name.end)
        self._take_down(figure, place)
        self.by_place[name.start] = figure
        if name.possessive:
            self.owners.add(place)
            if self._begins_sentence(kinds, name, before):
                self.openers.add(place)
        elif self._is_subject(tokens, kinds, name, before):
            self.subjects.add(place)
        beside = apposition(tokens, name, self.pack)
        if beside:
            first, last = beside
            if last < name.first and (first == 0 or kinds[first - 1] in ".!?…"):
                self.subjects.add(place)  # "The girl’s father, Tom Brown, said"
            figure.learn(tokens.text[tokens.start[first] : tokens.end[last - 1]])
            if name.cores[-1] not in self.pack.sources.places:
                figure.kind = "person"  # but "Venezuela, a member of the group" is none
            self.affiliate(figure, tokens, first, last, names)
        if name.title and self.pack.sources.honorifics.issuperset(name.title.casefold().split()):
            figure.learn(honorific=name.title)
        elif name.title:
            figure.learn(name.title)
        if name.suffix:
            figure.learn(name.suffix)
        self._learn_beside(figure, tokens, name)

    def _learn_beside(self, figure: Figure, tokens: Tokens, name: Name) -> None:
        """What stands behind a name: what body it is, "Acme, the port operator,", what somebody is
        or does, "Ann Lee is the mayor", "Ann Lee, prosecuting", and a clause."""
        behind = tokens.kind[name.last : name.last + 1]
        if behind and behind[0] in _TELLING:
            self._learn_behind(figure, tokens, name)
        if name.first > 1 and tokens.kind[name.first - 1] == ",":
            figure.learn(self.pack.sources.doing.get(tokens.low[name.first - 2]))

    def _learn_behind(self, figure: Figure, tokens: Tokens, name: Name) -> None:
        body = body_beside(tokens, name, self.pack)
        place = body and is_of_place(name.cores[-1], self.pack)
        if body and not place and figure.kind in ("person", "unknown"):
            figure.learn(tokens.text[tokens.start[body[0]] : tokens.end[body[1] - 1]])
            figure.kind = "organisation"
        who = clause(tokens, name, self.pack)
        if who:
            figure.told.update(tokens.low[who : who + LONGEST_TOLD])
        said = predicate(tokens, who or name.last, self.pack)
        if said:
            figure.learn(tokens.text[tokens.start[said[0]] : tokens.end[said[1] - 1]])
        if tokens.kind[name.last] == "," and name.last + 1 < len(tokens):
            figure.learn(self.pack.sources.doing.get(tokens.low[name.last + 1]))

    def _meet_joint(self, one: Name, other: Name) -> None:
        """Two people of whom a sentence is: "Ann Lee and Tom Roe met"."""
        if (one.start, one.end) in self.subjects and not other.possessive:
            figures = (self.by_place[one.start], self.by_place[other.start])
            if all(figure.kind == "person" for figure in figures):
                place = (one.start, other.end)
                self._take_down(self.joint(place, (one, other)), place)
                self.subjects.add(place)

    def _is_subject(self, tokens: Tokens, kinds: str, name: Name, before: Name | None) -> bool:
        """Whether a name is the first of its sentence, behind no preposition, or has a verb behind
        it."""
        if self._begins_sentence(kinds, name, before):
            return True
        if name.first and kinds[name.first - 1] == "P":
            return False  # "who asked about Smith is"
        return kinds[name.last : name.last + 1] in ("X", "V") or (
            kinds[name.last : name.last + 1] == "N"
            and (
                tokens.low[name.last].endswith(self.pack.grammar.finite_endings)
                or kinds[name.last + 1 : name.last + 2] in ("D", "S", "O")  # "Smith found the"
            )
        )

    def _begins_sentence(self, kinds: str, name: Name, before: Name | None) -> bool:
        since = before.last if before else 0
        first = not before or _FULL_STOP.search(kinds, since, name.first) is not None
        return first and (name.first == 0 or kinds[name.first - 1] not in "PV")

    def _learn_noun_before(self, figure: Figure, tokens: Tokens, name: Name) -> None:
        """What the noun right before a name says of it: "mayor Ann Lee", "newspaper Dagens
        Nyheter", "the supplier Harzinger"."""
        if name.first == 0 or name.title or name.possessive or tokens.kind[name.first - 1] != "N":
            return
        if is_of_place(name.cores[-1], self.pack):
            return  # "the ally France"
        noun = tokens.low[name.first - 1]
        kind = kind_of_noun(noun, self.pack)
        first_name = name.cores[0] in self.pack.sources.given_names
        if kind == "person":
            first = name.first - 1
            while first > 0 and (
                tokens.kind[first - 1] == "M" or tokens.low[first - 1] in self.pack.sources.former
            ):
                first -= 1  # "CHR spokesman", "former US ambassador"
            figure.learn(tokens.text[tokens.start[first] : tokens.end[name.first - 1]])
        elif kind not in ("outlet", "organisation") or first_name:
            return
        if kind == "outlet" or figure.kind == "unknown":
            figure.kind = kind
            figure.told.add(noun)

    def affiliate(
        self, figure: Figure, tokens: Tokens, first: int, last: int, names: list[Name]
    ) -> None:
        """Take down to whom a role or a description ties somebody, "head of policy at Shelter"."""
        for found in ties(tokens, first, last, _between(names, first, last), self.pack):
            figure.tied = True
            known = self.by_place.get(found.name.start)
            person = known is not None and known.kind == "person"
            if person and found.by and known and not known.speaks:
                person = gender_of(known, self.pack) is not None  # "Goldman Sachs" looks like one
            if not person and is_body(found, self.pack) and not self._is_place(found):
                figure.affiliation = figure.affiliation or found.text

    def _is_place(self, found: Tie) -> bool:
        """Whether something is elsewhere in the text said to be in what somebody is tied to, so
        that it is rather a place: "in Homs"."""
        if found.certain:
            return False
        before = (word.rpartition(" ")[2].lower() for word in self._before(found.text))
        return not self.pack.sources.locating.isdisjoint(before)

    def _before(self, words: str) -> Iterator[str]:
        """What stands on the line, up to 20 characters, before each place that has these words."""
        at = self.text.find(words)
        while at >= 0:
            yield self.text[max(at - 20, 0) : at].rpartition("\n")[2].rstrip(" ")
            at = self.text.find(words, at + 1)

    def affiliate_by_roles(self, figure: Figure) -> None:
        """Take down the organisation that stands before an office, "Acme CEO", "an Acme aide"; a
        word that has a capital only where a sentence begins is none, nor is a person's name."""
        described = (figure.name,) if figure.kind == "person" else ()
        for role in figure.roles if figure.named else described:
            found = body_before(role, self.pack)
            if found and not figure.affiliation:
                named = self.bearers.by_word.get(fold(found.text).rpartition(" ")[2], ())
                person = any(one.kind == "person" for one in named)
                within = (one[-1:].isalnum() or one[-1:] == "," for one in self._before(found.text))
                if found.certain or (not person and any(within)):
                    figure.affiliation = found.text

    def _meet_groups(self, tokens: Tokens, kinds: str, names: list[Name]) -> None:
        """Several people who are introduced with their number, "four alleged Iraqis", or by whom a
        sentence begins: "Junior doctors"."""
        counted = self.pack.sources.counted
        starts = [match.start() for match in _NUMBERED.finditer(kinds)]
        if not counted.isdisjoint(tokens.low):
            told = (match.start() for match in _COUNTED.finditer(kinds))
            starts = sorted([*starts, *(n for n in told if tokens.low[n] in counted)])
        for first in starts:
            begins = first == 0 or kinds[first - 1] in '.!?…"“'
            named = kinds[first] == "M"
            head = first + (not named)
            if head + 1 < len(kinds) and tokens.low[head] in self.pack.grammar.genitive:
                head += 1  # "hundreds of protesters"
            furthest = first + (3 if named else 6)
            while head < min(furthest, len(kinds)) and kinds[head] in "NMA":
                if is_person_plural(tokens, head, self.pack):
                    kind = self._kind_at(names, head)
                    if kind == "unknown" or (kind == "group" and not named):
                        self._meet_group(tokens, first, head, begins=begins)
                    break
                head += 1

    def _kind_at(self, names: list[Name], number: int) -> SourceKind:
        """Of what kind whoever is named at a token is: "Sanders" is no plural."""
        at = bisect.bisect_right(names, number, key=_first) - 1
        named = at >= 0 and number < names[at].last
        return self.by_place[names[at].start].kind if named else "unknown"

    def _meet_group(self, tokens: Tokens, first: int, head: int, *, begins: bool) -> None:
        end = head + 1
        verbs = self.pack.grammar.finite_endings
        while end < len(tokens) and tokens.kind[end] in "NMPD#A":
            if is_possessive(tokens.word[end], self.pack):
                break  # "31 people in what Smith's office called"
            if begins and (
                tokens.low[end].endswith(verbs) or tokens.low[end] in self.pack.cue_words
            ):
                break
            end += 1
        while tokens.kind[end - 1] in "DP":
            end -= 1
        place = (tokens.start[first], tokens.end[end - 1])
        group = Figure(self.text[slice(*place)], "group", head=tokens.low[head], plural=True)
        self._take_down(group, place)
        self.subjects.add(place)
        self._add(group)

    # -- the speakers ----------------------------------------------------------------------

    def _paragraph(self, position: int) -> tuple[Tokens, list[Name]]:
        return self.paragraphs[self._number(position)]

    def _number(self, position: int) -> int:
        """The number of the paragraph that a position is in."""
        return max(bisect.bisect_right(self.starts, position) - 1, 0)

    def mention(self, span: Span) -> tuple[Mention, Place, Tokens, list[Name]] | None:
        """What a speaker's words say, their place without apposition, and the names in them."""
        tokens, names = self._paragraph(span.start)
        first = bisect.bisect_left(tokens.start, span.start)
        last = bisect.bisect_left(tokens.start, span.end, first)
        if first >= last:
            return None
        names = _between(names, first, last)
        if names and names[-1].first == first:
            last = max(last, names[-1].last)  # "Olive", of "Olive Tandy"
        first, last = speaking(tokens, first, last, names, self.pack)
        found = describe(tokens, first, last, names, self.pack)
        return found, (tokens.start[first], found.core_end), tokens, names

    def phrase_before(self, position: int) -> Span | None:
        """The noun phrase that ends right before a position, or before a comma there; its
        apposition, where it has one, included."""
        tokens, _ = self._paragraph(position)
        behind = bisect.bisect_left(tokens.start, position)
        end = behind - (tokens.kind[behind - 1 : behind] == [","])
        start = phrases.ending_before(tokens, end, 0, self.pack.grammar)
        if start and end < behind and tokens.kind[start - 1] == ",":
            whole = phrases.ending_before(tokens, behind, 0, self.pack.grammar)
            if whole is not None and tokens.kind[whole] == "M":
                start = whole  # "Ann Lee, the mayor, who"
        if start is None:
            return None
        start += tokens.low[start] in self.pack.sources.introducing_examples
        return Span(start=tokens.start[start], end=tokens.end[end - 1])

    def described_by(self, phrase: Span) -> Figure | None:
        """The person whose apposition a phrase is: "Ann Lee, a baker"; None where there is none."""
        tokens, names = self._paragraph(phrase.start)
        first = bisect.bisect_left(tokens.start, phrase.start)
        if first < 2 or tokens.kind[first] != "D" or tokens.kind[first - 1] != ",":
            return None
        before = next((one for one in names if one.last == first - 1), None)
        figure = self.named(before) if before else None
        return figure if figure and figure.kind == "person" else None

    def last_part(self, phrase: Span) -> Span:
        """What stands behind the last preposition of a phrase that is no "of"."""
        tokens, _ = self._paragraph(phrase.start)
        first, last = (bisect.bisect_left(tokens.start, at) for at in (phrase.start, phrase.end))
        tying = self.pack.grammar.genitive
        behind = [
            n + 1
            for n in range(first, last - 1)
            if tokens.kind[n] == "P" and tokens.low[n] not in tying
        ]
        return Span(start=tokens.start[behind[-1]], end=phrase.end) if behind else phrase

    def named(self, name: Name) -> Figure | None:
        """Whose name it is."""
        return self.by_place.get(name.start) or self.bearers.of(name)

    def describe(self, mention: Mention, place: Place) -> Figure:
        """Somebody new, of whom there is a description."""
        kind = kind_of_noun(mention.head, self.pack)
        return self._add(
            Figure(
                unowned(self.text[slice(*place)], self.pack.code),  # "many voters’"
                "group" if kind == "person" and mention.plural else kind,
                head=mention.head,
                plural=mention.plural or mention.sort != "indefinite",
            )
        )

    def joint(self, place: Place, names: Iterable[Name]) -> Figure:
        """Those who are named together at a place: the same as those who were named so before, in
        the fullest words that the text has for them."""
        words = self.text[slice(*place)]
        outside = (one for one in names if self.text[one.start - 1 : one.start] != "(")
        within = (self.named(one) for one in outside if one.end <= place[1])
        known = [one for one in within if one is not None]
        members = frozenset(map(id, known))
        figure = (
            self.by_members.get(members) if len(members) > 1 else self.by_words.get(fold(words))
        )
        if figure is None:
            figure = self._add(Figure(words, "group", joint=True, members=known, plural=True))
        elif len(words) > len(figure.name):
            figure.name = words
        self.by_members[members] = self.by_words[fold(words)] = figure
        return figure

    def speaks(self, figure: Figure, place: Place) -> None:
        """Take down that somebody speaks at a place."""
        self._mention(figure, place)
        self.spoken.add(place)
        figure.speaks = True
        self.speaker_before = figure

    def is_about(self, figure: Figure, place: Place) -> None:
        """Take down that a sentence is about somebody who is mentioned at a place."""
        self._mention(figure, place)
        self.subjects.add(place)

    def is_said(self, place: Place) -> bool:
        """Whether a place is within what somebody else says."""
        at = bisect.bisect_right(self.said_starts, place[0]) - 1
        return at >= 0 and place[1] <= self.said[at][1]

    def opens_with_clause(self, position: int) -> bool:
        """Whether what a position is in begins its sentence and is not the main clause: "As he
        spoke, …"."""
        tokens, _ = self._paragraph(position)
        number = bisect.bisect_left(tokens.start, position)
        furthest = max(number - LONGEST_CLAUSE, 0)
        while number > furthest and tokens.kind[number - 1] not in _BOUNDS:
            number -= 1
        if number > 0 and tokens.kind[number - 1] == ",":
            return False
        number += tokens.kind[number] == "A"
        return tokens.kind[number] in "BP" and tokens.start[number] < position

    def is_heading(self, position: int) -> bool:
        """Whether a position is in a headline or standfirst, or in a line that ends no sentence."""
        number = self._number(position)
        tokens, _ = self.paragraphs[number]
        return number < HEAD or not any(mark in ".!?…Q:" for mark in tokens.kind[-2:])

    def sentence(self, position: int) -> int:
        """The number of the sentence that a position is in."""
        return bisect.bisect_right(self.sentences, position)

    # -- the outlet and the credits --------------------------------------------------------

    def credit(self, name: str, kind: SourceKind | None = None) -> Figure:
        """The outlet, or who is credited for a picture."""
        folded = fold(name)
        figure = self.by_words.get(folded) or next(
            (
                one
                for one in self.bearers.by_word.get(folded.rpartition(" ")[2], ())
                if fold(one.name) in (folded, folded.removeprefix("the "))
            ),
            None,
        )
        if figure is None:
            figure = self._add(Figure(name, "unknown"))
        figure.name, figure.credited = name, True
        figure.kind = kind or known_kind(name) or _kind_of_credit(name)
        self.by_words[folded] = figure
        return figure


_TELLING = frozenset(",RX")
"""Tokens behind a name with which more may be told of it: a comma, "who", "is"."""
_JOINED = re.compile("C(DN{1,3},?)?")
_BOUNDS = frozenset('.!?…,;:"“”Q')
_ENDERS = ".!?…"
_SENTENCE_END = re.compile(r"[.!?…Q](?=[^.!?…])")
_FULL_STOP = re.compile("[.!?]")
_NUMBERED = re.compile(r"#(?=[NMAP])|(?:^|(?<=[.!?…]))M")
_COUNTED = re.compile("[DN](?=[NMAP])")


def _first(name: Name) -> int:
    return name.first


def _between(names: list[Name], first: int, last: int) -> list[Name]:
    """Those of a paragraph's names that begin at a token from `first` up to `last`."""
    begin, end = (bisect.bisect_left(names, at, key=_first) for at in (first, last))
    return names[begin:end]


def _merged(places: Iterable[Place]) -> list[Place]:
    """The places in order, those that overlap as one."""
    merged: list[Place] = []
    for start, end in sorted(places):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_its_acronym(tokens: Tokens, kinds: str, name: Name, before: Name) -> bool:
    """Whether a name stands in brackets right behind another one, as its short form."""
    return bool(
        len(name.words) == 1
        and name.last < len(tokens)
        and name.first == before.last + 1
        and tokens.kind[before.last] == "("
        and tokens.kind[name.last] == ")"
        and (name.words[0][0] in before.acronym or _spelt_out(tokens, kinds, name))
        and "-" not in name.words[0]
    )


def _spelt_out(tokens: Tokens, kinds: str, short: Name) -> str | None:
    """The words before a short form in brackets of which it has the initials, with what joins
    them: "Immigration, Refugees and Citizenship Canada (IRCC)"; None where there are none."""
    end = short.first - 1
    letters = list(short.words[0].upper())
    first = end
    while letters and first > 0 and kinds[first - 1] in "MCPD,":
        first -= 1
        if kinds[first] == "M" and tokens.word[first][0] != letters.pop():
            return None
    return None if letters else tokens.text[tokens.start[first] : tokens.end[end - 1]]


def _kind_of_credit(credit: str) -> SourceKind:
    """An agency, if one is named in the credit."""
    words = credit.replace("/", " ").split()
    runs = {" ".join(words[a:b]) for a in range(len(words)) for b in range(a + 1, a + 4)}
    return "agency" if runs & languages.names().agencies else "unknown"
