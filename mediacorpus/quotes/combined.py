"""The model engine: what the model reads, and what marks and constructions know better.

Where both find the same words, unseen articles have decided whom to believe about what (`TRUSTED`).
What stands in marks and the model misses is not lost.
"""

from __future__ import annotations

import bisect
import math
import operator
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from mediacorpus.languages import Pack
from mediacorpus.quotes import rules
from mediacorpus.quotes.constructions import Attribution
from mediacorpus.quotes.cues import is_negated, is_nobody, names_words, stance_of
from mediacorpus.quotes.model import Model, Reading
from mediacorpus.quotes.sentence import Place
from mediacorpus.records import Stance
from mediacorpus.text.marks import quotations
from mediacorpus.text.tokens import read_paragraphs, sentences

__all__ = ["Overlaps", "attributions", "features", "same"]

TRUSTED = frozenset({"quote-speaker-cue", "according-to", "clause-cue-speaker"})
"""Constructions whose content was right more often than the model's, where the two differed; and so
were cue and speaker, where the model had another cue."""

SAME = 0.3
"""Two attributions are the same where they share more than this of the shorter one's content."""


class _Pair(NamedTuple):
    """A reading, and the attribution by the rules that has most of its words, if one has."""

    reading: Reading
    ruled: Attribution | None


def attributions(text: str, pack: Pack, model: Model) -> list[Attribution]:
    """Everything that is found in a text, in the order of its content."""
    ruled = rules.attributions(text, pack)
    by_rules = Overlaps(ruled)
    apart = Overlaps(one for one in ruled if one.rule in rules.APART)
    borders = _borders(text, pack)
    read = [
        _before_main_clause(text, _within_sentences(text, one, borders), by_rules, pack)
        for one in model.read(text, ruled)
        if not apart.of(one.content)
        and not _is_name(text, one, pack)
        and not _is_pronoun(text, one, pack)
    ]
    bare = Overlaps(one for one in ruled if _is_of_its_own(one))
    read = [_without(one, bare) for one in read]
    pairs = [_Pair(one, same(one, by_rules)) for one in read]
    merged = [_merged(text, pair, pack, model) for pair in pairs if pair.reading.cue]
    found = Overlaps(_once(merged))
    for one in apart:
        found.add(one)
    _add_quotations(text, found, by_rules)
    for pair in pairs:
        content = pair.reading.content
        if pair.reading.cue is None and _is_quoted(text, content) and not found.of(content):
            found.add(_merged(text, pair, pack, model))
    return sorted(found, key=lambda one: (one.content, one.cue or (0, 0)))


def _is_name(text: str, reading: Reading, pack: Pack) -> bool:
    """Whether a reading is only a title or a name in marks behind its cue: "sang “Yesterday”", "a
    storm named “Boris”"."""
    cue, (start, end) = reading.cue, reading.content[-1]
    if cue is None or cue[1] > start or text[cue[1] : start].strip():
        return False
    first = quotations(text, start, end)[:1]
    return (
        bool(first)
        and pack.grammar.determiners.issuperset(text[start : first[0].start].lower().split())
        and names_words(
            text[slice(*cue)],
            text[slice(*first[0][:2])],
            pack.code,
            spoken=reading.speaker is not None,
        )
    )


def _is_pronoun(text: str, reading: Reading, pack: Pack) -> bool:
    """Whether a reading is of nobody and about no more than a pronoun: "she is known"."""
    return reading.speaker is None and _are_pronouns(text, reading.content, pack)


def _are_pronouns(text: str, content: tuple[Place, ...], pack: Pack) -> bool:
    low = [word for part in content for word in text[slice(*part)].lower().split()]
    grammar = pack.grammar
    known = grammar.subjects | grammar.objects | grammar.relatives | grammar.pronouns
    return known.issuperset(low)


