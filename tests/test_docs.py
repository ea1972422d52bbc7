"""What README and docs show is what happens."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import click
import nbclient
import nbformat
import pytest

import mediacorpus
from mediacorpus import cli, records
from mediacorpus.fields import evolve
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
BLOCK = re.compile(r"^```(pycon|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n?)*)", re.MULTILINE)


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the seed, in which the examples are run; the package that they import
    is the one under test, whichever is installed."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:/usr/bin:/bin")
    monkeypatch.setenv("PYTHONPATH", str(Path(mediacorpus.__file__).parents[1]))
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_are_true(page: Path, workplace: Path) -> None:
    del workplace
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    names: dict[str, Any] = {}
    for match in BLOCK.finditer(page.read_text(encoding="utf-8")):
        kind, text = match.groups()
        if kind == "pycon":
            example = doctest.DocTestParser().get_doctest(text, names, page.name, str(page), 0)
            runner.run(example, clear_globs=False)
            names = example.globs
        else:
            for command, expected in COMMAND.findall(text):
                _check_command(command, expected)
    assert runner.failures == 0


def _check_command(command: str, expected: str) -> None:
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    shown = done.stdout + done.stderr
    assert doctest.OutputChecker().check_output(expected, shown, FLAGS), f"$ {command}\n{shown}"


def test_the_examples_run_the_package_under_test(workplace: Path) -> None:
    code = "import mediacorpus.cli; print(mediacorpus.cli.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=workplace, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == cli.__file__


TRAINING = {
    "mediacorpus.quotes.train",
    "mediacorpus.quotes.model.graph",
    "mediacorpus.quotes.model.network",
    "mediacorpus.quotes.model.pruning",
}


@pytest.mark.parametrize(
    "module",
    ["mediacorpus", *(m.name for m in pkgutil.walk_packages(mediacorpus.__path__, "mediacorpus."))],
)
def test_the_examples_in_docstrings_are_true(module: str) -> None:
    if module in TRAINING:
        for extra in ("onnx", "torch"):
            pytest.importorskip(extra, reason="needs the extra: pip install 'mediacorpus[train]'")
    failures, _ = doctest.testmod(importlib.import_module(module), optionflags=FLAGS)
    assert failures == 0


def test_the_notebook_runs_and_shows_what_it_says(workplace: Path) -> None:
    path = ROOT / "docs" / "notebooks" / "first-entry.ipynb"
    read: Any = nbformat.read
    stored = read(path, as_version=4)
    run = nbclient.NotebookClient(
        read(path, as_version=4), resources={"metadata": {"path": str(workplace)}}
    ).execute()
    for before, after in zip(stored.cells, run.cells, strict=True):
        if before.cell_type == "code":
            assert _shown(before) == _shown(after), before.source


def _shown(cell: Any) -> list[Any]:
    """What a cell printed, which can come in several pieces, and showed."""
    printed = "".join(one["text"] for one in cell.outputs if "text" in one)
    showed = (one["data"] for one in cell.outputs if "data" in one)
    return [printed, *(data.get("text/html") or data["text/plain"] for data in showed)]


# -- complete ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", records.__all__)
def test_every_field_of_a_record_is_documented(name: str) -> None:
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    match = re.search(
        rf"^## (?:{name}\b[^\n]*|[^\n]* {name})\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL
    )
    assert match, name
    for field in attrs.fields(getattr(records, name)):
        assert f"`{field.name}`" in match[1], f"{name}.{field.name}"


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for name, command in cli.main.commands.items():
        match = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
        assert match, name
        commands = command.commands.values() if isinstance(command, click.Group) else [command]
        for parameter in (one for each in commands for one in each.params):
            for option in parameter.opts:
                assert not option.startswith("--") or f"`{option}`" in match[1], option


def test_every_code_of_a_notice_or_rejection_is_documented() -> None:
    docs = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    sources = "".join(f.read_text(encoding="utf-8") for f in (ROOT / "mediacorpus").rglob("*.py"))
    codes = set(
        re.findall(r'code="([a-z-]+)"|_reject\(\s*"([a-z-]+)"|_notice\(\s*"([a-z-]+)"', sources)
    )
    flat = {one for group in codes for one in group if one}
    assert len(flat) > 10
    assert {one for one in flat if f"`{one}`" not in docs} == set()


def test_every_rule_is_documented_with_its_confidence() -> None:
    from mediacorpus.quotes.rules import CONFIDENCE

    page = (ROOT / "docs" / "quotes.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| ([\d.]+) \|$", page, re.MULTILINE))
    assert {rule: float(share) for rule, share in rows.items()} == CONFIDENCE


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\((?!https?://)([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def evolve_id(entry: mediacorpus.Entry, id: str) -> mediacorpus.Entry:
    """The article under another id."""
    return mediacorpus.annotate(evolve(entry.article, id=id))


@pytest.mark.parametrize("compacted", [False, True])
def test_the_query_in_sql_gives_the_text(workplace: Path, compacted: bool) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    corpus = mediacorpus.Corpus.create(workplace / "corpus")
    corpus.ingest("seeds")
    (old,) = corpus
    corpus.add([mediacorpus.annotate(evolve(old.article, headline="Corrected"))])
    corpus.add([evolve_id(old, "removed"), evolve_id(old, "restored")])
    corpus.remove("removed", "restored", reason="an error")
    corpus.restore("restored")
    if compacted:
        corpus.compact()
    for shard in list((corpus.path / "entries").iterdir()):  # of a writer that was killed
        shutil.copy(shard, shard.with_name(f"9{shard.name[1:]}"))
    page = (ROOT / "docs" / "corpus-on-disk.md").read_text(encoding="utf-8")
    query = re.search(r"```sql\n(.*?)```", page, re.DOTALL)
    assert query
    rows = {row[0]: row for row in duckdb.sql(query[1]).fetchall()}
    assert rows.keys() == {old.article.id, "restored"}
    row, entry = rows[old.article.id], corpus[old.article.id]
    assert entry.article.headline == "Corrected"
    assert row == (entry.article.id, "2016-10-10", len(entry.quotes), entry.article.text, True)


def test_the_picture_shows_the_seed() -> None:
    picture = (ROOT / "docs" / "images" / "show.svg").read_text(encoding="utf-8")
    words = re.sub(r"<[^>]+>", "", picture).replace("&#160;", " ")
    assert "Hussein al-Basri (person; Member of the Shia Sadrist movement)" in words
    assert "font-face" not in picture
