"""Records in the terminal: the article with its quotes in the colours of their speakers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from mediacorpus.records import Entry, Quote, Source
from mediacorpus.views import clean, counted, facts, marked

if TYPE_CHECKING:
    from mediacorpus.quotes.scoring import Score, Tally

__all__ = ["console", "entries", "entry", "plain", "quotes", "score"]

_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red", "bright_cyan", "bright_green")


def entry(one: Entry, *, rules: bool = False) -> Group:
    """The article, its quotes, sources and notices; with `rules`, what found each quote."""
    article = one.article
    colours = _colours(one)
    parts: list[RenderableType] = [Text(" · ".join(facts(article)), style="dim")]
    for segment, pieces in marked(one):
        text = Text(style={"headline": "bold", "standfirst": "italic"}.get(segment.part, ""))
        for piece in pieces:
            text.append(piece.text, style=_style(piece.role, piece.quote, colours))
        block = article.body[segment.block] if segment.block is not None else None
        if block and block.credit:
            text.append(f" [{clean(block.credit)}]", style="dim")
        indent = 4 if block and block.kind != "paragraph" else 0
        parts.append(_Set(text, above=1, indent=indent))
    parts += _said(one, colours, rules=rules)
    for notice in one.notices:
        parts.append(Text(f"{notice.code}: {clean(notice.message)}", style="dim"))
    parts.append(Text(clean(article.id), style="dim"))
    return Group(*parts)


def quotes(found: Iterable[tuple[Entry, Quote]], *, rules: bool = False) -> RenderableType:
    """A table of quotes from any article; with `rules`, what found each."""

    def cells() -> Iterator[tuple[str | None, ...]]:
        for one, quote in found:
            source = one.source_of(quote)
            yield (
                source.name if source else quote.speaker_text,
                quote.cue_text,
                quote.text,
                one.article.headline,
                str(one.article.published or ""),
                *([_found_by(quote)] if rules else []),
            )

    heads = ("who", "says", "what", "where", "when", *(["found by"] if rules else []))
    return _Listing(heads, cells())


def entries(found: Iterable[Entry]) -> RenderableType:
    """A table of articles."""

    def cells() -> Iterator[tuple[str | None, ...]]:
        for one in found:
            article = one.article
            yield (
                str(article.published or ""),
                article.publisher_name or article.domain,
                article.headline,
                str(len(one.quotes)),
                article.id,
            )

    return _Listing(("published", "outlet", "headline", "quotes", "id"), cells())


def score(one: Score) -> Group:
    """The measures of a score, then how often each rule and each confidence is right."""
    measures = _table("", "all", "quoted", "speech")
    parts = (one.all, one.quoted, one.speech)
    whole = parts[:2]  # of reported speech only recall is defined

    def row(head: str, *cells: str) -> None:
        measures.add_row(head, *cells, *[""] * (3 - len(cells)))

    row("quotes in the gold", *(str(part.found.gold) for part in parts))
    row("quotes found", *(str(part.found.found) for part in whole))
    for head, name in (("more than 0.3", "found"), ("more than 0.8", "most"), ("exact", "content")):
        tallies = [getattr(part, name) for part in parts]
        cells = [
            f"{_percent(t.precision)} / {_percent(t.recall)} / {_percent(t.f1)}" for t in tallies
        ]
        recall = f"{_percent(tallies[2].recall)} recall"
        row(f"{head}: P / R / F1", *cells[:2], recall)
    for role in ("source", "cue", "content"):
        row(f"{role}, exact: F1", *(_percent(getattr(part, role).f1) for part in whole))
    for head, name in (
        ("source overlaps, given a match", "source_overlaps"),
        ("cue overlaps, given a match", "cue_overlaps"),
        ("source resolved, given a match", "resolved"),
    ):
        if one.all.resolved.gold or name != "resolved":
            row(head, *(_percent(getattr(part, name).recall) for part in parts))
    for kind in one.all.kinds:
        of_kind = [part.kinds.get(kind) for part in parts]
        row(f"{kind}: recall", *(_percent(tally.recall) if tally else "" for tally in of_kind))
    rules = _table("rule", "found", "right", "share")
    for name, tally in one.rules.items():
        rules.add_row(clean(name), *_reliability(tally))
    sure = _table("confidence", "found", "right", "share")
    for number, tally in enumerate(one.confidence):
        if tally.found:
            sure.add_row(f"{number / 10:.1f} to {(number + 1) / 10:.1f}", *_reliability(tally))
    title = Text(f"{counted(one.articles, 'article')}; shares in per cent", style="dim")
    return Group(
        title, *(Padding(table, (1, 0, 0, 0), expand=False) for table in (measures, rules, sure))
    )


def _reliability(tally: Tally) -> tuple[str, str, str]:
    return str(tally.found), str(tally.right), _percent(tally.precision)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def plain(shown: RenderableType) -> str:
    """What is shown, as text without colour and without spaces at the ends of its lines."""
    out = Console(width=_PAGE, highlight=False, markup=False, emoji=False, color_system=None)
    with out.capture() as captured:
        out.print(shown)
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


_PAGE = 100


def console() -> Console:
    """Standard output: as wide as the terminal is; in a pipe without colour, and a row in a line,
    its cells parted by tabs, because other programs read lines.
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


