"""The records: what an article is, who said what in it, and where in the text that stands.

All are frozen `attrs` classes with keyword arguments.  Absent is ``None`` or an empty tuple, never
``""``.  Offsets are Unicode code points, half open: ``text[start:end]`` is what a span points at.
The names are the news trade's own (IPTC ninjs and NewsML-G2, schema.org NewsArticle); `content`,
`cue` and `speaker` are what PARC3 and PolNeAR call content, cue and source.

A field's type says what it may hold (`mediacorpus.fields`).  What no type can say stands in a
record's ``_check``, which looks at the record and at everything within it: it runs when a record is
made, and when one is read back.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

import attrs
from msgspec import Meta

from mediacorpus.checks import (
    Within,
    check_article,
    check_form,
    check_ids,
    check_language,
    check_part,
    check_parts,
    check_words,
    refuse,
)
from mediacorpus.errors import ValidationError, printable
from mediacorpus.fields import (
    CODE,
    ID,
    LARGEST,
    SHA256,
    Code,
    FrozenDict,
    Id,
    Language,
    Number,
    Offset,
    Sha256,
    Share,
    Text,
    record,
)
from mediacorpus.newsdate import NewsDate

__all__ = [
    "Article",
    "Block",
    "Entry",
    "Evidence",
    "NewsDate",
    "Notice",
    "Provenance",
    "Quote",
    "RawSpan",
    "Rejection",
    "Review",
    "Segment",
    "Source",
    "Span",
]

BlockKind = Literal[
    "paragraph", "subheading", "caption", "image", "list_item", "pull_quote", "note"
]
QuoteKind = Literal["direct", "mixed", "indirect"]
SourceKind = Literal[
    "person", "group", "organisation", "outlet", "agency", "document", "platform", "unknown"
]
Stance = Literal[
    "says", "claims", "admits", "denies", "agrees", "warns", "asks", "urges", "promises",
    "plans", "refuses", "criticises", "praises", "thinks", "hopes", "feels", "shows",
]  # fmt: skip
ReviewAction = Literal["confirm", "reject", "correct", "add", "rename", "merge"]
Basis = Literal["printed", "json-ld", "meta", "microdata", "url", "caller", "inferred"]


@record
class Span:
    """Where something stands in `Article.text`: code points, half open.

    >>> Span(start=4, end=9).of("The video of the captives")
    'video'
    """

    start: Offset
    end: Offset

    def _check(self) -> None:
        if self.end < self.start:
            raise ValidationError("Span.end", f"{self.end} lies before start {self.start}")

    def of(self, text: str) -> str:
        """The words that the span points at."""
        return text[self.start : self.end]


@record
class RawSpan:
    """Where something stands in the decoded raw item: code points, half open."""

    start: Offset
    end: Offset

    def _check(self) -> None:
        if self.end < self.start:
            raise ValidationError("RawSpan.end", f"{self.end} lies before start {self.start}")

    def of(self, raw: str) -> str:
        """What the span points at."""
        return raw[self.start : self.end]


@record
class Block:
    """A part of an article's body, in the order of the page.

    - ``kind``: paragraph, subheading, caption, image, list_item, pull_quote or note.
    - ``text``: its words; None only for an image without a caption.
    - ``credit``: the credit printed beside a caption, without its brackets ("Getty").
    - ``url``, ``alt``: of an image.
    - ``raw``: its place in the raw item, where it is in one piece.
    """

    kind: BlockKind
    text: Text | None = None
    credit: Text | None = None
    url: Text | None = None
    alt: Text | None = None
    raw: RawSpan | None = None

    def _check(self) -> None:
        if self.text is None and self.kind != "image":
            raise ValidationError("Block.text", f"a {self.kind} has words")
        check_part("Block.raw", self.raw)


@record
class Evidence:
    """What a field of an article rests on.

    - ``field``: the name of the field, as in "published".
    - ``basis``: printed, json-ld, meta, microdata, url, caller (given by who called) or inferred.
    - ``raw`` or ``xpath``: the place in the raw item, or the element in the tree parsed of it.
    """

    field: Text
    basis: Basis
    raw: RawSpan | None = None
    xpath: Text | None = None

    def _check(self) -> None:
        check_part("Evidence.raw", self.raw)


@record
class Provenance:
    """Where a record comes from: which bytes, and which reader read them.

    - ``format``, ``reader``, ``reader_version``: "page-text", the reader's name and version.
    - ``path``: relative to what was ingested, with forward slashes.
    - ``sha256``: of the raw bytes.
    - ``item``: the number of the item in its file, from 1; ``start``, ``end``: its bytes there.
    - ``encoding``: used for decoding; ``encoding_declared``, ``encoding_detected``: what the file
      said of itself and what was found out; ``replaced_characters``: how many could not be decoded.
    """

    format: Text
    reader: Text
    reader_version: Text
    sha256: Sha256
    path: Text | None = None
    item: Number | None = None
    start: Offset | None = None
    end: Offset | None = None
    encoding: Text | None = None
    encoding_declared: Text | None = None
    encoding_detected: Text | None = None
    replaced_characters: Offset = 0

    def _check(self) -> None:
        check_form("Provenance.sha256", self.sha256, SHA256)
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValidationError("Provenance.end", f"{self.end} lies before start {self.start}")


@record
class Segment:
    """Which part of an article a stretch of its text is.

    ``part`` is kicker, headline, subhead, standfirst or body; ``block`` is then the number of the
    block in `Article.body`, from 0.
    """

    part: Literal["kicker", "headline", "subhead", "standfirst", "body"]
    span: Span
    block: Offset | None = None


@record
class Article:
    """One article of one outlet, as a page, a file or an archive gives it.

    - ``id``: the caller's, else the agency's or archive's number, else the URL, else
      ``sha256:`` and the digest of the raw item.
    - ``headline``, ``kicker``, ``subhead``, ``standfirst``: the words above the body.
    - ``byline``: as printed; ``authors``: the names in it.
    - ``dateline``: as printed ("BEIRUT (Reuters) -"); ``located``: the place in it.
    - ``published``, ``modified``, ``embargoed_until``: `NewsDate`.
    - ``retrieved``: when the raw item was fetched; an aware datetime, kept with a fixed offset.
    - ``language``: BCP 47.
    - ``publisher_name``: the outlet as printed; ``publisher``: the id of its `Source` in the entry;
      ``domain``: of the outlet's site.
    - ``info_sources``: agencies credited.
    - ``section``, ``edition``, ``page``, ``genre``, ``keywords``, ``subjects``, ``rights``.
    - ``url``: where it was; ``canonical_url``: what the page says of itself.
    - ``body``: `Block`, in the order of the page.
    - ``is_accessible_for_free``; ``word_count``, ``reading_time_minutes``: as printed, not counted.
    - ``version``, ``pub_status``: as the agency gives them.
    - ``alt_ids``: scheme -> id; ``extra``: a label that found no field -> its values, verbatim;
      both read-only.
    - ``evidence``: what the fields rest on; ``provenance``: which bytes they come from.

    `text` is derived from the parts, and every `Span` points into it.
    """

    id: Id
    headline: Text | None = None
    kicker: Text | None = None
    subhead: Text | None = None
    standfirst: Text | None = None
    byline: Text | None = None
    authors: tuple[Text, ...] = ()
    dateline: Text | None = None
    located: Text | None = None
    published: NewsDate | None = None
    modified: NewsDate | None = None
    embargoed_until: NewsDate | None = None
    retrieved: Annotated[datetime.datetime, Meta(tz=True)] | None = None
    language: Language | None = None
    publisher_name: Text | None = None
    publisher: Id | None = None
    domain: Text | None = None
    info_sources: tuple[Text, ...] = ()
    section: Text | None = None
    edition: Text | None = None
    page: Text | None = None
    genre: Text | None = None
    url: Text | None = None
    canonical_url: Text | None = None
    body: tuple[Block, ...] = ()
    keywords: tuple[Text, ...] = ()
    subjects: tuple[Text, ...] = ()
    rights: Text | None = None
    is_accessible_for_free: bool | None = None
    word_count: Offset | None = None
    reading_time_minutes: Offset | None = None
    version: Text | None = None
    pub_status: Text | None = None
    alt_ids: dict[str, Text] = attrs.field(default=FrozenDict(), hash=False)
    extra: dict[str, tuple[str, ...]] = attrs.field(default=FrozenDict(), hash=False)
    evidence: tuple[Evidence, ...] = ()
    provenance: Provenance | None = None

    def __attrs_post_init__(self) -> None:
        """What `attrs` calls when an article is made, and msgspec when one is read."""
        fields = vars(self)
        for name in ("alt_ids", "extra"):
            if type(fields[name]) is dict:
                fields[name] = FrozenDict(fields[name])
        if isinstance(self.retrieved, datetime.datetime):
            fields["retrieved"] = _at_fixed_offset(self.retrieved)

    def _check(self) -> None:
        check_form("Article.id", self.id, ID)
        if self.language is not None:
            check_language("Article.language", self.language)
        check_part("Article.published", self.published)
        check_part("Article.modified", self.modified)
        check_part("Article.embargoed_until", self.embargoed_until)
        check_part("Article.provenance", self.provenance)
        check_parts("Article.body", self.body)
        check_parts("Article.evidence", self.evidence)

    @property
    def text(self) -> str:
        """The non-empty of kicker, headline, subhead, standfirst and each block's text, joined by
        two newlines: what every `Span` points into."""
        # Kept beside the fields under a name that msgspec leaves out, as it does all with "_".
        kept = vars(self)
        if "_text" not in kept:
            kept["_text"] = "\n\n".join(
                [
                    part
                    for part in (self.kicker, self.headline, self.subhead, self.standfirst)
                    if part
                ]
                + [block.text for block in self.body if block.text]
            )
        text: str = kept["_text"]
        return text

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Which part of the article each stretch of `text` is, in order."""
        return tuple(self._segments())

    def _segments(self) -> Iterator[Segment]:
        start = 0
        for part in ("kicker", "headline", "subhead", "standfirst"):
            words: str | None = getattr(self, part)
            if words:
                span = Span(start=start, end=start + len(words))
                yield Segment(part=part, span=span)
                start = span.end + 2
        for number, block in enumerate(self.body):
            if block.text:
                span = Span(start=start, end=start + len(block.text))
                yield Segment(part="body", span=span, block=number)
                start = span.end + 2

    def __repr__(self) -> str:
        facts = [
            f"'{_short(self.headline or self.text, 60)}'",
            str(self.published) if self.published else "undated",
            _short(self.publisher_name or self.domain or "outlet unknown", 60),
            f"{sum(b.kind == 'paragraph' for b in self.body)} paragraphs",
        ]
        return f"<Article {', '.join(facts)}>"

    def _repr_html_(self) -> str:
        from mediacorpus.views import html

        return html.article(self)


