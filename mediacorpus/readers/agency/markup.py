"""The markup of a body -> blocks: XHTML, HTML, NITF, and text without any."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator

import attrs
import lxml.etree
from lxml.etree import _Element as Element

from mediacorpus.readers.agency.dialects import words
from mediacorpus.readers.agency.unreadable import UnreadableError
from mediacorpus.readers.agency.xml_text import mended, parsed
from mediacorpus.records import Block, BlockKind
from mediacorpus.text.folding import fold_space
from mediacorpus.text.lines import lines

__all__ = ["Body", "blocks_in", "html_body", "name_of", "plain_text", "words_in"]


@attrs.define
class Body:
    """What is in a body: its blocks; what of the markup a field has as well, by the class of its
    element (`said`); the `lede`, if one is marked; and what is embedded and was left out."""

    blocks: list[Block] = attrs.field(factory=list)
    said: dict[str, str] = attrs.field(factory=dict)
    lede: str | None = None
    embeds: list[str] = attrs.field(factory=list)

    @property
    def text(self) -> str:
        """The words of all blocks."""
        return " ".join(block.text for block in self.blocks if block.text)

    @property
    def is_text(self) -> bool:
        """Whether there is anything but pictures and captions."""
        return any(block.kind not in ("caption", "image") for block in self.blocks)


def name_of(element: Element) -> str:
    """The name of an element, without its namespace, in lower case.

    >>> name_of(lxml.etree.XML("<a:P xmlns:a='x'/>"))
    'p'
    """
    return _name(element.tag)


@functools.lru_cache(4096)
def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()


# -- text without markup -------------------------------------------------------------------

_INDENTED = re.compile(r"(?m)^(?=(?: {2,12}|\t)\S)")
_FLUSH = re.compile(r"(?m)^\S")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def plain_text(text: str, *, broken: bool = False) -> list[Block]:
    """The paragraphs of a text: parted by blank lines, by indentation as on the wire, or one on
    each line; lines that were broken at a fixed width are joined.  `broken` says that they were, so
    that few of them are enough.

    >>> [block.text for block in plain_text("   Oslo (X) - They met\\nin Oslo.\\n   They left.")]
    ['Oslo (X) - They met in Oslo.', 'They left.']
    """
    return [Block(kind="paragraph", text=part) for part in _paragraphs(text, broken)]


FULL = 40
"""Lines that were broken have so many characters or more, but for the last."""


def _paragraphs(text: str, broken: bool = False) -> Iterator[str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for stretch in _BLANK_LINE.split(text.strip("\n")):
        if _FLUSH.search(stretch) and _INDENTED.search(stretch):
            parts = [fold_space(part) for part in _INDENTED.split(stretch)]
        elif broken and all(len(line) >= FULL for line in stretch.strip().split("\n")[:-1]):
            parts = [fold_space(stretch)]
        else:
            parts = [line.words for line in lines(stretch)]
        yield from (part for part in parts if part and not _is_rule(part))


def _is_rule(line: str) -> bool:
    """Whether a line is nothing but signs, as between the parts of a text."""
    return bool(words().rule.fullmatch(line))


# -- markup in a string --------------------------------------------------------------------

_MARKUP = re.compile(r"<[a-zA-Z][\w.-]*(?:\s[^<>]*)?/?>|<!--|</[a-zA-Z]")
MOST_ATTRIBUTES = 2000
"""In one tag: parsers take time with their square."""
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{4000,}")
_PROLOG = re.compile(r"\s*(?:<\?xml[^<>]*\?>|<!DOCTYPE[^<>\[\]]*>)")


def html_body(text: str, *, wire: bool = False, marked: bool = False) -> Body:
    """The body that a string holds: XHTML or HTML, or text without markup, unless it is said to be
    `marked`.  On the `wire`, paragraphs are indented, and their lines broken.

    Raises `UnreadableError` for markup that should be given to no parser.

    >>> [block.kind for block in html_body("<h2>Why</h2><p>He left.</p>").blocks]
    ['subheading', 'paragraph']
    """
    if not marked and not _MARKUP.search(text):
        return Body(blocks=plain_text(html.unescape(text)))
    for tag in _LONG_TAG.findall(text):
        if len(tag.split()) > MOST_ATTRIBUTES or tag.count("=") > MOST_ATTRIBUTES:
            raise UnreadableError(
                "not-parsed", f"a tag in its body has more than {MOST_ATTRIBUTES} attributes"
            )
    while match := _PROLOG.match(text):
        text = text[match.end() :]
    try:
        root = parsed(mended(f"<div>{text}</div>").text)
    except lxml.etree.XMLSyntaxError:
        parser = lxml.etree.HTMLParser(
            encoding="utf-8",
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        raw = f"<div>{text}</div>".encode("utf-8", "replace").replace(b"\0", b"")
        root = lxml.etree.fromstring(raw, parser)
    return blocks_in(root, wire=wire)


# -- the tree ------------------------------------------------------------------------------


def _events(root: Element) -> Iterator[tuple[str, Element, str]]:
    """The parts of a tree in their order, however deep it is: elements that open and close, text
    with the element that it stands in, and what is read as a whole."""
    stack = [(root, iter(root))]
    yield "text", root, root.text or ""
    while stack:
        element, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "close", element, ""
            if stack:
                yield "text", stack[-1][0], element.tail or ""
        elif name_of(child) in words().markup["unseen"]:
            yield "text", element, child.tail or ""
        elif part := _part_of(child):
            yield part, child, ""
            yield "text", element, child.tail or ""
        else:
            yield "open", child, ""
            yield "text", child, child.text or ""
            stack.append((child, iter(child)))


LONGEST_FIELD = 2000
"""In characters: what has the class of a field, and is longer, is text all the same."""


def _part_of(element: Element) -> str | None:
    """What an element is, if it is read as a whole."""
    name, markup = name_of(element), words().markup
    if name in markup["figures"] and element.find(".//{*}table") is None:
        return "figure"
    if name in markup["pictures"]:
        return "figure"
    if name in markup["embeds"]:
        return "embed"
    if name in ("tr", "nitf-row"):
        return "row"
    if "class" not in element.attrib:
        return None
    fields = words().classes["fields"].intersection(_classes(element))
    return "field" if fields and len(_words_in(element)) <= LONGEST_FIELD else None


def _classes(element: Element) -> list[str]:
    """The words of an element's class, in lower case."""
    classes = element.get("class")
    return classes.lower().split() if classes else []