def _said(one: Entry, colours: dict[str, str], *, rules: bool) -> Iterator[RenderableType]:
    """Each source with what it said; then those who are nobody in particular; then the others."""
    silent = [source for source in one.sources if not one.quotes_of(source)]
    if not one.sources and not one.quotes:
        yield _Set(Text("No quotes were found", style="dim"), above=1)
        return
    yield _Set(Text("Sources", style="bold"), above=1)
    for source in one.sources:
        said = one.quotes_of(source)
        if said:
            head = Text(clean(source.name), style="bold " + colours[source.id])
            known = [source.kind, *source.roles]
            head.append(f" ({'; '.join(clean(one) for one in known)})", style="dim not bold")
            yield _Set(head, above=1)
            for quote in said:
                yield _Set(_line(quote, rules=rules), indent=2)
    unnamed = [quote for quote in one.quotes if one.source_of(quote) is None]
    for quote in unnamed:
        yield _Set(Text(clean(quote.speaker_text or "nobody named"), style="bold"), above=1)
        yield _Set(_line(quote, rules=rules), indent=2)
    if silent:
        names = ", ".join(f"{clean(source.name)} ({source.kind})" for source in silent)
        yield _Set(Text(f"Not quoted: {names}", style="dim"), above=1)
        yield Text()


class _Set:
    """Text with empty lines above and space at its left, and none at its right."""

    def __init__(self, text: Text, *, above: int = 0, indent: int = 0) -> None:
        self.text = text
        self.above = above
        self.indent = indent

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Segment("\n" * self.above)
        narrow = options.update(width=max(1, options.max_width - self.indent))
        for line in console.render_lines(self.text, narrow, pad=False):
            yield Segment(" " * self.indent)
            yield from line
            yield Segment.line()


def _line(quote: Quote, *, rules: bool) -> Text:
    """A quote in a line: the cue, whom it was said to, and the words."""
    text = Text(clean(quote.cue_text or ""), style="dim")
    if quote.addressee_text:
        text.append(f" {clean(quote.addressee_text)}")
    text.append(": ")
    words = clean(" ".join(quote.text.split()))
    text.append(f"“{words}”" if quote.kind == "direct" else words, style="not dim")
    if rules:
        text.append(f" [{_found_by(quote)}]", style="dim")
    return text


def _found_by(quote: Quote) -> str:
    """What found a quote, how sure it is, and by which id it is known."""
    sure = None if quote.confidence is None else f"{quote.confidence:.2f}"
    return clean(" ".join(part for part in (quote.rule, sure, quote.id) if part))


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        wide = {"what": 4, "headline": 4, "where": 2}.get(head, 1)
        table.add_column(head, header_style="dim", overflow="fold", ratio=wide)
    return table


class _Listing:
    """Rows below their heads: a table as wide as the terminal; in a pipe a line a row, without the
    spaces that would make each as long as the longest."""

    def __init__(self, heads: Sequence[str], rows: Iterable[tuple[str | None, ...]]) -> None:
        self.heads = heads
        self.rows = [[clean(" ".join((one or "").split())) for one in row] for row in rows]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self.rows:
            yield Text("nothing found")
        elif options.max_width == _WIDEST:
            for row in (self.heads, *self.rows):
                yield Segment("\t".join(row) + "\n")
        else:
            table = _table(*self.heads)
            for row in self.rows:
                table.add_row(*map(Text, row))
            yield table


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
