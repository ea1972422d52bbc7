"""What a noun phrase says of the one whom it mentions: a name, a role, or only a description."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from mediacorpus.languages import Pack
from mediacorpus.records import SourceKind
from mediacorpus.sources.kinds import is_plural, is_title, kind_of_noun
from mediacorpus.sources.names import Name, indefinite, is_possessive
from mediacorpus.text.tokens import Tokens, dateline_end

__all__ = [
    "Mention",
    "apposition",
    "body_beside",
    "clause",
    "describe",
    "is_person_plural",
    "predicate",
    "speaking",
]

Sort = Literal["name", "joint", "pronoun", "definite", "indefinite", "bare"]


class Mention(NamedTuple):
    """A noun phrase, taken apart.

    `name` is its head, where that is a name; else `head` is its head noun in lower case.  A joint
    mention is of several names: "Keane and Boyle".  `roles` are as printed;
    `kind` is what they say that it is; `core_end` is the code point behind the phrase without
    apposition.  A description that stands `alone` is tied to nobody else, as "her lawyer" and "head
    of the union" are; it may be `owned` by a name, "the Oslo police"; one of somebody in the `past`
    says what they are no longer, and a plural can be `counted`, "the two men".
    """

    sort: Sort
    name: Name | None
    head: str
    plural: bool
    roles: tuple[str, ...]
    core_end: int
    kind: SourceKind = "unknown"
    alone: bool = False
    owned: bool = False
    past: bool = False
    counted: bool = False


def speaking(
    tokens: Tokens, first: int, last: int, names: list[Name], pack: Pack
) -> tuple[int, int]:
    """The part of a phrase that says who speaks: without a dateline, a preposition or an adverb
    before it, "even among voters", or an auxiliary behind, "he’ll"; and of somebody's words,
    "Smith’s remarks", whose they are."""
    behind = dateline_end(tokens)
    if first < behind < last:
        first = behind
    while last - 1 > first and tokens.kind[last - 1] == "X":
        last -= 1
    while first < last - 1 and (
        tokens.kind[first] == "P" or tokens.low[first] in pack.sources.stressing
    ):
        first += 1
    head = _head_noun(tokens, first, last, pack)
    if head is None or tokens.low[head] not in pack.sources.utterances:
        return first, last
    if tokens.low[first] in pack.sources.pronouns:
        return first, first + 1
    owner = (one.last for one in names if one.first == first and one.possessive)
    return first, next(owner, last)


def describe(tokens: Tokens, first: int, last: int, names: list[Name], pack: Pack) -> Mention:
    """Take the noun phrase of the tokens from `first` up to `last` apart."""
    low, kind = tokens.low, tokens.kind
    parts = _parts(tokens, first, last, pack)
    named = _head_name(tokens, parts, names, pack)
    joint = _end_of_joint(tokens, last, named[0], names, pack) if named else None
    if joint is not None:
        return Mention("joint", None, "", True, (), tokens.end[joint - 1])
    if named:
        return _named(tokens, parts, *named, pack)
    begin, end = parts[0]
    head = _head_noun(tokens, begin, end, pack)
    word = low[head] if head is not None else low[first]
    if end - begin == 1 and (kind[begin] in "SRO" or word in pack.sources.pronouns):
        return Mention("pronoun", None, word, word in pack.sources.they, (), tokens.end[begin])
    if pack.sources.definite_starts:
        word = indefinite(low[begin], pack)  # what it is stands first
    sort: Sort = "bare"
    owner = low[begin] in pack.sources.owners
    both = end - begin == 2 and low[begin] in pack.sources.they and not owner
    if (
        low[begin] in pack.sources.definite
        or both  # "both women"
        or low[begin].startswith(pack.sources.definite_starts)
        or pack.sources.possessive_ending.search(low[begin])
        or (
            kind[begin] == "D"
            and low[begin] not in pack.sources.indefinite
            and low[begin] not in pack.grammar.pronouns
        )
    ):
        sort = "definite"
    elif low[begin] in pack.sources.indefinite:
        sort = "indefinite"
    plural = (
        both
        or word in pack.sources.pairs
        or is_plural(word, pack)
        or kind[begin] == "#"
        or (head is None and "#" in kind[begin:end])  # "the two"
        or (sort == "bare" and low[begin] in pack.grammar.pronouns)
    )
    alone = low[begin] in pack.sources.definite and not owner and head is not None
    behind = end if head is None else head + 1
    return Mention(
        sort, None, word, plural, (), tokens.end[_end_of_list(tokens, end, last) - 1],
        alone=alone and _TIED_TO_NOBODY.match("".join(kind[behind:end])) is not None and not any(
            kind[n] == "P" or is_possessive(low[n], pack) for n in range(begin, behind)
        ),
        owned=any(
            kind[n] == "M" and low[n] not in pack.sources.demonyms for n in range(begin, end - 1)
        ),
        past=not pack.sources.former.isdisjoint(low[begin:end]),
        counted=both or "#" in kind[begin:end] or word in pack.sources.pairs,
    )  # fmt: skip


_TIED_TO_NOBODY = re.compile("(P#)?($|R)")
"""What may stand behind the noun of a description that stands alone: "the mother of two who"."""

_LIST = re.compile("(?:,M+)*,?CM+")


def _end_of_list(tokens: Tokens, end: int, last: int) -> int:
    """Where a first part ends that goes on with more names: "residents of Ham, Ely and Wye"."""
    if tokens.kind[end - 1] != "M":
        return end
    found = _LIST.match("".join(tokens.kind[end:last]))
    return end + found.end() if found else end


def _named(
    tokens: Tokens, parts: list[tuple[int, int]], name: Name, number: int, pack: Pack
) -> Mention:
    """A phrase about a name, which stands in one of its parts; the others may tell its role."""
    begin, end = parts[number]
    told = [
        part
        for part in parts
        if part != (begin, end) and _is_role(tokens, part, pack, whole=name.last == end)
    ]
    kinds = [_kind_of_role(tokens, *part, pack) for part in told]
    before = _words_before(tokens, begin, name, pack)
    if before:
        noun = tokens.low[before[1] - 1]
        kind = kind_of_noun(noun, pack)
        if kind == "unknown":
            kind = _kind_of_phrase(tokens, *before, pack)
        if noun in pack.sources.titles or kind != "unknown":
            told.insert(0, before)
            kinds.insert(0, kind)
    whole = ((a, next((n for n in range(a, b) if tokens.kind[n] == "R"), b)) for a, b in told)
    roles = [tokens.text[tokens.start[a] : tokens.end[b - 1]] for a, b in whole if a < b]
    if name.suffix:
        roles.append(name.suffix)
    behind = tokens.text[tokens.end[name.last - 1] : tokens.end[end - 1]].strip()
    if name.last < end and tokens.kind[name.last] == "N" and "(" not in behind:
        roles.append(behind)
    known = (kind for kind in kinds if kind not in ("unknown", "group"))
    kind = next(known, "unknown")
    return Mention("name", name, "", False, tuple(roles), tokens.end[end - 1], kind)


def is_person_plural(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether a token is a plural of people: "fighters", "men", "Iraqis"."""
    word = tokens.low[number]
    if not is_plural(word, pack):
        return False
    return tokens.kind[number] == "M" or kind_of_noun(word, pack) == "group"


