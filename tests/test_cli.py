"""The command."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from mediacorpus import Corpus, Entry, Quote, annotate, dumps, loads, reading
from mediacorpus.cli import main
from tests.conftest import SEED


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], catch_exceptions=False)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    result = run("ingest", SEED.parent, "--corpus", folder, "--engine", "rules")
    assert result.exit_code == 0
    assert result.output == f"1 file, 1 new article\n{tmp_path}/corpus is a new corpus\n"
    return folder


def test_an_engine_can_be_asked_for(corpus: Path) -> None:
    found = run("show", corpus, "--json").output
    parsed = run("parse", SEED, "--engine", "rules").output
    assert [one.rule for one in loads(found).quotes] == [one.rule for one in loads(parsed).quotes]
    wrong = run("parse", SEED, "--engine", "magic")
    assert (wrong.exit_code, "there is no engine 'magic'" in wrong.stderr) == (2, True)


def test_ingest_again_says_that_nothing_is_new(corpus: Path) -> None:
    result = run("ingest", SEED.parent, "--corpus", corpus, "--engine", "rules")
    assert result.exit_code == 0
    assert result.output == "1 file, 1 read before, 0 new articles: nothing new\n"


def test_ingest_takes_the_articles_alone(tmp_path: Path) -> None:
    arguments = ("ingest", SEED, "--corpus", tmp_path / "corpus", "--engine", "rules")
    assert run(*arguments, "--no-quotes").output.startswith("1 file, 1 new article\n")
    assert run("quotes", tmp_path / "corpus").output == "nothing found\n"
    assert run(*arguments).output == "1 file, 0 new articles, 1 updated\n"


def test_ingest_again_reads_what_is_known(corpus: Path) -> None:
    result = run("ingest", SEED.parent, "--corpus", corpus, "--again", "--engine", "rules")
    assert result.output == "1 file, 0 new articles, 1 already there: nothing new\n"


def test_ingest_tells_once_what_it_rejects(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    (tmp_path / "in" / "broken").symlink_to(tmp_path / "nowhere")
    results = [run("ingest", tmp_path / "in", "--corpus", tmp_path / "c") for _ in range(2)]
    assert [one.exit_code for one in results] == [1, 0]
    assert results[1].output == "2 files, 0 new articles, 2 rejected before: nothing new\n"


def test_ctrl_c_exits_with_130_and_says_what_is_in_the_corpus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "read_stream", stopped)
    result = run("ingest", SEED.parent, "--corpus", tmp_path / "corpus", "--seconds", "0")
    assert result.exit_code == 130
    assert result.stderr.startswith("mediacorpus: stopped; what was read so far is in the corpus")
    assert "Traceback" not in result.output


def test_limits_are_options(tmp_path: Path) -> None:
    arguments = ("ingest", SEED, "--corpus", tmp_path / "corpus", "--engine", "rules")
    small = run(*arguments, "--decoded-bytes", "100")
    assert (small.exit_code, "more than 100 bytes" in small.output) == (1, True)
    wrong = run(*arguments, "--seconds", "-1")
    assert (wrong.exit_code, "-1.0 is not in the range x>=0" in wrong.stderr) == (2, True)
    assert run(*arguments, "--seconds", "60", "--ratio", "10").exit_code == 0
    parsed = run("parse", SEED, "--no-quotes", "--decoded-bytes", "100", "--ratio", "10")
    assert (parsed.exit_code, "more than 100 bytes" in parsed.stderr) == (1, True)


def test_names_that_are_no_utf_8_are_no_fault(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"odd\xff")
    odd.mkdir()
    (odd / os.fsdecode(b"a\xff.txt")).write_bytes(SEED.read_bytes())
    (odd / os.fsdecode(b"b\xff.txt")).write_text("Talks fail\n\nThey met in Oslo and left at once.")
    corpus = odd / "corpus"
    for arguments in (
        ["ingest", odd, "--corpus", corpus, "--json"],
        ["verify", corpus, "--json"],
        ["verify", corpus],
        ["show", corpus],
        ["show", odd],
        ["quotes", corpus],
    ):
        assert run(*arguments).exit_code == 0, arguments
    (corpus / "corpus.json").write_bytes(b"")
    assert run("verify", corpus, "--json").exit_code == 1
    assert run("show", corpus).exit_code == 1
    missing = run("show", odd / "no")
    assert (missing.exit_code, "odd\ufffd/no: there is no such file" in missing.stderr) == (2, True)


def test_ingest_names_what_it_rejects(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    result = run("ingest", tmp_path / "in", "--corpus", tmp_path / "corpus")
    assert result.exit_code == 1
    assert "rejected: empty.txt, byte 0: the file is empty" in result.output
    assert list((tmp_path / "corpus" / "rejected").iterdir())


def test_ingest_reports_as_json(tmp_path: Path) -> None:
    result = run("ingest", SEED.parent, "--corpus", tmp_path / "corpus", "--json")
    report = json.loads(result.output)
    assert (report["files"], report["new"], report["commits"]) == (1, 1, [1])


def test_ingest_of_nothing_makes_no_corpus(tmp_path: Path) -> None:
    result = run("ingest", tmp_path / "no", "--corpus", tmp_path / "corpus")
    assert result.exit_code == 2
    assert result.stderr == f"mediacorpus: {tmp_path}/no: there is no such file or folder\n"
    assert not (tmp_path / "corpus").exists()


def test_parse_prints_jsonl() -> None:
    result = run("parse", SEED)
    assert result.exit_code == 0
    entry = loads(result.output)
    assert isinstance(entry, Entry)
    assert len(entry.quotes) >= 12
    without = loads(run("parse", SEED, "--no-quotes", "--publisher", "X").output)
    assert (without.quotes, without.article.publisher_name) == ((), "X")


@pytest.mark.parametrize(
    ("printed", "option"),
    [("03/04/2016", ["--order", "DMY"]), ("2 hours ago", ["--retrieved", "2016-04-03T12:00Z"])],
)
def test_a_date_that_is_unclear_is_settled_by_an_option(
    tmp_path: Path, printed: str, option: list[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        f"Flood gates failed\n{printed}\nThe gates failed within an hour, it was heard."
    )
    assert loads(run("parse", page).output).article.published is None
    published = loads(run("parse", page, *option).output).article.published
    assert published is not None
    assert published.value[:10] == "2016-04-03"
    assert run("ingest", page, "--corpus", tmp_path / "corpus", *option).exit_code == 0
    with Corpus.open(tmp_path / "corpus") as corpus:
        assert [one.article.published for one in corpus] == [published]


@pytest.mark.parametrize(
    ("printed", "wrong"), [("today", "is no time"), ("2016-10-11T08:00", "no time zone: add Z")]
)
def test_a_time_that_cannot_be_is_told(tmp_path: Path, printed: str, wrong: str) -> None:
    result = run("parse", tmp_path, "--retrieved", printed)
    assert result.exit_code
    assert f"--retrieved: {printed!r}" in result.stderr
    assert wrong in result.stderr


def test_parse_tells_what_it_rejects_on_standard_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0" * 100)
    (tmp_path / "b.txt").write_text("Talks fail\n\nThey met in Oslo, and they left after an hour.")
    result = run("parse", tmp_path)
    assert result.exit_code == 1
    assert result.stderr.startswith("rejected: a.txt, byte 0: this looks like binary data, ")
    assert loads(result.stdout).article.headline == "Talks fail"


def test_show_a_corpus_an_article_or_a_raw_file(corpus: Path, tmp_path: Path) -> None:
    for arguments in (
        [corpus],
        [corpus, Corpus.open(corpus).entries().__iter__().__next__().article.id],
        [SEED],
    ):
        result = run("show", *arguments)
        assert result.exit_code == 0
        assert "Hussein al-Basri (person; Member of the Shia Sadrist movement)" in result.output
    missing = run("show", corpus, "nothing")
    assert missing.exit_code == 2
    assert "there is no article 'nothing'" in missing.stderr
    assert loads(run("show", corpus, "--json").output).article.publisher_name == "The New Arab"
    more = tmp_path / "more.txt"
    more.write_text("Talks fail\n\nThey met in Oslo, and they left after an hour.")
    run("ingest", more, "--corpus", corpus)
    listed = run("show", corpus).output
    assert "Talks fail" in listed
    assert f"mediacorpus show {corpus} ID shows one of them" in listed


def test_the_beginning_of_an_id_is_enough(corpus: Path, tmp_path: Path) -> None:
    (id,) = Corpus.open(corpus).ids()
    for start in (id, id[:12], id.removeprefix("sha256:")[:8]):
        assert "Basri" in run("show", corpus, start).stdout
        assert "Basri" in run("show", SEED, start).stdout
    (tmp_path / "a.txt").write_text("Talks fail in Oslo\n\n“We are done,” Jane Smith said.\n")
    run("ingest", tmp_path / "a.txt", "--corpus", corpus)
    assert "several ids begin with 'sha256:'" in run("show", corpus, "sha256:").stderr
    for where in (corpus, SEED):
        result = run("show", where, "sha256:nothing")
        assert (result.exit_code, "no article 'sha256:nothing'" in result.stderr) == (2, True)


def test_show_of_what_is_rejected_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("show", tmp_path / "empty.txt")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("empty.txt, byte 0: the file is empty\n")


def test_an_error_of_the_system_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = run("ingest", SEED, "--corpus", tmp_path / "file" / "corpus")
    assert result.exit_code in (1, 2)
    assert result.stderr.startswith("mediacorpus: ")
    assert result.stderr.count("\n") == 1


def test_quotes_are_found_by_speaker_date_and_kind(corpus: Path) -> None:
    table = run("quotes", corpus, "--speaker", "Basri").output
    assert "Iraq is our" in table
    found = run("quotes", corpus, "--speaker", "basri", "--kind", "direct", "--json").output
    quotes = [loads(line, Quote) for line in found.splitlines()]
    assert [quote.speaker_text for quote in quotes] == ["Basri", "Basri"]
    assert run("quotes", corpus, "--since", "2016-10-11", "--json").output == ""
    assert run("quotes", corpus, "--until", "2016-10-10", "--json").output != ""
    assert run("quotes", corpus, "--publisher", "another", "--json").output == ""
    sure = run("quotes", corpus, "--min-confidence", "0.9", "--json").output
    assert all((loads(line, Quote).confidence or 0) >= 0.9 for line in sure.splitlines())
    assert 0 < sure.count("\n") < run("quotes", corpus, "--json").output.count("\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["quotes", "{corpus}", "--since", "last week"], "'last week' is no ISO date"),
        (["quotes", "{corpus}", "--kind", "loud"], "'loud' is not one of"),
        (["ingest", "{seed}"], "Missing option '--corpus'"),
        (
            ["ingest", "{seed}", "--corpus", "{corpus}", "--format", "docx"],
            "no reader for format 'docx'",
        ),
        (["parse", "{corpus}/no"], "there is no such file or folder"),
        (["nothing"], "No such command 'nothing'"),
        (["show", "{empty}"], "is no corpus, and holds no raw material"),
    ],
)
def test_what_cannot_work_exits_with_2(
    corpus: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "empty").mkdir()
    known = {"corpus": corpus, "seed": SEED, "empty": tmp_path / "empty"}
    result = run(*[one.format(**known) for one in arguments])
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("place", ["a folder", "a file", "nothing"])
def test_what_is_no_corpus_exits_with_1(tmp_path: Path, place: str) -> None:
    """Nobody can tell a wrong name from a corpus that lost its corpus.json."""
    folder = tmp_path / "folder"
    if place == "a folder":
        folder.mkdir()
        (folder / "notes.txt").write_text("x")
    elif place == "a file":
        folder.write_text("x")
    calls = [("verify", folder)]
    if place != "a file":  # which may hold entries, for `quotes`
        calls.append(("quotes", folder))
    if place != "nothing":
        calls.append(("ingest", SEED, "--corpus", folder))  # type: ignore[arg-type]
    for call in calls:
        result = run(*call)
        assert result.exit_code == 1
        assert result.stderr.startswith(f"mediacorpus: {folder} is n")
        assert result.stderr.count("\n") == 1


def test_verify_says_what_is_wrong(corpus: Path) -> None:
    assert run("verify", corpus).output.endswith("nothing is wrong\n")
    assert json.loads(run("verify", corpus, "--json").output)["entries"] == 1
    (shard,) = (corpus / "entries").iterdir()
    shard.write_bytes(shard.read_bytes()[:-1])
    result = run("verify", corpus)
    assert result.exit_code == 1
    assert shard.name in result.output
    reading = run("show", corpus)
    assert reading.exit_code == 1
    assert shard.name in reading.stderr


def test_schema_prints_the_schema_of_a_line() -> None:
    schema = json.loads(run("schema").output)
    jsonschema.Draft202012Validator(schema).validate(json.loads(run("parse", SEED).output))
    assert json.loads(run("schema", "Quote").output)["title"] == "mediacorpus.quote/1"


def test_escape_sequences_do_not_reach_the_terminal(tmp_path: Path) -> None:
    evil = tmp_path / "evil\x1b[31m.txt"
    evil.write_bytes(b"")
    result = run("parse", evil)
    assert "\x1b" not in result.output


def _on_a_terminal(*arguments: str) -> tuple[str, str]:
    """Standard output and what a terminal at standard error shows."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from mediacorpus.cli import main; main()", *arguments]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=theirs, text=True, timeout=60, check=True,
        env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return done.stdout, shown.decode()


