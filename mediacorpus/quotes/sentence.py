"""A sentence that reports speech: who may be speaking, to whom and when, how far a clause reaches.

Found without a parser, from the order of the words around a cue.
"""

from __future__ import annotations

import bisect
import itertools
import re
from typing import NamedTuple

from mediacorpus.languages import Pack
from mediacorpus.quotes.cues import BRACKET, Cue, cues, helper_before
from mediacorpus.text import phrases
from mediacorpus.text.tokens import Sentence, Tokens, last_character, tokenise

__all__ = ["PUNCTUATION", "QUOTED_END", "Place", "ReportingSentence", "Subject"]

Place = tuple[int, int]
"""Code points, half open."""

PUNCTUATION = ".,:;!?…()-–—[]"
QUOTED_END = ",?!.…-–—"
"""What words of somebody end with, and a title or a term does not."""


class Subject(NamedTuple):
    """Who speaks: the place of the phrase, and the token at which it begins.

    `inherited` says that it stands elsewhere in the sentence, and `start` is the cue's.
    """

    place: Place | None
    start: int
    inherited: bool = False


_WORD = re.compile(r"\w+")

WIDEST_PARENTHESIS = 20
"""In tokens."""

LONGEST_TITLE = 4
"""In words: more in marks behind a noun and "wrote" are somebody's words."""


