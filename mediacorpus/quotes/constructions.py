"""The constructions of one sentence: which words say what was said, by whom, to whom.

A sentence is looked at cue by cue.  What was said stands in marks beside the cue, or before it and
a comma, or after it as a clause; who said it is the noun phrase next to it.  Each attribution bears
the name of the construction that found it.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple, cast

from mediacorpus.languages import Pack
from mediacorpus.quotes.cues import Cue, is_nobody, is_title
from mediacorpus.quotes.sentence import (
    PUNCTUATION,
    QUOTED_END,
    Place,
    ReportingSentence,
    Subject,
)
from mediacorpus.records import Stance
from mediacorpus.text import phrases
from mediacorpus.text.tokens import LONGEST_HEADLINE, Sentence, Tokens, last_character

__all__ = ["Attribution", "Place", "SentenceFinder"]

FURTHEST = 14
"""So many tokens behind a cue a "that" can still be its own."""

SHORTEST = 3
"""A quotation that no verb known to report stands beside has so many words."""


class Attribution(NamedTuple):
    """What somebody is reported to have said, as places in the text."""

    content: tuple[Place, ...]
    cue: Place | None
    speaker: Place | None
    addressee: Place | None
    stance: Stance | None
    rule: str
    confidence: float | None = None


class SentenceFinder(ReportingSentence):
    """Finds the attributions of one sentence."""

    def __init__(self, tokens: Tokens, sentence: Sentence, pack: Pack) -> None:
        super().__init__(tokens, sentence, pack)
        self.found: list[Attribution] = []
        self.taken: dict[int, int] = {}
        """Each quotation that is attributed, and the number of its attribution in `found`."""
        self.announced: Attribution | None = None
        """What a cue and a colon at the end of the sentence announce, still without content."""

    def attributions(self) -> list[Attribution]:
        """All attributions of the sentence."""
        # Quotations with the cue behind them first: no clause reaches into what they claim.
        rest = [cue for cue in self.cues if not self.quoted_before(cue)]
        self.sourced = self.opening_source()
        for cue in rest:
            if (cue.stance == "refuses" and self.is_refused(cue)) or self.is_denied(cue):
                continue
            if cue.passive and self.is_called(cue):
                continue
            self.floor = max((b for _, b in self.claimed if b <= cue.first), default=self.first)
            _ = self.after(cue) or self.clause_before(cue)
        self.floor = self.first
        self.without_verb()
        if self.grammar.inverts:
            self.verb_behind()
            self.view()
        self.without_cue()
        self.colon()
        self.headline()
        return self.found

    def opening_source(self) -> tuple[int, int]:
        """From which to which token the source reaches that the sentence begins with."""
        for number in range(self.first, min(self.first + 2, self.last)):
            start = number + self.report_at(number)
            if number < start < self.last and not self.is_closing(number):
                end = phrases.starting_at(self.tokens, start, self.last, self.grammar)
                return start, self.source_end(end) if end > start else end
        return self.first, self.first

    def is_refused(self, cue: Cue) -> bool:
        """Whether a cue is part of what somebody is already found to refuse: "to say whether"."""
        if cue.form != "infinitive":
            return False
        at = self.tokens.start[cue.first]
        refused = (one.content for one in self.found if one.stance == "refuses")
        return any(start <= at < end for content in refused for start, end in content)

    def is_denied(self, cue: Cue) -> bool:
        """Whether a cue is what somebody denies to have done: "denied ordering anyone to leave"."""
        denied = (one.last == cue.first and one.stance == "denies" for one in self.cues)
        return cue.form == "gerund" and any(denied)

    def is_called(self, cue: Cue) -> bool:
        """Whether a passive only tells how somebody is called: "Libby, as she is known to all"."""
        start = phrases.ending_before(self.tokens, cue.first, self.first, self.grammar)
        return start is not None and start > self.first and self.low[start - 1] in self.grammar.as_

    def quotations_alone(self) -> tuple[Place, ...]:
        """The quotations of a sentence that holds nothing else and attributes none of them."""
        if not self.quotations or self.taken:
            return ()
        if any(self.kind[n] not in PUNCTUATION + "Q" for n in self.span()):
            return ()
        return tuple(self.place(n, n + 1) for n in self.quotations)

    def is_sentence(self, place: int) -> bool:
        """Whether a quotation is one, and no title, term or heading."""
        ended = last_character(self.tokens, place) in ".!?…"
        return self.has_several_words(place) and ended and self.begins_sentence(place)

    def is_about_somebody(self) -> bool:
        """Whether the quotations of the sentence begin with a "he" or a "she"."""
        start, end = self.place(self.quotations[0], self.quotations[0] + 1)
        first = self.tokens.text[start:end].lstrip(_OPENING).partition(" ")[0].lower()
        first = first.replace("’", "'").partition("'")[0]
        return first in self.pack.sources.he or first in self.pack.sources.she

    def has_several_words(self, place: int) -> bool:
        """Whether a quotation has as many words as one must have that no verb known to report
        stands beside."""
        return self.tokens.text.count(" ", *self.place(place, place + 1)) >= SHORTEST - 1

    def of_last_quotation(self, offset: int) -> int | None:
        """The number of the attribution of the last quotation, counted from `offset`."""
        if not self.quotations or self.quotations[-1] not in self.taken:
            return None
        return offset + self.taken[self.quotations[-1]]

    def add(
        self, rule: str, cue: Cue, subject: Subject, content: list[Place],
        addressee: Place | None = None, reach: tuple[int, int] = (0, 0),
    ) -> bool:  # fmt: skip
        """Keep an attribution; the quotations within `reach` are its."""
        if subject.place:
            self.speakers[cue.first] = subject.place
        for number in self.quotations:
            if reach[0] <= number < reach[1]:
                self.taken.setdefault(number, len(self.found))
        by_nobody = subject.place and is_nobody(self.tokens.text[slice(*subject.place)], self.pack)
        self.found.append(
            Attribution(
                tuple(content), self.place(cue.first, cue.last), subject.place, addressee,
                None if by_nobody else cue.stance, rule,
            )
        )  # fmt: skip
        return True

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
            if after is not None and self.goes_on_as_clause(after[1]):
                return False
            if self.report_at(cue.first):
                return False  # "heißt es in einer Mitteilung"
            if after is None and not self.grammar.drops_subject:
                return False
            subject, behind = after or (Subject(None, cue.first, inherited=True), cue.last)
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
            after = (
                self.subject_after(cue) if self.low[subject.start] in self.grammar.clitics else None
            )
            if after is not None:  # "« … », nous a dit Smith"
                rule, addressee = "quote-cue-speaker", subject.place
                subject, behind = after
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

    def quotation_ending_at(self, number: int) -> int | None:
        """The quotation right before a token, with or without a comma between."""
        comma = number > self.floor and self.kind[number - 1] in ",-–—"
        place = number - 1 - comma
        if place < self.floor or self.kind[place] != "Q" or place in self.taken:
            return None
        ended = comma or place == self.first or last_character(self.tokens, place) in QUOTED_END
        return place if ended else None

    def content_start(self, place: int) -> int:
        """Where the content begins that ends with a quotation: there, or with the clause before it,
        as in 'The plan is "a disaster," he said'."""
        before = range(self.floor, place)
        quoted = any(self.kind[n] == "Q" and n not in self.taken for n in before)
        worded = any(self.kind[n] not in PUNCTUATION + "QC" for n in before)
        whole = bool(before) and self.kind[place - 1] == "," and self.begins_sentence(place)
        reported = any(cue.first in before for cue in self.cues)
        labelled = self.grammar.inverts and self.kind[place - 1] == ":"  # "Grève : « … », dit Luc"
        if labelled or (not quoted and (not worded or whole or reported)):
            return place
        start = self.floor
        while self.kind[start] in PUNCTUATION + "C":
            start += 1
        return start

    def is_lower(self, place: int) -> bool:
        """Whether a token is a quotation that goes on with the sentence: said ministers “had no
        shame”."""
        return self.kind[place] == "Q" and not self.begins_sentence(place)

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
        if "as" in cue.takes:
            return False  # "The bill, dubbed the “Gates Act”, passed"
        if self.grammar.clause_comma and self.kind[self.floor] == "B":
            return False  # "Während es regnete, warnte Smith, …"
        if any(self.opens(one) for one in self.cues[:1]):
            return False  # "Asked about it, Smith said"
        before, after = self.subject(cue), self.subject_after(cue)
        addressee = None
        introduced = before is not None and self.is_introduced(before)
        comma = before.start - 1 - introduced if before else 0
        if before and self.kind[before.start] == "R":
            return False  # "The minister, who asked for patience, said"
        if before and comma >= self.floor and self.kind[comma] == ",":
            subject, rule = before, "clause-speaker-cue"
            addressee, end = self.addressee(cue)
        elif after and self.kind[cue.first - 1] == "," and self.kind[cue.last] != "O":
            (subject, end), rule = after, "clause-cue-speaker"
            comma = cue.first - 1
            if self.is_apposed(comma):
                return False
        else:
            return False
        behind = self.aside(end)
        if behind < self.last and self.kind[behind] not in ".,?!;-–—":
            return False
        opens = self.kind[self.floor] in "BP"
        between = self.kind[behind : behind + 1] == [","] and (
            opens or comma - self.floor < 8 or self.kind[behind + 1 : behind + 2] in (["X"], ["V"])
        )
        shortest = 1 if between else 8 if opens else 3
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

    def is_apposed(self, end: int) -> bool:
        """Whether what stands before a comma and a cue is no clause, but its subject and what tells
        more of it: "The agency, based in Geneva, warned Congress"."""
        commas = [n for n in range(self.floor, end) if self.kind[n] == ","]
        if len(commas) != 1 or self.kind[self.floor] in "PBATC":
            return False
        verbs = {cue.verb for cue in self.cues}
        endings = self.grammar.finite_endings
        first = range(self.floor, commas[0])
        if any(self.kind[n] in "XVQ" or n in verbs or self.low[n].endswith(endings) for n in first):
            return False
        behind = self.kind[commas[0] + 1 : end]
        return behind[0] == "R" or set("XVS").isdisjoint(behind)

    # -- what stands behind the cue --------------------------------------------------------

    def after(self, cue: Cue) -> bool:
        """'He said: "…"', "He said (that) …", "He promised to …", "He asked whether …"."""
        subject, behind = self.who(cue)
        if subject is None or (self.grammar.clause_comma and cue.form == "infinitive"):
            return False
        inverted = behind > cue.last
        addressee, start = (None, behind) if inverted else self.addressee(cue)
        if cue.passive:
            _, start = self.agent(cue)
        if cue.loose and self.opens(cue):
            addressee = self.main_speaker(cue)
        behind = self.aside(start)
        behind = self.behind_parenthesis(behind)
        begins = [behind, start] if self.time_end(start) > start else [start, behind]
        comma = self.kind[behind : behind + 1] == [","]
        if comma and (inverted or self.is_introduced(subject) or self.grammar.clause_comma):
            begins = [behind + 1]
        elif not comma or behind > start:
            begins.append(self.that_ahead(behind))
        for begin in dict.fromkeys(map(self.behind_title, begins)):
            if begin >= self.last:
                continue
            of = self.grammar.inverts or self.low[begin] in self.grammar.genitive
            about = of and self.kind[begin] == "P"  # "warnte vor „…“"
            determined = about and self.kind[begin + 1 : begin + 2] == ["D"]
            quoted = self.continued(begin + about + determined)  # "sprach von einem „…“"
            if quoted is not None and self.is_title(quoted, cue):
                return False
            told = "object" in cue.takes and cue.form != "gerund"
            worded = told and quoted == begin and self.is_lower(begin)
            if quoted is not None and (worded or cue.takes & {"quote", "bare"}):
                end = self.last_quotation_of(quoted, cue) + 1
                content = [self.place(quoted, end)]
                return self.add(
                    "speaker-cue-quote", cue, subject, content, addressee, (quoted, end)
                )
            end = self.clause_end(begin, cue)
            pronoun = self.relative_of(begin, cue, subject)
            # "Wie die Polizei mitteilte, wurden …"
            turned = self.grammar.inverts and self.kind[begin] in "XV" and "bare" in cue.takes
            whole = pronoun or (turned and comma and self.is_introduced(subject))
            rule = "speaker-cue-clause" if whole else self.clause_rule(begin, end, cue)
            if self.grammar.clause_comma and not comma and rule in _BEHIND_COMMA:
                marked = any(begin < n < end for n in self.quotations)
                told = self.kind[begin] == "D" or (marked and self.kind[begin] in "MN")
                if not told or not self.takes_object(begin, end, cue):
                    continue
                rule = "speaker-cue-object"
            if rule == "speaker-cue-object":
                end = self.before_particle(end)
                if "proposal" in cue.takes and self.is_proposal(begin, end):
                    cue = cue._replace(stance="refuses")
            if rule:
                place = self.trimmed(begin, end)
                parts = [pronoun, place] if pronoun else [place]
                content = [part for part in parts if part]
                return place is not None and self.add(
                    rule, cue, subject, content, addressee, (begin, end)
                )
        if "quote" in cue.takes and behind == self.last - 1 and self.kind[behind] == ":":
            self.announced = Attribution(
                (), self.place(cue.first, cue.last), subject.place, addressee, cue.stance,
                "announced",
            )  # fmt: skip
        return False

    def is_proposal(self, begin: int, end: int) -> bool:
        """Whether a phrase is something that can be refused: "the mayor's budget"."""
        none: frozenset[str] = frozenset()
        head = phrases.starting_at(self.tokens, begin, end, self.grammar, attaching=none) - 1
        return head >= begin and self.low[head] in self.pack.reports.proposals

    def before_particle(self, end: int) -> int:
        """The end of a clause without the particle of its verb: "wies den Vorwurf zurück."."""
        particle = end - 1 - (self.kind[end - 1] in PUNCTUATION)
        return particle if self.low[particle] in self.pack.verb_particles else end

    def is_title(self, place: int, cue: Cue) -> bool:
        """Whether a quotation is the title of what is written or sung, "wrote “The Trial”"."""
        if "title" not in cue.takes or self.kind[place - 1] in ",:":
            return False
        return is_title(self.tokens.text[slice(*self.place(place, place + 1))], self.pack)

    def behind_title(self, number: int) -> int:
        """The token behind a title that stands between a noun, with a comma, and "that": "wrote in
        her memoir, “Still,” that"; without one, the token itself."""
        place = self.continued(number)
        if place is None or place + 1 >= self.last:
            return number
        named = self.kind[place - 2 : place] in (["N", ","], ["M", ","])
        return place + 1 if named and self.low[place + 1] in self.grammar.that else number

    def behind_parenthesis(self, number: int) -> int:
        """The token behind a parenthesis between commas, where "that" stands behind it, or only an
        adverb is in it: "warned, for the first time, that", "said, however,"."""
        if self.kind[number : number + 3] == [",", "A", ","]:
            return number + 3
        if self.kind[number : number + 1] == [","]:
            for closing in range(number + 2, min(number + FURTHEST, self.last - 1)):
                if self.kind[closing] == ",":
                    return closing + 1 if self.low[closing + 1] in self.grammar.that else number
        return number

    def that_ahead(self, number: int) -> int:
        """A "that" further on, with no verb in between: "told them in Oslo, his home, that"."""
        for ahead in range(number, min(number + FURTHEST, self.last)):
            if self.low[ahead] in self.grammar.that:
                return ahead
            if self.kind[ahead] not in "PMTA#,-–—":
                break
        return number

    def relative_of(self, begin: int, cue: Cue, subject: Subject) -> Place | None:
        """The relative pronoun of whose clause the verb stands right behind the cue, "the slots,
        which he said were split"; None where there is none."""
        pronoun = subject.start - 1
        told = "bare" in cue.takes and begin == cue.last and self.kind[begin] in "XV"
        if not told or self.grammar.inverts or pronoun < self.floor:
            return None
        relative = self.kind[pronoun] == "R" or self.low[pronoun] in self.grammar.that
        return self.place(pronoun, subject.start) if relative else None

    def clause_rule(self, begin: int, end: int, cue: Cue) -> str | None:
        """What kind of clause, taken by this cue, the tokens from `begin` up to `end` are."""
        low, kind, grammar = self.low[begin], self.kind[begin], self.grammar
        if low in grammar.that and cue.takes & {"that", "bare"}:
            relative = (
                begin > cue.last and self.kind[begin - 1] == "N" and self.is_finite(begin + 1)
            )
            return None if relative else "speaker-cue-that"  # "apologised for a post that said"
        following = self.low[begin + 1] if begin + 1 < self.last else ""
        infinitive = low in grammar.to or (low in grammar.negations and following in grammar.to)
        if "person" in cue.takes and low in self.grammar.topics and (cue.loose or begin > cue.last):
            return "speaker-cue-object"
        if infinitive and "to" in cue.takes:
            return "speaker-cue-to"
        if "to" in cue.takes and self.grammar.clause_comma and self.kind[begin - 1] == ",":
            return "speaker-cue-to"  # "kündigte an, die Regeln zu ändern"
        if low in grammar.questions and "whether" in cue.takes:
            return "speaker-cue-whether"
        bare = "bare" in cue.takes or ("that" in cue.takes and kind == "S")
        if bare and kind in "DMNS#T" and self.is_clause(begin, end):
            return "speaker-cue-clause"
        done = kind == "X" and low.endswith(grammar.gerund_endings) and "object" in cue.takes
        if (kind in "DMNSO#R" or done) and self.takes_object(begin, end, cue):
            return "speaker-cue-object"
        return None

    def is_finite(self, number: int) -> bool:
        """Whether a token is a finite verb, so that a "that" before it is its subject."""
        verb = number < self.last and self.kind[number] in "XVN"
        return verb and (
            self.kind[number] != "N" or self.low[number].endswith(self.grammar.finite_endings)
        )

    def is_clause(self, begin: int, end: int) -> bool:
        """Whether these tokens are a clause: its subject a pronoun, or a noun phrase and a verb."""
        if self.kind[begin] == "S":
            return end - begin > 1
        if self.kind[begin + 1 : begin + 2] in (["X"], ["V"]):
            return True
        if begin + 1 < end and self.kind[begin] in "MN" and self.is_lower(begin + 1):
            return True  # "says gates ‘were old’"
        endings = self.grammar.finite_endings
        verbs = {cue.first for cue in self.cues if cue.form in ("third", "past")}
        return end - begin > 2 and any(
            self.kind[n] in "XV" or n in verbs or self.low[n].endswith(endings) or self.is_lower(n)
            for n in range(begin + 1, end)
        )

    def takes_object(self, begin: int, end: int, cue: Cue) -> bool:
        """Whether it goes on as in "condemned the attack", "called it “a disaster”" or, what may be
        a clause whose verb is not known for one, "announced a benefit concert"."""
        if "as" in cue.takes:
            words = range(begin, end)
            marked = any(self.kind[n] == "Q" or self.low[n] in self.grammar.as_ for n in words)
            return marked or self.is_called_something(begin, end)
        several = self.kind[begin] in "DN" and end - begin > 3 and not self.grammar.inverts
        return "object" in cue.takes or ("whether" in cue.takes and several)

    def is_called_something(self, begin: int, end: int) -> bool:
        """Whether somebody and what they are called stand there: "him a liar"."""
        behind = phrases.starting_at(self.tokens, begin, end, self.grammar)
        kinds = "DNA" if self.kind[begin] == "O" else "D"
        told = begin < behind < end and self.kind[behind] in kinds
        return told and self.time_end(behind) == behind  # but "the office a day later"

    def last_quotation_of(self, place: int, cue: Cue) -> int:
        """The last quotation in the clause that begins with one."""
        end = self.clause_end(place + 1, cue)
        within = [n for n in self.quotations if place <= n < end and n not in self.taken]
        return within[-1] if within else place

    # -- without a verb --------------------------------------------------------------------

    def without_verb(self) -> None:
        """Reports without a verb: "according to Smith", before a clause or behind it; in other
        languages also within it, "Smith zufolge", or only behind it, "„…“, so Smith"."""
        known = self.pack.reports.first_words
        if known.isdisjoint(self.low[self.first : self.last]):
            return
        for number in self.span():
            if self.low[number] not in known:
                continue
            length = self.report_at(number)
            start = number + length
            if length and self.grammar.inverts and start < self.last:
                start += self.low[start] in self.pack.cue_words  # "según explicó Smith"
            if length and start < self.last:
                begins = number <= self.floor + 1
                end = phrases.starting_at(
                    self.tokens, start, self.last, self.grammar, appositions=not begins,
                    attaching=self.grammar.attaching | self.grammar.genitive,
                )  # fmt: skip
                if begins and end > start:
                    end = self.source_end(end)
                if end > start and (not self.is_closing(number) or self.closes(number, end)):
                    self.report(number, start, (start, end), (number, end))
            behind = number + self.words_at(number, self.pack.reports.phrases_behind)
            if behind > number:
                begin = phrases.ending_before(self.tokens, number, self.floor, self.grammar)
                if begin is not None:
                    self.report(number, behind, (begin, number), (begin, behind))

    def report(self, cue: int, last: int, who: Place, whole: Place) -> None:
        """Keep what "according to Smith" reports: the clause before it and the one behind it.  The
        cue reaches from token `cue` to `last`, `whole` is cue and source together."""
        start, end = whole
        begins = start <= self.floor + 1
        stance = cast("Stance", self.pack.reports.stance)
        found = Cue(cue, cue, last, "base", stance, frozenset(), passive=False)
        within = self.pack.reports.within and not begins and self.kind[start - 1] not in ",Q"
        parts = [] if begins else [(self.first, start)]
        if end + 1 < self.last and (begins or within or self.kind[end] == ","):
            parts.append((end, self.clause_end(end + 1, found)))
        places = [place for part in parts if (place := self.trimmed(*part))]
        if places:
            reach = (parts[0][0], parts[-1][1])
            self.add("according-to", found, Subject(self.place(*who), start), places, None, reach)

    def is_closing(self, number: int) -> bool:
        """Whether the words at a token report only behind what was said: "„…“, so Smith"."""
        return self.words_at(number, self.pack.reports.phrases_closing) > 0

    def closes(self, number: int, end: int) -> bool:
        """Whether the tokens from one on, up to `end`, are set apart from what stands around."""
        behind = self.skipped(end, self.last, "AT")  # "„…“, so Smith weiter, „…“"
        return self.kind[max(number - 1, self.first)] in ",Q" and (
            behind >= self.last or self.kind[behind] in PUNCTUATION
        )

    def verb_behind(self) -> None:
        """'«…», espetó Smith.': behind several words in marks and a comma, any verb is a cue, where
        its subject ends what stands there."""
        for place in self.quotations:
            comma, verb = place + 1, place + 2
            if place in self.taken or verb >= self.last or self.kind[comma] != ",":
                continue
            behind = verb + 1 if self.kind[verb] == "X" else verb
            if not self.has_several_words(place) or self.kind[behind : behind + 1] not in (
                ["N"],
                ["V"],
            ):
                continue
            cue = Cue(verb, behind, behind + 1, "past", "says", frozenset(), passive=False)
            after = self.subject_after(cue)
            if after and (after[1] >= self.last or self.kind[after[1]] in PUNCTUATION):
                content = [self.place(place, place + 1)]
                reach = (place, place + 1)
                more = self.continued(after[1])
                if more is not None:
                    content.append(self.place(more, more + 1))
                    self.taken[more] = len(self.found)
                self.add("quote-cue-speaker", cue, after[0], content, None, reach)

    def without_cue(self) -> None:
        """'One calls her “a saint”; another, “a bore”': the cue is the one before."""
        for number in (n for n in self.quotations[1:] if self.found and ";" in self.kind[:n]):
            semicolon = max(n for n in range(number) if self.kind[n] == ";")
            if number in self.taken or self.gapped(semicolon + 1) != number - 1:
                continue
            self.taken[number] = len(self.found)
            self.found.append(
                self.found[-1]._replace(
                    content=(self.place(number, number + 1),),
                    speaker=self.place(semicolon + 1, number - 1),
                    addressee=None,
                    rule="speaker-cue-quote",
                )
            )

    def view(self) -> None:
        """'Pour Smith, « … »': whose view the words in marks are with which the clause begins."""
        if self.low[self.first] not in self.grammar.concerning:
            return
        start = self.first + 1
        end = phrases.starting_at(self.tokens, start, self.last, self.grammar, appositions=True)
        place = end + 1
        if not start < end < place < self.last or self.kind[end : place + 1] != [",", "Q"]:
            return
        if place not in self.taken and self.has_several_words(place):
            cue = Cue(self.first, self.first, start, "base", "thinks", frozenset(), passive=False)
            subject = Subject(self.place(start, end), start)
            content = [self.place(place, place + 1)]
            self.add("according-to", cue, subject, content, None, (place, place + 1))

    def colon(self) -> None:
        """'Trump: "…"', 'Smith disagreed: "…"', 'Kelly responded with a smile: "…"'; where nothing
        follows the colon, it announces what stands in the next paragraph."""
        for place in self.quotations:
            before = self.kind[place - 1]
            if place in self.taken or place < self.first + 2:
                continue
            if before != ":" and not (before == "," and self.is_sentence(place)):
                continue
            announced = self.announcement(place - 1)
            if announced and before == ",":
                announced = announced._replace(rule="speaker-cue-quote")
            if announced:
                self.taken[place] = len(self.found)
                content = (self.place(place, place + 1),)
                self.found.append(announced._replace(content=content))
        if self.announced is None and self.kind[self.last - 1] == ":":
            announced = self.announcement(self.last - 1)
            self.announced = announced and announced._replace(rule="announced")

    def headline(self) -> None:
        """'‘We are done’: Smith on the talks', 'Talks ‘are done’ - Smith', in a paragraph that ends
        like no sentence."""
        last = self.last - 1
        whole = (self.first, self.last) == (0, len(self.tokens)) and self.last <= LONGEST_HEADLINE
        if not whole or not self.quotations or self.kind[last] in ".!?…:Q":
            return
        quoted = self.quotations[0]
        if quoted == 0 and self.kind[1] == ":" and self.tokens.text.count(" ", *self.place(0, 1)):
            who = None if quoted in self.taken else self.headed(2)
            if who:
                announced = self.announcing(1, 2, who, "says")
                self.found.append(announced._replace(content=(self.place(0, 1),)))
        elif self.found:
            return
        elif quoted < last - 1 and self.kind[last - 1] in "-–—" and self.kind[last] == "M":
            announced = self.announcing(last - 1, last, self.place(last, self.last), "says")
            content = self.trimmed(0, last - 1)
            self.found.append(announced._replace(content=(content,) if content else ()))

    def headed(self, start: int) -> Place | None:
        """Who begins a headline at a token: its words up to the first ones that are known to speak,
        "climate experts", "the gardener who …", and in "striker's vow" without what is theirs."""
        names = itertools.takewhile(
            self.may_name, range(self.skipped(start, start + 1, "D"), self.last)
        )
        end = start
        for number in names:
            if self.is_known(number):
                end = number + 1
            elif end > start and not self.low[end - 1].endswith(self.grammar.owner_endings):
                break
        if end == start:
            return None
        begin, stop = self.place(start, end)
        return begin, stop - len(self.low[end - 1]) + len(self.unowned(end - 1))

    def may_name(self, number: int) -> bool:
        """Whether a token can be of who speaks in a headline."""
        is_noun = self.kind[number] in "MN" and self.low[number] not in self.pack.cue_words
        return is_noun and not self.low[number].endswith(self.grammar.finite_endings)

    def is_known(self, number: int) -> bool:
        """Whether a token is a name, or a noun for people or organisations, in any number."""
        known = self.pack.sources.nouns | self.pack.sources.titles
        low = self.unowned(number)
        return self.kind[number] == "M" or low in known or low.removesuffix("s") in known

    def unowned(self, number: int) -> str:
        """A token in lower case without what says that something is its: "striker's"."""
        low = self.low[number]
        return low.rpartition("'")[0] if low.endswith(self.grammar.owner_endings) else low

    def announcement(self, colon: int) -> Attribution | None:
        """Who says what follows a colon: the name before it, the subject of the last cue before it,
        or what the sentence begins with, and then the words from there to the colon are the cue."""
        start = phrases.ending_before(self.tokens, colon, self.first, self.grammar)
        if start is not None and (start == self.first or self.kind[start - 1] in "-–—"):
            end = phrases.starting_at(self.tokens, start, colon, self.grammar)
            if end == colon and "M" in self.kind[start:colon] and not self.is_matter(start):
                return self.announcing(colon, colon + 1, self.place(start, colon), "says")
        if self.low[self.first] in self.pack.finite_cue_words:  # "Says Smith: “…”"
            end = phrases.starting_at(self.tokens, self.first + 1, colon, self.grammar)
            if self.first + 1 < end == colon:
                who = self.place(self.first + 1, end)
                return self.announcing(self.first, self.first + 1, who, "says")
        for cue in reversed(self.cues):
            reports = cue.first < colon and "quote" in cue.takes
            subject = self.who(cue)[0] if reports else None
            other = self.clause_joined(cue.last, colon) if reports else None
            if other:  # "Smith said, but Jones would not have it: “…”"
                who, verb = other
                return self.announcing(verb, colon, who, "says")
            if subject and subject.place:
                return self.announcing(cue.first, cue.last, subject.place, cue.stance)
        speaker, verb = self.main_subject(colon)
        if speaker and verb < colon:
            return self.announcing(verb, colon, speaker, "says")
        end = phrases.starting_at(self.tokens, self.first, colon, self.grammar)
        apposed = self.first < end < colon and self.kind[end] == ","
        if apposed and self.is_person(self.first, end, frozenset(), named=True):
            who = self.place(self.first, colon)  # "Ann Lee, 34, of Truro: “…”"
            return self.announcing(colon, colon + 1, who, "says")
        return None

    def clause_joined(self, start: int, end: int) -> tuple[Place, int] | None:
        """The subject of a clause that a conjunction joins between two tokens, and its verb."""
        for joint in range(start, end - 1):
            if self.kind[joint] != "C":
                continue
            verb = phrases.starting_at(self.tokens, joint + 1, end, self.grammar)
            finite = self.low[verb].endswith(self.grammar.finite_endings)
            if joint + 1 < verb < end and (self.kind[verb] in "XV" or finite):
                return self.place(joint + 1, verb), verb
        return None

    def is_matter(self, start: int) -> bool:
        """Whether a phrase begins with a noun whose capital is only that of its sentence, and is
        about nobody: "Grève à Sochaux : « … »", but not "Dupont de Nemours : « … »"."""
        sources = self.pack.sources
        tied = self.kind[start + 1] == "P"
        named = self.low[start + 1] in sources.particles and self.kind[start + 2] == "M"
        common = start == self.first and self.kind[start] == "M" and tied and not named
        noun = self.low[start] in sources.nouns | sources.titles
        return self.grammar.inverts and common and not noun

    def announcing(
        self, start: int, end: int, speaker: Place, stance: Stance | None
    ) -> Attribution:
        """An attribution that still lacks its content; the tokens are those of the cue."""
        return Attribution((), self.place(start, end), speaker, None, stance, "speaker-colon")


_BEHIND_COMMA = ("speaker-cue-that", "speaker-cue-whether", "speaker-cue-clause")
"""The clauses that a comma stands before, where the language has one there."""

_OPENING = "\"“„«»‘'`´「『 \u00a0\u202f\u2009[¿¡"
