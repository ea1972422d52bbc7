"""What ProQuest's exports call things: the words of ``proquest.toml``."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import attrs

from mediacorpus.text.folding import fold_space

__all__ = ["Label", "Words", "fields_in", "label_of", "words"]


@attrs.frozen
class Words:
    """The `fields` by label and the `languages` by name, in lower case; words in the names of
    `editions`, and the lines above `captions` and above a list of `contents`."""

    fields: dict[str, str]
    languages: dict[str, str]
    editions: tuple[str, ...]
    captions: tuple[str, ...]
    contents: tuple[str, ...]


@functools.cache
def words() -> Words:
    """The words, read once."""
    file = importlib.resources.files("mediacorpus.readers") / "proquest.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    return Words(
        fields=_by_word(read["labels"]),
        languages=_by_word(read["languages"]),
        editions=tuple(read["editions"]["words"]),
        captions=tuple(read["captions"]["titles"]),
        contents=tuple(read["contents"]["titles"]),
    )


def _by_word(read: dict[str, list[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, labels in read.items():
        for label in labels:
            found.setdefault(label.casefold(), name)
    return found


class Label(NamedTuple):
    """A label as it was printed, the field that it is of, if that is known, and what follows it."""

    printed: str
    field: str | None
    rest: str


_LABEL = re.compile(r"(?P<label>[^\s:：][^:：]{0,60}?)\s*[:：](?P<rest>.*)", re.DOTALL)


def label_of(line: str) -> Label | None:
    """The label that a line begins with, known or not; None where there is no colon.

    >>> label_of("Publication date: May 8, 2010")
    Label(printed='Publication date', field='date', rest='May 8, 2010')
    """
    match = _LABEL.match(line)
    if not match:
        return None
    printed = fold_space(match["label"])
    return Label(printed, words().fields.get(printed.casefold()), match["rest"].strip())


def fields_in(lines: Iterable[str]) -> Iterator[str]:
    """The fields of the known labels that lines begin with."""
    for line in lines:
        label = label_of(line)
        if label and label.field:
            yield label.field
