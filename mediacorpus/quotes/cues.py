"""Cues: the verbs that report speech, and what each of them takes."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from mediacorpus import languages
from mediacorpus.languages import Pack
from mediacorpus.records import Stance
from mediacorpus.text.tokens import Sentence, Tokens

__all__ = [
    "BRACKET",
    "Cue",
    "cues",
    "helper_before",
    "is_negated",
    "is_nobody",
    "is_title",
    "names_words",
    "stance_of",
]

FORMS = ("base", "third", "past", "participle", "gerund")
"""The forms of a verb in a pack, in their order."""


BRACKET = "bracket"
"""The form of a participle whose auxiliary stands before its subject: "a-t-elle dit", "hat sie
gestern gesagt"."""


class Verb(NamedTuple):
    """A spelling of a verb that reports, with the forms that it can be; `particle` is what stands
    apart from it at the end of its clause, "teilte … mit"."""

    words: tuple[str, ...]
    particle: str
    forms: frozenset[str]
    stance: Stance
    takes: frozenset[str]


class Cue(NamedTuple):
    """A verb group that reports: the tokens from `first` up to `last`, its verb at `verb`.

    What somebody did not say has no stance.
    """

    first: int
    verb: int
    last: int
    form: str
    stance: Stance | None
    takes: frozenset[str]
    passive: bool

    @property
    def loose(self) -> bool:
        """Whether it is a participle with a clause for itself: "Asked whether", "when told"."""
        return self.passive and self.form == "participle" and self.first == self.verb


@functools.cache
def _verbs(language: str) -> dict[str, list[Verb]]:
    """First word -> the spellings that begin with it, the longest first."""
    found: dict[str, Verb] = {}
    for group in languages.pack(language).cues:
        for paradigm in group.verbs:
            for form, spellings in zip(FORMS, paradigm.split(), strict=True):
                for spelling in spellings.split("|"):
                    if spelling == languages.ABSENT:
                        continue
                    spelled, _, particle = spelling.partition("+")
                    words = tuple(spelled.split("_"))
                    stance = cast("Stance", group.stance)
                    new = Verb(words, particle, frozenset(), stance, frozenset())
                    known = found.get(spelling, new)
                    found[spelling] = known._replace(
                        forms=known.forms | {form}, takes=known.takes | group.takes
                    )
    table: dict[str, list[Verb]] = {}
    for verb in sorted(found.values(), key=_precision, reverse=True):
        table.setdefault(verb.words[0], []).append(verb)
    return table


def _precision(verb: Verb) -> int:
    return len(verb.words) + bool(verb.particle)


def stance_of(words: str, language: str) -> Stance | None:
    """The stance of the words of a cue: that of the first verb among them that is known to report;
    None where there is none, or where it is negated."""
    pack = languages.pack(language)
    low = words.lower().replace("’", "'").split()
    if is_negated(low, pack.grammar):
        return None
    for number, word in enumerate(low):
        for verb in _verbs(language).get(word, ()):
            if tuple(low[number : number + len(verb.words)]) == verb.words:
                return None if _unsaid_before(low, number, 0, pack.grammar) else verb.stance
        if any(
            tuple(low[number : number + len(p)]) == p for p in pack.reports.phrases.get(word, ())
        ):
            return cast("Stance", pack.reports.stance)
    return None


def names_words(cue: str, quoted: str, language: str, *, spoken: bool) -> bool:
    """Whether words in marks right behind a cue are a title or a name, and nobody's words: "wrote
    “The Trial”"; and, where nobody is `spoken` of, "a storm called “Ada”"."""
    pack = languages.pack(language)
    words = [word for word in cue.lower().split() if word not in pack.grammar.as_]
    last = words[-1] if words else ""
    takes = frozenset[str]().union(*(verb.takes for verb in _verbs(language).get(last, ())))
    naming = not spoken and ("as" in takes or last in pack.sources.naming)
    return ("title" in takes or naming) and is_title(quoted, pack)


