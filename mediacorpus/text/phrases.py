"""Noun phrases, found without a parser: who speaks stands right beside the cue.

A noun phrase in news has few shapes: determiner, adjectives, nouns, a phrase with a preposition;
and, set apart by commas, an apposition ("a member of …"), an age or a relative clause.
"""

from __future__ import annotations

from mediacorpus.languages import Grammar
from mediacorpus.text.tokens import Tokens, last_character

__all__ = ["ending_before", "starting_at"]

LONGEST = 45
"""A noun phrase of more tokens is not looked for."""

_NOUN = "MN#"
_SHORT_QUOTATION = 40
"""Quoted words of at most so many characters can be part of a name."""


def ending_before(tokens: Tokens, end: int, floor: int, grammar: Grammar) -> int | None:
    """Where the noun phrase that ends before token `end` begins; None where there is none.

    A comma before `end` closes an apposition, which is part of the phrase: "Rami al-Karkhi, a
    member of the Iraqi Communist Party, told".
    """
    if end <= floor:
        return None
    if tokens.kind[end - 1] != ",":
        return _simple(tokens, end, floor, grammar)
    found: int | None = None
    comma: int | None = end - 1
    while comma is not None and end - comma < LONGEST:
        right = comma
        comma = _comma_before(tokens, comma, floor)
        if comma is None:
            return found
        start = _simple(tokens, comma, floor, grammar)
        if start is None:
            return found
        left = _comma_before(tokens, comma, floor)
        named = set(tokens.kind[start:comma]) == {"M"}
        if left is not None and (
            _tells_more(tokens, left, start, comma, grammar)
            or (not named and _is_suffix(tokens, comma + 1, right, grammar))
        ):
            found = start if found is None else found
            continue
        found = start
        # "Smith, the mayor, of the old town, said": the determiner tells of one more head; but
        # "the mayor, Tom Smith, said" has its name behind
        if (
            not (tokens.kind[start] == "D" or _is_role_of_name(tokens, start, floor, grammar))
            or left != start - 1
            or (tokens.kind[right - 1] == "M" and tokens.kind[comma - 1] != "M")
        ):
            return found
        comma = start
    return found


def _is_role_of_name(tokens: Tokens, start: int, floor: int, grammar: Grammar) -> bool:
    """Whether a name stands before the comma before a noun: "Ann Lee, director of the museum"."""
    if tokens.kind[start] != "N" or start - 2 < floor or tokens.kind[start - 1] != ",":
        return False
    name = _simple(tokens, start - 1, floor, grammar)
    if name is None or set(tokens.kind[name : start - 1]) != {"M"}:
        return False
    return name == floor or tokens.kind[name - 1] not in "PC"


def _tells_more(tokens: Tokens, left: int, start: int, comma: int, grammar: Grammar) -> bool:
    """Whether what stands between two commas only tells more of a head further left: an age, a
    clause, "of Moss Lane", a suffix, or the second half of a place, "of Hull, East Yorkshire"."""
    if tokens.kind[left + 1] in "PR" or (tokens.kind[left + 1] == "#" and comma == left + 2):
        return True
    if start == left + 1 and _is_suffix(tokens, start, comma, grammar):
        return True
    if start != left + 1 or set(tokens.kind[start:comma]) != {"M"}:
        return False
    place = left - 1
    while tokens.kind[place] == "M" and place > 0:
        place -= 1
    # a place behind a preposition, in a part that does not begin the sentence
    before = _comma_before(tokens, left, max(0, left - LONGEST))
    return (
        tokens.kind[place] == "P"
        and place < left - 1
        and before is not None
        and tokens.kind[before + 1] != "M"
    )


def _is_suffix(tokens: Tokens, start: int, end: int, grammar: Grammar) -> bool:
    """Whether a part is of the name before it: "Inc.", "M.D.", a party as in "R-Ohio"."""
    low = tokens.low[start]
    return low in grammar.suffixes or (end - start < 4 and low.startswith(grammar.party_starts))


def _comma_before(tokens: Tokens, number: int, floor: int) -> int | None:
    for candidate in range(number - 1, max(floor, number - LONGEST) - 1, -1):
        if tokens.kind[candidate] == ",":
            return candidate
        if tokens.kind[candidate] == "Q" and not _is_short(tokens, candidate):
            return None
    return None