def _parts(tokens: Tokens, first: int, last: int, pack: Pack) -> list[tuple[int, int]]:
    """The phrase between its commas, dashes and brackets, and before a name that it gives to
    somebody: "a farmer, who would be identified only as", "Sunday"."""
    parts, begin = [], first
    for number in range(first, last + 1):
        if number == last or tokens.kind[number] in ",-–—":
            if begin < number:
                parts.append((begin, number))
            begin = number + 1
        elif tokens.kind[number] == "M" and _is_naming(tokens, begin, number, pack):
            parts.append((begin, number))
            begin = number
    return parts or [(first, last)]


def _is_naming(tokens: Tokens, begin: int, end: int, pack: Pack) -> bool:
    """Whether words are of those behind which somebody's name stands: "who gave his name as"."""
    naming = pack.sources.naming
    if end <= begin or naming.isdisjoint(tokens.low[begin:end]):
        return False
    return tokens.low[end - 1] in naming or tokens.low[end - 1] in pack.grammar.as_


def _head_name(
    tokens: Tokens, parts: list[tuple[int, int]], names: list[Name], pack: Pack
) -> tuple[Name, int] | None:
    """The name that the phrase is about, and the part that it stands in: it owns nothing, follows
    no preposition, and no noun follows it."""
    for number, (begin, end) in enumerate(parts):
        if number and (
            tokens.kind[begin] == "R" or tokens.low[begin] in pack.sources.introducing_examples
        ):
            if end in map(_begin, parts) and _is_naming(tokens, begin, end, pack):
                continue
            return None  # "the board, which answers to Smith", "several, including Smith"
        if _is_only_role(tokens, parts, number, names, pack):
            continue
        for name in names:
            if not (begin <= name.first and name.last <= end):
                continue
            if name.possessive and name.last < parts[-1][1]:
                continue
            if name.first > begin and tokens.kind[name.first - 1] == "(":
                continue  # "the Hull Council (HC)"
            if _is_within(tokens, begin, name, names, pack):
                break
            behind = _behind_brackets(tokens, name.last, end)
            if behind < end and _NOUN.match("".join(tokens.kind[behind:end])):
                continue  # "the Smith campaign", "Ward 14 councillor Ann Lee"
            if names[-1].first >= name.last and _is_office(tokens, name, pack):
                continue  # "the Director-General of the council, Ann Lee"
            single = len(name.words) == 1
            if tokens.low[name.last - 1] in pack.sources.demonyms and (
                single or tokens.low[begin] in pack.sources.definite
            ):
                continue  # "the Swede", "the Utah Republican"
            if (
                single
                and tokens.low[begin] in pack.sources.indefinite
                and name.last < end
                and tokens.kind[name.last] == "P"
            ):
                continue  # "a Bench of judges"
            return name, number
        if number == 1 or (number == 0 and _is_several_or_tied(tokens, (begin, end), pack)):
            return None
    return None


