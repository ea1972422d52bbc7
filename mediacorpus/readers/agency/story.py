"""An item as its agency tells it, and the entry that is made of it: what all standards share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import attrs

from mediacorpus import languages
from mediacorpus.errors import DateError
from mediacorpus.fields import ID, LANGUAGE
from mediacorpus.newsdate import NewsDate
from mediacorpus.readers import Context, Reader, domain
from mediacorpus.readers.agency.datelines import dateline_of
from mediacorpus.readers.agency.dialects import Dialect, dialect_of, local, words
from mediacorpus.readers.agency.markup import Body
from mediacorpus.readers.agency.stamps import stamp
from mediacorpus.readers.datelines import Dateline, dateline_in
from mediacorpus.readers.encoding import Decoded, damage
from mediacorpus.readers.items import Item
from mediacorpus.readers.page_facts import authors_of, future, names_in
from mediacorpus.records import (
    Article,
    Basis,
    Block,
    Entry,
    Evidence,
    Notice,
    Rejection,
)
from mediacorpus.text.folding import fold, fold_space

__all__ = ["Story", "entry_of"]

SINGLE = (
    "headline", "kicker", "subhead", "standfirst", "byline", "dateline", "language", "section",
    "edition", "page", "genre", "rights", "word_count", "version", "pub_status",
    "canonical_url", "publisher_name", "located",
)  # fmt: skip
"""Fields of an article that hold one thing."""


@attrs.define
class Story:
    """What an item says of itself: fields of an article in words, with what each rests on.

    `kind` is "text", or what else it is ("picture"), and `what` tells more of it; `number` its id;
    `stamps` the dates as they are printed, by field; `creators` who made it, people or not;
    `captions` those of pictures beside the text, `elsewhere` where a text is to be had that is not
    here; `hidden` how much of it is not to be published, and was left out.
    """

    kind: str = "text"
    what: str | None = None
    number: str | None = None
    said: dict[str, str] = attrs.field(factory=dict)
    basis: dict[str, Basis] = attrs.field(factory=dict)
    stamps: dict[str, str] = attrs.field(factory=dict)
    creators: list[str] = attrs.field(factory=list)
    info_sources: list[str] = attrs.field(factory=list)
    keywords: list[str] = attrs.field(factory=list)
    subjects: list[str] = attrs.field(factory=list)
    alt_ids: dict[str, str] = attrs.field(factory=dict)
    extra: dict[str, list[str]] = attrs.field(factory=dict)
    body: Body = attrs.field(factory=Body)
    captions: list[Block] = attrs.field(factory=list)
    notices: list[Notice] = attrs.field(factory=list)
    elsewhere: list[str] = attrs.field(factory=list)
    hidden: int = 0

    def say(self, field: str, value: str | None, label: str, basis: Basis = "meta") -> None:
        """Something for a field: the first to say something holds, the rest is kept by its label;
        "extra" is no field."""
        text = fold_space(value or "")
        if not text:
            return
        if field in SINGLE and field not in self.said:
            self.said[field], self.basis[field] = text, basis
        elif self.said.get(field) != text:
            self.keep(label, text)

    def keep(self, label: str, *values: str | None) -> None:
        """What no field is for, verbatim."""
        for value in values:
            text = (value or "").strip()
            if text and text not in self.extra.setdefault(label, []):
                self.extra[label].append(text)

    def date(self, field: str, printed: str | None) -> None:
        """A date, as printed: the first for a field holds."""
        if printed and printed.strip():
            self.stamps.setdefault(field, printed.strip())

    def note(self, code: str, message: str, excerpt: str | None = None) -> None:
        """A notice for the entry."""
        self.notices.append(
            Notice(code=code, message=message, excerpt=(excerpt or "")[:200] or None)
        )

    def dialect(self) -> Dialect:
        """What the item's agency does in its own way."""
        return dialect_of(self.number, self.said.get("publisher_name"))


def entry_of(
    story: Story, reader: Reader, context: Context, decoded: Decoded, item: Item
) -> Entry | Rejection:
    """The entry of an item, or why it is none: a picture, a package, a headline without a text."""
    if refused := _why_no_text(story):
        return context.rejection(reader, *refused, item.raw, item.place)
    return _Making(story, context, decoded).entry(reader, item)


