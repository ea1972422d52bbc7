"""A corpus as a bag (BagIt, RFC 8493), in which archives take material in and check that it is
whole.  Needs the extra `bagit`: ``pip install 'mediacorpus[bagit]'``.
"""

from __future__ import annotations

import logging
import os
import shutil
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from mediacorpus.corpus.disk import Folder, new_folder, writing
from mediacorpus.corpus.index import Index
from mediacorpus.errors import CorpusError, InputError, ValidationError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["check_bag", "write_bag"]


def write_bag(index: Index, target: Path, *, info: Mapping[str, str] | None = None) -> None:
    """Copy a corpus into a new bag, with SHA-256 and SHA-512 of every file.

    `info` goes to bag-info.txt ("Source-Organization", "External-Description").

    Raises `CorpusError` where there is something at the target, or a file cannot be read or
    written; nothing is left of the bag then.
    """
    bagit = _bagit()
    for name, value in (info or {}).items():
        if ":" in name or "\n" in name + value or not name.strip():
            raise ValidationError("info", f"{name!r}: {value!r} is no line of bag-info.txt")
    with new_folder(target, "the bag") as bag, writing(target):
        for path in index.files():
            copy = bag / path.relative_to(index.folder.path)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        bagit.make_bag(os.fspath(bag), dict(info or {}), checksums=["sha256", "sha512"])


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
