"""Saved HTML pages of any outlet: reader ``html``.

What a page says of itself (`html_claims`) and what it shows (`html_blocks`) are held against each
other: names and dates are those of the machine-readable part, where there are any; the headline is
what two of them agree on; the words are always those that the page shows.
"""

from __future__ import annotations

import datetime
import html
import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import BinaryIO, get_args

import attrs
from lxml.html import HtmlElement

from mediacorpus import languages
from mediacorpus.errors import DateError
from mediacorpus.fields import LANGUAGE, evolve
from mediacorpus.newsdate import NewsDate, Order
from mediacorpus.readers import Context, domain
from mediacorpus.readers.datelines import dateline_in
from mediacorpus.readers.east_asian_names import is_east_asian
from mediacorpus.readers.encoding import damage, decode, looks_binary
from mediacorpus.readers.html_authors import (
    Shown,
    author_names,
    is_byline,
    is_outlet,
    shown_authors,
)
from mediacorpus.readers.html_blocks import (
    HEADINGS,
    address,
    chain,
    folded_space,
    path_of,
    words_of,
)
from mediacorpus.readers.html_captions import captions
from mediacorpus.readers.html_claims import MOST_SAID, Claim, Claims
from mediacorpus.readers.html_headings import site_names, within_bars, without_site
from mediacorpus.readers.html_kind import Verdict, is_stub, why_no_article
from mediacorpus.readers.html_layout import MOST_LINKED, Layout
from mediacorpus.readers.html_saved import (
    Saved,
    how_saved,
    take_off,
    without_archive,
    without_data,
)
from mediacorpus.readers.html_tree import MARKUP, declared_encoding, look_over, tree_of
from mediacorpus.readers.html_words import words
from mediacorpus.readers.looks import looks_like
from mediacorpus.readers.mhtml import MhtmlPage, is_mhtml, page_in
from mediacorpus.readers.page_facts import Fact, facts_of, future, is_label_of_update
from mediacorpus.readers.page_lines import without_site as without_outlet
from mediacorpus.readers.pull_quotes import with_pull_quotes
from mediacorpus.records import (
    Article,
    Basis,
    Block,
    Entry,
    Evidence,
    Notice,
    Provenance,
    Rejection,
)
from mediacorpus.text.folding import fold

__all__ = ["HtmlReader"]

LARGEST_FILE = 64 * 2**20
"""The most bytes that a page may have with the pictures in it; without them, `LARGEST_ITEM`."""


@attrs.frozen
class HtmlReader:
    """The reader of saved HTML pages."""

    name: str = "html"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of what begins like a page or has its elements, whatever the file's name."""
        return 0.9 if looks_like(head) in ("HTML", "MHTML") else 0.0

    def open(self, stream: BinaryIO, context: Context) -> HtmlReading:
        """One page is one article."""
        return HtmlReading(self, stream, context)


@attrs.frozen
class HtmlReading:
    """One page: one article, or the reason why not."""

    reader: HtmlReader
    stream: BinaryIO
    context: Context
    announced: int | None = 1

    def __iter__(self) -> Iterator[Entry | Rejection]:
        if self.context.passed:
            return
        raw = self.context.whole(self.stream, LARGEST_FILE)
        if too_large := self.context.too_large(self.reader, raw, LARGEST_FILE):
            yield too_large
        elif not raw.strip():
            yield self._rejection("empty", "the file is empty", raw)
        elif is_mhtml(raw):
            page, reason = page_in(raw)
            if page is None:
                yield self._rejection("broken-mhtml", reason, raw)
            else:
                yield self._read(raw, page)
        elif looks_binary(raw):
            yield self._rejection("binary", "this is binary data and no HTML", raw)
        else:
            yield self._read(raw, MhtmlPage(html=raw))

    def _rejection(self, code: str, reason: str, raw: bytes) -> Rejection:
        return self.context.rejection(self.reader, code, reason, raw)

    def _read(self, raw: bytes, saved: MhtmlPage) -> Entry | Rejection:
        """Read a page that was saved in a file, `raw`."""
        context = self.context
        markup = without_data(saved.html)
        if too_large := context.too_large(self.reader, markup):
            return too_large
        decoded = decode(markup, declared=saved.charset or declared_encoding(markup))
        wrong, unclosed = look_over(decoded.text)
        if wrong:
            return self._rejection("not-parsed", wrong, raw)
        text, others = _one_page(decoded.text)
        tree, reason = tree_of(text)
        if tree is None:
            return self._rejection("not-parsed", reason, raw)
        how = how_saved(decoded.text, context.url or saved.url, saved.saved)
        if how.is_copy:
            take_off(tree, how.snapshot)
        retrieved = context.retrieved or how.retrieved
        page = _Page(tree, attrs.evolve(context, url=how.url, retrieved=retrieved))
        if verdict := page.why_no_article():
            return self._rejection(*verdict, raw)
        if how.url and how.url != context.url:
            page.rests("url", "url" if context.url else "meta")
        if retrieved and not context.retrieved:
            page.rests(
                "retrieved", "url" if context.url and how.snapshot == context.url else "meta"
            )
        provenance = context.provenance(self.reader, decoded)
        article = page.article(page.context.article_id(raw), provenance)
        if how.snapshot:
            article = evolve(article, extra={"snapshot": (how.snapshot,)})
        notices = (*damage(decoded), *unclosed, *others, *_of_saving(saved, how), *page.notices)
        return Entry(article=article, notices=notices)


