"""Annotations of people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mediacorpus import DecodeError, InputError, Span, dump, parse
from mediacorpus.gold import read_gold
from mediacorpus.quotes.scoring import AnnotatedArticle, annotated

TEXT = (
    "“We are done,” Jane Smith said in Oslo, “and we will not come back.”\nIt is over, he added.\n"
)


def mark(number: int, label: str, *words: str) -> str:
    """A line of brat's for an entity."""
    starts = [TEXT.index(one) for one in words]
    places = ";".join(f"{a} {a + len(one)}" for a, one in zip(starts, words, strict=True))
    return f"T{number}\t{label} {places}\t{' '.join(words)}"


SPLIT = mark(1, "Content", "“We are done,”", "“and we will not come back.”")
ENTITIES = [
    SPLIT,
    mark(2, "Source", "Jane Smith"),
    mark(3, "Cue", "said"),
    mark(4, "Content", "It is over"),
    mark(5, "Source", "he"),
    mark(6, "Cue", "added"),
]


def brat(folder: Path, *lines: str, text: str = TEXT, name: str = "one") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / f"{name}.ann").write_bytes("\n".join([*lines, ""]).encode())
    return folder


def said(article: AnnotatedArticle) -> list[tuple[list[str], list[str], list[str]]]:
    """Content, cue and source of each quote, in words."""

    def words(spans: tuple[Span, ...]) -> list[str]:
        return [span.of(article.text) for span in spans]

    return [(words(one.content), words(one.cue), words(one.source)) for one in article.quotes]


QUOTES = [
    (["“We are done,”", "“and we will not come back.”"], ["said"], ["Jane Smith"]),
    (["It is over"], ["added"], ["he"]),
]

LAYOUTS = {
    "relations from the cue": [
        "R1\tsays Arg1:T3 Arg2:T1", "R2\tby Arg1:T3 Arg2:T2",
        "R3\tsays Arg1:T6 Arg2:T4", "R4\tby Arg1:T6 Arg2:T5",
    ],
    "relations to the content": [
        "R1\tx Arg1:T3 Arg2:T1", "R2\tx Arg1:T2 Arg2:T1",
        "R3\tx Arg1:T6 Arg2:T4", "R4\tx Arg1:T5 Arg2:T4",
    ],
    "events on the cue": ["E1\tCue:T3 Source:T2 Content:T1", "E2\tCue:T6 Source:T5 Content:T4"],
    "events on the content": ["E1\tContent:T1 Cue:T3 By:T2", "E2\tContent:T4 Cue:T6 By:T5"],
    "an event within another": ["E1\tCue:T3 Source:T2 Content:E3", "E3\tContent:T1",
                                "E2\tCue:T6 Source:T5 Content:T4"],
}  # fmt: skip


