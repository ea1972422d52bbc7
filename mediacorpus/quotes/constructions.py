"""The constructions of one sentence: which words say what was said, by whom, to whom.

A sentence is looked at cue by cue.  What was said stands in marks beside the cue, or before it and
a comma, or after it as a clause; who said it is the noun phrase next to it.  Each attribution bears
the name of the construction that found it.
"""

from __future__ import annotations

from typing import NamedTuple, cast

from mediacorpus.languages import Pack
from mediacorpus.quotes.cues import Cue, cues
from mediacorpus.records import Stance
from mediacorpus.text import phrases
from mediacorpus.text.tokens import Sentence, Tokens, last_character

__all__ = ["Attribution", "Place", "SentenceFinder"]

Place = tuple[int, int]
"""Code points, half open."""


class Attribution(NamedTuple):
    """What somebody is reported to have said, as places in the text."""

    content: tuple[Place, ...]
    cue: Place | None
    speaker: Place | None
    addressee: Place | None
    stance: Stance | None
    rule: str


class _Subject(NamedTuple):
    """Who speaks: the place of the phrase, and the token at which it begins.

    `inherited` says that it stands elsewhere in the sentence, and `start` is the cue's.
    """

    place: Place | None
    start: int
    inherited: bool = False


class SentenceFinder:
    """Finds the attributions of one sentence."""

    def __init__(self, tokens: Tokens, sentence: Sentence, pack: Pack) -> None:
        self.tokens = tokens
        self.kind = tokens.kind
        self.low = tokens.low
        self.first, self.last = sentence
        self.pack = pack
        self.grammar = pack.grammar
        self.cues = cues(tokens, sentence, pack.code)
        self.quotations = [n for n in range(*sentence) if self.kind[n] == "Q"]
        self.found: list[Attribution] = []
        self.taken: dict[int, int] = {}
        """Each quotation that is attributed, and the number of its attribution in `found`."""
        self.speakers: dict[int, Place] = {}
        """By the first token of a cue, who speaks there."""
        self.claimed: list[tuple[int, int]] = []
        """From which to which token a quotation with its cue behind it reaches."""
        self.floor = self.first
        """No phrase reaches further back than this token."""
        self.announced: Attribution | None = None
        """What a cue and a colon at the end of the sentence announce, still without content."""

    def attributions(self) -> list[Attribution]:
        """All attributions of the sentence."""
        # Quotations with the cue behind them first: no clause reaches into what they claim.
        rest = [cue for cue in self.cues if not self.quoted_before(cue)]
        for cue in rest:
            self.floor = max((b for _, b in self.claimed if b <= cue.first), default=self.first)
            _ = self.after(cue) or self.clause_before(cue)
        self.floor = self.first
        self.without_verb()
        self.colon()
        return self.found

    def quotations_alone(self) -> tuple[Place, ...]:
        """The quotations of a sentence that holds nothing else and attributes none of them."""
        if self.taken or any(self.kind[n] not in _PUNCTUATION + "Q" for n in self.span()):
            return ()
        return tuple(self.place(n, n + 1) for n in self.quotations)

    def of_last_quotation(self, offset: int) -> int | None:
        """The number of the attribution of the last quotation, counted from `offset`."""
        if not self.quotations or self.quotations[-1] not in self.taken:
            return None
        return offset + self.taken[self.quotations[-1]]

    # -- places ----------------------------------------------------------------------------

    def span(self) -> range:
        """The tokens of the sentence."""
        return range(self.first, self.last)

    def place(self, start: int, end: int) -> Place:
        """Where the tokens from `start` up to `end` stand."""
        return self.tokens.start[start], self.tokens.end[end - 1]

    def trimmed(self, start: int, end: int) -> Place | None:
        """The same without punctuation at the edges; None where no word is left."""
        while start < end and self.kind[start] in _PUNCTUATION:
            start += 1
        while end > start and self.kind[end - 1] in _PUNCTUATION:
            end -= 1
        return self.place(start, end) if start < end else None

    def add(
        self, rule: str, cue: Cue, subject: _Subject, content: list[Place],
        addressee: Place | None = None, reach: tuple[int, int] = (0, 0),
    ) -> bool:  # fmt: skip
        """Keep an attribution; the quotations within `reach` are its."""
        if subject.place:
            self.speakers[cue.first] = subject.place
        for number in self.quotations:
            if reach[0] <= number < reach[1]:
                self.taken.setdefault(number, len(self.found))
        self.found.append(
            Attribution(
                tuple(content), self.place(cue.first, cue.last), subject.place, addressee,
                cue.stance, rule,
            )
        )  # fmt: skip
        return True

    # -- who -------------------------------------------------------------------------------

    def subject(self, cue: Cue) -> _Subject | None:
        """The noun phrase before the cue; behind "and" or as a gerund, who spoke before."""
        if cue.passive:
            agent, _ = self.agent(cue)
            return _Subject(agent, cue.first, inherited=True)
        before = cue.first - 1
        if before < self.floor:
            return None
        kind = self.kind[before]
        if kind == "C" or cue.form == "infinitive" or (cue.form == "gerund" and kind not in "MNS"):
            speaker = self.earlier_speaker(cue)
            if cue.form == "infinitive" and speaker and self.is_impersonal(speaker):
                return None  # "It is hard to say"
            return _Subject(speaker, cue.first, inherited=True)
        end = self.time_before(cue.first)
        start = phrases.ending_before(self.tokens, end, self.floor, self.grammar)
        if start is None:
            return None
        if self.is_one_word(start, end):
            if cue.form == "gerund":  # "shown chanting"
                return _Subject(self.earlier_speaker(cue), cue.first, inherited=True)
            if cue.form in ("base", "third"):
                return None  # "recent comments": the cue is a noun
        return _Subject(self.place(start, end - (self.kind[end - 1] == ",")), start)

    def is_one_word(self, start: int, end: int) -> bool:
        """Whether a phrase is one word that can't be who speaks: no name, and not in the plural."""
        low = self.low[start]
        plural = low.endswith("s") or low in self.grammar.plurals
        return end - start == 1 and self.kind[start] == "N" and not plural

    def time_before(self, number: int) -> int:
        """Where a time begins that ends before a token: "Trump on Sunday tweeted"."""
        for start in range(max(self.floor + 1, number - 4), number):
            time = start + (self.kind[start] == "P")
            if time < number == self.time_end(time):
                return start
        return number

    def is_impersonal(self, place: Place) -> bool:
        """Whether a phrase stands for nobody: the "it" of "it is hard to say"."""
        return self.tokens.text[place[0] : place[1]].lower() in self.grammar.impersonal

    def subject_after(self, cue: Cue) -> tuple[_Subject, int] | None:
        """The noun phrase behind the cue, '"…," said Smith, the mayor', and where it ends."""
        if cue.form == "gerund" or cue.last >= self.last or self.kind[cue.last] == "Q":
            return None
        if self.low[cue.last].isdecimal():
            return None  # "said 12 people had died"
        end = phrases.starting_at(self.tokens, cue.last, self.last, self.grammar, appositions=True)
        if end == cue.last:
            return None
        return _Subject(self.place(cue.last, end), cue.first), end

    def earlier_speaker(self, cue: Cue) -> Place | None:
        """Who spoke last before the cue in this sentence, or what the sentence begins with."""
        earlier = [first for first in self.speakers if first < cue.first]
        if earlier:
            return self.speakers[max(earlier)]
        end = phrases.starting_at(self.tokens, self.first, cue.first, self.grammar)
        if end - 2 > self.first and self.kind[end - 1] == "N" and self.kind[end] in "DSO":
            end -= 1  # "The captives end the video": a noun before a determiner is a verb
        return self.place(self.first, end) if end > self.first else None

    def addressee(self, cue: Cue) -> tuple[Place | None, int]:
        """Whom it is said to, "told reporters", and the token behind."""
        start = cue.last
        if "person" not in cue.takes or cue.passive or start >= self.last:
            return None, start
        if self.low[start] in self.grammar.that or self.kind[start : start + 2] == ["S", "X"]:
            return None, start
        if self.kind[start] == "Q":
            named = last_character(self.tokens, start) not in _QUOTED_END and (
                start + 1 < self.last and self.kind[start + 1] not in _PUNCTUATION
            )  # "told “Fox & Friends” that …"
            return (self.place(start, start + 1), start + 1) if named else (None, start)
        end = phrases.starting_at(
            self.tokens, start, self.last, self.grammar, attaching=self.grammar.genitive
        )
        return (self.place(start, end), end) if end > start else (None, start)

    def agent(self, cue: Cue) -> tuple[Place | None, int]:
        """By whom it is, behind a passive, "was condemned by Smith", and the token behind."""
        start = self.skipped(cue.last, self.last, "AT")
        if start + 1 >= self.last or self.low[start] not in self.grammar.agents:
            return None, cue.last
        end = phrases.starting_at(self.tokens, start + 1, self.last, self.grammar, appositions=True)
        return (self.place(start + 1, end), end) if end > start + 1 else (None, cue.last)

    def aside(self, number: int) -> int:
        """The token behind words that say how, where or when: "in a statement on Friday"."""
        while number < self.last:
            end = self.time_end(number)
            if end == number and self.low[number] in self.grammar.asides:
                end = self.time_end(number + 1)
                if end == number + 1:
                    end = phrases.starting_at(self.tokens, end, self.last, self.grammar)
                if end == number + 1:
                    break
            if end == number:
                break
            number = end
        return number

    def time_end(self, number: int) -> int:
        """The token behind words that tell a time: "Tuesday", "two weeks ago", "5 May 2016"."""
        start = number
        while number < self.last and self.tells_time(number, start):
            number += 1
        return number

    def tells_time(self, number: int, start: int) -> bool:
        """Whether a token goes on with the time that begins at token `start`."""
        kind, low, grammar = self.kind[number], self.low[number], self.grammar
        if kind in "TA":
            return low not in grammar.negations
        if low in grammar.time_nouns:
            return self.kind[number - 1] in "T#DPB" or self.tokens.word[number][0].isupper()
        following = self.low[number + 1] if number + 1 < self.last else ""
        if kind in "D#" and (following in grammar.time_nouns or following in grammar.time):
            return True
        return kind == "#" and number > start and self.low[number - 1] in grammar.time_nouns

    # -- a quotation before the cue --------------------------------------------------------

    def quoted_before(self, cue: Cue) -> bool:
        """'"…," he said', '"…," said Smith' and, where it goes on, '"…," he said, "…"'."""
        if "quote" not in cue.takes or cue.form in ("gerund", "infinitive"):
            return False
        addressee, behind = None, cue.last
        place = self.quotation_ending_at(cue.first)
        if place is not None:
            rule = "quote-cue-speaker"
            after = self.subject_after(cue)
            if after is None or self.goes_on_as_clause(after[1]):
                return False
            subject, behind = after
        else:
            rule = "quote-speaker-cue"
            before = self.subject(cue)
            if before is None or before.inherited:
                return False
            subject = before
            place = self.quotation_ending_at(subject.start)
            if place is None:
                return False
            addressee, behind = self.addressee(cue)
        start = self.content_start(place)
        content = [self.place(start, place + 1)]
        more = self.continued(self.aside(behind))
        if more is not None:
            content.append(self.place(more, more + 1))
            self.taken[more] = len(self.found)
        self.floor = max(behind, self.floor)
        self.claimed.append((start, self.floor))
        if all(word in self.grammar.perfect for word in self.low[cue.first : cue.verb]):
            cue = cue._replace(first=cue.verb)  # beside a quotation, "has told" is told
        return self.add(rule, cue, subject, content, addressee, (start, place + 1))

    def goes_on_as_clause(self, number: int) -> bool:
        """Whether a phrase that ends before a token is the subject of what follows: "citing
        “fraud,” said the talks would fail"."""
        verb = self.skipped(number, self.last, "A")
        return verb < self.last and self.kind[verb] in "XV"

    def quotation_ending_at(self, number: int) -> int | None:
        """The quotation right before a token, with or without a comma between."""
        comma = number > self.floor and self.kind[number - 1] in ",-–—"
        place = number - 1 - comma
        if place < self.floor or self.kind[place] != "Q" or place in self.taken:
            return None
        ended = comma or place == self.first or last_character(self.tokens, place) in _QUOTED_END
        return place if ended else None

    def content_start(self, place: int) -> int:
        """Where the content begins that ends with a quotation: there, or with the clause before it,
        as in 'The plan is "a disaster," he said'."""
        before = range(self.floor, place)
        quoted = any(self.kind[n] == "Q" and n not in self.taken for n in before)
        worded = any(self.kind[n] not in _PUNCTUATION + "QC" for n in before)
        whole = bool(before) and self.kind[place - 1] == "," and self.begins_sentence(place)
        reported = any(cue.first in before for cue in self.cues)
        if not quoted and (not worded or whole or reported):
            return place
        start = self.floor
        while self.kind[start] in _PUNCTUATION + "C":
            start += 1
        return start

    def begins_sentence(self, place: int) -> bool:
        """Whether a quotation begins like a sentence of its own."""
        start, end = self.place(place, place + 1)
        return self.tokens.text[start:end].lstrip(_OPENING)[:1].isupper()

    def continued(self, number: int) -> int | None:
        """The quotation that goes on behind the cue."""
        while number < self.last and self.kind[number] in ",:;-–—":
            number += 1
        goes_on = number < self.last and self.kind[number] == "Q" and number not in self.taken
        return number if goes_on else None

    # -- a clause before the cue -----------------------------------------------------------

    def clause_before(self, cue: Cue) -> bool:
        """A clause and then the cue, "The plan failed, he said", or the cue within the clause."""
        if not cue.takes & {"bare", "quote"} or cue.passive:
            return False
        if cue.form in ("gerund", "infinitive") or cue.first <= self.floor:
            return False
        before, after = self.subject(cue), self.subject_after(cue)
        addressee = None
        introduced = before is not None and self.is_introduced(before)
        comma = before.start - 1 - introduced if before else 0
        if before and comma >= self.floor and self.kind[comma] == ",":
            subject, rule = before, "clause-speaker-cue"
            addressee, end = self.addressee(cue)
        elif after and self.kind[cue.first - 1] == ",":
            (subject, end), rule = after, "clause-cue-speaker"
            comma = cue.first - 1
        else:
            return False
        behind = self.aside(end)
        if behind < self.last and self.kind[behind] not in ".,?!;-–—":
            return False
        between = behind < self.last and self.kind[behind] == "," and comma - self.floor < 8
        shortest = 8 if self.kind[self.floor] in "BP" else 1 if between else 3
        place = self.trimmed(self.floor, comma)
        if comma - self.floor < shortest or place is None:
            return False
        content, reach = [place], (self.floor, comma)
        if between:
            end = self.clause_end(behind + 1, cue)
            rest = self.trimmed(behind, end)
            content += [rest] if rest else []
            reach = (self.floor, end)
        self.floor = max(end, self.floor)
        return self.add(rule, cue, subject, content, addressee, reach)

    # -- what stands behind the cue --------------------------------------------------------

    def after(self, cue: Cue) -> bool:
        """'He said: "…"', "He said (that) …", "He promised to …", "He asked whether …"."""
        subject = self.subject(cue)
        if subject is None:
            return False
        addressee, start = self.addressee(cue)
        if cue.passive:
            _, start = self.agent(cue)
        behind = self.aside(start)
        begins = (behind, start) if self.time_end(start) > start else (start, behind)
        if self.kind[behind : behind + 1] == [","] and self.is_introduced(subject):
            begins = (behind + 1, behind + 1)
        for begin in dict.fromkeys(begins):
            if begin >= self.last:
                continue
            quoted = self.continued(begin)
            if quoted is not None and cue.takes & {"quote", "bare"}:
                end = self.last_quotation_of(quoted, cue) + 1
                content = [self.place(quoted, end)]
                return self.add(
                    "speaker-cue-quote", cue, subject, content, addressee, (quoted, end)
                )
            rule = self.clause_rule(begin, cue)
            if rule:
                end = self.clause_end(begin, cue)
                place = self.trimmed(begin, end)
                return place is not None and self.add(
                    rule, cue, subject, [place], addressee, (begin, end)
                )
        if "quote" in cue.takes and behind == self.last - 1 and self.kind[behind] == ":":
            self.announced = Attribution(
                (), self.place(cue.first, cue.last), subject.place, addressee, cue.stance,
                "announced",
            )  # fmt: skip
        return False

    def is_introduced(self, subject: _Subject) -> bool:
        """Whether "as" stands before a subject: "As Smith noted, the plan failed"."""
        before = subject.start - 1
        return before >= self.floor and self.low[before] in self.grammar.as_

    def clause_rule(self, begin: int, cue: Cue) -> str | None:
        """What kind of clause, taken by this cue, begins at a token."""
        low, kind, grammar = self.low[begin], self.kind[begin], self.grammar
        if low in grammar.that and cue.takes & {"that", "bare"}:
            return "speaker-cue-that"
        following = self.low[begin + 1] if begin + 1 < self.last else ""
        infinitive = low in grammar.to or (low in grammar.negations and following in grammar.to)
        if infinitive and "to" in cue.takes:
            return "speaker-cue-to"
        if low in grammar.questions and "whether" in cue.takes:
            return "speaker-cue-whether"
        bare = "bare" in cue.takes or ("that" in cue.takes and kind == "S")
        if bare and kind in "DMNS#T" and self.is_clause(begin, cue):
            return "speaker-cue-clause"
        if kind in "DMNSO#R" and self.takes_object(begin, cue):
            return "speaker-cue-object"
        return None

    def is_clause(self, begin: int, cue: Cue) -> bool:
        """Whether a clause begins here: a pronoun as its subject, or a noun phrase and a verb."""
        end = self.clause_end(begin, cue)
        if self.kind[begin] == "S":
            return end - begin > 1
        if self.kind[begin + 1 : begin + 2] in (["X"], ["V"]):
            return True
        endings = tuple(self.grammar.finite_endings)
        verbs = {cue.first for cue in self.cues if cue.form in ("third", "past")}
        return end - begin > 2 and any(
            self.kind[n] in "XV" or n in verbs or self.low[n].endswith(endings)
            for n in range(begin + 1, end)
        )

    def takes_object(self, begin: int, cue: Cue) -> bool:
        """Whether it goes on as in "condemned the attack", "called it “a disaster”" or, what may be
        a clause whose verb is not known for one, "announced a benefit concert"."""
        end = self.clause_end(begin, cue)
        if "as" in cue.takes:
            words = range(begin, end)
            return any(self.kind[n] == "Q" or self.low[n] in self.grammar.as_ for n in words)
        several = self.kind[begin] in "DN" and end - begin > 3
        return "object" in cue.takes or ("whether" in cue.takes and several)

    def last_quotation_of(self, place: int, cue: Cue) -> int:
        """The last quotation in the clause that begins with one."""
        end = self.clause_end(place + 1, cue)
        within = [n for n in self.quotations if place <= n < end and n not in self.taken]
        return within[-1] if within else place

    def clause_end(self, begin: int, cue: Cue) -> int:
        """Where the clause that begins at a token ends: with the sentence, before another cue of
        the same speaker ("…, adding that", "… and said"), before "according to" or, where it stands
        in a relative clause (", who said …, left"), with that."""
        end = min((a for a, _ in self.claimed if a > begin), default=self.last)
        if self.low[cue.first - 1] in self.grammar.person_relatives and cue.first > self.first:
            end = self.relative_end(begin, end)
        for other in self.cues:
            before = other.first - 1
            if max(begin, cue.last) < other.first < end:
                if self.kind[before] == "C" and "quote" in other.takes:
                    return before - (self.kind[before - 1] == ",")
                if self.kind[before] == "," and other.form == "gerund":
                    return before
                start = self.speaker_behind_comma(other, begin)
                if start is not None:
                    return start - 1
        for number in range(begin + 1, end):
            if self.kind[number - 1] == "," and self.report_at(number):
                return number - 1
        return end

    def speaker_behind_comma(self, cue: Cue, floor: int) -> int | None:
        """Where the speaker begins of a cue that ends the sentence: "…, Smith said."."""
        behind = self.aside(cue.last)
        if behind < self.last and self.kind[behind] not in ".?!":
            return None
        start = phrases.ending_before(self.tokens, cue.first, floor, self.grammar)
        return start if start is not None and self.kind[start - 1] == "," else None

    def relative_end(self, begin: int, end: int) -> int:
        """Where the relative clause ends that a token stands in: before a comma and a verb."""
        verbs = {cue.first for cue in self.cues}
        endings = tuple(self.grammar.finite_endings)
        for number in range(begin + 1, end):
            before = number - 1
            if (
                self.kind[number] in "XV" or number in verbs or self.low[number].endswith(endings)
            ) and (
                self.kind[before] == ","
                or (self.kind[before] == "Q" and last_character(self.tokens, before) == ",")
            ):
                return number - (self.kind[before] == ",")
        return end

    # -- without a verb --------------------------------------------------------------------

    def report_at(self, number: int) -> int:
        """How many tokens from this one on report without a verb: "according to" are two."""
        for words in self.pack.reports.phrases.get(self.low[number], ()):
            if tuple(self.low[number : number + len(words)]) == words:
                return len(words)
        return 0

    def without_verb(self) -> None:
        """Reports without a verb: "according to Smith", before a clause or behind it."""
        for number in self.span():
            length = self.report_at(number)
            start = number + length
            if not length or start >= self.last:
                continue
            begins = number <= self.floor + 1
            end = phrases.starting_at(
                self.tokens, start, self.last, self.grammar, appositions=not begins
            )
            if end == start:
                continue
            stance = cast("Stance", self.pack.reports.stance)
            cue = Cue(number, number, start, "base", stance, frozenset(), passive=False)
            subject = _Subject(self.place(start, end), number)
            reach = (self.first, number)
            if begins and end < self.last and self.kind[end] == ",":
                reach = (end, self.clause_end(end + 1, cue))
            place = self.trimmed(*reach)
            if place:
                self.add("according-to", cue, subject, [place], None, reach)

    def colon(self) -> None:
        """'Trump: "…"', 'Smith disagreed: "…"', 'Kelly responded with a smile: "…"'; where nothing
        follows the colon, it announces what stands in the next paragraph."""
        for place in self.quotations:
            if place in self.taken or place < self.first + 2 or self.kind[place - 1] != ":":
                continue
            announced = self.announcement(place - 1)
            if announced:
                self.taken[place] = len(self.found)
                content = (self.place(place, place + 1),)
                self.found.append(announced._replace(content=content))
        if self.announced is None and self.kind[self.last - 1] == ":":
            announced = self.announcement(self.last - 1)
            self.announced = announced and announced._replace(rule="announced")

    def announcement(self, colon: int) -> Attribution | None:
        """Who says what follows a colon: the name before it, the subject of the last cue before it,
        or what the sentence begins with, and then the words from there to the colon are the cue."""
        start = phrases.ending_before(self.tokens, colon, self.first, self.grammar)
        if start is not None and (start == self.first or self.kind[start - 1] in "-–—"):
            end = phrases.starting_at(self.tokens, start, colon, self.grammar)
            if end == colon and "M" in self.kind[start:colon]:
                return self.announcing(colon, colon + 1, self.place(start, colon), "says")
        for cue in reversed(self.cues):
            subject = self.subject(cue) if cue.first < colon and "quote" in cue.takes else None
            if subject and subject.place:
                return self.announcing(cue.first, cue.last, subject.place, cue.stance)
        comma = self.first
        while comma < colon:
            start = self.skipped(comma, colon, "CATB")
            end = phrases.starting_at(self.tokens, start, colon, self.grammar, appositions=True)
            verb = self.skipped(end, colon, "A")
            named = start < end and self.kind[start] in "MDSN"
            if named and verb < colon and self.kind[verb] in "NVX":
                return self.announcing(end, colon, self.place(start, end), "says")
            while comma < colon and self.kind[comma] != ",":
                comma += 1
            comma += 1
        return None

    def skipped(self, number: int, end: int, kinds: str) -> int:
        """The first token from one on, before `end`, that is of none of the kinds."""
        while number < end and self.kind[number] in kinds:
            number += 1
        return number

    def announcing(self, start: int, end: int, speaker: Place, stance: Stance) -> Attribution:
        """An attribution that still lacks its content; the tokens are those of the cue."""
        return Attribution((), self.place(start, end), speaker, None, stance, "speaker-colon")


_OPENING = "\"“„«»‘'`「『 \u00a0["
_PUNCTUATION = ".,:;!?…()-–—[]"
_QUOTED_END = ",?!.…-–—"
