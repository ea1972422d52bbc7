"""Which files of a folder are raw material."""

from __future__ import annotations

import inspect
import os
import sys
from pathlib import Path

import pytest

from mediacorpus import Corpus, InputError, Rejection
from mediacorpus.readers.files import RawFile, raw_files


def names(*paths: Path) -> list[str]:
    return [one.name for one in raw_files(*paths) if isinstance(one, RawFile)]


def test_a_folder_is_gone_through_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", "c"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["a/1.txt", "a/2.txt", "b.txt", "c"]
    assert names(tmp_path / "b.txt", tmp_path / "a") == ["b.txt", "1.txt", "2.txt"]


def test_notes_and_hidden_files_are_no_material_unless_they_are_named(tmp_path: Path) -> None:
    for name in (
        "README.md",
        "LICENSE",
        ".DS_Store",
        ".~lock.x.docx#",
        "~$x.docx",
        "x.txt~",
        "x.txt",
    ):
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["x.txt"]
    assert names(tmp_path / "README.md") == ["README.md"]


def test_the_folder_of_a_saved_page_belongs_to_it(tmp_path: Path) -> None:
    for folder in ("Flood_files", "Flood-Dateien", "Flood_fichiers", "Other_files", "Note_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_text("x")
    for name in ("Flood.html", "Other.HTM", "Note.txt"):
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["Flood.html", "Note.txt", "Note_files/frame.html", "Other.HTM"]
    assert names(tmp_path / "Flood_files") == ["frame.html"]


def test_a_path_that_does_not_exist_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file or folder"):
        raw_files(tmp_path, tmp_path / "no")
    with pytest.raises(FileNotFoundError):
        raw_files(tmp_path / "no")


def test_what_cannot_be_opened_is_rejected_when_it_is_its_turn(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link-to-folder").symlink_to(tmp_path / "folder")
    (tmp_path / "x.txt").write_text("x")
    found = {
        one.path if isinstance(one, Rejection) else one.name: one for one in raw_files(tmp_path)
    }
    assert list(found) == ["broken", "link-to-folder", "pipe", "x.txt"]
    codes = {name: one.code for name, one in found.items() if isinstance(one, Rejection)}
    assert codes == {
        "broken": "broken-link",
        "link-to-folder": "not-a-file",
        "pipe": "not-a-file",
    }


def test_links_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "itself").symlink_to(tmp_path / "itself")
    (tmp_path / "up").symlink_to(tmp_path)
    (tmp_path / "x.txt").write_text("x")
    found = list(raw_files(tmp_path, tmp_path / "up"))
    reasons = [one.reason for one in found if isinstance(one, Rejection)]
    assert len(found) == 6
    assert reasons[0] == "the file cannot be read: Too many levels of symbolic links"
    assert reasons[1] == "a link to a folder is not followed"


def test_a_folder_may_be_deep(tmp_path: Path) -> None:
    """Deeper than a function can call itself, which is made less deep here to save time."""
    deepest = tmp_path
    for _ in range(300):
        deepest /= "f"
        deepest.mkdir()
    (deepest / "x.txt").write_text("x")
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 200)
    try:
        assert names(tmp_path) == ["f/" * 300 + "x.txt"]
    finally:
        sys.setrecursionlimit(limit)


def test_a_corpus_is_no_raw_material(tmp_path: Path) -> None:
    Corpus.create(tmp_path / "in" / "corpus")
    (tmp_path / "in" / "x.txt").write_text("x")
    (tmp_path / "in" / "other").mkdir()
    (tmp_path / "in" / "other" / "corpus.json").write_text('{"of": "somebody else"}')
    assert names(tmp_path / "in") == ["other/corpus.json", "x.txt"]
    with pytest.raises(InputError, match="this is a corpus, no raw material"):
        raw_files(tmp_path / "in" / "corpus")


def test_a_path_that_is_given_twice_is_gone_through_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("x")
    found = list(
        raw_files(tmp_path, tmp_path / "b.txt", f"{tmp_path}/../{tmp_path.name}/", tmp_path)
    )
    assert [one.name for one in found if isinstance(one, RawFile)] == ["a.txt", "b.txt", "b.txt"]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("https://example.org/a", "https://example.org/a: .*; nothing is fetched: save the page"),
        ("-", "-: .*; standard input is not read"),
        ("nowhere", "nowhere: there is no such file or folder$"),
    ],
)
def test_what_is_no_path_is_told_for_what_it_is(path: str, hint: str) -> None:
    with pytest.raises(InputError, match=hint):
        raw_files(path)


def test_a_folder_that_cannot_be_read_is_told_as_one(tmp_path: Path) -> None:
    file = RawFile(tmp_path, "sub")
    reason = file.rejection(PermissionError(13, "Permission denied")).reason
    assert reason == "the folder, and so what is in it, cannot be read: Permission denied"
