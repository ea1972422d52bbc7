"""The text of a letter as blocks, without what stands above it where it was sent on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

import attrs

from mediacorpus.readers.html_fragment import Fragment, fragment_of
from mediacorpus.readers.mail.letters import Letter, Text
from mediacorpus.readers.mail.words import words
from mediacorpus.readers.page_lines import is_bulleted, without_bullet
from mediacorpus.records import Block, Notice
from mediacorpus.text.folding import fold
from mediacorpus.text.lines import lines

__all__ = ["LetterText", "of_forwarded", "plain_lines", "text_of", "without_marks"]

MOST_ABOVE = 60
"""In blocks: further down, a letter that was sent on is an answer below the text."""
MOST_LABELLED = 12
"""In lines, the headers of a letter that was sent on."""
LONGEST_FOOTER = 600


class LetterText(NamedTuple):
    """The blocks of a letter, its links as (words, address), what there is to know of reading it,
    and what is said of the letter that was sent on ("from", "date", "subject")."""

    blocks: tuple[Block, ...]
    links: tuple[tuple[str, str], ...]
    notices: tuple[Notice, ...]
    said: dict[str, str]


def text_of(letter: Letter) -> LetterText:
    """The text of a letter: that in HTML if it has words, else the plain one."""
    fragment = _joined([fragment_of(one.decoded.text, is_html=True) for one in letter.html])
    if not fragment.text:
        plain = tuple(block for one in letter.plain for block in _plain(one))
        fragment = Fragment((*plain, *fragment.blocks), fragment.links, fragment.notices)
    blocks, notices, said = _without_head(list(fragment.blocks))
    blocks, footer = _without_footer(blocks, fragment.links)
    return LetterText(tuple(blocks), fragment.links, (*fragment.notices, *notices, *footer), said)


def _joined(found: Sequence[Fragment]) -> Fragment:
    chain = itertools.chain.from_iterable
    return Fragment(
        tuple(chain(one.blocks for one in found)),
        tuple(dict.fromkeys(chain(one.links for one in found))),
        tuple(chain(one.notices for one in found)),
    )


def plain_lines(text: Text) -> str:
    """A plain text without the marks of quoting, where nearly all of it is quoted; lines that flow
    are joined."""
    found = text.decoded.text.splitlines()
    with_words = [line for line in found if line.strip()]
    quoted = [line for line in with_words if line.startswith(">")]
    if with_words and 5 * len(quoted) >= 4 * len(with_words):
        found = [line.removeprefix(">").removeprefix(" ") for line in found]
    if not text.is_flowed:
        return "\n".join(found)
    parts = []
    for line in found:
        goes_on = line.endswith(" ") and line != "-- "
        parts.append((line.removesuffix(" ") if text.joins else line) if goes_on else line + "\n")
    return "".join(parts)


def _plain(text: Text) -> list[Block]:
    blocks = []
    for line in lines(plain_lines(text)):
        is_item = is_bulleted(line.words)
        said = without_bullet(line.words) if is_item else line.words
        if said:
            blocks.append(Block(kind="list_item" if is_item else "paragraph", text=said))
    return blocks


def _without_head(blocks: list[Block]) -> tuple[list[Block], list[Notice], dict[str, str]]:
    """The blocks of the letter that was sent on, a notice of what stands above it, and what its
    headers say; all blocks where there is none."""
    for number, block in enumerate(blocks[:MOST_ABOVE]):
        mark = words().forwarded.match(block.text or "")
        if not mark:
            continue
        rest = (block.text or "")[mark.end() :]
        following = [one.text or "" for one in blocks[number + 1 : number + 1 + MOST_LABELLED]]
        said, taken = _labelled(rest, following)
        if not said:
            continue
        above = " / ".join(one.text for one in blocks[:number] if one.text)
        message = "the letter was sent on by somebody else; what they wrote above it was left out"
        notice = Notice(code="forwarded", message=message, excerpt=above[:200] or None)
        return blocks[number + 1 + taken :], [notice], said
    return blocks, [], {}


def _labelled(rest: str, following: Sequence[str]) -> tuple[dict[str, str], int]:
    """What labels say in the rest of a block and in the blocks that follow, and how many of these
    they take."""
    said: dict[str, str] = {}
    for taken, text in enumerate((rest, *following)):
        if not text.strip():
            continue
        found = list(words().labels.finditer(text))
        if not found or found[0].start() > 0:
            return said, max(0, taken - 1)
        ends = [*(one.start() for one in found[1:]), len(text)]
        for one, end in zip(found, ends, strict=True):
            field = words().meant[one["label"].casefold()]
            said.setdefault(field, text[one.end() : end].strip())
    return said, len(following)


def _without_footer(
    blocks: list[Block], links: Sequence[tuple[str, str]]
) -> tuple[list[Block], list[Notice]]:
    """The blocks without the lines by which a reader leaves the list, or sees it in a browser."""
    lead = [fold(said) for said, _ in links]
    offered = {one for one in lead if one in words().leave or one in words().browser}
    kept: list[Block] = []
    left: list[Block] = []
    for block in blocks:
        said = fold(block.text or "") if len(block.text or "") < LONGEST_FOOTER else ""
        is_left = said and any(one in said for one in offered)
        (left if is_left else kept).append(block)
    if not left:
        return blocks, []
    excerpt = " / ".join(block.text or "" for block in left)[:200]
    message = "lines about the list that the letter was sent to were left out"
    return kept, [Notice(code="furniture", message=message, excerpt=excerpt)]


def without_marks(subject: str | None) -> str | None:
    """A subject without what programs put before it ("Fwd: ")."""
    before = words().before.match(subject or "")
    return (subject or "")[before.end() if before else 0 :].strip() or None


def of_forwarded(letter: Letter, said: dict[str, str]) -> Letter:
    """A letter with what is said of the one that was sent on in it."""
    return attrs.evolve(
        letter,
        subject=said.get("subject") or letter.subject,
        sender=said.get("from") or (None if said else letter.sender),
        date=said.get("date") or (None if said else letter.date),
        is_forwarded=letter.is_forwarded or bool(said),
    )
