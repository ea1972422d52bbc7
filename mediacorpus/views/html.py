"""Records as HTML for notebooks: built as a tree, so that nothing from outside is ever markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html.builder import E

from mediacorpus.fields import evolve
from mediacorpus.records import Article, Entry, Quote, Source
from mediacorpus.views import clean, facts, marked

if TYPE_CHECKING:
    from mediacorpus.corpus import Corpus

__all__ = ["article", "corpus", "entry", "quotes", "selection", "sources"]

_STYLE = """
.mediacorpus { max-width: 46em; line-height: 1.5; }
.mediacorpus h1 { font-size: 1.5em; margin: 0.2em 0; }
.mediacorpus .standfirst { font-weight: 600; }
.mediacorpus .facts, .mediacorpus .caption, .mediacorpus .credit { opacity: 0.7; font-size: 0.9em; }
.mediacorpus .caption { border-left: 3px solid; padding-left: 0.7em; font-style: italic; }
.mediacorpus .content { background: hsl(var(--hue) 80% 60% / 0.28); border-radius: 3px; }
.mediacorpus .speaker { border-bottom: 2px solid hsl(var(--hue) 70% 50%); font-weight: 600; }
.mediacorpus .cue { text-decoration: underline dotted; }
.mediacorpus .addressee { text-decoration: underline; }
.mediacorpus .nobody { --hue: 0; filter: saturate(0); }
.mediacorpus table { border-collapse: collapse; }
.mediacorpus th, .mediacorpus td { text-align: start !important; vertical-align: top; }
.mediacorpus th, .mediacorpus td { padding: 0.2em 0.7em; }
"""


def entry(one: Entry) -> str:
    """The article as a page with its quotes marked by speaker, then sources and notices."""
    hues = _hues(one.sources)
    page = _page(one.article)
    for segment, pieces in marked(one):
        spans = [
            E.span(
                piece.text, _attributes(piece.role, piece.quote, one.source_of(piece.quote), hues)
            )
            if piece.role and piece.quote
            else E.span(piece.text)
            for piece in pieces
        ]
        page.append(_part(one.article, segment.part, segment.block, spans))
    if one.quotes:
        page.append(E.h3("Quotes"))
        page.append(_quote_table([(one, quote) for quote in one.quotes], where=False))
    if one.sources:
        page.append(E.h3("Sources"))
        page.append(_source_table([(one, source) for source in one.sources], hues, where=False))
    if one.notices:
        page.append(E.h3("Notices"))
        page.append(
            E.ul(*[E.li(E.code(n.code), " ", E("bdi", clean(n.message))) for n in one.notices])
        )
    return _string(page)


def article(one: Article) -> str:
    """The article as a page."""
    return entry(Entry(article=_bare(one)))


def quotes(found: Iterable[tuple[Entry | None, Quote]]) -> str:
    """A table of quotes."""
    return _string(_div(_quote_table(found)))


def sources(found: Iterable[tuple[Entry | None, Source]]) -> str:
    """A table of sources."""
    return _string(_div(_source_table(found, {})))


def selection(found: Sequence[tuple[Entry, Entry | Quote | Source]], most: int) -> str:
    """A table of what a corpus found, of at most so many rows."""
    page = _div()
    shown = found[:most]
    kept_quotes = [(entry, one) for entry, one in shown if isinstance(one, Quote)]
    kept_sources = [(entry, one) for entry, one in shown if isinstance(one, Source)]
    kept_entries = [one for _, one in shown if isinstance(one, Entry)]
    if kept_quotes:
        page.append(_quote_table(kept_quotes))
    if kept_sources:
        page.append(_source_table(kept_sources, {}))
    if kept_entries:
        page.append(_entry_table(kept_entries))
    if not shown:
        page.append(E.p("nothing found"))
    if len(found) > most:
        page.append(E.p(f"… the first {most} are shown"))
    return _string(page)


def corpus(one: Corpus) -> str:
    """How many articles there are, and the first of them."""
    found = one.entries()
    page = _div(E.p(E.b(f"{len(one)} articles"), " in ", E.code(clean(str(one.path)))))
    shown = [entry for entry, _ in zip(found, range(10), strict=False)]
    if shown:
        page.append(_entry_table(shown))
    return _string(page)


# -- parts ---------------------------------------------------------------------------------


def _page(one: Article) -> etree._Element:
    return _div(E.p(" · ".join(facts(one)), {"class": "facts"}))


def _part(
    one: Article, part: str, number: int | None, pieces: list[etree._Element]
) -> etree._Element:
    """A part of the article in its element."""
    if number is None:
        return _element("h1" if part == "headline" else "p", pieces, part)
    block = one.body[number]
    if block.credit:
        pieces = [*pieces, E.span(" [", E("bdi", clean(block.credit)), "]", {"class": "credit"})]
    tag = {"subheading": "h2", "pull_quote": "blockquote"}.get(block.kind, "p")
    return _element(tag, pieces, block.kind)


def _element(tag: str, children: Sequence[etree._Element], kind: str) -> etree._Element:
    """An element whose text runs in its own direction."""
    element: etree._Element = E(tag, *children, {"class": kind, "dir": "auto"})
    return element


def _quote_table(
    found: Iterable[tuple[Entry | None, Quote]], *, where: bool = True
) -> etree._Element:
    rows = []
    for entry, quote in found:
        source = entry.source_of(quote) if entry else None
        rows.append(
            [
                source.name if source else quote.speaker_text,
                quote.cue_text,
                quote.addressee_text,
                quote.text,
                _kind(quote),
                *_where(entry if where else None),
            ]
        )
    return _table(["who", "says", "to whom", "what", "kind", "where", "when"], rows)


def _kind(quote: Quote) -> etree._Element:
    """The kind of a quote and, where one opens it, what found it and by which id it is known."""
    known = [quote.rule, None if quote.confidence is None else str(quote.confidence), quote.id]
    details: etree._Element = E.details(
        E.summary(quote.kind), E.small(clean(" · ".join(fact for fact in known if fact)))
    )
    return details


def _source_table(
    found: Iterable[tuple[Entry | None, Source]], hues: dict[str, int], *, where: bool = True
) -> etree._Element:
    rows = []
    marks = []
    for entry, source in found:
        said = len(entry.quotes_of(source)) if entry else None
        rows.append(
            [
                source.name,
                source.kind,
                "; ".join(source.roles),
                source.affiliation,
                str(said) if said else None,
                *_where(entry if where else None),
            ]
        )
        marks.append(hues.get(source.id) if said else None)
    return _table(["source", "kind", "role", "of", "quotes", "where", "when"], rows, marks)


def _entry_table(found: Iterable[Entry]) -> etree._Element:
    rows = [
        [
            str(one.article.published) if one.article.published else None,
            one.article.publisher_name or one.article.domain,
            one.article.headline,
            str(len(one.quotes)),
            one.article.id,
        ]
        for one in found
    ]
    return _table(["published", "outlet", "headline", "quotes", "id"], rows)


def _where(entry: Entry | None) -> list[str | None]:
    if entry is None:
        return [None, None]
    published = entry.article.published
    return [entry.article.headline, str(published) if published else None]


def _table(
    heads: list[str],
    rows: Sequence[Sequence[str | etree._Element | None]],
    hues: Sequence[int | None] = (),
) -> etree._Element:
    """A table without the columns in which nothing stands."""
    kept = [
        number
        for number in range(len(heads))
        if any(row[number] is not None and row[number] != "" for row in rows)
    ]
    body = []
    for place, row in enumerate(rows):
        cells = [E.td(_cell(row[number])) for number in kept]
        hue = hues[place] if place < len(hues) else None
        if hue is not None:
            cells[0] = E.td(
                E.span(
                    _cell(row[kept[0]]),
                    style=f"--hue: {hue}",
                    **{"class": "content"},
                )
            )
        body.append(E.tr(*cells))
    table: etree._Element = E.table(E.thead(E.tr(*[E.th(heads[n]) for n in kept])), E.tbody(*body))
    return table


def _cell(value: str | etree._Element | None) -> etree._Element:
    """What comes from outside, set apart from its surroundings; what is made here, as it is."""
    if isinstance(value, etree._Element):
        return value
    text: etree._Element = E("bdi", clean(value or ""))
    return text


def _attributes(
    role: str, quote: Quote, source: Source | None, hues: dict[str, int]
) -> dict[str, str]:
    """The colour of the source, and in a tooltip who says it and what found it."""
    who = (source.name if source else quote.speaker_text or "nobody named")[:200]
    hue = hues.get(source.id) if source else None
    return {
        "class": role if hue is not None else f"{role} nobody",
        "style": f"--hue: {hue or 0}",
        "title": clean(f"{who} {quote.cue_text or ''} ({quote.rule}, {quote.confidence})"),
    }


def _hues(sources: Iterable[Source]) -> dict[str, int]:
    """A colour for each source, far from its neighbours'."""
    return {source.id: round(number * 137.5) % 360 for number, source in enumerate(sources)}


def _bare(one: Article) -> Article:
    """The article without the source that it refers to, to stand alone."""
    return evolve(one, publisher=None)


def _div(*children: etree._Element) -> etree._Element:
    div: etree._Element = E.div(E.style(_STYLE), *children, {"class": "mediacorpus"})
    return div


def _string(page: etree._Element) -> str:
    return etree.tostring(page, encoding="unicode", method="html")
