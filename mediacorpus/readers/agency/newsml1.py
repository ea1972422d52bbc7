"""NewsML 1: items of components, in which the text is NITF, HTML or plain: reader ``newsml1``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import attrs
from lxml.etree import _Element as Element

from mediacorpus.readers import Context
from mediacorpus.readers.agency.dialects import words
from mediacorpus.readers.agency.markup import Body, blocks_in, html_body, name_of, words_in
from mediacorpus.readers.agency.nitf import tell_nitf
from mediacorpus.readers.agency.raw import Raw, beginning
from mediacorpus.readers.agency.reading import AgencyReading, Items
from mediacorpus.readers.agency.story import Story
from mediacorpus.readers.agency.xml_items import XmlItems, root_of
from mediacorpus.readers.agency.xml_story import LANG, child, children, first, item_of
from mediacorpus.records import Block

__all__ = ["Newsml1Reader"]


@attrs.frozen
class Newsml1Reader:
    """The reader of NewsML 1.0 to 1.2."""

    name: str = "newsml1"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of XML that begins with NewsML 1, or with an item of it."""
        root = root_of(beginning(head, b"<", 8192))
        return 0.95 if root and root[0] in ("NewsML", "NewsItem") else 0.0

    def open(self, stream: BinaryIO, context: Context) -> AgencyReading:
        """A document holds one item or several."""
        return AgencyReading(self, stream, context, _cut, _tell, _count)


def _cut(raw: Raw, context: Context) -> Items:
    return XmlItems(raw, context, ("NewsItem",), nest=True)


def _count(items: Items, number: int) -> int | None:
    """One, where the document is an item; NewsML says of no number."""
    assert isinstance(items, XmlItems)
    root = root_of(items.outside.decode("utf-8", "replace") + "<NewsItem>")
    return 1 if number == 1 and root and root[0] == "NewsItem" else None


def _tell(text: str) -> Story:
    story = Story()
    item = item_of(text, story)
    story.say("language", item.get(LANG), "xml:lang")
    _identification(child(item, "Identification"), story)
    _management(child(item, "NewsManagement"), story)
    parts = list(_parts(item))
    texts = [part for part in parts if part.is_text and not part.is_caption]
    main = texts[0] if texts else None
    around = _around(main.content if main else next((p.content for p in parts), item))
    for component in around:
        _component(component, story)
    story.say("publisher_name", story.extra.get("ProviderId", [None])[0], "ProviderId")
    if main:
        story.body = _body(main.content, story)
        if len(texts) > 1:
            _note_others(texts[1:], story)
    else:
        story.kind = next((part.kind for part in parts if part.kind), "package")
    story.captions = _captions(parts, set(around))
    return story


def _formal(element: Element | None) -> str | None:
    return element.get("FormalName") if element is not None else None


# -- what the item says of itself ----------------------------------------------------------


def _identification(element: Element | None, story: Story) -> None:
    identifier = child(element, "NewsIdentifier")
    public = first(identifier, "PublicIdentifier")
    story.say("version", first(identifier, "RevisionId"), "RevisionId")
    if public:
        # the number of the revision is no part of what the item is
        revision = f":{story.said.get('version', '')}"
        story.alt_ids["PublicIdentifier"] = public
        story.number = public.removesuffix(revision) if len(revision) > 1 else public
    provider = first(identifier, "ProviderId")
    story.keep("ProviderId", provider)
    own = first(identifier, "NewsItemId")
    if own:
        story.alt_ids["NewsItemId"] = own
        story.number = story.number or (f"{provider}:{own}" if provider else own)
    for one in children(element, "NameLabel", "DateLabel", "Label"):
        story.keep(str(one.tag).rpartition("}")[2], words_in(one))


def _management(element: Element | None, story: Story) -> None:
    story.date("first", first(element, "FirstCreated"))
    story.date("version", first(element, "ThisRevisionCreated"))
    story.say("pub_status", _formal(child(element, "Status")), "Status")
    for one in children(element, "NewsItemType", "Urgency", "RevisionStatus", "Instruction"):
        story.keep(str(one.tag).rpartition("}")[2], _formal(one) or words_in(one))


_LINES = {
    "HeadLine": "headline", "SubHeadLine": "subhead", "ByLine": "byline", "DateLine": "dateline",
    "CopyrightLine": "rights", "KeywordLine": "extra", "SlugLine": "extra", "SeriesLine": "extra",
    "RightsLine": "rights", "Headline": "headline", "KickerLine": "kicker",
}  # fmt: skip