def is_title(quoted: str, pack: Pack) -> bool:
    """Whether words in marks look like a title or a name: a capital begins each of them but the
    small ones, and no full stop ends them."""
    words = quoted.strip(_MARKS).rstrip(",").split()
    grammar = pack.grammar
    if len(words) > 1 and words[0] in grammar.determiners:
        words = words[1:]  # "the Foxes"
    small = grammar.prepositions | grammar.determiners | grammar.conjunctions
    return bool(
        words
        and len(words) <= LONGEST_TITLE
        and words[0][0].isupper()
        and all(word[0].isupper() or word[0].isdecimal() or word in small for word in words)
        and not any(word[-1] in ".,;:!?…" for word in words)
        and (len(words) > 1 or not quoted.strip(_MARKS).endswith(","))
    )


_MARKS = "\"“”„«»‘’' \u00a0\u202f"

LONGEST_TITLE = 8
"""In words."""


def is_nobody(words: str, pack: Pack) -> bool:
    """Whether the words for a speaker stand for nobody, so that what they "said" is not said:
    "nobody", "none of them", "no official", but not "No 10"."""
    first, _, rest = words.partition(" ")
    return first.lower() in pack.grammar.nobody and not rest[:1].isdecimal()


def cues(tokens: Tokens, sentence: Sentence, pack: Pack) -> list[Cue]:
    """The cues of a sentence, in order."""
    verbs = _verbs(pack.code)
    found: list[Cue] = []
    behind = sentence.first
    words = tokens.low[sentence.first : sentence.last]
    for number in [n for n, word in enumerate(words, sentence.first) if word in verbs]:
        if number < behind:
            continue  # a later word of the cue before
        for verb in verbs[tokens.low[number]]:
            end = number + len(verb.words)
            if (
                end <= sentence.last
                and tuple(tokens.low[number:end]) == verb.words
                and (not verb.particle or _has_particle(tokens, verb.particle, end, sentence.last))
            ):
                cue = _in_context(tokens, verb, number, sentence, pack.grammar)
                if cue and found and _is_object(found[-1], cue):
                    break  # "rejected calls for", "called reports"
                if cue:
                    refused = found and _is_refused(tokens, found[-1], cue, pack.grammar)
                    found.append(cue._replace(stance="refuses") if refused else cue)
                    behind = end
                    break
    return found


def _is_object(before: Cue, cue: Cue) -> bool:
    """Whether a cue in the present, right behind another, is rather a noun: "rejected claims"."""
    behind = before.last == cue.first and "object" in before.takes
    return behind and cue.form in ("third", "base")


def _has_particle(tokens: Tokens, particle: str, number: int, last: int) -> bool:
    """Whether the particle of a verb stands at the end of the clause behind it."""
    for ahead in range(number, min(last, number + FURTHEST_PARTICLE)):
        if tokens.low[ahead] == particle and (
            ahead + 1 == last or tokens.kind[ahead + 1] in ".,:;!?…Q-–—)"
        ):
            return True
    return False


def _in_context(
    tokens: Tokens, verb: Verb, number: int, sentence: Sentence, grammar: languages.Grammar
) -> Cue | None:
    """The cue with the auxiliaries and adverbs of its verb group; None where it is a noun."""
    first = number
    while first > sentence.first and (
        tokens.kind[first - 1] in "XA" or _floats(tokens, first - 1, sentence.first, grammar)
    ):
        first -= 1
    unsaid = _unsaid_before(tokens.low, first, sentence.first, grammar)
    if unsaid:
        return _unsaid(tokens, verb, number, first - unsaid, sentence, grammar)
    start = sentence.first
    while grammar.inverts and first == start < number and tokens.kind[first] == "A":
        start = first = first + 1  # "Danach sagte er": what comes first is not the verb's
    helpers = tokens.low[first:number]
    loose = first == number and _is_loose(tokens, verb, first, start, grammar)
    passive = loose or ("participle" in verb.forms and not grammar.passive.isdisjoint(helpers))
    form = "participle" if loose else _form(tokens, verb, first, number, start, grammar)
    if form is None:
        return None
    negated = bool(helpers) and is_negated(helpers, grammar)
    if first > sentence.first and tokens.low[first - 1] in grammar.negations:
        negated = True  # "neither confirmed nor denied"
    stance = None if negated else verb.stance
    return Cue(first, number, number + len(verb.words), form, stance, verb.takes, passive)


