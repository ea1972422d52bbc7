"""A paragraph as tokens, each quotation in it a single one.

What stands within marks is said by somebody else than the writer; for the sentence around it, it is
one word.  So sentences are told apart, and cues looked for, in the writer's own words only.
"""

from __future__ import annotations

import functools
import operator
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import attrs

from mediacorpus import languages
from mediacorpus.languages import Pack
from mediacorpus.text.marks import SEEN, Quotation, paragraphs, quotations

__all__ = [
    "Sentence",
    "Tokens",
    "dateline_end",
    "is_in_title_case",
    "last_character",
    "read_paragraphs",
    "sentences",
    "tokenise",
    "unfolded",
]


class Tokens:
    """The tokens of one paragraph, as columns.

    `kind` is a letter: ``M`` a name (a word with a capital), ``N`` any other word, ``#`` a number,
    ``Q`` a quotation, ``D`` determiner, ``P`` preposition, ``S`` subject pronoun, ``O`` object
    pronoun, ``R`` relative pronoun, ``X`` auxiliary, ``A`` adverb, ``C`` conjunction, ``B``
    subordinator, ``T`` time, ``V`` a common finite verb, and for punctuation the mark itself.
    """

    __slots__ = ("end", "kind", "low", "quotation", "start", "text", "word")

    def __init__(self, text: str) -> None:
        self.text = text
        self.word: list[str] = []
        self.low: list[str] = []
        self.kind: list[str] = []
        self.start: list[int] = []
        self.end: list[int] = []
        self.quotation: dict[int, Quotation] = {}

    def __len__(self) -> int:
        return len(self.word)


# Letters and digits, with the accents, vowel signs and soft hyphens that stand behind them.
_LETTERS = r"[^\W_]+(?:[\xad\u0300-\u036f\u064b-\u065f\u0670\u200b-\u200d]+[^\W_]*)*"
_TOKEN = re.compile(
    r"(?=\S)(?:"  # no form is tried at a space
    r"[a-zA-Z]+(?=[ ,])"  # most words, and the quickest to see
    r"|(?:[^\W\d_]\.){2,}"
    r"|[$€£]?\d+(?:[,.:/-]\d+)*(?:-?[^\W_]+)*%?"
    rf"|{_LETTERS}(?:(?:[-&/]|\.(?![A-Z][^\W\d_])){_LETTERS}|['’]{_LETTERS})*(?:['’](?=\s))?"
    r"|['’][^\W_]+"
    rf"|\.{{2,}}|--+|{SEEN})"
)


def tokenise(text: str, start: int, end: int, quotations: list[Quotation], pack: Pack) -> Tokens:
    """The tokens of `text[start:end]`; the quotations are those of the same stretch, in order."""
    tokens = Tokens(text)
    position = start
    for quotation in quotations:
        _add(tokens, position, quotation.start, pack)
        tokens.quotation[len(tokens)] = quotation
        tokens.word.append('"')
        tokens.low.append('"')
        tokens.kind.append("Q")
        tokens.start.append(quotation.start)
        tokens.end.append(quotation.end)
        position = quotation.end
    _add(tokens, position, end, pack)
    for match in _NAME_BEFORE_AUXILIARY.finditer("".join(tokens.kind)):
        number = match.end()
        following = tokens.word[number + 1] if number + 1 < len(tokens) else "."
        if tokens.word[number][0].isupper() and not following[0].isupper():
            tokens.kind[number] = "M"  # "Theresa May said", but in a headline "Smith May Win"
    if pack.grammar.inverts:
        _tell_particles(tokens, pack)
    if pack.grammar.capital_nouns:
        _tell_nouns(tokens, pack)
    elif is_in_title_case(tokens):
        _tell_verbs(tokens, pack)
    return tokens


_NAME_BEFORE_AUXILIARY = re.compile("M(?=X)")


@functools.lru_cache(maxsize=2)
def read_paragraphs(text: str, language: str) -> tuple[Tokens, ...]:
    """The paragraphs of a text as tokens, each quotation a single one; not to be changed.

    Quotes and sources both read the text that was read last.
    """
    pack = languages.pack(language)
    return tuple(
        tokenise(text, one.start, one.end, quotations(text, one.start, one.end), pack)
        for one in paragraphs(text)
    )


