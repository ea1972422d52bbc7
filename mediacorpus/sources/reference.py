"""Whom the words of a speaker stand for: names, pronouns and descriptions, resolved in a cast.

Whom a pronoun means is weighed by how far back somebody was mentioned, in sentences of the writer;
who spoke there, or whom the sentence is about, comes before others, and who is only spoken of in
what somebody says comes last.
"""

from __future__ import annotations

import bisect
import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import takewhile

from mediacorpus import languages
from mediacorpus.languages import Pack
from mediacorpus.records import Span
from mediacorpus.sources.cast import Cast
from mediacorpus.sources.figures import Figure, Place, gender_of
from mediacorpus.sources.kinds import is_of_place, kind_of_noun
from mediacorpus.sources.mentions import Mention
from mediacorpus.sources.names import Name, indefinite, singular, unowned
from mediacorpus.text.folding import fold
from mediacorpus.text.tokens import Tokens

__all__ = ["addressee", "speaker"]

REACH = 120
"""So many mentions are looked back at for whom a pronoun or a description can stand for."""

NEAR = 2.5
"""So many sentences back, a description can stand for whoever the text is about."""

JUST_A_NOUN = 2
"""A noun of so many words, "a spokesman", tells of nobody whom somebody speaks for."""

STEM, LONGEST_ENDING = 4, 3
"""So many letters two words of one stem share at least; so many at most are the ending of one."""

LONGEST_WAY = 800
"""So many characters back, at most, the letter is mentioned that "the letter" points back to."""

WEIGHT_SUBJECT, WEIGHT_OPENER, WEIGHT_SPEAKER, WEIGHT_OTHER, WEIGHT_DOUBT = 0.1, 0.5, 1.0, 2.5, 0.5
"""How many sentences further back somebody seems than who speaks there: whom a sentence is about,
whose something this one begins with, who has spoken and is mentioned otherwise, who has not; and
who may be a he or a she."""


def speaker(cast: Cast, span: Span) -> Figure | None:
    """Who a speaker is; None where that cannot be told.  To be asked in the order of the text."""
    seen = cast.mention(span)
    if seen is None:
        return None
    mention, place, tokens, names = seen
    figure = _whom(cast, mention, place, names)
    if figure is None:
        return None
    if mention.name:
        place = (mention.name.start, mention.name.end)
        for role in mention.roles:
            figure.learn(role)
        if mention.kind != "unknown" and not figure.honorifics:
            figure.kind = mention.kind
        names = [name for name in names if name != mention.name]
    if not mention.plural:
        first = bisect.bisect_left(tokens.start, span.start)
        last = bisect.bisect_left(tokens.start, span.end)
        cast.affiliate(figure, tokens, first, last, names)
        if figure.kind == "person" and not figure.affiliation:
            figure.affiliation = _owner_of_role(cast, tokens, first, last)
        certain = figure.kind == "document" or mention.head in cast.pack.sources.spokespeople
        figure.tied = figure.tied or (certain and last - first > JUST_A_NOUN)
    cast.speaks(figure, place)
    return figure


def _owner_of_role(cast: Cast, tokens: Tokens, first: int, last: int) -> str | None:
    """The name of the body that owns what somebody is: "the company's spokeswoman"."""
    pack = cast.pack
    for number in range(first + 1, last):
        noun = unowned(tokens.low[number], pack.code)
        article = tokens.low[number - 1] in pack.sources.definite
        if not article or noun == tokens.low[number]:
            continue
        if noun not in pack.sources.organisation_nouns | pack.sources.outlet_nouns:
            continue
        place = (tokens.start[number - 1], tokens.start[number] + len(noun))
        alone = tokens.low[number - 1] not in pack.sources.owners
        mention = Mention("definite", None, noun, False, (), place[1], alone=alone)
        words = fold(cast.text[slice(*place)])
        owner = cast.by_words.get(words) or _by_description(cast, mention, place)
        return owner.name if owner and owner.named and _is_thing(owner) else None
    return None


