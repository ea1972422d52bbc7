"""Where on a page its article is: which blocks are paragraphs, headings, standfirst, captions.

The article is in the innermost element that holds most of the page's prose.  What is set into it,
boxes of another class than its paragraphs and parts that are named like furniture, is none of it.
"""

from __future__ import annotations

import datetime
import functools
import itertools
import re
from collections import Counter
from collections.abc import Collection, Container, Iterator

from lxml.html import HtmlElement

from mediacorpus.newsdate import Order
from mediacorpus.readers.html_blocks import (
    HEADINGS,
    PICTURES,
    PageBlock,
    blocks_of,
    chain,
    folded_space,
    words_of,
)
from mediacorpus.readers.html_headings import main_headings
from mediacorpus.readers.html_several import entry_times, several
from mediacorpus.readers.html_words import words
from mediacorpus.readers.page_facts import Fact, facts_of, is_label, names_in
from mediacorpus.readers.page_lines import is_small, role_of, width
from mediacorpus.records import BlockKind
from mediacorpus.text.folding import fold

__all__ = ["MOST_LINKED", "Layout", "is_caption", "line_of", "says_to_pay"]

PROSE = 140
"""A block of so many characters is prose, whatever it ends with."""

PARAGRAPH = 60
"""So is a paragraph of so many."""

SENTENCE = 40
"""So is any block of so many that ends like a sentence."""

MOST = 0.7
"""A part that holds such a share of the prose around it holds the article as well."""

HEADED = 0.25
"""And so does one that holds such a share and the headline."""

MUCH = 0.4
"""What holds such a share of the article's prose is no furniture, whatever it is called."""

LEAST = 0.08
"""Boxes of a class with less of the prose than this are set into the article."""

REPEATED = 3
"""What a page says so often is no part of the article."""

LONGEST_CAPTION = 300
"""A longer text beside a picture is no caption, where nothing else says that it is."""

MOST_LINKED = 0.6
"""What has a larger share of links is a link."""

LONGEST_HEADING = 200
LONGEST_CROSSHEAD = 100
FURTHEST_STANDFIRST = 12
"""In blocks before the body, where no heading stands there."""

_APART = frozenset(("aside", "nav", "footer", "form"))
_ASIDE = _APART | {"figure", "figcaption"}
_TEXT = HEADINGS | frozenset(("p", "ul", "ol", "blockquote", "dl", "table", "pre"))
_BOLD = frozenset(("b", "strong"))
_DROPPED = frozenset(("cap", "drop", "dropcap", "first", "has", "initial", "noindent"))