def unfolded(tokens: Tokens, pack: Pack) -> Tokens:
    """The same paragraph with the words of its quotations, the marks tokens of their own."""
    if not tokens.quotation:
        return tokens
    found = Tokens(tokens.text)
    before = 0
    for number, quotation in (*tokens.quotation.items(), (len(tokens), None)):
        found.word += tokens.word[before:number]
        found.low += tokens.low[before:number]
        found.kind += tokens.kind[before:number]
        found.start += tokens.start[before:number]
        found.end += tokens.end[before:number]
        if quotation is not None:
            _add(found, quotation.start, quotation.end, pack)
        before = number + 1
    return found


def _tell_particles(tokens: Tokens, pack: Pack) -> None:
    """Small words that a name begins with or holds are of the name: an article with a capital,
    "Élodie Le Goff", and behind a quotation and a verb that reports what else would be a
    preposition, "„…“, sagte von der Leyen."."""
    particles = pack.sources.particles
    for match in _PARTICLES.finditer("".join(tokens.kind)):
        first, name = match.start(), match.end()
        if not particles.issuperset(tokens.low[first:name]):
            continue
        begun = (
            tokens.kind[first - 1] == "M" and tokens.low[first - 1] in particles
        )  # "De la Fuente"
        capital = tokens.word[first][0].isupper() and tokens.kind[first - 1] in "MNPQ,DXVC"
        cue = first - 1
        told = tokens.low[cue] in pack.cue_words or tokens.low[cue] in pack.reports.first_words
        if first and (capital or begun or (told and cue and tokens.kind[cue - 1] in ",Q")):
            tokens.kind[first:name] = "M" * (name - first)


_PARTICLES = re.compile("(?:P|D|PD)(?=M)")


def _tell_nouns(tokens: Tokens, pack: Pack) -> None:
    """Where nouns have capitals, those that the pack knows are no names; before a name, they are
    titles ("Kanzlerin Anna Schmidt"), and behind a first name, surnames ("Uwe Richter")."""
    nouns = pack.sources.nouns
    known = [
        n
        for n, kind in enumerate(tokens.kind)
        if kind == "M" and not nouns.isdisjoint((tokens.low[n], tokens.low[n].removesuffix("s")))
    ]
    surnames = {tokens.low[n] for n in known if n and _is_first_name(tokens, n - 1, pack)}
    for number in reversed(known):
        before = tokens.kind[number - 1] if number else "."
        titled = tokens.kind[number + 1 : number + 2] == ["M"]
        if (titled and tokens.low[number] in pack.sources.titles) or (
            tokens.low[number] in surnames and before != "D"
        ):
            continue
        tokens.kind[number] = "N"


