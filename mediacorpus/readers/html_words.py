"""What the parts of pages are called, and where pages say what: the words of ``html.toml``."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from typing import Any

import attrs

__all__ = ["Words", "words"]


@attrs.frozen
class Words:
    """Words of class names and ids, by what they name; `claims` are the places of a field, `free`
    the words for whether an article is free to read.

    `errors`, `consent` and `paywall` are phrases of pages that are no article, or none in full,
    `answers` words on the buttons of a notice of consent.
    `folders` are how the folder of a saved page is called behind its name, with a page's `pages`
    endings; `saved` and `archived` the patterns of what programs and archives write on a page,
    `archive` the form of an archive's address, and `toolbars` the ids of what it shows on it.
    """

    furniture: frozenset[str]
    dated: frozenset[str]
    updated: frozenset[str]
    notices: frozenset[str]
    caption: frozenset[str]
    crosshead: frozenset[str]
    picture: frozenset[str]
    credit: frozenset[str]
    standfirst: frozenset[str]
    byline: frozenset[str]
    claims: dict[str, tuple[str, ...]]
    free: dict[str, bool]
    errors: tuple[str, ...]
    consent: tuple[str, ...]
    answers: tuple[str, ...]
    paywall: tuple[str, ...]
    folders: tuple[str, ...]
    pages: tuple[str, ...]
    saved: tuple[str, ...]
    archived: tuple[str, ...]
    archive: str
    toolbars: frozenset[str]


@functools.cache
def words() -> Words:
    """The words, read once."""
    file = importlib.resources.files("mediacorpus.readers") / "html.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    saved, archive = read["saved"], read["archive"]
    found: dict[str, Any] = {name: frozenset(one) for name, one in read["zones"].items()}
    found |= {name: tuple(one) for name, one in read["phrases"].items()}
    return Words(
        **found,
        claims={field: tuple(places) for field, places in read["claims"].items()},
        free=read["free"],
        folders=tuple(saved["folders"]),
        pages=tuple(saved["pages"]),
        saved=tuple(saved["marks"]),
        archived=tuple(archive["marks"]),
        archive=archive["address"],
        toolbars=frozenset(archive["toolbars"]),
    )
