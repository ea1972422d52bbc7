"""The rule engine: marks and the constructions in which news attributes speech.

Within a sentence `constructions` finds who said what.  Here its results are put together: words in
marks that stand alone go on with the quotation before them, or were announced by a cue and a
colon.
"""

from __future__ import annotations

from collections.abc import Sequence

from mediacorpus.languages import Pack
from mediacorpus.quotes.constructions import Attribution, Place, SentenceFinder
from mediacorpus.quotes.dialogue import dialogue, interrupted
from mediacorpus.quotes.signed import SIGNED, signed
from mediacorpus.quotes.turns import TURN, turns
from mediacorpus.text.marks import paragraphs
from mediacorpus.text.tokens import read_paragraphs, sentences, tokenise

__all__ = ["APART", "CONFIDENCE", "SUBJECT_BEFORE", "Attribution", "Place", "attributions"]

APART = frozenset({SIGNED, TURN})
"""The constructions whose paragraphs are somebody's words as a whole."""

FURTHEST = 3
"""In sentences, how far back is looked for whom a bare quotation is of."""

SUBJECT_BEFORE = "subject-before"
"""The construction of bare quotations that are of whom the sentence before is about."""

CONFIDENCE = {
    "quote-cue-speaker": 0.99,
    "quote-speaker-cue": 0.98,
    "speaker-colon": 0.95,
    "speaker-cue-that": 0.94,
    "according-to": 0.92,
    "speaker-cue-quote": 0.90,
    "speaker-cue-clause": 0.90,
    "speaker-cue-whether": 0.89,
    TURN: 0.89,
    SIGNED: 0.89,
    "clause-speaker-cue": 0.86,
    "speaker-cue-object": 0.86,
    "speaker-cue-to": 0.84,
    "announced": 0.80,
    SUBJECT_BEFORE: 0.75,
    "clause-cue-speaker": 0.70,
}
"""By construction, the share of what it found that people had annotated as well (more than 0.3 of
its characters), in 273 news articles on which it was not tuned; one hit and one miss were added to
each, because some constructions are rare; of `SUBJECT_BEFORE` there were few, and
in other articles."""


def attributions(text: str, pack: Pack) -> list[Attribution]:
    """Everything that the constructions find in a text, in the order of its content."""
    found: list[Attribution] = []
    last: int | None = None  # the attribution of the quotation before, if nothing came in between
    announced: Attribution | None = None  # "He replied:", and no words yet
    speaking: int | None = None  # the last one, in this paragraph or the one before
    left_open = False
    unsaid: tuple[Place, ...] = ()  # left open, and nobody has said it yet
    read = read_paragraphs(text, pack.code)
    apart = {**signed(read), **turns(read, pack)}
    for number, (paragraph, tokens) in enumerate(zip(paragraphs(text), read, strict=True)):
        if number in apart:
            whole = apart[number]
            found += [whole] if whole else []
            last = announced = speaking = None
            left_open, unsaid = False, ()
            continue
        spoken = dialogue(text, paragraph, pack) or interrupted(tokens, pack)
        if spoken:
            tokens = tokenise(text, paragraph.start, paragraph.end, spoken, pack)  # noqa: PLW2901
        if not left_open:
            last, unsaid = None, ()
        silent = True
        before: list[SentenceFinder] = []  # since somebody spoke in this paragraph
        for sentence in sentences(tokens, pack.cue_words):
            finder = SentenceFinder(tokens, sentence, pack)
            new = finder.attributions()
            alone = finder.quotations_alone()
            if alone and last is None and finder.is_sentence(finder.quotations[-1]):
                announced = announced or _of_subject(finder, before, found, speaking)
                last = speaking
            if unsaid and new and new[0].content[0][0] == paragraph.start:
                new[0] = new[0]._replace(content=(*unsaid, *new[0].content))
            unsaid = (*unsaid, *alone) if alone and last is None and not announced else ()
            if alone and announced:
                new = [announced._replace(content=alone)]
                last = len(found)
            elif alone and last is not None:
                found[last] = found[last]._replace(content=(*found[last].content, *alone))
                silent = False
            else:
                last = finder.of_last_quotation(len(found))
            announced = finder.announced
            for one in new:
                if not one.speaker and pack.grammar.drops_subject:
                    one = _with_subject(one, finder, before, found, speaking)  # noqa: PLW2901
                speaking = len(found) if one.speaker else speaking
                silent = False
                found.append(one)
            before = [] if new else [*before[1 - FURTHEST :], finder]
        if silent:
            speaking = None
        marked = [*tokens.quotation.values()]
        left_open = bool(marked) and not marked[-1].closed
    return sorted(
        (one._replace(confidence=CONFIDENCE[one.rule]) for one in found),
        key=lambda one: (one.content, one.cue or (0, 0)),
    )


def _with_subject(
    one: Attribution,
    finder: SentenceFinder,
    before: Sequence[SentenceFinder],
    found: Sequence[Attribution],
    speaking: int | None,
) -> Attribution:
    """What is said where a verb has no subject, with who speaks: whom the sentences before are
    about since somebody spoke, "Ana Gil perdió su casa. “No queda nada”, cuenta."; else who spoke
    last."""
    spoke = frozenset[str]().union(*(finder.words_of(one.speaker) for one in found))
    for sentence in reversed(before):
        about = sentence.protagonist(spoke, named=speaking is not None)
        if about is not None:
            return one._replace(speaker=about)
    return one if speaking is None else one._replace(speaker=found[speaking].speaker)


def _of_subject(
    bare: SentenceFinder,
    before: Sequence[SentenceFinder],
    found: Sequence[Attribution],
    speaking: int | None,
) -> Attribution | None:
    """What a bare quotation is part of if it is not of who spoke last but of whom the sentences
    before are about, "Jane Smith was furious. “We are done.”"; still without content."""
    if not before or bare.is_about_somebody():
        return None
    last = bare.words_of(found[speaking].speaker) if speaking is not None else frozenset[str]()
    spoke = frozenset[str]().union(*(bare.words_of(one.speaker) for one in found))
    for sentence in reversed(before):
        about = sentence.protagonist(spoke, named=bool(last))
        if about is not None:
            same = not last.isdisjoint(sentence.words_of(about))
            return None if same else Attribution((), None, about, None, "says", SUBJECT_BEFORE)
    return None