def test_progress_is_shown_on_a_terminal_and_nowhere_else(tmp_path: Path) -> None:
    out, shown = _on_a_terminal("ingest", str(SEED.parent), "--corpus", str(tmp_path / "corpus"))
    assert out == f"1 file, 1 new article\n{tmp_path}/corpus is a new corpus\n"
    assert "reading" in shown
    assert run("ingest", SEED.parent, "--corpus", tmp_path / "another").stderr == ""


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("arguments", [["quotes", "{corpus}"], ["show", "{corpus}"]])
def test_what_an_encoding_has_no_character_for_is_escaped(
    corpus: Path, encoding: str, arguments: list[str], tmp_path: Path
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Talks Ж fail\n\n“We are done with Ж,” Jane Smith told reporters.\n")
    run("ingest", page, "--corpus", corpus)
    command = [sys.executable, "-c", "from mediacorpus.cli import main; main()"]
    command += [one.format(corpus=corpus) for one in arguments]
    done = subprocess.run(
        command, capture_output=True, check=False,
        env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert "\\u0416" in done.stdout.decode(encoding)


def test_names_of_choices_are_taken_in_any_case(corpus: Path, tmp_path: Path) -> None:
    assert run("schema", "source").output == run("schema", "Source").output
    direct = run("quotes", corpus, "--kind", "Direct", "--json").output
    assert direct == run("quotes", corpus, "--kind", "direct", "--json").output != ""
    assert run("quotes", corpus, "-o", tmp_path / "q.CSV").exit_code == 0
    assert run("parse", SEED, "--order", "dmy", "--no-quotes").exit_code == 0


def test_the_line_that_says_how_to_go_on_can_be_copied(tmp_path: Path) -> None:
    folder = tmp_path / "my corpus"
    for name in ("a", "b"):
        page = tmp_path / f"{name}.txt"
        page.write_text(f"Talks {name} fail\n\nThey met in Oslo, and they left after an hour.")
        run("ingest", page, "--corpus", folder)
    assert run("show", folder).stdout.endswith(
        f"mediacorpus show '{folder}' ID shows one of them\n"
    )


def test_every_command_and_option_has_help() -> None:
    for name, command in main.commands.items():
        text = run(name, "--help").output
        assert command.help
        assert text.startswith("Usage")


@pytest.mark.parametrize(
    "arguments", [["parse", "{seed}"], ["quotes", "{corpus}", "--json"], ["show", "{corpus}"]]
)
def test_a_pipe_that_closes_early_ends_it_quietly(corpus: Path, arguments: list[str]) -> None:
    command = [sys.executable, "-c", "from mediacorpus.cli import main; main()"]
    command += [one.format(corpus=corpus, seed=SEED) for one in arguments]
    ours, theirs = os.pipe()
    os.close(ours)  # as `head` does when it has its lines
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (141, b"")


# -- quotes: files of entries, tables, scores ------------------------------------------------


def test_quotes_of_files_of_entries_and_corpora_together(corpus: Path, tmp_path: Path) -> None:
    entries = tmp_path / "entries.jsonl"
    entries.write_text(run("show", corpus, "--json").output)
    one = run("quotes", corpus, "--speaker", "Basri", "--json").output
    assert one.count("\n") == 4
    assert run("quotes", entries, corpus, "--speaker", "Basri", "--json").output == one + one
    assert run("quotes", entries, "--since", "2016-10-11", "--json").output == ""
    (tmp_path / "page.txt").write_text("Talks fail")
    wrong = run("quotes", tmp_path / "page.txt")
    assert (wrong.exit_code, "page.txt, line 1: not JSON" in wrong.stderr) == (2, True)
    assert "of raw material, `mediacorpus ingest` makes a corpus" in wrong.stderr


@pytest.mark.parametrize(
    ("options", "output"),
    [(["--csv"], None), (["--jsonl"], None), ([], "quotes.csv"), ([], "quotes.jsonl.gz"), (["--csv"], "x")],
)  # fmt: skip
def test_quotes_are_exported_with_context(
    corpus: Path, tmp_path: Path, options: list[str], output: str | None
) -> None:
    more = [*options, "--speaker", "Basri", "--kind", "direct", "--context", "40"]
    path = tmp_path / (output or "none")
    result = run("quotes", corpus, *more, *(["-o", path] if output else []))
    assert result.exit_code == 0
    data = path.read_bytes() if output else result.stdout_bytes
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    if output:
        assert result.stdout == f"2 quotes in {path}\n"
    rows = (
        [json.loads(line) for line in text.splitlines()]
        if "json" in f"{options}{output}"
        else list(csv.DictReader(io.StringIO(text)))
    )
    assert [row["source"] for row in rows] == ["Hussein al-Basri"] * 2
    assert all(0 < len(row["before"]) <= 40 for row in rows)


def test_a_table_for_excel_begins_with_a_mark(corpus: Path) -> None:
    assert run("quotes", corpus, "--csv", "--excel").stdout_bytes.startswith(b"\xef\xbb\xbf")


def test_the_form_of_an_output_must_be_clear(corpus: Path, tmp_path: Path) -> None:
    result = run("quotes", corpus, "-o", tmp_path / "quotes.txt")
    assert (result.exit_code, "is that to be --csv or --jsonl?" in result.stderr) == (2, True)
    nothing = run("quotes")
    assert (nothing.exit_code, "or use --score GOLD" in nothing.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--csv", "--jsonl"], "--csv and --jsonl do not go together"),
        (["--jsonl", "-o", "{folder}/quotes.CSV"], "does not end as --jsonl does"),
        (["--jsonl", "--json"], "--jsonl and --json do not go together"),
        (["-o", "{folder}/quotes.csv", "--json"], "--output and --json do not go together"),
        (["--csv", "--score", "{folder}/gold.jsonl"], "--csv and --score do not go together"),
    ],
)
def test_of_two_forms_one_is_to_be_chosen(
    corpus: Path, tmp_path: Path, options: list[str], told: str
) -> None:
    result = run("quotes", corpus, *(one.format(folder=tmp_path) for one in options))
    assert (result.exit_code, result.stdout, told in result.stderr) == (2, "", True)
    assert not (tmp_path / "quotes.csv").exists()


def test_what_found_a_quote_is_named_on_demand(corpus: Path) -> None:
    (entry,) = Corpus.open(corpus)
    for command in ("show", "quotes"):
        plain, named = (run(command, corpus, *more).output for more in ([], ["--rules"]))
        for quote in entry.quotes:
            assert quote.id not in plain
            assert f"{quote.rule} {quote.confidence:.2f} {quote.id}" in named


def test_an_engine_is_scored_on_annotations(corpus: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    (entry,) = Corpus.open(corpus)
    gold.write_bytes(dumps(annotate(entry.article, engine="rules")))
    shown = run("quotes", "--score", gold, "--engine", "rules")
    assert shown.exit_code == 0
    assert re.search(r"more than 0\.3: P / R / F1 +100\.0 / 100\.0 / 100\.0", shown.output)
    assert re.search(r"\nrule +found +right +share\n[a-z-]+ +\d+ +\d+ +100\.0", shown.output)
    assert re.search(r"0\.9 to 1\.0 +\d+ +\d+ +100\.0", shown.output)
    assert max(map(len, shown.output.splitlines())) < 100
    gold.write_text(run("show", corpus, "--json").output)
    standing = json.loads(run("quotes", corpus, "--score", gold, "--json").output)
    assert standing["all"]["found"]["right"] == standing["all"]["found"]["gold"] > 10
    unknown = run("quotes", "--score", gold, "--engine", "magic")
    assert (unknown.exit_code, "no engine 'magic'" in unknown.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["{gold}", "--kind", "direct"], "--kind and --score do not go together: all quotes of"),
        (["{gold}", "--speaker", "x"], "--speaker and --score do not go together"),
        (["{gold}", "--min-confidence", "1"], "--min-confidence and --score do not go together"),
        (["{gold}", "--since", "2016"], "--since and --score do not go together"),
        (["{gold}", "--reviews", "x"], "--reviews goes with paths"),
        (["{gold}", "{corpus}", "--engine", "rules"], "--engine does not go with paths"),
        (["{gold}", "{corpus}", "--language", "en"], "--language does not go with paths"),
    ],
)
def test_what_says_nothing_of_a_score_does_not_go_with_it(
    corpus: Path, tmp_path: Path, options: list[str], told: str
) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "No, he said.", "annotations": {"x": []}}\n')
    result = run("quotes", "--score", *(one.format(gold=gold, corpus=corpus) for one in options))
    assert (result.exit_code, result.stdout, told in result.stderr) == (2, "", True)
    alone = run("quotes", corpus, "--engine", "rules")
    assert (alone.exit_code, "--engine goes with --score only" in alone.stderr) == (2, True)


