"""An article of Factiva's XML, and of other collections in the same form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree

from mediacorpus.readers.factiva_article import Said
from mediacorpus.readers.factiva_words import words
from mediacorpus.records import Block
from mediacorpus.text.folding import fold_space

__all__ = ["MARK", "announced_in", "said_in_xml"]

MARK = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?ppsarticle(?:\s[^<>]{0,400})?>")
"""How an article begins."""
_END = re.compile(r"</(?:[\w.-]+:)?ppsarticle\s*>")
_SET = re.compile(
    r"<(?:[\w.-]+:)?ppsarticleResultSet\b[^<>]{0,400}?\bcount\s*=\s*[\"'](\d{1,5})[\"']"
)
_INDENTED = re.compile(r"\n[ \t]{2,}(?=\S)|\n[ \t]*\n")
"""Where a paragraph begins in running text."""
_DATE_PARTS = ("dateTime", "date")


def announced_in(head: str) -> int | None:
    """How many articles a file says that it holds."""
    match = _SET.search(head)
    return int(match[1]) if match else None


def said_in_xml(text: str) -> tuple[Said | None, str]:
    """What an article says; or None, and why it cannot be read."""
    end = _END.search(text)
    if end is None:
        return None, "the article has no end: the file is cut; export or save it again"
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = lxml.etree.fromstring(text[: end.end()].encode("utf-8", "replace"), parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        return None, f"the article is no well-formed XML: {error}"
    article = next((one for one in root.iter() if _name(one) == "article"), root)
    said = Said()
    for element in article:
        _read(element, said)
    return said, ""


def _name(element: lxml.etree._Element) -> str:
    return lxml.etree.QName(element).localname


def _read(element: lxml.etree._Element, said: Said) -> None:
    name = _name(element)
    code = words().xml.get(name, name)
    if code in words().body:
        said.body += (Block(kind="paragraph", text=text) for text in _paragraphs(element))
    elif name == "descField":
        said.add((element.get("code") or name).upper(), _words(element))
    elif code == words().codes["language"]:
        said.language = words().language(_words(element))
        if not said.language:
            said.add(code, _words(element))
    elif code == words().codes["day"]:
        values = (_words(one) for one in element if _name(one) in _DATE_PARTS)
        said.add(code, next(values, _words(element)), _path(element))
    elif element.get("code"):
        value = _words(element)
        said.add(code, f"{element.get('code')} : {value}" if value else element.get("code") or "")
    elif code == "CY":
        said.add(code, _words(element))
    else:
        for text in _paragraphs(element):
            said.add(code, text, _path(element))


def _path(element: lxml.etree._Element) -> str:
    path: str = element.getroottree().getpath(element)
    return path


def _words(element: lxml.etree._Element) -> str:
    return fold_space("".join(map(str, element.itertext())))


def _paragraphs(element: lxml.etree._Element) -> Iterator[str]:
    """The paragraphs in an element; of running text, those that begin with a space."""
    found = [one for one in element.iter() if _name(one) == "paragraph"]
    if found:
        yield from filter(None, map(_words, found))
    else:
        parts = _INDENTED.split("".join(map(str, element.itertext())))
        yield from filter(None, map(fold_space, parts))
