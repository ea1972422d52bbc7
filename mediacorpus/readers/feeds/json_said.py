"""What a JSON Feed says of itself and of an item."""

from __future__ import annotations

from typing import Any

from mediacorpus.readers.feeds.elements import address_in
from mediacorpus.readers.feeds.said import Channel, Said
from mediacorpus.readers.html_blocks import is_address
from mediacorpus.readers.html_fragment import fragment_of, in_words
from mediacorpus.records import Block
from mediacorpus.text.folding import fold_space

__all__ = ["json_channel", "json_said"]

DEEPEST = 6
"""In levels, a value that found no field is looked into."""

_OF_FEED = frozenset(
    "version title home_page_url feed_url language author authors description items".split()
)
_OF_ITEM = frozenset(
    "id url external_url title content_html content_text summary image banner_image "
    "date_published date_modified author authors tags language attachments".split()
)


def json_channel(facts: dict[str, Any], base: str | None) -> Channel:
    """What a feed says of itself; `base` is where it was."""
    url = _text(facts.get("home_page_url")) or _text(facts.get("feed_url"))
    return Channel(
        title=in_words(_text(facts.get("title")) or "") or None,
        url=address_in(base, url) if url else base,
        language=_text(facts.get("language")),
        authors=tuple(_names(facts)),
        others=tuple(key for key in facts if key not in _OF_FEED),
    )


def json_said(item: dict[str, Any], channel: Channel, feed_url: str | None) -> Said:
    """What an item says; `feed_url` is where the feed was, if that is known."""
    base = feed_url or channel.url
    said = Said(language=_text(item.get("language")))
    said.guid = _text(item.get("id"))
    if said.guid:
        said.alt_ids["json-feed"] = said.guid
    links = [address_in(base, link) for key in _LINKS if (link := _text(item.get(key)))]
    if not links and said.guid and is_address(said.guid):
        links = [said.guid]
    said.url = links[0] if links else None
    said.keep("external_url", *links[1:])
    said.title = in_words(_text(item.get("title")) or "") or None
    where = said.url or base
    if html := _text(item.get("content_html")):
        said.content = fragment_of(html, where, is_html=True)
        if plain := _text(item.get("content_text")):
            other = fragment_of(plain, is_html=False)
            if not said.content.text:
                said.content = other
            elif other.text != said.content.text:
                said.keep("content_text", plain)
    elif plain := _text(item.get("content_text")):
        said.content = fragment_of(plain, is_html=False)
    if summary := _text(item.get("summary")):
        said.summary = fragment_of(summary, where)
    for key, stamps in (("date_published", said.published), ("date_modified", said.modified)):
        if stamp := _text(item.get(key)):
            stamps.append(stamp)
    said.authors += _names(item)
    for author in _people(item):
        for key in ("url", "avatar"):
            said.keep(f"author/{key}", _text(author.get(key)))
    tags = item.get("tags")
    said.keywords += [word for tag in _listed(tags) if (word := fold_space(_text(tag) or ""))]
    for key in ("image", "banner_image"):
        leads = address_in(base, _text(item.get(key)) or "") if item.get(key) else None
        if leads and is_address(leads):
            said.pictures.append(Block(kind="image", url=leads))
        else:
            said.keep(key, _text(item.get(key)))
    for one in _listed(item.get("attachments")):
        _attach(one, said, base)
    for key, value in item.items():
        if key not in _OF_ITEM:
            _keep(said, key, value)
    return said


_LINKS = ("url", "external_url")


def _text(value: Any) -> str | None:
    """A string or a number as it stands, without the surrogates that no text can hold."""
    if not isinstance(value, str) or not value.strip():
        return None
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _people(within: dict[str, Any]) -> list[dict[str, Any]]:
    """The authors, which the first version of the format has one of."""
    found = _listed(within.get("authors")) or _listed(within.get("author"))
    return [one if isinstance(one, dict) else {"name": one} for one in found]


def _names(within: dict[str, Any]) -> list[str]:
    return [name for one in _people(within) if (name := fold_space(_text(one.get("name")) or ""))]


def _attach(one: Any, said: Said, base: str | None) -> None:
    """A picture that is attached, or what else is, which is kept."""
    if not isinstance(one, dict):
        said.keep("attachments", _text(one))
        return
    link = _text(one.get("url"))
    leads = address_in(base, link) if link else None
    if leads and is_address(leads) and (_text(one.get("mime_type")) or "").startswith("image/"):
        alt = fold_space(_text(one.get("title")) or "") or None
        said.pictures.append(Block(kind="image", url=leads, alt=alt))
    else:
        _keep(said, "attachments", one)


def _keep(said: Said, label: str, value: Any, deep: int = DEEPEST) -> None:
    """Keep a value that found no field, and those in it, by their labels."""
    if isinstance(value, dict) and deep:
        for key, inner in value.items():
            _keep(said, f"{label}/{key}", inner, deep - 1)
    elif isinstance(value, list) and deep:
        for inner in value:
            _keep(said, label, inner, deep - 1)
    elif isinstance(value, bool):
        said.keep(label, str(value).lower())
    else:
        said.keep(label, _text(value))
