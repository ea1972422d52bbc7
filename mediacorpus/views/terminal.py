"""Records in the terminal: the article with its quotes in the colours of their speakers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mediacorpus.records import Entry, Quote, Source
from mediacorpus.views import clean, marked

__all__ = ["entries", "entry", "quotes"]

_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red", "bright_cyan", "bright_green")


def entry(one: Entry) -> Group:
    """The article, its quotes, sources and notices."""
    article = one.article
    colours = _colours(one)
    facts = [article.publisher_name or article.domain, str(article.published or "undated")]
    if article.reading_time_minutes:
        facts.append(f"{article.reading_time_minutes} minutes to read")
    parts: list[RenderableType] = [Text(" · ".join(clean(f) for f in facts if f), style="dim")]
    for segment, pieces in marked(one):
        text = Text(style={"headline": "bold", "standfirst": "italic"}.get(segment.part, ""))
        for piece in pieces:
            text.append(piece.text, style=_style(piece.role, piece.quote, colours))
        block = article.body[segment.block] if segment.block is not None else None
        if block and block.credit:
            text.append(f" [{clean(block.credit)}]", style="dim")
        indent = 4 if block and block.kind != "paragraph" else 0
        parts.append(_padded(text, above=1, indent=indent))
    parts += _said(one, colours)
    for notice in one.notices:
        parts.append(Text(f"{notice.code}: {clean(notice.message)}", style="dim"))
    parts.append(Text(clean(article.id), style="dim"))
    return Group(*parts)


def quotes(found: Iterable[tuple[Entry, Quote]]) -> RenderableType:
    """A table of quotes from any article."""
    table = _table("who", "says", "what", "where", "when")
    for one, quote in found:
        source = one.source_of(quote)
        _row(
            table,
            source.name if source else quote.speaker_text,
            quote.cue_text,
            quote.text,
            one.article.headline,
            str(one.article.published or ""),
        )
    return table if table.rows else Text("nothing found")


def entries(found: Iterable[Entry]) -> RenderableType:
    """A table of articles."""
    table = _table("published", "outlet", "headline", "quotes", "id")
    for one in found:
        article = one.article
        _row(
            table,
            str(article.published or ""),
            article.publisher_name or article.domain,
            article.headline,
            str(len(one.quotes)),
            article.id,
        )
    return table if table.rows else Text("nothing found")


def console() -> Console:
    """Standard output: as wide as the terminal is; in a pipe without colour, and as wide as what is
    shown, because other programs read lines.
    """
    out = _Console(highlight=False, markup=False, emoji=False)
    if not out.is_terminal and not os.environ.get("COLUMNS"):
        out.width = _WIDEST
    return out


_WIDEST = 2**20


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Where nobody reads on, the command ends as it does without Rich."""
        raise BrokenPipeError


def _said(one: Entry, colours: dict[str, str]) -> Iterator[RenderableType]:
    """Each source with what it said; then those who are nobody in particular; then the others."""
    silent = [source for source in one.sources if not one.quotes_of(source)]
    if not one.sources and not one.quotes:
        yield _padded(Text("No quotes were found", style="dim"), above=1)
        return
    yield _padded(Text("Sources", style="bold"), above=1)
    for source in one.sources:
        said = one.quotes_of(source)
        if said:
            head = Text(clean(source.name), style="bold " + colours[source.id])
            facts = [source.kind, *source.roles]
            head.append(f" ({'; '.join(clean(fact) for fact in facts)})", style="dim not bold")
            yield _padded(head, above=1)
            for quote in said:
                yield _padded(_line(quote), indent=2)
    unnamed = [quote for quote in one.quotes if one.source_of(quote) is None]
    for quote in unnamed:
        yield _padded(Text(clean(quote.speaker_text or "nobody named"), style="bold"), above=1)
        yield _padded(_line(quote), indent=2)
    if silent:
        names = ", ".join(f"{clean(source.name)} ({source.kind})" for source in silent)
        yield Padding(Text(f"Not quoted: {names}", style="dim"), (1, 0), expand=False)


def _padded(text: Text, *, above: int = 0, indent: int = 0) -> Padding:
    """With empty lines above and space at its left, and none at its right."""
    return Padding(text, (above, 0, 0, indent), expand=False)


def _line(quote: Quote) -> Text:
    """A quote in a line: the cue, whom it was said to, and the words."""
    text = Text(clean(quote.cue_text or ""), style="dim")
    if quote.addressee_text:
        text.append(f" {clean(quote.addressee_text)}")
    text.append(": ")
    words = clean(" ".join(quote.text.split()))
    text.append(f"“{words}”" if quote.kind == "direct" else words, style="not dim")
    return text


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        wide = {"what": 4, "headline": 4, "where": 2}.get(head, 1)
        table.add_column(head, header_style="dim", overflow="fold", ratio=wide)
    return table


def _row(table: Table, *cells: str | None) -> None:
    table.add_row(*(Text(clean(" ".join((cell or "").split()))) for cell in cells))


def _colours(one: Entry) -> dict[str, str]:
    """A colour for each source that says something."""
    speaking: list[Source] = [source for source in one.sources if one.quotes_of(source)]
    return {s.id: _COLOURS[n % len(_COLOURS)] for n, s in enumerate(speaking)}


def _style(role: str | None, quote: Quote | None, colours: dict[str, str]) -> str:
    if role is None or quote is None:
        return ""
    colour = colours.get(quote.source_id or "", "white")
    shape = {"content": "", "speaker": "bold ", "cue": "underline ", "addressee": "italic "}[role]
    return shape + colour