def _of_saving(saved: MhtmlPage, how: Saved) -> Iterator[Notice]:
    """What there is to know of how a page was saved."""
    if saved.is_cut:
        message = "the MHTML file ends too early: the page is whole, what it shows may not be"
        yield Notice(code="mhtml-cut", message=message)
    if how.is_copy:
        message = (
            f"this is the copy of a web archive: {how.snapshot or 'of which page, is unknown'}"
        )
        yield Notice(code="archived-copy", message=message)


# -- bytes and tree ------------------------------------------------------------------------


_PARTS = re.compile(
    rf"{MARKUP.pattern}|(?P<end></(?:body|html)\s*>)", re.DOTALL | re.IGNORECASE | re.VERBOSE
)
_NEXT_PAGE = re.compile(
    r"(?:\s|<!--(?:-?>|(?:[^-]++|-(?!-!?>))*+--!?>))*+(?:<!doctype|<html)(?=[\s>])", re.IGNORECASE
)


def _one_page(text: str) -> tuple[str, tuple[Notice, ...]]:
    """A page without the ends of body and page, because browsers show what stands behind them and
    the parser drops it; and only the first, with a notice, where another one follows."""
    kept: list[str] = []
    at = 0
    for part in _PARTS.finditer(text):
        if not part["end"]:
            continue
        kept.append(text[at : part.start()])
        at = part.end()
        if part[0][2:6].lower() == "html" and _NEXT_PAGE.match(text, at):
            message = (
                f"another page begins at character {at}, behind the end of the first, and was "
                "left out: give each page a file of its own"
            )
            return "".join(kept), (Notice(code="other-pages", message=message),)
    return "".join((*kept, text[at:])), ()


# -- the page ------------------------------------------------------------------------------