def _simple(tokens: Tokens, end: int, floor: int, grammar: Grammar) -> int | None:
    """Where the noun phrase without commas that ends before `end` begins."""
    kind, low = tokens.kind, tokens.low
    number = end - 1
    if number < floor:
        return None
    if kind[number] in "SR" or low[number] in grammar.pronouns:
        none = number > floor and low[number - 1] in grammar.nobody
        return number - none  # "no one"
    if grammar.capital_nouns and kind[number] == "N" and tokens.word[number][0].islower():
        return None
    start = None
    owner = kind[number] == "M" and low[number].endswith(grammar.owner_endings)
    floor = max(floor, end - LONGEST)
    if kind[number] == "O" and _attaches(tokens, number - 1, floor, grammar):
        start = number  # "most of them"
        number -= 1
    while number >= floor:
        here = kind[number]
        if here == ")":
            opening = _bracket_before(tokens, number, floor)
            if opening is None:
                break
            number = opening
            continue
        if here in _NOUN or (here == "Q" and _is_short(tokens, number)):
            if here == "N" and _is_verb(tokens, number, end, floor, grammar):
                break
            if here == "N" and owner and number < end - 1:
                break  # "meeting Trump's"
            start = number
        elif here == "D":
            if low[number] in grammar.that and _is_complementiser(tokens, number, end):
                break
            start = number
            if number > floor and kind[number - 1] == "D" and low[number - 1] not in grammar.that:
                start = number = number - 1
            linked = _links(tokens, number, grammar) and number > floor
            joined = number > floor and kind[number - 1] == "C"
            if low[number] in grammar.questions or not (
                linked
                or _attaches(tokens, number - 1, floor, grammar)
                or (joined and _coordinates(tokens, number - 1, floor, grammar))
            ):
                break
        elif (
            here == "P"
            and start is not None
            and not owner
            and _attaches(tokens, number, floor, grammar)
        ) or (here == "C" and start is not None and _coordinates(tokens, number, floor, grammar)):
            pass
        elif here == "A" and start is not None and kind[number + 1] in "N#":
            pass  # "the newly elected mayor"
        elif here == "S" and start is not None and kind[number + 1] == "C":
            start = number
            break
        else:
            break
        number -= 1
    if start is None or (start == end - 1 and kind[start] == "D"):
        return None
    start = _with_relative(tokens, start, floor, grammar)
    return _with_participle(tokens, start, floor, grammar)


def _is_complementiser(tokens: Tokens, number: int, end: int) -> bool:
    """Whether a "that" begins a clause and points at no noun: "that Smith", "that agents said"."""
    if number + 1 == end:
        return False
    return tokens.kind[number + 1] in "MD#" or tokens.low[end - 1].endswith("s")