def words_in(element: Element | None) -> str:
    """All words in an element, on one line; "" without one.

    >>> words_in(lxml.etree.XML("<td><p>one</p><p>two</p></td>"))
    'one two'
    """
    return "" if element is None else fold_space(_words_in(element))


_INLINE = frozenset(
    "a abbr acronym b big chron city cite code country del dfn em event font function i ins "
    "kbd location lang mark money num object.title org person postaddr q region s small "
    "span state story.date strike strong sub sublocation sup time tt u var virtloc".split()
)
"""Elements that part no words."""


def _words_in(element: Element) -> str:
    parts: list[str] = []
    for event, one in lxml.etree.iterwalk(element, events=("start", "end")):
        if name_of(one) not in _INLINE:
            parts.append(" ")
        parts.append((one.text if event == "start" else one is not element and one.tail) or "")
    return "".join(parts)


_ESCAPED = re.compile(r"&(?:#\d{2,5}|quot|apos|nbsp|amp);")


def _unescaped(text: str) -> str:
    """A text without what was escaped once too often: "it&#39;s"."""
    return (
        fold_space(_ESCAPED.sub(lambda one: html.unescape(one[0]), text)) if "&" in text else text
    )


@attrs.frozen
class _Zone:
    """An element within which text is of a kind."""

    element: Element
    kind: BlockKind
    closes: bool
    """Whether it begins and ends a line."""


_SPACE = re.compile(r"\s+")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_BREAK = "\ue000"
"""Stands for a `br` in a line that is not finished."""
_BREAKS = re.compile(f"{_BREAK}\\s*{_BREAK}[\\s{_BREAK}]*")


def blocks_in(root: Element, *, wire: bool = False) -> Body:
    """The blocks of a tree."""
    reader = _Reader(wire)
    for event, element, text in _events(root):
        if event == "text":
            reader.text(element, text)
        elif event == "open":
            reader.open(element)
        elif event == "close":
            reader.close(element)
        else:
            reader.part(event, element)
    return reader.body


