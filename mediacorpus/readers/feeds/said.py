"""What a feed says of itself and of an item, whatever it is written in."""

from __future__ import annotations

import attrs

from mediacorpus.readers.html_fragment import Fragment
from mediacorpus.records import Block, Notice

__all__ = ["Channel", "Said"]


@attrs.frozen(kw_only=True)
class Channel:
    """A feed: its `title`, the page that it is of, what holds for all of its items, and the labels
    of whatever else it says of itself."""

    title: str | None = None
    url: str | None = None
    language: str | None = None
    rights: str | None = None
    authors: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@attrs.define(kw_only=True)
class Said:
    """An item of a feed.

    `guid` is its id and `url` where it leads, both as they are said.  `published` and `modified`
    are the stamps, `summary` and `content` the texts; `pictures` are those beside the text;
    `outlet` is who published it first, and `outlet_url` where that is.  `is_page` is what
    may be any page of a site: when that was changed says nothing of when it was published.  `extra`
    is what found no field, by its label.
    """

    title: str | None = None
    url: str | None = None
    guid: str | None = None
    summary: Fragment | None = None
    content: Fragment | None = None
    published: list[str] = attrs.Factory(list)
    modified: list[str] = attrs.Factory(list)
    authors: list[str] = attrs.Factory(list)
    keywords: list[str] = attrs.Factory(list)
    pictures: list[Block] = attrs.Factory(list)
    rights: str | None = None
    language: str | None = None
    outlet: str | None = None
    outlet_url: str | None = None
    section: str | None = None
    genre: str | None = None
    is_free: bool | None = None
    is_page: bool = False
    alt_ids: dict[str, str] = attrs.Factory(dict)
    extra: dict[str, list[str]] = attrs.Factory(dict)
    notices: list[Notice] = attrs.Factory(list)

    def keep(self, label: str, *values: str | None) -> None:
        """Keep values under their label, verbatim."""
        found = [value.strip() for value in values if value and value.strip()]
        if found:
            kept = self.extra.setdefault(label, [])
            kept += [value for value in found if value not in kept]
