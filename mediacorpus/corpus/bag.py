"""A corpus as a bag (BagIt, RFC 8493), in which archives take material in and check that it is
whole.  Needs the extra `bagit`: ``pip install 'mediacorpus[bagit]'``.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from mediacorpus.corpus.disk import Folder, writing
from mediacorpus.corpus.index import Index
from mediacorpus.errors import CorpusError, InputError, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["check_bag", "write_bag"]


def write_bag(
    folder: Folder, index: Index, target: Path, *, info: Mapping[str, str] | None = None
) -> Path:
    """Copy a corpus into a new bag, with SHA-256 and SHA-512 of every file; return the folder in it
    that is the corpus.

    `info` goes to bag-info.txt ("Source-Organization", "External-Description").

    Raises `CorpusError` where there is something at the target, or a file cannot be read or
    written; nothing is left of the bag then.
    """
    bagit = _bagit()
    for name, value in (info or {}).items():
        if ":" in name or "\n" in name + value or not name.strip():
            raise ValidationError("info", f"{name!r}: {value!r} is no line of bag-info.txt")
    with writing(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise CorpusError(f"{target} is not empty: name a new folder for the bag")
        target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.parent / f".{target.name}.{secrets.token_hex(8)}.tmp"
    try:
        with writing(target):
            for path in _files(folder, index):
                copy = temporary / path.relative_to(folder.path)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
            bagit.make_bag(os.fspath(temporary), dict(info or {}), checksums=["sha256", "sha512"])
            os.rename(temporary, target)  # noqa: PTH104 - fails where a folder has files
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return target / "data"


def _files(folder: Folder, index: Index) -> Iterator[Path]:
    """The files of a corpus as of its newest commit."""
    last, _ = index.head()
    shards = index.shards()
    yield folder.settings_file
    yield from (folder.entries / name for name, _ in shards)
    for number in range(1, last + 1):
        yield folder.commit_file(number)
        if rejected := folder.read_commit(number)[0].rejected:
            yield folder.rejected / rejected.name


def check_bag(path: Path) -> Folder:
    """The corpus in a bag, after comparing every file with its checksums.

    Raises `CorpusError` where a file is missing, altered or added, or there is no bag.
    """
    bagit = _bagit()
    if not (path / "bagit.txt").exists():
        raise CorpusError(f"{path} is no bag: it has no bagit.txt")
    try:
        bagit.Bag(os.fspath(path)).validate()
    except bagit.BagError as error:
        raise CorpusError(f"{path} is not as it was packed: {error}") from None
    return Folder(path / "data", in_bag=True)


def _bagit() -> ModuleType:
    try:
        import bagit
    except ImportError:
        raise InputError("bags need the extra: pip install 'mediacorpus[bagit]'") from None
    logging.getLogger("bagit").setLevel(logging.CRITICAL)  # what it finds is raised as well
    found: ModuleType = bagit
    return found