@pytest.mark.parametrize("ties", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_brat_ties_what_belongs_together(tmp_path: Path, ties: list[str]) -> None:
    (article,) = read_gold(brat(tmp_path / "gold", *ENTITIES, *ties))
    assert (article.id, article.text) == ("one", TEXT)
    assert said(article) == QUOTES
    again = brat(tmp_path / "turned", *reversed([*ENTITIES, *ties]))
    assert sorted(said(next(read_gold(again)))) == sorted(QUOTES)


def test_several_contents_of_a_cue_are_one_quote(tmp_path: Path) -> None:
    parts = [
        mark(1, "content", "“We are done,”"),
        mark(7, "CONTENT", "“and we will not come back.”"),
    ]
    ties = ["R1\tx Arg1:T3 Arg2:T1", "R2\tx Arg1:T3 Arg2:T7", "R3\tx Arg1:T3 Arg2:T2"]
    folder = brat(tmp_path, *parts, *ENTITIES[1:3], *ties)
    assert said(next(read_gold(folder))) == QUOTES[:1]
    joined = brat(
        tmp_path, *parts, *ENTITIES[1:3], "R1\tx Arg1:T1 Arg2:T7", "R2\tx Arg1:T3 Arg2:T7"
    )
    assert said(next(read_gold(joined)))[0][0] == QUOTES[0][0]


def test_a_source_of_several_quotes_and_a_content_without_a_cue(tmp_path: Path) -> None:
    ties = ["R1\tx Arg1:T1 Arg2:T2", "R2\tx Arg1:T4 Arg2:T2"]
    (article,) = read_gold(brat(tmp_path, *ENTITIES, *ties))
    assert [(cue, source) for _, cue, source in said(article)] == [([], ["Jane Smith"])] * 2


@pytest.mark.parametrize("target", ["T1", "E1"])
def test_brat_states_kinds_and_names(tmp_path: Path, target: str) -> None:
    lines = ["E1\tCue:T3 Source:T2 Content:T1", f"A1\tKind {target} mixed",
             "N1\tReference T2 Wikipedia:1\tJane Mary Smith", "#1\tAnnotatorNotes T1\tsure?", "*\tEquiv T1 T4"]  # fmt: skip
    (article,) = read_gold(brat(tmp_path, *ENTITIES, *lines))
    assert (article.quotes[0].kind, article.quotes[0].names) == ("mixed", ("Jane Mary Smith",))
    assert (article.quotes[1].kind, article.quotes[1].names) == (None, ())


def test_folders_within_the_folder_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    brat(tmp_path / "gold", name="b")
    brat(tmp_path / "gold" / "a", name="my article")
    assert [one.id for one in read_gold(tmp_path / "gold")] == ["a/my_article", "b"]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T9\tContent 0", "'T9\\tContent 0' is no entity: it is written"),
        ("T9\tContent 0 999\tx", "T9 is from 0 to 999, but the text has"),
        (
            "T9\tContent 0 3\tJane",
            "T9 is 'Jane', but '“We' stands there: was the .txt file changed",
        ),
        (SPLIT, "the entity T1 is there twice"),
        ("R1\tx Arg1:T1 Arg2:T77", "'Arg2:T77' refers to 'T77', and there is no line for that"),
        ("R1\tx Arg1:T1", "is no relation: it is written"),
        ("E1\tCue:T77", "refers to 'T77'"),
        ("X1\tx", "is no line of brat's: T (source, cue or content), R (relation)"),
    ],
)
def test_what_is_wrong_in_brat_is_told_by_file_and_line(
    tmp_path: Path, line: str, message: str
) -> None:
    folder = brat(tmp_path, *ENTITIES, line)
    with pytest.raises(DecodeError) as caught:
        list(read_gold(folder))
    assert str(caught.value).startswith(f"{folder}/one.ann, line 7: ")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("R1\tx Arg1:T3 Arg2:T2", "line 7: the cue T3 ('said') is tied to T2, and none of these"),
        ("E1\tCue:T6", None),
        ("E1\tCue:T6 By:T5", "line 7: the cue T6 ('added') is tied to T5"),
        ("R1\tx Arg1:T9 Arg2:T9", None),
    ],
)
def test_what_is_tied_to_no_content_is_told(tmp_path: Path, line: str, message: str | None) -> None:
    """A cue and a source alone are no quote, and somebody may have meant one."""
    folder = brat(tmp_path, *ENTITIES, line, mark(9, "Person", "Jane Smith"))
    if message is None:
        assert len(next(read_gold(folder)).quotes) == 2
        return
    with pytest.raises(DecodeError) as caught:
        list(read_gold(folder))
    assert message in str(caught.value)


def test_brat_with_other_labels_says_which_are_wanted(tmp_path: Path) -> None:
    folder = brat(tmp_path, mark(1, "Person", "Jane Smith"))
    with pytest.raises(DecodeError, match="none of the entities is a Source, Cue, Content; these"):
        list(read_gold(folder))


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path, message in ((tmp_path / "empty", "no .txt and .ann"), (tmp_path / "no", "no such")):
        with pytest.raises(InputError, match=message):
            list(read_gold(path))
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "one.txt").write_text(TEXT)
    with pytest.raises(InputError, match=r"put one\.ann beside it, an empty file if"):
        list(read_gold(tmp_path / "gold"))
    (tmp_path / "gold" / "one.txt").rename(tmp_path / "gold" / "two.ann")
    with pytest.raises(InputError, match=r"two\.ann: its text is missing"):
        list(read_gold(tmp_path / "gold"))
    brat(tmp_path / "gold", name="two")
    (tmp_path / "gold" / "two.txt").write_bytes(b"\xff")
    with pytest.raises(DecodeError, match=r"two\.txt: byte 0 is not UTF-8"):
        list(read_gold(tmp_path / "gold"))


