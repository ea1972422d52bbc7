"""What the parts of pages are called, and where pages say what: the words of ``html.toml``."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib

import attrs

__all__ = ["Words", "words"]


@attrs.frozen
class Words:
    """Words of class names and ids, by what they name; `claims` are the places of a field."""

    furniture: frozenset[str]
    notices: frozenset[str]
    caption: frozenset[str]
    picture: frozenset[str]
    credit: frozenset[str]
    standfirst: frozenset[str]
    byline: frozenset[str]
    claims: dict[str, tuple[str, ...]]


@functools.cache
def words() -> Words:
    """The words, read once."""
    file = importlib.resources.files("mediacorpus.readers") / "html.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    claims = {field: tuple(places) for field, places in read["claims"].items()}
    return Words(**{name: frozenset(one) for name, one in read["zones"].items()}, claims=claims)