def test_the_gold_is_found_in_a_corpus_by_its_text_as_well(corpus: Path, tmp_path: Path) -> None:
    """And what is not there is told; what is there and not in the gold is no matter."""
    (tmp_path / "a.txt").write_text("Hadiseler\n\nAnkara'da toplantı bugün yapıldı ve sona erdi.\n")
    run("ingest", tmp_path / "a.txt", "--corpus", corpus, "--language", "tr")
    entry = loads(run("show", corpus, "4ddea4", "--json").output)
    content = [[one.start, one.end] for one in entry.quotes[0].content]
    line = {"id": "mine", "text": entry.article.text, "annotations": {"x": [{"content": content}]}}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(line) + "\n")
    found = run("quotes", corpus, "--score", gold, "--json")
    assert (found.exit_code, found.stderr) == (0, "")
    score = json.loads(found.stdout)
    assert (score["all"]["found"]["right"], score["absent"]) == (1, 0)
    with gold.open("a") as stream:
        stream.write(json.dumps({**line, "id": "b", "text": entry.article.text + "x"}) + "\n")
    absent = run("quotes", corpus, "--score", gold)
    assert absent.exit_code == 1
    assert absent.stderr == (
        "1 of 2 articles of the gold is not there, by id or by text: all quotes in them count as "
        "missed\n"
    )


