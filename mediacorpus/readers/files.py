"""Raw material on disk: which files of a folder are input, and what cannot be opened."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

import attrs

from mediacorpus.errors import InputError
from mediacorpus.records import Rejection

__all__ = ["RawFile", "raw_files"]

# What lies in folders of raw material and is none: notes about it, hidden and lock files.
_NO_MATERIAL = re.compile(
    r"\..*|~\$.*|.*~|(?:README|LICEN[CS]E|COPYING)(?:\..*)?|Thumbs\.db|desktop\.ini|__MACOSX",
    re.IGNORECASE,
)


@attrs.frozen
class RawFile:
    """A file of raw material: its path, and its name relative to what was given to read."""

    path: Path
    name: str

    def open(self) -> BufferedReader:
        """The file's bytes; OSError where they cannot be had."""
        return self.path.open("rb")

    def rejection(self, error: OSError) -> Rejection:
        """Why the file could not be read."""
        reason = error.strerror or type(error).__name__
        if isinstance(error, FileNotFoundError) and self.path.is_symlink():
            return Rejection(
                code="broken-link",
                reason=f"a link that leads nowhere ({os.readlink(self.path)!r})",
                path=self.name,
            )
        return Rejection(
            code="unreadable", reason=f"the file cannot be read: {reason}", path=self.name
        )


def raw_files(*paths: str | os.PathLike[str]) -> Iterator[RawFile | Rejection]:
    """The files that the paths lead to, folders gone through in the order of their names.

    Hidden files, lock files and notes such as a README are no raw material; given by their own
    path, they are read.

    Raises `InputError` at once, before the first file, for a path that does not exist.
    """
    given = [Path(path) for path in paths]
    for path in given:
        if not os.path.lexists(path):
            raise InputError(f"{path}: there is no such file or folder")
    return _walk_all(given)


def _walk_all(given: list[Path]) -> Iterator[RawFile | Rejection]:
    for path in given:
        if path.is_dir():
            yield from _walk(path, "")
        else:
            yield from _file(path, path.name)


def _walk(folder: Path, prefix: str) -> Iterator[RawFile | Rejection]:
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        yield RawFile(folder, prefix or folder.name).rejection(error)
        return
    for name in names:
        if _NO_MATERIAL.fullmatch(name):
            continue
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path, f"{prefix}{name}/")
        else:
            yield from _file(path, prefix + name)


def _file(path: Path, name: str) -> Iterator[RawFile | Rejection]:
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if path.is_file() or not path.exists():
        yield RawFile(path, shown)
    else:
        kind = "a link to a folder" if path.is_dir() else "no regular file"
        yield Rejection(code="not-a-file", reason=f"{kind}, which is not followed", path=shown)
