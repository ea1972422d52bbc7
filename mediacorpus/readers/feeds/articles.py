"""What a feed says of an item as an article."""

from __future__ import annotations

import re
import urllib.parse

import attrs

from mediacorpus import languages
from mediacorpus.errors import DateError
from mediacorpus.fields import ID, LANGUAGE
from mediacorpus.newsdate import NewsDate
from mediacorpus.readers import Context, Place, domain, normal_url
from mediacorpus.readers.feeds.said import Channel, Said
from mediacorpus.readers.feeds.words import words
from mediacorpus.readers.html_authors import author_names
from mediacorpus.readers.html_blocks import is_address
from mediacorpus.readers.html_fragment import Fragment
from mediacorpus.readers.page_facts import future
from mediacorpus.readers.redirects import target
from mediacorpus.readers.stamps import read_stamp
from mediacorpus.records import (
    Article,
    Basis,
    Block,
    Entry,
    Evidence,
    Notice,
    Provenance,
)
from mediacorpus.text.folding import fold

__all__ = ["entry_of", "item_context", "language_tag"]

LONG_SUMMARY = 1000
"""In characters: a summary of so many, in several paragraphs, is a text."""
LONGEST_ID = 1900
MOST_COMPARED = 4000
"""In characters, of two texts that may begin alike."""


def entry_of(
    said: Said, channel: Channel, context: Context, raw: bytes, provenance: Provenance
) -> Entry:
    """The article of an item, and what there is to know of reading it."""
    return _Item(said, channel, context).entry(raw, provenance)


def item_context(context: Context, place: Place) -> Context:
    """What holds for one item of several: the caller's id with the item's number behind it, and
    not the url, which is that of the whole."""
    id = f"{context.id}-{place.item}" if context.id else None
    return attrs.evolve(context, id=id, url=None)


def language_tag(said: str | None) -> str | None:
    """The BCP 47 tag that is meant; None where it is none.

    >>> language_tag("EN_us"), language_tag("English")
    ('en-us', None)
    """
    code, dash, rest = (said or "").strip().replace("_", "-").partition("-")
    tag = code.lower() + dash + rest
    return tag if LANGUAGE.fullmatch(tag) else None