@record
class Quote:
    """What somebody is reported to have said, with its place in the article's text.

    - ``id``: the same after running again; ``article_id``: of the article, None for bare text.
    - ``kind``: direct (all words within marks), mixed (some), indirect (none).
    - ``content``: the spans of what was said, quotation marks and a leading "that" included;
      several where the cue stands in between.  ``text``: these words, joined by a space; those of a
      direct quote without the outer marks.
    - ``cue``: the words that report it, the addressee excluded ("told").
    - ``speaker``: the whole noun phrase that speaks, with its apposition and relative clause.
    - ``addressee``: whom it was said to.
    - ``cue_text``, ``speaker_text``, ``addressee_text``: the words of each.
    - ``stance`` of the cue: says, claims, admits, denies, agrees, warns, asks, urges, promises,
      plans, refuses, criticises, praises, thinks, hopes, feels or shows; None where it is not
      said ("never said", "failed to say", "nobody said").
    - ``source_id``: the `Source` that the speaker resolves to; None where that is nobody in
      particular.
    - ``confidence``: from 0 to 1; ``rule``: the construction or model that found it.
    """

    id: Id
    article_id: Id | None = None
    kind: QuoteKind
    content: Annotated[tuple[Span, ...], Meta(min_length=1)]
    text: str
    cue: Span | None = None
    cue_text: Text | None = None
    speaker: Span | None = None
    speaker_text: Text | None = None
    addressee: Span | None = None
    addressee_text: Text | None = None
    stance: Stance | None = None
    source_id: Id | None = None
    confidence: Share | None = None
    rule: Text | None = None

    def _check(self, within: Within | None = None) -> None:
        most = LARGEST if within is None else len(within.text)
        end = 0
        for number, span in enumerate(self.content):
            if span.start < end:
                raise ValidationError(
                    f"Quote.content[{number}]", f"{span.start} to {span.end} is out of order"
                )
            if not span.start <= span.end <= most:
                refuse(f"Quote.content[{number}]", span, most)
            end = span.end
        if within is None:
            check_form("Quote.id", self.id, ID)
        else:
            check_article("Quote", self.article_id, within)
            if self.source_id is not None and self.source_id not in within.sources:
                raise ValidationError("Quote.source_id", f"no source has the id {self.source_id!r}")
            if self.text != quote_words(within.text, self.content, self.kind):
                raise ValidationError("Quote.text", f"{self.text!r} is not what stands there")
        check_words("Quote.cue", self.cue, self.cue_text, within)
        check_words("Quote.speaker", self.speaker, self.speaker_text, within)
        check_words("Quote.addressee", self.addressee, self.addressee_text, within)

    def __repr__(self) -> str:
        who = _short(self.speaker_text or "nobody named", 40)
        cue = _short(self.cue_text or "no cue", 40)
        return f"<Quote {self.kind}: '{who}' {cue}: '{_short(self.text, 60)}'>"

    def _repr_html_(self) -> str:
        from mediacorpus.views import html

        return html.quotes([(None, self)])


