"""ninjs 1.0 to 3.1, one item or many: reader ``ninjs``."""

from __future__ import annotations

from typing import Any, BinaryIO

import attrs

from mediacorpus.readers import Context
from mediacorpus.readers.agency.dialects import local, words
from mediacorpus.readers.agency.json_items import JsonItems, keys_of
from mediacorpus.readers.agency.json_story import item_of, keep, listed, named, names, text_of
from mediacorpus.readers.agency.markup import Body, html_body, plain_text
from mediacorpus.readers.agency.nitf import tell_nitf
from mediacorpus.readers.agency.raw import Raw, beginning
from mediacorpus.readers.agency.reading import AgencyReading, Items
from mediacorpus.readers.agency.story import Story
from mediacorpus.readers.agency.xml_story import item_of as tree_of_item
from mediacorpus.records import Block

__all__ = ["NinjsReader", "tell_ninjs"]

LISTS = (("item",), ("items",), ("_items",), ("newsitems",), ("data", "items"))
"""Where in an object there may be a list of items."""

OF_NINJS = frozenset(
    "versioncreated firstcreated pubstatus representationtype bodies headlines descriptions "
    "body_text body_html body_xhtml description_text description_html description_xhtml "
    "copyrightholder copyrightnotice usageterms eventdetails altids".split()
)
"""Keys that few others have."""
OF_OTHERS = frozenset(("api_version", "digitalwires@"))


@attrs.frozen
class NinjsReader:
    """The reader of ninjs."""

    name: str = "ninjs"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of JSON that says that it is ninjs, or has an id and two of its keys or more."""
        text = beginning(head, b"{[", len(head))
        keys = keys_of(text)
        if not keys or keys >= {"api_version", "data"} or '"digitalwires@' in text:
            return 0.0
        if "$standard" in keys and '"ninjs"' in text:
            return 0.95
        return 0.9 if keys & {"uri", "guid"} and len(keys & OF_NINJS) >= 2 else 0.0

    def open(self, stream: BinaryIO, context: Context) -> AgencyReading:
        """A document is one item, several (one on a line, or not), or a list of them."""
        return AgencyReading(self, stream, context, _cut, _tell, _count)


def _cut(raw: Raw, context: Context) -> Items:
    return JsonItems(raw, context, LISTS)


def _count(items: Items, number: int) -> int | None:
    """One, where the document is an item; ninjs says of no number."""
    assert isinstance(items, JsonItems)
    return 1 if items.is_one else None


def _tell(text: str) -> Story:
    story = Story()
    tell_ninjs(item_of(text, story), story)
    return story


def tell_ninjs(item: dict[str, Any], story: Story) -> None:
    """What an item of ninjs says of itself, of any version: the names of keys are compared without
    case."""
    story.number = text_of(item.get("uri")) or text_of(item.get("guid"))
    story.kind = _kind(item)
    for key in ("source", "provider", "copyrightholder"):
        story.say("publisher_name", named(item.get(key)), key)
    forms: list[_Form] = []
    for key, value in item.items():
        if value not in (None, "", [], {}) and key not in _DONE:
            _tell_key(key, value, story, forms)
    _choose(forms, story)
    if not story.body.is_text and not story.body.lede:
        story.elsewhere = [
            href for one in listed(item.get("renditions"))
            if text_of(one.get("type")) == "text" and (href := text_of(one.get("href")))
        ]  # fmt: skip


_DONE = frozenset(
    ("uri", "guid", "type", "source", "provider", "$standard", "standard", "renditions")
)


def _kind(item: dict[str, Any]) -> str:
    """What an item is; one that does not say is an event if it has the details of one."""
    kind = (text_of(item.get("type")) or "").lower()
    if kind in ("", "text", "article", "story", "news", "composite", "advisory"):
        return "event" if "eventdetails" in item and not kind else "text"
    return kind


_FIELDS = {
    "byline": "byline", "by": "byline", "language": "language", "pubstatus": "pub_status",
    "version": "version", "copyrightnotice": "rights", "located": "located",
    "dateline": "dateline", "creditline": "credit",
}  # fmt: skip
_STAMPS = {
    "firstcreated": "first", "firstpublished": "first", "versioncreated": "version",
    "contentcreated": "created", "contentmodified": "changed", "embargoed": "embargoed",
    "embargoeduntil": "embargoed", "embargo": "embargoed",
}  # fmt: skip


def _tell_key(key: str, value: Any, story: Story, forms: list[_Form]) -> None:
    """One key of an item."""
    start, _, role = key.partition("_")
    if key in _FIELDS:
        said = ", ".join(names(value))
        if key == "creditline":
            story.info_sources.append(said)
        elif key == "located" and isinstance(value, dict):
            story.say("located", text_of(value.get("city")) or named(value), key)
        else:
            story.say(_FIELDS[key], said, key, "printed" if key in ("byline", "by") else "meta")
    elif key in _STAMPS:
        story.date(_STAMPS[key], text_of(value))
    elif key == "headlines":
        for one in listed(value):
            _headline(text_of(one.get("role")) or "main", one.get("value"), story)
    elif start == "headline":
        _headline(role or "main", value, story)
    elif key == "descriptions":
        for one in listed(value):
            _description(text_of(one.get("role")) or "text", one.get("value"), story)
    elif start == "description":
        _description(role or "text", value, story)
    elif key == "bodies":
        for one in listed(value):
            kind = text_of(one.get("contenttype")) or text_of(one.get("role")) or "html"
            forms.append(_Form(kind.lower(), text_of(one.get("value")) or "", one.get("wordcount")))
    elif start == "body" and isinstance(value, str):
        forms.append(_Form(role or "html", value, None))
    elif key == "title":
        story.keep("title", text_of(value))  # it is for machines: the headline may be another
    elif key in ("keyword", "keywords"):
        story.keywords += names(value)
    elif key in ("subject", "subjects"):
        story.subjects += names(value)
    elif key in ("genre", "genres"):
        for name in names(value):
            story.say("genre", name if "://" not in name else local(name), "genre")
    elif key in ("infosource", "infosources"):
        _info_sources(value, story)
    elif key in ("authors", "creators"):
        story.creators += names(value)
        keep(story, key, value)
    elif key == "altids":
        _alt_ids(value, story)
    elif key == "associations":
        for one in listed(value):
            _association(one, story)
    elif key == "wordcount":
        story.say("word_count", text_of(value), key)
    else:
        keep(story, key, value)


def _headline(role: str, value: Any, story: Story) -> None:
    field = words().roles.get(local(role), "extra")
    field = {"main": "headline"}.get(field, field)
    field = field if field in ("headline", "kicker", "subhead") else "extra"
    text = _words(value)
    story.say(field, text, f"headline-{local(role)}")


def _description(role: str, value: Any, story: Story) -> None:
    role = role.replace("_xhtml", "").replace("_text", "").replace("_html", "")
    field = words().roles.get(local(role), "extra")
    if field == "main":
        field = "standfirst"
    text = _words(value)
    if field == "credit":
        story.info_sources.append(text or "")
    elif field == "standfirst" and story.said.get("standfirst") == text:
        return
    else:
        story.say(field, text, f"description-{local(role)}")


def _words(value: Any) -> str | None:
    """The words of a string that may be markup."""
    text = text_of(value)
    return html_body(text).text if text else None


def _info_sources(value: Any, story: Story) -> None:
    """Whom it is from: those who wrote it, by their role, and agencies."""
    for one in listed(value):
        role = local(text_of(one.get("role")) or text_of(one.get("rel")) or "")
        if words().roles.get(role) == "author":
            story.creators.append(named(one) or "")
        story.info_sources += [] if words().roles.get(role) == "author" else names([one])
    story.info_sources += (
        [one for one in value if isinstance(one, str)] if isinstance(value, list) else []
    )


def _alt_ids(value: Any, story: Story) -> None:
    if isinstance(value, dict):
        pairs = [(key, text_of(one)) for key, one in value.items()]
    else:
        pairs = [
            (text_of(one.get("role")) or "altid", text_of(one.get("value")))
            for one in listed(value)
        ]
    for key, text in pairs:
        if text and key:
            story.alt_ids.setdefault(key, text)


def _association(one: dict[str, Any], story: Story) -> None:
    """An item beside this one: a picture's caption is a block of the text."""
    other = Story()
    caption = credit = None
    for key, value in one.items():
        start, _, role = key.partition("_")
        if key == "descriptions":
            for said in listed(value):
                role = local(text_of(said.get("role")) or "caption")
                if words().roles.get(role) == "credit":
                    credit = credit or _words(said.get("value"))
                else:
                    caption = caption or _words(said.get("value"))
        elif start == "description" and isinstance(value, str):
            if words().roles.get(role) == "credit":
                credit = credit or _words(value)
            else:
                caption = caption or _words(value)
        elif key in ("by", "byline", "creditline"):
            credit = credit or named(value)
    other.kind = _kind(one)
    hrefs = [href for part in listed(one.get("renditions")) if (href := text_of(part.get("href")))]
    url = hrefs[0] if hrefs else None
    is_picture = other.kind in ("picture", "graphic", "image", "photo", "video")
    if caption and is_picture:
        story.captions.append(Block(kind="caption", text=caption, credit=credit, url=url))
    elif is_picture and url:
        story.captions.append(Block(kind="image", url=url, credit=credit))
    else:
        story.keep("association", text_of(one.get("uri")) or url or named(one))


