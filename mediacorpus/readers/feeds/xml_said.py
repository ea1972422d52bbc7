"""What an element of RSS, Atom or a sitemap says of an item, and of its feed."""

from __future__ import annotations

import re

from mediacorpus.readers.feeds.elements import (
    Element,
    address_in,
    by_label,
    first,
    fragment_in,
    label_of,
    language_of,
    leaves_of,
    words_in,
)
from mediacorpus.readers.feeds.pictures import pictures_in
from mediacorpus.readers.feeds.said import Channel, Said
from mediacorpus.readers.feeds.words import words
from mediacorpus.readers.html_blocks import is_address
from mediacorpus.readers.html_fragment import Fragment
from mediacorpus.records import Notice
from mediacorpus.text.folding import fold_space

__all__ = ["channel_of", "said_of", "unread"]


def channel_of(head: Element | None, base: str | None) -> Channel:
    """What a feed says of itself before its first item; `base` is where the feed was."""
    if head is None:
        return Channel()
    found = by_label(head)
    channel = next(
        (one for label in ("channel", "rdf:channel") for one in found.get(label, ())), head
    )
    within = by_label(channel)
    url, _ = _links(within, address_in(base, channel.base or ""))
    used = {label for field in _OF_CHANNEL for label in words().fields[field]}
    rights = _rights(within)
    language = next(filter(None, map(words_in, first(within, "language"))), None)
    return Channel(
        title=next(filter(None, map(words_in, first(within, "title"))), None),
        url=url or base,
        language=language or language_of(channel),
        rights=rights,
        authors=tuple(
            name
            for label in ("author", "dc:creator")
            for one in within.get(label, ())
            if (name := _person(one))
        ),
        others=tuple(label for label in within if label not in used and label not in _ITEMS),
    )


_OF_CHANNEL = ("title", "link", "language", "rights")
_ITEMS = ("item", "entry", "items", "channel", "url", "sitemap", "author", "dc:creator")


def said_of(element: Element, channel: Channel, feed_url: str | None) -> Said:
    """What an element says of an item; `feed_url` is where the feed was, if that is known."""
    within = by_label(element)
    base = address_in(feed_url or channel.url, element.base or "")
    said = Said(language=language_of(element))
    _say_where(said, within, element, base)
    _say_texts(said, within, base)
    said.published = [stamp for one in first(within, "published") if (stamp := words_in(one))]
    said.modified = [stamp for one in first(within, "modified") if (stamp := words_in(one))]
    _say_people(said, within)
    _say_subjects(said, within)
    said.pictures += pictures_in(within, base, said)
    said.rights = _rights(within)
    language = next(filter(None, map(words_in, first(within, "language"))), None)
    said.language = language or said.language
    for field in ("section", "genre"):
        found = next(filter(None, map(words_in, first(within, field))), None)
        setattr(said, field, found)
    known = {label for labels in words().fields.values() for label in labels}
    for label, elements in within.items():
        if label not in known:
            for one in elements:
                for leaf, value in leaves_of(one, label):
                    said.keep(leaf, value)
    return said


# -- where an item is ----------------------------------------------------------------------


def _links(
    within: dict[str, list[Element]], base: str | None
) -> tuple[str | None, list[tuple[str, str]]]:
    """Where an item leads, and its other links by what they are."""
    main: str | None = None
    itself: str | None = None
    others: list[tuple[str, str]] = []
    for one in first(within, "link"):
        rel = (one.get("rel") or "alternate").lower()
        link = (one.get("href") or one.text or "").strip()
        leads = address_in(address_in(base, one.base or ""), link) if link else None
        if not leads:
            if link:
                others.append((rel, link))
        elif rel == "alternate" and main is None:
            main = leads
        elif rel == "self" and itself is None:
            itself = leads
        elif leads != main:
            others.append((rel, leads))
    if main is None:
        return itself, others
    return main, [*others, *([("self", itself)] if itself and itself != main else [])]


def _say_where(
    said: Said, within: dict[str, list[Element]], element: Element, base: str | None
) -> None:
    """The link of an item, and its ids."""
    said.url, others = _links(within, base)
    for rel, leads in others:
        if rel != "enclosure":
            said.keep("link" if rel == "alternate" else f"link@{rel}", leads)
    for one in first(within, "guid"):
        guid = fold_space(one.text or "")
        if not guid:
            continue
        if said.guid is None:
            said.guid = guid
            said.alt_ids["guid" if one.get("isPermaLink") else _label_of_id(one)] = guid
        else:
            said.keep("guid", guid)
        permalink = (one.get("isPermaLink") or "true").strip().lower() != "false"
        if _label_of_id(one) == "guid" and said.url is None and permalink and is_address(guid):
            said.url = guid
    about = element.get(_ABOUT)
    if about and is_address(about):
        said.url = said.url or about
        if said.guid is None:
            said.guid = said.alt_ids["rdf:about"] = about