def test_texts_without_a_language_pack_are_told(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"id": "a", "text": "Nuqneh.", "annotations": {"x": []}}\n')
    result = run("quotes", "--score", gold, "--language", "tlh")
    assert result.exit_code == 1
    assert "in 1 article of the gold no quotes were looked for" in result.stderr


# -- review ---------------------------------------------------------------------------------


def test_what_is_reviewed_holds_where_the_reviews_are_laid_over(corpus: Path) -> None:
    (article,) = Corpus.open(corpus).ids()
    overlay = corpus / "reviews.jsonl"
    first, second, third, *_ = Corpus.open(corpus)[article].quotes
    said = run("review", "confirm", corpus, article, first.id[:10], "--by", "Ann")
    assert (said.exit_code, said.output.endswith(f"; written to {overlay}\n")) == (0, True)
    assert run("review", "reject", corpus, article, second.id).exit_code == 0
    corrected = ["--speaker", "the men", "--content", "{0.start}:{0.end}".format(third.content[0])]
    assert run("review", "correct", corpus, article, third.id, *corrected).exit_code == 0
    added = ["--content", "draws criticism", "--source", "Nobody"]
    assert run("review", "add", corpus, article, *added).exit_code == 0
    assert run("review", "rename", corpus, article, "Basri", "Hussein Basri").exit_code == 0
    assert run("review", "merge", corpus, article, "YouTube", "Getty").exit_code == 0
    asked = ("quotes", corpus, "--speaker", "Hussein Basri", "--json")
    assert run(*asked, "--no-reviews").output == ""
    found = run(*asked, "--reviews", overlay)
    assert (found.stdout.count("\n"), found.stderr) == (4, "")
    entry = loads(run("show", corpus, "--reviews", overlay, "--json").output)
    assert second.id not in [quote.id for quote in entry.quotes]
    assert "draws criticism" in [quote.text for quote in entry.quotes if quote.rule == "review"]
    assert run("review", "check", corpus).output == "6 reviews, 0 of which fit no longer\n"


