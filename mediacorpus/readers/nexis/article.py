"""The lines of an item -> an article: one way for all forms and both layouts.

Older exports print outlet, date and headline above the labels, those of Nexis Uni headline, outlet
and date, and then a line "Body".  Both are read as blocks: what stands above the labels, labels
with their values, the body, and labels behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mediacorpus import languages
from mediacorpus.newsdate import NewsDate
from mediacorpus.readers import Context, Reader, domain
from mediacorpus.readers.datelines import dateline_in
from mediacorpus.readers.encoding import damage
from mediacorpus.readers.html_authors import author_names
from mediacorpus.readers.items import Item
from mediacorpus.readers.nexis.dates import DateLine, date_line
from mediacorpus.readers.nexis.labels import Label, Labelled, Words, words
from mediacorpus.readers.nexis.lines import Form, Line
from mediacorpus.readers.nexis.splitting import Part
from mediacorpus.readers.page_facts import authors_of
from mediacorpus.records import (
    Article,
    Basis,
    Block,
    Entry,
    Evidence,
    Notice,
    Provenance,
    RawSpan,
    Rejection,
)
from mediacorpus.text.folding import fold_space

__all__ = ["ItemReader"]

FEW_LINES = 8
"""An item in whose place there is an error has no more lines."""
LONGEST_BYLINE = 100
WIDTHS = range(40, 121)
"""In characters: how wide a text is that was broken at a fixed width."""

_NUMBER = re.compile(r"urn:contentItem:[0-9A-Za-z-]{8,60}")
_URL = re.compile(r"https?://\S+")
_SHARE = re.compile(r"\s*\(\d{1,3}%\)")
_DAY = re.compile(r",?\s+(?:[^\W\d_]+\.? \d{1,2}|\d{1,2}\.? [^\W\d_]+)\b.*$")


class _Group(NamedTuple):
    """Lines without room between them, and the label that they begin with."""

    lines: tuple[Line, ...]
    label: Labelled | None
    heading: str | None = None

    @property
    def words(self) -> str:
        """All of it as one line."""
        return " ".join(line.words for line in self.lines)

    @property
    def centred(self) -> bool:
        """Whether it stands in the middle; a line that fills the page does not show it."""
        return any(line.centred for line in self.lines)


class ItemReader:
    """Makes articles of the items of one file."""

    def __init__(self, reader: Reader, context: Context, form: Form) -> None:
        self._reader = reader
        self._context = context
        self._form = form

    def id_of(self, item: Item, part: Part) -> str:
        """The id of an item: the number that Nexis gives the document, where its headline leads
        there, else the digest of its bytes."""
        links = (line.link for line in part.lines[:FEW_LINES] if line.link)
        number = next((match[0] for link in links if (match := _NUMBER.search(link))), None)
        return self._context.article_id(item.raw, number)

    def read(self, item: Item, part: Part, id: str) -> Entry | Rejection:
        """The article of an item, or why there is none."""
        known = words()
        lines = [one for one in part.lines if one.words and not known.number(one.words)]
        numbered = f"number {part.number} of {part.of}" if part.number else "an item"
        if len(lines) <= FEW_LINES:
            said = " ".join(line.words for line in lines).casefold()
            if any(error in said for error in known.errors):
                return self._reject(
                    item,
                    "error-item",
                    f"Nexis put an error in the place of {numbered}: it could not show the "
                    "document; download it again by itself",
                )
        if not lines:
            return self._reject(item, "no-article", f"{numbered} has no text: download it again")
        decoded = self._form.decoded(item.raw)
        provenance = self._context.provenance(self._reader, decoded, item.place)
        made = _Item(lines, part, self._context)
        if made.headline is None and not made.body:
            return self._reject(
                item,
                "no-article",
                f"{numbered} has neither a headline nor a body: it is no article",
            )
        article = made.article(id, provenance)
        return Entry(article=article, notices=(*damage(decoded), *made.notices))

    def _reject(self, item: Item, code: str, reason: str) -> Rejection:
        return self._context.rejection(self._reader, code, reason, item.raw, item.place)


class _Item:
    """What the lines of an item say."""

    def __init__(self, lines: list[Line], part: Part, context: Context) -> None:
        self._known = words()
        self._context = context
        self._offset = part.lines[0].first
        self.notices: list[Notice] = []
        self.evidence: list[Evidence] = []
        self.values: dict[str, str] = {}
        self.extra: dict[str, list[str]] = {}
        self.subjects: tuple[str, ...] = ()
        self.keywords: tuple[str, ...] = ()
        self.captions: list[Block] = []
        self.published: NewsDate | None = None
        lines = [line for line in lines if line.words not in self._known.ends]
        ends = part.ended or any(line.words in self._known.headings for line in lines)
        self._modern = part.number is None and ends
        self._link = next((line.link for line in lines[:FEW_LINES] if line.link), None)
        groups = _groups(lines, self._known, apart=self._modern)
        groups = self._without_centred_labels(groups)
        start, end, labelled = self._body_in(groups)
        head, behind = groups[:start], groups[end:]
        body = list(groups[start:end])
        top = next((n for n in range(len(head)) if self._is_label(head, n)), len(head))
        self._labels([*head[top:], *behind], over=len(head) - top)
        rest = self._head([*head[:top], *self._unlabelled])
        if not (body or labelled):
            body, rest = rest[1:], rest[:1]
        self._title(rest)
        self.body = [*self._paragraphs(body), *self.captions]

    def _without_centred_labels(self, groups: list[_Group]) -> list[_Group]:
        """The blocks without those beside outlet and date that have a label ("SHOW: …")."""
        left = []
        for group in groups:
            if group.label and group.label.label and group.centred and not self._modern:
                first = _without_label(group.lines[0], group.label)
                self._take((group.label.printed, group.label.label), (first, *group.lines[1:]))
            else:
                left.append(group)
        return left

    # -- where the body stands

    def _body_in(self, groups: list[_Group]) -> tuple[int, int, bool]:
        """The first block of the body and the one behind it; whether a label says where it is."""
        known = self._known
        start = next((n for n, one in enumerate(groups) if _field(one) == "body"), None)
        if start is not None:
            if groups[start].heading or not (groups[start].label or _NONE).value:
                first = start + 1
                more = groups[start].lines[1:]
                groups[start] = groups[start]._replace(lines=groups[start].lines[:1])
                if more:
                    groups.insert(first, _Group(more, None))
                return first, self._body_end(groups, first), True
            label = groups[start].label or _NONE
            opening = _without_label(groups[start].lines[0], label)
            groups[start] = _Group((opening, *groups[start].lines[1:]), None)
            return start, self._body_end(groups, start), True
        labels = [n for n, one in enumerate(groups) if _is_known(one) or one.heading]
        for number in range(labels[0] if labels else len(groups), len(groups)):
            one = groups[number]
            if one.heading or _is_known(one) or self._is_of_head(one):
                continue
            if one.label and self._leads_to_label(groups, number):
                continue
            before = groups[number - 1]
            if before.label and not before.label.value:
                continue  # the value of an empty label, which is all of it
            if known.rights.match(one.words) or (one.centred and number > labels[0]):
                continue
            if any(self._ends(groups[n]) for n in labels if n < number):
                return len(groups), len(groups), False  # behind the labels that end a body
            return number, self._body_end(groups, number), False
        first = labels[0] if labels else len(groups)
        return first, first, False

    def _is_label(self, groups: list[_Group], number: int) -> bool:
        """Whether a block above a body has a label, and is no speech or list."""
        one = groups[number]
        return bool(
            one.heading or _is_known(one) or (one.label and self._leads_to_label(groups, number))
        )

    def _leads_to_label(self, groups: list[_Group], number: int) -> bool:
        """Whether a block with an unknown label stands between labels above a body."""
        for one in groups[number + 1 :]:
            if one.heading or (_is_known(one) and not self._ends(one)) or _field(one) == "length":
                return True
            if not one.label:
                return False
        return False

    def _is_of_head(self, group: _Group) -> bool:
        """Whether a block says when and where an item was published."""
        line = group.lines[0]
        return bool(line.centred and date_line(line.words, self._context.order))

    def _ends(self, group: _Group) -> bool:
        return bool(
            group.label and self._known.ends_body(group.label) and _field(group) != "length"
        )

    def _may_end(self, group: _Group) -> bool:
        """Whether a block has a label that may stand behind a body, and a value to go with it."""
        if not (group.label and group.label.label):
            return False
        return group.label.label.trailing is None or self._known.ends_body(group.label)

    def _body_end(self, groups: list[_Group], start: int) -> int:
        """The first block behind a body."""
        known = self._known
        for number in range(start, len(groups)):
            one = groups[number]
            if one.words in known.classification or self._ends(one):
                return number
            if (self._may_end(one) or one.heading) and self._only_labels(groups, number):
                return number
            if self._is_last_rights(groups, number):
                return number
        return len(groups)

    def _only_labels(self, groups: list[_Group], start: int) -> bool:
        """Whether nothing but labels follows, until one that ends a body or all is over."""
        empty = False
        for one in groups[start:]:
            if self._ends(one) or one.words in self._known.classification:
                return True
            if one.heading or self._may_end(one):
                empty = bool(one.heading or (one.label and not one.label.value))
            elif not empty and not self._is_rights(one):
                return False
        return True

    def _is_rights(self, group: _Group) -> bool:
        return bool(
            self._known.rights.match(group.lines[0].words)
            or (group.centred and self._known.says_rights.search(group.words))
        )

    def _is_last_rights(self, groups: list[_Group], number: int) -> bool:
        """Whether a block is the notice of rights that an item ends with."""
        return number >= len(groups) - 2 and all(map(self._is_rights, groups[number:]))

    # -- labels

    def _labels(self, groups: list[_Group], over: int) -> None:
        """Take the values of labels; the first `over` blocks stand above the body.  Blocks without
        a label are of the label before them, but above a body: those are left to the head."""
        self._unlabelled: list[_Group] = []
        current: tuple[str, Label | None] | None = None
        empty = False
        for number, group in enumerate(groups):
            above = number < over
            if group.words in self._known.classification:
                current = None
            elif group.heading:
                label = self._known.labels.get(group.heading.casefold())
                current, empty = (group.heading, label), True
            elif group.label:
                current, empty = (group.label.printed, group.label.label), not group.label.value
                lines = (_without_label(group.lines[0], group.label), *group.lines[1:])
                self._take(current, tuple(line for line in lines if line.words))
            elif self._is_rights(group):
                self._rights(group)
            elif current and (empty or not (above or group.centred)):
                self._take(current, group.lines)
            elif above:
                self._unlabelled.append(group)
            else:
                self._note_header(group)

    def _take(self, said: tuple[str, Label | None], lines: tuple[Line, ...]) -> None:
        """The value of a label, or more of it."""
        if not lines:
            return
        printed, label = said
        value = " ".join(line.words for line in lines)
        field = label and label.field
        if field == "headline":
            self._headline(lines)
        elif field == "caption":
            self.captions.append(
                Block(kind="caption", text=value, raw=self._span(lines[0], lines[-1]))
            )
        elif field in ("subjects", "keywords"):
            self.extra.setdefault(label.name if label else printed, []).append(value)
            found = (_SHARE.sub("", part).strip() for part in value.split(";"))
            values = tuple(dict.fromkeys(part for part in found if part))
            if field == "subjects":
                self.subjects += values
            else:
                self.keywords += values
        elif field == "url":
            self._url(lines)
        elif field and field != "body":
            if field in self.values and field != "standfirst":
                self.extra.setdefault(label.name if label else printed, []).append(value)
                return
            before = self.values.get(field)
            self.values[field] = f"{before} {value}" if before else value
            self._rests(field, lines[0], lines[-1])
        else:
            self.extra.setdefault(label.name if label else printed, []).append(value)

    def _url(self, lines: tuple[Line, ...]) -> None:
        """An address, which may be broken at the width of the page."""
        address = "".join(line.words for line in lines)
        if _URL.fullmatch(address):
            self.values["url"] = address
        else:
            self.extra.setdefault("Url", []).append(" ".join(line.words for line in lines))

    def _rights(self, group: _Group) -> None:
        before = self.values.get("rights")
        value = group.words
        self.values["rights"] = f"{before} {value}" if before and before != value else value

    def _note_header(self, group: _Group) -> None:
        """Keep what found no place."""
        self.extra.setdefault("header", []).append(group.words)

    # -- what stands above the labels

    def _head(self, groups: list[_Group]) -> list[_Group]:
        """Outlet, date and rights; what is left is a headline and what belongs to it."""
        groups = [one for one in groups if one.lines]
        found = self._date_in(groups)
        left: list[_Group] = []
        above: list[_Group] = []
        titled = False
        centred = [one for one in groups if one.centred]
        by_place = (
            not self._modern and bool(centred) and (found is None or groups[found[0]].centred)
        )
        for number, group in enumerate(groups):
            lines = group.lines
            dated = found is not None and number == found[0]
            if dated and found is not None:
                before, _, after = lines[: found[1]], lines[found[1]], lines[found[1] + 1 :]
                if before and not self._is_rights(_Group(before, None)):
                    above.append(_Group(before, None))
                self._date(found[2], lines[found[1]], after, number)
                if self._modern and not above and left[1:]:
                    above.append(left.pop(1))
                continue
            if self._is_rights(group):
                self._rights(group)
            elif self._modern and not titled:
                titled = True
                left.append(group)
            elif self._modern and found is not None and number < found[0]:
                above.append(group)
            elif self._modern and found is not None:
                self._edition(group)
            elif self._modern:
                above.append(group)
            elif by_place and group.centred:
                other = date_line(group.words, self._context.order)
                if found is None or number < found[0]:
                    above.append(group)
                elif not (
                    other
                    and other.date
                    and self.published
                    and other.date.value == self.published.value
                ):
                    self._edition(group)
            elif _URL.fullmatch("".join(line.words for line in lines)):
                self._url(lines)
            elif match := self._known.counted.fullmatch(group.words):
                self.values.setdefault("length", match[0])
            elif by_place or above:
                left.append(group)
            else:
                above.append(group)
        self._outlet(above or self._below_rights(groups))
        return left

    def _below_rights(self, groups: list[_Group]) -> list[_Group]:
        """The outlet, where it stands right below the notice of rights above an item."""
        for group in groups:
            last = group.lines[-1]
            if self._is_rights(group) and len(group.lines) > 1:
                return [] if self._known.says_rights.search(last.words) else [_Group((last,), None)]
        return []

    def _outlet(self, above: list[_Group]) -> None:
        for number, group in enumerate(above):
            name, *others = group.lines
            if number == 0:
                self.values["publisher_name"] = name.words
                self._rests("publisher_name", name, name)
                for other in others:
                    self.extra.setdefault("header", []).append(other.words)
            else:
                self._note_header(group)

    def _date_in(self, groups: list[_Group]) -> tuple[int, int, DateLine] | None:
        """The line that is the date: its block, its place there, and what it says."""
        best: tuple[int, int, DateLine] | None = None
        for number, group in enumerate(groups[:FEW_LINES]):
            if self._modern and number == 0:
                continue
            if not self._modern and not group.centred and len(group.lines) > 3:
                continue
            for place, line in enumerate(group.lines):
                found = date_line(line.words, self._context.order)
                if found is None:
                    continue
                if best is None or (found.sure and line.centred and not best[2].sure):
                    best = (number, place, found)
        return best

    def _date(self, found: DateLine, line: Line, after: Sequence[Line], number: int) -> None:
        """Take the date, and what stands below it in its block: a clock, or an edition."""
        del number
        if after and found.date and len(found.date.value) == 10:
            joined = date_line(f"{line.words} {after[0].words}", self._context.order)
            if joined and joined.date and not joined.edition:
                found, after = joined, after[1:]
        self.published = found.date
        last = after[-1] if after else line
        self._rests("published", line, line)
        for one in [found.edition, *(other.words for other in after)]:
            if one:
                before = self.values.get("edition")
                self.values["edition"] = f"{before} {one}" if before else one
        if self.values.get("edition"):
            self._rests("edition", line, last)
        if found.doubt and found.date is None:
            self._note("date-unclear", f"the date was left out: {found.doubt}", line)
        elif found.doubt:
            self._note("weekday-differs", f"{found.doubt}: the day was kept as printed", line)

    def _edition(self, group: _Group) -> None:
        """What stands behind the date and has no label."""
        if "edition" not in self.values and len(group.words) < LONGEST_BYLINE:
            self.values["edition"] = group.words
            self._rests("edition", group.lines[0], group.lines[-1])
        else:
            self._note_header(group)

    def _title(self, left: list[_Group]) -> None:
        """The headline, of what is left of the head; a short line behind it is a byline."""
        for number, group in enumerate(left):
            if number == 0 and "headline" not in self.values:
                self._headline(group.lines)
            elif "byline" not in self.values and len(group.words) < LONGEST_BYLINE:
                self.values["byline"] = group.words
                self._rests("byline", group.lines[0], group.lines[-1], "inferred")
            else:
                self._note_header(group)

    def _headline(self, lines: tuple[Line, ...]) -> None:
        """A headline; a semicolon at the end of a line, or with no room behind it, ends its first
        part."""
        parts = [""]
        for line in lines:
            pieces = re.split(r";(?=\S)", line.words)
            parts[-1] = f"{parts[-1]} {pieces[0]}".strip()
            parts += [piece.strip() for piece in pieces[1:]]
            if line is not lines[-1] and parts[-1].endswith(";"):
                parts.append("")
        said = [part.rstrip(" ;") if number == 0 else part for number, part in enumerate(parts)]
        said = [part for part in said if part]
        if not said or "headline" in self.values:
            return
        self.values["headline"] = said[0]
        self._rests("headline", lines[0], lines[-1])
        if said[1:]:
            self.values["subhead"] = " ".join(said[1:])

    # -- the body

    def _paragraphs(self, groups: list[_Group]) -> Iterator[Block]:
        lines = [line for group in groups for line in group.lines]
        longest = max((len(line.text) for line in lines if line.wrapped), default=0)
        width = longest if longest in WIDTHS else 0
        for group in groups:
            held: list[Line] = []
            for line in group.lines:
                if held and not self._goes_on(held[-1], line, width):
                    yield self._paragraph(held)
                    held = []
                held.append(line)
            yield self._paragraph(held)

    def _goes_on(self, above: Line, line: Line, width: int) -> bool:
        """Whether a line goes on where the one above it was broken: its first word had no room."""
        if not (above.wrapped and line.wrapped and width):
            return False
        word = line.words.split(" ", 1)[0]
        return len(above.text) + 1 + len(word) > width

    def _paragraph(self, lines: list[Line]) -> Block:
        text = " ".join(line.words for line in lines)
        return Block(kind="paragraph", text=text, raw=self._span(lines[0], lines[-1]))

    # -- the article

    @property
    def headline(self) -> str | None:
        return self.values.get("headline")

    def article(self, id: str, provenance: Provenance) -> Article:
        """The article; what is in doubt goes to `notices`."""
        context, values, known = self._context, self.values, self._known
        section, page, version = self._section(values.get("section"))
        length = known.counted.search(values.get("length", ""))
        text = " ".join(block.text for block in self.body if block.text)
        said = values.get("language")
        language = context.language or (known.language(said) if said else None)
        if said and not known.language(said):
            self.extra.setdefault("Language", []).append(said)
        if language is None:
            language = languages.identify(text or self.headline or "")
            if language:
                self._infers("language")
        opening = next((b.text for b in self.body if b.kind == "paragraph" and b.text), "")
        dateline = dateline_in(opening) if "dateline" not in values else None
        printed = values.get("dateline") or (dateline and dateline.printed)
        located = dateline.located if dateline else _place(values.get("dateline"))
        byline = values.get("byline")
        publisher = context.publisher or values.get("publisher_name")
        if context.publisher:
            self.evidence = [one for one in self.evidence if one.field != "publisher_name"]
            self.evidence.append(Evidence(field="publisher_name", basis="caller"))
        if values.get("length") and not length:
            self.extra.setdefault("Length", []).append(values["length"])
        self._look_for_gaps(publisher)
        number = _NUMBER.search(self._link or "")
        url = context.url or values.get("url")
        return Article(
            id=id,
            headline=self.headline,
            subhead=values.get("subhead"),
            standfirst=values.get("standfirst"),
            byline=byline,
            authors=self._authors(byline, language),
            dateline=printed,
            located=located,
            info_sources=(dateline.agency,) if dateline and dateline.agency else (),
            published=self.published,
            retrieved=context.retrieved,
            language=language,
            publisher_name=publisher,
            domain=domain(url),
            section=section,
            edition=values.get("edition"),
            page=page,
            version=version,
            url=url,
            body=tuple(self.body),
            keywords=self.keywords,
            subjects=self.subjects,
            rights=values.get("rights"),
            word_count=int(re.sub(r"\D", "", length[1])) if length else None,
            alt_ids={"nexis": number[0]} if number else {},
            extra={name: tuple(said) for name, said in self.extra.items()},
            evidence=tuple(self.evidence),
            provenance=provenance,
        )

    def _authors(self, byline: str | None, language: str | None) -> tuple[str, ...]:
        """The names in a byline, one by one."""
        found: list[str] = []
        for part in (byline or "").split(";"):
            said = part.strip()
            if not said or self._known.staff.match(said):
                continue
            named = authors_of(said, language) or (
                one for one in author_names([said]) if _is_name(one)
            )
            found += named
        return tuple(dict.fromkeys(found))

    def _look_for_gaps(self, publisher: str | None) -> None:
        """Say what was not found."""
        found = {
            "no-headline": self.headline, "no-outlet": publisher, "no-body": self.body,
        }  # fmt: skip
        for code, value in found.items():
            if not value:
                what = code.removeprefix("no-")
                self.notices.append(Notice(code=code, message=f"no {what} was found in the item"))
        unclear = any(one.code == "date-unclear" for one in self.notices)
        if self.published is None and not unclear:
            self.notices.append(
                Notice(
                    code="no-date",
                    message="no date of publication was found in the item; the Load-Date, which is "
                    "when Nexis took it up, is in extra",
                )
            )

    def _section(self, said: str | None) -> tuple[str | None, str | None, str | None]:
        """Section, page and version of "POLITICS; Pg. 3; Version:28"."""
        if not said:
            return None, None, None
        page = self._known.page.search(said)
        version = self._known.version.search(said)
        rest = said
        for match in (page, version):
            rest = rest.replace(match[0], "") if match else rest
        parts = (part.strip(" ,") for part in rest.split(";"))
        section = "; ".join(part for part in parts if part)
        return section or None, page and page["page"], version and version["version"]

    def _span(self, first: Line, last: Line) -> RawSpan | None:
        """Where lines stand in the item, as it was decoded."""
        if first.first < 0 or self._offset < 0:
            return None
        return RawSpan(start=first.first - self._offset, end=last.last - self._offset)

    def _rests(self, field: str, first: Line, last: Line, basis: Basis = "printed") -> None:
        name = "word_count" if field == "length" else field
        self.evidence.append(Evidence(field=name, basis=basis, raw=self._span(first, last)))

    def _infers(self, field: str) -> None:
        self.evidence.append(Evidence(field=field, basis="inferred"))

    def _note(self, code: str, message: str, line: Line) -> None:
        self.notices.append(
            Notice(
                code=code,
                message=message,
                raw=self._span(line, line),
                excerpt=line.words[:200],
            )
        )


_NONE = Labelled("", None, "")


def _groups(lines: list[Line], known: Words, *, apart: bool) -> list[_Group]:
    """Lines with room between them; a label within those that follow a label begins a new one."""
    groups: list[list[Line]] = []
    for line in lines:
        heading = line.words in known.headings or line.words in known.classification
        whole = apart and not line.wrapped
        if (
            not groups
            or line.apart
            or whole
            or (apart and heading)
            or (_is_named(groups[-1][0], known) and _is_named(line, known))
        ):
            groups.append([line])
        else:
            groups[-1].append(line)
    made = []
    for group in groups:
        only = group[0].words if len(group) == 1 else ""
        if apart and only in known.headings:
            made.append(_Group(tuple(group), None, only))
        else:
            made.append(_Group(tuple(group), _label_of(group[0], known)))
    return made


def _is_name(said: str) -> bool:
    """Whether words have the shape of a name: two to five, and no sentence."""
    parts = said.split()
    return 1 < len(parts) < 6 and said[0].isupper() and parts[-1][0].isupper() and said[-1] != "."


def _is_named(line: Line, known: Words) -> bool:
    """Whether a line begins with a label that is known."""
    found = known.labelled(line.text)
    return found is not None and found.label is not None


def _label_of(line: Line, known: Words) -> Labelled | None:
    return known.labelled(line.text)


def _is_known(group: _Group) -> bool:
    return bool(group.label and group.label.label)


def _field(group: _Group) -> str | None:
    if group.heading:
        label = words().labels.get(group.heading.casefold())
        return label.field if label else None
    return group.label.label.field if group.label and group.label.label else None


def _without_label(line: Line, label: Labelled) -> Line:
    """The line behind its label."""
    first = line.last - len(label.value) if line.first >= 0 else -1
    return line._replace(text=label.value, words=fold_space(label.value), first=first)


def _place(dateline: str | None) -> str | None:
    """The place in the words of a dateline, without its day.

    >>> _place("BANGKOK Jan 20")
    'BANGKOK'
    """
    return _DAY.sub("", dateline).strip(" ,") or None if dateline else None
