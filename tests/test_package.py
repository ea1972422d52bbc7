"""The package: what importing it costs, and what it offers."""

from __future__ import annotations

import ast
import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

import mediacorpus

HEAVY = (
    "lxml",
    "dateparser",
    "trafilatura",
    "click",
    "rich",
    "charset_normalizer",
    "msgspec",
    "sqlite3",
    "numpy",
    "onnxruntime",
    "tokenizers",
)


def fresh(code: str) -> str:
    """What a new interpreter prints."""
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = fresh("import sys, mediacorpus; print(*sys.modules)").split()
    assert not set(loaded) & set(HEAVY)


@pytest.mark.parametrize(
    ("use", "unneeded"),
    [
        (
            "mediacorpus.loads",
            ("lxml", "dateparser", "click", "rich", "sqlite3", "charset_normalizer"),
        ),
        ("mediacorpus.Corpus", ("lxml", "dateparser", "click", "rich", "charset_normalizer")),
        ("mediacorpus.extract_quotes", ("lxml", "dateparser", "click", "rich", "sqlite3")),
        ("mediacorpus.NewsDate", ("lxml", "dateparser", "click", "rich", "sqlite3", "tomllib")),
    ],
)
def test_using_a_part_loads_that_part(use: str, unneeded: tuple[str, ...]) -> None:
    loaded = fresh(f"import sys, mediacorpus; {use}; print(*sys.modules)").split()
    assert not set(loaded) & set(unneeded)


def test_every_public_name_is_there() -> None:
    assert mediacorpus.__all__ == sorted(mediacorpus.__all__)
    assert set(mediacorpus.__all__) == set(mediacorpus._HOME)
    for name in mediacorpus.__all__:
        assert getattr(mediacorpus, name).__doc__, name
    assert set(mediacorpus.__all__) <= set(dir(mediacorpus))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        # mypy knows as well: a needless "ignore" would be an error
        mediacorpus.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_every_module_says_what_it_is() -> None:
    for file in Path(mediacorpus.__path__[0]).rglob("*.py"):  # some need an extra to be imported
        assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))), file


def test_the_version_is_the_packages() -> None:
    assert importlib.metadata.version("mediacorpus") == mediacorpus.__version__
