"""How well quotes are found: what an engine gives, held against what people annotated.

The measures are those by which PolNeAR's annotators and other systems have been compared.  Quotes
are matched one to one and greedily, in the order of the gold: each takes the one that covers most
of its content, if that is more than 0.3 (or 0.8) of its characters.  Exact means the same letters
and digits, whatever stands at the edges.

>>> from mediacorpus import Span
>>> said = AnnotatedQuote(content=(Span(start=0, end=14),), source=(Span(start=15, end=17),))
>>> gold = AnnotatedArticle(id="a", text="“We are done,” he said.", quotes=(said,))
>>> score([gold], [gold]).all.found.f1
1.0
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

from mediacorpus.checks import check_form
from mediacorpus.errors import ValidationError
from mediacorpus.fields import ID, Id, Language, Offset, Share, Text, record
from mediacorpus.quotes import quote_kind
from mediacorpus.records import Entry, Quote, QuoteKind, Span
from mediacorpus.text.folding import fold

__all__ = [
    "AnnotatedArticle",
    "AnnotatedQuote",
    "Part",
    "Score",
    "Tally",
    "annotated",
    "score",
]

Role = Literal["content", "source", "cue"]
ROLES: tuple[Role, ...] = get_args(Role)
KINDS: tuple[QuoteKind, ...] = get_args(QuoteKind)

OVERLAP = 0.3
MOST = 0.8
BINS = 10


@record
class AnnotatedQuote:
    """A quote as a person marked it, or as an engine found it.

    - ``content``, ``source``, ``cue``: spans, several where other words stand in between.
    - ``kind``: direct, mixed or indirect; None: told by the marks in the content.
    - ``names`` of whom the source is: the one it resolves to, then the others.
    - ``confidence`` and ``rule`` of an engine.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    kind: QuoteKind | None = None
    names: tuple[Text, ...] = ()
    confidence: Share | None = None
    rule: Text | None = None


@record
class AnnotatedArticle:
    """A text and its quotes, as a person marked them or an engine found them."""

    id: Id
    text: str
    quotes: tuple[AnnotatedQuote, ...] = ()
    language: Language | None = None

    def _check(self) -> None:
        check_form("AnnotatedArticle.id", self.id, ID)
        for number, quote in enumerate(self.quotes):
            for role in ROLES:
                for span in getattr(quote, role):
                    if span.end > len(self.text):
                        raise ValidationError(
                            f"AnnotatedArticle.quotes[{number}].{role}",
                            f"{span.end} lies beyond the text of {self.id!r}, which has "
                            f"{len(self.text)} characters",
                        )


@record
class Tally:
    """So many are right, of so many found and so many in the gold.

    `precision`, `recall` and `f1` are shares from 0 to 1.

    >>> Tally(right=1, found=2, gold=1).f1
    0.6666666666666666
    """

    right: Offset = 0
    found: Offset = 0
    gold: Offset = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """The share of the gold that was found."""
        return self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@record
class Part:
    """The score of a part of the quotes.

    - ``found``: more than 0.3 of the content's characters; ``most``: more than 0.8.
    - ``content``, ``source``, ``cue``: exact spans, each role on its own.
    - ``source_overlaps``, ``cue_overlaps``: of the quotes that were found and have a source (or a
      cue) in the gold, how many have one that overlaps it.
    - ``resolved``: of the quotes that were found and whose source has a name in the gold, how many
      have it among the names of theirs.
    - ``kinds``: recall of each kind.
    """

    found: Tally
    most: Tally
    content: Tally
    source: Tally
    cue: Tally
    source_overlaps: Tally
    cue_overlaps: Tally
    resolved: Tally
    kinds: dict[QuoteKind, Tally]


@record
class Score:
    """How well the quotes of some articles were found.

    - ``articles`` of the gold; ``absent``: how many of them are not in what was found.
    - ``all`` quotes; ``quoted``: direct and mixed ones, of what was found those with marks in or
      around them; ``speech``: indirect ones with a verb of speech, of which only recall is defined.
    - ``rules``: for each rule how often it found a quote, and how often that was right (more than
      0.3 of one in the gold).
    - ``confidence``: the same for each tenth of the confidence, from 0 to 0.1 on.
    """

    articles: Offset
    absent: Offset = 0
    all: Part
    quoted: Part
    speech: Part
    rules: dict[str, Tally]
    confidence: tuple[Tally, ...]

    def __repr__(self) -> str:
        from mediacorpus.views import terminal

        return terminal.plain(terminal.score(self))


def annotated(entry: Entry) -> AnnotatedArticle:
    """An entry as what is scored, or as gold."""
    return AnnotatedArticle(
        id=entry.article.id,
        text=entry.article.text,
        language=entry.article.language,
        quotes=tuple(_annotated(entry, quote) for quote in entry.quotes),
    )