class Overlaps:
    """Attributions, to be asked which share words with a content."""

    def __init__(self, attributions: Iterable[Attribution] = ()) -> None:
        self.attributions: list[Attribution] = []
        self.near: dict[int, list[int]] = {}
        """By stretches of the text, the numbers of the attributions with content there."""
        for one in attributions:
            self.add(one)

    def __iter__(self) -> Iterator[Attribution]:
        return iter(self.attributions)

    def add(self, one: Attribution) -> None:
        """Keep one more."""
        self._enter(len(self.attributions), one.content)
        self.attributions.append(one)

    def extend(self, number: int, content: tuple[Place, ...]) -> None:
        """Give the attribution of that number more content."""
        one = self.attributions[number]
        whole = tuple(sorted((*one.content, *content)))
        self.attributions[number] = one._replace(content=whole)
        self._enter(number, content)

    def of(self, content: tuple[Place, ...]) -> list[int]:
        """The numbers of those that share characters with a content, in order."""
        candidates = {n for at in _stretches(content) for n in self.near.get(at, ())}
        return sorted(n for n in candidates if _shared(content, self.attributions[n].content))

    def _enter(self, number: int, content: tuple[Place, ...]) -> None:
        for at in _stretches(content):
            self.near.setdefault(at, []).append(number)


def _is_of_its_own(one: Attribution) -> bool:
    """Whether words in marks are of somebody named right before them, and their cue is no part of
    their clause: of whom the sentence before is about, or where a verb is left out."""
    if one.rule == "speaker-cue-quote" and one.cue and one.speaker:
        return one.cue < one.speaker < one.content[0]
    return one.rule == rules.SUBJECT_BEFORE


def _without(reading: Reading, bare: Overlaps) -> Reading:
    """A reading without the bare quotations behind it that are of somebody else."""
    kept = tuple(part for part in reading.content if not bare.of((part,)))
    return reading._replace(content=kept) if kept else reading


def _stretches(content: tuple[Place, ...]) -> set[int]:
    return {at for start, end in content for at in range(start >> 8, (end >> 8) + 1)}


def features(text: str, reading: Reading, ruled: Attribution | None) -> tuple[float, ...]:
    """What tells how likely a reading is right: how sure the model is of its words and of the
    source, whether the rules have it too, whether it stands in marks, whether it has a cue."""
    return (
        1.0,
        _logit(reading.probability),
        _logit(reading.source_probability),
        float(ruled is not None),
        float(_is_quoted(text, reading.content)),
        float(reading.cue is None),
    )


def _within_sentences(text: str, reading: Reading, borders: Sequence[Place]) -> Reading:
    """A reading no part of which runs over the border of two paragraphs or sentences, "… says Lee"
    above "The plan …".  What stands in the cue's sentence is kept, and what begins with a mark: a
    quotation goes on; where there is neither, the longest."""
    pieces = [piece for part in reading.content for piece in _pieces(text, part, borders)]
    kept = [
        (start, end)
        for start, end, border in pieces
        if (reading.cue and border[0] <= reading.cue[0] < border[1])
        or any(marked.start == start for marked in quotations(text, start, end)[:1])
    ]
    if reading.cue is None or len({border for *_, border in pieces}) < 2:
        return reading
    kept = kept or [max((piece[:2] for piece in pieces), key=lambda one: one[1] - one[0])]
    return reading._replace(content=tuple(kept))


def _pieces(text: str, part: Place, borders: Sequence[Place]) -> Iterator[tuple[int, int, Place]]:
    """A part cut at the borders, each piece with the sentence that it is in."""
    start, end = part
    first = max(bisect.bisect_right(borders, start, key=operator.itemgetter(0)) - 1, 0)
    last = bisect.bisect_left(borders, end, key=operator.itemgetter(0))
    for border in borders[first:last]:
        piece = max(start, border[0]), min(end, border[1])
        if any(map(str.isalnum, text[slice(*piece)])):
            yield *piece, border


def _borders(text: str, pack: Pack) -> list[Place]:
    """Where each sentence of each paragraph begins and ends."""
    return [
        (tokens.start[first], tokens.end[last - 1])
        for tokens in read_paragraphs(text, pack.code)
        for first, last in sentences(tokens, pack.cue_words)
    ]


def _before_main_clause(text: str, reading: Reading, by_rules: Overlaps, pack: Pack) -> Reading:
    """A reading whose cue is in a clause that begins the sentence, "When asked who paid", ends with
    that clause: what the main clause has in marks is another attribution, "he said “Iran”"."""
    cue, (start, end) = reading.cue, reading.content[-1]
    if cue is None or cue[0] > start or not _opens_with_clause(text, cue[0], pack):
        return reading
    for number in by_rules.of(reading.content):
        one = by_rules.attributions[number]
        if not (one.cue and one.speaker and _is_quoted(text, one.content)):
            continue
        if start < one.speaker[0] < one.cue[0] < one.content[0][0] < end:
            clause = text[start : one.speaker[0]].rstrip(" ,")
            parts = (*reading.content[:-1], (start, start + len(clause)))
            return reading._replace(content=parts)
    return reading


