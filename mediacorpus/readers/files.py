"""Raw material on disk: which files of a folder are input, and what cannot be opened."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path

import attrs

from mediacorpus.errors import InputError, ValidationError
from mediacorpus.readers.html_words import words
from mediacorpus.records import Rejection

__all__ = ["RawFile", "is_material", "raw_files"]

# What lies in folders of raw material and is none: notes about it, hidden and lock files.
_NO_MATERIAL = re.compile(
    r"\..*|~\$.*|.*~|(?:README|LICEN[CS]E|COPYING)(?:\..*)?|Thumbs\.db|desktop\.ini|__MACOSX",
    re.IGNORECASE,
)


@attrs.frozen
class RawFile:
    """A file of raw material: its path, and its name relative to what was given to read.

    One that `is_copy` was unpacked for us, and is to be forgotten when it was read.
    """

    path: Path
    name: str
    is_copy: bool = False

    def open(self) -> BufferedReader:
        """The file's bytes; OSError where they cannot be had."""
        return self.path.open("rb")

    def forget(self) -> None:
        """Take the file away, if it is a copy of ours."""
        if self.is_copy:
            self.path.unlink(missing_ok=True)

    def rejection(self, error: OSError) -> Rejection:
        """Why the file could not be read."""
        reason = error.strerror or type(error).__name__
        if isinstance(error, FileNotFoundError) and self.path.is_symlink():
            return Rejection(
                code="broken-link",
                reason=f"a link that leads nowhere ({os.readlink(self.path)!r})",
                path=self.name,
            )
        is_folder = os.path.isdir(self.path)  # noqa: PTH112 - Path.is_dir raises where it is locked
        what = "the folder, and so what is in it," if is_folder else "the file"
        return Rejection(
            code="unreadable", reason=f"{what} cannot be read: {reason}", path=self.name
        )


def raw_files(*paths: str | os.PathLike[str]) -> Iterator[RawFile | Rejection]:
    """The files that the paths lead to, folders gone through in the order of their names.

    A path that is given twice is gone through once.  Hidden files, lock files and notes such as a
    README are no raw material; given by their own path, they are read.  So are the folders of saved
    pages, "X_files" beside "X.html", which hold their pictures and scripts.  A corpus that lies
    among the files is passed over.

    Raises `InputError` at once, before the first file, for a path that does not exist, or that is
    a corpus, and `ValidationError` for what is no path.
    """
    for one in paths:
        if not isinstance(one, (str, os.PathLike)):
            raise ValidationError("paths", f"{one!r} is none: pass each path by itself, as text")
    if not all(os.fspath(path) for path in paths):
        raise InputError('a path is empty: name a file or a folder, "." for this one')
    names = [os.fspath(path) for path in paths]
    for one in names:
        if not os.path.lexists(one):
            hint = "; standard input is not read" if one == "-" else ""
            if "://" in one:
                hint = "; nothing is fetched: save the page, and name its file"
            raise InputError(f"{one}: there is no such file or folder{hint}")
    given = [Path(one) for one in {os.path.abspath(one): one for one in names}.values()]  # noqa: PTH100
    for path in given:
        if _is_corpus(path):
            raise InputError(f"{path}: this is a corpus, no raw material")
    return _walk(given)


def is_material(name: str) -> bool:
    """Whether a file or folder of such a name, in a folder, is raw material.

    >>> is_material("page.html"), is_material(".DS_Store"), is_material("README.md")
    (True, False, False)
    """
    return not _NO_MATERIAL.fullmatch(name)


def _walk(given: list[Path]) -> Iterator[RawFile | Rejection]:
    waiting = [(path, path.name, True) for path in reversed(given)]  # the next one last
    while waiting:
        path, name, is_given = waiting.pop()
        shown = os.fsencode(name or path).decode("utf-8", "replace")
        file = RawFile(path, shown)
        try:
            mode = path.stat().st_mode
            inside = sorted(one.name for one in path.iterdir()) if stat.S_ISDIR(mode) else []
        except OSError as error:
            yield file.rejection(error)
            continue
        if stat.S_ISREG(mode):
            yield file
        elif not stat.S_ISDIR(mode):
            yield Rejection(code="not-a-file", reason="this is no regular file", path=shown)
        elif path.is_symlink() and not is_given:
            yield Rejection(
                code="not-a-file", reason="a link to a folder is not followed", path=shown
            )
        elif not _is_corpus(path):
            prefix = "" if is_given else f"{name}/"
            beside = _folders_of_pages(inside)
            waiting += [
                (path / one, prefix + one, False)
                for one in reversed(inside)
                if is_material(one) and one not in beside
            ]


def _folders_of_pages(inside: list[str]) -> set[str]:
    """How the folders would be called in which browsers put what the pages in a folder show:
    "X_files" beside "X.html"."""
    known = words()
    stems = [one[: one.rindex(".")] for one in inside if one.lower().endswith(known.pages)]
    return {stem + folder for stem in stems for folder in known.folders}


def _is_corpus(folder: Path) -> bool:
    """Whether a folder is a corpus: what stands in it was read already."""
    try:
        with (folder / "corpus.json").open("rb") as stream:
            return b'"format":"mediacorpus-corpus/' in stream.read(256)
    except OSError:
        return False
