"""How raw material is to be read: the options that `parse`, `read` and `Corpus.ingest` share."""

from __future__ import annotations

import datetime
import inspect
import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, TypeVar, get_args

import attrs

from mediacorpus.checks import check_language
from mediacorpus.errors import ValidationError
from mediacorpus.limits import DEFAULT, Limits
from mediacorpus.newsdate import Order

if TYPE_CHECKING:
    from mediacorpus.readers.mapped.mapping import Mapping

__all__ = ["MappingLike", "Options", "ReadingOptions", "with_options"]

MappingLike: TypeAlias = "Mapping | dict[str, Any] | str | os.PathLike[str]"
"""What stands for a mapping in a call."""


def _as_text(path: str | os.PathLike[str] | None) -> str | None:
    return os.fspath(path) if isinstance(path, os.PathLike) else path


def _as_mapping(given: MappingLike | None) -> Mapping | None:
    if given is None:
        return None
    from mediacorpus.readers.mapped.mapping import mapping_of

    return mapping_of(given)


@attrs.frozen(kw_only=True)
class Options:
    """How raw material is to be read.

    - ``format`` names a reader; without it the content decides.
    - ``url``, ``language`` (BCP 47), ``publisher`` and ``retrieved`` (a moment with its time zone)
      are what is known of it, and go before what is found.
    - ``order`` says how a date of numbers alone is to be read ("DMY": 03/04/2016 is 3 April).
    - ``mapping`` says which column of a table, or key of JSON, is which field of an article: a dict
      of fields and columns, the path of a TOML file, or the name of a mapping that comes along.
    - ``quotes=False`` leaves out quotes and sources: the entries hold the article alone.
    - ``engine`` says how quotes are found, as in `extract_quotes`.
    - ``limits`` says how much an item may cost.
    """

    format: str | None = None
    url: str | None = None
    language: str | None = None
    publisher: str | None = None
    retrieved: datetime.datetime | None = None
    order: Order | None = None
    mapping: Mapping | None = attrs.field(default=None, converter=_as_mapping)
    quotes: bool = True
    engine: str | None = attrs.field(default=None, converter=_as_text)
    limits: Limits = DEFAULT

    def __attrs_post_init__(self) -> None:
        """What cannot work is told once, and not item by item.

        Raises `FormatError`, `EngineError`, or `ValidationError`, which names the option.
        """
        if not isinstance(self.limits, Limits):
            raise ValidationError(
                "limits", f"{self.limits!r} is none: pass Limits(seconds=10), say"
            )
        for name, kind in _KINDS.items():
            value = getattr(self, name)
            if value is not None and not isinstance(value, kind):
                raise ValidationError(name, f"{value!r} is no {kind.__name__}")
        from mediacorpus import readers  # a corpus that is only asked needs none of them
        from mediacorpus.quotes import known_engine

        if self.format is not None:
            readers.reader(self.format)
        if self.mapping is not None and self.format not in (None, "mapped"):
            raise ValidationError(
                "mapping", f"goes with the format 'mapped', not with {self.format!r}: leave one out"
            )
        known_engine(self.engine)
        if self.language is not None:
            check_language("language", self.language)
        if self.publisher is not None and not self.publisher.strip():
            raise ValidationError("publisher", "is empty: name the outlet, or leave it out")
        if self.retrieved is not None and self.retrieved.tzinfo is None:
            raise ValidationError(
                "retrieved", f"{self.retrieved} has no time zone: add tzinfo=datetime.UTC, say"
            )
        if self.retrieved is not None and self.retrieved.strftime("%z")[5:]:
            raise ValidationError("retrieved", f"{self.retrieved} is off UTC by parts of a minute")
        if self.order is not None and self.order not in get_args(Order):
            known = " or ".join(map(repr, get_args(Order)))
            raise ValidationError("order", f"{self.order!r} is none: pass {known}")
        if self.url is not None and not _WEB.fullmatch(self.url):
            raise ValidationError(
                "url",
                f"{self.url!r} is no web address: it begins with https:// and has no spaces in it",
            )
        try:
            readers.normal_url(self.url or "")
        except ValueError as error:
            raise ValidationError("url", f"{self.url!r} is no web address: {error}") from None

    @property
    def told(self) -> str | None:
        """What makes articles other than they would be without it, in words; None where nothing
        does.  When they were fetched is of a day, and says nothing of another."""
        said = (f"{name}={value}" for name in _TOLD if (value := getattr(self, name)) is not None)
        return ", ".join(said) or None


_TOLD = ("format", "url", "language", "publisher", "order", "mapping", "engine")

_KINDS: dict[str, type] = {
    "format": str,
    "url": str,
    "language": str,
    "publisher": str,
    "retrieved": datetime.datetime,
    "engine": str,
    "quotes": bool,
}

_WEB = re.compile(r"\s*https?://[^\s/?#]\S*\s*", re.IGNORECASE)


class ReadingOptions(TypedDict, total=False):
    """The fields of `Options`, as keywords."""

    format: str | None
    url: str | None
    language: str | None
    publisher: str | None
    retrieved: datetime.datetime | None
    order: Order | None
    mapping: MappingLike | None
    quotes: bool
    engine: str | os.PathLike[str] | None
    limits: Limits


F = TypeVar("F", bound=Callable[..., Any])


def with_options(function: F) -> F:
    """Have `help` show each option, with its default, where a function takes ``**options``."""
    own = inspect.signature(function)
    known = inspect.signature(Options).parameters.values()
    first = [one for one in own.parameters.values() if one.kind is not one.VAR_KEYWORD]
    vars(function)["__signature__"] = own.replace(parameters=[*first, *known])
    return function