def _opens_with_clause(text: str, cue: int, pack: Pack) -> bool:
    """Whether the word before a cue is a subordinator with which its sentence begins."""
    read = read_paragraphs(text, pack.code)
    number = bisect.bisect_right(read, cue, key=lambda one: one.start[0]) - 1
    kinds = read[number].kind
    before = bisect.bisect_left(read[number].start, cue) - 1
    return before >= 0 and kinds[before] == "B" and (before == 0 or kinds[before - 1] in ".!?…Q")


def _merged(text: str, pair: _Pair, pack: Pack, model: Model) -> Attribution:
    reading, ruled = pair
    content, cue, speaker = reading.content, reading.cue, reading.speaker
    if ruled and ruled.rule in TRUSTED:
        content = ruled.content
        if not _shares_cue(ruled, cue):
            cue, speaker = ruled.cue, ruled.speaker
    if ruled and speaker is None:
        speaker = ruled.speaker
    named = ruled.speaker if ruled and ruled.rule == "speaker-colon" else None
    if ruled and named and _shared(content, (named,)):  # who speaks is none of the words
        content, cue, speaker = ruled.content, ruled.cue, named
    if ruled and ruled.cue and _is_relayed(text[slice(*ruled.cue)], pack):
        content, cue, speaker = ruled.content, ruled.cue, ruled.speaker
    if cue and ruled and _shares_cue(ruled, cue):
        content = _begun(text, content, cue, ruled, pack)
        if _is_agent(text, ruled, pack) or _is_elsewhere(text, speaker, cue, ruled.speaker):
            speaker = ruled.speaker
    if cue and ruled and ruled.cue and ruled.rule.startswith("quote-"):
        helping = text[cue[0] : ruled.cue[0]].lower().split()
        if helping and cue[1] == ruled.cue[1] and pack.grammar.perfect.issuperset(helping):
            cue = ruled.cue  # beside a quotation, "has told" is told
    cue, speaker = _trimmed(text, cue), _trimmed(text, speaker)
    weights = model.about["calibration"]
    told = zip(weights, features(text, reading, ruled), strict=True)
    return Attribution(
        content,
        cue,
        speaker,
        ruled.addressee if ruled else None,
        _stance(text, cue, speaker, ruled, pack),
        _construction(text, content, cue, speaker),
        round(1 / (1 + math.exp(-sum(weight * feature for weight, feature in told))), 2),
    )


def _begun(
    text: str, content: tuple[Place, ...], cue: Place, ruled: Attribution, pack: Pack
) -> tuple[Place, ...]:
    """A content that begins where it does to the rules: with the "that" of its clause, and not with
    whom or what a passive is about, "It was claimed by Lee that"; before a cue, with the subject of
    its verb."""
    passive = not pack.grammar.passive.isdisjoint(text[slice(*cue)].lower().split())
    if passive and len(content) > 1 and _are_pronouns(text, content[:1], pack):
        content = content[1:]  # "who were accused by Lee of providing"
    start, first = ruled.content[0][0], content[0][0]
    behind = ruled.rule in _CLAUSES and first < start > cue[1]
    if behind and (passive or (first > cue[1] and ruled.rule == "speaker-cue-that")):
        return tuple((max(a, start), b) for a, b in content if b > start) or ruled.content
    if start < first < ruled.content[0][1] <= cue[0] and _is_verb(text, first, pack):
        return ((start, content[0][1]), *content[1:])
    return content


_CLAUSES = ("speaker-cue-that", "speaker-cue-to", "speaker-cue-whether")


def _is_verb(text: str, at: int, pack: Pack) -> bool:
    """Whether the word at a place is a common finite verb or an auxiliary."""
    word = text[at:].split(None, 1)[0].lower()
    return word in pack.grammar.auxiliaries or word in pack.grammar.verbs


def _is_agent(text: str, ruled: Attribution, pack: Pack) -> bool:
    """Whether the speaker to the rules is by whom a passive says that it is: "being told by"."""
    if not (ruled.cue and ruled.speaker) or ruled.speaker[0] < ruled.cue[1]:
        return False
    between = text[ruled.cue[1] : ruled.speaker[0]].lower().split()
    return between[-1:] != [] and between[-1] in pack.grammar.agents


