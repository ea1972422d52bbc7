"""Who speaks, said within the words themselves: between the words of the speaker the writer's take
a turn.

In a dialogue without marks, in the languages that write it so, where a dash begins the paragraph:
« – Je pars, dit-il. Adieu. », "—No sé —dijo Ana—. Adiós."  And within quotation marks:
« Je pars, a dit le maire. Adieu. », "«No —dijo Ana— lo sé»".
"""

from __future__ import annotations

from collections.abc import Iterator

from mediacorpus.languages import Pack
from mediacorpus.text.marks import Paragraph, Quotation, quotations
from mediacorpus.text.tokens import Tokens, tokenise

__all__ = ["dialogue", "interrupted"]

AHEAD = 4
"""So many tokens behind a verb, at most, its subject begins: "a confié lundi à l'AFP le maire"."""


def dialogue(text: str, paragraph: Paragraph, pack: Pack) -> list[Quotation]:
    """What is spoken in a paragraph, the dash before it included; empty where it is no dialogue:
    where it does not begin with a dash of the pack, or nobody is said to speak."""
    dashes = pack.sentences.dialogue
    if text[paragraph.start] not in dashes:
        return []
    tokens = tokenise(text, paragraph.start, paragraph.end, [], pack)
    return _spoken(tokens, Quotation(*paragraph), frozenset((*dashes, *",?!…")), pack)


def interrupted(tokens: Tokens, pack: Pack) -> list[Quotation]:
    """The quotations of a paragraph, without the words of the writer within their marks; empty
    where there are none such.  In the `tokens` of the paragraph each quotation is a single one."""
    signs = frozenset(pack.sentences.interrupting)
    if not signs or not tokens.quotation:
        return []
    text = tokens.text
    found: list[Quotation] = []
    for number, quotation in tokens.quotation.items():
        spoken = [quotation]
        if not _is_attributed(tokens, number, pack):
            within = quotation.start + 1, quotation.end - quotation.closed
            inner = tokenise(text, *within, quotations(text, *within), pack)
            announced = number > 0 and tokens.kind[number - 1] == ":"
            spoken = _spoken(inner, quotation, signs, pack, named=not announced) or spoken
        found += spoken
    return found if found != [*tokens.quotation.values()] else []


def _is_attributed(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether who says a quotation stands behind it: what stands within is then of their words."""
    verb = number + 2
    comma = tokens.kind[number + 1 : verb] == [","]
    return comma and verb < len(tokens) - 1 and _reports(tokens, verb, pack)


def _spoken(
    tokens: Tokens, whole: Quotation, signs: frozenset[str], pack: Pack, *, named: bool = True
) -> list[Quotation]:
    """The parts of what is spoken that the writer's words leave; empty where the writer has none.
    Who speaks may be `named`, or be but a pronoun."""
    found: list[Quotation] = []
    begin = whole.start
    for first, last in _writers(tokens, signs, pack, named=named):
        apart = tokens.kind[first - 1] not in "?!…"  # no comma, and no dash, is of what is said
        found.append(Quotation(begin, tokens.end[first - 1 - apart]))
        behind = last
        while behind < len(tokens) and not _is_word(tokens, behind):
            behind += 1
        begin = tokens.start[behind] if behind < len(tokens) else whole.end
    if found and begin < whole.end:
        found.append(whole._replace(start=begin))
    return found


def _is_word(tokens: Tokens, number: int) -> bool:
    return tokens.kind[number] == "Q" or tokens.word[number][0].isalnum()


def _writers(
    tokens: Tokens, signs: frozenset[str], pack: Pack, *, named: bool
) -> Iterator[tuple[int, int]]:
    """From which token up to which the writer says who speaks: a verb that reports and its subject,
    behind a dash or behind the punctuation of what is said."""
    dashes = pack.sentences.dialogue
    behind = 0
    for number in range(2, len(tokens) - 1):
        before = tokens.kind[number - 1]
        if number < behind or before not in signs or not _reports(tokens, number, pack):
            continue
        if before in dashes:
            rest = range(number + 1, len(tokens))
            last = next((n for n in rest if tokens.kind[n] in dashes), len(tokens))
        else:
            last = _end(tokens, number, pack)
        if named or "S" in tokens.kind[number:last]:
            behind = last
            yield number, last


def _end(tokens: Tokens, number: int, pack: Pack) -> int:
    """Where the words of the writer end that begin at a token: with their sentence, or before a
    comma behind which no more is told of who speaks."""
    end = _next(tokens, number + 1)
    if "S" in tokens.kind[number:end]:
        return end
    while end < len(tokens) and tokens.kind[end] == ",":
        following = _next(tokens, end + 1)
        if not _tells_who(tokens, end + 1, following, pack):
            break
        end = following
    return end


def _next(tokens: Tokens, number: int) -> int:
    """The next token that ends a part of a sentence."""
    rest = range(number, len(tokens))
    return next((n for n in rest if tokens.kind[n] in ".,;:!?…"), len(tokens))


def _tells_who(tokens: Tokens, begin: int, end: int, pack: Pack) -> bool:
    """Whether a part between commas tells more of who speaks: a noun without an article, "délégué
    CGT", an age, a name, a relative clause, a noun for a person, or where,
    at the end of a sentence with more behind it."""
    if begin >= end:
        return False
    kinds, ended = tokens.kind[begin:end], tokens.kind[end : end + 1] == ["."]
    goes_on = any(_is_word(tokens, n) for n in range(end, len(tokens)))
    if kinds[0] == "R" or set(kinds) == {"M"}:
        return True
    if not _VERBS.isdisjoint(kinds):
        return False
    if kinds[0] in "N#":
        return True
    if kinds[0] == "P":
        return ended and goes_on
    sources = pack.sources
    people = sources.nouns | sources.titles
    head = next((n for n in range(begin, end) if tokens.kind[n] == "N"), begin)
    return kinds[0] == "D" and tokens.low[head] in people


_VERBS = frozenset("SXVBQ")


def _reports(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether a verb that reports begins here, with its subject behind it or within it: "a-t-il
    dit", "s'étonne Luc", "a réagi lundi le maire".  With a pronoun tied to it any verb does:
    "élude-t-il"."""
    kind, low = tokens.kind, tokens.low
    last = len(tokens) - 1
    begin = number
    while begin < last and (kind[begin] == "A" or low[begin] in pack.grammar.clitics):
        begin += 1
    helped = kind[begin] == "X"
    verbs = range(begin + helped, min(begin + 1 + AHEAD * helped, last))
    verb = next((n for n in verbs if low[n] in pack.cue_words), None)
    if verb is None or any(kind[n] not in "XSAP" for n in range(begin, verb)):
        tied = begin < last and tokens.text[tokens.start[begin + 1] - 1] == "-"
        return tied and kind[begin : begin + 2] == ["N", "S"]
    if "S" in kind[begin:verb] or kind[verb + 1] in "SMD":
        return True
    end = min(_next(tokens, verb + 1), verb + AHEAD)
    return kind[verb + 1] in "APT" and any(kind[n] in "MD" for n in range(verb + 2, end + 1))
