"""dpa's digitalwires, one entry or many: reader ``dpa``."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import attrs

from mediacorpus.readers import Context
from mediacorpus.readers.agency.dialects import local, words
from mediacorpus.readers.agency.json_items import JsonItems, keys_of
from mediacorpus.readers.agency.json_story import item_of, keep, listed, text_of
from mediacorpus.readers.agency.markup import html_body
from mediacorpus.readers.agency.raw import Raw, beginning
from mediacorpus.readers.agency.reading import AgencyReading, Items
from mediacorpus.readers.agency.story import Story
from mediacorpus.records import Basis

__all__ = ["DpaReader"]

_FORMAT = re.compile(r'"format"\s*:\s*"digitalwires')


@attrs.frozen
class DpaReader:
    """The reader of digitalwires."""

    name: str = "dpa"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of JSON that says that it is digitalwires, or has its keys."""
        text = beginning(head, b"{[", len(head))
        keys = keys_of(text)
        if keys and _FORMAT.search(text):
            return 0.95
        return 0.9 if keys >= {"entry_id", "urn", "version_created", "article_html"} else 0.0

    def open(self, stream: BinaryIO, context: Context) -> AgencyReading:
        """A document is one entry, several (one on a line, or not), or a list of them."""
        return AgencyReading(self, stream, context, _cut, _tell, _count)


def _cut(raw: Raw, context: Context) -> Items:
    return JsonItems(raw, context, (("entries",), ("items",)))


def _count(items: Items, number: int) -> int | None:
    assert isinstance(items, JsonItems)
    return 1 if items.is_one else None


_FIELDS = {
    "headline": "headline", "kicker": "kicker", "subhead": "subhead", "teaser": "standfirst",
    "byline": "byline", "dateline": "dateline", "language": "language", "version": "version",
    "pubstatus": "pub_status", "copyrightnotice": "rights",
}  # fmt: skip
_STAMPS = {"version_created": "version", "embargoed": "embargoed", "content_created": "created"}
_DONE = frozenset(("urn", "article_html", "infobox_html", "categories", "associations", "notepad"))


def _tell(text: str) -> Story:
    story = Story()
    item = item_of(text, story)
    story.number = text_of(item.get("urn"))
    if story.number:
        story.alt_ids["guid"] = story.number
    pictures = list(listed(item.get("associations")))
    for one in sorted(listed(item.get("categories")), key=_order):
        _category(one, story)
    for key, value in item.items():
        if key in _FIELDS:
            basis: Basis = "printed" if key in ("byline", "dateline") else "meta"
            story.say(_FIELDS[key], text_of(value), key, basis)
        elif key in _STAMPS:
            story.date(_STAMPS[key], text_of(value))
        elif key == "creditline":
            story.info_sources.append((text_of(value) or "").strip(" –—-"))
        elif key == "ednotes":
            _notes(value, story)
        elif key == "linkbox_html":
            story.keep("linkbox", html_body(text_of(value) or "").text)
        elif key == "descriptions":
            for one in listed(value):
                story.keep(
                    f"description-{local(one.get('role') or 'text')}", one.get("description")
                )
        elif not key.endswith("_names") and key not in _DONE:
            keep(story, key, value)
    _notepad(item.get("notepad"), story)
    markup = text_of(item.get("article_html"))
    if markup:
        story.body = html_body(markup)
    elif pictures:
        story.kind = local(text_of(pictures[0].get("type")) or "picture")
    if box := text_of(item.get("infobox_html")):
        inside = re.sub(r'^\s*<section class="[^"]*">|</section>\s*$', "", box)
        story.body.blocks += html_body(f'<div class="infobox">{inside}</div>').blocks
    for picture in pictures:
        _association(picture, story)
    return story


_SUBJECTS = ("geosubject", "dpasubject", "subject")
"""Types of categories that say what it is about, in the order in which NewsML-G2 has them."""
_CATEGORY = {"desk": "section", "genre": "genre"}
_REPEATED = frozenset(("pubstatus", "urgency"))
"""Types of categories that say once more what a key says."""


def _order(category: dict[str, Any]) -> int:
    kind = local(text_of(category.get("type")) or "")
    return _SUBJECTS.index(kind) if kind in _SUBJECTS else 0


def _category(one: dict[str, Any], story: Story) -> None:
    """A category, by its type."""
    kind, name = local(text_of(one.get("type")) or ""), text_of(one.get("name"))
    if kind in _CATEGORY:
        story.say(_CATEGORY[kind], name, kind)
    elif kind in _SUBJECTS:
        story.subjects += [name] if name else []
    elif kind == "keyword":
        story.keywords += [name] if name else []
    elif kind == "provider":
        story.say("publisher_name", name, kind)
    elif kind == "infosource":
        story.info_sources += [name] if name else []
    elif kind == "located":
        story.say("located", name, kind)
    elif kind == "creator":
        story.creators += [name] if name else []
        story.keep(kind, name)
    elif kind not in _REPEATED:
        story.keep(kind, name)


def _notes(value: Any, story: Story) -> None:
    """Notes to editors; those that are not to be published are left out."""
    for one in listed(value):
        if one.get("is_publishable") is False:
            story.hidden += 1
        else:
            story.keep("edNote", text_of(one.get("ednote")))


def _notepad(value: Any, story: Story) -> None:
    """What stands on the notepad below the text."""
    if not isinstance(value, dict):
        return
    story.hidden += bool(text_of(value.get("nonpublic_html")))
    story.keep("notepad", html_body(text_of(value.get("public_html")) or "").text)


def _association(one: dict[str, Any], story: Story) -> None:
    """A picture beside the text: an item of its own, with an id of its own."""
    parts = [text_of(one.get(key)) for key in ("headline", "caption")]
    credit = text_of(one.get("creditline"))
    said = " – ".join(filter(None, parts)) + (f" [{credit}]" if credit else "")
    kind = words().kinds.get(local(text_of(one.get("type")) or ""), "an item").split()[-1]
    story.keep("association", f"{kind}: {said}" if said.strip() else text_of(one.get("urn")))
