"""The names in a byline that an export calls one."""

from __future__ import annotations

from mediacorpus import languages
from mediacorpus.readers.east_asian_names import is_east_asian, signed_names
from mediacorpus.readers.page_facts import authors_of

__all__ = ["authors_in"]

_SIGN = "记者"
"""A word for a reporter: before a bare name it says what the export's label does."""


def authors_in(byline: str | None, language: str | None) -> tuple[str, ...]:
    """The names in a byline; none where there is no byline, or no name that is known for one.

    >>> authors_in("By Jane Smith, Political Editor", "en"), authors_in("홍길동", "ko")
    (('Jane Smith',), ('홍길동',))
    """
    if not byline:
        return ()
    found = authors_of(byline, language if languages.has_pack(language) else None)
    return found or (signed_names(f"{_SIGN} {byline}") if is_east_asian(byline) else ())
