"""Where the dumps stand in a file of several: what parts them, and where each begins and ends.

Headers tell by themselves: "Article 3 of 12", or the same labels ("URL: …", "Title: …") above each.
A form feed, a rule ("=====") and the file's first line once more stand within articles as well:
they part a file only where what follows begins as an article does, with a headline and a date of
its own, and goes on with prose.  In doubt a file is one dump.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from mediacorpus import languages
from mediacorpus.languages import any_of
from mediacorpus.readers.page_facts import DATES, facts_of, names_in
from mediacorpus.readers.page_lines import PROSE, is_rule, role_of, width
from mediacorpus.text.folding import fold, fold_space
from mediacorpus.text.lines import Line, lines, printed_lines

__all__ = ["Dumps", "Part", "Stretch", "dumps_of", "without_title_label"]


class Stretch(NamedTuple):
    """A part of a text, in characters, half open."""

    start: int
    end: int


class Part(NamedTuple):
    """One dump, in characters, from its first word to its last; `body` is where what follows its
    header begins, which is its start if it has none."""

    start: int
    end: int
    body: int


class Dumps(NamedTuple):
    """The dumps of a file, in order; `cover` is what stands above the first header, if anything
    does; `announced` is how many dumps the headers say that there are, if they do."""

    parts: tuple[Part, ...]
    cover: Stretch | None = None
    announced: int | None = None


def dumps_of(text: str, printed: Sequence[Line] | None = None) -> Dumps:
    """The dumps that a text holds: one, unless it plainly is several; none without any words.

    `printed` are its `printed_lines`, where they are known.

    >>> day = "\\n2 May 2019\\n" + "The old gates of the town were closed for good. " * 5 + "\\n"
    >>> text = "Gates close" + day + "=====\\nGates reopen after a day" + day
    >>> [text[part.start :][:12] for part in dumps_of(text).parts]
    ['Gates close\\n', 'Gates reopen']
    """
    if printed is None:
        printed = printed_lines(text)
    if not printed:
        return Dumps(())
    breaks = _breaks(text, printed)
    headers = [one for one in breaks if HEADER in one.kinds]
    if headers:
        parts = _parts(text, headers)
        if sum(_look(text[one.body : one.end]).paragraphs > 0 for one in parts) * 4 >= 3 * len(
            parts
        ):
            cover = _stripped(text, 0, headers[0].start)
            return Dumps(parts, cover, headers[0].announced)
    cuts = _cuts(text, breaks)
    if not cuts:
        body = _header_end(printed) or _body_of_one(printed)
        return Dumps((Part(printed[0].start, printed[-1].end, body),))
    return Dumps(_parts(text, [_Break(0, 0, 0, frozenset()), *cuts]))


def without_title_label(found: Sequence[Line]) -> list[Line]:
    """The lines of a dump, the headline among them without a label: of "Title: Gates fail", the
    words "Gates fail" and their place."""
    bare = []
    for number, line in enumerate(found):
        match = _words().title.match(line.words) if number < HEAD_LINES else None
        if match:
            words = line.words[match.end() :]
            line = Line(words, line.end - len(words), line.end)  # noqa: PLW2901 - the same line
        bare.append(line)
    return bare


HEAD_LINES = 10
"""So many lines at its top may have labels."""


# -- what may part dumps -------------------------------------------------------------------

SHORTEST_HEADER = 3
"""No first line that is repeated above each dump is shorter."""

HEADER, NUMBER, FIRST, FEED = "header", "number", "first line", "form feed"


class _Break(NamedTuple):
    """What may part two dumps: where it begins, where the next dump would, where the header of that
    ends, if it has one, and what it is made of, rules by their characters."""

    start: int
    end: int
    body: int
    kinds: frozenset[str]
    announced: int | None = None


def _breaks(text: str, printed: Sequence[Line]) -> list[_Break]:
    """All that may part dumps, in order; what has no words in between is one."""
    found: list[_Break] = []
    bare: list[Line] = []
    for line in printed:
        if is_rule(line.words):
            kind = line.words.replace(" ", "")
            found.append(_Break(line.start, line.end, line.end, frozenset({kind})))
        else:
            bare.append(line)
    found += [
        _Break(m.start(), m.end(), m.end(), frozenset({FEED})) for m in re.finditer("\f", text)
    ]
    found += _numbered(bare) or _labelled(bare)
    header = bare[0].words if bare and len(bare[0].words) >= SHORTEST_HEADER else None
    again = [line for line in bare[1:] if line.words == header]
    found += [_Break(line.start, line.start, line.start, frozenset({FIRST})) for line in again]
    merged: list[_Break] = []
    for one in sorted(found):
        last = merged[-1] if merged else None
        if last and not fold_space(text[last.end : one.start]):
            announced = last.announced or one.announced
            merged[-1] = _Break(last.start, one.end, one.body, last.kinds | one.kinds, announced)
        else:
            merged.append(one)
    return merged


def _numbered(bare: list[Line]) -> list[_Break]:
    """Headers with a number: "Article 3 of 12", "3 of 12 DOCUMENTS", "Document 3".

    The numbers run up, and how many there are is what most say.  A number alone also stands above
    the parts of a law or of a long read, so it runs up by one, and parts only as a rule does.
    """
    groups: dict[bool, list[tuple[int, Line]]] = {}
    totals: Counter[str] = Counter()
    for line in bare:
        match = _words().number.fullmatch(line.words) if len(line.words) <= 60 else None
        if match and (match["before"] or match["behind"]):
            groups.setdefault(match["all"] is not None, []).append((int(match["number"]), line))
            totals.update(filter(None, [match["all"]]))
    for counted, group in sorted(groups.items(), reverse=True):
        numbers = [number for number, _ in group]
        steps = [other - one for one, other in itertools.pairwise(numbers)]
        if steps and (set(steps) == {1} or (counted and min(steps) > 0)):
            kinds = frozenset({HEADER if counted else NUMBER})
            announced = int(totals.most_common(1)[0][0]) if counted else None
            return [_Break(line.start, line.start, line.end, kinds, announced) for _, line in group]
    return []


def _body_of_one(printed: Sequence[Line]) -> int:
    """Where the body of a file of one dump begins: behind a header that says how many there are ("1
    of 1 DOCUMENT"), if that is the first line, and others follow."""
    bare = [line for line in printed if not is_rule(line.words)]
    match = _words().number.fullmatch(bare[0].words) if len(bare) > 1 else None
    is_header = match and match["all"] and (match["before"] or match["behind"])
    return bare[0].end if is_header else printed[0].start


def _labelled(bare: list[Line]) -> list[_Break]:
    """Headers of labels: the file's first line has one ("URL: …"), it comes again, with the same
    labels below it, and there is a web address or a date among them that is not always the same."""
    first = next((n for n, line in enumerate(bare) if not _words().number.match(line.words)), 0)
    opening = _LABELLED.fullmatch(bare[first].words) if bare else None
    if not opening:
        return []
    label = opening["label"].casefold()
    blocks: list[tuple[int, dict[str, str]]] = []
    number = first
    while number < len(bare):
        line = bare[number]
        match = _LABELLED.fullmatch(line.words)
        number += 1
        if not match or match["label"].casefold() != label:
            continue
        block = {label: match["value"]}
        while number < len(bare) and (more := _LABELLED.fullmatch(bare[number].words)):
            if more["label"].casefold() in block:
                break
            block[more["label"].casefold()] = more["value"]
            number += 1
        blocks.append((number - len(block), block))
    telling = {key for key in blocks[0][1] if len({block.get(key) for _, block in blocks}) > 1}
    alike = all(len(block.keys() & blocks[0][1].keys()) * 2 > len(block) for _, block in blocks)
    fits = alike and any(
        _URL.fullmatch(block[key]) or (len(block) > 1 and _says_date(block[key]))
        for key in telling
        for block in [blocks[0][1]]
    )
    if len(blocks) < 2 or not fits:
        return []
    common = Counter(key for _, block in blocks for key in block)
    found = []
    for place, block in blocks:
        size = sum(1 for _ in itertools.takewhile(lambda key: common[key] > 1, block))
        start, end = bare[place].start, bare[place + size - 1].end
        found.append(_Break(start, start, end, frozenset({HEADER})))
    return found


_LABELLED = re.compile(r"(?P<label>[^\W\d_][^\s:：]*(?: [^\s:：]+){0,2}) ?[:：] ?(?P<value>\S.*)")
_URL = re.compile(r"https?://\S+")


def _header_end(printed: Sequence[Line]) -> int | None:
    """Where the header of a single dump ends: labels from the first line on ("Title: …"), among
    them the title's and one with a web address or a date."""
    found = (_LABELLED.fullmatch(line.words) for line in printed)
    labels = [match for match in itertools.takewhile(bool, found) if match]
    titled = any(_words().title.match(line.words) for line in printed[: len(labels)])
    values = [match["value"] for match in labels]
    told = any(_URL.fullmatch(value) or _says_date(value) for value in values)
    return printed[len(labels) - 1].end if len(labels) > 1 and titled and told else None


def _says_date(words: str) -> bool:
    return any(fact.field in DATES for fact in facts_of(words, None))


def _stripped(text: str, start: int, end: int) -> Stretch | None:
    """A stretch from its first word to its last; None where it has none."""
    found = printed_lines(text[start:end])
    return Stretch(start + found[0].start, start + found[-1].end) if found else None


def _parts(text: str, cuts: Sequence[_Break]) -> tuple[Part, ...]:
    """What stands behind each cut, up to the next; nothing for those without a word."""
    ends = [*(cut.start for cut in cuts[1:]), len(text)]
    found = ((cut, _stripped(text, cut.end, end)) for cut, end in zip(cuts, ends, strict=True))
    return tuple(Part(*part, max(part.start, cut.body)) for cut, part in found if part)


# -- what is an article of its own ---------------------------------------------------------


class _Look(NamedTuple):
    """What stands between two breaks: its first line; what in its head may be a headline; whether
    the head is dated; the number of its paragraphs; and the longest run of them that no date
    parts, in lines and in characters."""

    opening: str = ""
    headlines: frozenset[str] = frozenset()
    dated: bool = False
    paragraphs: int = 0
    run: int = 0
    length: int = 0

    @property
    def is_text(self) -> bool:
        """Whether there is enough prose for an article; a teaser has one short paragraph."""
        return self.length >= (SHORT_TEXT if self.run > 1 else LONG_PARAGRAPH)


SHORT_TEXT = 80
LONG_PARAGRAPH = 120
"""The characters of prose that an article has at least, in several paragraphs and in one."""
ABOVE_DATE = 3
"""So many paragraphs (a note on cookies, a standfirst) may stand above an article's date."""


_ABOVE_BODY = ("short", "sentence", "prose")


def _look(text: str, *, head_only: bool = False) -> _Look:
    found = lines(text)
    headlines: list[str] = []
    dated = False
    paragraphs = run = length = 0
    longest = (0, 0)
    for line in found:
        in_head = paragraphs <= ABOVE_DATE
        if head_only and not in_head:
            break
        facts = facts_of(line.words, None) if in_head or line.words[-1] not in ".!?" else ()
        if facts or _URL.fullmatch(line.words):
            dated = dated or (in_head and (not facts or any(f.date or f.labelled for f in facts)))
            if any(fact.date for fact in facts):
                run = length = 0
            continue
        role = role_of(line.words)
        if paragraphs < 2 and role in _ABOVE_BODY and _may_be_headline(line.words):
            headlines.append(fold(line.words))
        if role in ("prose", "sentence"):
            paragraphs += 1
            run += 1
            length += width(line.words)
            longest = max(longest, (length, run))
    opening = found[0].words if found else ""
    return _Look(opening, frozenset(headlines), dated, paragraphs, longest[1], longest[0])


def _may_be_headline(words: str) -> bool:
    """Whether a line has the shape of a headline: some words, no full stop, no names alone."""
    return (
        10 <= width(words) < PROSE
        and (" " in words or width(words) > len(words))
        and words[-1] not in ".;,:。"
        and not words[0].islower()
        and not names_in(words)
    )


def _without_pages(text: str, breaks: Sequence[_Break]) -> list[_Break]:
    """The breaks without form feeds, if these part the pages of one document: some of them stand
    within a paragraph, or each is followed by the same line with a date.  What all pages begin
    with is passed over."""
    ends = [*(one.start for one in breaks[1:]), len(text)]
    feeds = [(one, end) for one, end in zip(breaks, ends, strict=True) if FEED in one.kinds]
    heads = [
        [words for line in text[one.end : end][:2000].splitlines() if (words := fold_space(line))]
        for one, end in feeds
    ]
    said = Counter(line for head in heads for line in set(head[:3]))
    running = {head[0] for head in heads if head} | {
        fold_space(text[:2000].lstrip().splitlines()[0])
    }
    if len(running) == 1 and _says_date(running.pop()):
        return [one for one in breaks if FEED not in one.kinds]
    within = 0
    for (one, _), head in zip(feeds, heads, strict=True):
        above = text[: one.start].rstrip()[-300:].splitlines()[-1:]
        below = next((line for line in head if said[line] == 1), "")
        goes_on = bool(above) and len(above[0]) > 50 and above[0][-1] not in ENDS
        within += below[:1].islower() or (goes_on and len(below) > 50)
    return list(breaks) if within * 4 < len(feeds) else [b for b in breaks if FEED not in b.kinds]


def _cuts(text: str, breaks: Sequence[_Break]) -> list[_Break]:
    """The breaks that part dumps: those before an article with a headline and a date of its own.

    What parts three such articles or more, and hardly anything else, parts the others too.  Where
    nothing is dated, a form feed or a long rule does that stands before headlines only.
    """
    breaks = _without_pages(text, breaks) if breaks else []
    edges = [_Break(0, 0, 0, frozenset()), *breaks]
    ends = [*(one.start for one in breaks), len(text)]
    if len(edges) < 2:
        return []
    stretches = [text[one.end : end] for one, end in zip(edges, ends, strict=True)]
    dates = sum(_look(stretch, head_only=True).dated for stretch in stretches)
    if dates == 1 or (not dates and not _are_plain(breaks)):
        return []
    looks = [_look(stretch) for stretch in stretches]
    said = Counter(line for heads in {look.headlines for look in looks} for line in heads)
    own = [any(said[line] == 1 for line in look.headlines) for look in looks]
    dated = []
    behind = _Look()  # the text that goes on behind a break, up to the next article
    for number in range(len(edges) - 1, -1, -1):
        look = looks[number]
        text_below = look if look.paragraphs else behind
        begins = own[number] and not _is_below(look.opening)
        if begins and look.dated and text_below.is_text:
            dated.append(number)
            behind = _Look()
        elif look.paragraphs:
            behind = look
    dated.reverse()
    if not any(look.dated for look in looks):
        return list(breaks) if _undated(breaks, looks, own) else []
    leading = any(look.paragraphs for look in looks[: dated[0]]) if dated else False
    if len(dated) < 2:
        return []
    cuts = set(dated if leading else dated[1:])
    for kinds in {one.kinds for one in breaks}:
        alike = [n for n in range(1, len(edges)) if edges[n].kinds == kinds]
        fitting = sum(n in dated for n in alike)
        long = all(_is_long(kind) for kind in kinds)
        pattern = len(dated) >= PATTERN and fitting * 4 >= 3 * len(alike)
        if fitting > 1 and (pattern or (long and fitting * 3 >= 2 * len(alike))):
            cuts |= {n for n in alike if looks[n].opening and _may_begin(looks[n])}
    return [edges[number] for number in sorted(cuts)]


ENDS = '.!?…:”"»)]。।؟'
PATTERN = 3
"""So many dated articles make what parts them a pattern."""


def _may_begin(look: _Look) -> bool:
    return not _is_below(look.opening) and role_of(look.opening) != "prose"


def _undated(breaks: Sequence[_Break], looks: Sequence[_Look], own: Sequence[bool]) -> bool:
    """Whether articles without a date are parted: by nothing but form feeds or one long rule, each
    of them with a headline of four words or more as its first line, and paragraphs below."""
    filled = [(look, one) for look, one in zip(looks, own, strict=True) if look.opening]
    return (
        _are_plain(breaks)
        and len(filled) > 1
        and all(
            one
            and look.run > 1
            and look.length >= LONG_PARAGRAPH
            and fold(look.opening) in look.headlines
            and (look.opening.count(" ") > 2 or width(look.opening) > len(look.opening))
            and _may_begin(look)
            for look, one in filled
        )
    )


def _are_plain(breaks: Sequence[_Break]) -> bool:
    """Whether all breaks are form feeds, or all are the same long rule."""
    return len({one.kinds for one in breaks}) == 1 and all(
        kind == FEED or _is_long(kind) for kind in breaks[0].kinds
    )


def _is_long(rule: str) -> bool:
    """Whether a rule is more than authors set between the sections of a text ("***", "---")."""
    return is_rule(rule) and (rule[0] == "=" or len(rule) >= LONG_RULE)


LONG_RULE = 8


def _is_below(opening: str) -> bool:
    """Whether a line begins what stands below an article: footnotes, related links, comments."""
    return bool(_words().below.match(opening.casefold()) or _NOTE.match(opening))


_NOTE = re.compile(r"\[\w{1,3}\]|\(?\d{1,2}[.)]\s|[*†‡¹²³⁴]\s*\S|\^")


# -- words ---------------------------------------------------------------------------------


class _Words:
    """The packs' words for files of several dumps, of all languages, compiled once."""

    def __init__(self) -> None:
        pages = [pack.page for pack in languages.packs()]
        below = frozenset().union(*(page.below for page in pages))
        phrases = any_of(word for word in below if " " in word) or "(?!)"
        self.below = re.compile(
            rf"\W*(?:(?:{any_of(below)})\W*$|(?:{any_of(below)})\s*:|(?:{phrases})\b)"
        )
        items = any_of(frozenset().union(*(page.items for page in pages)))
        links = any_of(frozenset().union(*(page.item_links for page in pages)) | {"/"})
        self.number = re.compile(
            rf"[\W_]*(?P<before>(?:{items})\s*(?:n[or]\.\s*|[#№]\s*)?)?(?P<number>\d{{1,6}})"
            rf"(?:\s*(?:{links})\s*(?P<all>\d{{1,6}}))?(?P<behind>\s+(?:{items})\w{{0,2}})?[\W_]*",
            re.IGNORECASE,
        )
        titles = any_of(frozenset().union(*(page.title_labels for page in pages)))
        self.title = re.compile(rf"(?:{titles})\s*[:：]\s*(?=\S)", re.IGNORECASE)


@functools.cache
def _words() -> _Words:
    return _Words()
