"""Dialogue without marks: a paragraph that begins with a dash, in the languages that write it so.

The words of the speaker and those of the writer take turns: « – Je pars, dit-il. Adieu. »,
"—No sé —dijo Ana—. Adiós."
"""

from __future__ import annotations

from mediacorpus.languages import Pack
from mediacorpus.text.marks import Paragraph, Quotation
from mediacorpus.text.tokens import Tokens, tokenise

__all__ = ["dialogue"]


def dialogue(text: str, paragraph: Paragraph, pack: Pack) -> list[Quotation]:
    """What is spoken in a paragraph, the dash before it included; empty where it is no dialogue:
    where it does not begin with a dash of the pack, or nobody is said to speak."""
    if text[paragraph.start] not in pack.sentences.dialogue:
        return []
    tokens = tokenise(text, paragraph.start, paragraph.end, [], pack)
    writer = _writer(tokens, pack)
    if writer is None:
        return []
    first, last = writer
    dashed = tokens.kind[first - 1] in pack.sentences.dialogue
    found = [Quotation(paragraph.start, tokens.end[first - 1 - dashed])]
    while last < len(tokens) and not tokens.word[last][0].isalnum():
        last += 1
    if last < len(tokens):
        found.append(Quotation(tokens.start[last], paragraph.end))
    return found


def _writer(tokens: Tokens, pack: Pack) -> tuple[int, int] | None:
    """From which token up to which the writer says who speaks: a verb that reports and its
    subject, behind a dash or behind the punctuation of what is said."""
    dashes = pack.sentences.dialogue
    for number in range(3, len(tokens) - 1):
        before = tokens.kind[number - 1]
        if (before not in dashes and before not in ",?!…") or not _reports(tokens, number, pack):
            continue
        ends = dashes if before in dashes else (*".,;:",)
        rest = range(number + 1, len(tokens))
        return number, next((n for n in rest if tokens.kind[n] in ends), len(tokens))
    return None


def _reports(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether a verb that reports begins here, with its subject behind it or within it."""
    helped = tokens.kind[number] == "X"
    verbs = range(number + helped, min(number + 1 + 2 * helped, len(tokens) - 1))
    verb = next((n for n in verbs if tokens.low[n] in pack.cue_words), None)
    if verb is None:
        return False
    return "S" in tokens.kind[number:verb] or tokens.kind[verb + 1] in "SMD"