def _annotated(entry: Entry, quote: Quote) -> AnnotatedQuote:
    source = entry.source_of(quote)
    return AnnotatedQuote(
        content=quote.content,
        source=(quote.speaker,) if quote.speaker else (),
        cue=(quote.cue,) if quote.cue else (),
        kind=quote.kind,
        names=(source.name, *source.aliases) if source else (),
        confidence=quote.confidence,
        rule=quote.rule,
    )


def score(gold: Iterable[AnnotatedArticle], found: Iterable[AnnotatedArticle]) -> Score:
    """Hold what was found against the gold, article by article: the one with the same id, else one
    with the same text.

    An article of which nothing was found counts with all its quotes as missed; what was found in
    articles that the gold has not is passed over.

    Raises `ValidationError` where two articles of one id differ in their text, and for what is no
    annotated article.
    """
    by_id: dict[str, AnnotatedArticle] = {}
    by_text: dict[str, AnnotatedArticle] = {}
    for article in _articles("found", found):
        by_id[article.id] = article
        by_text.setdefault(article.text, article)
    all, quoted, speech = _Counts(), _Counts(), _Counts()
    rules, tenths = _Reliability(), _Reliability()
    seen: set[str] = set()
    absent = 0
    for article in _articles("gold", gold):
        theirs = by_id.get(article.id) or by_text.get(article.text)
        if article.id in seen:
            raise ValidationError("id", f"two articles of the gold have the id {article.id!r}")
        if theirs is not None and theirs.text != article.text:
            raise ValidationError("text", f"that of the article {article.id!r} is not the gold's")
        seen.add(article.id)
        absent += theirs is None
        wanted = [_Marked(article.text, one) for one in article.quotes if one.content]
        given = [
            _Marked(article.text, one) for one in (theirs.quotes if theirs else ()) if one.content
        ]
        pairs = _Pairs(wanted, given)
        all.add(pairs, wanted)
        speech.add(pairs, [one for one in wanted if one.is_speech])
        in_marks = [one for one in wanted if one.kind != "indirect"]
        quoted.add(_Pairs(in_marks, [one for one in given if one.has_marks]), in_marks)
        right = {id(other) for _, other in pairs.found}
        for one in given:
            rules.add(one.quote.rule or "none", id(one) in right)
            if (confidence := one.quote.confidence) is not None:
                tenths.add(str(min(int(confidence * BINS), BINS - 1)), id(one) in right)
    by_rule = rules.tallies()
    return Score(
        articles=len(seen),
        absent=absent,
        all=all.part(),
        quoted=quoted.part(),
        speech=speech.part(),
        rules=dict(sorted(by_rule.items(), key=lambda one: (-one[1].found, one[0]))),
        confidence=tuple(tenths.tallies().get(str(n), Tally()) for n in range(BINS)),
    )


def _articles(field: str, given: Iterable[AnnotatedArticle]) -> Iterator[AnnotatedArticle]:
    for one in given:
        if not isinstance(one, AnnotatedArticle):
            raise ValidationError(
                field,
                f"{type(one).__name__} is no AnnotatedArticle: annotated(entry) makes one of an "
                "entry",
            )
        yield one


class _Marked:
    """A quote and what it is compared by."""

    def __init__(self, text: str, quote: AnnotatedQuote) -> None:
        self.text = text
        self.quote = quote
        self.characters = {role: _characters(getattr(quote, role)) for role in ROLES}
        self.letters = {
            role: frozenset(c for c in places if text[c].isalnum())
            for role, places in self.characters.items()
        }
        self.kind = quote.kind or quote_kind(text, tuple((s.start, s.end) for s in quote.content))
        self.names = [fold(name) for name in quote.names]

    @property
    def is_speech(self) -> bool:
        """Whether it is indirect, with a verb of speech."""
        cue = " ".join(span.of(self.text) for span in self.quote.cue)
        return self.kind == "indirect" and _has_verb_of_speech(cue)

    @property
    def has_marks(self) -> bool:
        """Whether a quotation mark stands in the content, or right beside it."""
        first = min(span.start for span in self.quote.content)
        last = max(span.end for span in self.quote.content)
        return bool(_MARKS.search(self.text[max(0, first - 1) : last + 1]))


_MARKS = re.compile("[“”\"„«»]|‘‘|''|``")


