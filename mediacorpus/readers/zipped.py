"""ZIP archives, gone through like folders: each file in one is a file of raw material.

A member is unpacked into a folder of ours, under a name of ours: what it is called in the archive
is only shown.  Word documents and books, which are ZIP archives too, are files of their own.
"""

from __future__ import annotations

import os
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import attrs

from mediacorpus.limits import Limits
from mediacorpus.readers.files import RawFile, is_material
from mediacorpus.readers.gzipped import HARMLESS
from mediacorpus.records import Rejection

__all__ = ["DEEPEST", "LARGEST_MEMBER", "Scratch", "unzipped"]

LARGEST_MEMBER = 256 * 2**20
"""In bytes, of a file in an archive; larger ones are to be unpacked first."""

DEEPEST = 3
"""Archives may stand so deep in archives."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DOCUMENTS = frozenset(("[Content_Types].xml", "mimetype"))
"""By which Word documents and spreadsheets, and books and those of OpenOffice, are known."""

_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OverflowError,
)  # fmt: skip
_ENCRYPTED = 0x1


class Scratch:
    """A folder for what is unpacked, made when it is first wanted, and taken away at the end."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._files = 0

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            self._folder.cleanup()

    def new_file(self) -> Path:
        """The path of a file that is not there yet."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="mediacorpus-")
        self._files += 1
        return Path(self._folder.name, str(self._files))


@attrs.define
class _Budget:
    """How many bytes may still come out of an archive, all in all."""

    left: float


def unzipped(file: RawFile, scratch: Scratch, limits: Limits) -> Iterator[RawFile | Rejection]:
    """The files in a ZIP archive, unpacked one after the other; any other file as it is.

    What cannot be unpacked is a rejection, and the next one follows.
    """
    try:
        head, size = _beginning(file.path)
    except OSError as error:
        yield file.rejection(error)
        return
    if head.startswith(_ZIP):
        yield from _unzipped(file, scratch, _Budget(max(HARMLESS, limits.ratio * size)), 0)
    else:
        yield file


def _beginning(path: Path) -> tuple[bytes, int]:
    """The first bytes of a file and its size; by the system's own calls, as each file is asked."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(descriptor, len(_ZIP[0])), os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)


def _unzipped(
    file: RawFile, scratch: Scratch, budget: _Budget, depth: int
) -> Iterator[RawFile | Rejection]:
    try:
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            if _DOCUMENTS.isdisjoint(archive.namelist()):
                yield from _members(file, archive, scratch, budget, depth)
            else:
                yield file
    except OSError as error:
        yield file.rejection(error)
    except _DAMAGED as error:
        yield _rejection(file, "zip-damaged", f"the ZIP archive cannot be unpacked ({error})")


def _members(
    file: RawFile, archive: zipfile.ZipFile, scratch: Scratch, budget: _Budget, depth: int
) -> Iterator[RawFile | Rejection]:
    if depth == DEEPEST:
        yield _rejection(file, "zip-too-deep", f"there are more than {DEEPEST} archives around it")
        return
    for info in archive.infolist():
        parts = [part for part in _parts(info.filename) if part]
        if info.is_dir() or not parts or not all(map(is_material, parts)):
            continue
        copy = RawFile(scratch.new_file(), "/".join((file.name, *parts)), is_copy=True)
        try:
            why, is_zip = _unpack(archive, info, copy.path, budget)
        except _DAMAGED as error:
            why = ("zip-damaged", f"it cannot be unpacked from the ZIP archive ({error})")
        if why:
            copy.forget()
            yield _rejection(copy, *why)
        elif is_zip:
            yield from _unzipped(copy, scratch, budget, depth + 1)
        else:
            yield copy
        if budget.left < 0:
            return


def _parts(name: str) -> Iterator[str]:
    """The parts of a member's name that lead nowhere else."""
    plain = name.replace("\\", "/").encode("utf-8", "replace").decode()
    return (part for part in PurePosixPath(plain).parts if part not in ("/", "//", "..", "."))


def _unpack(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path, budget: _Budget
) -> tuple[tuple[str, str] | None, bool]:
    """Unpack a member: the code and the reason if that cannot be, and whether it is a ZIP file."""
    if info.flag_bits & _ENCRYPTED:
        reason = "it is encrypted: unpack the archive with its password first"
        return ("zip-encrypted", reason), False
    size, head = 0, b""
    with archive.open(info) as packed, path.open("wb") as copy:
        while size <= LARGEST_MEMBER and budget.left >= 0 and (part := packed.read(2**16)):
            head = head or part
            size += len(part)
            budget.left -= len(part)
            copy.write(part)
    if budget.left < 0:
        reason = "the archive unpacks to far more than its size, as no articles do, so the rest of "
        reason += "it is not read; if this one may, raise the limit (ratio)"
        return ("zip-bomb", reason), False
    if size > LARGEST_MEMBER:
        reason = f"it has more than {LARGEST_MEMBER >> 20} MB: unpack the archive first"
        return ("too-large", reason), False
    return None, head.startswith(_ZIP)


def _rejection(file: RawFile, code: str, reason: str) -> Rejection:
    return Rejection(code=code, reason=reason, path=file.name)
