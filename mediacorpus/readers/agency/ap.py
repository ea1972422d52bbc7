"""AP's Media API: the answer for an item, or a feed of them: reader ``ap``."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import attrs

from mediacorpus.readers import Context
from mediacorpus.readers.agency.json_items import JsonItems, keys_of
from mediacorpus.readers.agency.json_story import item_of, keep, listed, names, text_of
from mediacorpus.readers.agency.ninjs import tell_ninjs
from mediacorpus.readers.agency.raw import Raw, beginning
from mediacorpus.readers.agency.reading import AgencyReading, Items
from mediacorpus.readers.agency.story import Story

__all__ = ["ApReader"]


@attrs.frozen
class ApReader:
    """The reader of what AP's Media API answers."""

    name: str = "ap"
    version: str = "1"

    def sniff(self, head: bytes, name: str | None) -> float:
        """Sure of JSON with the envelope of the API and an item in it."""
        keys = keys_of(beginning(head, b"{[", len(head)))
        return 0.95 if keys >= {"api_version", "data"} and keys & {"item", "items"} else 0.0

    def open(self, stream: BinaryIO, context: Context) -> AgencyReading:
        """A document is one item, or a feed of several."""
        return AgencyReading(self, stream, context, _cut, _tell, _count)


def _cut(raw: Raw, context: Context) -> Items:
    return JsonItems(raw, context, (("data", "items"),))


_COUNT = re.compile(rb'"current_item_count"\s*:\s*(\d{1,9})\b')


def _count(items: Items, number: int) -> int | None:
    """How many items the feed says that it holds; one, where it is none."""
    assert isinstance(items, JsonItems)
    match = _COUNT.search(items.outside)
    if match:
        return max(int(match[1]), number)
    return 1 if items.is_one else None


def _tell(text: str) -> Story:
    story = Story()
    answer = item_of(text, story)
    item: Any = answer
    for key in ("data", "item"):
        item = item[key] if isinstance(item, dict) and isinstance(item.get(key), dict) else item
    found = dict(item)
    alt_ids = found.get("altids")
    place = found.pop("datelinelocation", None)
    if isinstance(place, dict):
        story.say(
            "located",
            text_of(place.get("city")) or text_of(place.get("countryname")),
            "datelinelocation",
        )
    bylines = [
        text_of(one.get("by")) or text_of(one.get("title"))
        for one in listed(found.pop("bylines", None))
    ]
    story.say("byline", ", ".join(filter(None, bylines)), "bylines", "printed")
    about = list(listed(found.pop("subject", None)))
    for one in about:
        rels = names(one.get("rels"))
        if "category" in rels:
            story.say("section", text_of(one.get("name")), "category")
        elif "ancestor" in rels:
            keep(story, "subject-ancestor", one)
        else:
            story.subjects += names([one])
    tell_ninjs(found, story)
    if isinstance(alt_ids, dict) and text_of(alt_ids.get("itemid")):
        # the address of an item changes with every answer
        story.number = text_of(alt_ids.get("itemid"))
    return story