class _Item:
    def __init__(self, said: Said, channel: Channel, context: Context) -> None:
        self.said = said
        self.channel = channel
        self.context = context
        self.notices: list[Notice] = [*said.notices]
        self.evidence: list[Evidence] = []
        self.url = self._url()

    def entry(self, raw: bytes, provenance: Provenance) -> Entry:
        said, context = self.said, self.context
        published, modified = self._dates()
        headline, outlet = self._headline(), self._outlet()
        standfirst, body = self._texts()
        text = " ".join(filter(None, (headline, standfirst, *(one.text for one in body))))
        language = self._language(text)
        authors = author_names(said.authors or self.channel.authors)
        rights = said.rights or self.channel.rights
        for field, value in (
            ("headline", headline),
            ("standfirst", standfirst),
            ("authors", authors),
            ("url", self.url),
            ("keywords", said.keywords),
            ("rights", rights),
        ):
            if value:
                self._rests(field, "meta")
        if not headline:
            self._note("no-headline", "the feed gives no headline")
        article = Article(
            id=context.article_id(raw, self._number()),
            headline=headline,
            standfirst=standfirst,
            authors=authors,
            published=published,
            modified=modified,
            retrieved=context.retrieved,
            language=language,
            publisher_name=outlet,
            domain=self._domain(),
            section=said.section,
            genre=said.genre,
            url=self.url,
            body=body,
            keywords=tuple(dict.fromkeys(said.keywords)),
            rights=rights,
            is_accessible_for_free=said.is_free,
            alt_ids=said.alt_ids,
            extra={label: tuple(values) for label, values in said.extra.items()},
            evidence=tuple(self.evidence),
            provenance=provenance,
        )
        return Entry(article=article, notices=tuple(self.notices))

    def _note(self, code: str, message: str, excerpt: str | None = None) -> None:
        self.notices.append(Notice(code=code, message=message, excerpt=excerpt))

    def _rests(self, field: str, basis: Basis) -> None:
        self.evidence.append(Evidence(field=field, basis=basis))

    # -- where it is -----------------------------------------------------------------------

    def _url(self) -> str | None:
        """Where the item leads; what cannot be an address is kept as it was said."""
        url = self.said.url
        if url is None:
            return None
        leads = target(url)
        if leads != url:
            self.said.keep("link", url)
        if is_address(leads):
            return leads
        self.said.keep("link", url)
        self._note("no-address", "the link of the item is no address of the web", url[:200])
        return None

    def _number(self) -> str | None:
        """The item's own number.

        Where that is an address, it stands behind "feed:": the page there may be in the corpus as
        well, and a pointer to it must not take its place.  A number that is only one within its
        feed stands behind the host.
        """
        guid = "".join((self.said.guid or "").split()) or self.url
        if not guid:
            return None
        if is_address(guid):
            guid = "feed:" + normal_url(guid)
        elif not _NAMED.match(guid):
            host = domain(self.url) or domain(self.channel.url)
            if not host and not self.url:
                return None
            guid = f"{host}:{guid}"
        return guid if ID.fullmatch(guid) and len(guid) <= LONGEST_ID else None

    def _domain(self) -> str | None:
        """The host of the outlet's site, and not that of who lists it."""
        host = domain(self.url)
        if host is None or host in words().others:
            said = self.said.outlet_url
            return domain(said) if said and is_address(said) else None
        return host

    # -- who and when ----------------------------------------------------------------------

    def _headline(self) -> str | None:
        """The title, without the outlet that a list of other sites puts behind it."""
        title, outlet = self.said.title, self.said.outlet
        listed = domain(self.url) in words().others or domain(self.channel.url) in words().others
        if title and outlet and listed:
            title = title.removesuffix(f" - {outlet}")
        return title or None

    def _outlet(self) -> str | None:
        """The caller's; else who published it first; else the feed's name, or that of its author
        where only this is the site's; none, if the item is on another site."""
        if self.context.publisher:
            self._rests("publisher_name", "caller")
            return self.context.publisher
        if self.said.outlet:
            self._rests("publisher_name", "meta")
            return self.said.outlet
        item, feed = domain(self.url), domain(self.channel.url)
        if not self.channel.title or feed in words().others or item in words().others:
            return None
        if item and feed and _site(item) != _site(feed):
            self.said.keep("feed", self.channel.title)
            return None
        self._rests("publisher_name", "meta")
        named = _site(feed or item or "")
        names = (self.channel.title, *self.channel.authors)
        own = (name for name in names if named and named in fold(name).replace(" ", ""))
        return next(own, self.channel.title)

    def _language(self, text: str) -> str | None:
        """The caller's, else the item's, else the feed's, else that of the words."""
        if self.context.language:
            return self.context.language
        for said in (self.said.language, self.channel.language):
            if tag := language_tag(said):
                self._rests("language", "meta")
                return tag
        language = languages.identify(text)
        if language:
            self._rests("language", "inferred")
        return language

    def _dates(self) -> tuple[NewsDate | None, NewsDate | None]:
        published = self._date("published", self.said.published)
        modified = self._date("modified", self.said.modified)
        if modified and not published and not self.said.is_page:
            published = modified
            self._rests("published", "inferred")
            self._note(
                "published-inferred",
                "the feed says only when the item was updated: that day is taken for both",
            )
        for field, date in (("published", published), ("modified", modified)):
            if notice := future(field, date, self.context.retrieved):
                self.notices.append(notice)
        return published, modified

    def _date(self, field: str, stamps: list[str]) -> NewsDate | None:
        """The first stamp that is a date; one of another day leaves a notice."""
        found: NewsDate | None = None
        for stamp in dict.fromkeys(stamps):
            try:
                date = read_stamp(stamp, self.context.order, self.context.retrieved)
            except DateError as error:
                self._note("date-unclear", f"the date was left out ({field}): {error}")
                continue
            if found is None:
                found = date
                self._rests(field, "meta")
            elif found.value[:10] != date.value[:10]:
                self._note(f"second-{field}", f"{date.raw!r} stands here; {found.raw!r} was kept")
        return found

    # -- the text --------------------------------------------------------------------------

    def _texts(self) -> tuple[str | None, tuple[Block, ...]]:
        """The standfirst and the body: without a text, the item is a pointer."""
        summary, content = self.said.summary or Fragment(), self.said.content or Fragment()
        self.notices += (*summary.notices, *content.notices)
        if self._is_snippet(content) and not summary.text:
            summary, content = content, summary
        title = fold(self.said.title or "")
        if summary.text and fold(summary.text) in (
            title,
            f"{title} {fold(self.said.outlet or '')}",
        ):
            self._note("summary-repeated", "the summary is the title once more, and was left out")
            pictures = tuple(one for one in summary.blocks if one.kind == "image")
            summary = Fragment(pictures)
        if not content.text:
            paragraphs = [one for one in summary.blocks if one.text]
            if len(paragraphs) > 1 and len(summary.text) > LONG_SUMMARY:
                self._note(
                    "text-from-summary",
                    "the feed calls this a description; it was taken for the text, because it has "
                    "several paragraphs, and may not be all of it",
                )
                return None, self._with_pictures(summary.blocks)
            self._point()
            shown = [*content.blocks, *summary.blocks]
            pictures = tuple(one for one in shown if one.kind == "image")
            return summary.text or None, self._with_pictures(pictures)
        if summary.text and _begins(content.text, summary.text):
            if len(fold(content.text)) <= len(fold(summary.text)):
                self._point()
                pictures = tuple(one for one in content.blocks if one.kind == "image")
                return summary.text, self._with_pictures(pictures)
            self._note("summary-repeated", "the summary is how the text begins, and was left out")
            summary = Fragment()
        if content.text.endswith(words().cut):
            self._note(
                "text-cut", "the text ends in dots: the feed has not all of it", content.text[-200:]
            )
        return summary.text or None, self._with_pictures(content.blocks)

    def _is_snippet(self, content: Fragment) -> bool:
        """Whether a text is a few words of one: a paragraph that ends in dots, or one by somebody
        who lists what others publish."""
        said = [one for one in content.blocks if one.text]
        if len(said) != 1 or len(content.text) > LONG_SUMMARY:
            return False
        is_listed = bool(self.said.url) and target(self.said.url or "") != self.said.url
        return is_listed or content.text.endswith((*words().cut, *words().dots))

    def _point(self) -> None:
        where = f": it is at {self.url}" if self.url else ""
        self._note("pointer", f"the text is not there{where}; save the page to read it")

    def _with_pictures(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """The body with the pictures beside it first, but of those that are in it."""
        shown = {_picture_of(one.url) for one in blocks if one.url}
        beside: list[Block] = []
        for one in self.said.pictures:
            key = _picture_of(one.url or "")
            if key not in shown:
                shown.add(key)
                beside.append(one)
            elif one.url not in {other.url for other in (*blocks, *beside)}:
                self.said.keep("picture", one.url)
        return (*beside, *blocks)


_NAMED = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,30}:\S|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$"
)
"""What is a name in the whole world: an URI, an UUID."""


def _begins(text: str, summary: str) -> bool:
    """Whether a text begins with a summary of it, which may be cut."""
    for sign in (*words().cut, *words().dots):
        summary = summary.removesuffix(sign).rstrip()
    begin = fold(summary[:MOST_COMPARED])
    return bool(begin) and fold(text[: MOST_COMPARED + 200]).startswith(begin)


def _site(host: str) -> str:
    """The name of a site in its host: "example" of "news.example.co.uk"."""
    parts = host.split(".")[:-1]
    while len(parts) > 1 and parts[-1] in words().endings:
        parts.pop()
    return parts[-1] if parts else host


def _picture_of(url: str) -> str:
    """The address of a picture without its size, which sites say behind "?"."""
    path = urllib.parse.urlsplit(url).path if is_address(url) else ""
    return path if _PICTURE.search(path) else url


_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)
