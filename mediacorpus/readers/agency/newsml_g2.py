"""NewsML-G2: a news message of items, or one item alone: reader ``newsml-g2``."""

from __future__ import annotations

from typing import BinaryIO

import attrs
from lxml.etree import _Element as Element

from mediacorpus.readers import Context, domain
from mediacorpus.readers.agency.dialects import Dialect, local, words
from mediacorpus.readers.agency.markup import Body, blocks_in, html_body, name_of, words_in
from mediacorpus.readers.agency.nitf import tell_nitf
from mediacorpus.readers.agency.raw import Raw, beginning
from mediacorpus.readers.agency.reading import AgencyReading, Items
from mediacorpus.readers.agency.story import Story
from mediacorpus.readers.agency.xml_items import XmlItems, root_of
from mediacorpus.readers.agency.xml_story import LANG, child, children, item_of, value

__all__ = ["NewsmlG2Reader"]

NAMES = ("newsItem", *words().elements)
NAMESPACE = "iptc.org/std/nar/"


@attrs.frozen
class NewsmlG2Reader:
    """The reader of NewsML-G2."""

    name: str = "newsml-g2"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of XML that begins with an item of NewsML-G2, or with a message of them."""
        root = root_of(beginning(head, b"<", 8192))
        if root and root[0] in (*NAMES, "newsMessage", "itemSet", "standaloneItem"):
            return 0.95
        return 0.9 if root and NAMESPACE in root[1] else 0.0

    def open(self, stream: BinaryIO, context: Context) -> AgencyReading:
        """A document holds one item, or as many as its message does."""
        telling = _Telling()
        return AgencyReading(
            self, stream, context, _cut, telling.tell, telling.count, telling.missing
        )


def _cut(raw: Raw, context: Context) -> Items:
    return XmlItems(raw, context, NAMES)


class _Telling:
    """The items of one document as stories; what its packages list is remembered."""

    def __init__(self) -> None:
        self.listed: dict[str, None] = {}
        self.held: set[str] = set()

    def missing(self) -> list[str]:
        """The items that a package lists which has others of its items in the document."""
        if self.held.isdisjoint(self.listed):
            return []
        return [one for one in self.listed if one not in self.held]

    def count(self, items: Items, number: int) -> int | None:
        """How many items the document says that it holds: a package lists them, or it is one."""
        if self.listed and not self.held.isdisjoint(self.listed):
            return number
        assert isinstance(items, XmlItems)
        root = root_of(items.outside.decode("utf-8", "replace") + "<newsItem>")
        return 1 if number == 1 and root and root[0] in NAMES else None

    def tell(self, text: str) -> Story:
        """What an item says of itself."""
        story = Story()
        item = item_of(text, story)
        story.number = (item.get("guid") or "").strip() or None
        if story.number:
            self.held.add(story.number)
        kind = words().elements.get(str(item.tag).rpartition("}")[2])
        if kind == "package":
            refs = [one.get("residref") or one.get("href") for one in item.iter("{*}itemRef")]
            self.listed.update(dict.fromkeys(one for one in refs if one))
            story.what = f"a package that lists {len(refs)} items"
        return _told(item, story, kind)


def _told(item: Element, story: Story, kind: str | None) -> Story:
    meta, content = child(item, "itemMeta"), child(item, "contentMeta")
    code = value(child(meta, "itemClass"))
    story.kind = kind or (local(code) if code else "text")
    provider = child(meta, "provider")
    story.say("publisher_name", _provider(provider), "provider")
    dialect = story.dialect()
    story.say("version", item.get("version"), "version")
    if story.number:
        story.alt_ids["guid"] = story.number
    for tag in (*children(content, "language"), item):
        story.say("language", tag.get("tag") or tag.get(LANG), "language")
    _rights(child(item, "rightsInfo"), story)
    for one in meta if meta is not None else ():
        _item_meta(one, story)
    for one in content if content is not None else ():
        _content_meta(one, story, dialect)
    _headlines(list(children(content, "headline")), story, dialect)
    _content(child(item, "contentSet"), story)
    return story


def _provider(provider: Element | None) -> str | None:
    """Who provides the item: by name, else by the end of the code ("nprov:REUTERS") or the host of
    the address that stands for one."""
    said = value(provider)
    if said and "://" in said:
        return domain(said)
    is_code = provider is not None and said == provider.get("qcode")
    return said.rpartition(":")[2] if said and is_code else said


def _rights(rights: Element | None, story: Story) -> None:
    language = story.said.get("language", "")[:2]
    notices = list(children(rights, "copyrightNotice"))
    notices.sort(key=lambda one: (one.get(LANG) or language)[:2] != language)
    for one in notices:
        story.say("rights", words_in(one), "copyrightNotice")
    holder = value(child(rights, "copyrightHolder"))
    story.keep("copyrightHolder", holder)
    for one in children(rights, "usageTerms"):
        story.keep("usageTerms", words_in(one))


_DATES = {
    "versionCreated": "version", "firstCreated": "first", "embargoed": "embargoed",
    "contentCreated": "created", "contentModified": "changed",
}  # fmt: skip
_KNOWN = frozenset(("itemClass", "provider", "language", "headline", "generator", "profile"))


def _item_meta(one: Element, story: Story) -> None:
    """One element of the item's metadata."""
    name = str(one.tag).rpartition("}")[2]
    if name in _KNOWN:
        return
    if name == "embargoed" and not words_in(one):
        story.note("embargo", "the item is under embargo until further notice")
    elif name in _DATES:
        story.date(_DATES[name], words_in(one))
    elif name == "pubStatus":
        story.say("pub_status", one.get("qcode") or one.get("uri") or value(one), name)
    elif name == "edNote":
        _note(one, story)
    elif name == "link":
        story.keep("link", one.get("residref") or one.get("href") or one.get("guidref"))
    elif name == "title":
        story.keep("title", words_in(one))
    else:
        story.keep(name, value(one))