def test_the_reviews_of_a_corpus_are_laid_over_unless_that_is_not_wanted(
    corpus: Path, tmp_path: Path
) -> None:
    (article,) = Corpus.open(corpus).ids()
    run("review", "rename", corpus, article, "Basri", "Hussein Basri")
    told = f"1 review is laid over from {corpus}/reviews.jsonl (--no-reviews leaves them out)\n"
    out = tmp_path / "quotes.csv"
    for call in (["show", corpus], ["quotes", corpus], ["quotes", corpus, "-o", out]):
        with_them, without = run(*call), run(*call, "--no-reviews")
        assert (with_them.stderr, without.stderr) == (told, "")
        if out not in call:
            assert "Hussein Basri" in with_them.stdout
            assert "Hussein Basri" not in without.stdout
    run("quotes", corpus, "-o", out)
    assert "Hussein Basri" in out.read_text()
    both = run("show", corpus, "--no-reviews", "--reviews", corpus / "reviews.jsonl")
    assert (both.exit_code, "do not go together" in both.stderr) == (2, True)


def test_a_quote_that_was_corrected_or_rejected_is_named_by_its_former_id(corpus: Path) -> None:
    (article,) = Corpus.open(corpus).ids()
    first, second, *_ = Corpus.open(corpus)[article].quotes
    words = first.text.split()[1]
    run("review", "correct", corpus, article, first.id, "--content", words)
    run("review", "reject", corpus, article, second.id)
    corrected = run("review", "confirm", corpus, article, first.id[:10])
    assert corrected.exit_code == 2
    assert re.search(rf"{first.id} was corrected, and its id is q-\w+ now", corrected.stderr)
    rejected = run("review", "confirm", corpus, article, second.id[:10])
    assert (rejected.exit_code, "is there no more after review" in rejected.stderr) == (2, True)