class _Page:
    """What a page shows and says, and which of it is which part of the article."""

    def __init__(self, tree: HtmlElement, context: Context) -> None:
        self.tree = tree
        self.context = context
        self.notices: list[Notice] = []
        self.evidence: list[Evidence] = []
        self.claims = Claims(tree)
        body = tree.find("body")
        self.root = tree if body is None else body
        sites = self.sites = self._sites()
        titles = {fold(claim.value) for claim in self._said("headline")}
        title = folded_space(tree.findtext(".//title") or "")
        for one in (title, *self.claims.meta.get("og:title", [])[:1]):
            titles |= {*map(fold, within_bars(one[:LONGEST_TITLE]))} - sites
        is_live = self.claims.is_live
        claim = self._said_language()
        said = context.language or (claim.value if claim else None)
        language = said if languages.has_pack(said) else None
        self.layout = Layout(
            self.root,
            titles,
            context.retrieved,
            context.order,
            language,
            is_live=is_live,
            sites=sites,
            url=context.url,
        )
        described = {fold(claim.value) for claim in self._said("description")}
        self.standfirst = self.layout.take_standfirst(described)
        base = tree.find(".//base[@href]")
        self.base = address(context.url, base.get("href") or "") if base is not None else None
        """Where relative links of the page lead from, if it says so."""
        pictured = list(captions(self.layout, self.base or context.url))
        self.captions = {numbers[0]: block for numbers, block in pictured}
        self.used = {*self.standfirst, *(number for numbers, _ in pictured for number in numbers)}
        self.told = self._told()

    def why_no_article(self) -> Verdict | None:
        """Why the page is no article, as a code and a reason; None where it is one."""
        if self.told:
            return None
        heads = [block.text for block in self.layout.blocks if block.element.tag == "h1"]
        titles = [self.tree.findtext(".//title") or "", *heads]
        return why_no_article(self.layout, self.claims, titles, self.context.url)

    def _told(self) -> list[Block]:
        """The paragraphs of JSON-LD, those of a live blog's entries with their headings, where the
        page shows far less than they are: its text is put there by a script."""
        article = self.claims.article
        updates = article.get("liveBlogUpdate") if self.claims.is_live else None
        found: list[Block] = []
        for one in [article, *(updates if isinstance(updates, list) else [])]:
            if not isinstance(one, dict) or not isinstance(text := one.get("articleBody"), str):
                continue
            if one is not article:
                heads = (one.get(key) for key in ("datePublished", "headline"))
                found += (
                    Block(kind="subheading", text=head) for head in self.claims.names([*heads])
                )
            for line in html.unescape(_TAG.sub("\n", text)).splitlines():
                if words := folded_space(line):
                    found.append(Block(kind="paragraph", text=words))
        shown = sum(len(self.layout.blocks[number].text) for number in self.layout.kinds)
        told = sum(len(block.text or "") for block in found)
        return found if told > 2 * shown else []

    # -- what the page says of itself ------------------------------------------------------

    def _said(self, field: str) -> Iterator[Claim]:
        return itertools.islice(self.claims.of(words().claims[field]), MOST_SAID)

    def rests(self, field: str, basis: Basis, element: HtmlElement | None = None) -> None:
        """Keep what a field of the article rests on, and the element that it is from."""
        xpath = None if element is None else path_of(element)
        self.evidence.append(Evidence(field=field, basis=basis, xpath=xpath))

    def _rests_on(self, field: str, number: int) -> None:
        """Keep that a field of the article is printed in a block."""
        self.rests(field, "printed", self.layout.blocks[number].element)

    def _first(self, field: str) -> str | None:
        """The first claim of a field."""
        claim = next(self._said(field), None)
        if claim:
            self.rests(field, claim.basis, claim.element)
        return claim.value if claim else None

    def _sites(self) -> frozenset[str]:
        """What the site is called, folded."""
        title = folded_space(self.tree.findtext(".//title") or "")
        headings = itertools.islice(self.root.iter("h1", "h2"), MOST_SAID)
        folded = {fold(folded_space(one.text_content())) for one in headings}
        claimed = (claim.value for claim in self._said("publisher_name"))
        return site_names(claimed, title, folded, self.context.url)

    def _without_site(self, title: str, lines: Collection[str]) -> str:
        """A title without the names of the site and its section; `lines` are shown, folded."""
        title = without_site(title[:LONGEST_TITLE], self.sites, lines)
        if fold(title) not in lines:
            while (bare := without_outlet(title, domain(self.context.url))) != title:
                title = bare
        return title

    def _headline(self) -> tuple[str | None, str | None]:
        """The kicker and the headline: what two of JSON-LD, Open Graph and the page's main headings
        agree on, else the heading that is shown.  A kicker is what a heading has before it."""
        first = self.layout.first
        lines = {fold(block.text) for block in self.layout.blocks[:first]}
        heads = [self.layout.blocks[number] for number in sorted(self.layout.main)][:MOST_SAID]
        shown = [Claim(block.text, "printed", block.element) for block in heads]
        claimed = [
            one._replace(value=self._without_site(one.value, lines))
            for one in self._said("headline")
        ]
        candidates = [*shown[:1], *claimed, *shown[1:]]
        votes = Counter(fold(said) for said, _ in {(fold(c.value), c.basis) for c in candidates})
        title = self.tree.find(".//title")
        if not candidates and title is not None and (said := folded_space(title.text or "")):
            candidates = [Claim(self._without_site(said, lines), "meta", title)]
        agreed = (one for one in candidates if votes[fold(one.value)] > 1)
        chosen = next(agreed, candidates[0] if candidates else None)
        if not chosen:
            self.notices.append(Notice(code="no-headline", message="no headline was found"))
            return None, None
        headline = chosen.value
        self.rests("headline", chosen.basis, chosen.element)
        self._note_headlines(headline, claimed, shown)
        for one in (headline, *(one.value for one in claimed)):
            for whole, _, element in shown:
                kicker = whole[: -len(one)].rstrip(_EDGES) if whole.endswith(one) else ""
                if kicker and len(kicker) <= LONGEST_KICKER < 2 * len(one):
                    self.rests("kicker", "printed", element)
                    return kicker, one
        return None, headline

    def _note_headlines(
        self, headline: str, claimed: Iterable[Claim], shown: Iterable[Claim]
    ) -> None:
        """A notice where JSON-LD or the main heading has another headline, and not the same one
        with less or more; the titles that are made for other sites often are others."""
        kept = fold(headline).replace(" ", "")

        def is_kept(claim: Claim) -> bool:
            said = fold(claim.value).replace(" ", "")
            return said in kept or kept in said

        told = [one for one in claimed if one.basis == "json-ld"][:1]
        printed = [] if any(map(is_kept, shown)) else [*shown][:1]
        for claim in (*told, *printed):
            if not is_kept(claim):
                message = f"{claim.basis} says {claim.value!r}; {headline!r} was kept"
                self.notices.append(Notice(code="second-headline", message=message))

    # -- dates -----------------------------------------------------------------------------

    def _date(self, field: str) -> NewsDate | None:
        """The first date that is claimed; another day elsewhere on the page leaves a notice."""
        found: NewsDate | None = None
        for claim in self._said(field):
            try:
                date = self._day(claim.value)
            except DateError as error:
                self.notices.append(Notice(code="date-unclear", message=f"{field}: {error}"))
                continue
            if found is None:
                found = date
                self.rests(field, claim.basis, claim.element)
            elif _same_day(found, date):
                continue
            else:
                message = f"{claim.basis} says {date.value}; {found.value} was kept"
                self.notices.append(Notice(code=f"second-{field}", message=message))
                break
        return found

    def _day(self, words: str) -> NewsDate:
        """The day that a page says; `DateError` where its words are none."""
        date = NewsDate.parse(words, order=self.context.order, reference=self.context.retrieved)
        if date.precision in ("year", "month"):
            raise DateError(f"{date.raw!r} is no day")
        if not date.calendar and _UNSET.match(date.value):
            raise DateError(f"{date.raw!r} is what programs write where they have no day")
        return date

    def _shown_date(self) -> NewsDate | None:
        """The day that stands on the page beside the article: between headline and body, else just
        above the headline or right behind the body.  Another `time` leaves a notice, if it is all
        there is."""
        first, last = self.layout.first, max(self.layout.kinds, default=-1)
        heads = self.layout.headings(first)
        head = heads[-1] if heads else max(0, first - FURTHEST_FACTS)
        above = range(max(0, head - FURTHEST_ABOVE), head)
        behind = range(last + 1, min(last + 1 + FURTHEST_BEHIND, len(self.layout.blocks)))
        if self._of_others(above):
            above = range(0)
        below = range(head, min(first + 2, last + 1))
        if date := self._time_in(below):
            return date
        for number, fact in self._facts():
            of_picture = bool(self.layout.captioned(number))
            if fact.field == "published" and fact.date and not of_picture:
                self._rests_on("published", number)
                return fact.date
        if date := (
            self._time_in(reversed(above))
            or self._time_in(itertools.takewhile(lambda n: not self._of_others([n]), behind))
            or self._time_in(below, "modified", of="published")
        ):
            return date
        for time in itertools.islice(self.root.iter("time"), MOST_SAID):
            if date := self._time(time):
                message = (
                    f"{date} stands on the page, but neither near the headline nor right behind "
                    "the body: it was not taken for the day of the article"
                )
                self.notices.append(Notice(code="date-unclear", message=message))
                break
        return None

    def _shown_update(self) -> NewsDate | None:
        """The day that stands between headline and body as that of an update."""
        heads = self.layout.headings(self.layout.first)
        if heads and (date := self._time_in(range(heads[-1], self.layout.first), "modified")):
            return date
        for number, fact in self._facts():
            below = bool(heads) and number > heads[-1]
            if fact.field == "modified" and fact.date and below:
                self._rests_on("modified", number)
                return fact.date
        return None

    def _of_others(self, numbers: Iterable[int]) -> bool:
        """Whether there is a heading or a link among blocks: what stands with it tells of another
        article."""
        blocks = [self.layout.blocks[number] for number in numbers]
        return any(one.element.tag in HEADINGS or one.linked > MOST_LINKED for one in blocks)

    def _time_in(
        self, numbers: Iterable[int], said: str = "published", of: str | None = None
    ) -> NewsDate | None:
        """The first day that a `time` element in some blocks says for a field, which is in no
        sentence, and in nothing that is named like another part of the page; kept for another field
        where that is told (`of`)."""
        layout, names = self.layout, words().furniture - words().dated
        around: set[HtmlElement] = set()
        for number in (*sorted(layout.main)[:1], *self.used, *layout.kinds):
            element = layout.blocks[number].element
            around.update(itertools.takewhile(lambda one: one not in around, chain(element)))
        for number in numbers:
            block = layout.blocks[number]
            for time in block.times[:MOST_SAID]:
                within = list(itertools.takewhile(lambda one: one not in around, chain(time)))
                named = (not names.isdisjoint(words_of(one)) for one in within)
                if any(one.tag in _NOT_OF_IT for one in within) or any(named):
                    continue
                is_text = layout.prose[number] or number in self.used or number in layout.kinds
                shown = len(folded_space(time.text_content()))
                in_sentence = is_text and 0 < shown < len(block.text) / 2
                field = "modified" if _says_update(time) else "published"
                if field == said and not in_sentence and (date := self._time(time)):
                    self.rests(of or said, "printed", time)
                    return date
        return None

    def _time(self, time: HtmlElement) -> NewsDate | None:
        """The day that a `time` element says; None where it says none."""
        said = time.get("datetime") or time.text_content()
        try:
            return self._day(folded_space(said)) if len(said) <= LONGEST_TIME else None
        except DateError:
            return None

    def _facts(self) -> Iterator[tuple[int, Fact]]:
        """What the lines near the head of the article say of it, each with the line's number."""
        last = min(min(self.layout.kinds, default=0) + 2, len(self.layout.blocks))
        for number in range(max(0, last - FURTHEST_FACTS), last):
            for fact in self.layout.facts(number):
                yield number, fact

    def _note_printed(self, published: NewsDate | None, modified: NewsDate | None) -> None:
        """A notice where the day that is printed between headline and body is another than those
        that are said, or than the one that its label names, and where it cannot be told."""
        heads = self.layout.headings(self.layout.first)
        known = [date for date in (published, modified) if date]
        for number, fact in self._facts():
            if not heads or number < heads[-1] or number in self.layout.kinds:
                continue
            if fact.field == "unclear" and not self._is_settled(number, known):
                message = f"the date was left out: {fact.text}"
                self.notices.append(Notice(code="date-unclear", message=message))
                return
            if fact.field == "published" and fact.date and known:
                meant = [published] if fact.labelled and published else known
                if not any(_same_day(fact.date, date, CLOCKS) for date in meant):
                    message = f"{fact.date} is printed; {known[0]} was kept"
                    self.notices.append(Notice(code="second-published", message=message))
                return

    def _is_settled(self, number: int, known: list[NewsDate]) -> bool:
        """Whether one reading of a printed date is a day that the page says besides, or markup says
        it there: "2 hours ago"."""
        line, times = self.layout.blocks[number].text, self.layout.blocks[number].times
        marked = [day for time in times[:MOST_SAID] if (day := self._time(time))]
        return any(_same_day(day, date, CLOCKS) for day in marked for date in known) or any(
            fact.date and _same_day(fact.date, date, CLOCKS)
            for date in known
            for order in get_args(Order)
            for fact in facts_of(line, date.earliest, order)
        )

    # -- authors ---------------------------------------------------------------------------

    def _outlets(self) -> list[str]:
        """What the page says its outlet is called, folded."""
        return [fold(claim.value) for claim in self._said("publisher_name")]

    def _authors(self, shown: Shown) -> tuple[str, ...]:
        """Who wrote it: by JSON-LD, if that names people, else by the byline that is shown, else by
        microdata or meta elements that do; else the outlet, if one of these names it."""
        claimed = self.claims.article.get("author")
        first = claimed[0] if isinstance(claimed, list) and claimed else claimed
        staff = isinstance(first, dict) and "Organization" in str(first.get("@type"))
        outlets = self._outlets()
        claims = [
            claim
            for claim in self._said("authors")
            if author_names([claim.value])
            and not (claim.basis == "microdata" and _is_account(claim.value))
        ]
        said = {
            basis: author_names(claim.value for claim in claims if claim.basis == basis)
            for basis in ("json-ld", "microdata", "meta")
        }

        def people(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(name for name in names if not is_outlet(name, outlets))

        def kept(basis: str) -> tuple[str, ...]:
            claim = next(claim for claim in claims if claim.basis == basis)
            self.rests("authors", claim.basis, claim.element)
            return said[basis]

        told = people(said["json-ld"])
        accounts = all(map(_is_account, told)) and not all(map(_is_account, shown.names))
        if told and not staff and not accounts:
            kept("json-ld")
            return told
        if printed := (*shown.names[:1], *people(shown.names[1:])):
            self._rests_on("authors", shown.numbers[0])
            return printed
        named = (basis for basis in ("microdata", "meta") if people(said[basis]))
        outlet = (basis for basis, names in said.items() if names)
        return next((kept(basis) for basis in itertools.chain(named, outlet)), ())

    def _other_byline(self, authors: tuple[str, ...], shown: Shown) -> tuple[str | None, int]:
        """The byline between headline and body that has none of the authors' names as they are
        said, and the number of its block; a notice where it names other people."""
        for line, number in zip(shown.lines, shown.numbers, strict=True):
            if number < self.layout.first and is_byline(self.layout, number, line):
                if not any(_is_one(name, author) for name in shown.names for author in authors):
                    message = f"{line!r} is printed; {', '.join(authors)!r} was kept"
                    self.notices.append(Notice(code="second-byline", message=message))
                return line, number
        return None, 0

    # -- the article -----------------------------------------------------------------------

    def article(self, id: str, provenance: Provenance) -> Article:
        """The article, made of what is shown and what is said."""
        context = self.context
        for reason in self.claims.broken:
            message = f"a block of JSON-LD could not be read and was passed over: {reason}"
            self.notices.append(Notice(code="json-ld-broken", message=message))
        kicker, headline = self._headline()
        standfirst = " ".join(self.layout.blocks[number].text for number in self.standfirst)
        if standfirst:
            self._rests_on("standfirst", self.standfirst[0])
        shown = shown_authors(self.layout, self._outlets())
        authors = self._authors(shown)
        lines = zip(shown.lines, shown.numbers, strict=True)
        named = ((line, number) for line, number in lines if _names_one_of(authors, line))
        byline, signed = next(named, None) or self._other_byline(authors, shown)
        if self.told:
            self.rests("body", "json-ld", self.claims.script)
        elif self.layout.kinds:
            self.rests("body", "printed", self.layout.container)
        body = with_pull_quotes([*self._blocks()])
        self._note_cuts(headline, byline)
        self._note_several()
        opening = next((block.text or "" for block in body if block.kind == "paragraph"), "")
        dateline = dateline_in(opening)
        if dateline:
            blocks = (self.layout.blocks[number] for number in self.layout.kinds)
            element = next((block.element for block in blocks if block.text == opening), None)
            for field in dateline.fields():
                self.rests(field, "printed", element)
        published, modified = self._date("published"), self._date("modified")
        published = published or self._shown_date()
        modified = modified or self._shown_update()
        self._note_printed(published, modified)
        if published and modified and _is_before(modified, published):
            message = f"it was modified ({modified}) before it was published ({published})"
            self.notices.append(Notice(code="modified-before-published", message=message))
        if notice := future("published", published, context.retrieved):
            self.notices.append(notice)
        canonical_url, host = self._addresses()
        if byline:
            self._rests_on("byline", signed)
        count = self._count()
        free = self._is_free()
        if not self.told and is_stub(self.layout, self.claims, free, count):
            message = "the page shows the beginning of the article only; the rest is to be paid for"
            self.notices.append(Notice(code="paywall-stub", message=message))
            if free is None:
                self.rests("is_accessible_for_free", "printed")
            free = False
        return Article(
            id=id,
            kicker=kicker,
            headline=headline,
            standfirst=standfirst or None,
            byline=byline,
            authors=authors,
            dateline=dateline and dateline.printed,
            located=dateline and dateline.located,
            info_sources=(dateline.agency,) if dateline and dateline.agency else (),
            published=published,
            modified=modified,
            retrieved=context.retrieved,
            language=self._language(" ".join(block.text or "" for block in body)),
            publisher_name=context.publisher or self._first("publisher_name"),
            domain=host,
            section=self._first("section"),
            keywords=self._keywords(),
            rights=self._first("rights"),
            url=context.url,
            canonical_url=canonical_url,
            is_accessible_for_free=free,
            word_count=count,
            reading_time_minutes=self._reading_time(),
            body=body,
            evidence=tuple(self.evidence),
            provenance=provenance,
        )

    def _addresses(self) -> tuple[str | None, str | None]:
        """Where the page says that the article is, and the domain of that or of the page itself."""
        canonical = self.tree.find(".//link[@rel='canonical']")
        link = canonical.get("href") or "" if canonical is not None else ""
        found = address(self.base or self.context.url, link)
        canonical_url = found and without_archive(found)
        host = domain(self.context.url or canonical_url)
        if canonical_url:
            self.rests("canonical_url", "meta", canonical)
            if host and not self.context.url:
                self.rests("domain", "meta", canonical)
        return canonical_url, host

    def _count(self) -> int | None:
        """How many words the page says that the article has."""
        count = str(self.claims.article.get("wordCount"))
        if not (count.isdecimal() and len(count) < 9):
            return None
        self.rests("word_count", "json-ld", self.claims.script)
        return int(count)

    def _reading_time(self) -> int | None:
        """How many minutes it takes to read, as JSON-LD says ("PT5M") or as is printed."""
        for claim in self._said("reading_time"):
            if match := _DURATION.fullmatch(claim.value):
                self.rests("reading_time_minutes", claim.basis, claim.element)
                return 60 * int(match["hours"] or 0) + int(match["minutes"])
        for number, fact in self._facts():
            if fact.minutes is not None:
                self._rests_on("reading_time_minutes", number)
                return fact.minutes
        return None

    def _is_free(self) -> bool | None:
        """Whether the page says that the article is free to read."""
        for claim in self._said("is_accessible_for_free"):
            said = words().free.get(claim.value.rpartition("/")[2].lower())
            if said is not None:
                self.rests("is_accessible_for_free", claim.basis, claim.element)
                return said
        return None

    def _blocks(self) -> Iterator[Block]:
        """The blocks of the body with the captions, in the order of the page."""
        if self.told:
            message = "the page shows little of its text: that of its JSON-LD was taken"
            self.notices.append(Notice(code="body-from-json-ld", message=message))
            yield from self.told
            return
        for number, block in enumerate(self.layout.blocks):
            if number in self.captions:
                yield self.captions[number]
            elif number in self.layout.kinds:
                yield Block(kind=self.layout.kinds[number], text=block.text)

    def _note_cuts(self, headline: str | None, byline: str | None) -> None:
        """A notice for each run of blocks within the article that went into no part of it, and one
        for all that stand above and below."""
        blocks = self.layout.blocks
        heads = (fold(blocks[number].text) for number in sorted(self.layout.main))
        shown = {one for one in heads if headline and one.endswith(fold(headline))}
        shown.add(fold(byline or ""))
        used = self.used.union(self.layout.kinds)
        first, last = min(used, default=0), max(used, default=-1)
        cuts: list[str] = []
        for number in range(first, last + 1):
            if number not in used and fold(blocks[number].text) not in shown:
                cuts.append(blocks[number].text)
            elif number in used and cuts:
                self._note_left_out("within the article", cuts)
                cuts = []
        around = [
            block.text
            for block in (*blocks[:first], *blocks[last + 1 :])
            if fold(block.text) not in shown
        ]
        self._note_left_out("above and below the article", around)

    def _note_several(self) -> None:
        """A notice for a live blog, and one for the other articles on the page."""
        if self.layout.is_live:
            message = "this is a live blog: the times and headings of its entries are subheadings"
            self.notices.append(Notice(code="live-blog", message=message))
        if self.layout.several:
            headings = self.layout.several.headings
            message = f"the page holds {len(headings)} more of whole articles, which were left out"
            excerpt = " / ".join(headings)[:200]
            self.notices.append(Notice(code="other-articles", message=message, excerpt=excerpt))

    def _note_left_out(self, where: str, texts: list[str]) -> None:
        if texts:
            message = f"{where}, {len(texts)} {'line' if len(texts) == 1 else 'lines'} left out"
            excerpt = " / ".join(texts[:6])[:200]
            self.notices.append(Notice(code="furniture", message=message, excerpt=excerpt))

    def _keywords(self) -> tuple[str, ...]:
        claims = [*self._said("keywords")]
        if claims:
            self.rests("keywords", claims[0].basis, claims[0].element)
        parts = (part.strip() for claim in claims for part in claim.value.split(","))
        return tuple(dict.fromkeys(filter(None, parts)))

    def _language(self, text: str) -> str | None:
        """The language that the caller or the page says, else that of the words."""
        if self.context.language:
            return self.context.language
        if claim := self._said_language():
            self.rests("language", claim.basis, claim.element)
            return claim.value
        language = languages.identify(text)
        if language:
            self.rests("language", "inferred")
        return language

    def _said_language(self) -> Claim | None:
        """The language that the page says."""
        lang = self.tree.get("lang") or self.tree.get(_XML_LANG) or ""
        for claim in (Claim(lang, "meta", self.tree), *itertools.islice(self._said("language"), 1)):
            code, dash, rest = claim.value.strip().replace("_", "-").partition("-")
            if LANGUAGE.fullmatch(tag := code.lower() + dash + rest):
                return claim._replace(value=tag)
        return None


_UNSET = re.compile(r"000[01]-|1899-12-30|19(?:69-12-31|70-01-01)T")
"""The days from which programs count, and so write where there is none."""
LONGEST_KICKER = 60
LONGEST_TITLE = 500
LONGEST_TIME = 500
"""In characters, with the white space of the markup: what a page says is a time."""
FURTHEST_FACTS = 20
"""In blocks before the body, a date may stand."""
FURTHEST_ABOVE = 2
"""In blocks above the headline, a `time` element may say the day of the article."""
FURTHEST_BEHIND = 3
"""And so many behind the body."""
CLOCKS = datetime.timedelta(days=1)
"""So far apart are two days of which clocks in two places may tell one."""
_NOT_OF_IT = frozenset(("article", "aside", "figure", "form", "nav"))
"""What has times of its own."""
_EDGES = " :–—-|"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAG = re.compile(r"</?(?:p|br|div|li|h\d)[^<>]*>", re.IGNORECASE)


_DURATION = re.compile(
    r"P(?:0D)?T(?:(?P<hours>\d{1,2})H)?(?P<minutes>\d{1,3})M(?:\d{1,2}S)?", re.IGNORECASE
)


def _says_update(time: HtmlElement) -> bool:
    """Whether a `time` element says when the article was changed, by its name or the label before
    it."""
    if not words().updated.isdisjoint(words_of(time)):
        return True
    before, parent = time.getprevious(), time.getparent()
    if before is None:
        said = "" if parent is None else parent.text
    else:
        said = (before.tail or "").strip() or before.text_content()
    return is_label_of_update(folded_space(said or "")[-LONGEST_LABEL:])


LONGEST_LABEL = 40


def _names_one_of(authors: tuple[str, ...], line: str) -> bool:
    """Whether a line has the name of one of the authors in it."""
    return any(fold(author) in fold(line) for author in authors)


def _is_one(name: str, other: str) -> bool:
    """Whether two names may be those of one person: "Jane Q. Smith", "J. Smith", "Smith Jane"."""
    first, second = fold(name).split(), fold(other).split()
    return first[-1:] == second[-1:] or set(first) <= set(second) or set(second) <= set(first)


def _is_account(name: str) -> bool:
    """Whether a name is a word alone: where a page speaks to machines, sites write the names of
    accounts ("admin")."""
    return " " not in name and not is_east_asian(name)


def _same_day(
    one: NewsDate, other: NewsDate, apart: datetime.timedelta = datetime.timedelta()
) -> bool:
    """Whether two dates are of one day as they are printed or of one moment on two clocks, or lie
    no further `apart`."""
    first, last = one.earliest.replace(tzinfo=None), one.latest.replace(tzinfo=None)
    day = NewsDate.of(other.value[:10])
    return one.overlaps(other, other) or day.overlaps(first - apart, last + apart)


def _is_before(one: NewsDate, other: NewsDate) -> bool:
    """Whether a date is of an earlier day than another; the same day has many clocks."""
    return not _same_day(one, other) and one.sort_key() < other.sort_key()
