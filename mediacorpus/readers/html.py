"""Saved HTML pages of any outlet: reader ``html``.

What a page says of itself (`html_claims`) and what it shows (`html_blocks`) are held against each
other: names and dates are those of the machine-readable part, where there are any; the headline is
what two of them agree on; the words are always those that the page shows.
"""

from __future__ import annotations

import html
import re
import urllib.parse
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

import attrs
import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from mediacorpus import languages
from mediacorpus.errors import DateError
from mediacorpus.fields import LANGUAGE
from mediacorpus.newsdate import NewsDate
from mediacorpus.readers import LARGEST_ITEM, Context, domain
from mediacorpus.readers.datelines import dateline_in
from mediacorpus.readers.encoding import damage, decode, looks_binary
from mediacorpus.readers.html_authors import author_names, shown_authors
from mediacorpus.readers.html_blocks import folded_space
from mediacorpus.readers.html_captions import captions
from mediacorpus.readers.html_claims import Claim, Claims
from mediacorpus.readers.html_layout import Layout
from mediacorpus.readers.html_words import words
from mediacorpus.readers.looks import looks_like
from mediacorpus.readers.page_facts import facts_of, future
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

MOST_ATTRIBUTES = 2000
"""In one tag: parsers take time with their square."""


@attrs.frozen
class HtmlReader:
    """The reader of saved HTML pages."""

    name: str = "html"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of what begins like a page or has its elements, whatever the file's name."""
        return 0.9 if looks_like(head) == "HTML" else 0.0

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
        raw = self.stream.read(LARGEST_ITEM + 1)
        if len(raw) > LARGEST_ITEM:
            yield self.context.rejection(
                self.reader,
                "too-large",
                f"more than {LARGEST_ITEM // 2**20} MB of HTML is no page of one article",
                raw,
            )
        elif not raw.strip():
            yield self.context.rejection(self.reader, "empty", "the file is empty", raw)
        elif looks_binary(raw):
            yield self.context.rejection(
                self.reader, "binary", "this is binary data and no HTML", raw
            )
        else:
            yield self._read(raw)

    def _read(self, raw: bytes) -> Entry | Rejection:
        decoded = decode(raw, declared=_declared(raw))
        if reason := _why_not_parsed(decoded.text):
            return self.context.rejection(self.reader, "not-parsed", reason, raw)
        tree, reason = _tree_of(decoded.text)
        if tree is None:
            return self.context.rejection(self.reader, "not-parsed", reason, raw)
        page = _Page(tree, self.context)
        if not page.has_article:
            return self.context.rejection(
                self.reader,
                "no-article",
                "no paragraph of an article was found on this page: it may be a front page, a "
                "notice of consent or an error, or its text is put there by a script; save the "
                "page once it is shown in full",
                raw,
            )
        provenance = self.context.provenance(self.reader, decoded)
        article = page.article(self.context.article_id(raw), provenance)
        return Entry(article=article, notices=(*damage(decoded), *page.notices))


# -- bytes and tree ------------------------------------------------------------------------


_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)


def _declared(raw: bytes) -> str | None:
    """The encoding that a page says it has."""
    match = _CHARSET.search(raw, 0, 4096)
    return match[1].decode("ascii") if match else None


_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_QUOTED_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*')")
_BETWEEN_ATTRIBUTES = re.compile(r"[\s/]+")


def _why_not_parsed(text: str) -> str | None:
    """What in a page would keep a parser busy for minutes; None where there is nothing."""
    for match in _LONG_TAG.finditer(text):
        names = _QUOTED_VALUE.sub(" ", match[0])
        if len(_BETWEEN_ATTRIBUTES.findall(names)) > MOST_ATTRIBUTES:
            return (
                f"a tag at character {match.start()} has more than {MOST_ATTRIBUTES} attributes: "
                "no page that is meant to be read has such a tag"
            )
    return None