@record
class Source:
    """Anybody or anything that information comes from, as one article gives it.

    - ``id``: local to the article ("s1"); ``article_id``: of the article.
    - ``name``: the fullest that was printed, the bare name.
    - ``kind``: person, group, organisation, outlet, agency, document, platform or unknown.
    - ``aliases``: the other names; ``mentions``: where in the text it is spoken of.
    - ``roles``: as printed ("a member of the Iraqi Communist Party"); ``affiliation``: the
      organisation in them.
    - ``named``: False for one without a name of its own ("a captive").
    - ``key``: the folded name, to group by over articles.  A grouping, never an identity: two
      people may bear one name.
    """

    id: Id
    article_id: Id | None = None
    name: Text
    kind: SourceKind = "unknown"
    aliases: tuple[Text, ...] = ()
    mentions: tuple[Span, ...] = ()
    roles: tuple[Text, ...] = ()
    affiliation: Text | None = None
    named: bool = True
    key: Text

    def _check(self, within: Within | None = None) -> None:
        if within is None:
            check_form("Source.id", self.id, ID)
        else:
            check_article("Source", self.article_id, within)
        most = LARGEST if within is None else len(within.text)
        for number, span in enumerate(self.mentions):
            if not span.start <= span.end <= most:
                refuse(f"Source.mentions[{number}]", span, most)

    def __repr__(self) -> str:
        role = f", {_short(self.roles[0], 60)}" if self.roles else ""
        return f"<Source {self.kind}: {_short(self.name, 60)}{role}>"

    def _repr_html_(self) -> str:
        from mediacorpus.views import html

        return html.sources([(None, self)])