def addressee(cast: Cast, span: Span) -> None:
    """Take down whom an author spoke to, "I asked the minister": "he" is soon that person."""
    seen = cast.mention(span)
    if seen is None:
        return
    mention, place, _, names = seen
    person = mention.name or kind_of_noun(mention.head, cast.pack) == "person"
    figure = _whom(cast, mention, place, names) if person and not mention.plural else None
    if figure is not None:
        cast.is_about(figure, place)


def _whom(cast: Cast, mention: Mention, place: Place, names: list[Name]) -> Figure | None:
    """Whom a mention stands for; one who is described for the first time joins the cast."""
    label, reports = cast.text[slice(*place)].lower(), cast.pack.reports
    if label in reports.labels and cast.text[place[1] : place[1] + 1] == ":":
        return _interviewed(cast) if label in reports.answers else None
    if mention.name:
        return cast.named(mention.name)
    if mention.sort == "joint":
        return cast.joint(place, names)
    if mention.sort == "pronoun":
        return _by_pronoun(cast, mention.head, place[0])
    words = fold(cast.text[slice(*place)])
    figure = _author(cast, mention, place)
    if figure is not None:
        return figure
    figure = cast.by_words.get(words)
    if figure is None and (mention.sort == "definite" or _is_only_noun(mention, words, cast.pack)):
        figure = _by_description(cast, mention, place)
    if figure is None or (mention.sort == "indefinite" and not figure.tied):
        figure = _by_later_name(cast, mention, place) or cast.describe(mention, place)
    shorter = len(figure.name.split()) < len(words.split()) and figure.head == mention.head
    if shorter and not figure.named and any(cast.is_heading(at) for at, _ in figure.mentions[:1]):
        figure.name = cast.text[slice(*place)]  # "Family", in a headline
    cast.by_words[words] = figure
    return figure


def _author(cast: Cast, mention: Mention, place: Place) -> Figure | None:
    """Who said something in what a description points back to: "Lee wrote in an email that … the
    email said"."""
    if not mention.alone or mention.head not in cast.pack.sources.utterances:
        return None
    start = max(place[0] - LONGEST_WAY, 0)
    word = re.compile(rf"\b{re.escape(mention.head)}\b")
    told = [one.start() + start for one in word.finditer(cast.text[start : place[0]])]
    told = [at for at in told if not cast.is_said((at, at))]
    if not told:
        return None
    number = cast.sentence(told[-1])
    return next(
        (
            figure
            for at, figure in _recent(cast, place[0])
            if at in cast.spoken and cast.sentence(at[0]) == number
        ),
        None,
    )


def _interviewed(cast: Cast) -> Figure | None:
    """Who gives the answers of an interview: the one whom the writer names most."""
    told = Counter(
        figure
        for place, figure in cast.trail
        if figure.named and figure.kind == "person" and not cast.is_said(place)
    )
    return max(told, key=told.__getitem__, default=None)


def _is_only_noun(mention: Mention, words: str, pack: Pack) -> bool:
    """Whether a description is a plural or an office and nothing else: "Residents", "counsel"."""
    known = mention.plural or words in pack.sources.titles
    return known and words == mention.head and words not in pack.sources.anybody


# -- pronouns ------------------------------------------------------------------------------


def _by_pronoun(cast: Cast, pronoun: str, position: int) -> Figure | None:
    """The person, or the group or organisation, that a pronoun stands for."""
    sources, before = cast.pack.sources, cast.speaker_before
    if pronoun in sources.writer and cast.writer and not cast.is_said((position, position + 1)):
        cast.wrote = cast.credit(cast.writer, "person")
        return cast.wrote
    if pronoun in sources.who:
        return _antecedent(cast, position) or (
            _by_pronoun(cast, "it", position) if pronoun in sources.it else None
        )
    if pronoun in sources.they:
        if before is not None and before.kind in ("outlet", "agency", "document", "platform"):
            before = None
        return _salient(cast, position, _is_several, 2 * NEAR) or before
    if pronoun in sources.it:
        if before and before.kind not in ("person", "group"):
            return before
        return _salient(cast, position, lambda one: one.speaks and _is_thing(one), NEAR)
    if pronoun not in sources.he | sources.she:
        return None
    gender = "he" if pronoun in sources.he else "she"
    others = _named_behind(cast, position)
    figure = _in_main_clause(cast, position, gender) or _salient(
        cast,
        position,
        lambda one: one not in others and _can_be(one, gender, cast.pack),
        doubt=lambda one: not one.pronoun,
    )
    if figure:
        figure.pronoun = gender
        figure.kind = "person"
    return figure


