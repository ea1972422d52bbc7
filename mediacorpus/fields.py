"""What a field of a record may hold, and `record`, which holds a class to its annotations."""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Callable
from typing import Annotated, Any, NoReturn, TypeVar, dataclass_transform

import attrs
import msgspec
from msgspec import Meta

from mediacorpus.errors import ValidationError

Text = Annotated[str, Meta(min_length=1)]
"""Absent text is None, never the empty string."""

LARGEST = 2**63 - 1
"""The largest number that JSON's readers, DuckDB among them, have room for."""

Offset = Annotated[int, Meta(ge=0, le=LARGEST)]
"""A position or a count, from 0."""

Number = Annotated[int, Meta(ge=1, le=LARGEST)]
"""Which one of several, from 1."""

Share = Annotated[float, Meta(ge=0, le=1)]
"""A share or probability, from 0 to 1."""

# Strings of a fixed form.  msgspec could try the patterns itself, but a microsecond for each of
# the many strings of an entry is a fifth of the whole decoding; `check_form` costs a third of that.

ID = re.compile(r"[^\s\x00-\x1f\x7f]+")
Id = Annotated[
    str, Meta(min_length=1, max_length=2048, extra_json_schema={"pattern": f"^{ID.pattern}$"})
]
"""An identifier: no white space, no control characters (it may well be a URL)."""

SHA256 = re.compile(r"[0-9a-f]{64}")
Sha256 = Annotated[str, Meta(extra_json_schema={"pattern": f"^{SHA256.pattern}$"})]
"""A SHA-256 digest in lower-case hexadecimal digits."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")
Language = Annotated[str, Meta(extra_json_schema={"pattern": f"^{LANGUAGE.pattern}$"})]
"""A BCP 47 tag."""

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Code = Annotated[str, Meta(extra_json_schema={"pattern": f"^{CODE.pattern}$"})]
"""A word for a kind of notice or rejection, in lower case with hyphens."""

TRUNCATED_DATE = re.compile(
    r"[0-9]{4}(-[0-9]{2}(-[0-9]{2}"
    r"(T([01][0-9]|2[0-3])(:[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?)?"
    r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?)?)?)?"
)
TruncatedDate = Annotated[str, Meta(extra_json_schema={"pattern": f"^{TRUNCATED_DATE.pattern}$"})]
"""ISO 8601, cut off after what is known."""


K = TypeVar("K")
V = TypeVar("V")


class FrozenDict(dict[K, V]):
    """A dict that stays as it is, for a record that does.

    >>> FrozenDict(a=1)["a"]
    1
    >>> FrozenDict(a=1)["a"] = 2
    Traceback (most recent call last):
    TypeError: a record does not change: make a copy with evolve(record, ...)
    """

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise TypeError("a record does not change: make a copy with evolve(record, ...)")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type[FrozenDict[K, V]], tuple[dict[K, V]]]:
        return FrozenDict, (dict(self),)


T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(attrs.field,))
def record(cls: type[T]) -> type[T]:
    """Make `cls` a frozen attrs class with keyword arguments, held to its annotations.

    msgspec checks types, ranges and patterns when it decodes, without calling ``__init__``; a
    record that is made in Python is passed through the same checks, so both say the same.  Lists
    become tuples; a dict in the place of a record is refused, because it could hold more than one.
    ``_check``, where a class has one, looks at what types cannot say.

    ``slots=False``: msgspec writes the keys of slotted classes in alphabetical order.

    Raises `ValidationError`, which names the field.
    """
    made = attrs.frozen(cls, kw_only=True, slots=False)
    attrs_init = made.__init__
    check = getattr(made, "_check", None)
    kept = functools.cache(lambda: _record_fields(made))  # annotations may name later classes

    @functools.wraps(attrs_init)
    def __init__(self: T, **fields: Any) -> None:  # noqa: N807 - it becomes the class's own
        attrs_init(self, **fields)
        try:
            checked = msgspec.convert(vars(self), made)
        except msgspec.ValidationError as error:
            raise _named(made, error) from None
        _check_kept(made.__name__, kept(), vars(self), vars(checked))
        vars(self).update(vars(checked))
        if check is not None:
            check(self)

    made.__init__ = __init__  # type: ignore[assignment]
    return made


def made_of(cls: type[T], values: dict[str, Any]) -> T:
    """A record of plain values, the records in it dicts, as in JSON: held to all annotations at
    once, which takes a third of the time of making one after the other.

    `values` has all of its fields in their order, which is that in which they are written.

    Raises `ValidationError`, which names the field.

    >>> from mediacorpus import Span
    >>> made_of(Span, {"start": 0, "end": 4})
    Span(start=0, end=4)
    """
    try:
        made = msgspec.convert(values, cls)
    except msgspec.ValidationError as error:
        raise _named(cls, error) from None
    check: Callable[[], None] | None = getattr(made, "_check", None)
    if check is not None:
        check()
    return made


def evolve(record: T, **changes: Any) -> T:
    """A copy of a record with other values in some fields, held to the annotations again.

    >>> from mediacorpus import Span, evolve
    >>> evolve(Span(start=0, end=4), end=5)
    Span(start=0, end=5)
    """
    copy: T = attrs.evolve(record, **changes)  # type: ignore[misc]
    return copy


def _record_fields(cls: type) -> tuple[str, ...]:
    """The fields of a record that may hold records."""

    def may(hint: Any) -> bool:
        return attrs.has(hint) or any(map(may, typing.get_args(hint)))

    return tuple(name for name, hint in typing.get_type_hints(cls).items() if may(hint))


def _check_kept(
    name: str, fields: tuple[str, ...], given: dict[str, Any], kept: dict[str, Any]
) -> None:
    """Raise where msgspec made a record of a dict: it drops the keys that it does not know."""
    for field in fields:
        value = given[field]
        pairs = zip(value, kept[field], strict=False) if type(value) in (tuple, list) else ()
        for number, (one, made) in enumerate(pairs):
            if type(one) is not type(made) and attrs.has(type(made)):
                raise _no_record(f"{name}.{field}[{number}]", one, made)
        if type(value) is not type(kept[field]) and attrs.has(type(kept[field])):
            raise _no_record(f"{name}.{field}", value, kept[field])


def _no_record(field: str, given: object, made: object) -> ValidationError:
    kind = type(made).__name__
    return ValidationError(field, f"expected `{kind}`, got `{type(given).__name__}`")


def _named(kind: type, error: msgspec.ValidationError) -> ValidationError:
    """Msgspec's ``Expected `int` >= 0 - at `$.start``` with the field in front."""
    reason, _, path = str(error).partition(" - at `$")
    reason = reason.replace("`object`", "a record").replace("`array`", "a tuple")
    if reason == "Expected `str` of length >= 1":
        reason = "is empty: leave it out, or write something"
    if reason.startswith("Invalid enum value "):
        known = _names(typing.get_type_hints(kind).get(path.strip(".`")))
        reason = reason.removeprefix("Invalid enum value ") + " is none of " + ", ".join(known)
        if not known:
            reason = reason.removesuffix(" of ")
    return ValidationError(kind.__name__ + path.rstrip("`"), reason[:1].lower() + reason[1:])


def _names(hint: Any) -> list[str]:
    """The words that a field may be."""
    if typing.get_origin(hint) is typing.Literal:
        return list(typing.get_args(hint))
    return [name for part in typing.get_args(hint) for name in _names(part)]