class Layout:
    """The blocks of a page, and what each of those of the article is.

    `titles` are the headlines that the page says it has, folded; `retrieved`, `order` and
    `language` are for the dates on it, as for `facts_of`; `is_live` is whether it says that it is
    a live blog; `sites` are the names of its site, folded, and `url` is where it is.  `main` are
    the main headings, by their number, `kinds` the blocks of the body, `several` the articles
    of a page with more than one, `standfirst` what was taken for one, `times` the blocks that say
    when the entries of a live blog were written.
    """

    def __init__(
        self,
        root: HtmlElement,
        titles: Collection[str],
        retrieved: datetime.datetime | None = None,
        order: Order | None = None,
        language: str | None = None,
        *,
        is_live: bool = False,
        sites: Collection[str] = (),
        url: str | None = None,
    ) -> None:
        self.titles = titles
        self._read = functools.partial(
            facts_of, reference=retrieved, order=order, language=language
        )
        self._facts: dict[int, tuple[Fact, ...]] = {}
        self._captioned: dict[int, list[HtmlElement]] = {}
        self.blocks = blocks_of(root)
        self.prose = [_is_prose(block) for block in self.blocks]
        self.broken = {
            block.element
            for block, prose in zip(self.blocks, self.prose, strict=True)
            if prose and block.element.tag not in _TEXT
        }
        """The elements that paragraphs stand in without one of their own, between empty lines."""
        self.main = main_headings(self.blocks, self.prose, titles, sites, url)
        self.pictured = self._pictured(root)
        """The elements with a picture and no more text than a caption has."""
        self.times = entry_times(root, self.blocks, self.prose)
        self.is_live = is_live or bool(self.times)
        self.several = None if self.is_live else several(root, self.blocks, self.prose, titles)
        main = self.several.main if self.several else None
        if main is not None:
            own = frozenset(number for number in self.main if self._is_in(number, main))
            self.main = own or self.main
        self.container = self._container(root if main is None else main)
        self.part: dict[HtmlElement, HtmlElement] = {}
        """By an element of the container, in which of its parts it is."""
        self.listed: set[HtmlElement] = set()
        """The elements of the container that are in lists."""
        self.furniture: set[HtmlElement] = set()
        """Those that are in furniture."""
        self._survey()
        self.kinds: dict[int, BlockKind] = dict(self._body())
        self.standfirst: list[int] = []

    @property
    def first(self) -> int:
        """The number of the first paragraph."""
        return next((n for n, kind in self.kinds.items() if kind == "paragraph"), 0)

    def facts(self, number: int) -> tuple[Fact, ...]:
        """What a block says of the article, such as its day; asked once of each."""
        if number not in self._facts:
            block = self.blocks[number]
            found = self._read(line_of(block))
            if not found and block.pieces:
                found = self._read(" ".join(block.pieces))
            self._facts[number] = found
        return self._facts[number]

    def headings(self, before: int) -> list[int]:
        """The numbers of the main headings before a block."""
        return [number for number in range(before) if number in self.main]

    def _pictured(self, root: HtmlElement) -> set[HtmlElement]:
        """What holds a picture and no more than two blocks and the length of a caption."""
        held: Counter[HtmlElement] = Counter()
        length: Counter[HtmlElement] = Counter()

        def is_full(element: HtmlElement) -> bool:
            return held[element] > 2 or length[element] > LONGEST_CAPTION

        for block in self.blocks:
            more = len(block.text)
            for one in chain(block.element):
                if is_full(one):
                    break  # and so is all that holds it
                if one.tag == "blockquote":
                    more += LONGEST_CAPTION  # the picture is of who says this
                held[one] += 1
                length[one] += more
        found: set[HtmlElement] = set()
        for picture in root.iter(*PICTURES):
            for one in chain(picture):
                if one is root or one in found or is_full(one):
                    break
                found.add(one)
        return found

    def is_furniture(self, element: HtmlElement) -> bool:
        """Whether an element within the article, or beside its body, is no part of it."""
        if element in self.part:
            return element in self.furniture
        return element.tag in _APART or not words().furniture.isdisjoint(words_of(element))

    # -- where the article is --------------------------------------------------------------

    def _container(self, root: HtmlElement) -> HtmlElement:
        weights: Counter[HtmlElement] = Counter()
        titled: set[HtmlElement] = set()
        main = [self.blocks[number] for number in self.main]
        for block, prose in zip(self.blocks, self.prose, strict=True):
            tag = block.element.tag
            if main == [block] or (tag in ("h1", "h2") and fold(block.text) in self.titles):
                titled.add(block.element)
            elif prose and tag not in HEADINGS:
                weights[block.element] += len(block.text) * (2 if tag == "p" else 1)
        for element in reversed([one for one in root.iter() if one is not root]):
            parent = element.getparent()
            if parent is not None and element.tag not in _ASIDE:
                weights[parent] += weights.get(element, 0)
            if parent is not None and element in titled:
                titled.add(parent)
        within = root
        while (inner := self._main_part(within, weights, titled)) is not None:
            within = inner
        return within

    def _main_part(
        self, within: HtmlElement, weights: Counter[HtmlElement], titled: set[HtmlElement]
    ) -> HtmlElement | None:
        """The part of an element that holds the article, by the weight of the prose in each and
        whether it has the headline (`titled`); None where no part holds all of it.

        A head, a part with the headline and one paragraph, counts for nothing beside its text.
        """
        parts = [one for one in within if one.tag not in _TEXT and weights.get(one, 0)]
        whole = weights.get(within, 0)

        def heaviest() -> HtmlElement | None:
            inner = max(parts, key=lambda one: weights[one], default=None)
            return inner if inner is not None and weights[inner] >= MOST * whole else None

        if (inner := heaviest()) is not None:
            return inner
        heads = [one for one in parts if one in titled and self._is_head(one)]
        rest = [one for one in parts if one not in heads]
        if heads and any(map(self._may_hold_text, rest)):
            parts, whole = rest, whole - sum(weights[one] for one in heads)
            if (inner := heaviest()) is not None:
                return inner
        heavy = (one for one in parts if one in titled and weights[one] > HEADED * whole)
        return next(heavy, None)

    def _may_hold_text(self, element: HtmlElement) -> bool:
        """Whether an element may hold the text of a headline beside it."""
        if element.tag in _ASIDE or not words().furniture.isdisjoint(words_of(element)):
            return False
        return next(element.iter("h1"), None) is None

    def _is_head(self, element: HtmlElement) -> bool:
        """Whether an element with the headline has no more than one paragraph, the standfirst of a
        text that stands elsewhere."""
        prose = itertools.compress(itertools.count(), self.prose)
        held = (number for number in prose if self._is_in(number, element))
        return len([number for number in held if not self.facts(number)]) < 2

    def _survey(self) -> None:
        """Find out, from the outside to the inside, in what each element of the container is."""
        held: Counter[HtmlElement] = Counter()
        for block, prose in zip(self.blocks, self.prose, strict=True):
            held[block.element] += len(block.text) if prose else 0
        elements = [one for one in self.container.iterdescendants() if isinstance(one.tag, str)]
        for element in reversed(elements):
            parent = element.getparent()
            if parent is not None:
                held[parent] += held.get(element, 0)
        classes = {element: _class(element) for element in elements}
        by_class: Counter[_Class] = Counter()
        for element, name in classes.items():
            by_class[name] += held.get(element, 0)
        much = MUCH * held.get(self.container, 0)
        names = words().furniture
        for element in elements:
            parent = element.getparent()
            outer = self.container if parent is None else parent
            self.part[element] = element if outer is self.container else self.part[outer]
            if element.tag == "li" or outer in self.listed:
                self.listed.add(element)
            own = words_of(element)
            called = by_class[classes[element]] <= much and not names.isdisjoint(own)
            called = called or not words().notices.isdisjoint(own)
            summed_up = element.tag in ("ul", "ol") and not words().standfirst.isdisjoint(
                own | words_of(outer)
            )
            teaser = element.tag == "article" and not self.is_live and _is_linked_teaser(element)
            called = called or (teaser and held[element] <= much)
            if called or summed_up or element.tag in _ASIDE or outer in self.furniture:
                self.furniture.add(element)

    # -- the body --------------------------------------------------------------------------

    def _body(self) -> Iterator[tuple[int, BlockKind]]:
        """The blocks of the body, by number."""
        found: list[tuple[int, BlockKind]] = []
        counts = Counter(block.text for block in self.blocks)
        boxes = self._boxes()
        crossheads: set[int] = set()
        opened = False
        for number, block in enumerate(self.blocks):
            element = block.element
            inside = element is self.container or element in self.part
            if inside and number in self.times:
                found.append((number, "subheading"))
                continue
            if not inside or element in self.furniture or counts[block.text] >= REPEATED:
                continue
            if self.part.get(element) in boxes:
                continue
            opened = opened or bool(found and found[-1][1] == "paragraph")
            is_headline = not found and fold(block.text) in self.titles
            if not is_headline and (kind := self._kind(number)):
                found.append((number, kind))
                if opened and kind == "paragraph" and self._is_crosshead(block):
                    crossheads.add(number)
        while found and (found[-1][1] == "subheading" or self._asks(found[-1][0])):
            found.pop()
        crossheads -= {found[-1][0]} if found else set()
        found = [(n, "subheading" if n in crossheads else kind) for n, kind in found]
        first = next((number for number, kind in found if kind == "paragraph"), 0)
        heads = self.headings(first)
        for number, kind in found:
            if not (heads and kind == "subheading" and number <= heads[-1]):  # a kicker
                yield number, kind

    def _is_crosshead(self, block: PageBlock) -> bool:
        """Whether a short line between paragraphs is named as a heading or set in bold, and is
        neither a sentence nor a name."""
        if len(block.text) > LONGEST_CROSSHEAD:
            return False
        named = not words().crosshead.isdisjoint(words_of(block.element))
        bold = named or block.text in _in_bold(block.element)
        return bold and not _ENDED.search(block.text) and not names_in(block.text)

    def _asks(self, number: int) -> bool:
        """Whether a block asks for a subscription."""
        text = self.blocks[number].text
        return len(text) < LONGEST_HEADING and says_to_pay(text)

    def _boxes(self) -> set[HtmlElement | None]:
        """The parts of the container that are set between the paragraphs: such as are more than a
        heading, of a class that little of the prose is in."""
        prose: Counter[_Class | None] = Counter()
        kinds: dict[HtmlElement | None, _Class] = {}
        for number, block in enumerate(self.blocks):
            part = self.part.get(block.element)
            if part is None and block.element is not self.container:
                continue
            kind = None if part is None or part.tag in _TEXT else _class(part)
            if kind and block.element.tag not in HEADINGS:
                kinds[part] = kind
            if self.prose[number] and block.element not in self.furniture:
                prose[kind] += len(block.text)
        least = LEAST * sum(prose.values())
        entries = {self.part.get(self.blocks[number].element) for number in self.times}
        return {part for part, kind in kinds.items() if prose[kind] < least} - entries

    def _kind(self, number: int) -> BlockKind | None:
        """What a block of the container is; None where it is furniture."""
        block = self.blocks[number]
        tag, text = block.element.tag, block.text
        if self.captioned(number) or self.facts(number):
            return None
        role = role_of(text)
        if tag in HEADINGS:
            short = tag != "h1" and len(text) < LONGEST_HEADING
            short = short and (block.linked < MOST_LINKED or self.is_live)
            return "subheading" if short and role != "furniture" else None
        whole = tag == "p" and len(text) >= SENTENCE and text.endswith((".", "。"))
        if (block.linked > MOST_LINKED and not whole) or role in ("furniture", "credit"):
            return None
        if block.element in self.listed:
            return "list_item"
        if block.element in self.broken:  # between empty lines, and not in an element of its own
            own = bool(_ENDED.search(text)) or self._is_crosshead(block)
            return "paragraph" if self.prose[number] or own else None
        return "paragraph" if self.prose[number] or tag == "p" else None

    # -- captions and standfirst -----------------------------------------------------------

    def captioned(self, number: int) -> list[HtmlElement]:
        """The elements that make a block a caption, the outermost last; none where it is none.

        They are looked for once, when it is known what is furniture.
        """
        if number not in self._captioned:
            self._captioned[number] = self._find_captioned(number)
        return self._captioned[number]

    def _find_captioned(self, number: int) -> list[HtmlElement]:
        """What is named as a caption; else what is named as a picture, if it holds one or if the
        words have a credit; else what holds a picture and nothing but the words."""
        block = self.blocks[number]
        around = list(chain(block.element, levels=4))
        named = [one for one in around if is_caption(one)]
        if named or block.linked > MOST_LINKED or any(one.tag in HEADINGS for one in around):
            return named
        framed = [one for one in around if not words().picture.isdisjoint(words_of(one))]
        beside = [one for one in around[1:] if one in self.pictured]
        if not (framed or beside):
            return []
        role = role_of(block.text)
        if role in ("furniture", "credit") or self.facts(number):
            return []
        several = block.text.count(" ") > 1
        if framed and (role == "caption" or not self.pictured.isdisjoint(framed)):
            return framed[:1] if several or names_in(block.text) else []
        return beside[:1] if several and block.element not in self.furniture else []

    def take_standfirst(self, described: Container[str]) -> list[int]:
        """Take what stands between the headline and the body and says what the article says out of
        the body: what the page says describes it (`described`, folded), what is named so, a first
        paragraph that is set otherwise than the next, or whatever prose stands there, in this
        order.  The numbers of its blocks; none where there is none."""
        first = self.first
        heads = self.headings(first)
        begin = heads[-1] + 1 if heads else max(0, first - FURTHEST_STANDFIRST)
        ranked: list[tuple[int, list[int]]] = []
        for number in range(begin, min(first + 3, len(self.blocks))):
            block = self.blocks[number]
            folded = fold(block.text)
            if len(block.text) < SENTENCE / 2 or folded in self.titles:
                continue
            if folded in described:
                ranked.append((4, [number]))
            elif self.captioned(number) or block.linked >= MOST_LINKED:
                continue
            elif named := self._named_standfirst(number, begin, first):
                ranked.append((3, named))
            elif number == first and self._is_set_apart(number):
                ranked.append((2, [number]))
            elif (
                number < first
                and self.prose[number]
                and not self.facts(number)
                and role_of(block.text) == "prose"
            ):
                ranked.append((1, [number]))
        _, numbers = max(ranked, key=lambda one: one[0], default=(0, []))
        for number in numbers:
            self.kinds.pop(number, None)
        self.standfirst = numbers
        return numbers

    def _named_standfirst(self, number: int, begin: int, first: int) -> list[int]:
        """The blocks of the element named as a standfirst that a block is in; none without one."""
        last = min(first + 3, len(self.blocks) - 1)
        names = words().standfirst
        for element in reversed(list(chain(self.blocks[number].element, levels=3))):
            if names.isdisjoint(words_of(element)):
                continue
            within = [n for n in range(begin, last + 1) if self._is_in(n, element)]
            if last not in within:
                return [
                    n
                    for n in within
                    if n == number
                    or (
                        not self.captioned(n)
                        and role_of(self.blocks[n].text) in ("prose", "sentence")
                    )
                ]
        return []

    def numbers_in(self, element: HtmlElement, first: int) -> list[int]:
        """The numbers of the blocks of an element, the first of which is known."""
        later = range(first, len(self.blocks))
        return list(itertools.takewhile(lambda number: self._is_in(number, element), later))

    def _is_in(self, number: int, element: HtmlElement) -> bool:
        return any(one is element for one in chain(self.blocks[number].element))

    def _is_beside_headline(self, element: HtmlElement, following: HtmlElement) -> bool:
        """Whether an element stands in one with the headline that the following does not."""
        around = set(chain(following))
        own = itertools.takewhile(lambda one: one not in around, chain(element))
        headed = {one for number in self.main for one in chain(self.blocks[number].element)}
        return not headed.isdisjoint(own)

    def _is_set_apart(self, number: int) -> bool:
        """Whether a paragraph is set otherwise than the next: in bold, in another class, or with
        the headline in an element that the next is not in."""
        block = self.blocks[number]
        if block.text in _in_bold(block.element)[:1]:
            return True
        behind = (n for n in self.kinds if n > number and self.kinds[n] == "paragraph")
        following = self.blocks[next(behind, number)].element
        if self._is_beside_headline(block.element, following):
            return True
        return (
            block.element.tag == "p"
            and _class(block.element) != _class(following)
            and _DROPPED.isdisjoint(words_of(block.element))
        )