def _tree_of(text: str) -> tuple[HtmlElement | None, str]:
    """The parsed page; or None, and why it could not be parsed in whole."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    raw = text.replace("\0", "").encode("utf-8", "replace")
    try:
        tree = lxml.html.document_fromstring(raw, parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        return None, f"the page could not be parsed: {error}"
    for entry in parser.error_log:
        if entry.level_name == "FATAL":
            return None, f"the page could be parsed up to line {entry.line} only: {entry.message}"
    return tree, ""


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
        titles = {fold(claim.value) for claim in self._said("headline")}
        self.layout = Layout(self.root, titles, context.retrieved)
        described = {fold(claim.value) for claim in self._said("description")}
        self.standfirst = self.layout.take_standfirst(described)
        self.captions = dict(captions(self.layout, context.url))
        self.told = self._told()

    @property
    def has_article(self) -> bool:
        """Whether there is a paragraph of running text."""
        return bool(self.told) or any(
            self.layout.prose[number] and kind == "paragraph"
            for number, kind in self.layout.kinds.items()
        )

    def _told(self) -> list[str]:
        """The paragraphs of JSON-LD, where the page shows far less than they are: its text is put
        there by a script."""
        told = self.claims.article.get("articleBody")
        if not isinstance(told, str):
            return []
        plain = html.unescape(_TAG.sub("\n", told))
        shown = sum(len(self.layout.blocks[number].text) for number in self.layout.kinds)
        found = [words for line in plain.splitlines() if (words := folded_space(line))]
        return found if sum(map(len, found)) > 2 * shown else []

    # -- what the page says of itself ------------------------------------------------------

    def _said(self, field: str) -> Iterator[Claim]:
        return self.claims.of(words().claims[field])

    def _rests(self, field: str, basis: Basis) -> None:
        self.evidence.append(Evidence(field=field, basis=basis))

    def _first(self, field: str) -> str | None:
        """The first claim of a field."""
        claim = next(self._said(field), None)
        if claim:
            self._rests(field, claim.basis)
        return claim.value if claim else None

    def _headline(self) -> tuple[str | None, str | None]:
        """The kicker and the headline: what two of JSON-LD, Open Graph and the page's main headings
        agree on, else the heading that is shown.  A kicker is what a heading has before it."""
        site = fold(next((claim.value for claim in self._said("publisher_name")), ""))
        shown = [block.text for block in self.layout.blocks if block.element.tag == "h1"]
        claimed = [
            (_without_site(one.value, site, shown), one.basis) for one in self._said("headline")
        ]
        votes: Counter[str] = Counter()
        for basis in ("json-ld", "meta", "printed"):
            said = shown if basis == "printed" else [one for one, of in claimed if of == basis]
            votes.update({fold(one) for one in said})
        title = folded_space(self.tree.findtext(".//title") or "")
        candidates: list[tuple[str, Basis]] = [(one, "printed") for one in shown]
        candidates[1:1] = claimed
        if title and not candidates:
            candidates = [(title, "meta")]
        agreed = (one for one in candidates if votes[fold(one[0])] > 1)
        headline, basis = next(agreed, candidates[0] if candidates else ("", "meta"))
        if not headline:
            self.notices.append(Notice(code="no-headline", message="no headline was found"))
            return None, None
        self._rests("headline", basis)
        for one in (headline, *(one for one, _ in claimed)):
            for whole in shown:
                kicker = whole[: -len(one)].rstrip(_EDGES) if whole.endswith(one) else ""
                if kicker and len(kicker) <= LONGEST_KICKER < 2 * len(one):
                    return kicker, one
        return None, headline

    # -- dates -----------------------------------------------------------------------------

    def _date(self, field: str) -> NewsDate | None:
        """The first date that is claimed; another day elsewhere on the page leaves a notice."""
        found: NewsDate | None = None
        for claim in self._said(field):
            date = self._read_date(claim.value)
            if date is None:
                message = f"{field}: {claim.value[:80]!r} was not understood"
                self.notices.append(Notice(code="date-unclear", message=message))
            elif found is None:
                found = date
                self._rests(field, claim.basis)
            elif not _differ(found, date):
                continue
            else:
                message = f"{claim.basis} says {date.value}; {found.value} was kept"
                self.notices.append(Notice(code=f"second-{field}", message=message))
                break
        return found

    def _read_date(self, words: str) -> NewsDate | None:
        try:
            date = NewsDate.parse(words, order=self.context.order, reference=self.context.retrieved)
        except DateError:
            return None
        return None if date.precision in ("year", "month") else date

    def _shown_date(self) -> NewsDate | None:
        """The day that stands on the page beside the article."""
        for element in self.root.iter("time"):
            said = element.get("datetime") or folded_space(element.text_content())
            if date := self._read_date(said):
                self._rests("published", "printed")
                return date
        said = self._said_language()
        language = said if languages.has_pack(said) else None
        last = min(self.layout.kinds, default=0) + 2
        for block in self.layout.blocks[max(0, last - FURTHEST_FACTS) : last]:
            for fact in facts_of(block.text, self.context.retrieved, self.context.order, language):
                if fact.field == "published" and fact.date:
                    self._rests("published", "printed")
                    return fact.date
        return None

    # -- authors ---------------------------------------------------------------------------

    def _authors(self) -> tuple[str, ...]:
        """Who wrote it: by JSON-LD, if that names people, else by the byline that is shown, else by
        meta elements."""
        claimed = self.claims.article.get("author")
        first = claimed[0] if isinstance(claimed, list) and claimed else claimed
        staff = isinstance(first, dict) and "Organization" in str(first.get("@type"))
        names = author_names(self.claims.names(claimed))
        publisher = fold(next((claim.value for claim in self._said("publisher_name")), ""))
        if names and not staff and [fold(name) for name in names] != [publisher]:
            self._rests("authors", "json-ld")
            return names
        if shown := shown_authors(self.layout):
            self._rests("authors", "printed")
            return shown
        basis: Basis = "json-ld" if names else "meta"
        names = names or author_names(claim.value for claim in self._said("authors"))
        if names:
            self._rests("authors", basis)
        return names

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
            self._rests("standfirst", "printed")
        body = tuple(self._blocks())
        self._note_cuts()
        opening = next((block.text or "" for block in body if block.kind == "paragraph"), "")
        dateline = dateline_in(opening)
        if dateline:
            for field in ("dateline", "located", *(["info_sources"] if dateline.agency else [])):
                self._rests(field, "printed")
        published = self._date("published") or self._shown_date()
        if notice := future("published", published, context.retrieved):
            self.notices.append(notice)
        canonical = self.tree.find(".//link[@rel='canonical']")
        link = (canonical.get("href") or "").strip() if canonical is not None else ""
        canonical_url = urllib.parse.urljoin(context.url or "", link) if link else None
        count = str(self.claims.article.get("wordCount"))
        return Article(
            id=id,
            kicker=kicker,
            headline=headline,
            standfirst=standfirst or None,
            authors=self._authors(),
            dateline=dateline and dateline.printed,
            located=dateline and dateline.located,
            info_sources=(dateline.agency,) if dateline and dateline.agency else (),
            published=published,
            modified=self._date("modified"),
            retrieved=context.retrieved,
            language=self._language(" ".join(block.text or "" for block in body)),
            publisher_name=context.publisher or self._first("publisher_name"),
            domain=domain(context.url or canonical_url),
            section=self._first("section"),
            keywords=self._keywords(),
            rights=self._first("rights"),
            url=context.url,
            canonical_url=canonical_url,
            is_accessible_for_free=_truth(self.claims.article.get("isAccessibleForFree")),
            word_count=int(count) if count.isdecimal() and len(count) < 9 else None,
            body=body,
            evidence=tuple(self.evidence),
            provenance=provenance,
        )

    def _blocks(self) -> Iterator[Block]:
        """The blocks of the body with the captions, in the order of the page."""
        if self.told:
            message = "the page shows little of its text: that of its JSON-LD was taken"
            self.notices.append(Notice(code="body-from-json-ld", message=message))
            yield from (Block(kind="paragraph", text=text) for text in self.told)
            return
        for number, block in enumerate(self.layout.blocks):
            if number in self.captions:
                yield self.captions[number]
            elif number in self.layout.kinds:
                yield Block(kind=self.layout.kinds[number], text=block.text)

    def _note_cuts(self) -> None:
        """A notice for each run of blocks within the article that went into no part of it, and one
        for all that stand above and below."""
        blocks = self.layout.blocks
        shown = {fold(block.text) for block in blocks if block.element.tag == "h1"}
        used = {*self.layout.kinds, *self.captions, *self.standfirst}
        first, last = min(used, default=0), max(used, default=-1)
        cuts: list[str] = []
        for number in range(first, last + 1):
            if number not in used and fold(blocks[number].text) not in shown:
                cuts.append(blocks[number].text)
            elif number in used and cuts:
                self._note_left_out("within the article", cuts)
                cuts = []
        around = [block.text for block in (*blocks[:first], *blocks[last + 1 :])]
        self._note_left_out("above and below the article", around)

    def _note_left_out(self, where: str, texts: list[str]) -> None:
        if texts:
            message = f"{where}, {len(texts)} {'line' if len(texts) == 1 else 'lines'} left out"
            excerpt = " / ".join(texts[:6])[:200]
            self.notices.append(Notice(code="furniture", message=message, excerpt=excerpt))

    def _keywords(self) -> tuple[str, ...]:
        parts = (
            part.strip() for claim in self._said("keywords") for part in claim.value.split(",")
        )
        return tuple(dict.fromkeys(filter(None, parts)))

    def _language(self, text: str) -> str | None:
        """The language that the caller or the page says, else that of the words."""
        return self._said_language() or languages.identify(text)

    def _said_language(self) -> str | None:
        """The language that the caller says, else the page."""
        if self.context.language:
            return self.context.language
        lang = self.tree.get("lang") or self.tree.get(_XML_LANG)
        for said in (lang, next((claim.value for claim in self._said("language")), None)):
            code, dash, rest = (said or "").strip().replace("_", "-").partition("-")
            if LANGUAGE.fullmatch(tag := code.lower() + dash + rest):
                return tag
        return None


LONGEST_KICKER = 60
FURTHEST_FACTS = 20
"""In blocks before the body, a date may stand."""
_EDGES = " :–—-|"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TAG = re.compile(r"</?(?:p|br|div|li|h\d)[^<>]*>", re.IGNORECASE)
_SUFFIX = re.compile(r"(?P<title>.+\S)\s+[|–—·•-]\s+(?P<site>[^|–—·•]{2,40})")


def _differ(one: NewsDate, other: NewsDate) -> bool:
    """Whether two dates are of different days."""
    return one.value[:10] != other.value[:10]


def _without_site(title: str, site: str, shown: list[str]) -> str:
    """A title without the name of the site behind it, "… | Example News"."""
    match = _SUFFIX.fullmatch(title)
    if match and (fold(match["site"]) == site or fold(match["title"]) in map(fold, shown)):
        return match["title"]
    return title


def _truth(value: Any) -> bool | None:
    """True and false, as JSON-LD has them in many spellings."""
    return {"true": True, "false": False}.get(str(value).rpartition("/")[2].lower())