class ReportingSentence:
    """The tokens and the cues of a sentence."""

    def __init__(self, tokens: Tokens, sentence: Sentence, pack: Pack) -> None:
        self.tokens = tokens
        self.kind = tokens.kind
        self.low = tokens.low
        self.first, self.last = sentence
        self.pack = pack
        self.grammar = pack.grammar
        self.cues = cues(tokens, sentence, pack)
        self.quotations = (
            [n for n in self.span() if self.kind[n] == "Q"] if tokens.quotation else []
        )
        self.speakers: dict[int, Place] = {}
        """By the first token of a cue, who speaks there."""
        self.claimed: list[tuple[int, int]] = []
        """From which to which token a quotation with its cue behind it reaches."""
        self.floor = self.first
        """No phrase reaches further back than this token."""
        self.sourced = (self.first, self.first)
        """Of which tokens the source consists that the sentence begins with: "According to Lee"."""
        self.relayed: dict[int, Subject] = {}
        """By the first token of a cue, whom somebody else has quoted there."""
        if len(self.cues) > 1 and not self.grammar.as_.isdisjoint(self.low[self.first : self.last]):
            self.relay()

    # -- places ------------------------------------------------------------------------------

    def span(self) -> range:
        """The tokens of the sentence."""
        return range(self.first, self.last)

    def place(self, start: int, end: int) -> Place:
        """Where the tokens from `start` up to `end` stand."""
        return self.tokens.start[start], self.tokens.end[end - 1]

    def trimmed(self, start: int, end: int) -> Place | None:
        """The same without punctuation at the edges; None where no word is left."""
        while start < end and self.kind[start] in PUNCTUATION:
            start += 1
        while end > start and self.kind[end - 1] in PUNCTUATION:
            end -= 1
        return self.place(start, end) if start < end else None

    def skipped(self, number: int, end: int, kinds: str) -> int:
        """The first token from one on, before `end`, that is of none of the kinds."""
        while number < end and self.kind[number] in kinds:
            number += 1
        return number

    # -- who, and to whom --------------------------------------------------------------------

    def relay(self) -> None:
        """Make one cue of two where who speaks is quoted by another: "Smith was quoted as saying",
        "Reuters quoted Smith as saying"."""
        for outer, inner in itertools.pairwise(tuple(self.cues)):
            as_ = inner.first - 1
            told = inner.form == "gerund" and "quote" in inner.takes
            if not told or self.low[as_] not in self.grammar.as_:
                continue
            if outer.passive:
                _, end = self.agent(outer)
                first = outer.first
            else:
                end = phrases.starting_at(
                    self.tokens, outer.last, as_, self.grammar, appositions=True
                )
                subject = self.subject(outer)
                if subject is None or end == outer.last:
                    continue
                first = as_
                self.relayed[first] = Subject(self.place(outer.last, end), subject.start)
            if self.skipped(end, as_, "AT,") == as_:
                to = outer.passive and self.low[first - 1] in self.grammar.to
                cue = inner._replace(first=first, form="infinitive" if to else "past")
                number = self.cues.index(outer)
                self.cues[number : number + 2] = [cue]

    def subject(self, cue: Cue) -> Subject | None:
        """The noun phrase before the cue; behind "and" or as a gerund, who spoke before."""
        if cue.first in self.relayed:
            return self.relayed[cue.first]
        if cue.passive:
            agent, _ = self.agent(cue)
            return Subject(agent, cue.first, inherited=True)
        if cue.form == BRACKET:
            return self.bracketed(cue)
        if cue.form == "gerund" and self.opens(cue):
            return Subject(self.main_speaker(cue), cue.first, inherited=True)
        before = cue.first - 1
        if before < self.floor:
            return None
        kind = self.kind[before]
        behind = cue.form == "gerund" and any(one.last == cue.first for one in self.cues)
        if (
            behind
            or kind == "C"
            or cue.form == "infinitive"
            or (cue.form == "gerund" and kind not in "MNS")
        ):
            speaker = self.earlier_speaker(cue)
            if cue.form == "infinitive" and speaker and self.is_impersonal(speaker):
                return None  # "It is hard to say"
            return Subject(speaker, cue.first, inherited=True)
        end = self.parenthesis_before(self.time_before(cue.first))
        start = phrases.ending_before(self.tokens, end, self.floor, self.grammar)
        if start is None:
            return None
        told = cue.form == "gerund" and self.low[start - 1] in self.grammar.agents
        if self.grammar.inverts and start > self.first and self.kind[start - 1] == "P" and not told:
            start = self.behind_opening(start, end)
            if start is None:
                return None  # "In Berlin sagte Smith"
        if self.grammar.clause_comma and self.low[start] in self.grammar.questions:
            return None  # "… , was Smith sagte"
        if self.is_one_word(start, end) or self.is_verb(start):
            if cue.form == "gerund":  # "shown chanting"
                return Subject(self.earlier_speaker(cue), cue.first, inherited=True)
            if cue.form in ("base", "third"):
                return None  # "recent comments": the cue is a noun
        return Subject(self.place(start, end - (self.kind[end - 1] == ",")), start)

    def behind_opening(self, start: int, end: int) -> int | None:
        """Where somebody with a name begins behind a phrase that only opens the sentence and a
        comma: "Interrogé par l'AFP, le ministre, Luc Petit, a dit"; None where nobody does."""
        comma = next((n for n in range(start, end) if self.kind[n] == ","), end)
        if self.grammar.clause_comma or "M" not in self.kind[comma:end]:
            return None
        return phrases.ending_before(self.tokens, end, comma + 1, self.grammar)

    def bracketed(self, cue: Cue) -> Subject | None:
        """Who speaks between an auxiliary and the participle at the end, "a-t-elle dit", or before
        the auxiliary: "Smith hat am Montag gesagt"."""
        helper = helper_before(self.tokens, cue.first, self.floor)
        if helper is None:
            return None
        start = phrases.ending_before(self.tokens, helper, self.floor, self.grammar)
        if start is not None and self.kind[max(start - 1, 0)] != "P":
            return Subject(self.place(start, helper), start)
        end = phrases.starting_at(self.tokens, helper + 1, cue.first, self.grammar)
        return Subject(self.place(helper + 1, end), helper) if end > helper + 1 else None

    def who(self, cue: Cue) -> tuple[Subject | None, int]:
        """Who speaks, and the token behind cue and speaker: the noun phrase before the cue or,
        where the language lets the verb come first, the one behind it."""
        subject = self.subject(cue)
        if (subject is None or subject.inherited) and self.may_invert(cue):
            after = self.subject_after(cue, appositions=not self.grammar.clause_comma)
            if after:
                return after
        if subject is None and self.grammar.drops_subject and cue.form in ("past", "third"):
            subject = Subject(None, cue.first, inherited=True)
        return subject, cue.last

    def may_invert(self, cue: Cue) -> bool:
        """Whether the speaker may stand behind the verb: not where a comma closes what is said of
        the one before, "Smith, der Bürgermeister, erwartet Regen"."""
        if not self.grammar.inverts or cue.passive or cue.form == BRACKET:
            return False
        if self.kind[cue.last : cue.last + 1] == ["S"]:
            return True
        closed = cue.first > self.first and self.kind[cue.first - 1] == ","
        return not (self.grammar.clause_comma and closed and self.kind[self.first] not in "BPA")

    def is_one_word(self, start: int, end: int) -> bool:
        """Whether a phrase is one word that can't be who speaks: no name, and not in the plural."""
        low = self.low[start]
        plural = low.endswith("s") or low in self.grammar.plurals
        return end - start == 1 and self.kind[start] == "N" and not plural

    def is_verb(self, start: int) -> bool:
        """Whether a phrase rather begins with the verb of a pronoun before it: "she passes"."""
        return start > self.first and self.kind[start] == "N" and self.kind[start - 1] in "SRX"

    def is_impersonal(self, place: Place) -> bool:
        """Whether a phrase stands for nobody: the "it" of "it is hard to say"."""
        return self.tokens.text[place[0] : place[1]].lower() in self.grammar.impersonal

    def subject_after(self, cue: Cue, *, appositions: bool = True) -> tuple[Subject, int] | None:
        """The noun phrase behind the cue, '"…," said Smith, the mayor', and where it ends."""
        if cue.form == "gerund" or cue.last >= self.last or self.kind[cue.last] == "Q":
            return None
        if self.low[cue.last].isdecimal():
            return None  # "said 12 people had died"
        behind = self.kind[cue.last + 1] if cue.last + 1 < self.last else "."
        if self.low[cue.last] in self.grammar.interjections and behind in PUNCTUATION + "PCB":
            return None  # "say yes"
        gerund = self.kind[cue.last] == "N" and self.low[cue.last].endswith(
            self.grammar.gerund_endings
        )
        if gerund and behind in "DMNOS#":
            return None  # "denied asking anyone to leave"
        start = self.spoken_to(cue.last) if self.grammar.inverts else cue.last
        end = phrases.starting_at(
            self.tokens, start, self.last, self.grammar, appositions=appositions
        )
        if self.grammar.addressing:  # "a dit Smith à l'AFP"
            spoken = (n for n in range(start + 1, end) if self.kind[n - 1 : n + 1] == ["M", "P"])
            end = next((n for n in spoken if self.low[n] in self.grammar.addressing), end)
        if end == start:
            return None
        if appositions and self.grammar.clause_comma:
            bare = phrases.starting_at(self.tokens, start, self.last, self.grammar)
            if self.kind[bare + 1 : bare + 2] not in (["D"], ["R"]) and any(
                self.kind[n] in "XV" for n in range(bare, end)
            ):
                end = bare  # "sagte Smith, oft müssten sie warten"
        end = self.before_words(start, end, title=not cue.takes.isdisjoint(("title", "object")))
        return Subject(self.place(start, end), cue.first), end

    def spoken_to(self, start: int) -> int:
        """The token behind the words between a verb and the speaker behind it: when it is said, "a
        dit lundi le ministre", or to whom, "sagte der dpa ein Sprecher"."""
        kind, low, grammar = self.kind, self.low, self.grammar
        if kind[start] in "PTA" or self.time_end(start) > start:
            end = self.aside(start)
            told = end < self.last and low[end - 1] in self.pack.sources.outlet_nouns
            if told and self.tokens.word[end][0].isupper():  # "au journal Le Monde"
                end = phrases.starting_at(self.tokens, end, self.last, grammar)
            behind = phrases.starting_at(self.tokens, end, self.last, grammar)
            return self.second_name(start, end) if behind == end and kind[start] == "P" else end
        dative = low[start] in grammar.addressing
        end = phrases.starting_at(self.tokens, start, self.last, grammar)
        if not start < end < self.last or not (dative or kind[start] == "O"):
            return start
        noun = kind[end] == "D" or self.tokens.word[end][0].isupper()
        follows = low[end] not in grammar.addressing and kind[end] in "DMN" and noun
        behind = phrases.starting_at(self.tokens, end, self.last, grammar) if follows else end
        return end if behind > end else start

    def second_name(self, start: int, end: int) -> int:
        """Where the speaker's name begins in words that begin with whom it is said to, "à l'AFP
        Ann Lee"; their end where only one name is there."""
        sources = self.pack.sources
        name = end
        while name > start + 1 and self.kind[name - 1] == "M":
            name -= 1
        capitals = name
        while capitals < end and self.tokens.word[capitals].isupper():
            capitals += 1
        if name < capitals < end:
            return capitals
        if end - name > 2 and self.kind[name - 1] != "N" and not self.grammar.drops_subject:
            return max(end - 2 - (self.low[end - 2] in sources.particles), name)
        told = frozenset(self.low[start:name])
        named = not (sources.titles.isdisjoint(told) and sources.nouns.isdisjoint(told))
        return name if self.kind[name - 1] == "N" and not named and end - name > 1 else end

    def before_words(self, start: int, end: int, *, title: bool = False) -> int:
        """Where a phrase behind a verb ends that words of somebody follow, as in "said Smith “we
        will not go” in Oslo", and no name: before them.  What may be a `title`, as behind "wrote",
        is one unless it begins like a clause."""
        if not self.grammar.inverts:
            return end
        words = (n for n in self.quotations if start < n < end and not self.is_name(n, title=title))
        return next(words, end)

    def is_name(self, place: int, *, title: bool) -> bool:
        """Whether a quotation behind a noun is part of a name, "the newspaper “The Day”": it stands
        behind a noun for an organisation, or "that" follows; in a script with capitals, always."""
        kind, low = self.kind[place - 1], self.low[place - 1]
        sources = self.pack.sources
        if kind not in "MN" or low in sources.outlet_nouns or low in sources.organisation_nouns:
            return True
        words = self.tokens.quotation[place]
        inner = tokenise(self.tokens.text, words.start + 1, words.end, [], self.pack)
        if not inner or inner.word[0].lower() != inner.word[0].upper():
            return True
        if inner.kind[0] in "BDRSXA" or inner.low[0] in self.grammar.that:
            return False
        if title and not self.tokens.text.count(" ", words.start, words.end) >= LONGEST_TITLE:
            return True
        behind = range(place + 1, min(place + LONGEST_TITLE, self.last))
        cues = {cue.first for cue in self.cues}
        near = itertools.takewhile(lambda n: n not in cues and self.kind[n] not in ".!?;", behind)
        return any(self.low[n] in self.grammar.that or self.kind[n] in ":Q" for n in near)

    def earlier_speaker(self, cue: Cue) -> Place | None:
        """Who spoke last before the cue in this sentence, or what the sentence begins with."""
        earlier = [first for first in self.speakers if first < cue.first]
        if earlier:
            return self.speakers[max(earlier)]
        subject, _ = self.main_subject(cue.first)
        return subject

    def main_subject(self, before: int) -> tuple[Place | None, int]:
        """Who the sentence speaks of, up to a token, and the token at which its verb begins: the
        first noun phrase that it or a part between its commas begins with and that a verb follows;
        else what it begins with."""
        begin = self.first
        endings = self.grammar.finite_endings
        while begin < before:
            start = self.skipped(begin, before, "CATB")
            end = phrases.starting_at(self.tokens, start, before, self.grammar, appositions=True)
            if (
                start + 2 < end < before
                and self.kind[end - 1] == "N"
                and (self.kind[end] in "DSO" or self.low[end - 1].endswith(endings))
            ):
                end -= 1  # "The captives end the video": a noun before a determiner is a verb
            closing = "," if "," in self.kind[start:end] else ""  # of an apposition
            verb = self.skipped(end, before, "A" + closing)
            if self.grammar.inverts:
                if start + 1 < before and self.kind[start] in "VX":
                    subject = self.skipped(start + 1, before, "SOA")  # "Ähnlich sieht es Smith"
                    end = phrases.starting_at(self.tokens, subject, before, self.grammar)
                    if end > subject:
                        return self.place(subject, end), start
                while end > start and self.kind[end : end + 1] == ["P"]:
                    behind = phrases.starting_at(self.tokens, end + 1, before, self.grammar)
                    if behind == end + 1:
                        break
                    end = behind
            found = start < end and self.kind[start] in "MDSN"
            if self.grammar.capital_nouns and not self.names_somebody(start, end):
                found = False
            if found and verb < before and self.kind[verb] in "NVX":
                return self.place(start, end), verb
            begin = next((n + 1 for n in range(begin, before) if self.kind[n] == ","), before)
        end = phrases.starting_at(self.tokens, self.first, before, self.grammar)
        return (self.place(self.first, end) if end > self.first else None), before

    def protagonist(self, spoke: frozenset[str], *, named: bool) -> Place | None:
        """Who a sentence is about, if that is a person: a name of two words or with a title, a name
        that is among the words of who `spoke` or, unless one must be `named`, a noun or pronoun."""
        if self.low[self.first] in self.grammar.concerning:  # "For Ann Lee, it was a relief"
            end = phrases.starting_at(self.tokens, self.first + 1, self.last, self.grammar)
            if self.is_person(self.first + 1, end, spoke, named=True):
                return self.place(self.first + 1, end)
        place, verb = self.main_subject(self.last)
        if place is None or verb >= self.last:
            return None
        start = bisect.bisect_left(self.tokens.start, place[0], self.first)
        end = bisect.bisect_left(self.tokens.end, place[1], start) + 1
        commas = [n for n in range(start, end) if self.kind[n] == ","]
        parts = itertools.pairwise([start - 1, *commas, end])
        is_one = any(self.is_person(a + 1, b, spoke, named=named) for a, b in parts)
        return place if is_one else None

    def is_person(self, start: int, end: int, spoke: frozenset[str], *, named: bool) -> bool:
        """Whether a noun phrase, the tokens from `start` up to `end`, is a person."""
        sources = self.pack.sources
        end = next((n for n in range(start, end) if self.kind[n] == "("), end)
        name = end
        while name > start and self.kind[name - 1] == "M" and self.tokens.word[name - 1].istitle():
            name -= 1
        before = self.low[name - 1] if name > start else ""
        if end - name > 1 or (end > name and before in sources.titles):
            compound = end - name == 2 and self.low[name] in sources.place_starts
            place = compound or self.low[end - 1] in sources.places
            return not place and self.kind[max(name - 1, start)] != "D"
        if end > name:
            return name == start and self.low[name] in spoke
        low = self.low[end - 1] if end > start and not named else ""
        return low in sources.person_nouns or low in sources.he or low in sources.she

    def words_of(self, place: Place | None) -> frozenset[str]:
        """The words in a place that tell who somebody is, in lower case."""
        words = _WORD.findall(self.tokens.text[slice(*place)].lower()) if place else ()
        return frozenset(words) - self.pack.stop_words

    def names_somebody(self, start: int, end: int) -> bool:
        """Whether a noun, a name or a pronoun is among the tokens, where nouns have capitals."""
        nouns = self.pack.sources.nouns
        return any(self.kind[n] in "MS" or self.low[n] in nouns for n in range(start, end))

    def addressee(self, cue: Cue) -> tuple[Place | None, int]:
        """Whom it is said to, "told reporters", and the token behind."""
        start = cue.last
        if "person" not in cue.takes or cue.passive or start >= self.last:
            return None, start
        if self.low[start] in self.grammar.that or self.kind[start : start + 2] == ["S", "X"]:
            return None, start
        if self.kind[start] == "Q":
            named = last_character(self.tokens, start) not in QUOTED_END and (
                start + 1 < self.last and self.kind[start + 1] not in PUNCTUATION
            )  # "told “Fox & Friends” that …"
            return (self.place(start, start + 1), start + 1) if named else (None, start)
        end = phrases.starting_at(
            self.tokens, start, self.last, self.grammar, attaching=self.grammar.genitive
        )
        if self.kind[end - 1] == "Q" and end < self.last:
            end -= self.low[end] in self.pack.verb_particles  # "warf ihm „Versagen“ vor"
        return (self.place(start, end), end) if end > start else (None, start)

    def agent(self, cue: Cue) -> tuple[Place | None, int]:
        """By whom it is, behind a passive, "was condemned by Smith", and the token behind."""
        start = self.skipped(cue.last, self.last, "AT")
        if start + 1 >= self.last or self.low[start] not in self.grammar.agents:
            return None, cue.last
        end = phrases.starting_at(self.tokens, start + 1, self.last, self.grammar, appositions=True)
        if "to" in cue.takes:  # "urged by doctors to resign"
            to = (n for n in range(start + 2, end - 1) if self.low[n] in self.grammar.to)
            end = next((n for n in to if self.kind[n + 1] == "N"), end)
        return (self.place(start + 1, end), end) if end > start + 1 else (None, cue.last)

    def is_introduced(self, subject: Subject) -> bool:
        """Whether "as" stands before a subject: "As Smith noted, the plan failed"."""
        before = subject.start - 1
        return before >= self.floor and self.low[before] in self.grammar.as_

    def parenthesis_before(self, number: int) -> int:
        """Where a parenthesis begins that ends before a token, between dashes, or between commas of
        which the second stands within marks: 'Smith, citing “fraud,” said'."""
        closing = number - 1
        if closing > self.floor and self.kind[closing] in "-–—":
            opening = self.kind[closing]
        elif closing > self.floor and last_character(self.tokens, closing) == ",":
            opening = "," if self.kind[closing] == "Q" else ""
        else:
            return number
        furthest = max(closing - WIDEST_PARENTHESIS, self.floor)
        within = range(closing - 1, furthest, -1)
        return next((n for n in within if self.kind[n] == opening), number)

    # -- when and how ------------------------------------------------------------------------

    def time_before(self, number: int) -> int:
        """Where a time begins that ends before a token: "Trump on Sunday tweeted"."""
        for start in range(max(self.floor + 1, number - 4), number):
            time = start + (self.kind[start] == "P")
            begins = self.kind[start] in "PTD#" or self.low[start] in self.grammar.time_starts
            if begins and time < number <= self.time_end(time):
                return start
        return number

    def aside(self, number: int) -> int:
        """The token behind words that say how, where or when: "in a statement on Friday"."""
        while number < self.last:
            if self.low[number] in self.pack.verb_particles and (
                number + 1 == self.last or self.kind[number + 1] in PUNCTUATION + "Q"
            ):
                number += 1  # "teilte die Polizei mit."
                continue
            end = self.time_end(number)
            if end == number and self.low[number] in self.grammar.asides:
                end = self.time_end(number + 1)
                if end == number + 1:
                    end = phrases.starting_at(self.tokens, end, self.last, self.grammar)
                    end = self.before_words(number, end)
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
        if low in grammar.time_starts and self.kind[number + 1 : number + 2] == ["T"]:
            return True
        if kind in "D#" and (following in grammar.time_nouns or following in grammar.time):
            return True
        return kind == "#" and number > start and self.low[number - 1] in grammar.time_nouns

    # -- how far -----------------------------------------------------------------------------

    def clause_end(self, begin: int, cue: Cue) -> int:
        """Where the clause that begins at a token ends: with the sentence, before another cue of
        the same speaker ("…, adding that", "… and said"), before "according to" or, where it stands
        in a relative clause (", who said …, left"), with that."""
        end = min((a for a, _ in self.claimed if a > begin), default=self.last)
        if self.low[cue.first - 1] in self.grammar.person_relatives and cue.first > self.first:
            end = self.relative_end(begin, end)
        if self.opens(cue):
            end = self.main_clause(begin, end)
        if self.sourced[0] <= begin < self.sourced[1]:
            end = min(end, self.sourced[1])
        for other in self.cues:
            before = other.first - 1
            if max(begin, cue.last) < other.first < end:
                if self.kind[before] == "C" and "quote" in other.takes:
                    return before - (self.kind[before - 1] == ",")
                if self.kind[before] == "," and other.form == "gerund":
                    return before
                start = self.speaker_behind_comma(other, begin)
                if start is not None and start > begin:
                    return start - 1
                joint = self.contrast_before(other, begin)
                if joint is not None:
                    return joint
        for number in range(begin + 1, end):
            if self.kind[number - 1] == "," and self.report_at(number):
                return number - 1
            if self.kind[number - 1] == ";" and self.gapped(number):
                return number - 1
        return end

    def gapped(self, number: int) -> int:
        """The comma behind a speaker that a semicolon stands before and words in marks follow, the
        verb left out: "One calls her “a saint”; another, “a bore”"; 0 where there is none."""
        comma = phrases.starting_at(self.tokens, number, self.last, self.grammar)
        return comma if self.kind[comma : comma + 2] == [",", "Q"] else 0

    def speaker_behind_comma(self, cue: Cue, floor: int) -> int | None:
        """Where the speaker begins of a cue that ends the sentence: "…, Smith said."."""
        behind = self.aside(cue.last)
        if behind < self.last and self.kind[behind] not in ".?!":
            return None
        start = phrases.ending_before(self.tokens, cue.first, floor, self.grammar)
        return start if start is not None and self.kind[start - 1] == "," else None

    def contrast_before(self, cue: Cue, floor: int) -> int | None:
        """The comma before the clause of another speaker, "…, while Smith said"; or of somebody who
        says something of all of it, "…, which he denies"."""
        start = phrases.ending_before(self.tokens, cue.first, floor, self.grammar)
        if start is None or start - 2 <= floor or self.kind[start - 2] != ",":
            return None
        behind = self.kind[cue.last : cue.last + 1]
        of_all = self.kind[start - 1] == "R" and behind in ([], ["."], [","])
        return start - 2 if of_all or self.low[start - 1] in self.grammar.contrasts else None

    def relative_end(self, begin: int, end: int) -> int:
        """Where the relative clause ends that a token stands in: before a comma and a verb."""
        verbs = {cue.first for cue in self.cues}
        endings = self.grammar.finite_endings
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

    def source_end(self, end: int) -> int:
        """Where the source ends that a sentence begins with, with what tells more of it: an age, a
        clause, an apposition, "According to Ann Lee, who runs the shelter, numbers doubled"."""
        low, kind = self.low, self.kind
        if end < self.last and low[end] in self.grammar.that and kind[end + 1 : end + 2] != ["S"]:
            return self.next_comma(end) or end  # "the union that represents them, …"
        while kind[end : end + 1] == [","] and end + 1 < self.last:
            closing = self.next_comma(end + 1)
            if closing is None:
                return end
            if self.grammar.clause_comma:
                return closing  # German: the verb follows the source, or what is set behind it
            if kind[end + 1] == "R":
                commas = (n for n in range(closing, self.last) if kind[n] == ",")
                end = next((n for n in commas if self.begins_clause(n + 1)), closing)
                continue
            age = kind[end + 1] == "#" and closing == end + 2
            tells = kind[end + 1] in "DN" or low[end + 1] in self.grammar.genitive
            apposed = tells and set("XVSQ").isdisjoint(kind[end + 1 : closing])
            if not age and not (apposed and self.begins_clause(closing + 1)):
                return end
            end = closing
        return end

    def begins_clause(self, number: int) -> bool:
        """Whether a clause begins at a token, its subject and its verb before the next comma."""
        if number + 1 >= self.last or self.kind[number] not in "DMNS#T":
            return False
        end = self.next_comma(number) or self.last
        verbs = {cue.first for cue in self.cues if cue.form in ("third", "past")}
        endings = self.grammar.finite_endings
        return any(
            self.kind[n] in "XV" or n in verbs or self.low[n].endswith(endings)
            for n in range(number + 1, end)
        )

    def next_comma(self, number: int) -> int | None:
        """The next comma of the sentence from a token on."""
        return next((n for n in range(number, self.last) if self.kind[n] == ","), None)

    def opens(self, cue: Cue) -> bool:
        """Whether a sentence begins with a clause of this cue: "Noting that", "Asked whether",
        "When told that"."""
        behind = cue.first - (cue.first > self.first and self.kind[cue.first - 1] in "BP")
        return behind == self.first and (cue.loose or cue.form == "gerund")

    def main_clause(self, begin: int, end: int) -> int:
        """Where the clause that a token is in ends: before a comma, a noun phrase and a verb."""
        verbs = {cue.first for cue in self.cues}
        for comma in (n for n in range(begin, end) if self.kind[n] == ","):
            verb = phrases.starting_at(self.tokens, comma + 1, self.last, self.grammar)
            if comma + 1 < verb < self.last and (
                self.kind[verb] in "XV"
                or verb in verbs
                or self.low[verb].endswith(self.grammar.finite_endings)
            ):
                return comma
        return end

    def main_speaker(self, cue: Cue) -> Place | None:
        """Of whom the main clause is behind one that a cue opens: "Citing her age, Smith left"."""
        begin = self.main_clause(cue.last, self.last) + 1
        end = phrases.starting_at(self.tokens, begin, self.last, self.grammar)
        return self.place(begin, end) if end > begin else None

    def goes_on_as_clause(self, number: int) -> bool:
        """Whether a phrase that ends before a token is the subject of what follows: "citing
        “fraud,” said the talks would fail"."""
        verb = self.skipped(number, self.last, "A")
        return verb < self.last and self.kind[verb] in "XV"

    def report_at(self, number: int) -> int:
        """How many tokens from this one on report without a verb: "according to" are two."""
        return self.words_at(number, self.pack.reports.phrases)

    def words_at(self, number: int, known: dict[str, list[tuple[str, ...]]]) -> int:
        """How many tokens from this one on are one of the known phrases."""
        for words in known.get(self.low[number], ()):
            if tuple(self.low[number : number + len(words)]) == words:
                return len(words)
        return 0
