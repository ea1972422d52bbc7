"""NITF: one document, or several one after the other: reader ``nitf``."""

from __future__ import annotations

from typing import BinaryIO

import attrs
from lxml.etree import _Element as Element

from mediacorpus.readers import Context
from mediacorpus.readers.agency.markup import Body, blocks_in, name_of, words_in
from mediacorpus.readers.agency.raw import Raw, beginning
from mediacorpus.readers.agency.reading import AgencyReading, Items
from mediacorpus.readers.agency.story import Story
from mediacorpus.readers.agency.xml_items import XmlItems, root_of
from mediacorpus.readers.agency.xml_story import LANG, child, children, first, item_of
from mediacorpus.records import Block
from mediacorpus.text.folding import fold

__all__ = ["NitfReader", "tell_nitf"]


@attrs.frozen
class NitfReader:
    """The reader of NITF."""

    name: str = "nitf"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of XML that begins with a NITF document."""
        root = root_of(beginning(head, b"<", 8192))
        return 0.95 if root and root[0].lower() == "nitf" else 0.0

    def open(self, stream: BinaryIO, context: Context) -> AgencyReading:
        """A document is one article, or several."""
        return AgencyReading(self, stream, context, _cut, _tell, _count)


def _cut(raw: Raw, context: Context) -> Items:
    return XmlItems(raw, context, ("nitf", "NITF"))


def _count(items: Items, number: int) -> int | None:
    return 1 if number == 1 else None


def _tell(text: str) -> Story:
    story = Story()
    story.body = tell_nitf(item_of(text, story), story)
    return story


def tell_nitf(nitf: Element, story: Story) -> Body:
    """What a NITF document says of itself goes to the story, where nothing was said before; its
    body comes back."""
    head, body = child(nitf, "head"), child(nitf, "body")
    top = child(body, "body.head")
    data, published = child(head, "docdata"), child(head, "pubdata")
    _publisher(top, data, published, story)
    if story.number is None:
        _number(data, story)
    _heading(top, story)
    if data is not None:
        _docdata(data, story)
    if published is not None:
        _pubdata(published, story)
    _about(head, story)
    for tag in (nitf, body):
        if tag is not None:
            story.say(
                "language", tag.get("baselang") or tag.get(LANG) or tag.get("lang"), "baselang"
            )
    if "headline" not in story.said:
        story.say("headline", first(head, "title"), "title")
    return _body(body, story)


def _number(data: Element | None, story: Story) -> None:
    """The id of the document, with the name of who gave it: it is often a number, and not of one
    agency alone."""
    for one in children(data, "doc-id"):
        number, by = (one.get("id-string") or "").strip(), one.get("regsrc")
        if number:
            giver = by or story.said.get("publisher_name") or ""
            is_whole = ":" in number or not giver
            story.number = number if is_whole else f"{'-'.join(giver.split())}:{number}"
            story.alt_ids[by or "doc-id"] = number
    key = child(data, "du-key")
    if key is not None and key.get("key"):
        story.alt_ids["du-key"] = key.get("key") or ""
        story.say("version", key.get("version"), "du-key-version")


def _publisher(
    top: Element | None, data: Element | None, published: Element | None, story: Story
) -> None:
    """Who it is from: the paper, else the distributor, else who has the rights."""
    source, rights = child(data, "doc-id"), child(data, "doc.copyright")
    said = (
        published.get("name") if published is not None else None,
        first(top, "distributor"),
        rights.get("holder") if rights is not None else None,
        source.get("regsrc") if source is not None else None,
        *(one.get("src-name") for one in children(child(data, "del-list"), "from-src")),
    )
    for one in said:
        story.say("publisher_name", one, "publisher")
    if rights is not None:
        year = (rights.get("year") or "")[:4]
        said_rights = " ".join(filter(None, (year, rights.get("holder"))))
        story.say("rights", said_rights, "doc.copyright")


def _heading(top: Element | None, story: Story) -> None:
    """The words above the text."""
    headings = (
        child(top, "hedline") if child(top, "hedline") is not None else child(top, "headline")
    )
    main = first(headings, "hl1")
    story.say("headline", main, "hl1", "printed")
    for one in children(headings, "hl2"):
        if fold(words_in(one)) != fold(main or ""):
            story.say("subhead", words_in(one), "hl2", "printed")
    for one in children(top, "byline"):
        name, title = words_in(one), first(one, "byttl")
        if "normalized" in (one.get("class") or ""):
            story.keep("byline-normalized", name)
        elif not title or name != title:
            story.say(
                "byline", name.removesuffix(title or "").strip(" ,") or name, "byline", "printed"
            )
            story.keep("byttl", title)
        else:
            story.info_sources.append(title)
    dateline = child(top, "dateline")
    if dateline is not None:
        place = ", ".join(
            text
            for one in dateline.iter("{*}location", "{*}city", "{*}state", "{*}country")
            if (text := words_in(one)) and not any(name_of(part) in _PLACES for part in one)
        )
        date = child(dateline, "story.date")
        if date is not None:
            story.date("told", date.get("norm"))
        if place or date is None:
            story.say("dateline", place or words_in(dateline), "dateline", "printed")
    archived = story.dialect().abstract_is_archives
    for one in children(top, "abstract"):
        story.say("extra" if archived else "standfirst", words_in(one), "abstract", "printed")
    for one in children(top, "note", "rights"):
        story.keep(name_of(one), words_in(one))


_PLACES = frozenset(("city", "state", "country", "sublocation", "region"))


_DATES = {
    "date.issue": "first", "date.release": "release", "date.expire": "expires",
}  # fmt: skip


def _docdata(data: Element, story: Story) -> None:
    """The data of the document."""
    status = data.get("management-status")
    story.say("pub_status", status, "management-status")
    for one in data.iterchildren("{*}*"):
        name = name_of(one)
        if name in ("date.issue", "date.release"):
            story.date(_DATES[name], one.get("norm"))
        elif name == "key-list":
            for key in children(one, "keyword"):
                story.keywords.append(key.get("key") or "")
        elif name == "identified-content":
            for part in one.iterchildren("{*}*"):
                _identified(part, story)
        elif name == "evloc":
            story.say("located", one.get("city"), "evloc")
            story.keep("evloc", one.get("iso-cc"), one.get("state-prov"), one.get("county-dist"))
        elif name == "ed-msg":
            story.keep("ed-msg", one.get("info"), one.get("msg-type"))
        elif name == "urgency":
            story.keep("urgency", one.get("ed-urg"))
        elif name not in ("doc-id", "doc.copyright", "du-key"):
            story.keep(name, *(str(one.get(key)) for key in one.keys()))  # noqa: SIM118


def _identified(part: Element, story: Story) -> None:
    """People, places and subjects that are named in the head."""
    name, said = name_of(part), words_in(part) or part.get("value") or part.get("code-source") or ""
    if name == "classifier":
        kind = part.get("type") or "classifier"
        if "descriptor" in kind:
            story.subjects.append(said)
        else:
            story.keep(kind, said)
    else:
        story.keep(name, said)


def _pubdata(published: Element, story: Story) -> None:
    """The data of the paper that it was in."""
    story.date("first", published.get("date.publication"))
    story.say("section", published.get("position.section"), "position.section")
    story.say("page", published.get("position.sequence"), "position.sequence")
    story.say("edition", published.get("edition.name"), "edition.name")
    story.keep("edition.area", published.get("edition.area"))
    if (published.get("unit-of-measure") or "word").startswith("word"):
        story.say("word_count", published.get("item-length"), "item-length")
    link = published.get("ex-ref") or ""
    story.say("canonical_url" if link.startswith("http") else "extra", link, "ex-ref")
    if published.get("id"):
        story.alt_ids.setdefault("pubdata", published.get("id") or "")


def _about(head: Element | None, story: Story) -> None:
    """What it is about, and what its `meta` elements say."""
    about = child(head, "tobject")
    if about is not None:
        story.keep("tobject.type", about.get("tobject.type"))
        for one in children(about, "tobject.property"):
            story.say("genre", one.get("tobject.property.type"), "tobject.property.type")
        for one in children(about, "tobject.subject"):
            parts = (one.get(f"tobject.subject.{part}") for part in ("detail", "matter", "type"))
            name = next(filter(None, parts), None)
            if name:
                story.subjects.append(name)
            else:
                story.keep("tobject.subject", one.get("tobject.subject.refnum"))
    metas = story.dialect().metas
    for one in children(head, "meta"):
        name, said = one.get("name") or "", one.get("content")
        if name == "anpa-wordcount":
            story.say("word_count", (said or "").lstrip("0"), name)
        elif name:
            story.say(metas.get(name, "extra"), said, name)


def _body(body: Element | None, story: Story) -> Body:
    """The text, without a first block that repeats how the second begins, and with what stands
    behind it."""
    content = child(body, "body.content")
    if content is None:
        content = child(body, "body_content")
    if content is None:
        return Body()
    parts = list(children(content, "block"))
    leads = [one for one in parts if "lead_paragraph" in (one.get("class") or "")]
    if leads and len(parts) > len(leads):
        for one in leads:
            content.remove(one)
    found = blocks_in(content)
    for one in child(body, "body.end") if child(body, "body.end") is not None else ():  # type: ignore[union-attr]
        if text := words_in(one):
            found.blocks.append(Block(kind="note", text=text))
    return found
