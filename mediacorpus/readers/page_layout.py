"""Which lines of a dump are which part of its article: headline, standfirst, facts, body.

The body is the stretch of lines with most prose in it; what stands around it is told by what it
is, and by its neighbours.
"""

from __future__ import annotations

import bisect
import itertools
import re
import urllib.parse
from collections import Counter

from mediacorpus import languages
from mediacorpus.readers import Context, domain
from mediacorpus.readers.datelines import dateline_in
from mediacorpus.readers.page_facts import (
    DATES,
    Fact,
    dateline_of,
    facts_of,
    names_in,
    order_of,
    without_other_calendars,
)
from mediacorpus.readers.page_lines import (
    PROSE,
    WHOLE,
    Role,
    heads_links,
    is_agency,
    is_bulleted,
    is_caption_label,
    is_item,
    is_outlet,
    is_section,
    is_whole,
    role_of,
    speaker_of,
    split_credit,
    width,
    without_site,
)
from mediacorpus.text.folding import fold, small_words
from mediacorpus.text.lines import Line

__all__ = ["LONGEST_CAPTION", "WORDS", "PageLayout"]

WORDS = ("section", "other")
"""Fields of facts that may be part of a headline."""
LONGEST_CAPTION = 400
TOP = 3
"""So many lines are the top of a page; what was copied from its headline on begins there."""
AT_TOP = 0.5
"""How much each line further up there tells."""
MENU = 20
"""More lines than that before the body are a menu, which begins with no headline."""
LONG_HEADLINE = 75
MIN_HEADLINE = 4
"""In words: a shorter line above a headline is a section, or what a headline begins with."""
OF_SLUG = 4.0
"""How much it tells that the URL has all words of a line."""
OF_SECTION = 2.0
"""How much it tells against a line that it is a section, the outlet's name or several people's."""
LONG_ENOUGH = 5
"""So many lines of prose may be all of an article."""
REPEATED = 3
"""What a page says so often is no part of its article."""
BUTTON = 4
"""What it says more often is no headline either, which stands in the page's title, above the
article and beside what shares it."""
SHORTEST_STANDFIRST = 40
LONGEST_STANDFIRST = 330
LONGER = 1.25
"""So much longer than a standfirst is a paragraph behind it."""
MOST_BULLETS = 6
FURTHEST = 12
"""So many lines below the headline, at most, its standfirst stands."""
SIGNED = 2
"""So many lines behind the body, its author may be named."""
REACH = 8
"""Over so many lines a sentence still belongs to the body beside it."""
SHORT_REACH = 4
"""Over so many, a short one."""
_SENTENCE_ENDS = re.compile(r"[^\W\d_]{2}[.!?](?= |$)")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_CLOCK = re.compile(r"\d{4}\s?[./年-]\s?\d{1,2}\D.*\d:\d\d|\b\d{1,2}:\d\d\b.*\d{4}")
"""What no headline has: a day and a time that were not read as a date."""