def _characters(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


class _Pairs:
    """Which of the given quotes of an article is which of the wanted ones."""

    def __init__(self, wanted: Sequence[_Marked], given: Sequence[_Marked]) -> None:
        self.given = given
        owners: dict[int, list[int]] = defaultdict(list)
        for number, one in enumerate(given):
            for place in one.characters["content"]:
                owners[place].append(number)
        covered = [
            Counter(owner for place in one.characters["content"] for owner in owners.get(place, ()))
            for one in wanted
        ]
        self.found = self._matched(wanted, covered, OVERLAP)
        self.most = self._matched(wanted, covered, MOST)

    def _matched(
        self, wanted: Sequence[_Marked], covered: Sequence[Counter[int]], share: float
    ) -> list[tuple[_Marked, _Marked]]:
        """Each wanted quote with the one that covers most of it, more than this share; in the order
        of the wanted, and each is taken once."""
        pairs = []
        used: set[int] = set()
        for one, owners in zip(wanted, covered, strict=True):
            free = sorted(owner for owner in owners if owner not in used)
            best = max(free, key=owners.__getitem__, default=None)
            if best is not None and owners[best] / len(one.characters["content"]) > share:
                pairs.append((one, self.given[best]))
                used.add(best)
        return pairs


class _Counts:
    """What is counted of a part of the quotes, article by article."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.gold: Counter[str] = Counter()

    def add(self, pairs: _Pairs, counted: Sequence[_Marked]) -> None:
        """Count one article.  All its quotes were matched; those `counted` are of this part."""
        for measure in ("found", "most"):
            self.found[measure] += len(pairs.given)
            self.gold[measure] += len(counted)
        self.gold.update(one.kind for one in counted)
        ours = set(map(id, counted))
        self.right["most"] += sum(id(one) in ours for one, _ in pairs.most)
        for one, other in pairs.found:
            if id(one) in ours:
                self._add_pair(one, other)
        for role in ROLES:
            wanted = Counter(one.letters[role] for one in counted if one.characters[role])
            given = Counter(one.letters[role] for one in pairs.given if one.characters[role])
            self.right[role] += (wanted & given).total()
            self.gold[role] += wanted.total()
            self.found[role] += given.total()

    def _add_pair(self, one: _Marked, other: _Marked) -> None:
        self.right["found"] += 1
        self.right[one.kind] += 1
        for role in ("source", "cue"):
            if one.characters[role]:
                overlaps = bool(one.characters[role] & other.characters[role])
                self._judge(f"{role}_overlaps", overlaps, bool(other.characters[role]))
        if one.names:
            self._judge("resolved", one.names[0] in other.names, bool(other.names))

    def _judge(self, measure: str, right: bool, found: bool) -> None:
        self.gold[measure] += 1
        self.found[measure] += found
        self.right[measure] += right

    def part(self) -> Part:
        measures = (
            "found", "most", *ROLES, "source_overlaps", "cue_overlaps", "resolved",
        )  # fmt: skip
        return Part(
            **{measure: self._tally(measure) for measure in measures},
            kinds={kind: self._tally(kind) for kind in KINDS if self.gold[kind]},
        )

    def _tally(self, measure: str) -> Tally:
        return Tally(right=self.right[measure], found=self.found[measure], gold=self.gold[measure])


class _Reliability:
    """How often each of several finds a quote, and how often that is right."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def add(self, name: str, right: bool) -> None:
        self.found[name] += 1
        self.right[name] += right

    def tallies(self) -> dict[str, Tally]:
        return {name: Tally(right=self.right[name], found=n) for name, n in self.found.items()}


# -- verbs of speech -----------------------------------------------------------------------
#
# The list is part of the measure, as that was defined for PolNeAR: another list would give figures
# that cannot be compared.  It is no knowledge of any language pack.

_SPEECH = frozenset(
    """accuse acknowledge add admit advise affirm agree allege announce answer argue ask assert
    assure boast call caution charge cite claim comment complain concede conclude confess confirm
    contend counter criticize criticise cry declare demand denounce deny describe disclose dismiss
    emphasize emphasise explain express hint imply indicate inform insist joke lament maintain
    mention note object observe opine plead pledge point promise propose protest quip quote read
    reaffirm recall recommend recount reiterate remark remind repeat reply report respond retort
    reveal say show state stress suggest swear tell testify threaten tweet urge vow warn write
    according""".split()
)
_IRREGULAR = {
    "said": "say", "says": "say", "told": "tell", "wrote": "write", "written": "write",
    "swore": "swear", "shown": "show", "replied": "reply", "cried": "cry", "denied": "deny",
}  # fmt: skip


def _has_verb_of_speech(cue: str) -> bool:
    """Whether a cue has a verb of speech, in any of its forms."""
    return any(map(_is_verb_of_speech, re.findall(r"[a-z]+", cue.lower())))


def _is_verb_of_speech(word: str) -> bool:
    word = _IRREGULAR.get(word, word)
    stems = {word, *(word[:-n] for n in (1, 2, 3)), word[:-2] + "e", word[:-3] + "e"}
    stems.add(word[:-3] + "y")
    if len(word) > 5:
        stems.add(word[:-4])
    return not stems.isdisjoint(_SPEECH)
