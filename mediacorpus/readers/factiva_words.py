"""What Factiva's exports call things: the words of ``factiva.toml``."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib

import attrs

__all__ = ["Words", "count_in", "words"]


@attrs.frozen
class Words:
    """Marks of the files, `fields` of an article by code, `codes` that are read otherwise, the
    `order` of the layout without codes, `languages` of class names, the `units` that words are
    counted in by the interface's language, and the codes of the XML's elements."""

    titles: frozenset[str]
    styles: tuple[str, ...]
    xml_marks: tuple[str, ...]
    fields: dict[str, str]
    codes: dict[str, str]
    body: tuple[str, ...]
    order: dict[str, tuple[str, ...]]
    languages: dict[str, str]
    units: dict[str, str]
    xml: dict[str, str]

    def language(self, name: str) -> str | None:
        """The language of a class name's prefix or of the XML, as BCP 47 has it."""
        low = name.strip().lower().replace("_", "-")
        known = self.languages.get(low.replace("-", ""))
        return known or (low if re.fullmatch(r"[a-z]{2,3}(-[a-z]{2,4})?", low) else None)


@functools.cache
def words() -> Words:
    """The words, read once."""
    file = importlib.resources.files("mediacorpus.readers") / "factiva.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    codes = read["codes"]
    return Words(
        titles=frozenset(read["marks"]["titles"]),
        styles=tuple(read["marks"]["styles"]),
        xml_marks=tuple(read["marks"]["xml"]),
        fields=read["fields"],
        codes={name: code for name, code in codes.items() if name != "body"},
        body=tuple(codes["body"]),
        order={name: tuple(one) for name, one in read["order"].items()},
        languages=read["languages"],
        units={
            unit.casefold(): language
            for language, units in reversed(read["words"].items())
            for unit in units
        },
        xml=read["xml"],
    )


_COUNT = re.compile(
    r"(?P<number>\d{1,3}(?:[.,'’ \u202f]\d{3})+|\d{1,9})\s*(?P<unit>[^\W\d_][^\d:]{0,20})"
    r"|(?P<before>[^\W\d_]{1,20})\s*[:：]?\s*(?P<behind>\d{1,9})"
)


def count_in(line: str) -> tuple[int, str | None, bool] | None:
    """How many words a line says that there are, the language that it says it in, if that is known,
    and whether it is; None for another line.

    >>> count_in("1.285 Wörter"), count_in("8165 字"), count_in("29 Dezember"), count_in("Page A1")
    ((1285, 'de', True), (8165, 'zh', True), (29, None, False), None)
    """
    match = _COUNT.fullmatch(line)
    if not match:
        return None
    unit = (match["unit"] or match["before"]).strip().casefold()
    known = unit in words().units
    if match["before"] and not known:
        return None
    number = re.sub(r"\D", "", match["number"] or match["behind"])
    return int(number), words().units.get(unit), known