class PageLayout:
    """The lines of a dump, and which of them are which part of the article.

    `said` are the words of each line, `roles` and `facts` what it is and what it says.  The body
    goes from `start` to `end`; `headline` is above it, `standfirst` are lines between the two, and
    `signature` is one behind the body.
    """

    def __init__(self, found: list[Line], context: Context) -> None:
        reference, order = context.retrieved, context.order
        self.slug, self.domain = _slug_words(context.url), domain(context.url)
        self.lines = found
        self.language = context.language or languages.identify(
            " ".join(line.words for line in found if len(line.words) > SHORTEST_STANDFIRST)
        )
        self.pack = known = self.language if languages.has_pack(self.language) else None
        self.said = [small_words(line.words) for line in found]
        facts = [
            facts_of(line.words, reference, order, known, words)
            for line, words in zip(found, self.said, strict=True)
        ]
        unclear = [n for n, said in enumerate(facts) if any(f.field == "unclear" for f in said)]
        if unclear and not order:
            order = order_of("\n".join(line.words for line in found), context.url)
            for number in unclear if order else ():
                facts[number] = facts_of(found[number].words, reference, order, known)
        for number, said in enumerate(facts):
            if said and not any(f.labelled for f in said) and _is_caption(found[number].words):
                facts[number] = ()  # "The gate, on 12 March 2019. ANNE ROUX / AFP"
        self.facts = without_other_calendars(facts)
        self.roles: list[Role] = [
            "facts" if facts else role_of(line.words, words)
            for line, words, facts in zip(found, self.said, self.facts, strict=True)
        ]
        for number in range(min(TOP, len(found))):
            words = found[number].words
            barred = " | " in words and without_site(words, None) != words
            if self.roles[number] == "caption" and barred:
                self.roles[number] = "short"  # "Gates fail within an hour | Reuters"
        self._know_by_neighbours()
        items = [is_item(line.words) for line in found]
        first, self.end = _densest(self.roles, [len(line.words) for line in found], items)
        self.end = self._before_teasers(first)
        self.end = self._signed_end()
        self.end = self._reach(self.end - 1, range(self.end, len(found))) + 1
        self.start = self._lead(self._after_facts(first))
        self.headline = self._headline()
        self.standfirst = self._standfirst()
        if self.headline is not None:
            self.start = max(self.start, self.headline + 1)
        if self.standfirst:
            self.start = max(self.start, self._prose_behind(self.standfirst[-1] + 1))
        self._find_names()
        self.signature = self._signature()
        opening = found[self.start].words if self.start < self.end else ""
        self.dateline = dateline_of(opening, reference, order, known)

    def _know_by_neighbours(self) -> None:
        """What a line alone does not show: a caption stands below its label, what stands there
        three times is furniture, and where one label begins two lines ("ANNA FOX: …"), people
        speak, and what they ask is a sentence too."""
        for number, (above, line) in enumerate(itertools.pairwise(self.lines), start=1):
            labelled = self.roles[number - 1] != "prose" and is_caption_label(above.words)
            if labelled and len(line.words) < LONGEST_CAPTION:
                self.roles[number] = "caption"
        self.counts = counts = Counter(line.words for line in self.lines)
        seen: set[str] = set()
        for number, line in enumerate(self.lines):
            again = line.words in seen and self.roles[number] == "prose"
            seen.add(line.words)
            if self.roles[number] != "facts" and (again or counts[line.words] >= REPEATED):
                self.roles[number] = "repeated"
        prose = next((n for n, role in enumerate(self.roles) if role == "prose"), len(self.roles))
        linked = False
        for number in range(prose, len(self.lines)):
            if linked and self.roles[number] == "short":
                self.roles[number] = "furniture"  # "Read also", and the headlines below it
            else:
                cut = self.roles[number] in ("furniture", "repeated")
                linked = cut and heads_links(self.lines[number].words)
        for number, (above, line) in enumerate(itertools.pairwise(self.lines)):
            if self.roles[number] == "short" and above.words[-1] == ":" and is_item(line.words):
                self.roles[number] = "sentence"  # "The plan has three parts:"
        labels = [speaker_of(line.words) for line in self.lines]
        if max(Counter(filter(None, labels)).values(), default=0) > 1:
            for number, label in enumerate(labels):
                if label and self.roles[number] == "short":
                    self.roles[number] = "sentence"

    def _lead(self, start: int) -> int:
        """Where the body begins, with the sentences between the facts and the densest prose."""
        facts = (n for n in range(start - 1, -1, -1) if self.roles[n] == "facts")
        last = next(facts, None)
        return start if last is None else self._reach(start, range(start - 1, last, -1))

    def _reach(self, edge: int, outward: range) -> int:
        """The edge of the body, moved outward to whole sentences, whatever short lines (buttons,
        other articles) stand between; never over facts, nor over many lines."""
        for number in outward:
            role, far = self.roles[number], abs(number - edge)
            if role == "facts" or far > REACH:
                break
            words = self.lines[number].words
            near = far <= SHORT_REACH and width(words) < WHOLE
            if (role == "prose" and is_whole(words, 0 if near else WHOLE)) or (
                role == "sentence" and near
            ):
                edge = number
        return edge

    def _before_teasers(self, first: int) -> int:
        """Where the body ends: before the facts of other articles (dates, bylines) behind it, if
        what prose there is behind them stands alone, one line each."""
        roles = self.roles
        prose = [number for number in range(first, self.end) if roles[number] == "prose"]
        for number in range(first, self.end):
            before = bisect.bisect_left(prose, number)
            behind = prose[before:]
            if roles[number] != "facts" or before < LONG_ENOUGH or not behind:
                continue
            if all("prose" not in (roles[n - 1], *roles[n + 1 : n + 2]) for n in behind):
                return number
        return self.end

    def _signed_end(self) -> int:
        """Where the body ends: with a caption right behind it, or a last paragraph that an agency
        signs ("… (Reuters).")."""
        last = self.end if self.end < len(self.lines) and self.roles[self.end] == "caption" else 0
        split = split_credit(self.lines[last].words) if last else None
        if not split or split[0][0] == "©":
            return self.end
        if is_agency(split[1]) and split[0].rstrip()[-1] in '.!?…”"»。':
            self.roles[last] = "prose"
        return last + 1

    def _after_facts(self, first: int) -> int:
        """Where the body begins: after the date, byline and reading time that stand at its head.

        Prose above them is a standfirst, unless a date has been there before it.
        """
        start, prose = first, 0
        dated = any(fact.field in DATES for facts in self.facts[:first] for fact in facts)
        for number in range(first, min(first + 8, self.end)):
            if self.roles[number] == "facts" and prose <= (0 if dated else 2):
                start = number + 1
            prose += self.roles[number] == "prose"
        return start

    def _headline(self) -> int | None:
        """The line above the body that looks most like a headline; the last one of its repeats.

        A headline has some words and no full stop, does not go on from another line, and stands
        above the date; and often it stands twice: alone above the article, and in the page's title
        with the name of the site or below the menu's sections.
        """
        candidates = [
            number
            for number in range(min(self.start + 1, len(self.lines)))
            if self._may_be_headline(number)
        ]
        if not candidates:
            return self._opening_headline()
        candidates = candidates[:1] + candidates[1:][-60:]
        folded = {number: fold(self.lines[number].words) for number in candidates}
        counts = Counter(folded.values())
        facts = enumerate(self.facts)
        dated = next((n for n, said in facts if any(fact.date for fact in said)), len(self.facts))
        telling = [words for words in counts if len(words) > 12 and words.count(" ") != 1]
        best, best_score = "", 0.0
        for number, words in folded.items():
            line = self.lines[number].words
            score = min(_words_in(words), 8) / 2 - OF_SECTION * is_section(line)
            score -= OF_SECTION * (number == candidates[0] and is_outlet(line))
            if words in telling:
                within = any(_holds(other, words) for other in telling)
                around = any(_holds(words, other) for other in telling)
                score += 2.0 * ((counts[words] > 1 and not around) or within) - 1.0 * around
            score -= 1.5 * (line[-1] in ".;,:") + 1.5 * (len(line) > 140) + 2.0 * (len(line) > 180)
            score -= 1.0 * (line[0] in "…." or line[0].islower())
            score -= 1.0 * (number > dated) + 3.0 * bool(_CLOCK.search(line))
            score += 0.5 * (number == candidates[0]) + (
                AT_TOP * max(TOP - number, 0) * (self.start < MENU)
            )
            score += OF_SLUG * _share(line, self.slug) - 5.0 * bool(_ADDRESS.fullmatch(line))
            if score > best_score and len(names_in(line, self.pack)) > 1:
                score -= OF_SECTION
            if score > best_score:
                best, best_score = words, score
        chosen = next((number for number in reversed(candidates) if folded[number] == best), None)
        return self._above_standfirst(chosen, folded, counts) if chosen else chosen

    def _above_standfirst(self, number: int, folded: dict[int, str], counts: Counter[str]) -> int:
        """The line right above a long one that looks most like a headline, if that is the
        standfirst: neither is a repeat, nor in the address more than the other."""
        above, words = number - 1, self.lines[number].words
        if (
            len(words) < LONG_HEADLINE
            or above not in folded
            or counts[folded[number]] > 1
            or folded[above].count(" ") + 1 < MIN_HEADLINE
            or len(self.lines[above].words) * 4 > len(words) * 3
            or _share(words, self.slug) > _share(self.lines[above].words, self.slug)
        ):
            return number
        return above

    def _may_be_headline(self, number: int) -> bool:
        """Whether a line above the body may be the headline, or a question that begins it; what the
        page says again and again only if it says a lot."""
        words, role = self.lines[number].words, self.roles[number]
        if number >= self.start:
            return role == "prose" and words[-1] in "?？؟" and len(words) < PROSE
        wordy = words.count(" ") > 2 and len(words) > 20
        again = role == "repeated" and wordy and self.counts[words] <= BUTTON
        return again or role in ("short", "sentence", "prose")

    def _opening_headline(self) -> int | None:
        """Where nothing stands above the body: a headline alone, "Mayor resigns | 2 May 2019", or
        the line that the body begins with, a long question."""
        if not self.lines:
            return None
        others = [fact.text for fact in self.facts[0] if fact.field in WORDS]
        beside = any(" " in text or width(text) > len(text) for text in others)
        if beside or self.roles[0] == "short":
            return 0
        first = min(self.start, len(self.lines) - 1)
        words = self.lines[first].words
        is_one = self.roles[first] == "prose" and words[-1] not in ".!…。" and len(words) < PROSE
        return first if is_one else None

    def _find_names(self) -> None:
        """Lines of names alone are bylines where they stand between the headline and the body and
        no other line does it better: beside a date ("Jane Smith 8 May 2019"), with those above."""
        if self.headline is None:
            return
        head = range(self.headline + 1, self.start)
        bylines = [(n, fact) for n in head for fact in self.facts[n] if fact.field == "byline"]
        if any(fact.labelled for _, fact in bylines):
            return
        last = bylines[0][0] if bylines else self.start
        above = range(last - 1, self.headline, -1)
        named = itertools.takewhile(lambda n: names_in(self.lines[n].words, self.pack), above)
        for number in named if bylines else head:
            words = self.lines[number].words
            if (
                self.roles[number] == "short"
                and not self.is_credited(number)
                and names_in(words, self.pack)
            ):
                self.facts[number] = (Fact("byline", words),)
                self.roles[number] = "facts"

    def _signature(self) -> int | None:
        """The line right behind the body that says who wrote it, where no line above does; bare
        names there are as often what the article is about."""
        head = range(0 if self.headline is None else self.headline, self.start)
        behind = range(self.end, min(self.end + SIGNED, len(self.lines)))
        if any(fact.field == "byline" for number in head for fact in self.facts[number]):
            return None
        signed = (n for n in behind for one in self.facts[n] if one.field == "byline")
        return next((n for n in signed if any(one.labelled for one in self.facts[n])), None)

    def is_credited(self, number: int) -> bool:
        """Whether a credit follows a line, which then is a caption; no more so what is said."""
        if "credit" not in self.roles[number + 1 : number + 3]:
            return False
        below = self.credit_below(number)
        return self.lines[number].words[0] not in "“„«" and self.roles[below : below + 1] == [
            "credit"
        ]

    def credit_below(self, number: int) -> int:
        """Where the credit of a caption stands: on the next line, or behind the caption once more,
        as where a picture's alternative text is copied along."""
        words = self.lines[number].words
        again = number + 1 < len(self.lines) and self.lines[number + 1].words == words
        return number + 1 + again

    def _standfirst(self) -> list[int]:
        """The first prose below the headline, if it stands alone: one line between others that are
        none, or up to three above the facts.  What a credit follows is a caption; what stands below
        the date and above buttons is the first paragraph."""
        if self.headline is None:
            return []
        below = range(self.headline + 1, min(self.headline + FURTHEST, self.end))
        first = next((n for n in below if self._may_be_standfirst(n)), None)
        if bullets := self._bullets():
            return bullets
        if first is None or dateline_in(self.lines[first].words):
            return []
        last = first
        while last + 1 < self.end and self.roles[last + 1] in ("prose", "sentence"):
            last += 1
        behind = self.roles[last + 1] if last + 1 < len(self.roles) else None
        above = range(self.headline, first)
        dated = any(self.roles[number] == "facts" for number in above)
        listed = behind == "short" and is_item(self.lines[last + 1].words)
        aged = any(fact.date for number in above for fact in self.facts[number]) and (
            behind == "facts" and all(fact.field == "unclear" for fact in self.facts[last + 1])
        )  # "1 day ago", of a page whose day stands above
        # buttons behind the first paragraph
        lead = dated and (behind == "furniture" or listed or aged)
        alone = last == first and last + 1 < self.end and not lead
        headed = last - first < 3 and behind == "facts" and first < self.start and not aged
        if alone or headed:
            return [*range(first, last + 1)]
        return [first] if last > first and self._sums_up(first) else []

    def _bullets(self) -> list[int]:
        """The bulleted lines between the headline and the first prose, if there are several."""
        below = range((self.headline or 0) + 1, min(self.start + FURTHEST, len(self.lines)))
        first = next(
            (n for n in below if self.roles[n] == "prose" or is_bulleted(self.lines[n].words)), None
        )
        if first is None:
            return []
        behind = range(first, len(self.lines))
        run = [*itertools.takewhile(lambda n: is_bulleted(self.lines[n].words), behind)]
        return run if 1 < len(run) <= MOST_BULLETS and run[-1] < self.end else []

    def _sums_up(self, number: int) -> bool:
        """Whether a first paragraph is several short sentences, and the next far longer."""
        words, following = (self.lines[n].words for n in (number, number + 1))
        return (
            len(words) <= LONGEST_STANDFIRST
            and len(_SENTENCE_ENDS.findall(words)) > 1
            and len(following) > LONGER * len(words)
            and not dateline_in(words)
        )

    def _prose_behind(self, first: int) -> int:
        """The first line of prose from one on, if it is not far; else that line."""
        for number in range(first, min(first + FURTHEST, self.end)):
            if self.roles[number] in ("prose", "sentence") and not self.is_credited(number):
                return number
        return first

    def _may_be_standfirst(self, number: int) -> bool:
        role, first = self.roles[number], number == (self.headline or 0) + 1
        prose = role == "prose" or (first and role in ("sentence", "short"))
        words = self.lines[number].words
        fits = prose and len(words) >= SHORTEST_STANDFIRST and not self.is_credited(number)
        return fits and not names_in(words, self.pack)