_NOUN = re.compile("N|#N")


def _is_office(tokens: Tokens, name: Name, pack: Pack) -> bool:
    """Whether words with capitals are an office and nobody's name: "Chief Executive Officer",
    "Superintendent of Police"."""
    low, titles = tokens.low[name.first : name.last], pack.sources.titles
    if low[0] in pack.sources.given_names:
        return False  # "Dan Pope"
    if low[-1].rpartition("-")[2] in titles or (
        low[0] in titles and "of" in low and not name.title
    ):
        return True
    if pack.grammar.capital_nouns:
        return False  # what is no name has been told from those: "Uwe Richter"
    return len(low) > 1 and low[-1] in pack.sources.person_nouns  # Baker may be a name


def _begin(part: tuple[int, int]) -> int:
    return part[0]


def _is_only_role(
    tokens: Tokens, parts: list[tuple[int, int]], number: int, names: list[Name], pack: Pack
) -> bool:
    """Whether a part says only what the next one names: "the bank's economist, Jane Smith"."""
    if number + 1 >= len(parts):
        return False
    if any(parts[number][0] <= name.first < parts[number][1] for name in names) and (
        "C" in tokens.kind[slice(*parts[number])]
    ):
        return False  # "Tom Roe and his manager, Jane Smith"
    begin, end = parts[number + 1]
    named = any(name.first == begin and name.last == end for name in names)
    last = parts[number][1] - 1
    return (
        named
        and tokens.kind[last] == "N"
        and kind_of_noun(tokens.low[last], pack) == "person"
        and not _is_several_or_tied(tokens, parts[number], pack)
    )


