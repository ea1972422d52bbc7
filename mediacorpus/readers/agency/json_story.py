"""What the standards in JSON share: values of any shape, in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mediacorpus.readers.agency.json_items import Loaded, load
from mediacorpus.readers.agency.story import Story
from mediacorpus.readers.agency.unreadable import UnreadableError

__all__ = ["item_of", "keep", "listed", "named", "names", "text_of"]

LONGEST = 4000
"""In characters: of what is kept as JSON."""


def item_of(text: str, story: Story) -> Loaded:
    """The object of an item; a notice of keys that are there twice goes to the story.

    Raises `UnreadableError` where it is no JSON.
    """
    try:
        item = load(text)
    except ValueError as error:
        raise UnreadableError(
            "not-parsed",
            f"the item is no JSON ({error}): it was cut off, or is damaged; get it again from "
            "where it came from",
        ) from None
    if item.doubled:
        doubled = ", ".join(repr(key) for key in item.doubled[:10])
        story.note("key-twice", f"keys are there twice, of which the last was read: {doubled}")
    return item


_OF_ONE = frozenset(("name", "value", "uri", "type", "href", "role"))
"""Keys of an object that is one thing."""


def text_of(value: Any) -> str | None:
    """A string, or a number as it is written; None for anything else."""
    return value if isinstance(value, str) and value.strip() else None


def listed(value: Any) -> Iterator[dict[str, Any]]:
    """The objects in a list, in an object of them by name, or the one that it is."""
    if isinstance(value, dict):
        inner = [one for one in value.values() if isinstance(one, dict)]
        yield from inner if inner and _OF_ONE.isdisjoint(value) else [value]
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def named(value: Any) -> str | None:
    """What an object is called, or the string that stands for it."""
    if isinstance(value, dict):
        keys = ("name", "value", "title", "literal", "code", "uri")
        return next((text for key in keys if (text := text_of(value.get(key)))), None)
    return text_of(value)


def names(value: Any) -> list[str]:
    """What the objects of a list are called; a list of strings is them."""
    values = value if isinstance(value, list) else [value]
    return [text for one in values if (text := named(one))]


def keep(story: Story, label: str, value: Any) -> None:
    """Keep what no field is for: strings as they are, objects by their names, else as JSON."""
    if isinstance(value, list) and value and not any(isinstance(one, list) for one in value):
        for one in value:
            keep(story, label, one)
    elif text_of(value):
        story.keep(label, value)
    elif isinstance(value, bool):
        story.keep(label, str(value).lower())
    elif isinstance(value, dict) and value:
        simple = named(value)
        written = json.dumps(value, ensure_ascii=False)
        story.keep(label, simple if simple and len(value) <= 6 else written[:LONGEST])
        if not simple and len(written) > LONGEST:
            story.note("cut", f"{label!r} was kept in extra up to {LONGEST} characters", written)
