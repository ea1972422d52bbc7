"""JSON as pages have it."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.html_json import read_json

FLOOD = {"headline": "Gates fail", "author": [{"name": "Jane Smith"}]}
SAID = json.dumps(FLOOD)


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        SAID[:-1],
        SAID[:-2],
        SAID[:-3],
        SAID + "}",
        SAID + "\n]}",
        SAID + ";",
        SAID + ",",
        SAID.replace('"', "&quot;"),
        SAID.replace('"', "&#34;"),
        "\ufeff" + SAID,
        "\n\ufeff \n" + SAID,
        SAID.replace(", ", ",, "),
        SAID.replace(", ", " , , , "),
        SAID.replace("]", ",]").replace("}]", ",}]"),
        SAID.replace('", "', '"\n "').replace('], "', '] "').replace('}, "', '}"'),
        SAID + " // end of the article",
        SAID + "\n/* end ** of the article */",
        "// the article\n" + SAID.replace("[", "[ // who wrote it\n"),
        f"<!-- {SAID} -->",
        f"//<![CDATA[\n{SAID}\n//]]>",
        f"<![CDATA[{SAID}]]>",
    ],
)
def test_what_was_meant_is_plain(text: str) -> None:
    assert read_json(text) == FLOOD


@pytest.mark.parametrize("between", ["\n", "", ",", ";\n", "}\n", "\n\ufeff"])
def test_several_values_in_a_row_are_a_list(between: str) -> None:
    assert read_json(f'{SAID}{between}{{"@type": "WebSite"}}') == [FLOOD, {"@type": "WebSite"}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'["Jane\x27s", "it\'s", "\\x27", "a\nb"]', ["Jane's", "it's", r"\x27", "a\nb"]),
        ('["a // b", "c,, d", "e, ]", "/* f */", "&quot;"],', None),
        ('["a\tb\nc"]', ["a\tb\nc"]),
        ("[&quot;Fox &amp;amp; Roe&quot;]", ["Fox &amp; Roe"]),
    ],
)
def test_strings_keep_what_they_say(text: str, value: list[str] | None) -> None:
    assert read_json(text) == (value or json.loads(text.rstrip(",")))


@pytest.mark.parametrize(
    "text",
    [
        '{"headline: 1}',
        '{"headline": "He said "no" to it"}',
        '{"headline": "Gates fa',
        '{"wordCount": 12',
        '{"headline": "Gates fail", "author"',
        '{"headline": "Gates fail",',
        '{"a": [1}, "b": 2}',
        '{"a": 1}, "b": 2}',
        "window.article = {}",
        "[" * 100_000,
    ],
)
def test_what_may_mean_more_than_one_thing_is_an_error_that_says_where(text: str) -> None:
    with pytest.raises(ValueError, match=r"line 1|recursion"):
        read_json(text)


def test_nothing_is_nothing() -> None:
    assert read_json(" \n") == read_json("// later") == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_json_is_read_as_it_is(value: object) -> None:
    assert read_json(json.dumps(value)) == value


@given(st.lists(VALUES, min_size=1), st.sampled_from(["", "]", "}", " // end", ","]))
def test_what_stands_behind_it_changes_nothing(value: object, behind: str) -> None:
    assert read_json(json.dumps(value) + behind) == value


@given(st.text(st.sampled_from('{}[]",:;/*\\x27&qot -<!>\n')))
def test_any_text_is_read_or_an_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        read_json(text)
