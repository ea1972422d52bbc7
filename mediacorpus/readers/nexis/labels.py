"""The words of ``labels.toml``, read once, and what they say of a line."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from typing import Any, NamedTuple

import attrs

from mediacorpus.text.folding import fold

__all__ = ["Label", "Labelled", "Words", "words"]


@attrs.frozen
class Label:
    """A label: its `name`, the `field` of an article that its value goes to, if there is one, and
    for one that ends a body, what values it has (`trailing`)."""

    name: str
    field: str | None = None
    trailing: str | None = None


class Labelled(NamedTuple):
    """A line that begins with a label: the label as printed, what it is where that is known, and
    the rest of the line."""

    printed: str
    label: Label | None
    value: str


MOST_LETTERS = 30
"""No label is longer …"""
MOST_VALUE = 80
"""… nor is what stands behind one that has short values."""

_LABEL = re.compile(
    rf"(?P<label>[^\W\d_][\w/&'’. -]{{0,{MOST_LETTERS}}}) ?:(?:(?P<space>[\u00a0\u202f])|(?=\s|$))"
)


@attrs.frozen
class Words:
    """What Nexis writes around articles."""

    labels: dict[str, Label]
    headings: frozenset[str]
    classification: frozenset[str]
    numbers: re.Pattern[str]
    ends: frozenset[str]
    errors: tuple[str, ...]
    ranges: re.Pattern[str]
    counts: re.Pattern[str]
    cover: frozenset[str]
    listed: re.Pattern[str]
    rights: re.Pattern[str]
    says_rights: re.Pattern[str]
    counted: re.Pattern[str]
    page: re.Pattern[str]
    version: re.Pattern[str]
    issue: re.Pattern[str]
    editions: re.Pattern[str]
    seasons: re.Pattern[str]
    zones: re.Pattern[str]
    staff: re.Pattern[str]
    languages: dict[str, str]

    def labelled(self, line: str) -> Labelled | None:
        """The label that a line begins with.

        It is in capitals, as in older exports, or a known one, or has a no-break space behind it,
        as in those of Nexis Uni.

        >>> words().labelled("LENGTH: 937 words").label.name
        'Length'
        >>> words().labelled("Nearly all of it: gone")
        """
        match = _LABEL.match(line)
        if not match:
            return None
        printed = match["label"]
        label = self.labels.get(fold(printed))
        capitals = printed.isupper() and len(printed) > 1
        titled = printed[0].isupper() and (match["space"] is not None or label is not None)
        if not (capitals or titled):
            return None
        return Labelled(printed, label, line[match.end() :].strip())

    def number(self, line: str) -> tuple[int, int] | None:
        """Of the line above an item, its number and how many there are.

        >>> words().number("Dokument 3 von 12")
        (3, 12)
        """
        if not line or not (line[0].isdigit() or line[0] in "DF"):
            return None
        match = self.numbers.fullmatch(line)
        if not match:
            return None
        number, most = (int(one) for one in match.groups() if one)
        return number, most

    def language(self, value: str) -> str | None:
        """The language that a label names.

        >>> words().language("GERMAN; DEUTSCH")
        'de'
        """
        for part in re.split(r"[;,/]", value):
            code = self.languages.get(fold(part))
            if code:
                return code
        return None

    def ends_body(self, found: Labelled) -> bool:
        """Whether a label can stand nowhere but behind a body, or before it."""
        if found.label is None or found.label.trailing is None:
            return False
        value = found.value
        match found.label.trailing:
            case "count":
                return self.counted.match(value) is not None
            case "date":
                return len(value) < MOST_VALUE and _YEAR.search(value) is not None
            case "short":
                return 0 < len(value) < MOST_VALUE
        return "%)" in value or value.isupper()

    def is_cover(self, line: str) -> bool:
        """Whether a line stands on a cover."""
        head, colon, _ = line.partition(":")
        return bool(
            (colon and fold(head) in self.cover)
            or fold(line) in self.cover
            or self.listed.match(line)
            or self.counts.fullmatch(line)
        )

    def announced(self, cover: list[str]) -> int | None:
        """How many items a cover says that there are.

        >>> words().announced(["Download Request: Selected Items: 1-3, 7"])
        4
        """
        for number, line in enumerate(cover):
            if match := self.counts.fullmatch(line):
                return int(match[1])
            match = self.ranges.match(" ".join(cover[number : number + 2])) or self.ranges.match(
                line
            )
            if match:
                return _count(match[1])
        return None


_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_RANGE = re.compile(r"(\d{1,9})(?:\s*-\s*(\d{1,9}))?")


def _count(ranges: str) -> int:
    """How many numbers there are in "1-3, 7"."""
    return sum(
        max(int(match[2] or match[1]) - int(match[1]) + 1, 0) for match in _RANGE.finditer(ranges)
    )


@functools.cache
def words() -> Words:
    """The words, read once."""
    file = importlib.resources.files("mediacorpus.readers.nexis") / "labels.toml"
    read: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    marks, cover, values, rights = read["marks"], read["cover"], read["values"], read["rights"]
    return Words(
        labels={
            fold(word): Label(one["name"], one.get("field"), one.get("trailing"))
            for one in read["label"]
            for word in one["words"]
        },
        headings=frozenset(read["headings"]["parts"]),
        classification=frozenset(read["headings"]["classification"]),
        numbers=_any(marks["numbers"]),
        ends=frozenset(marks["ends"]),
        errors=tuple(marks["errors"]),
        ranges=_any(cover["ranges"], re.IGNORECASE),
        counts=_any(cover["counts"]),
        cover=frozenset(map(fold, cover["labels"])),
        listed=re.compile(cover["listed"]),
        rights=re.compile(rights["begins"], re.IGNORECASE),
        says_rights=re.compile(rights["says"], re.IGNORECASE),
        counted=re.compile(values["counted"], re.IGNORECASE),
        page=re.compile(values["page"]),
        version=re.compile(values["version"], re.IGNORECASE),
        issue=re.compile(values["issue"]),
        editions=re.compile(values["editions"], re.IGNORECASE),
        seasons=re.compile(values["seasons"], re.IGNORECASE),
        zones=re.compile(values["zones"]),
        staff=re.compile(values["staff"], re.IGNORECASE),
        languages={fold(name): code for name, code in read["languages"].items()},
    )


def _any(patterns: list[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in patterns), flags)
