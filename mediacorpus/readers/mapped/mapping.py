"""Mappings: which column or key of a row is which field of an article, written as TOML."""

from __future__ import annotations

import functools
import hashlib
import importlib.resources
import json
import os
import re
import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as Table
from pathlib import Path
from typing import Any, Literal, cast, get_args

import attrs

from mediacorpus.errors import InputError, ValidationError
from mediacorpus.newsdate import Order

__all__ = ["FIELDS", "LISTS", "Mapping", "Rule", "built_in", "mapping_of"]

Form = Literal["json", "table", "xml", "headed-text"]
Split = Literal["auto", "blank-lines", "lines", "html", "markdown", "markdown-lines", "whole"]

LISTS = frozenset(("authors", "info_sources", "keywords", "subjects"))
"""The fields that hold several values."""
TEXTS = frozenset((
    "headline", "kicker", "subhead", "standfirst", "byline", "dateline", "located",
    "publisher_name", "section", "edition", "page", "genre", "rights", "version", "pub_status",
))  # fmt: skip
DATES = frozenset(("published", "modified", "embargoed_until"))
FIELDS = LISTS | TEXTS | DATES | {
    "body", "canonical_url", "domain", "id", "image", "is_accessible_for_free", "language",
    "reading_time_minutes", "retrieved", "url", "word_count",
}  # fmt: skip
"""What a column can be."""


@attrs.frozen(kw_only=True)
class Rule:
    """Where a field comes from, and how it is read.

    - ``keys``: columns, or keys with dots between them ("source.title"); of several the first that
      has a value, of a field that is a list all of them.
    - ``value``: what it is in every row, instead.
    - ``separators``: what stands between the values of a list in one text (";"); in TOML
      `separator`.
    - ``pattern``: a regular expression, whose first group is the value.
    - ``entities``: whether the value has entities of HTML in it ("&amp;").
    - ``values``: what values mean ("eng" -> "en").
    - ``prefix``: what is written before an id, because other archives have the same numbers.
    - ``order``, ``format``: of a date, DMY, MDY or YMD; and as `datetime.strptime` has it, or
      "epoch" for the seconds since 1970.
    - ``midnight``: what 00:00 means in a date: "said", or "unknown" where the tool writes it for
      want of a clock.
    - ``split``: how the body is parted into blocks: "blank-lines", "lines", "html", "markdown",
      "markdown-lines" (each line a block), "whole", or "auto", by blank lines where there are any,
      else by lines.
    - ``parts``: of a body that is a list of objects, their keys in order, and which kind of block
      stands there.
    """

    keys: tuple[str, ...] = ()
    value: str | None = None
    separators: tuple[str, ...] = ()
    pattern: str | None = None
    entities: bool = False
    values: tuple[tuple[str, str], ...] = ()
    prefix: str = ""
    order: Order | None = None
    format: str | None = None
    midnight: Literal["said", "unknown"] = "said"
    split: Split = "auto"
    parts: tuple[tuple[str, str], ...] = ()


@attrs.frozen(kw_only=True)
class Mapping:
    """Which column or key of a row is which field of an article.

    - ``name``: how it is called; ``about``: whose rows these are.
    - ``forms``: "json" (also a line an object), "table" (CSV, TSV), "xml", "headed-text".
    - ``keys``: what all rows have, by which they are recognised; of each group one key is enough.
    - ``start``: a regular expression for how the first row of a table without a header begins, with
      its ``columns``; of headed text, for the first name in a head.
    - ``rows``: the keys that lead to the list of rows in JSON; "*" is any.  ``group``: the field
      that the last of them is.  ``row``: the name of the element that is a row in XML.
    - ``separator``, ``quoted``: of a table.
    - ``absent``: values that mean that there is none ("null").
    - ``order``: of all dates.
    - ``fields``: a rule for each field; ``alt_ids``: for each scheme.
    - ``not_published``: columns with a date that is not the publication's, and which it is.
    - ``pointers``: whether the rows point to articles whose text they do not have.
    - ``guessed``: whether the columns are taken by their usual names, which may be wrong.
    - ``plain``: all of this as JSON, in the order of names.
    """

    name: str
    about: str = ""
    forms: tuple[Form, ...] = ("json", "table")
    keys: tuple[tuple[str, ...], ...] = ()
    start: str | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    group: str | None = None
    row: str | None = None
    separator: str | None = None
    quoted: bool = True
    absent: frozenset[str] = frozenset()
    fields: tuple[tuple[str, Rule], ...] = ()
    alt_ids: tuple[tuple[str, Rule], ...] = ()
    not_published: tuple[tuple[str, str], ...] = ()
    pointers: bool = False
    guessed: bool = False
    plain: str = attrs.field(default="", repr=False)

    def __str__(self) -> str:
        return self.plain

    @property
    def digest(self) -> str:
        """A short mark that is another one where anything in the mapping is."""
        return hashlib.sha256(self.plain.encode()).hexdigest()[:8]

    def rule(self, field: str) -> Rule | None:
        """The rule of a field; None where there is none."""
        return next((rule for name, rule in self.fields if name == field), None)

    @property
    def all_keys(self) -> tuple[str, ...]:
        """Every column or key that a field comes from."""
        rules = (rule for _, rule in (*self.fields, *self.alt_ids))
        return tuple(dict.fromkeys(key for rule in rules for key in rule.keys))

    def with_fields(self, fields: Table[str, str]) -> Mapping:
        """The same with other columns for some fields."""
        plain = json.loads(self.plain)
        plain["fields"] = plain.get("fields", {}) | dict(fields)
        return _mapping(plain)