def _links(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a determiner ties a noun to the one before, "die Sprecherin der Polizei"; not behind
    two names, "sagte Anna Schmidt der Zeitung"."""
    named = number > 1 and tokens.kind[number - 2 : number] == ["M", "M"]
    return tokens.low[number] in grammar.linking and tokens.kind[number - 1] in "MN" and not named


def _bracket_before(tokens: Tokens, number: int, floor: int) -> int | None:
    """The token before "(R-Fla.)"."""
    for candidate in range(number - 1, max(floor, number - 8) - 1, -1):
        if tokens.kind[candidate] == "(":
            return candidate - 1 if candidate > floor else None
    return None


def _attaches(tokens: Tokens, number: int, floor: int, grammar: Grammar) -> bool:
    """Whether the token is a preposition that goes on with the noun before it."""
    return (
        number > floor
        and tokens.low[number] in grammar.attaching
        and (tokens.kind[number - 1] in "MN#" or tokens.low[number - 1] in grammar.pronouns)
    )


def _coordinates(tokens: Tokens, number: int, floor: int, grammar: Grammar) -> bool:
    """Whether "and" joins two names or nouns here, and not two clauses."""
    if number - 1 < floor or tokens.low[number] in grammar.adversatives:
        return False
    before, after = tokens.kind[number - 1], tokens.kind[number + 1]
    if before == after:
        return before in "MN"
    if before == "S" and after in "DMN":
        return True  # "she and her colleague"
    return before == "M" and after in "DN" and _begins_clause(tokens, number - 1, floor)


def _begins_clause(tokens: Tokens, number: int, floor: int) -> bool:
    """Whether a clause begins with the name that ends at a token."""
    while number > floor and tokens.kind[number] == "M":
        number -= 1
    return tokens.kind[number] in "M,"


def _is_verb(tokens: Tokens, number: int, end: int, floor: int, grammar: Grammar) -> bool:
    """Whether a word that ends like a verb has its subject before it, and is no adjective."""
    if number + 1 >= end or number <= floor or not _ends_like_verb(tokens, number, grammar):
        return False
    return tokens.kind[number - 1] in "MNS" and tokens.kind[number + 1] in "DPMSOA#"


def _with_relative(tokens: Tokens, start: int, floor: int, grammar: Grammar) -> int:
    """The phrase with the noun before a relative clause without commas: "the man who shot him"."""
    for number in range(start - 1, max(floor, start - 12) - 1, -1):
        if tokens.kind[number] in ",;:.Q-":
            return start
        if tokens.low[number] in grammar.person_relatives and number > floor:
            head = _simple(tokens, number, floor, grammar)
            return start if head is None else head
    return start


def _with_participle(tokens: Tokens, start: int, floor: int, grammar: Grammar) -> int:
    """The phrase with the noun before a participle: "a report released Monday by the group", "a man
    living in Oslo", "officials investigating the crash"."""
    kind = tokens.kind
    number = start - 1
    if number > floor and kind[number] == "P" and tokens.low[number] in grammar.attaching:
        number -= 1
        while number > max(floor, start - 4) and kind[number] in "TM#A":
            number -= 1
    elif not tokens.low[max(number, 0)].endswith(grammar.gerund_endings):
        return start
    if number <= floor or kind[number] != "N" or kind[number - 1] not in "MN#)":
        return start
    if not tokens.low[number].endswith(grammar.verb_endings):
        return start
    head = _simple(tokens, number, floor, grammar)
    return start if head is None else head


def _is_short(tokens: Tokens, number: int) -> bool:
    """Whether a quotation can be part of a name, as in the "Fight for 15" group."""
    return (
        tokens.end[number] - tokens.start[number] <= _SHORT_QUOTATION
        and last_character(tokens, number) not in ".,!?…-–—"
    )


def starting_at(
    tokens: Tokens,
    start: int,
    last: int,
    grammar: Grammar,
    *,
    appositions: bool = False,
    attaching: frozenset[str] | None = None,
) -> int:
    """Where the noun phrase that begins with token `start` ends, before `last`; `start` where none
    begins there.

    With `appositions`, what follows between commas belongs to it.  `attaching` are the prepositions
    that it goes on with; by default all that can tie two nouns.
    """
    if start >= last:
        return start
    if _is_pronoun(tokens, start, last, grammar):
        return start + 1
    tied = grammar.attaching if attaching is None else attaching
    number = start
    while number < min(last, start + LONGEST):
        if tokens.kind[number] == "(" and number > start:
            closing = _bracket_behind(tokens, number, last)
            if closing is None:
                break
            number = closing
        elif tokens.low[number] in grammar.person_relatives and number > start:
            number = _clause_end(tokens, number, last)
            break
        elif not _goes_on(tokens, number, start, last, grammar, tied):
            break
        number += 1
    if number == start + 1 and tokens.kind[start] == "D":
        return number if tokens.low[start] in grammar.objects else start  # "to her", "said no"
    while appositions and number > start and number + 1 < last and tokens.kind[number] == ",":
        aged = tokens.kind[number + 1 : number + 3] == ["P", "#"]  # "Ana Gil, de 81 años,"
        told = tokens.kind[number + 1] in "DR#MN" or aged
        if not told or _ends_like_verb(tokens, number + 1, grammar):
            break
        number = _clause_end(tokens, number + 1, last)
    return number


def _is_pronoun(tokens: Tokens, number: int, last: int, grammar: Grammar) -> bool:
    """Whether a token is a noun phrase by itself: "they", "many", but not "many people"."""
    if tokens.kind[number] in "SO":
        return True
    following = tokens.kind[number + 1] if number + 1 < last else "."
    return tokens.low[number] in grammar.pronouns and following not in "NMP"


def _goes_on(
    tokens: Tokens, number: int, start: int, last: int, grammar: Grammar, tied: frozenset[str]
) -> bool:
    """Whether the noun phrase from `start` takes the token at `number` in."""
    kind, low = tokens.kind, tokens.low
    here = kind[number]
    before = kind[number - 1] if number > start else ""
    following = kind[number + 1] if number + 1 < last else "."
    if here == "N":
        if grammar.capital_nouns and before in ("M", "N") and _begins_small(tokens, number):
            return False  # behind the noun there is no adjective
        return before != "M" or not _ends_like_verb(tokens, number, grammar)
    if here == "D":
        if number > start and _links(tokens, number, grammar):
            return True
        return not before or (before in "DPC" and low[number] not in grammar.that)
    if here in "M#":
        return True
    if here == "Q":
        return bool(before) and _is_short(tokens, number)
    if here == "P":
        deed = (
            before == "M" and following == "N" and low[number + 1].endswith(grammar.gerund_endings)
        )
        return bool(before) and low[number] in tied and following in "DMN#O" and not deed
    if here == "C":
        return bool(before) and low[number] not in grammar.adversatives and following in "DMN#"
    return False


def _begins_small(tokens: Tokens, number: int) -> bool:
    """Whether a small letter begins a word, and a capital the one before it."""
    return tokens.word[number][0].islower() and not tokens.word[number - 1][0].islower()


def _ends_like_verb(tokens: Tokens, number: int, grammar: Grammar) -> bool:
    """Whether a word can be a verb by its ending: "celebrated", "adding"."""
    return tokens.kind[number] == "N" and tokens.low[number].endswith(grammar.verb_endings)


def _bracket_behind(tokens: Tokens, number: int, last: int) -> int | None:
    """The bracket that closes "(R-Fla.)"."""
    near = range(number, min(number + 8, last))
    return next((n for n in near if tokens.kind[n] == ")"), None)


def _clause_end(tokens: Tokens, number: int, last: int) -> int:
    """The next comma, dash or quotation, or `last`."""
    while number < last and tokens.kind[number] not in ',;:-–—Q"':
        number += 1
    while number == last and number > 0 and tokens.kind[number - 1] in ".!?…":
        last = number = number - 1
    return number