def line_of(block: PageBlock) -> str:
    """The line that a block shows, with bars where elements meet in it with no space between them,
    but for what goes with the next: "By Al Roe | 12 March 2019"."""
    line = block.pieces[0] if block.pieces else block.text
    for piece, behind in itertools.pairwise(block.pieces):
        goes_on = is_label(piece) or is_small(_last_word(piece)) or behind[0].islower()
        meet = piece[-1] in ".)" or piece[-1].isalnum()
        line += (" | " if meet and behind[0].isalnum() and not goes_on else " ") + behind
    return line


def _last_word(words: str) -> str:
    return words.rpartition(" ")[2].casefold()


def is_caption(element: HtmlElement) -> bool:
    """Whether an element is a caption by its tag or is named as one."""
    return element.tag == "figcaption" or not words().caption.isdisjoint(words_of(element))


def says_to_pay(text: str) -> bool:
    """Whether words say that what follows has to be paid for."""
    low = text.casefold()
    return any(phrase in low for phrase in words().paywall)


def _is_linked_teaser(element: HtmlElement) -> bool:
    """Whether the heading of an element leads to another page."""
    heading = next(element.iter(*HEADINGS), None)
    if heading is None:
        return False
    links = [one for one in (*chain(heading), *heading.iter("a")) if one.tag == "a"]
    return any(not (one.get("href") or "#").startswith("#") for one in links)


def _in_bold(element: HtmlElement) -> list[str]:
    """What is set in bold in an element."""
    return [folded_space(one.text_content()) for one in element if one.tag in _BOLD]


_ENDED = re.compile(r"[.!?…。！？؟۔।:;](?:[\"'”’»«“)\]]|\s»)*$")


def _is_prose(block: PageBlock) -> bool:
    """Whether a block is running text, by its length and its end."""
    length = width(block.text)
    if block.linked > 1 - MOST_LINKED or length < SENTENCE:
        return False
    paragraph = block.element.tag == "p" and length >= PARAGRAPH
    return length >= PROSE or paragraph or bool(_ENDED.search(block.text))


_Class = tuple[str, frozenset[str]]


def _class(element: HtmlElement) -> _Class:
    """What elements of one kind have in common: their tag and the words of their class."""
    return element.tag, words_of(element)