def _component(component: Element, story: Story) -> None:
    """The lines and the metadata of a component, from the text's own outwards."""
    story.say("language", component.get(LANG), "xml:lang")
    for line in child(component, "NewsLines") if child(component, "NewsLines") is not None else ():  # type: ignore[union-attr]
        name = str(line.tag).rpartition("}")[2]
        if name == "CreditLine":
            story.info_sources.append(words_in(line))
        elif name == "NewsLine":
            kind = _formal(child(line, "NewsLineType")) or name
            story.keep(kind, first(line, "NewsLineText"))
        else:
            story.say(_LINES.get(name, "extra"), words_in(line), name, "printed")
    administrative = child(component, "AdministrativeMetadata")
    for name in ("Provider", "Source"):
        for party in children(child(administrative, name), "Party"):
            story.say("publisher_name", _formal(party), name)
            if name == "Source":
                story.info_sources.append(_formal(party) or "")
    for party in children(child(administrative, "Creator"), "Party"):
        story.creators.append(_formal(party) or "")
    for one in children(administrative, "Property"):
        story.keep(_formal(one) or "Property", one.get("Value"))
    story.keep("FileName", first(administrative, "FileName"))
    descriptive = child(component, "DescriptiveMetadata")
    for one in descriptive if descriptive is not None else ():
        _described(one, story)
    for one in component.iterfind("{*}RightsMetadata//{*}UsageType"):
        story.keep("UsageType", words_in(one))


def _described(one: Element, story: Story) -> None:
    """One element of the descriptive metadata."""
    name = str(one.tag).rpartition("}")[2]
    if name == "Language":
        story.say("language", _formal(one), name)
    elif name == "Genre":
        story.say("genre", _formal(one), name)
    elif name == "SubjectCode":
        story.keep(name, *(_formal(part) for part in one.iterchildren("{*}*")))
    elif name == "DateLineDate":
        story.date("told", words_in(one))
    elif name == "Location":
        parts = {_formal(part): part.get("Value") for part in children(one, "Property")}
        if one.get("HowPresent") in (None, "Origin"):
            story.say("located", parts.pop("City", None), "City")
        story.keep("Location", *parts.values())
    elif name == "Property":
        if _formal(one) == "Keyword":
            story.keywords.append(one.get("Value") or "")
        elif _formal(one) == "City":
            story.say("located", one.get("Value"), "City")
        else:
            story.keep(_formal(one) or name, one.get("Value"))
    else:
        story.keep(name, _formal(one) or words_in(one))


# -- the content ---------------------------------------------------------------------------


@attrs.frozen(eq=False)
class _Part:
    """One piece of content; its component's role says what it is for."""

    content: Element
    kind: str
    role: str

    @property
    def is_text(self) -> bool:
        return self.kind in ("", "text") and child(self.content, "DataContent") is not None

    @property
    def is_caption(self) -> bool:
        return self.role in words().roles and words().roles[self.role] == "caption"


def _parts(item: Element) -> Iterator[_Part]:
    for content in item.iter("{*}ContentItem"):
        component = content.getparent()
        role = _formal(child(component, "Role")) or ""
        kind = (_formal(child(content, "MediaType")) or "").lower()
        yield _Part(content, kind, role.lower())


def _around(content: Element) -> list[Element]:
    """The components around a piece of content, the innermost first."""
    return list(content.iterancestors("{*}NewsComponent"))


def _body(content: Element, story: Story) -> Body:
    """The text in a piece of content."""
    for one in content.iterfind("{*}Characteristics/{*}Property"):
        if (_formal(one) or "").lower() in ("words", "wordcount"):
            story.say("word_count", one.get("Value"), "Words")
    data = child(content, "DataContent")
    assert data is not None
    inner = next(data.iterchildren("{*}*"), None)
    if inner is not None and name_of(inner) == "nitf":
        return tell_nitf(inner, story)
    if inner is not None:
        return blocks_in(data)
    return html_body(data.text or "")


def _note_others(others: list[_Part], story: Story) -> None:
    """A notice of texts that stand beside the one that was read."""
    bodies = [_body(one.content, Story()) for one in others]
    texts = [body.text for body in bodies if body.text and body.text not in story.body.text]
    if texts:
        message = f"{len(texts)} more texts are in the item, which were left out"
        story.note("other-body", message, " / ".join(texts))


def _captions(parts: list[_Part], around: set[Element]) -> list[Block]:
    """The captions of the pictures that the item holds, with their credits."""
    found = []
    for part in parts:
        if not (part.is_text and part.is_caption):
            continue
        own = [one for one in _around(part.content) if one not in around]
        text = _body(part.content, Story()).text
        lines = [child(one, "NewsLines") for one in own]
        credit = next((line for one in lines if (line := first(one, "CreditLine"))), None)
        author = next((line for one in lines if (line := first(one, "ByLine"))), None)
        both = "/".join(filter(None, (author, credit))) or None
        pictures = (one.get("Href") for near in own for one in near.iter("{*}ContentItem"))
        url = next(filter(None, pictures), None)
        if text:
            found.append(Block(kind="caption", text=text, credit=both, url=url))
    return found
