"""Every exception of mediacorpus, as one tree.

::

    MediacorpusError
    ├── ValidationError      a record that cannot be (also a ValueError)
    ├── DateError            a line that is no date (also a ValueError)
    │   └── UnclearDateError … because which day it means cannot be told
    ├── EncodeError          a record that cannot be written as JSON (also a ValueError)
    ├── DecodeError          a line or file that cannot be read back (also a ValueError)
    │   └── SchemaError      … because it was written by a newer schema, or is no record of ours
    ├── InputError           a file or folder that is not there, or not as asked for (also a
    │                        FileNotFoundError)
    ├── ParseError           raw material in which nothing was readable (also a ValueError)
    ├── FormatError          no reader of that name (also a ValueError)
    ├── LanguageError        no language pack for that text (also a ValueError)
    ├── EngineError          no extraction engine of that name (also a ValueError)
    └── CorpusError          a folder that is no corpus, is damaged, or cannot be written

    RejectedWarning          some items of a document were rejected, others were read
    Interrupted              Ctrl-C during an ingest (a KeyboardInterrupt)

Every message says what is wrong, where, and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediacorpus.ingest import IngestReport
    from mediacorpus.records import Rejection


def printable(text: str) -> str:
    """Text from outside as it may stand in a message: what would move the cursor or end the line
    is written as Python writes it.

    >>> printable("a\\x1b[2Jb")
    'a\\\\x1b[2Jb'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


class MediacorpusError(Exception):
    """Base of every exception that mediacorpus raises on purpose."""


class ValidationError(MediacorpusError, ValueError):
    """A record that cannot be: the message begins with the field, as in ``Span.end``."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason

    def __reduce__(self) -> tuple[type[ValidationError], tuple[str, str]]:
        return type(self), (self.field, self.reason)


class DateError(MediacorpusError, ValueError):
    """A line that is no date."""


class UnclearDateError(DateError):
    """A date, but which day it means cannot be told: two readings, no year or relative without a
    reference, or a weekday that is not the day's."""


class EncodeError(MediacorpusError, ValueError):
    """A record that JSON in UTF-8 cannot hold, such as one with a lone surrogate."""


class DecodeError(MediacorpusError, ValueError):
    """A line of JSONL that cannot be read back.

    `path` (or None) and `line` (from 1, or None) say where, `reason` says why.
    """

    def __init__(self, reason: str, *, path: str | None = None, line: int | None = None) -> None:
        parts = (printable(path or ""), f"line {line}" if line is not None else "")
        place = ", ".join(filter(None, parts))
        super().__init__(f"{place}: {reason}" if place else reason)
        self.reason = reason
        self.path = path
        self.line = line

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_decode_error, (type(self), self.reason, self.path, self.line)


def _rebuild_decode_error(
    cls: type[DecodeError], reason: str, path: str | None, line: int | None
) -> DecodeError:
    return cls(reason, path=path, line=line)


class SchemaError(DecodeError):
    """A line that states a newer schema than this version knows, or none of ours."""


class InputError(MediacorpusError, FileNotFoundError):
    """A file or folder that is not there, or not as it was asked for."""

    def __str__(self) -> str:
        return str(self.args[0])


class ParseError(MediacorpusError, ValueError):
    """Raw material in which nothing was readable; `rejections` say why, item by item."""

    def __init__(self, message: str, rejections: Sequence[Rejection] = ()) -> None:
        super().__init__(message)
        self.rejections = tuple(rejections)

    def __reduce__(self) -> tuple[type[ParseError], tuple[str, tuple[Rejection, ...]]]:
        return type(self), (str(self), self.rejections)


class FormatError(MediacorpusError, ValueError):
    """A format that no reader has."""


class LanguageError(MediacorpusError, ValueError):
    """A text for whose language there is no pack."""


class EngineError(MediacorpusError, ValueError):
    """An extraction engine that does not exist or cannot run here."""


class CorpusError(MediacorpusError):
    """A folder that is no corpus, that is damaged, or that cannot be written."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C during an ingest; `report` says what was read until then, and is in the corpus."""

    def __init__(self, report: IngestReport) -> None:
        super().__init__(
            "stopped; what was read so far is in the corpus, and the same call goes on from there\n"
            f"{report}"
        )
        self.report = report


class RejectedWarning(UserWarning):
    """Some items of a document could not be read; the others were."""