# -- JSONL ---------------------------------------------------------------------------------

LINE = {
    "id": "my article",
    "text": TEXT,
    "language": "en",
    "annotations": {
        "b": [],
        "a": [{"content": [[0, 14]], "source": [[15, 25]], "type": "direct", "resolved": "Jane"}],
    },
}


def test_a_line_of_jsonl_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE) + "\n\n")
    (article,) = read_gold(path)
    (quote,) = article.quotes
    assert (article.id, article.language) == ("my_article", "en")
    assert said(article) == [(["“We are done,”"], [], ["Jane Smith"])]
    assert (quote.kind, quote.names) == ("direct", ("Jane",))
    assert next(read_gold(path, annotator="b")).quotes == ()


def test_an_annotation_that_says_that_its_content_is_nowhere_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({**LINE, "annotations": {"a": [{"id": "q1", "content": []}]}}))
    (article,) = read_gold(path)
    assert said(article) == [([], [], [])]


def test_entries_of_ours_are_gold(tmp_path: Path, seed: bytes) -> None:
    entries = parse(seed)
    dump(entries, tmp_path / "gold.jsonl.gz")
    assert list(read_gold(tmp_path / "gold.jsonl.gz")) == [annotated(entries[0])]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({**LINE, "id": 7}, "Expected `str`, got `int` - at `$.id`: a line is {\"id\""),
        ({"id": "a", "text": "x"}, "missing required field `annotations`"),
        ({**LINE, "annotations": {}}, "has no annotations: where somebody looked at it"),
        ({**LINE, "annotations": {"a": [{"content": [[0, 999]]}]}}, "999 lies beyond the text"),
        ({**LINE, "annotations": {"a": [{"content": [[4, 2]]}]}}, "2 lies before start 4"),
        ({**LINE, "annotations": {"a": [{"content": [[4, 2]], "type": "loud"}]}},
         "'loud' - at `$.annotations[...][0].type` (it is one of direct, mixed, indirect)"),
        ({**LINE, "annotations": {"a": [{"contnet": [[0, 1]]}]}},
         "$.annotations.a[0]: unknown key 'contnet': is 'content' meant?"),
        ({**LINE, "annotations": {"a": [{"content": [], "sorce": [[0, 1]]}]}},
         "$.annotations.a[0]: unknown key 'sorce': is 'source' meant?"),
        ({**LINE, "langage": "en"}, "$: unknown key 'langage': is 'language' meant?"),
        ({**LINE, "split": "train"}, "$: unknown key 'split': take it out"),
        ({**LINE, "annotations": {"a": [{"cue": [[0, 1]]}]}}, "$.annotations.a[0] has no 'content'"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_jsonl_is_told_by_file_and_line(
    tmp_path: Path, line: dict[str, object], message: str
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE) + "\n" + json.dumps(line) + "\n")
    with pytest.raises(DecodeError) as caught:
        list(read_gold(path))
    assert str(caught.value).startswith(f"{path}, line 2: ")
    assert message in str(caught.value)


def test_a_line_that_is_no_json_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE)[:-2])
    with pytest.raises(DecodeError, match=r"gold\.jsonl, line 1: not JSON: .* a line is"):
        list(read_gold(path))


def test_a_file_without_an_article_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text("\n")
    with pytest.raises(InputError, match=r"gold\.jsonl: there is no article in it"):
        list(read_gold(path))


def test_an_annotator_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE))
    with pytest.raises(DecodeError, match="no annotations by 'c'; it has some by: a, b"):
        list(read_gold(path, annotator="c"))


def test_a_part_under_another_name_is_told(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    quote = '{"content": [[0, 5]], "speaker": [[6, 9]]}'
    gold.write_text(f'{{"id": "a", "text": "No, said Al.", "annotations": {{"x": [{quote}]}}}}')
    with pytest.raises(DecodeError, match="unknown key 'speaker': is 'source' meant"):
        list(read_gold(gold))