def _words_in(folded: str) -> float:
    """How many words a line has; in a script without spaces four letters of Latin width are one."""
    spaced, wide = folded.count(" ") + 1, width(folded)
    return spaced if wide == len(folded) else max(spaced, wide / 4)


def _is_caption(line: str) -> bool:
    """Whether a line with a day in it is a sentence with a credit behind it."""
    split = split_credit(line)
    return split is not None and sum(word.islower() for word in split[0].split()) > 2


def _densest(roles: list[Role], lengths: list[int], items: list[bool]) -> tuple[int, int]:
    """The stretch of lines with most prose in it: the largest sum of weights, in one pass.

    Prose weighs by its length, what else belongs into an article nothing, short lines and furniture
    weigh against it.
    """
    best, best_stretch = 0.0, (0, 0)
    total, start = 0.0, 0
    for number, (role, length) in enumerate(zip(roles, lengths, strict=True)):
        if role == "prose":
            weight = 1 + min(length, 640) / 80
        elif items[number] and role == "short":
            weight = -0.2
        else:
            weight = {"sentence": 0.3, "short": -1.0, "furniture": -1.0}.get(role, -0.2)
        if total <= 0:
            total, start = 0.0, number
        total += weight
        if total > best:
            best, best_stretch = total, (start, number + 1)
    return best_stretch if best else (len(roles), len(roles))


def _holds(longer: str, words: str) -> bool:
    """Whether a line is another with little before or behind it, as a site's name."""
    return len(words) < len(longer) <= 2 * len(words) and (
        longer.startswith(words) or longer.endswith(words)
    )


def _slug_words(url: str | None) -> frozenset[str]:
    """The words in the last parts of a URL: "gates-fail" of example.org/news/gates-fail.html."""
    path = urllib.parse.unquote(urllib.parse.urlsplit(url).path) if url else ""
    parts = [part for part in path.split("/") if part.count("-") + part.count("_") > 1]
    return frozenset(fold(" ".join(parts)).split())


def _share(line: str, slug: frozenset[str]) -> float:
    """The share of a line's words that are in a slug, with "a" for "ä" or with "ae"."""
    if not slug:
        return 0.0
    spellings = [fold(line).split()]
    if not line.isascii():
        spellings.append(fold(line.lower().translate(_UMLAUTS)).split())
    return max(sum(word in slug for word in words) / max(len(words), 3) for words in spellings)


_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "æ": "ae", "ø": "oe"}
)