def _note(note: Element, story: Story) -> None:
    """A note to editors; what is marked as not to be published is left out."""
    if local(note.get("pubconstraint", "")) == "nonpublic":
        story.hidden += 1
        return
    for part in note.iter("{*}section"):
        if "np-nonpublic" in (part.get("class") or "").split():
            story.hidden += 1
            parent = part.getparent()
            assert parent is not None
            parent.remove(part)
            break
    story.keep("edNote", words_in(note))


def _content_meta(one: Element, story: Story, dialect: Dialect) -> None:
    """One element of the content's metadata."""
    name = str(one.tag).rpartition("}")[2]
    if name in _KNOWN:
        return
    if name in _DATES:
        story.date(_DATES[name], words_in(one))
    elif name in ("by", "dateline"):
        story.say({"by": "byline"}.get(name, name), words_in(one), name)
    elif name == "located":
        story.say("located", _place(one), name)
    elif name == "creator":
        story.creators.append(value(one) or "")
        story.keep("creator", value(one))
    elif name == "creditline":
        story.info_sources.append(words_in(one).strip(" –—-"))
    elif name == "infoSource":
        story.info_sources += [value(one) or ""] if _is_name(one) else []
    elif name == "genre":
        if _is_name(one):
            story.say("genre", value(one), name)
        else:
            story.keep(name, value(one))
    elif name == "keyword":
        story.keywords.append(words_in(one))
    elif name == "subject":
        _subject(one, story, dialect)
    elif name == "description":
        _description(one, story)
    elif name == "altId":
        kind = "-".join(filter(None, (local(one.get("type", "")), one.get("environment"))))
        said = words_in(one) or one.get("id") or ""
        if said:
            story.alt_ids.setdefault(kind or "altId", said)
    else:
        story.keep(name, value(one) or words_in(one))


def _is_name(one: Element) -> bool:
    """Whether an element has a name or a literal, and not a code alone."""
    return child(one, "name") is not None or bool(one.get("literal"))


