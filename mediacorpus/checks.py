"""What no type can say of a record: the form of its strings, and that its parts fit each other.

A record's ``_check`` is put together from these.  Each names the field in the `ValidationError`
that it raises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple, NoReturn, Protocol

from mediacorpus.errors import ValidationError
from mediacorpus.fields import ID, LANGUAGE, LARGEST

if TYPE_CHECKING:
    from mediacorpus.records import Span


class Within(NamedTuple):
    """What an entry holds its quotes, sources and notices to."""

    text: str
    article_id: str
    sources: set[str]


def check_ids(field: str, ids: Collection[str]) -> None:
    """Raise `ValidationError` where two ids are the same, or one is not of its form."""
    if len(set(ids)) < len(ids):
        (twice, _), *_ = Counter(ids).most_common(1)
        raise ValidationError(field, f"two have the id {twice!r}")
    if ids and not ID.fullmatch("".join(ids)):
        wrong = next(one for one in ids if not ID.fullmatch(one))
        raise ValidationError(field, f"the id {wrong!r} does not match {ID.pattern}")


def check_form(field: str, value: str, form: re.Pattern[str]) -> None:
    """Raise `ValidationError` where the whole of `value` is not of the form."""
    if not form.fullmatch(value):
        raise ValidationError(field, f"{value!r} does not match {form.pattern}")


def check_language(field: str, value: str) -> None:
    """Raise `ValidationError` for what has not the form of a BCP 47 tag."""
    if not LANGUAGE.fullmatch(value):
        raise ValidationError(
            field, f"{value!r} is no language tag (BCP 47): write it as in 'en' or 'en-GB'"
        )


def check_article(kind: str, article_id: str | None, within: Within) -> None:
    """A quote or a source names the article that it is of."""
    if article_id != within.article_id:
        raise ValidationError(f"{kind}.article_id", f"is not {within.article_id!r}")


def check_words(field: str, span: Span | None, words: str | None, within: Within | None) -> None:
    """A span and its words come together, and where the text is known they are equal."""
    if span is None or words is None:
        if span is not None or words is not None:
            raise ValidationError(f"{field}_text", f"goes with {field}, and only with it")
        return
    most = LARGEST if within is None else len(within.text)
    if not span.start <= span.end <= most:
        refuse(field, span, most)
    if within is not None and within.text[span.start : span.end] != words:
        raise ValidationError(f"{field}_text", f"{words!r} is not what stands there")


def refuse(field: str, span: Span, most: int) -> NoReturn:
    """Raise for a span that runs backwards, or beyond a text of `most` characters."""
    if span.end < span.start:
        raise ValidationError(f"{field}.end", f"{span.end} lies before start {span.start}")
    raise ValidationError(field, f"{span.end} lies beyond the text, which has {most}")


class _Checked(Protocol):
    @property
    def _check(self) -> Callable[..., None]: ...


def check_part(place: str, part: _Checked | None) -> None:
    """Check a part of a record; an error names its place for the name of its class."""
    if part is not None:
        try:
            part._check()
        except ValidationError as error:
            raise _at(place, error) from None


def check_parts(place: str, parts: Iterable[_Checked], *within: Within) -> None:
    """Check each of several parts; an error names its place for the name of its class."""
    number = 0
    try:
        for number, part in enumerate(parts):  # noqa: B007 - the error wants it
            part._check(*within)
    except ValidationError as error:
        raise _at(f"{place}[{number}]", error) from None


def _at(place: str, error: ValidationError) -> ValidationError:
    _, _, field = error.field.partition(".")
    return ValidationError(f"{place}.{field}", error.reason)
