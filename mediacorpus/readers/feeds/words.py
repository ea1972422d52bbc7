"""What feeds call things: the words of ``feeds.toml``."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib

import attrs

__all__ = ["Words", "words"]


@attrs.frozen
class Words:
    """The labels of each field, the best first, and those that hold a list; the `prefixes` of
    namespaces, and those of `rss` within RDF; the hosts that list what `others` publish; the
    `endings` of hosts before the last part; how a text that is `cut` ends, and the `dots` behind
    one."""

    fields: dict[str, tuple[str, ...]]
    lists: frozenset[str]
    names: tuple[str, ...]
    prefixes: dict[str, str]
    rss: tuple[str, ...]
    others: frozenset[str]
    endings: frozenset[str]
    cut: tuple[str, ...]
    dots: tuple[str, ...]


@functools.cache
def words() -> Words:
    """The words, read once."""
    file = importlib.resources.files("mediacorpus.readers.feeds") / "feeds.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return Words(
        fields={field: tuple(labels) for field, labels in read["fields"].items()},
        lists=frozenset(read["lists"]["labels"]),
        names=tuple(read["person"]["name"]),
        prefixes=read["prefixes"],
        rss=tuple(read["rss"]["namespaces"]),
        others=frozenset(read["lists_of_others"]["hosts"]),
        endings=frozenset(read["hosts"]["endings"]),
        cut=tuple(read["cut"]["endings"]),
        dots=tuple(read["cut"]["dots"]),
    )