def mapping_of(given: object) -> Mapping:
    """A mapping of what a caller gives: the name of one that comes along, the path of a TOML file,
    what such a file holds as a dict, or a dict of fields and their columns.

    Raises `ValidationError`, which names what is wrong, and `InputError` where there is no such
    file.

    >>> mapping_of({"headline": "Title", "body": "Text"}).rule("headline").keys
    ('Title',)
    """
    if isinstance(given, Mapping):
        return given
    if isinstance(given, dict):
        is_whole = "fields" in given
        return _mapping(given if is_whole else {"fields": given})
    if isinstance(given, (str, os.PathLike)):
        name = os.fspath(given)
        known = {one.name: one for one in built_in()}
        if name in known:
            return known[name]
        return _of_file(Path(name), ", ".join(known))
    raise ValidationError(
        "mapping", f"{given!r} is none: pass the path of a TOML file, or {{'headline': 'Title'}}"
    )


def _of_file(path: Path, known: str) -> Mapping:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(
            f"mapping: there is no file {str(path)!r}, and no such mapping (there is: {known})"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"mapping: {path} cannot be read: {error}") from None
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValidationError("mapping", f"{path} is no TOML: {error}") from None
    return _mapping({"name": path.stem, **plain})


@functools.cache
def built_in() -> tuple[Mapping, ...]:
    """The mappings that come along, those for sure first."""
    folder = importlib.resources.files("mediacorpus.readers.mapped") / "mappings"
    files = sorted(
        (one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name
    )
    read = [_mapping(tomllib.loads(one.read_text(encoding="utf-8"))) for one in files]
    return tuple(sorted(read, key=lambda one: one.guessed))


# -- a mapping of plain data ---------------------------------------------------------------


def _mapping(plain: Table[str, Any]) -> Mapping:
    known = {field.name for field in attrs.fields(Mapping)} - {"plain", "forms", "name"}
    known |= {"form", "name", "order"}
    _check_names("", plain, known)
    order = plain.get("order")
    fields = _table("fields", plain.get("fields", {}))
    if not fields:
        raise ValidationError("mapping.fields", "is empty: say at least which column is headline")
    rules = tuple((name, _rule(f"fields.{name}", one, order)) for name, one in fields.items())
    _check_names("fields", fields, FIELDS)
    forms = _strings("form", plain.get("form", ["json", "table"]))
    for form in forms:
        _one_of("form", form, get_args(Form))
    group = _string("group", plain.get("group"))
    if group is not None:
        _one_of("group", group, sorted(TEXTS))
    _pattern("start", plain.get("start"))
    keys = plain.get("keys", [])
    if not isinstance(keys, (list, tuple)):
        raise ValidationError("mapping.keys", f"{keys!r} is no list of columns")
    columns = _strings("columns", plain.get("columns", []))
    row = _string("row", plain.get("row"))
    if "xml" in forms and row is None:
        raise ValidationError("mapping.row", "is missing: name the element that is a row")
    return Mapping(
        name=_string("name", plain.get("name")) or "mapping",
        about=_string("about", plain.get("about")) or "",
        forms=cast("tuple[Form, ...]", forms),
        keys=tuple(_strings("keys", one) for one in keys),
        start=_string("start", plain.get("start")),
        columns=columns,
        rows=tuple(filter(None, (_string("rows", plain.get("rows")) or "").split("."))),
        group=group,
        row=row,
        separator=_string("separator", plain.get("separator")),
        quoted=_bool("quoted", plain.get("quoted", True)),
        absent=frozenset(_strings("absent", plain.get("absent", []))),
        fields=rules,
        alt_ids=tuple(
            (name, _rule(f"alt_ids.{name}", one, order))
            for name, one in _table("alt_ids", plain.get("alt_ids", {})).items()
        ),
        not_published=tuple(
            (name, str(one))
            for name, one in _table("not_published", plain.get("not_published", {})).items()
        ),
        pointers=_bool("pointers", plain.get("pointers", False)),
        guessed=_bool("guessed", plain.get("guessed", False)),
        plain=json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
    )


def _rule(path: str, given: object, order: object) -> Rule:
    if isinstance(given, (str, list, tuple)):
        given = {"key": given}
    table = _table(path, given)
    known = {field.name for field in attrs.fields(Rule)} - {"keys", "separators"}
    _check_names(path, table, known | {"key", "separator"})
    keys = _strings(f"{path}.key", table.get("key", []))
    value = table.get("value")
    if bool(keys) == (value is not None):
        raise ValidationError(f"mapping.{path}", "has either a key (a column) or a value")
    own = _string(f"{path}.order", table.get("order", order))
    if own is not None:
        _one_of(f"{path}.order", own, get_args(Order))
    _one_of(f"{path}.midnight", table.get("midnight", "said"), ("said", "unknown"))
    _one_of(f"{path}.split", table.get("split", "auto"), get_args(Split))
    parts = _table(f"{path}.parts", table.get("parts", {}))
    for kind in parts.values():
        _one_of(f"{path}.parts", kind, BLOCKS)
    _pattern(f"{path}.pattern", table.get("pattern"))
    values = _table(f"{path}.values", table.get("values", {}))
    return Rule(
        keys=keys,
        value=None if value is None else str(value),
        separators=_strings(f"{path}.separator", table.get("separator", [])),
        entities=_bool(f"{path}.entities", table.get("entities", False)),
        pattern=_string(f"{path}.pattern", table.get("pattern")),
        values=tuple((name, str(one)) for name, one in values.items()),
        prefix=_string(f"{path}.prefix", table.get("prefix")) or "",
        order=cast("Order | None", own),
        format=_string(f"{path}.format", table.get("format")),
        midnight=table.get("midnight", "said"),
        split=table.get("split", "auto"),
        parts=tuple((name, str(one)) for name, one in parts.items()),
    )


BLOCKS = ("paragraph", "subheading", "caption", "list_item", "pull_quote", "note")


def _check_names(path: str, table: Iterable[str], known: Iterable[str]) -> None:
    for name in table:
        if name not in known:
            place = ".".join(filter(None, ("mapping", path, str(name))))
            raise ValidationError(
                place, f"there is no such name; there is: {', '.join(sorted(known))}"
            )


def _table(path: str, given: object) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ValidationError(f"mapping.{path}", f"{given!r} is no table of names and values")
    return given


def _strings(path: str, given: object) -> tuple[str, ...]:
    found = (given,) if isinstance(given, str) else given
    if not isinstance(found, (list, tuple)) or not all(
        isinstance(one, str) and one for one in found
    ):
        raise ValidationError(f"mapping.{path}", f"{given!r} is neither text nor a list of texts")
    return tuple(found)


def _string(path: str, given: object) -> str | None:
    if given is not None and (not isinstance(given, str) or not given):
        raise ValidationError(f"mapping.{path}", f"{given!r} is no text")
    return given


def _bool(path: str, given: object) -> bool:
    if not isinstance(given, bool):
        raise ValidationError(f"mapping.{path}", f"{given!r} is neither true nor false")
    return given


def _pattern(path: str, given: object) -> None:
    try:
        re.compile(_string(path, given) or "")
    except re.error as error:
        raise ValidationError(f"mapping.{path}", f"{given!r} is no pattern: {error}") from None


def _one_of(path: str, given: object, known: Iterable[str]) -> None:
    if given not in [*known]:
        raise ValidationError(f"mapping.{path}", f"{given!r} is none of {', '.join(known)}")