def _is_several_or_tied(tokens: Tokens, part: tuple[int, int], pack: Pack) -> bool:
    """Whether a first part that names nobody is about others than a name behind it: several people,
    "lawyers for the man, Tom Brown", or somebody tied to a person, "a source close to the mayor,
    Tom Brown"."""
    begin, end = part
    if tokens.low[begin] in pack.grammar.pronouns:
        return False  # "one of the victims, Jane Smith"
    owned = (n + 1 for n in range(end - 2, begin - 1, -1) if is_possessive(tokens.word[n], pack))
    begin = next(owned, begin)
    head = _head_noun(tokens, begin, end, pack)
    if head is None:
        return False
    tie = max((n for n in range(head, end) if tokens.kind[n] == "P"), default=None)
    if tie is None:
        return is_plural(tokens.low[head], pack)
    return (
        tokens.kind[tie + 1] == "D" and kind_of_noun(tokens.low[end - 1], pack) == "person"
    ) or (is_plural(tokens.low[head], pack) and kind_of_noun(tokens.low[head], pack) == "group")


def _is_within(tokens: Tokens, begin: int, name: Name, names: list[Name], pack: Pack) -> bool:
    """Whether a name only tells more of a noun before it, "critics of Smith"; not so behind a title
    or another name that has a preposition in it: "chief of staff Smith", "Bank of Example economist
    Smith"."""
    for number in range(begin, name.first):
        kind = tokens.kind[number]
        if (
            kind in "RBV"
            or (kind == "C" and tokens.kind[number + 1] == "D")  # "the Smith campaign and the"
            or _is_participle(tokens, begin, number, pack)
            or (number > begin and tokens.low[number] in pack.grammar.that)
        ):
            return True
        ties = kind == "P" or (number > begin and _links(tokens, number, pack))
        if ties and not any(one.first <= number < one.last for one in names):
            before = tokens.low[number - 1] if number > begin else ""
            titled = before in pack.sources.titles or kind_of_noun(before, pack) == "person"
            if not titled or tokens.kind[number + 1] not in "N#" or tokens.kind[begin] == "D":
                return True
    return False


def _links(tokens: Tokens, number: int, pack: Pack) -> bool:
    """Whether a determiner ties what follows to the noun before it: "die Sprecherin der Bahn"."""
    return tokens.low[number] in pack.grammar.linking and tokens.kind[number - 1] == "N"


def _behind_brackets(tokens: Tokens, number: int, end: int) -> int:
    """The token behind what stands there in brackets, "(R-Ohio)", at most `end`; the same where
    nothing does."""
    inside = tokens.kind[number:end]
    if inside[:1] != ["("]:
        return number
    return number + inside.index(")") + 1 if ")" in inside else end


_BRACKETED = re.compile(r"\([^)]*\)")


def _is_participle(tokens: Tokens, begin: int, number: int, pack: Pack) -> bool:
    """Whether a word says what those before it do: "groups encouraging Smith", "the senator
    representing Ely"."""
    if number == begin or tokens.kind[number] != "N":
        return False
    low, before = tokens.low[number], tokens.low[number - 1]
    if not low.endswith(("ing", "ed")) or is_possessive(before, pack):
        return False
    return is_plural(before, pack) or (
        low.endswith("ing") and kind_of_noun(before, pack) == "person"
    )


def _end_of_joint(
    tokens: Tokens, last: int, name: Name, names: list[Name], pack: Pack
) -> int | None:
    """The token behind several that "and" joins, the first of which is `name`: "Smith, Jones and
    Mayor Brown", "Smith (R-Ohio), who is ill, and Brown", "Smith and his colleagues"; None where it
    stands alone."""
    end, joined = name.last, False
    for other in names:
        if other.first < end or other.last > last or other.possessive:
            continue
        between = _BRACKETED.sub("", "".join(tokens.kind[end : other.first]))
        before, conjunction, _ = between.partition("C")
        if joined or not (before or conjunction):
            break
        if before not in ("", ",") and not (conjunction and before.endswith(",")):
            continue
        end, joined = other.last, bool(conjunction)
    if joined:
        return _behind_brackets(tokens, end, last)
    end += tokens.kind[end : end + 2] == [",", "C"]  # "Smith, and other critics of the law,"
    if end < last and tokens.kind[end] == "C":
        head = _head_noun(tokens, end + 1, last, pack)
        theirs = end + 1 < last and tokens.low[end + 1] in pack.sources.owners
        if head is not None and (theirs or is_plural(tokens.low[head], pack)):
            return head + 1  # "Smith and his colleagues", "Smith and his campaign"
    return None


