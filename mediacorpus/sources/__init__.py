"""Sources: who the speakers of an article's quotes are, and whom else it credits.

Every mention of a speaker is resolved within the article: a surname to the full name, a pronoun to
a person, "the men" to the "four alleged Iraqis" of an earlier sentence; with role and affiliation
as printed.  A single unnamed person ("a captive") that nothing refers back to is nobody in
particular.
"""

from __future__ import annotations

import bisect

import attrs

from mediacorpus import languages
from mediacorpus.fields import evolve
from mediacorpus.languages import Pack
from mediacorpus.records import Article, Quote, Source, SourceKind, Span
from mediacorpus.sources.mentions import (
    Mention,
    affiliation,
    apposition,
    describe,
    is_person_plural,
    kind_of_name,
    kind_of_noun,
)
from mediacorpus.sources.names import Name, find_names, is_short_for
from mediacorpus.text.folding import fold
from mediacorpus.text.marks import paragraphs
from mediacorpus.text.tokens import Tokens, tokenise

__all__ = ["resolve"]


@attrs.define(eq=False)
class _Candidate:
    """Whom or what the article speaks of, until it is known whether it is a source."""

    name: str
    kind: SourceKind
    named: bool
    full: Name | None = None
    mentions: list[tuple[int, int]] = attrs.field(factory=list)
    roles: list[str] = attrs.field(factory=list)
    honorifics: set[str] = attrs.field(factory=set)
    affiliation: str | None = None
    head: str | None = None
    plural: bool = False
    pronoun: str | None = None
    speaks: int = 0
    credited: bool = False

    @property
    def is_person(self) -> bool:
        """Whether a "he" can be meant: a single capitalised word may well be a place."""
        if self.kind != "person":
            return False
        return bool(self.speaks or self.roles or not self.full or len(self.full.words) > 1)

    @property
    def last(self) -> int:
        """Where it was mentioned last."""
        return self.mentions[-1][0] if self.mentions else -1


def resolve(article: Article, quotes: list[Quote], pack: Pack) -> tuple[list[Quote], list[Source]]:
    """The quotes with their `source_id`, and the sources of an article: speakers, the outlet, and
    who is credited for its pictures."""
    cast = _Cast(article, pack)
    speakers = {
        quote.id: cast.speaker(quote)
        for quote in sorted(quotes, key=lambda q: q.speaker.start if q.speaker else -1)
        if quote.speaker
    }
    publisher = cast.credit(article.publisher_name, "outlet") if article.publisher_name else None
    for block in article.body:
        if block.credit:
            cast.credit(block.credit, cast.credit_kind(block.credit))
    chosen = [one for one in cast.candidates if one is publisher or one.credited or _is_source(one)]
    chosen.sort(key=lambda one: min(one.mentions, default=(len(article.text), 0)))
    ids = {id(one): f"s{number}" for number, one in enumerate(chosen, start=1)}
    resolved = []
    for quote in quotes:
        speaker = speakers.get(quote.id)
        source_id = ids.get(id(speaker)) if speaker else None
        resolved.append(evolve(quote, source_id=source_id) if source_id else quote)
    return resolved, [_source(one, ids[id(one)], article, cast.pack) for one in chosen]


def _is_fuller(name: Name, known: Name) -> bool:
    """Whether a name says more than the one known: a surname's first name, a middle name."""
    if len(name.words) <= len(known.words):
        return False
    return len(known.words) == 1 or name.cores[0] == known.cores[0]


def _is_source(one: _Candidate) -> bool:
    """A speaker; but one unnamed person that is mentioned once is nobody in particular."""
    return one.speaks > 0 and (one.named or one.plural or len(one.mentions) > 1)


def _source(one: _Candidate, id: str, article: Article, pack: Pack) -> Source:
    mentions = sorted(set(one.mentions))
    pronouns = pack.sources.he | pack.sources.she | pack.sources.they | pack.sources.it
    words = dict.fromkeys(
        word
        for start, end in mentions
        if (word := article.text[start:end]).casefold() not in pronouns | pack.sources.who
    )
    return Source(
        id=id,
        article_id=article.id,
        name=one.name,
        kind=one.kind,
        aliases=tuple(word for word in words if word != one.name),
        mentions=tuple(Span(start=start, end=end) for start, end in mentions),
        roles=tuple(dict.fromkeys(one.roles)),
        affiliation=one.affiliation,
        named=one.named,
        key=fold(one.name) or one.name,
    )


