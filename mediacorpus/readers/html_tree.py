"""The markup of a page as a tree: looked over first for what would keep a parser busy."""

from __future__ import annotations

import re
from collections.abc import Iterator

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from mediacorpus.readers.html_blocks import folded_space
from mediacorpus.records import Notice

__all__ = ["MARKUP", "look_over", "tree_of"]

MOST_ATTRIBUTES = 2000
"""In one tag: parsers take time with their square."""

# A comment, a tag with what its quoted attributes hold, or an element whose text is no markup.  All
# begin with the same letter and never go back, which takes a third of the time.
MARKUP = re.compile(
    r"""<(?:!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))
    |(?:(script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>])|[a-z])
    (?P<attributes>(?:[^"'>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+|["'])*+)
    >?(?(1)(?:[^<]++|<(?!/\1))*+(?:</\1|\Z)))""",
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
LONG_TAG = 2 * MOST_ATTRIBUTES
"""In characters: a tag with too many attributes has more."""
_QUOTED_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/]+")


def look_over(text: str) -> tuple[str | None, tuple[Notice, ...]]:
    """What in a page would keep a parser busy for minutes, if there is such a thing, and a notice
    where markup has no end."""
    last = None
    for last in MARKUP.finditer(text):
        first, end = last.span("attributes")
        if end - first < LONG_TAG:
            continue
        names = _QUOTED_VALUE.sub(" ", text[first:end])
        if len(_BETWEEN_ATTRIBUTES.findall(names)) > MOST_ATTRIBUTES:
            reason = (
                f"a tag at character {last.start()} has more than {MOST_ATTRIBUTES} attributes: no "
                "page that is meant to be read has such a tag"
            )
            return reason, ()
    return None, () if last is None or last.end() < len(text) else tuple(_unclosed(last))


def _unclosed(last: re.Match[str]) -> Iterator[Notice]:
    """A notice where the markup at the end of a page has no end, and swallows all that follows it,
    as in browsers."""
    whole = last[0].lower()
    if whole.startswith("<!--"):
        what, is_closed = "a comment", whole.endswith(("-->", "--!>")) or whole in _EMPTY_COMMENTS
    elif last[1]:
        name = last[1].lower()
        what = f"an element <{name}>"
        is_closed = whole.endswith(f"</{name}") or last["attributes"].endswith("/")
    else:
        what, is_closed = "a tag", last.end("attributes") < last.end()
    if not is_closed:
        yield Notice(
            code="markup-unclosed",
            message=f"{what} at character {last.start()} has no end: all that follows it was left "
            "out, as browsers do; the file may be cut",
            excerpt=folded_space(last[0][:200]) or None,
        )


_EMPTY_COMMENTS = ("<!-->", "<!--->")


_ELEMENTS = lxml.etree.ElementDefaultClassLookup(
    element=lxml.html.HtmlElement, comment=lxml.html.HtmlComment
)
"""One class for all elements: lxml.html would ask Python for that of each, each time."""


def tree_of(text: str) -> tuple[HtmlElement | None, str]:
    """The parsed page; or None, and why it could not be parsed in whole."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    parser.set_element_class_lookup(_ELEMENTS)
    raw = text.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = lxml.html.document_fromstring(raw, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        return None, f"the page could not be parsed: {error}"
    for entry in parser.error_log:
        if entry.level_name == "FATAL":
            return None, f"the page could be parsed up to line {entry.line} only: {entry.message}"
    return tree, ""