def _words_before(tokens: Tokens, begin: int, name: Name, pack: Pack) -> tuple[int, int] | None:
    """The tokens before a name that are no mere politeness: "former Fed chairman", "Prime
    Minister"."""
    words = [
        n
        for n in range(begin, name.last)
        if tokens.start[n] < name.start
        and tokens.kind[n] not in "D#"
        and tokens.low[n] not in pack.sources.honorifics
    ]
    return (words[0], words[-1] + 1) if words else None


def _is_role(tokens: Tokens, part: tuple[int, int], pack: Pack, *, whole: bool) -> bool:
    """Whether a part is an apposition that says what somebody is; beside a name that is not the
    `whole` of its part, "Smith of the Example Group, a company", only what a person is."""
    begin, end = part
    if tokens.kind[begin] in "R#PC" or _does_something(tokens, begin, end, pack):
        return False
    if tokens.low[begin] in pack.sources.post_nominals:
        return True
    kind = _kind_of_phrase(tokens, begin, end, pack)
    return kind == "person" or (whole and kind != "unknown")


def _does_something(tokens: Tokens, begin: int, end: int, pack: Pack) -> bool:
    """Whether a part says what somebody does and not what they are: "citing two officials", but
    "acting mayor"."""
    if tokens.kind[begin] != "N" or not tokens.low[begin].endswith(pack.grammar.gerund_endings):
        return False
    several = _kind_of_phrase(tokens, begin, end, pack) == "group"
    return several or tokens.kind[begin + 1 : begin + 2] not in (["N"], ["M"])


def _kind_of_role(tokens: Tokens, begin: int, end: int, pack: Pack) -> SourceKind:
    """What somebody is of whom a phrase tells: a person, if it ends so, "the bank's director"."""
    if kind_of_noun(tokens.low[end - 1], pack) == "person":
        return "person"
    return _kind_of_phrase(tokens, begin, end, pack)


def _kind_of_phrase(tokens: Tokens, begin: int, end: int, pack: Pack) -> SourceKind:
    """What a noun phrase stands for, by its head noun."""
    head = _head_noun(tokens, begin, end, pack)
    return "unknown" if head is None else kind_of_noun(tokens.low[head], pack)


def _head_noun(tokens: Tokens, begin: int, end: int, pack: Pack) -> int | None:
    """The noun that a phrase is about: the last before a preposition or a clause."""
    head = None
    for number in range(begin, end):
        kind = tokens.kind[number]
        aged = kind == "#" and tokens.low[number].endswith(pack.sources.person_endings)
        if kind in "NM" or aged:  # "the 46-year-old"
            if head is not None and (
                (
                    tokens.low[number].endswith(("ed", "ing"))
                    and not is_title(tokens.low[number], pack)
                )
                or tokens.low[number] in pack.sources.postposed
            ):
                break
            head = number
        elif head is not None and (kind in "PRBVX" or _links(tokens, number, pack)):
            break
    return head


def apposition(tokens: Tokens, name: Name, pack: Pack) -> tuple[int, int] | None:
    """The tokens that say, between commas beside a name, what somebody is; None where none do.

    Behind the name: "Rami al-Karkhi, a member of the Iraqi Communist Party, told".  Before it, at
    the head of a sentence: "Member of the Shia Sadrist movement, Hussein al-Basri, condemned".
    """
    kind = tokens.kind
    if name.last + 1 < len(kind) and kind[name.last] == ",":
        begin = name.last + 1
        end = _until(tokens, begin)
        if kind[end : end + 1] == [","]:
            end = next((n for n in range(begin, end) if kind[n] == "R"), end)  # "a baker whose"
        if kind[begin] in "DN" and end - begin <= 16 and _says_what(tokens, begin, end, pack):
            return begin, end
    if name.first > 1 and kind[name.first - 1] == ",":
        end = name.first - 1
        begin = end
        while begin > 0 and kind[begin - 1] not in '.!?;:,"Q':
            begin -= 1
        while begin < end and not tokens.word[begin][0].isalnum():
            begin += 1
        begin = _behind_others(tokens, begin, end)
        if 0 < end - begin <= 12 and kind[begin] != "C" and _says_what(tokens, begin, end, pack):
            return _behind_verb(tokens, begin, end, pack), end
    return None