def test_the_latest_review_of_a_quote_or_a_source_is_taken_back(corpus: Path) -> None:
    (article,) = Corpus.open(corpus).ids()
    quote = Corpus.open(corpus)[article].quotes[0]
    run("review", "merge", corpus, article, "YouTube", "Getty")
    run("review", "reject", corpus, article, quote.id, "--by", "Ann")
    back = run("review", "undo", corpus, article, quote.id[:10])
    assert back.exit_code == 0
    assert back.output.startswith("taken back: reject: '")
    assert back.output.endswith(f", by Ann; 1 review is left in {corpus}/reviews.jsonl\n")
    assert quote.id in run("show", corpus, "--reviews", corpus / "reviews.jsonl", "--rules").output
    assert run("review", "undo", corpus, article, "Getty").exit_code == 0
    assert (corpus / "reviews.jsonl").read_bytes() == b""
    none = run("review", "undo", corpus, article, "Getty")
    assert (none.exit_code, "there is no review of 'Getty'" in none.stderr) == (2, True)


def test_reviews_of_files_of_entries(corpus: Path, tmp_path: Path) -> None:
    entries, overlay = tmp_path / "entries.jsonl", tmp_path / "reviews.jsonl"
    entries.write_text(run("show", corpus, "--json").output)
    (article,) = Corpus.open(corpus).ids()
    names = [entries, article[:15], "Basri", "Hussein Basri"]
    without = run("review", "rename", *names)
    assert (without.exit_code, "say with --reviews FILE" in without.stderr) == (2, True)
    assert run("review", "rename", *names, "--reviews", overlay).exit_code == 0
    assert "Hussein Basri" in run("quotes", entries, "--reviews", overlay).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["reject", "{corpus}", "{article}", "zzz"], "no quote has an id that begins with 'q-zzz'"),
        (["reject", "{corpus}", "{article}", "q-"], "several quotes have ids that begin"),
        (["reject", "{corpus}", "nothing", "q-"], "there is no article 'nothing'"),
        (["rename", "{corpus}", "{article}", "Nobody", "X"], "'Nobody' is not the name or id"),
        (["add", "{corpus}", "{article}", "--content", "Nobody"], "'Nobody' does not stand in the"),
        (["add", "{corpus}", "{article}"], "content: is missing"),
        (["add", "{corpus}", "{article}", "--stance", "shouts"], "'shouts' is not one of 'says', "),
        (["rename", "{corpus}", "{article}", "Basri", ""], "Review.name: is empty"),
        (["check", "{corpus}", "--reviews", "{corpus}"], "is a folder"),
        (["check", "{corpus}"], "reviews.jsonl: there is no such file"),
    ],
)
def test_reviews_that_cannot_be_exit_with_2(
    corpus: Path, arguments: list[str], message: str
) -> None:
    (article,) = Corpus.open(corpus).ids()
    result = run("review", *[one.format(corpus=corpus, article=article) for one in arguments])
    assert (result.exit_code, message in result.stderr) == (2, True), result.output
    assert not (corpus / "reviews.jsonl").exists()