def _place(located: Element) -> str | None:
    """A place by its name, its literal, or the name in its code: "city:Moscow"."""
    if _is_name(located):
        return value(located)
    code = (located.get("qcode") or "").rpartition(":")[2]
    return code if code and code.isalpha() and not code.isupper() else None


def _subject(subject: Element, story: Story, dialect: Dialect) -> None:
    """What the item is about; a section where the agency says it so."""
    if not any(words_in(one) for one in children(subject, "name")):
        story.keep("subject", value(subject))
        return
    name = value(subject)
    marks = (subject.get("type") or "", (subject.get("qcode") or "").partition(":")[0])
    if any(mark in dialect.sections for mark in marks):
        story.say("section", name, "section")
    elif any(mark in dialect.beside for mark in marks):
        story.keep(local(marks[0]), name)
    elif name:
        story.subjects.append(name)


def _description(one: Element, story: Story) -> None:
    role = local(one.get("role", "text"))
    field = words().roles.get(role, "extra")
    if field == "credit":
        story.info_sources.append(words_in(one))
    else:
        label = "description" if role == "text" else f"description-{role}"
        story.say(field, words_in(one), label)


def _headlines(headlines: list[Element], story: Story, dialect: Dialect) -> None:
    """The headline, and those beside it: by their role, by their rank where the agency has one."""
    for one in headlines:
        role = words().roles.get(local(one.get("role", "main")), "extra")
        role = dialect.ranks.get(one.get("rank", ""), role)
        field = {"main": "headline", "standfirst": "standfirst"}.get(role, role)
        story.say(field, words_in(one), f"headline-{local(one.get('role', ''))}".rstrip("-"))


# -- the content ---------------------------------------------------------------------------

_RANKS = {"xhtml": 0, "nitf": 1, "text": 2}


def _content(content: Element | None, story: Story) -> None:
    """The text, in the form of it that says most: XHTML, else NITF, else plain text."""
    found: list[tuple[int, int, Element]] = []
    for number, one in enumerate(content if content is not None else ()):
        name = str(one.tag).rpartition("}")[2]
        form = _form(one, name)
        if form:
            found.append((_RANKS[form], number, one))
        elif name in ("inlineXML", "inlineData"):
            story.note(
                "other-content", f"content of the type {one.get('contenttype')!r} was not read"
            )
        elif name == "remoteContent":
            story.elsewhere.append(one.get("href") or one.get("residref") or "")
            story.keep("remoteContent", one.get("href") or one.get("residref"))
    bodies = [
        (rank, _body(one, rank, story)) for rank, _, one in sorted(found, key=lambda x: x[:2])
    ]
    bodies = [(rank, body) for rank, body in bodies if body.blocks or body.lede]
    if bodies:
        story.body = bodies[0][1]
        story.say("word_count", next(one for _, _, one in found).get("wordcount"), "wordcount")
    for _, body in bodies[1:]:
        if len(body.text) > 1.2 * len(story.body.text):
            story.note(
                "other-body", "another form of the text says more than the one that was read",
                body.text,
            )  # fmt: skip


def _form(one: Element, name: str) -> str | None:
    """Which form of a text a part of the content is."""
    kind = (one.get("contenttype") or "").lower()
    if name == "inlineXML":
        inner = next(iter(one), None)
        if inner is None:
            return "xhtml" if (one.text or "").strip() else None
        names = {name_of(inner), name_of(one)}
        if "nitf" in names or "nitf" in kind or "body.content" in names:
            return "nitf"
        is_page = "html" in kind or names & {"html", "body", "div", "p", "section", "article"}
        return "xhtml" if is_page else None
    if name != "inlineData" or one.get("encoding"):
        return None
    return "text" if not kind or kind.startswith("text/") or "html" in kind else None


def _body(one: Element, rank: int, story: Story) -> Body:
    if rank == _RANKS["nitf"]:
        inner = next(iter(one))
        return tell_nitf(inner, story) if name_of(inner) == "nitf" else blocks_in(one)
    if len(one):
        return blocks_in(one)
    text = one.text or ""
    return html_body(text, wire="plain" in (one.get("contenttype") or "plain"))