# -- the text ------------------------------------------------------------------------------


@attrs.frozen
class _Form:
    """One of the forms in which the text is there."""

    kind: str
    text: str
    count: Any

    @property
    def rank(self) -> int | None:
        """Which form goes before which: XHTML, then plain text, then NITF; None for others."""
        if "nitf" in self.kind:
            return None if "ttnitf" in self.kind else 2
        if "html" in self.kind:
            return 0
        if "text" in self.kind or self.kind in ("plain", "main", "body"):
            return 1
        return None


def _choose(forms: list[_Form], story: Story) -> None:
    """Read the text in the best of its forms; a notice where another says much more."""
    ranked = [
        (form.rank, number, form) for number, form in enumerate(forms) if form.rank is not None
    ]
    for form in forms:
        if form.rank is None and form.text.strip():
            story.keep("body", f"{form.kind}: {len(form.text)} characters, not read")
    for _, _, form in sorted(ranked, key=lambda one: one[:2]):
        if not form.text.strip():
            continue
        body = _read(form, story)
        if not (body.blocks or body.lede):
            continue
        if not story.body.blocks and not story.body.lede:
            story.body = body
            story.say("word_count", text_of(form.count), "wordcount")
        elif len(body.text) > 1.2 * len(story.body.text) + 200:
            story.note("other-body", f"the text in the form {form.kind!r} says more", body.text)


def _read(form: _Form, story: Story) -> Body:
    if form.rank == 2 and "<nitf" in form.text:
        start = form.text.index("<nitf")
        other = story if not story.body.blocks else Story()
        return tell_nitf(tree_of_item(form.text[start:], other), other)
    if form.rank == 1 and "<" not in form.text:
        return Body(blocks=plain_text(form.text))
    return html_body(form.text, marked=form.rank == 0)
