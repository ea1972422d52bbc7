"""`make fuzz`: for so many seconds (60), nothing may crash, hang, be lost, leak or be executed.

    python -m tests.fuzz [--seconds N] [--seed N]

What fails is told with its seed, and written to build/fuzz/; the same seed fails again.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
import traceback
import warnings
from pathlib import Path
from typing import Any

import lxml.html

from mediacorpus import Corpus, Entry, MediacorpusError, dumps, loads, parse
from mediacorpus.views import html, terminal
from tests.fuzz.bad import case, cases

SLOW = 10.0
"""No case of some kilobytes takes so many seconds."""

BATCH = 100
"""So many files are taken into a corpus together, with a sound one among them."""

SOUND = "Talks fail\n\n10 October 2016\n\n“We are done,” Jane Smith told reporters in Oslo.\n"

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FORBIDDEN = ("socket.connect", "os.system", "os.exec", "urllib.Request", "ctypes.dlopen")


class FaultError(Exception):
    """What must not be."""


def watched(event: str, _: tuple[Any, ...]) -> None:
    """Raise where something is fetched or executed."""
    if event in _FORBIDDEN:
        raise FaultError(event)


def one(raw: bytes) -> int:
    """Parse a case, and look whether what comes out is sound and harmless; how many entries do."""
    started = time.monotonic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            entries = parse(raw, engine="rules")
    except MediacorpusError as error:
        harmless(str(error), "the error")
        entries = []
    if time.monotonic() - started > SLOW:
        raise FaultError(f"it took {time.monotonic() - started:.1f} s")
    for entry in entries:
        look_at(entry)
    return len(entries)


def look_at(entry: Entry) -> None:
    """Raise where an entry does not come back from its line, or shows what it should not."""
    if loads(dumps(entry)) != entry:
        raise FaultError("it does not come back from its line")
    harmless(terminal.plain(terminal.entry(entry, rules=True)), "the terminal")
    page = html.entry(entry)
    for element in lxml.html.fromstring(page).iter():
        if element.tag in ("script", "iframe", "object", "img", "link", "base", "meta"):
            raise FaultError(f"the notebook shows <{element.tag}>")
        for name, value in map(_text_of, element.attrib.items()):
            if name.startswith("on") or (name == "href" and not value.startswith(("http", "#"))):
                raise FaultError(f"the notebook shows {name}={value!r}")


def _text_of(attribute: tuple[str | bytes, str | bytes]) -> tuple[str, str]:
    name, value = (one.decode() if isinstance(one, bytes) else one for one in attribute)
    return name, value


def harmless(shown: str, where: str) -> None:
    """Raise where text has a terminal's commands in it, or turns its direction."""
    if found := _CONTROLS.search(shown.replace("\r\n", "\n")):
        raise FaultError(f"{where} shows {found[0]!r}")


def together(seeds: range) -> None:
    """Take cases into a corpus; each is read or rejected, and the sound one among them is read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        files = cases(folder, seeds)
        (folder / "5sound.txt").write_text(SOUND)
        with Corpus.create(Path(name) / "corpus") as corpus:
            report = corpus.ingest(folder, engine="rules", jobs=2)
            sound = [
                entry for entry in corpus if entry.article.text.startswith("Talks fail\n\n“We")
            ]
            if len(sound) != 1 or len(sound[0].quotes) != 1:
                raise FaultError("the sound file was lost")
            read = {entry.article.provenance.path for entry in corpus if entry.article.provenance}
            told = {rejection.path for rejection in report.rejected}
            digests = {path.read_bytes() for path in files}
            lost = {path.name for path in files} - read - told
            if lost and len(digests) == len(files):
                raise FaultError(f"neither read nor rejected: {sorted(lost)}")
            if not corpus.verify().ok:
                raise FaultError(str(corpus.verify()))
            harmless(str(report), "the report")


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.fuzz")
    arguments.add_argument("--seconds", type=float, default=60)
    arguments.add_argument("--seed", type=int, default=int(time.time()) % 10**6 * 1000)
    asked = arguments.parse_args()
    sys.addaudithook(watched)
    end = time.monotonic() + asked.seconds
    faults = count = read = 0
    seed = asked.seed
    print(f"from seed {seed} on")
    while time.monotonic() < end:
        count += 1
        try:
            read += one(case(seed))
            if count % BATCH == 0:
                together(range(seed - BATCH + 1, seed + 1))
        except Exception:  # noqa: BLE001 - whatever it is, it is told with its case
            faults += 1
            kept = Path("build/fuzz") / f"{seed}.bin"
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(case(seed))
            print(f"seed {seed}, kept as {kept}:\n{traceback.format_exc()}")
        seed += 1
    print(f"{count} cases, {read} entries read, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