def _is_refused(tokens: Tokens, before: Cue, cue: Cue, grammar: languages.Grammar) -> bool:
    """Whether an infinitive is what the cue before it says that somebody will not do: "declined on
    Monday to say whether"."""
    if before.stance != "refuses" or cue.form != "infinitive":
        return False
    return grammar.to.isdisjoint(tokens.low[before.last : cue.first - 1])


def _unsaid_before(
    words: Sequence[str], number: int, start: int, grammar: languages.Grammar
) -> int:
    """How many words end before the word at `number` that say that nothing is said: the three of
    "stopped short of saying"."""
    if number == start or words[number - 1] not in grammar.unsaid_ends:
        return 0
    for phrase in grammar.unsaid:
        begin = number - len(phrase)
        if begin >= start and tuple(words[begin:number]) == phrase:
            return len(phrase)
    return 0


def _unsaid(
    tokens: Tokens,
    verb: Verb,
    number: int,
    first: int,
    sentence: Sentence,
    grammar: languages.Grammar,
) -> Cue:
    """The cue whose verb group begins with words that say that nothing is said, at `first`."""
    form = "past"
    if tokens.kind[first] == "P" or tokens.low[first].endswith(grammar.gerund_endings):
        form = "gerund"
    elif first > sentence.first and tokens.low[first - 1] in grammar.to:
        form = "infinitive"
    while form == "past" and first > sentence.first and tokens.kind[first - 1] in "XA":
        first -= 1
    return Cue(first, number, number + len(verb.words), form, None, verb.takes, passive=False)


def is_negated(words: Iterable[str], grammar: languages.Grammar) -> bool:
    """Whether one of these words says that it is not so, or two that it might have been: "would
    have called"."""
    words = list(words)
    return any(w in grammar.negations or w.endswith(grammar.tied_negations) for w in words) or any(
        pair in grammar.unreal for pair in itertools.pairwise(words)
    )


def _floats(tokens: Tokens, number: int, start: int, grammar: languages.Grammar) -> bool:
    """Whether a word stands loose between a subject and its verb: "Smith and Jones both said",
    "Ann Lee, a friend, once told the paper that"."""
    if tokens.kind[number] == "B" and number > start and tokens.kind[number - 1] == ",":
        told = tokens.kind[number + 2 : number + 3] in (["D"], ["M"], ["O"])
        that = not grammar.that.isdisjoint(tokens.low[number + 3 : number + FURTHEST_THAT])
        return told and that and tokens.low[number] in grammar.adverbs
    floating = tokens.low[number] in grammar.floating
    return floating and number > start and tokens.kind[number - 1] in "MNSX"


def _is_loose(
    tokens: Tokens, verb: Verb, first: int, start: int, grammar: languages.Grammar
) -> bool:
    """Whether a participle has a clause for itself: "Asked whether", "when told that"."""
    opens = first == start or tokens.kind[first - 1] == "B"
    asks = "person" in verb.takes and "participle" in verb.forms
    return opens and asks and not grammar.inverts


