"""Makes show.svg, the picture in the README: what `mediacorpus show` prints for the seed.

Run it from the root of the repository after the output has changed: python docs/images/make.py
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console, Group

import mediacorpus
from mediacorpus.views import terminal

ROOT = Path(__file__).parent.parent.parent


def picture() -> str:
    """The SVG, without the fonts that rich would load from the network."""
    (entry,) = mediacorpus.parse((ROOT / "seeds" / "000_af63431692700c65.txt").read_bytes())
    console = Console(record=True, width=104, file=io.StringIO(), force_terminal=True)
    parts = terminal.entry(entry).renderables
    console.print(Group(*parts[:3], *parts[18:]))  # the head, the last paragraphs, the sources
    without_fonts = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    return console.export_svg(title="mediacorpus show", code_format=without_fonts, unique_id="show")


if __name__ == "__main__":
    (Path(__file__).parent / "show.svg").write_text(picture(), encoding="utf-8")