def body_beside(tokens: Tokens, name: Name, pack: Pack) -> tuple[int, int] | None:
    """The tokens that say, between commas behind a name, what body it is: "Acme, the port operator,
    has"; None where none do."""
    begin = name.last + 1
    if name.title or tokens.kind[name.last : begin + 1] != [",", "D"]:
        return None
    if name.first and tokens.kind[name.first - 1] == "P":
        return None  # "In Oslo, a charity"
    end = _until(tokens, begin)
    if tokens.kind[end : end + 1] != [","] or not {"X", "V", "S"}.isdisjoint(
        tokens.kind[begin:end]
    ):
        return None
    kind = _kind_of_phrase(tokens, begin, end, pack)
    person = name.cores[0] in pack.sources.given_names
    return (begin, end) if kind in ("organisation", "outlet") and not person else None


def _behind_others(tokens: Tokens, begin: int, end: int) -> int:
    """Where what is said of a name behind a comma begins, if others stand before it: "Bill Roe and
    his wife, Ann Roe", "At Ely Hospital a patient, Tom Roe"."""
    kind = tokens.kind
    names = [n for n in range(begin + 1, end) if kind[n] == "D" and "M" in kind[begin:n]]
    return next((n for n in reversed(names) if kind[n - 1] in "CM"), begin)


def predicate(tokens: Tokens, begin: int, pack: Pack) -> tuple[int, int] | None:
    """The tokens that say what somebody is, if the one at `begin`, behind a name, is a verb for it;
    None where none do: "Ann Lee is the mayor", "Ann Lee, who was a teacher"."""
    if begin >= len(tokens) or tokens.low[begin] not in pack.grammar.passive:
        return None
    begin += 1
    end = _NOUNS.match("".join(tokens.kind), begin)
    if end is None or kind_of_noun(tokens.low[end.end() - 1], pack) != "person":
        return None
    return begin, end.end()


_NOUNS = re.compile("D?[NM]+")


def clause(tokens: Tokens, name: Name, pack: Pack) -> int | None:
    """The token behind the "who" that stands after a name, or after an age behind it: "Ann Lee, 52,
    who runs a bakery"; None where there is none."""
    number = name.last
    if tokens.kind[number : number + 3] == [",", "#", ","]:
        number += 2
    number += tokens.kind[number : number + 1] == [","]
    who = tokens.low[number : number + 1]
    return number + 1 if who and who[0] in pack.grammar.person_relatives else None


def _until(tokens: Tokens, begin: int) -> int:
    count = len(tokens)
    end = begin
    while end < count and tokens.kind[end] not in ',.;:!?)—–"Q':
        end += 1
    return end


def _says_what(tokens: Tokens, begin: int, end: int, pack: Pack) -> bool:
    """Whether the head of a phrase is a noun for a person, and no verb stands in it."""
    if any(tokens.kind[n] in "XVS" for n in range(begin, end)):
        return False
    return _kind_of_phrase(tokens, begin, end, pack) == "person"


def _behind_verb(tokens: Tokens, begin: int, end: int, pack: Pack) -> int:
    """Where a noun phrase begins that stands behind its verb: "« … », rétorque la directrice"."""
    if not pack.grammar.inverts:
        return begin
    for number in range(begin, min(begin + LONGEST_VERB, end - 1)):
        determined = tokens.kind[number + 1] == "D" and not _links(tokens, number + 1, pack)
        if tokens.kind[number] in "NVX" and (determined or tokens.low[number] in pack.cue_words):
            return number + 1
    return begin


LONGEST_VERB = 4
"""In tokens, a verb with what it has before it: "n'a pas répondu"."""
