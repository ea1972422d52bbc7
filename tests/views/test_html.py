"""Records in a notebook."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest
from hypothesis import given

from mediacorpus import Article, Block, Corpus, Entry, annotate, parse
from tests.strategies import entries

EVIL = (
    "<script>alert(1)</script><img src=https://example.org/x onerror=alert(1)>&amp;\x1b[31m\u202e"
)


def tree(shown: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(shown)


def is_safe(shown: str) -> bool:
    """No script, no handler, nothing that is loaded from anywhere."""
    for element in tree(shown).iter():
        if element.tag in ("script", "img", "iframe", "link", "object", "a"):
            return False
        if any(name.startswith("on") or name in ("src", "href") for name in element.attrib):
            return False
    return "url(" not in shown and "@import" not in shown


@given(entries())
def test_any_entry_is_shown_safely(entry: Entry) -> None:
    assert is_safe(entry._repr_html_())
    assert is_safe(entry.article._repr_html_())
    for quote in entry.quotes:
        assert is_safe(quote._repr_html_())
    for source in entry.sources:
        assert is_safe(source._repr_html_())


def test_what_comes_from_outside_is_never_markup() -> None:
    body = (
        Block(kind="caption", text=EVIL, credit=EVIL),
        Block(kind="paragraph", text=f"“{EVIL},” Jane Smith said. {EVIL}"),
    )
    entry = annotate(
        Article(id="a", language="en", headline=EVIL, byline=EVIL, publisher_name=EVIL, body=body)
    )
    shown = entry._repr_html_()
    assert is_safe(shown)
    assert "alert(1)" in tree(shown).text_content()
    assert "\x1b" not in shown
    assert "⟨U+202E⟩" in shown


def test_quotes_are_marked_with_the_colour_of_their_source(seed: bytes) -> None:
    (entry,) = parse(seed, engine="rules")
    page = tree(entry._repr_html_())
    (headline,) = page.xpath("//h1")
    assert headline.text_content() == entry.article.headline
    marked = page.xpath("//*[contains(@class, 'content')][contains(., 'Iraq is our priority')]")
    assert "Hussein al-Basri" in marked[0].get("title")
    assert page.xpath("//p[@class='caption']")[0].text_content().endswith("[YouTube]")
    tables = [table.text_content() for table in page.xpath("//table")]
    assert any("Rami al-Karkhi" in table and "Iraqi Communist Party" in table for table in tables)
    assert any("publisher-inferred" in item.text_content() for item in page.xpath("//li"))


def test_what_found_a_quote_opens_on_demand(seed: bytes) -> None:
    (entry,) = parse(seed, engine="rules")
    for shown in (entry._repr_html_(), entry.quotes[0]._repr_html_()):
        details = tree(shown).xpath("//td/details")[0]
        quote = entry.quotes[0]
        assert details.xpath("summary")[0].text_content() == quote.kind
        assert f"{quote.rule} · {quote.confidence} · {quote.id}" in details.text_content()


def test_text_runs_in_its_own_direction() -> None:
    body = (Block(kind="paragraph", text="قال الوزير إن المحادثات انتهت."),)
    page = tree(Article(id="a", language="ar", body=body)._repr_html_())
    assert page.xpath("//p[@class='paragraph']")[0].get("dir") == "auto"


def test_answers_of_a_corpus_are_tables(tmp_path: Path, seed: bytes) -> None:
    corpus = Corpus.create(tmp_path / "corpus")
    assert "nothing found" in corpus.quotes()._repr_html_()
    corpus.add(parse(seed, engine="rules"))
    for shown in (corpus, corpus.entries(), corpus.quotes(), corpus.sources()):
        assert is_safe(shown._repr_html_())
        assert tree(shown._repr_html_()).xpath("//table")
    rows = tree(corpus.quotes(speaker="Basri")._repr_html_()).xpath("//tbody/tr")
    assert len(rows) == 4
    assert "Hussein al-Basri" in rows[0].text_content()


@pytest.mark.parametrize("count", [20, 25])
def test_long_answers_are_cut_and_say_so(tmp_path: Path, count: int) -> None:
    corpus = Corpus.create(tmp_path / "corpus")
    corpus.add(
        annotate(Article(id=f"a{n}", language="en", headline="Smith said that it was over."))
        for n in range(count)
    )
    page = tree(corpus.quotes()._repr_html_())
    assert len(page.xpath("//tbody/tr")) == 20
    assert ("the first 20 are shown" in page.text_content()) is (count > 20)