def _is_elsewhere(text: str, speaker: Place | None, cue: Place, known: Place | None) -> bool:
    """Whether a speaker stands in another paragraph than the cue, and one that the rules know does
    not."""
    return not _is_one(text, speaker, cue) and _is_one(text, known, cue)


def _is_one(text: str, one: Place | None, other: Place) -> bool:
    """Whether two places are in one paragraph."""
    return one is not None and "\n" not in text[min(one[0], other[0]) : max(one[1], other[1])]


def _once(merged: Iterable[Attribution]) -> Iterable[Attribution]:
    """The attributions, of those that have come to say the same the one most likely right."""
    best: dict[tuple[tuple[Place, ...], Place | None], Attribution] = {}
    for one in sorted(merged, key=lambda one: one.confidence or 0):
        best[one.content, one.cue] = one
    return best.values()


def _is_relayed(cue: str, pack: Pack) -> bool:
    """Whether a cue is that of somebody whom another quotes: "was quoted as saying"."""
    return not pack.grammar.as_.isdisjoint(cue.lower().split())


def _stance(
    text: str, cue: Place | None, speaker: Place | None, ruled: Attribution | None, pack: Pack
) -> Stance | None:
    """The stance of a cue; where no verb in it is known to report, "shook her head:", what it is to
    the rules, or as before a colon."""
    if cue is None or (speaker and is_nobody(text[slice(*speaker)], pack)):
        return None
    if ruled and ruled.rule == "speaker-colon" and _shares_cue(ruled, cue):
        return ruled.stance
    words = text[slice(*cue)]
    stance = stance_of(words, pack.code)
    if stance == "denies" and ruled and ruled.stance == "refuses" and _shares_cue(ruled, cue):
        return ruled.stance
    if stance or is_negated(words.lower().split(), pack.grammar):
        return stance
    if ruled and _shares_cue(ruled, cue):
        return ruled.stance
    return None if any(map(str.isalnum, words)) else "says"


def _add_quotations(text: str, found: Overlaps, by_rules: Overlaps) -> None:
    """Add what stands in marks and only the rules have: to the attribution that has the other
    parts of the same quotation, or as one of its own."""
    for one in by_rules:
        missed = tuple(
            part for part in one.content if _is_quoted(text, (part,)) and not found.of((part,))
        )
        known = found.of(one.content)
        if missed and known:
            found.extend(known[0], missed)
        elif missed:
            found.add(one)


def same(reading: Reading, by_rules: Overlaps) -> Attribution | None:
    """The attribution by the rules that has most of a reading's words, if one has enough."""
    near = (by_rules.attributions[number] for number in by_rules.of(reading.content))
    best = max(
        near,
        key=lambda one: (_shared(one.content, reading.content), _shares_cue(one, reading.cue)),
        default=None,
    )
    if best is None:
        return None
    shorter = min(_length(best.content), _length(reading.content))
    return best if _shared(best.content, reading.content) > SAME * shorter else None


def _shares_cue(one: Attribution, cue: Place | None) -> bool:
    return bool(cue and one.cue and _shared((cue,), (one.cue,)))


def _shared(one: tuple[Place, ...], other: tuple[Place, ...]) -> int:
    """How many characters two contents share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _length(content: tuple[Place, ...]) -> int:
    return sum(end - start for start, end in content)


def _is_quoted(text: str, content: tuple[Place, ...]) -> bool:
    return any(quotations(text, start, end) for start, end in content)


def _trimmed(text: str, place: Place | None) -> Place | None:
    """A speaker without the comma that closes its apposition and without a heading above it, a cue
    without its colon; but a cue may be a colon alone."""
    if place is None:
        return None
    start = max(place[0], text.rfind("\n", *place) + 1)
    words = text[start : place[1]].rstrip(" ,;:")
    return (start, start + len(words)) if words else place


def _construction(
    text: str, content: tuple[Place, ...], cue: Place | None, speaker: Place | None
) -> str:
    """The engine, and the order of what was found: "model:quote-cue-speaker"."""
    kind = "quote" if _is_quoted(text, content[:1]) else "clause"
    parts = [(content[0], kind), (cue, "cue"), (speaker, "speaker")]
    return "model:" + "-".join(name for place, name in sorted(p for p in parts if p[0]))


def _logit(probability: float) -> float:
    bounded = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(bounded / (1 - bounded))