class _Reader:
    """The blocks of a tree, made from its parts in their order."""

    def __init__(self, wire: bool) -> None:
        self.wire = wire
        self.body = Body()
        self.line: list[str] = []
        self.zones: list[_Zone] = []
        self.markup = words().markup
        self.classes = words().classes

    def text(self, element: Element, text: str) -> None:
        if not text:
            return
        name = name_of(element)
        if self.wire or name == "pre":
            self.line.append(text)
        elif name != "p" and name in self.markup["paragraphs"]:
            self.line.append(_SPACE.sub(" ", _BLANK.sub(_BREAK + _BREAK, text)))
        else:
            self.line.append(_SPACE.sub(" ", text))

    def open(self, element: Element) -> None:
        name = name_of(element)
        if name == "br":
            self.line.append(_BREAK)
        elif name in self.markup["paragraphs"]:
            self.flush(element)
        if kind := self.kind_of(element, name):
            self.flush(element)
            self.zones.append(_Zone(element, kind, closes=True))

    def kind_of(self, element: Element, name: str) -> BlockKind | None:
        """The kind of block that an element makes of its text."""
        around = self.zones[-1].kind if self.zones else None
        if around in ("note", "pull_quote", "caption"):
            return None
        classes = _classes(element)
        if name in self.markup["pull_quotes"] or self.classes["pull_quotes"].intersection(classes):
            return "pull_quote"
        if name in self.markup["notes"] or self.classes["notes"].intersection(classes):
            return "note"
        if name in self.markup["captions"]:
            return "caption"
        if name in self.markup["list_items"]:
            return "list_item"
        return "subheading" if name in self.markup["subheadings"] else None

    def close(self, element: Element) -> None:
        if self.zones and self.zones[-1].element is element:
            self.flush(element)
            self.zones.pop()
        elif name_of(element) in self.markup["paragraphs"]:
            self.flush(element)

    def flush(self, element: Element) -> None:
        """End a line, and make of it a block or more."""
        text, self.line = "".join(self.line), []
        if not text.strip():
            return
        if self.wire or name_of(element) == "pre":
            parts = list(_paragraphs(text.replace(_BREAK, "\n")))
        else:
            parts = [fold_space(part.replace(_BREAK, " ")) for part in _BREAKS.split(text)]
        for part in parts:
            if part and not _is_rule(part):
                self.add(_unescaped(part), element)

    def add(self, text: str, element: Element) -> None:
        kind = self.zones[-1].kind if self.zones else "paragraph"
        marked = name_of(element) == "p" and "true" in (element.get("lede"), element.get("lead"))
        if marked and not self.body.lede and not self.body.blocks:
            self.body.lede = text
        else:
            self.body.blocks.append(Block(kind=kind, text=text))

    def part(self, what: str, element: Element) -> None:
        """What is read as a whole."""
        if what == "field":
            said = next(one for one in _classes(element) if one in self.classes["fields"])
            self.body.said[said] = f"{self.body.said.get(said, '')} {words_in(element)}".strip()
            return
        if what == "embed":
            source = element.get("src") or element.get("data") or element.get("href")
            self.body.embeds.append(source or name_of(element))
            return
        self.flush(element)
        if what == "row":
            texts = [text for text in map(words_in, element) if text]
            heads = len(texts) == 1 and all(name_of(cell) == "th" for cell in element)
            if texts:
                kind: BlockKind = "subheading" if heads else "list_item"
                self.body.blocks.append(Block(kind=kind, text=" | ".join(texts)))
        elif block := _picture(element):
            self.body.blocks.append(block)


def _picture(element: Element) -> Block | None:
    """The picture that an element shows, with its caption and its credit."""
    captions: list[str] = []
    credit = fold_space(element.get("creditline") or "")
    url = alt = ""
    for one in element.iter("{*}*"):
        name = name_of(one)
        if words().classes["credits"].intersection(_classes(one)) or name == "media-producer":
            credit = credit or words_in(one)
        elif name in words().markup["captions"]:
            captions.append(words_in(one))
        if name in words().markup["pictures"]:
            url = url or (one.get("src") or one.get("source") or "").strip()
            alt = alt or fold_space(one.get("alt") or one.get("alternate-text") or "")
    text = " ".join(captions) or fold_space(element.get("caption") or "")
    text = text.removesuffix(credit).strip() or text if credit else text
    if text:
        return Block(
            kind="caption", text=text, credit=credit or None, url=url or None, alt=alt or None
        )
    if url or alt:
        return Block(kind="image", credit=credit or None, url=url or None, alt=alt or None)
    return None