def _named_behind(cast: Cast, position: int) -> list[Figure]:
    """Those whom the rest of a sentence names: "he told Smith that" is another than Smith."""
    return [figure for _, figure in _rest_of_sentence(cast, position)]


def _in_main_clause(cast: Cast, position: int, gender: str) -> Figure | None:
    """Whom the main clause is about, where a pronoun is in a clause before it: "As he spoke, Smith
    smiled"."""
    if not cast.opens_with_clause(position):
        return None
    for place, figure in _rest_of_sentence(cast, position):
        if place in cast.subjects and "," in cast.text[position : place[0]]:
            return figure if _can_be(figure, gender, cast.pack) else None
    return None


def _rest_of_sentence(cast: Cast, position: int) -> list[tuple[Place, Figure]]:
    """Who is mentioned between a position and the end of its sentence."""
    end = _END.search(cast.text, position)
    first = bisect.bisect_right(cast.trail, position, key=_begin)
    last = bisect.bisect_left(cast.trail, end.start(), key=_begin) if end else None
    return cast.trail[first:last]


_END = re.compile(r"(?<!\b\w)(?<!\b[A-Z][a-z])[.!?][\"”’]?(?=\s|[A-Z][a-z])|\n")


def _antecedent(cast: Cast, position: int) -> Figure | None:
    """Whom a relative pronoun stands for: whoever the noun phrase right before it mentions."""
    span = cast.phrase_before(position)
    seen = cast.mention(span) if span else None
    if span is None or seen is None or seen[0].sort == "pronoun":
        return None
    if kind_of_noun(seen[0].head, cast.pack) == "person":
        described = cast.described_by(span)
        if described is not None:
            return described
    nearest, known = next(_recent(cast, position), ((0, 0), None))
    if known is not None and known.kind == "group" and nearest[1] == span.end:
        return known
    if not seen[0].name and kind_of_noun(seen[0].head, cast.pack) == "unknown":
        seen = cast.mention(cast.last_part(span)) or seen  # "a blow to residents who"
    mention, place, _, names = seen
    figure = _whom(cast, mention, place, names)
    if figure is not None and not mention.name:
        cast.speaks(figure, place)
    return figure


def _recent(cast: Cast, position: int) -> Iterator[tuple[Place, Figure]]:
    """Who was mentioned before a position, the nearest first."""
    end = bisect.bisect_left(cast.trail, position, key=_begin)
    return (cast.trail[at] for at in range(end - 1, max(end - REACH, 0) - 1, -1))


def _begin(one: tuple[Place, Figure]) -> int:
    return one[0][0]


def _salient(
    cast: Cast,
    position: int,
    fits: Callable[[Figure], bool],
    near: float = float("inf"),
    *,
    doubt: Callable[[Figure], bool] = lambda _: False,
) -> Figure | None:
    """Whom the text is about at a position, of those who fit and are so many sentences near; those
    in doubt come after others."""
    here = cast.sentence(position)
    best: Figure | None = None
    least, nearest = near, -1
    last: Figure | None = None
    for place, figure in _recent(cast, position):
        distance = here - cast.sentence(place[0])
        if distance >= least:
            break
        if figure is cast.wrote or not fits(figure):
            continue  # an author says "I"
        if place not in cast.spoken and cast.is_said(place):
            last = last or figure
            continue
        weight = distance + WEIGHT_DOUBT * doubt(figure)
        if distance == 0 and place in cast.openers:
            weight += WEIGHT_OPENER
        elif place in cast.owners or not (place in cast.spoken or place in cast.subjects):
            weight += WEIGHT_SPEAKER if figure.speaks else WEIGHT_OTHER
        elif place not in cast.spoken:
            weight += WEIGHT_SUBJECT
        if weight < least or (weight == least and distance == nearest):
            best, least, nearest = figure, weight, distance  # of one sentence, who comes first
    return best or last