@record
class Notice:
    """Something that was cut, doubtful or in conflict: nothing vanishes in silence.

    - ``code``: which kind, in lower case with hyphens ("furniture", "publisher-inferred").
    - ``message``: a sentence for a person.
    - ``span`` or ``raw``: the place in the text or in the raw item; ``excerpt``: its words.
    """

    code: Code
    message: Text
    span: Span | None = None
    raw: RawSpan | None = None
    excerpt: Text | None = None

    def _check(self, within: Within | None = None) -> None:
        check_form("Notice.code", self.code, CODE)
        most = LARGEST if within is None else len(within.text)
        if self.span is not None and not self.span.start <= self.span.end <= most:
            refuse("Notice.span", self.span, most)
        check_part("Notice.raw", self.raw)

    def __repr__(self) -> str:
        return f"<Notice {self.code}: {_short(self.message, 200)}>"


@record
class Entry:
    """An article with its quotes, sources and notices: what one line of JSONL holds."""

    article: Article
    quotes: tuple[Quote, ...] = ()
    sources: tuple[Source, ...] = ()
    notices: tuple[Notice, ...] = ()

    def _check(self) -> None:
        article, text = self.article, self.article.text
        check_part("Entry.article", article)
        check_ids("Entry.sources", [source.id for source in self.sources])
        check_ids("Entry.quotes", [quote.id for quote in self.quotes])
        sources = {source.id for source in self.sources}
        if article.publisher is not None and article.publisher not in sources:
            raise ValidationError(
                "Entry.article.publisher", f"no source has the id {article.publisher!r}"
            )
        within = Within(text, article.id, sources)
        check_parts("Entry.quotes", self.quotes, within)
        check_parts("Entry.sources", self.sources, within)
        check_parts("Entry.notices", self.notices, within)

    def source_of(self, quote: Quote) -> Source | None:
        """The source that the quote's speaker resolves to."""
        return self._by_id[0].get(quote.source_id)

    def quotes_of(self, source: Source) -> list[Quote]:
        """What a source is reported to have said."""
        return list(self._by_id[1].get(source.id, ()))

    @property
    def _by_id(self) -> tuple[dict[str | None, Source], dict[str | None, list[Quote]]]:
        """The sources by their id, and the quotes by that of their source."""
        kept = vars(self)
        if "_kept_by_id" not in kept:
            said: dict[str | None, list[Quote]] = {}
            for quote in self.quotes:
                said.setdefault(quote.source_id, []).append(quote)
            kept["_kept_by_id"] = ({source.id: source for source in self.sources}, said)
        by_id: tuple[dict[str | None, Source], dict[str | None, list[Quote]]]
        by_id = kept["_kept_by_id"]
        return by_id

    def __repr__(self) -> str:
        counts = f"{len(self.quotes)} quotes, {len(self.sources)} sources"
        if self.notices:
            counts += f", {len(self.notices)} notices"
        return f"<Entry {repr(self.article)[9:-1]}: {counts}>"

    def _repr_html_(self) -> str:
        from mediacorpus.views import html

        return html.entry(self)