def _form(
    tokens: Tokens, verb: Verb, first: int, number: int, start: int, grammar: languages.Grammar
) -> str | None:
    """Which form the verb has here; None where the word is rather a noun or an adjective."""
    capital = tokens.word[number][0].isupper() and tokens.kind[number] != "V"
    if capital and number > start and tokens.kind[number - 1] == "M":
        following = tokens.word[number + 1] if number + 1 < len(tokens) else "."
        if following.islower() and tokens.kind[number + 1] in "VX":
            return None  # "Simon Sang told"
    if "X" in tokens.kind[first:number]:
        return "participle" if "participle" in verb.forms else min(verb.forms)
    if first == start and not grammar.inverts:
        return "gerund" if "gerund" in verb.forms else None
    between = tokens.kind[max(number - 2, start) : number] == ["X", "S"]  # "a-t-il dit"
    only = verb.forms == {"participle"}
    if grammar.inverts and "participle" in verb.forms and (only or (between and not capital)):
        return BRACKET if helper_before(tokens, first, start) is not None else None
    before, word = tokens.kind[first - 1], tokens.low[first - 1]
    if first == start:
        before, word = ".", "."
    if word in grammar.to:
        return "infinitive" if "base" in verb.forms else None
    if before == "D" and word not in grammar.pronouns:
        return None
    if "gerund" in verb.forms:
        return "gerund"
    owned = word.endswith("'s")  # "Trump's proposed ban"
    counted = before == "#" and (
        word.endswith("%")
        or ("-" in word and word[-1].isalpha())  # "the 24-year-old"
        or _is_share(tokens, first - 3, start, grammar)
    )
    if "past" in verb.forms:
        return None if (before in "P#" and not counted) or owned else "past"
    if (before in "P#T" and not counted) or owned:
        return None
    if capital and (before == "M" or "third" not in verb.forms):
        return None  # "the United States", "O'Reilly, Bill"
    head, joined = _head_before(tokens, first, start, grammar)
    if _is_singular(tokens, first, start, grammar) and "third" not in verb.forms:
        return None  # "a social media post"
    if "third" in verb.forms:
        several = tokens.kind[head] == "N" and tokens.low[head].endswith("s")
        return None if several and not grammar.inverts else "third"  # but "les élus estiment"
    ends = (word, tokens.low[head])
    plural = any(one.endswith("s") or one in grammar.plurals for one in ends)
    return "base" if plural or joined or counted or before in "SRQ,C-–—" else None


def _head_before(
    tokens: Tokens, number: int, start: int, grammar: languages.Grammar
) -> tuple[int, bool]:
    """The head of the noun phrase that ends before a token, "aides" of "aides to Ann Lee", and
    whether it says that there are several: "Ann Lee and Tom Roe", "those polled"."""
    head = number - 1
    while number > start and tokens.kind[number - 1] in "MNPDC":
        number -= 1
        several = tokens.kind[number] == "D" and tokens.low[number] in grammar.plurals
        if tokens.kind[number] == "C" or several:
            return head, True
        if tokens.low[number] in grammar.attaching and number > start:
            head = number - 1
    return head, False


def _is_singular(tokens: Tokens, number: int, start: int, grammar: languages.Grammar) -> bool:
    """Whether an article that tells of one thing begins the noun phrase before a token."""
    while number > start and tokens.kind[number - 1] in "MN":
        number -= 1
    return number > start and tokens.low[number - 1] in grammar.singular


def _is_share(tokens: Tokens, number: int, start: int, grammar: languages.Grammar) -> bool:
    """Whether tokens say how many of how many: "six in 10"."""
    both = number >= start and tokens.kind[number] == tokens.kind[number + 2] == "#"
    return both and tokens.low[number + 1] in grammar.shares


def helper_before(tokens: Tokens, number: int, start: int) -> int | None:
    """The auxiliary that a participle ends the bracket of, with nothing but noun phrases and times
    in between."""
    for candidate in range(number - 1, max(start, number - WIDEST_BRACKET) - 1, -1):
        if tokens.kind[candidate] == "X":
            return candidate
        if tokens.kind[candidate] not in "SMNDPT#AO":
            return None
    return None


WIDEST_BRACKET = 10
"""In tokens."""

FURTHEST_THAT = 8
"""In tokens, behind an adverb and a verb."""

FURTHEST_PARTICLE = 30
"""In tokens."""