def _is_first_name(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether a word may be somebody's first name: no noun that the pack knows, no acronym, and not
    where somebody is from ("Berliner")."""
    low, word = tokens.low[number], tokens.word[number]
    known = low in pack.sources.nouns or low in pack.sources.titles
    return (
        tokens.kind[number] == "M"
        and word.istitle()
        and not (known or "-" in word or low.endswith(pack.sources.people_endings))
    )


def is_in_title_case(tokens: Tokens) -> bool:
    """Whether a paragraph is a headline whose words have capitals: "Ann Lee Says They Failed"."""
    count = 0
    for word, kind in zip(tokens.word, tokens.kind, strict=True):
        if word[0].isalpha():
            if not word[0].isupper() and kind not in "PDC":
                return False
            count += 1
    return 3 < count <= LONGEST_HEADLINE


def _tell_verbs(tokens: Tokens, pack: Pack) -> None:
    """In a headline in title case, what is known for a verb behind a name is one."""
    for number in range(1, len(tokens)):
        low, before = tokens.low[number], tokens.kind[number - 1]
        if tokens.kind[number] == "M" and before in "MN" and tokens.word[number].istitle():
            known = _kinds(pack.code).get(low, "")
            if known in ("V", "A", "P"):
                tokens.kind[number] = known
            elif low in pack.finite_cue_words:
                tokens.kind[number] = "V"
            elif (
                low.endswith(pack.grammar.adverb_endings)
                and number + 1 < len(tokens)
                and tokens.low[number + 1] in pack.finite_cue_words
            ):
                tokens.kind[number] = "A"  # "Smith Finally Says": and "Says" stands behind a name
                tokens.kind[number + 1] = "V"


def _add(tokens: Tokens, start: int, end: int, pack: Pack) -> None:
    """Add the tokens of a stretch without quotations."""
    words, starts = _words(tokens.text, start, end, pack)
    forms = [*map(_forms(pack.code).__getitem__, words)]
    lows = [form.low for form in forms]
    kinds = [form.kind for form in forms]
    ends = [*map(operator.add, starts, map(len, words))]
    begin = 0
    for number in (*[n for n, form in enumerate(forms) if form.depends], len(words)):
        tokens.word += words[begin:number]
        tokens.low += lows[begin:number]
        tokens.kind += kinds[begin:number]
        tokens.start += starts[begin:number]
        tokens.end += ends[begin:number]
        begin = number + 1
        if number < len(words):
            _add_word(tokens, words[number], starts[number], forms[number], pack)


def _add_word(tokens: Tokens, word: str, at: int, form: _Form, pack: Pack) -> None:
    """Add a token whose kind depends on the one before it, or that is two or part of that one."""
    words = tokens.word
    if word == "." and words and tokens.end[-1] == at and _is_tied(tokens, pack):
        if len(words[-1]) == 1 and words[-1].isalpha():
            tokens.kind[-1] = "M"
        words[-1] += "."
        tokens.end[-1] += 1
        return
    low, kind, cut = form.low, form.kind, form.contracted
    if cut:
        _append(tokens, word[:cut], low[:cut], kind, at)
        _append(tokens, word[cut:], low[cut:], "X", at + cut)
        return
    if form.within and words and words[-1] not in ".!?":
        kind = form.within
    if form.in_capitals and not (words and _is_in_capitals(words[-1])):
        kind = "M"
    _append(tokens, word, low, kind, at)


def _words(text: str, start: int, end: int, pack: Pack) -> tuple[list[str], list[int]]:
    """The words and marks of a stretch, and the place of each."""
    matches = [*_TOKEN.finditer(text, start, end)]
    words = [match[0] for match in matches]
    starts = [match.start() for match in matches]
    if not (pack.sentences.tied_before or pack.sentences.tied_behind):
        return words, starts
    parts = [
        (word[first:last], at + first)
        for word, at in zip(words, starts, strict=True)
        for first, last in (_parts(word, pack.code) if len(word) > 1 else ((0, 1),))
    ]
    return [word for word, _ in parts], [at for _, at in parts]


@functools.lru_cache(maxsize=2**16)
def _parts(word: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a token begin and end that is written as one: "l'|avocat", "a-t-|il",
    "و|قال".  What is tied before without an apostrophe is cut off where the rest is known."""
    pack = languages.pack(language)
    low = word.lower().replace("’", "'")
    found = []
    start = 0
    for prefix in pack.sentences.tied_before:
        rest = low[start + len(prefix) :]
        if low.startswith(prefix, start) and rest and (prefix[-1] == "'" or _is_known(rest, pack)):
            found.append((start, start + len(prefix)))
            start += len(prefix)
    for suffix in pack.sentences.tied_behind:
        cut = len(word) - len(suffix)
        if low.endswith(suffix) and cut > start:
            return (*found, (start, cut), (len(word) - len(suffix.rpartition("-")[2]), len(word)))
    return (*found, (start, len(word)))


def _is_known(word: str, pack: Pack) -> bool:
    low = _low(word)
    known = (
        pack.cue_words, pack.stop_words, pack.sources.nouns, pack.sources.titles,
        pack.reports.first_words,
    )  # fmt: skip
    return low in _kinds(pack.code) or any(low in words for words in known)


_SIGNS = dict.fromkeys((*range(0x64B, 0x660), 0x640, 0x670, 0xAD, *range(0x200B, 0x200E)))


def _low(word: str) -> str:
    """A word as the packs have it: lower case, plain apostrophes, no Arabic vowel signs and
    nothing that is not seen."""
    low = word.lower()
    if low.isascii():
        return low
    return unicodedata.normalize("NFC", low).translate(_SIGNS).replace("’", "'")


def _append(tokens: Tokens, word: str, low: str, kind: str, start: int) -> None:
    tokens.word.append(word)
    tokens.low.append(low)
    tokens.kind.append(kind)
    tokens.start.append(start)
    tokens.end.append(start + len(word))


def _is_tied(tokens: Tokens, pack: Pack) -> bool:
    """Whether the full stop behind the last token belongs to it: an abbreviation or an initial."""
    full_stops = pack.sentences
    end = tokens.end[-1] + 1
    last, behind = tokens.low[-1], tokens.text[end : end + 2]
    ordinal = last.isdecimal() and len(last) < 3  # "der 5. Mai"
    return (
        tokens.word[-1] in full_stops.abbreviations
        or (ordinal and "." in pack.dates.ordinals)
        or last in full_stops.abbreviations
        or (last in full_stops.numbered and behind.strip()[:1].isdecimal())
        or (_is_initial(tokens) and tokens.word[-1] not in full_stops.letters)
        or behind[:1] == ","
    )


def _is_initial(tokens: Tokens) -> bool:
    """Whether the last token is a letter that stands for a name: "J. Smith", "John A. Smith"."""
    if len(tokens.word[-1]) > 1 or not tokens.word[-1].isupper():
        return False
    return "M" in tokens.kind[-2:]


@attrs.frozen
class _Form:
    """What a word is wherever it stands: in lower case, and its kind.

    `within` is its kind behind another word of the sentence, where that differs: there a capital
    makes a name.  `in_capitals` says that it is a function word in capitals, and so rather a name
    ("US officials", "the WHO"), unless the word before is in capitals as well.  `contracted` is
    where an auxiliary begins that is tied to a function word ("he's", "here's"), whose kind it is
    then, or 0.  A word `depends` on what stands before it where one of these is so, and so does a
    full stop.
    """

    low: str
    kind: str
    within: str = ""
    in_capitals: bool = False
    contracted: int = 0
    depends: bool = False


class _Forms(dict[str, _Form]):
    """The form of each word of a language that was met: as there are few, a look-up is all that
    most take.  Where there are too many, all are forgotten."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, word: str) -> _Form:
        if len(self) >= MOST_FORMS:
            self.clear()
        form = self[word] = _form(word, self.language)
        return form


MOST_FORMS = 2**16

_forms = functools.cache(_Forms)


def _form(word: str, language: str) -> _Form:
    low = _low(word)
    kinds = _kinds(language)
    known = kinds.get(low)
    if known is None:
        stem = low.partition("'")[0]
        tied = kinds.get(stem, " ") in "SRABD" and kinds.get(low[len(stem) :]) == "X"
        if tied and stem not in languages.pack(language).grammar.pronouns:
            cut = word.replace("’", "'").index("'")
            return _Form(low, kinds[stem], contracted=cut, depends=True)
        return _Form(low, _kind(word, low, language), depends=word == ".")
    within = "M" if known in "VNAP" and word[0].isupper() else ""
    in_capitals = _is_in_capitals(word)
    return _Form(low, known, within, in_capitals, depends=bool(within) or in_capitals)


def _is_in_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


@functools.cache
def _kinds(language: str) -> dict[str, str]:
    """Each function word's kind; where a word plays two parts, the one that says more."""
    grammar = languages.pack(language).grammar
    kinds: dict[str, str] = {}
    for letter, words in (
        ("V", grammar.verbs),
        ("A", grammar.adverbs),
        ("A", grammar.negations),
        ("T", grammar.time),
        ("B", grammar.subordinators),
        ("P", grammar.prepositions),
        ("D", grammar.determiners | grammar.object_starts),
        ("#", grammar.numbers),
        ("R", grammar.relatives),
        ("C", grammar.conjunctions),
        ("X", grammar.auxiliaries),
        ("O", grammar.objects),
        ("D", grammar.objects & grammar.determiners),
        ("S", grammar.subjects),
        ("N", grammar.not_adverbs),
    ):
        kinds.update(dict.fromkeys(words, letter))
    return kinds


_TIED = re.compile(r"[^\W\d_]{1,4}[-'’][A-ZÀ-ÖØ-Þ]")  # al-Basri, d'Estaing


def _kind(word: str, low: str, language: str) -> str:
    first = word[0]
    if first.isalpha():
        pack = languages.pack(language)
        if not first.isupper() and not first.islower() and low in pack.cue_words:
            return "V"  # where no letter is a capital, any other word may be a name
        if first.isupper() or not first.islower() or _TIED.match(word):
            return "M"
        adverb = len(low) > 4 and low.endswith(pack.grammar.adverb_endings)
        return "A" if adverb and low not in pack.cue_words else "N"  # but "ils affirment"
    if first.isdigit() or first in "$€£":
        return "#"
    if first in "'’" and len(word) > 1:
        return "M" if first == "’" and word[1].isupper() else "N"  # the Sotho name ’Mamello
    return _PLAIN.get(word, word) if len(word) == 1 else ("…" if first == "." else "-")


_PLAIN = dict(zip("،؛؟۔，。；：！？", ",;?.,.;:!?", strict=True))
"""Punctuation of other scripts, and what it is to the constructions."""


class Sentence(NamedTuple):
    """Tokens from `first` up to, not including, `last`."""

    first: int
    last: int


LONGEST_SENTENCE = 300
"""Text without full stops is cut: no sentence has so many tokens, and each cue looks at its own."""

LONGEST_HEADLINE = 30
"""In words."""

LONGEST_DATELINE = 16
"""In tokens."""

_ENDERS = frozenset(".!?…")
_MAY_END = _ENDERS | {"Q"}


def sentences(tokens: Tokens, reporting: frozenset[str]) -> Iterator[Sentence]:
    """The sentences of a paragraph; a quotation that ends like one ends it, unless it goes on, as
    it does in '"Why?" Smith asked', where one of the `reporting` words follows."""
    first = dateline_end(tokens)
    count = len(tokens)
    if first:
        yield Sentence(0, first)
    ahead: Iterable[int] = range(first, count)
    if count - first <= LONGEST_SENTENCE:
        ahead = [n for n, kind in enumerate(tokens.kind[first:], first) if kind in _MAY_END]
    for number in ahead:
        kind = tokens.kind[number]
        if kind in _ENDERS:
            following = tokens.kind[number + 1] if number + 1 < count else "."
            if following in _ENDERS or following in ")]":
                continue
        elif (
            kind != "Q" or not _ends_sentence(tokens, first, number, reporting)
        ) and number - first < LONGEST_SENTENCE:
            continue
        yield Sentence(first, number + 1)
        first = number + 1
    if first < count:
        yield Sentence(first, count)


def dateline_end(tokens: Tokens) -> int:
    """Where the text behind a dateline begins, "ROTTERDAM, March 3 (Reuters) -", also of a place
    without capitals where an agency is named, "Le Havre, 2 août (AFP) -"; 0 without one."""
    if not tokens or not tokens.word[0][0].isupper():
        return 0
    shouted = _is_in_capitals(tokens.word[0])
    if not shouted and "(" not in tokens.kind[:LONGEST_DATELINE]:
        return 0
    for number in range(1, min(LONGEST_DATELINE, len(tokens))):
        if tokens.kind[number] in "-–—":
            agency = tokens.kind[number - 1] == ")" and tokens.word[number - 2]
            return number + 1 if shouted or agency in languages.names().agencies else 0
        if tokens.kind[number] not in ("M#,./()" if shouted else "M#,./()N"):
            return 0
    return 0


def last_character(tokens: Tokens, number: int) -> str:
    """The last character of a quotation before the marks that close it; a comma or a full stop says
    that it is words of somebody, and no name."""
    text = tokens.text
    end = tokens.end[number]
    while end > tokens.start[number] and text[end - 1] in _CLOSING:
        end -= 1
    last = text[end - 1 : end]
    return _PLAIN.get(last, last)


_CLOSING = frozenset("\"“”»«'’‘› \t\n\xa0\u202f\u2009")


def _ends_sentence(tokens: Tokens, first: int, number: int, reporting: frozenset[str]) -> bool:
    """Whether the sentence ends with the quotation at `number`."""
    if number + 1 == len(tokens):
        return True
    inner = last_character(tokens, number)
    if inner not in _ENDERS:
        return False
    following = tokens.word[number + 1]
    if tokens.kind[number + 1] in ",;:)–—-" or tokens.kind[number + 1] in _ENDERS:
        return False
    if tokens.kind[number + 1] == "Q":
        return True
    if following[0].islower():
        return False
    caseless = following[0].isalpha() and not following[0].isupper()
    if (
        not caseless
        and inner == "."
        and tokens.text[tokens.start[number] : tokens.end[number]].count("..") == 0
    ):
        return True
    if any(tokens.kind[n] not in ",;C-–—Q" for n in range(first, number)):
        return True  # it had its words before: 'He said: "Why not?" Smith said no more'
    ahead = range(number + 1, min(number + 7, len(tokens)))
    return reporting.isdisjoint(tokens.low[n] for n in ahead)