@record
class Rejection:
    """An item that could not be read, and why.

    - ``code``: which kind of reason, in lower case with hyphens ("empty", "binary").
    - ``reason``: a sentence that says what is wrong and what to do.
    - ``path``, ``sha256``, ``item``, ``start``: which file, which bytes, which item of it (from 1)
      and from which byte on; ``excerpt``: how it begins.
    - ``reader``, ``reader_version``: who rejected it; a newer reader may try again.
    """

    code: Code
    reason: Text
    path: Text | None = None
    sha256: Sha256 | None = None
    item: Number | None = None
    start: Offset | None = None
    excerpt: Text | None = None
    reader: Text | None = None
    reader_version: Text | None = None

    def _check(self) -> None:
        check_form("Rejection.code", self.code, CODE)
        if self.sha256 is not None:
            check_form("Rejection.sha256", self.sha256, SHA256)

    def __str__(self) -> str:
        place = printable(self.path or "input")
        if self.item is not None:
            place += f", item {self.item}"
        if self.start is not None:
            place += f", byte {self.start}"
        return f"{place}: {printable(self.reason)}"


@record
class Review:
    """What a person says of a quote or a source, laid over what was extracted.

    - ``article_id``: of the article; ``action``: confirm, reject or correct a quote, add one that
      was missed, rename a source, or merge it with another.
    - ``quote_id``: of the quote reviewed; ``was``: its content, as it was then.
    - ``content``, ``cue``, ``speaker``, ``addressee``, ``stance``: the quote as it is right; none
      of a quote that is rejected.
    - ``passage``: the text from the first to the last of all these spans, which proves that they
      mean the same words when the article is read again.
    - ``source``: the name of the source that a quote is by, or that is renamed or merged.
    - ``name``: the new name of a source, or that of the source that it is merged with.
    - ``by``: who says it; ``at``: when, an aware datetime; ``comment``: why.
    """

    article_id: Id
    action: ReviewAction
    quote_id: Id | None = None
    was: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    cue: Span | None = None
    speaker: Span | None = None
    addressee: Span | None = None
    stance: Stance | None = None
    passage: Text | None = None
    source: Text | None = None
    name: Text | None = None
    by: Text | None = None
    at: Annotated[datetime.datetime, Meta(tz=True)] | None = None
    comment: Text | None = None

    def __attrs_post_init__(self) -> None:
        """As for an article."""
        if isinstance(self.at, datetime.datetime):
            vars(self)["at"] = _at_fixed_offset(self.at)

    def _check(self) -> None:
        check_form("Review.article_id", self.article_id, ID)
        if self.quote_id is not None:
            check_form("Review.quote_id", self.quote_id, ID)
        needed, taken = _REVIEWS[self.action]
        for field in ("was", "content", *_MAY_STATE, "passage", "name"):
            value = getattr(self, field)
            if field in needed and not value:
                raise ValidationError(f"Review.{field}", f"is missing: {self.action} needs it")
            if value and field not in (*needed, *taken):
                raise ValidationError(f"Review.{field}", f"does not go with {self.action}")
        for field in ("was", "content"):
            end = 0
            for number, span in enumerate(getattr(self, field)):
                check_part(f"Review.{field}[{number}]", span)
                if span.start < end:
                    raise ValidationError(f"Review.{field}[{number}]", "is out of order")
                end = span.end
        for field in ("cue", "speaker", "addressee"):
            span = getattr(self, field)
            check_part(f"Review.{field}", span)
            if span is not None and span.start == span.end:
                raise ValidationError(f"Review.{field}", "is empty: leave it out")
        if self.passage is not None and len(self.passage) != self.reach.end - self.reach.start:
            raise ValidationError("Review.passage", "is not as long as what its spans reach over")

    @property
    def spans(self) -> tuple[Span, ...]:
        """All spans of a quote that is reviewed."""
        parts = (self.cue, self.speaker, self.addressee)
        return (*self.was, *self.content, *(part for part in parts if part is not None))

    @property
    def reach(self) -> Span:
        """From the first to the last of the spans: where the passage stands."""
        spans = self.spans
        return Span(
            start=min((span.start for span in spans), default=0),
            end=max((span.end for span in spans), default=0),
        )

    def __repr__(self) -> str:
        what = self.source if self.name else self.passage
        other = f" as '{_short(self.name, 60)}'" if self.name else ""
        return f"<Review {self.action}: '{_short(what or '', 60)}'{other}>"