def _only(cast: Cast, position: int, fits: Callable[[Figure], bool]) -> Figure | None:
    """The only one who fits among those whom the sentences near a position name; of several, the
    only one who speaks there; where there is none, the only one whom others name there."""
    here = cast.sentence(position)
    speaking: set[Figure] = set()
    near: set[Figure] = set()
    said: set[Figure] = set()
    for place, figure in _recent(cast, position):
        if here - cast.sentence(place[0]) >= NEAR:
            break
        if fits(figure):
            spoke = place in cast.spoken
            (said if cast.is_said(place) and not spoke else near).add(figure)
            speaking |= {figure} if spoke else set()
    for found in (near, speaking, () if near else said):
        if len(found) == 1:
            return next(iter(found))
    return None


def _is_several(figure: Figure) -> bool:
    return figure.joint or figure.kind == "group"


def _is_thing(figure: Figure) -> bool:
    return figure.kind not in ("person", "group") and not figure.pronoun


def _is_place(figure: Figure, pack: Pack) -> bool:
    """Whether a name is a place's: "Russia", "the United States", but not "Environment Canada"."""
    return (
        figure.kind == "unknown"
        and figure.full is not None
        and (
            is_of_place(figure.full.cores[-1], pack)
            or figure.full.cores[0] in pack.sources.place_starts
        )
    )


def _can_be(figure: Figure, gender: str, pack: Pack) -> bool:
    """Whether "he" or "she" can be meant: nothing is known that says otherwise."""
    if figure.kind == "unknown":
        # a single capitalised word may well be a place
        if not (figure.full and figure.speaks and len(figure.full.words) == 1):
            return False
        if is_of_place(figure.full.cores[0], pack):
            return False
    elif figure.kind != "person":
        return False
    if figure.plural and figure.head and figure.name.casefold().endswith("s"):
        return False
    if figure.pronoun is None:
        figure.pronoun = gender_of(figure, pack)
    return figure.pronoun in (None, gender)


def _has_other_owner(figure: Figure, description: str, pack: Pack) -> bool:
    """Whether somebody without a name is somebody else's: "Smith’s campaign" for "Roe’s
    campaign"."""
    one, other = (pack.sources.owner.match(words) for words in (figure.name, description))
    if figure.named or one is None or other is None:
        return False
    return _owner(one) != _owner(other)


def _owner(found: re.Match[str]) -> str:
    return fold(found[1]).rpartition(" ")[2]


# -- descriptions --------------------------------------------------------------------------


def _by_description(cast: Cast, mention: Mention, place: Place) -> Figure | None:
    """Who was mentioned before and fits "the men", "the minister", "the ministry"."""
    recent = dict.fromkeys(figure for _, figure in _recent(cast, place[0]))
    if mention.plural:
        groups = [
            one
            for one in recent
            if one.plural
            and one.kind not in ("document", "person")
            and _stands_for(mention, one, cast.pack)
        ]
        groups = [one for one in groups if one.joint and mention.counted] or groups
        return next((one for one in groups if one.speaks), next(iter(groups), None))
    described = cast.text[place[0] : mention.core_end]
    words = set(fold(described).split())
    fitting = [
        one
        for one in recent
        if _is_described(one, mention.head, cast.pack)
        and not _has_other_owner(one, described, cast.pack)
        and not _is_other_body(one, words, cast.pack)
        and not (mention.counted and _is_counted_otherwise(one, mention.head, words, cast.pack))
    ]
    found = max(fitting, key=lambda one: _in_common(one, words), default=None)
    return found or _by_another_word(cast, mention, place)


def _by_later_name(cast: Cast, mention: Mention, place: Place) -> Figure | None:
    """Whom the text names later, with an office or a role that the description in its head has:
    "Lawmaker wants ban", and below "Ann Lee, a lawmaker from Ely"."""
    one_person = not mention.plural and kind_of_noun(mention.head, cast.pack) == "person"
    if not one_person or not cast.is_heading(place[0]):
        return None
    words = set(fold(cast.text[place[0] : mention.core_end]).split())
    first = bisect.bisect_left(cast.trail, place[1], key=_begin)
    fitting = [
        one
        for _, one in cast.trail[first : first + REACH]
        if one.full and one.kind == "person" and _is_described(one, mention.head, cast.pack)
    ]
    return max(fitting, key=lambda one: _in_common(one, words), default=None)