_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def _label_of_id(element: Element) -> str:
    tag = str(element.tag)
    return "atom:id" if tag.endswith("}id") else tag.rpartition("}")[2].lower()


# -- what it says --------------------------------------------------------------------------


def _say_texts(said: Said, within: dict[str, list[Element]], base: str | None) -> None:
    """The title, the summary and the text; of several of one kind the first, the others are kept
    where they say something else."""
    titles = [*filter(None, map(words_in, first(within, "title")))]
    said.title = titles[0] if titles else None
    said.keep("title", *(one for one in titles[1:] if one != said.title))
    for field in ("content", "summary"):
        for one in first(within, field):
            if source := one.get("src"):
                said.keep(f"{field}@src", address_in(base, source))
            fragment = fragment_in(one, base)
            kept: Fragment | None = getattr(said, field)
            if not fragment.blocks:
                said.notices += fragment.notices
            elif kept is None:
                setattr(said, field, fragment)
            elif fragment.text and fragment.text != kept.text:
                said.keep(field, fragment.text)


def _rights(within: dict[str, list[Element]]) -> str | None:
    """The rights in an item, in words or by the address of a licence."""
    for one in first(within, "rights"):
        if found := words_in(one) or one.get(_RESOURCE) or one.get("href"):
            return found
    return None


_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"


def _person(element: Element) -> str | None:
    """The name of an author, without the address beside it."""
    within = by_label(element)
    for label in words().names:
        for one in within.get(label, ()):
            if name := words_in(one):
                return name
    if within:
        return None
    text = words_in(element) or ""
    if not (mail := _MAIL.search(text)):
        return text or None
    return (mail["name"] or _MAIL.sub("", text)).strip(" ,;<>()") or None


_MAIL = re.compile(
    r"<?(?:mailto:)?[^\s<>()@]{1,64}@[^\s<>()]{1,255}>?(?:\s*\((?P<name>[^()]{1,120})\))?"
)


def _say_people(said: Said, within: dict[str, list[Element]]) -> None:
    """The authors with the best label, and who published the item first."""
    for one in first(within, "author"):
        name = _person(one)
        if name:
            said.authors.append(name)
        for leaf, value in leaves_of(one, "author"):
            if value != name and not leaf.endswith("/name"):
                said.keep(leaf, value)
    for one in first(within, "outlet"):
        inner = by_label(one)
        titles = first(inner, "title") if inner else [one]
        name = next(filter(None, map(_person, titles)), None)
        said.outlet = said.outlet or name
        leads = one.get("url") or (_links(inner, None)[0] if inner else None)
        said.outlet_url = said.outlet_url or leads
        for leaf, value in leaves_of(one, "source"):
            if value != said.outlet:
                said.keep(leaf, value)


def _say_subjects(said: Said, within: dict[str, list[Element]]) -> None:
    """The keywords; where they are from goes to what is kept."""
    lists = words().lists
    for label in words().fields["keywords"]:
        for one in within.get(label, ()):
            said_here = fold_space(one.text or "") if len(one) else words_in(one)
            text = one.get("label") or one.get("term") or said_here or one.get("text") or ""
            for child in one:
                for leaf, value in leaves_of(child, f"{label}/{label_of(child)}"):
                    said.keep(leaf, value)
            parts = text.split(",") if label in lists else [text]
            said.keywords += filter(None, map(fold_space, parts))
            said.keep(f"{label}@scheme", one.get("domain"), one.get("scheme"))
            if one.get("label") and one.get("term") != one.get("label"):
                said.keep(f"{label}@term", one.get("term"))
            if not text:
                for leaf, value in leaves_of(one, label):
                    said.keep(leaf, value)


def unread(channel: Channel) -> Notice | None:
    """That what a feed says of itself besides was left out; None where it says nothing."""
    if not channel.others:
        return None
    return Notice(
        code="furniture",
        message="what the feed says of itself was left out, but its name, address, language and "
        "rights",
        excerpt=", ".join(channel.others)[:200],
    )