def _why_no_text(story: Story) -> tuple[str, str] | None:
    """The code and the reason of a rejection; None where there is a text."""
    if story.body.is_text or story.body.lede:
        return None
    headline = story.said.get("headline")
    name = f" ({headline[:100]!r})" if headline else ""
    if story.kind != "text":
        what = story.what or words().kinds.get(story.kind, f"of the kind {story.kind!r}")
        return "not-text", f"the item is {what}{name} and has no text: there is nothing to read"
    where = f"; it is to be had from {story.elsewhere[0][:200]}" if story.elsewhere else ""
    if not headline:
        return "no-text", f"the item has neither a headline nor a text{where}"
    if "standfirst" not in story.said:
        reason = f"the item has a headline{name} and no text{where}"
        return "no-text", f"{reason}: if that has a file of its own, read the file"
    return None


class _Making:
    """The making of one entry."""

    def __init__(self, story: Story, context: Context, decoded: Decoded) -> None:
        self.story = story
        self.context = context
        self.decoded = decoded
        self.said = story.said
        self.dialect = story.dialect()
        shown = {fold(block.text) for block in story.body.blocks if block.text}
        beside = [block for block in story.captions if fold(block.text or "") not in shown]
        self.blocks = [*story.body.blocks, *beside]
        self.evidence: list[Evidence] = []
        self.notices = [*damage(decoded), *story.notices]

    def note(self, code: str, message: str) -> None:
        self.notices.append(Notice(code=code, message=message))

    def rests(self, field: str, basis: Basis) -> None:
        self.evidence.append(Evidence(field=field, basis=basis))

    def entry(self, reader: Reader, item: Item) -> Entry:
        """The entry, made of what the story says."""
        story, context = self.story, self.context
        self._fields_of_markup()
        self._tidy_body()
        language = self._language()
        dateline = self._dateline()
        published, modified, embargoed = self._dates(language)
        byline = self.said.get("byline")
        authors = self._authors(byline, language)
        self._status(embargoed)
        self._note_cuts()
        sources = [
            *story.info_sources,
            *([dateline.agency] if dateline and dateline.agency else []),
        ]
        number = story.number if story.number and ID.fullmatch(story.number) else None
        if story.number and not number:
            story.keep("id", story.number)
        publisher = context.publisher or self.said.get("publisher_name")
        host = domain(context.url) or _authority(story.number)
        single: dict[str, Any] = {
            name: self.said.get(name) for name in SINGLE if name not in _OWN_WAY
        }
        for field in (*single, "byline"):
            if self.said.get(field):
                self.rests(field, story.basis[field])
        if publisher:
            self.rests("publisher_name", "caller" if context.publisher else "meta")
        if self.blocks:
            self.rests("body", "printed")
        count = self.said.get("word_count", "")
        article = Article(
            **single,
            id=context.article_id(item.raw, number and number[:2048]),
            byline=byline,
            authors=authors,
            dateline=dateline and dateline.printed,
            located=self._located(dateline),
            published=published,
            modified=modified,
            embargoed_until=embargoed,
            retrieved=context.retrieved,
            language=language,
            publisher_name=publisher,
            domain=host,
            info_sources=_once(sources),
            url=context.url,
            body=tuple(self.blocks),
            keywords=_once(story.keywords),
            subjects=_once(story.subjects),
            word_count=(int(count) or None) if _COUNT.fullmatch(count) else None,
            alt_ids=story.alt_ids,
            extra={label: tuple(values) for label, values in story.extra.items() if values},
            evidence=tuple(self.evidence),
            provenance=context.provenance(reader, self.decoded, item.place),
        )
        return Entry(article=article, notices=tuple(self.notices))

    # -- the text --------------------------------------------------------------------------

    def _fields_of_markup(self) -> None:
        """What the markup of the body says of a field that nothing else does."""
        story = self.story
        for part, words_said in story.body.said.items():
            field = {"vignette": "kicker", "teaser": "standfirst"}.get(part, part)
            if fold(words_said) != fold(self.said.get(field, "")):
                story.say(field, words_said, part, "printed")
        lede = story.body.lede
        if lede and "standfirst" not in self.said:
            story.say("standfirst", lede, "lede", "printed")
        elif lede and fold(lede) != fold(self.said["standfirst"]):
            self.blocks.insert(0, Block(kind="paragraph", text=lede))

    def _tidy_body(self) -> None:
        """Leave out what is in a field as well, and the initials at the end."""
        story, blocks = self.story, self.blocks
        headline = fold(self.said.get("headline", ""))
        if "headline" not in self.said and blocks and blocks[0].kind == "subheading":
            story.say("headline", blocks[0].text, "headline", "printed")
            del blocks[0]
        while blocks and headline and fold(blocks[0].text or "") == headline:
            del blocks[0]
        texts = [number for number, block in enumerate(blocks) if block.kind == "paragraph"]
        while len(texts) > 1 and words().sign_off.fullmatch(blocks[texts[-1]].text or ""):
            story.keep("sign-off", blocks[texts[-1]].text)
            del blocks[texts.pop()]
        standfirst = fold(self.said.get("standfirst", ""))
        paragraphs = " ".join(blocks[number].text or "" for number in texts)
        if (
            standfirst
            and blocks
            and fold(paragraphs[: 2 * len(standfirst) + 200]).startswith(
                standfirst[: max(len(standfirst) - 12, 12)]
            )
        ):  # the beginning of the text once more, cut off anywhere
            story.keep("description", self.said.pop("standfirst"))
        if not any(block.kind not in ("caption", "image") for block in blocks):
            where = f": it is to be had from {story.elsewhere[0][:200]}" if story.elsewhere else ""
            self.note("no-body", f"the item has a headline and a summary, and no text{where}")
        if "headline" not in self.said:
            self.note("no-headline", "the item has no headline")

    def _note_cuts(self) -> None:
        """Notices of what was left out."""
        story = self.story
        if story.body.embeds:
            count = len(story.body.embeds)
            story.keep("embed", *story.body.embeds)
            parts = "1 embedded part" if count == 1 else f"{count} embedded parts"
            self.note(
                "embed", f"{parts} of the text (posts, graphics) left out: see extra['embed']"
            )
        if story.hidden:
            self.note(
                "not-for-publication",
                f"{story.hidden} parts that are marked as not for publication (contacts, notes to "
                "editors) were left out",
            )

    # -- names, places, dates --------------------------------------------------------------

    def _language(self) -> str | None:
        """The caller's language, else that of the item, else that of its words."""
        if self.context.language:
            return self.context.language
        code, dash, rest = self.said.get("language", "").replace("_", "-").partition("-")
        tag = code.lower() + dash + rest
        text = " ".join(block.text or "" for block in self.blocks[:20])[:ENOUGH]
        if LANGUAGE.fullmatch(tag) and tag != "und" and not tag.startswith("x"):
            self.rests("language", self.story.basis["language"])
            self._doubt_language(tag, text)
            return tag
        found = languages.identify(text or self.said.get("headline", ""))
        if found:
            self.rests("language", "inferred")
        return found

    def _doubt_language(self, tag: str, text: str) -> None:
        """A notice where the words are clearly those of another language than the item says."""
        code = tag.partition("-")[0]
        found = languages.identify(text) if len(text) > ENOUGH // 4 else None
        if found in (None, code) or code not in {pack.code for pack in languages.packs()}:
            return
        if languages.commonness(text, found) > 2 * languages.commonness(text, code):
            self.note(
                "language-doubtful",
                f"the item says that it is in {tag!r}, and its words look like {found!r}: if they "
                "are, say so (language=)",
            )

    def _dateline(self) -> Dateline | None:
        """The dateline of the first paragraph, if it says more than that of the field."""
        field = dateline_of(self.said.get("dateline", ""))
        if not field and "dateline" in self.said:
            self.story.keep("dateline", self.said["dateline"])
        opening = next((block.text for block in self.blocks if block.kind == "paragraph"), None)
        printed = dateline_in(opening or "") or _on_the_wire(opening or "")
        if printed and (not field or not field.agency) and _same_place(field, printed):
            field = printed
        if field and field.located and field.printed[:1] == "(" and self._is_source(field.located):
            field = field._replace(located=None, agency=field.located)  # "(Sports Network) - …"
        if field:
            for name in field.fields():
                self.rests(name, "printed")
        return field

    def _is_source(self, name: str) -> bool:
        """Whether a name is that of who made the item."""
        publisher = self.said.get("publisher_name", "")
        made = (*self.story.info_sources, *self.story.creators, publisher)
        return any(fold(name) in fold(one) for one in made)

    def _located(self, dateline: Dateline | None) -> str | None:
        """The place in the dateline; else the one that the item says, if that is not the desk."""
        said = self.said.get("located")
        place = dateline.located if dateline else None
        if place or not said or self.dialect.located_is_desk:
            if said and fold(said) != fold(place or ""):
                self.story.keep("located", said)
            return place
        self.rests("located", "meta")
        return said

    def _authors(self, byline: str | None, language: str | None) -> tuple[str, ...]:
        """The names in the byline, else the people among those who made the item."""
        if byline and (found := authors_of(byline, language)):
            self.rests("authors", "printed")
            return found
        people: list[str] = []
        for creator in self.story.creators:
            people += names_in(creator, language) or authors_of(creator, language)
        people = [name for name in people if " " in name]
        if people:
            self.rests("authors", "meta")
        return _once(people)

    def _dates(
        self, language: str | None
    ) -> tuple[NewsDate | None, NewsDate | None, NewsDate | None]:
        """When the item was published, changed, and may be published."""
        found: dict[str, NewsDate] = {}
        for field, printed in self.story.stamps.items():
            try:
                found[field] = stamp(printed, language, self.context.order)
            except DateError as error:
                self.note("date-unclear", f"the date was left out ({field}): {error}")
        first, version = found.get("first"), found.get("version")
        published = first or version or found.get("created")
        changed = [one for one in (version, found.get("changed")) if one and published]
        later = [one for one in changed if published and _is_later(one, published)]
        modified = later[0] if later else None
        embargoed = found.get("embargoed")
        release = found.get("release")
        if release and published and not embargoed and _is_later(release, published):
            embargoed = release
        dates = {"published": published, "modified": modified, "embargoed_until": embargoed}
        for field, date in dates.items():
            if date:
                self.rests(field, "meta")
        if notice := future("published", published, self.context.retrieved):
            self.notices.append(notice)
        return published, modified, embargoed

    def _status(self, embargoed: NewsDate | None) -> None:
        """Notices of what may not be published."""
        status = local(self.said.get("pub_status", ""))
        if status:
            self.said["pub_status"] = status
        if reason := words().status.get(status):
            self.note("not-usable", f"the item {reason}: its words should not be published")
        retrieved = self.context.retrieved
        if embargoed and (not retrieved or embargoed.overlaps(since=retrieved)):
            self.note("embargo", f"the item must not be published before {embargoed}")