class _Cast:
    """Everybody whom an article names or describes, in the order of the text."""

    def __init__(self, article: Article, pack: Pack) -> None:
        self.article = article
        self.text = article.text
        self.pack = pack
        self.candidates: list[_Candidate] = []
        self.paragraphs: list[tuple[Tokens, list[Name]]] = []
        self.groups: list[_Candidate] = []
        self.by_core: dict[str, list[_Candidate]] = {}
        """By each word of their names."""
        self.at: dict[int, _Candidate] = {}
        """By the place of a name."""
        self.described: dict[str, _Candidate] = {}
        """By the words of a description, "the men"."""
        self.previous: _Candidate | None = None
        """Who spoke last."""
        for paragraph in paragraphs(self.text):
            tokens = tokenise(self.text, paragraph.start, paragraph.end, [], pack)
            names = list(find_names(tokens, pack))
            self.paragraphs.append((tokens, names))
            for name in names:
                self._meet(tokens, names, name)
            self._meet_groups(tokens, names)
        self.starts = [tokens.start[0] for tokens, _ in self.paragraphs]

    # -- reading the text ------------------------------------------------------------------

    def _meet(self, tokens: Tokens, names: list[Name], name: Name) -> None:
        """A name in the text: of somebody known, or of somebody new."""
        known = self._known(name)
        if known is None:
            known = _Candidate(name.text, self._kind(name), True, full=name)
            self.candidates.append(known)
        elif known.full and _is_fuller(name, known.full):
            known.full, known.name, known.kind = name, name.text, self._kind(name)
        for core in {name.cores[-1], *name.cores}:
            them = self.by_core.setdefault(core, [])
            if known not in them:
                them[:] = [*them[-20:], known]  # who else bears it was met long ago
        known.mentions.append((name.start, name.end))
        self.at[name.start] = known
        place = apposition(tokens, name, self.pack)
        if place:
            self._add_role(known, tokens, names, *place)
        elif name.title and name.title.casefold() in self.pack.sources.honorifics:
            known.honorifics.add(name.title)
        elif name.title:
            known.roles.append(name.title)

    def _kind(self, name: Name) -> SourceKind:
        return self.name_kind(name.text) or kind_of_name(name, self.pack)

    def _known(self, name: Name) -> _Candidate | None:
        """Who of those met so far bears the name: the one met last of those whom it fits."""
        near = {id(one): one for core in name.cores for one in self.by_core.get(core, ())}
        fitting = [
            one
            for one in near.values()
            if one.full and (is_short_for(name, one.full) or is_short_for(one.full, name))
        ]
        return max(fitting, key=lambda one: one.last, default=None)

    def _add_role(
        self, one: _Candidate, tokens: Tokens, names: list[Name], first: int, last: int
    ) -> None:
        role = tokens.text[tokens.start[first] : tokens.end[last - 1]]
        one.roles.append(role)
        one.affiliation = one.affiliation or affiliation(tokens, first, last, names, self.pack)

    def _meet_groups(self, tokens: Tokens, names: list[Name]) -> None:
        """Several people who are introduced with their number: "four alleged Iraqis"."""
        for first in range(len(tokens)):
            if tokens.kind[first] != "#" and tokens.low[first] not in self.pack.sources.counted:
                continue
            head = first + 1
            while head < min(first + 6, len(tokens)) and tokens.kind[head] in "NMA":
                if is_person_plural(tokens, head, self.pack):
                    self._add_group(tokens, first, head)
                    break
                head += 1

    def _add_group(self, tokens: Tokens, first: int, head: int) -> None:
        end = head + 1
        while end < len(tokens) and tokens.kind[end] in "NMPD#A":
            end += 1
        place = (tokens.start[first], tokens.end[end - 1])
        group = _Candidate(self.text[slice(*place)], "group", False)
        group.mentions.append(place)
        group.head, group.plural = tokens.low[head], True
        self.groups.append(group)
        self.candidates.append(group)

    # -- the speakers ----------------------------------------------------------------------

    def speaker(self, quote: Quote) -> _Candidate | None:
        """Who a quote's speaker is; None where that cannot be told."""
        assert quote.speaker is not None
        place = (quote.speaker.start, quote.speaker.end)
        number = bisect.bisect_right(self.starts, place[0]) - 1
        tokens, names = self.paragraphs[number]
        first = bisect.bisect_left(tokens.start, place[0])
        last = bisect.bisect_left(tokens.start, place[1])
        if first >= last:
            return None
        mention = describe(tokens, first, last, names, self.pack)
        found = self._whom(mention, tokens, first, place)
        if found is None:
            return None
        if mention.name:
            place = (mention.name.start, mention.name.end)
            for role in mention.roles:
                found.roles.append(role)
            found.affiliation = found.affiliation or affiliation(
                tokens, first, last, [n for n in names if n != mention.name], self.pack
            )
        else:
            place = (place[0], mention.core_end)
        if place not in found.mentions:
            bisect.insort(found.mentions, place)
        found.speaks += 1
        self.previous = found
        return found

    def _whom(
        self, mention: Mention, tokens: Tokens, first: int, place: tuple[int, int]
    ) -> _Candidate | None:
        if mention.name:
            return self.at.get(mention.name.start)
        if mention.sort == "pronoun":
            return self._by_pronoun(mention, place[0])
        words = fold(self.text[place[0] : mention.core_end])
        if mention.sort in ("definite", "bare"):
            known = self.described.get(words) or (
                self._described(mention, place[0]) if mention.sort == "definite" else None
            )
            if known:
                self.described[words] = known
                return known
        new = _Candidate(
            self.text[place[0] : mention.core_end],
            kind_of_noun(mention.head, self.pack),
            False,
            head=mention.head,
            plural=mention.plural or mention.sort != "indefinite",
        )
        if new.kind == "person" and mention.plural:
            new.kind = "group"
        self.candidates.append(new)
        if mention.sort != "indefinite":
            self.described[words] = new
        return new

    def _by_pronoun(self, mention: Mention, position: int) -> _Candidate | None:
        """The person, or the group or organisation, that a pronoun stands for."""
        sources, word = self.pack.sources, mention.head
        if word in sources.who:
            return self._right_before(position)
        if word in sources.they:
            return self.previous if self.previous and self.previous.kind != "person" else None
        if word in sources.it:
            it = self.previous
            return it if it and it.kind not in ("person", "group") else None
        if word not in sources.he | sources.she:
            return None
        gender = "he" if word in sources.he else "she"
        people = [
            one
            for one in self.candidates
            if one.is_person
            and one.mentions[0][0] < position
            and self._gender(one) in (None, gender)
        ]
        best = max(people, key=lambda one: self._nearness(one, position), default=None)
        if best:
            best.pronoun = gender
        return best

    def _gender(self, one: _Candidate) -> str | None:
        """Which pronoun somebody is known to go by: from another one, a title or a role."""
        if one.pronoun is None:
            words = set(fold(" ".join([*one.roles, *one.honorifics])).split())
            if words & self.pack.sources.she_words:
                one.pronoun = "she"
            elif words & self.pack.sources.he_words:
                one.pronoun = "he"
        return one.pronoun

    def _nearness(self, one: _Candidate, position: int) -> tuple[bool, int]:
        """How near before a position somebody was mentioned; who spoke last goes before others in
        the same paragraphs."""
        last = max((start for start, _ in one.mentions if start < position), default=-1)
        return one is self.previous and position - last < 1200, last

    def _right_before(self, position: int) -> _Candidate | None:
        """Who is named right before "who"."""
        for one in self.candidates:
            for _, end in reversed(one.mentions):
                if 0 <= position - end <= 2:
                    return one
        return None

    def _described(self, mention: Mention, position: int) -> _Candidate | None:
        """Who was met before and fits a description such as "the men", "the minister"."""
        head = mention.head
        if mention.plural:
            groups = [one for one in self.groups if one.mentions[0][0] < position]
            fitting = [one for one in groups if self._fits(head, one)]
            return max(fitting, key=lambda one: (one.speaks > 0, one.last), default=None)
        fitting = [
            one
            for one in self.candidates
            if one.mentions
            and one.mentions[0][0] < position
            and (
                one.head == head
                or any(head in fold(role).split() for role in one.roles)
                or (one.named and one.full and head in one.full.cores[1:] and one.kind != "person")
            )
        ]
        return max(fitting, key=lambda one: one.last, default=None)

    def _fits(self, head: str, group: _Candidate) -> bool:
        """Whether a plural noun can stand for a group: it says no more than that they are people,
        or it is in the words that introduced them ("captives", "captured")."""
        if head in self.pack.sources.group_nouns:
            return True
        stem = head.removesuffix("s")[:5]
        return any(word.startswith(stem[:4]) for word in fold(group.name).split() if len(stem) > 3)

    # -- the outlet and the credits --------------------------------------------------------

    def credit(self, name: str, kind: SourceKind) -> _Candidate:
        """The outlet, or somebody to whom a picture is credited."""
        folded = fold(name)
        for one in self.candidates:
            if one.named and fold(one.name) in (folded, folded.removeprefix("the ")):
                one.name, one.kind, one.credited = name, kind, True
                return one
        new = _Candidate(name, kind, True, credited=True)
        self.candidates.append(new)
        return new

    def name_kind(self, name: str) -> SourceKind | None:
        """Whether a name is a known agency's or platform's."""
        names = languages.names()
        if name in names.agencies:
            return "agency"
        return "platform" if name in names.platforms else None

    def credit_kind(self, credit: str) -> SourceKind:
        """What a credit names: an agency, a platform, or who took the picture."""
        known = self.name_kind(credit)
        if known:
            return known
        words = credit.replace("/", " ").split()
        runs = {" ".join(words[a:b]) for a in range(len(words)) for b in (a + 1, a + 2, a + 3)}
        return "agency" if runs & languages.names().agencies else "unknown"
