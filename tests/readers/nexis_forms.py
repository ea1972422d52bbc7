"""The same articles as Nexis exports them in each form, made for the tests in the true layouts."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Callable
from xml.sax.saxutils import escape

import attrs

__all__ = ["FORMS", "Item", "docx", "html", "rtf", "rtf_uni", "text"]


@attrs.frozen(kw_only=True)
class Item:
    """An article, as an export prints it; the labels are those of `LABELS`."""

    headline: str
    outlet: str = "The Daily Example (London)"
    date: str = "March 12, 2019 Tuesday"
    edition: str | None = None
    rights: str | None = "Copyright 2019 Example Media Ltd. All Rights Reserved"
    above: dict[str, str] = attrs.field(
        factory=lambda: {
            "Byline": "Mary Writer",
            "Section": "NEWS; Pg. 3",
            "Length": "37 words",
            "Highlight": "An inquiry heard of letters that nobody had answered.",
        }
    )
    body: tuple[str, ...] = (
        "The gates that were built to keep the river out failed within an hour, an inquiry heard.",
        "“We wrote to the council every spring,” said Anna Muster, who ran the station until 2017.",
    )
    below: dict[str, str] = attrs.field(
        factory=lambda: {
            "Load-Date": "March 13, 2019",
            "Language": "ENGLISH",
            "Subject": "FLOODS (90%); INQUIRIES (75%)",
            "Publication-Type": "Newspaper",
        }
    )
    error: bool = False


ERROR = "We are sorry but there is an error in this document and it is not possible to display it."


def _wrapped(words: str) -> str:
    return "\n".join(textwrap.wrap(words, 79, break_on_hyphens=False))


def _centred(words: str) -> str:
    return "\n".join(one.center(80).rstrip() for one in textwrap.wrap(words, 60))


def text(
    items: list[Item], *, cover: bool = True, line: str = "{} of {} DOCUMENTS", bom: bool = True
) -> bytes:
    """A text file as LexisNexis gave it until 2019."""
    made = []
    if cover:
        made.append(
            f"\n\n\nDownload Request: Selected Items: 1-{len(items)}\n"
            "Time Of Request: Friday, March 22, 2019  16:51:31\n\nSend To:\n\nEXAMPLE LIBRARY\n\n"
            "Terms: (gates and\nDATE(>=2019-03-01))\n\n\nSource: The Daily Example\nProject ID:\n"
        )
    for number, one in enumerate(items, start=1):
        parts = [_centred(line.format(number, len(items)))] if line else []
        if one.error:
            made.append("\n\n".join([*parts, ERROR]))
            continue
        parts += ["", _centred(one.outlet)]
        parts.append(_centred(one.date) + (f"\n{_centred(one.edition)}" if one.edition else ""))
        parts.append(_wrapped(one.headline).replace(";", ";\n"))
        parts += [_wrapped(f"{label.upper()}: {value}") for label, value in one.above.items()]
        parts += ["", *map(_wrapped, one.body)]
        parts += [_wrapped(f"{label.upper()}: {value}") for label, value in one.below.items()]
        if one.rights:
            parts += ["", _centred(one.rights)]
        made.append("\n\n".join(parts))
    return ("\ufeff" * bom + "\n\n\n".join(made) + "\n").replace("\n", "\r\n").encode()


def html(items: list[Item], *, announced: int | None = None) -> bytes:
    """An HTML file as LexisNexis gave it."""
    made = [
        (
            '<HTML>\n<HEAD>\n<STYLE TYPE="text/css"><!--\n.c0 { text-align: center; }\n'
            ".c1 { text-align: center; margin-top: 0em; }\n.c5 { text-align: left; }\n--></STYLE>\n"
            f'<!-- LXNComment 2827:501651797 -->\n<META TOPIC="null" DOCUMENTS="'
            f'{announced or len(items)}" /></HEAD>\n<BODY>\n'
        )
    ]

    def block(words: str, centred: bool = False) -> str:
        shown = escape(words).replace("\n", "<BR>")
        name = "c0" if centred else "c5"
        return (
            f'<BR><DIV CLASS="{name}"><P CLASS="c6"><SPAN CLASS="c2">{shown}</SPAN></P>\n</DIV>\n'
        )

    for number, one in enumerate(items, start=1):
        made.append(
            f'<A NAME="DOC_ID_0_{number}"></A><!-- Hide XML section from browser\n'
            f"<DOC NUMBER={number}>\n<DOCFULL> -->\n"
        )
        if one.error:
            made.append(block(ERROR))
        else:
            made.append(block(f"{number} of {len(items)} DOCUMENTS", centred=True))
            made.append(block(one.outlet, centred=True))
            edition = f"\n{one.edition}" if one.edition else ""
            made.append(block(one.date + edition, centred=True))
            made.append(block(one.headline.replace(";", ";\n")))
            made += [block(f"{label.upper()}: {value}") for label, value in one.above.items()]
            paragraphs = "".join(f'<P CLASS="c9">{escape(one_)}</P>\n' for one_ in one.body)
            made.append(f'<BR><DIV CLASS="c5">{paragraphs}</DIV>\n')
            made += [block(f"{label.upper()}: {value}") for label, value in one.below.items()]
            if one.rights:
                made.append(block(one.rights, centred=True))
        made.append("<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n")
    return ("".join(made) + "</BODY></HTML>\n").encode()


def _rtf(words: str) -> str:
    made = []
    for character in words:
        if character in "\\{}":
            made.append("\\" + character)
        elif character < "\x7f":
            made.append(character)
        elif character < "\u0100":
            made.append(f"\\'{ord(character):02x}")
        else:
            made.append(f"\\u{ord(character)} ?")
    return "".join(made)


_RTF_HEAD = (
    "{\\rtf1\\ansi\\deff0\n{\\fonttbl{\\f0\\fmodern Courier;}}\n{\\stylesheet{\\fs20 Normal;}}"
    "{\\*\\LXNComment 1826:520979124}\n"
    "{\\*\\shppict{\\pict\\pngblip\n89504e470d0a1a0a}}\n"
)


def rtf(items: list[Item]) -> bytes:
    """An RTF file as LexisNexis gave it, also under names that end in .DOC."""
    made = [
        _RTF_HEAD,
        f"\\pard Download Request: All Documents: 1-{len(items)}\n\\par \\pard\n\\par\n",
    ]

    def block(words: str, form: str = "\\ql") -> str:
        lines = "".join(f"\\pard {form} \\sb0 {_rtf(one)}\n\\par " for one in words.split("\n"))
        return f"{lines}\\pard \n\\par "

    for number, one in enumerate(items, start=1):
        made.append(
            "\\sect\\sectd {\n\\header \\pard Page \\chpgn \\qr \n\\par Gates fail\n\\par }"
            f"{{\\*\\bkmkstart DOC_ID_{number}}}{{\\*\\bkmkend DOC_ID_{number}}}\n"
        )
        made.append(block(f"{number} of {len(items)} DOCUMENTS", "\\qc"))
        if one.error:
            made.append(block(ERROR))
            continue
        made.append(block(one.outlet, "\\qc"))
        month, _, rest = one.date.partition(" ")
        shown = f"\\b {_rtf(month)}\\b0  {_rtf(rest)}"
        edition = f"\\pard \\qc {_rtf(one.edition)}\n\\par " if one.edition else ""
        made.append(f"\\pard \\qc \\sb0 {shown}\n\\par {edition}\\pard \n\\par ")
        made.append(block(one.headline.replace(";", ";\n")))
        made += [block(f"{label.upper()}: {value}") for label, value in one.above.items()]
        made += [f"\\pard \\ql \\sb120 {_rtf(words)}\n\\par " for words in one.body]
        made.append("\\pard \n\\par ")
        made += [block(f"{label.upper()}: {value}") for label, value in one.below.items()]
        if one.rights:
            made.append(block(one.rights, "\\qc"))
    return ("".join(made) + "}").encode("ascii")


def _uni(items: list[Item], *, contents: bool = True) -> list[str | tuple[str, str]]:
    """The paragraphs of an export of Nexis Uni; a headline comes with where it leads."""
    made: list[str | tuple[str, str]] = []
    if contents:
        made += ["Date and Time: Friday, 22. March 2019 09:31:00 CET", "Job Number: 00000001"]
        made.append(f"Documents ({len(items)})")
        for number, one in enumerate(items, start=1):
            made += [f"{number}. {one.headline}", "Client/Matter: -None-", "Search Terms: gates"]
            made += ["Search Type: Natural Language ", "Narrowed by: "]
            made += ["Content Type | Narrowed by", "News | Sources: The Daily Example"]
    for number, one in enumerate(items, start=1):
        made.append("\f")
        if one.error:
            made += [ERROR, "End of Document"]
            continue
        link = (
            f"https://advance.lexis.com/api/document?id=urn:contentItem:5WG2-7T11-F021-{number:04}"
        )
        made += [(one.headline, link), one.outlet, one.date]
        made += [one.edition] if one.edition else []
        made += [one.rights] if one.rights else []
        made += [f"{label}:\u00a0{value}" for label, value in one.above.items()]
        made += ["Body", "", *one.body, "", "Classification", ""]
        made += [f"\n{label}:\u00a0{value}" for label, value in one.below.items()]
        made += ["\nEnd of Document"]
    return made


def docx(items: list[Item], *, contents: bool = True) -> bytes:
    """A DOCX file as Nexis Uni gives it."""
    body, links = [], []
    for one in _uni(items, contents=contents):
        words, link = (one, None) if isinstance(one, str) else one
        if words == "\f":
            body.append('<w:p><w:pPr><w:sectPr><w:type w:val="nextPage"/></w:sectPr></w:pPr></w:p>')
            continue
        run = "<w:br/>".join(
            f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in words.split("\n")
        )
        if link:
            links.append(link)
            run = f'<w:hyperlink r:id="rId{len(links)}"><w:r>{run}</w:r></w:hyperlink>'
        else:
            run = f"<w:r>{run}</w:r>"
        body.append(f'<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr>{run}</w:p>')
    document = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{''.join(body)}<w:sectPr/></w:body></w:document>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{escape(link)}" '
        'TargetMode="External"/>'
        for number, link in enumerate(links, start=1)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        archive.writestr(
            "word/_rels/document.xml.rels",
            '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.'
            f'openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        )
    return made.getvalue()


def rtf_uni(items: list[Item]) -> bytes:
    """An RTF file as Nexis Uni gives it."""
    made = ["{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}}\n"]
    for one in _uni(items):
        words, link = (one, None) if isinstance(one, str) else one
        if words == "\f":
            made.append("\\sect\\sectd\n")
            continue
        shown = "\\line ".join(_rtf(part).replace("\\'a0", "\\~") for part in words.split("\n"))
        if link:
            shown = f'{{\\field{{\\*\\fldinst HYPERLINK "{link}"}}{{\\fldrslt {{\\ul {shown}}}}}}}'
        made.append(f"\\pard\\sb0 {shown}\\par\n")
    return ("".join(made) + "}").encode("ascii")


FORMS: dict[str, Callable[[list[Item]], bytes]] = {
    "text": text,
    "html": html,
    "rtf": rtf,
    "docx": docx,
    "rtf of Nexis Uni": rtf_uni,
}