_MAY_STATE = ("cue", "speaker", "addressee", "stance", "source")
_REVIEWS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "confirm": (("was", "content", "passage"), _MAY_STATE),
    "correct": (("was", "content", "passage"), _MAY_STATE),
    "reject": (("was", "passage"), ()),
    "add": (("content", "passage"), _MAY_STATE),
    "rename": (("source", "name"), ()),
    "merge": (("source", "name"), ()),
}
"""The fields that each action needs, and those that it may have."""


def quote_words(text: str, content: Iterable[Span], kind: QuoteKind) -> str:
    """`Quote.text` for a content: its parts joined by a space, and if the quote is direct, each
    without its outer quotation marks, the white space at its edges, and a dash before it.

    >>> quote_words('"We are in need," he said.', [Span(start=0, end=16)], "direct")
    'We are in need,'
    """
    parts = [text[span.start : span.end] for span in content]
    if kind == "direct":
        parts = [_without_marks(part) for part in parts]
    return " ".join(parts)


def _without_marks(part: str) -> str:
    """Words without the marks around them: one pair, or what is left of it, and none within."""
    part = part.lstrip(DASHES).strip(_SPACES)
    opening = next((mark for mark in _CLOSED_BY if part.startswith(mark)), "")
    inner = part[len(opening) :]
    if opening:
        closing = next((mark for mark in _CLOSED_BY[opening] if inner.endswith(mark)), "")
    else:
        last = inner[-1:]
        open_before = any(last in by and mark in inner[:-1] for mark, by in _CLOSED_BY.items())
        closing = last if last in QUOTATION_MARKS and not open_before else ""
    return inner.removesuffix(closing).strip(_SPACES)


QUOTATION_MARKS = "\"“”„‟«»‹›「」『』'‘’‚‛`´"
DASHES = "-–—"
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
# Opening marks, the doubled ones first, and with which each may close.
_CLOSED_BY = {
    "''": ("''", '"'), "``": ("''", "``", '"'), '""': ('""',), '"': ('"', "”"),
    "“": ("”", "“", '"', "''"),
    "”": ("”", "“"), "„": ("“", "”", '"'), "‟": ("”", "“"), "«": ("»",), "»": ("«", "»"),
    "‹": ("›",), "›": ("‹", "›"), "「": ("」",), "『": ("』",), "'": ("'", "’"), "‘": ("’", "'"),
    "’": ("’", "‘"), "‚": ("‘", "’"), "‛": ("’",), "`": ("'", "`", "’"),
    "´": ("´", "'", "’"),
}  # fmt: skip


def _at_fixed_offset(moment: datetime.datetime) -> datetime.datetime:
    """The same moment with a fixed offset of whole minutes, as JSON has it; without a zone, as is.

    The rules of a zone change, and once in a while so does what a clock showed.
    """
    offset = moment.utcoffset()
    if offset is None or (type(moment.tzinfo) is datetime.timezone and not offset.seconds % 60):
        return moment
    if offset % datetime.timedelta(minutes=1):
        return moment.astimezone(datetime.UTC)
    return moment.replace(tzinfo=datetime.timezone(offset), fold=0)


def _short(text: str, width: int) -> str:
    """One line of at most about `width` characters, safe to print."""
    line = " ".join(text.split())
    return printable(line if len(line) <= width else line[: width - 1].rstrip() + "…")
