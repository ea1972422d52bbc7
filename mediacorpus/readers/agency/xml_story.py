"""What the standards in XML share: an item's tree, and looking things up in it."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.etree
from lxml.etree import _Element as Element

from mediacorpus.readers.agency.markup import words_in
from mediacorpus.readers.agency.story import Story
from mediacorpus.readers.agency.unreadable import UnreadableError
from mediacorpus.readers.agency.xml_items import tree_of

__all__ = ["LANG", "child", "children", "first", "item_of", "value"]

LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def item_of(text: str, story: Story) -> Element:
    """The tree of an item; notices of what had to be mended go to the story.

    Raises `UnreadableError` where it is not well-formed.
    """
    try:
        tree, mended = tree_of(text)
    except lxml.etree.XMLSyntaxError as error:
        line, column = error.position
        raise UnreadableError(
            "not-parsed",
            f"the item is not well-formed XML ({error.msg}, line {line} of the item, column "
            f"{column}): it was cut off, or is damaged; get it again from where it came from",
        ) from None
    if mended.entities:
        story.note(
            "entity",
            "names of entities that only a DTD tells stand in the text as they are written: "
            + ", ".join(f"&{name};" for name in mended.entities[:10]),
        )
    if mended.signs:
        story.note(
            "xml-mended",
            f"{mended.signs} signs that no XML may hold (a bare &, a control character) were "
            "written as text or left out",
        )
    return tree


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The elements right within one that have one of these names, in any namespace or none."""
    if element is not None:
        yield from element.iterchildren(*(f"{{*}}{name}" for name in names))


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at a path."""
    for name in path:
        element = next(children(element, name), None)
    return element


def first(element: Element | None, *path: str) -> str | None:
    """The words of the first element at a path."""
    return words_in(child(element, *path)) or None


def value(element: Element | None) -> str | None:
    """What a coded element says: its name, else its words, its literal, its code or its address."""
    if element is None:
        return None
    named = [one for one in children(element, "name") if words_in(one)]
    if named:
        return words_in(named[0])
    said = (element.text or "").strip() if not len(element) else ""
    codes = ("literal", "qcode", "uri", "href", "guidref", "residref", "id", "tag")
    return said or next((element.get(code) for code in codes if element.get(code)), None)