def _by_another_word(cast: Cast, mention: Mention, place: Place) -> Figure | None:
    """Whom a description that says something new can stand for: "the Swede", "the 46-year-old",
    "the retailer".

    A noun for a role needs a near one that was printed of somebody: "the mayor" is not whoever was
    quoted last.  What is said of anybody, and what an organisation is, needs nobody else near whom
    it fits; nothing stands for those whom it ties to somebody else, "her lawyer".
    """
    sources, noun = cast.pack.sources, mention.head
    if not mention.alone:
        return None
    said = set(fold(cast.text[place[0] : mention.core_end]).split())
    words = said - cast.pack.grammar.determiners - sources.demonyms - set(fold(noun).split())
    kind = "outlet" if noun in sources.outlet_nouns else kind_of_noun(noun, cast.pack)
    if noun in sources.demonyms or (mention.past and kind == "unknown"):
        kind = "person"
    if kind == "unknown" and not noun.endswith(sources.agent_endings):
        return None
    if kind in ("document", "group") or (kind != "person" and mention.owned):
        return None
    if kind == "organisation" and (noun in sources.bodies_apart or words):
        return None  # "the council", "the police union"
    gender = "she" if noun in sources.she_words else "he" if noun in sources.he_words else None
    of_anybody = (
        mention.past or mention.counted or noun in sources.demonyms or noun in sources.anybody
    )

    def fits(one: Figure) -> bool:
        if kind == "outlet":
            place = one.full is not None and one.full.cores[0] in sources.places
            return one.named and one.kind in ("outlet", "agency", "unknown") and not place
        if kind == "organisation" or (kind == "unknown" and _is_thing(one)):
            if not one.full:
                return False
            if noun in sources.states:
                return is_of_place(one.full.cores[-1], cast.pack)
            known = one.speaks or (one.kind != "unknown" and _is_known(one, cast))
            called = {_head(role, cast.pack.code) for role in one.roles} - sources.bodies_anyhow
            if noun not in sources.bodies_anyhow and sources.organisation_nouns & called - {noun}:
                return False  # "the bank" is no retailer
            other = one.kind in ("outlet", "agency", "platform", "document") or (
                not sources.bodies_apart.isdisjoint(one.full.cores)
            )
            return (
                _is_thing(one) and known and not (other or one.joint or _is_place(one, cast.pack))
            )
        if not of_anybody and not _has_near_role(one, noun, cast.pack):
            return False
        person = any(_can_be(one, each, cast.pack) for each in ([gender] if gender else _GENDERS))
        return person and not _has_other_office(one, mention, cast.pack)

    known = kind == "outlet" and _salient(
        cast, place[0], lambda one: one.kind != "unknown" and fits(one), NEAR
    )
    near = float("inf") if kind == "person" and not of_anybody else NEAR
    if known:
        figure: Figure | None = known
    elif kind in ("person", "unknown") or noun in sources.states:
        figure = _salient(cast, place[0], fits, near)
    else:
        figure = _only(cast, place[0], fits)
    if figure is not None and figure.named:
        role = cast.text[slice(*place)]
        figure.learn(role.partition(" ")[2] or role)
        if figure.kind == "unknown" and kind == "organisation" and noun not in sources.states:
            figure.kind = kind
    return figure


def _is_known(figure: Figure, cast: Cast) -> bool:
    """Whether more is told of a body than its name in passing."""
    words = figure.full.words if figure.full else ()
    about = len(words) > 1 and not cast.subjects.isdisjoint(figure.mentions)
    return bool(about or figure.roles or figure.told or len(figure.mentions) > 1)


_GENDERS = ("he", "she")