ENOUGH = 1200
"""So many characters tell the language of a text."""
_COUNT = re.compile(r"\d{1,8}", re.ASCII)
_OWN_WAY = frozenset(("byline", "dateline", "located", "language", "publisher_name", "word_count"))
"""Fields that are not as the item says them."""


def _once(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, by its words."""
    found: dict[str, str] = {}
    for value in values:
        if text := fold_space(value):
            found.setdefault(text.casefold(), text)
    return tuple(found.values())


def _on_the_wire(opening: str) -> Dateline | None:
    """A dateline behind which "_" stands for a dash, as in AP's wire text."""
    before, dash, _ = opening[:100].partition(") _ ")
    found = dateline_in(f"{before}) — X") if dash else None
    return found._replace(printed=f"{before}) _") if found else None


def _same_place(field: Dateline | None, printed: Dateline) -> bool:
    """Whether a dateline in the text is that of the field."""
    if not field or not field.located:
        return True
    return fold(printed.located or field.located).startswith(fold(field.located))


def _is_later(one: NewsDate, other: NewsDate) -> bool:
    """Whether a date is surely after another."""
    return one.sort_key() > other.sort_key() and not one.value.startswith(other.value)


_AUTHORITY = re.compile(r"(?:urn:newsml|tag):([a-z0-9-]+(?:\.[a-z0-9-]+)+)[:,]", re.IGNORECASE)


def _authority(number: str | None) -> str | None:
    """The domain of who gave an id: "urn:newsml:example.com:2019…"."""
    match = _AUTHORITY.match(number or "")
    return match[1].lower() if match else None