def test_reviews_that_fit_no_longer_are_told(corpus: Path, tmp_path: Path) -> None:
    (article,) = Corpus.open(corpus).ids()
    run("review", "reject", corpus, article, Corpus.open(corpus)[article].quotes[0].id)
    (tmp_path / "a.txt").write_text("Talks fail in Oslo\n\n“We are done,” Jane Smith said.\n")
    run("ingest", tmp_path / "a.txt", "--corpus", tmp_path / "other")
    other = run("review", "check", tmp_path / "other", "--reviews", corpus / "reviews.jsonl")
    assert other.exit_code == 1
    assert "there is no such article in" in other.output
    assert other.output.endswith("1 review, 1 of which fit no longer\n")
    overlay = corpus / "reviews.jsonl"
    overlay.write_bytes(overlay.read_bytes()[:-20])
    for call in (["show", corpus, "--reviews", overlay], ["review", "check", corpus]):
        result = run(*call)
        assert (result.exit_code, "reviews.jsonl, line 1: the line is cut" in result.stderr) == (
            2,
            True,
        )


# -- mappings ------------------------------------------------------------------------------

OWN_TABLE = "Nr,Titel,Inhalt\n7,Tore,Die Tore versagten.\n8,kurz\n"


def test_columns_are_named_by_options_or_by_a_file(tmp_path: Path) -> None:
    table, mapping = tmp_path / "own.csv", tmp_path / "own.toml"
    table.write_text(OWN_TABLE)
    mapping.write_text('name = "own"\n[fields]\nheadline = "Nr"\nbody = "Inhalt"\n')
    done = run("parse", table, "--no-quotes")
    assert "say which column is what" in done.stderr
    done = run("parse", table, "--no-quotes", "--map", "headline=Titel", "--map", "body=Inhalt")
    assert loads(done.stdout).article.headline == "Tore"
    assert "line 3: the row has 2 fields and the table 3 columns" in done.stderr
    done = run("parse", table, "--no-quotes", "--mapping", mapping, "--map", "headline=Titel")
    article = loads(done.stdout).article
    assert article.provenance
    assert (article.headline, article.provenance.format) == ("Tore", "own")
    corpus = tmp_path / "corpus"
    done = run("ingest", table, "--corpus", corpus, "--no-quotes", "--mapping", mapping)
    assert "1 new article" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--map", "headline"], "--map: 'headline' is no field and its column"),
        (["--map", "headlin=Titel"], "mapping.fields.headlin: there is no such name"),
        (["--mapping", "none.toml"], "mapping: there is no file 'none.toml'"),
        (["--map", "headline=Titel", "--format", "html"], "goes with the format 'mapped'"),
    ],
)
def test_a_wrong_mapping_is_told(tmp_path: Path, arguments: list[str], message: str) -> None:
    table = tmp_path / "own.csv"
    table.write_text(OWN_TABLE)
    done = run("parse", table, *arguments)
    assert (done.exit_code, message in done.stderr) == (2, True), done.stderr