def _has_other_office(figure: Figure, mention: Mention, pack: Pack) -> bool:
    """Whether somebody has an office, and a description says another one; neither is past."""
    offices, former = pack.sources.offices, pack.sources.former
    if mention.head not in offices or mention.past:
        return False
    roles = (set(fold(role).split()) for role in figure.roles)
    return any(words & offices and not words & former for words in roles)


def _has_near_role(figure: Figure, noun: str, pack: Pack) -> bool:
    """Whether a noun is a wider word for what somebody was said to be, "the lawmaker" for a
    senator, or is of a word of what is told of them, "the baker" for one "who runs a bakery"."""
    narrower = pack.sources.broader.get(noun, frozenset())
    heads = {_head(role, pack.code) for role in figure.roles} | {figure.head}
    titles = {fold(word).strip(".") for one in figure.honorifics for word in one.split()}
    kept = figure.full.cores[0] if figure.full else ""  # "Baroness Whitcombe", "the peer"
    stem = noun[: max(STEM, len(noun) - LONGEST_ENDING)]
    return not narrower.isdisjoint({*heads, *titles, kept}) or any(
        word.startswith(stem) for word in figure.told
    )


def _is_described(figure: Figure, noun: str, pack: Pack) -> bool:
    """Whether a noun is somebody's description, the head of a role, or part of the name of an
    organisation."""
    heads = (_head(role, pack.code) for role in figure.roles)
    if figure.head == noun or fold(noun) in heads:
        return True
    if "-" in noun and any(f" {fold(role)}".endswith(f" {fold(noun)}") for role in figure.roles):
        return True  # "the attorney-general"
    named = figure.full is not None and noun in figure.full.cores
    return named and figure.kind != "person"


def _is_other_body(figure: Figure, words: set[str], pack: Pack) -> bool:
    """Whether a body is of another level or place than the one described: "the Federal Government"
    for "the state government", "the Dutch ministry" for "the Swiss ministry"."""
    these, those = (
        {word for word in told if word in pack.sources.levels or word in pack.sources.demonyms}
        for told in (words, fold(figure.name).split())
    )
    return bool(these and those) and these.isdisjoint(those)


def _stands_for(mention: Mention, group: Figure, pack: Pack) -> bool:
    """Whether a plural can stand for a group: it says no more than that they are people, it is in
    the words that introduced them ("captives", "captured"), or it counts those who were named."""
    one = singular(mention.head)
    if group.joint and mention.counted:
        bodies = kind_of_noun(one, pack) == "organisation"
        return not group.members or any(
            (member.kind == "person") != bodies for member in group.members
        )
    if any(
        _is_described(each, one, pack) or _has_near_role(each, one, pack) for each in group.members
    ):
        return True
    if mention.head in pack.sources.anybody:
        return mention.alone or mention.counted
    inhabitants = pack.sources.inhabitants
    if mention.head in inhabitants and group.head in inhabitants:
        return True
    stem = singular(mention.head)[:4]
    people = takewhile(lambda word: word not in pack.grammar.agents, fold(group.name).split())
    return len(stem) == 4 and any(word.startswith(stem) for word in people)


@functools.lru_cache(maxsize=4096)
def _head(role: str, language: str) -> str:
    """The noun of a role: "founder" of "a founder of the company Solvent"."""
    pack = languages.pack(language)
    if pack.sources.definite_starts:
        return indefinite(fold(role).partition(" ")[0], pack)  # what somebody is stands first
    words = fold(role).split()
    grammar = languages.pack(language).grammar
    behind = grammar.prepositions | grammar.relatives
    end = next((n for n, word in enumerate(words) if n and word in behind), len(words))
    return words[end - 1] if words else ""


def _is_counted_otherwise(figure: Figure, noun: str, words: set[str], pack: Pack) -> bool:
    """Whether somebody is called so with other words: "mother of two", of "the mother of three"."""
    roles = (role for role in figure.roles if _head(role, pack.code) == fold(noun))
    return not any(words.issuperset(fold(role).split()) for role in roles)


def _in_common(figure: Figure, words: set[str]) -> int:
    """How many of the words of a description are in somebody's roles and name."""
    return len(words.intersection(fold(" ".join([figure.name, *figure.roles])).split()))
