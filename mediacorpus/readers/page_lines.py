"""What a line of a page is, by its shape alone: prose, a caption, a credit, furniture."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from mediacorpus import languages
from mediacorpus.languages import Pack, Page, any_of
from mediacorpus.text.folding import small_words

__all__ = [
    "PROSE",
    "WHOLE",
    "Role",
    "heads_links",
    "is_agency",
    "is_bulleted",
    "is_caption_label",
    "is_item",
    "is_outlet",
    "is_rule",
    "is_section",
    "is_small",
    "is_whole",
    "role_of",
    "source_of",
    "speaker_of",
    "split_credit",
    "width",
    "without_bullet",
    "without_caption_label",
    "without_label",
    "without_site",
]

Role = Literal["prose", "sentence", "short", "facts", "caption", "credit", "furniture", "repeated"]
"""`prose` is long enough to be nothing but an article's; a `sentence` is short and ends like one,
so it is the article's where prose stands beside it; `short` is any other short line; `repeated`
stands on its page several times, also between paragraphs."""

LONGEST_FURNITURE = 600
"""A longer line is never what a site says of itself, nor a caption."""

LONGEST_SIGNED = 250
"""A longer line with a name or an agency behind its last sentence is a paragraph that they sign."""

PROSE = 140
"""A line of so many characters is prose, whatever it ends with."""

SENTENCE = 40
"""A line of so many characters is prose if it ends like a sentence."""


def role_of(line: str, said: Sequence[str] | None = None) -> Role:
    """What a line is that says no facts; `said` are its `small_words`, where they are known."""
    words = _words()
    said = small_words(line) if said is None else said
    folded = (line.casefold() if line.isascii() else _folded(line)).strip(
        " .:>»›→-–|：＞》▶▼■●・｜【】［］"
    )
    if folded in words.furniture or not folded or is_rule(line) or line[-1] == "|":
        return "furniture"
    if len(line) < PROSE and (_is_path(line) or folded.lstrip("0123456789 ") in words.furniture):
        return "furniture"  # "Home > News > Arnmouth", "12 Comments"
    labelled = bool(said) and said[0] in words.caption_words
    if len(line) < PROSE and not labelled and words.begins_furniture(folded):
        return "furniture"
    if _split(line, said) or (labelled and (is_caption_label(line) or source_of(line))):
        return "caption"
    if len(line) <= 100 and _is_credit(line, said):
        return "credit"
    wide = width(line)
    if wide >= SENTENCE and (_is_doubled(line) or _is_promotion(line, folded, said)):
        return "furniture"
    if wide >= PROSE:
        return "prose"
    if labelled and words.begins_furniture(folded):
        return "furniture"
    if wide >= SENTENCE and _ENDED.search(line):
        return "prose"
    return "sentence" if _is_sentence(line) else "short"


def _folded(line: str) -> str:
    """A line as the packs print it: in small letters, with straight apostrophes."""
    return line.casefold().replace("’", "'")


def _is_path(line: str) -> bool:
    """Whether a line says where its page stands in the site: "Home > News > Arnmouth"."""
    signs = (" > ", " › ", " » ", " → ")
    return "«" not in line and any(line.count(sign) > 1 for sign in signs)


def _is_doubled(line: str) -> bool:
    """Whether a line begins with the same words twice, as links with a picture are copied."""
    begun = line[:DOUBLED]
    again = line.find(begun, DOUBLED)
    first = line[:again].rstrip()
    return (
        0 < again <= (len(line) + 1) / 2
        and first[-1] not in '.!…。”"'
        and " " in begun
        and line[again:].startswith(first)
    )


def _is_promotion(line: str, folded: str, said: Sequence[str]) -> bool:
    """Whether a site speaks of itself in a line: "Sign up for our newsletter"; never in quotes."""
    if len(line) > LONGEST_FURNITURE or _QUOTED.search(line):
        return False
    found = 0
    begun = _words().promotion
    for word in begun.keys() & said:
        for phrase in begun[word]:
            found += phrase == word or (phrase in folded and _holds(folded, phrase))
    return found > 1


def _holds(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text, as whole words."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None


_QUOTED = re.compile('[“”„»«"]')

DOUBLED = 20
"""So many characters at least begin a line twice, where it is doubled."""


def width(line: str) -> int:
    """How much a line says, in Latin letters: a Chinese, Japanese or Korean one says as much as
    two."""
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")


def is_rule(line: str) -> bool:
    """Whether a line is nothing but a rule: "=====", "* * *", "—————"."""
    return len(line) > 2 and not line[0].isalnum() and bool(_RULE.fullmatch(line))


_RULE = re.compile(
    r"([=_*#~+\-–—―─━═▁▂▃▄▬■□●◆◇•·＊＝※])(?: ?\1){2,}|(?:[=_*#~+\-<>] ?){5,}", re.ASCII
)


_ENDED = re.compile(r"[.!?…。！？؟۔।:;](?:[\"'”’»«“)\]」』）】]|\s»)*$")
_SIGNED = re.compile(r"\s*\((?P<agency>[^()]{2,30})\)$")
_SENTENCE_END = re.compile(
    r"[.!。！۔।](?:[\"'”’»«“)\]」』）】]|\s»)*$|[?…？؟](?:[\"'”’»«“」』]|\s»)+$"
)


def _is_sentence(line: str) -> bool:
    """Whether a short line is a sentence: two words or more, the last of them no abbreviation.

    A question without quotation marks is as often a heading.
    """
    if (signed := _SIGNED.search(line)) and is_agency(signed["agency"]):
        line = line[: signed.start()]
    if not _SENTENCE_END.search(line) or not _has_words(line, 2):
        return False
    last = line.rpartition(" ")[2].rstrip(".")
    return not line[0].islower() and last not in _words().abbreviations


def _has_words(text: str, count: int) -> bool:
    """Whether a text has so many words; without spaces, three letters make one."""
    return text.count(" ") >= count - 1 or width(text) - len(text) >= 3 * count


WHOLE = 60
"""A whole sentence of so many characters is the body's even where other lines part them."""


def is_whole(line: str, least: int = WHOLE) -> bool:
    """Whether a line of prose is one or more whole sentences, from its first letter to a full stop,
    and so wide; what the site says of itself begins or ends otherwise ("Sign up now!")."""
    return (
        width(line) >= least
        and bool(_BEGUN.match(line) and _STOPPED.search(line))
        and not _words().begins_furniture(_folded(line))
    )


_STOPPED = re.compile(r"[.。۔।](?:[\"'”’»«“)\]」』）】]|\s»)*$|[!?…！？؟](?:[\"'”’»«“」』]|\s»)+$")
_BEGUN = re.compile(r"[\"'“‘«»„¿¡(\[]*\w")


def speaker_of(line: str) -> str | None:
    """Who speaks a line of a transcript, by its label: of "ANNA FOX: Who?", ANNA FOX."""
    match = _SPOKEN.match(line) if ": " in line else None
    return match["label"] if match else None


_SPOKEN = re.compile(
    r"(?P<label>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}): "
    r".*[.!?…。！？؟۔](?:[\"'”’»«“)\]」』）】]|\s»)*$"
)


def is_item(line: str) -> bool:
    """Whether a line begins as the items of a list do: with a bullet, a dash or a number."""
    return bool(_ITEM.match(line))


def is_bulleted(line: str) -> bool:
    """Whether a line begins with a bullet, which nothing but the items of a list do."""
    return bool(_BULLET.match(line))


def without_bullet(line: str) -> str:
    """An item without its bullet."""
    match = _BULLET.match(line)
    return line[match.end() :] if match else line


_ITEM = re.compile(r"[•‣◦▪·*–—-]\s*\S|\d{1,2}[.)]\s+\S")
_BULLET = re.compile(r"(?:[•‣◦▪]|\*(?=\s))\s*(?=\S)")


# -- captions and credits ------------------------------------------------------------------


def split_credit(line: str) -> tuple[str, str] | None:
    """A caption and its credit, if the line is both: "… in Iraq [YouTube]", "… Photo by Al Roe"."""
    return _split(line, small_words(line))


LONGEST_CREDIT = 120


def _split(line: str, said: Sequence[str]) -> tuple[str, str] | None:
    """The same, of a line with these words."""
    if len(line) > LONGEST_FURNITURE or line[0] in "“„«":
        return None  # what begins with a quotation is what somebody says
    words, first = _words(), said[0] if said else ""
    if first in words.caption_words and (match := words.caption.match(line)):
        return line[match.end() :], ""
    if first in words.label_words and (split := _split_labelled(line)):
        return split
    return _split_brackets(line, said) or _split_end(line, said)


def _split_labelled(line: str) -> tuple[str, str] | None:
    """A caption behind the label of a credit, and its credit: "FILE PHOTO: A gate. Al Roe/AP"."""
    words = _words()
    if not (match := words.credit_label.match(line)):
        return None
    rest = line[match.end() :]
    if split := _split_end(rest, small_words(rest)):
        return match[0] + split[0], split[1]
    return (line, "") if _says_more(rest) and not _ENDED.search(rest) else None


def _says_more(credit: str) -> bool:
    """Whether words say more than who is credited: they begin with a capital, but are no names."""
    known = _words()
    plain = (
        word.islower() and word not in known.small and word not in known.agency_words
        for word in credit.split()
    )
    return credit[0].isupper() and _has_words(credit, 5) and sum(plain) > 1


def _split_brackets(line: str, said: Sequence[str]) -> tuple[str, str] | None:
    """A caption and the credit in brackets behind it."""
    closed = line[-2:].rstrip(".")[-1:] in ("]", ")", "）", "］")
    match = _BRACKETED.fullmatch(line) if closed else None
    if not match or not _has_words(match["caption"], 2):
        return None
    words = _words()
    credit = match["square"] or match["round"] or match["wide"]
    named = is_agency(credit) and match["round"]
    if named and (match["caption"].isupper() or line[-1] == "."):
        return None  # "JEAN D'EXEMPLE (EFE)" is a credit, "… on Monday (Reuters)." a sentence
    if match["square"]:
        first = credit.split()[0]
        plain = first.casefold() not in words.not_credits
        fits = credit.count(" ") < 6 and not first[0].islower() and plain
    else:
        behind = _STOPPED.search(match["caption"].rstrip()) and len(line) <= LONGEST_SIGNED
        signed = behind and match["round"] and _is_name(credit) and len(credit) < 40
        fits = _is_credit(credit, said) or bool(words.credit_end.fullmatch(credit) or signed)
        if not fits and (worded := words.worded.fullmatch(credit)):
            credit, fits = worded["name"], _is_name(worded["name"])  # "(foto Ann Lee)"
    return (match["caption"], without_label(credit)) if fits else None


def _split_end(line: str, said: Sequence[str]) -> tuple[str, str] | None:
    """A caption and the credit behind a mark, a label, a full stop or a slash."""
    words = _words()
    tail = max(0, len(line) - LONGEST_CREDIT)
    ends = line[tail:]
    labelled = "©" in ends or not words.label_words.isdisjoint(said)
    credited = labelled or not words.agency_words.isdisjoint(said)
    unended = len(line) <= LONGEST_SIGNED and not _ENDED.search(line, max(0, len(line) - 8))
    if not (credited or unended or _SIGN.search(ends)):
        return None
    patterns = (
        (_MARK, "©" in ends),
        (_BAR, credited and ("|" in ends or "–" in ends or "—" in ends)),
        (words.credit_within, labelled),
        (words.credit_glued, ":" in ends or "：" in ends),
        (_STOP, (credited or unended) and _STOPS.search(ends)),
        (_SLASH, unended and " /" in ends),
        (_EQUALS, "=" in ends or "＝" in ends),
    )
    for pattern, may_be in patterns:
        if not may_be:
            continue
        within = pattern is words.credit_within
        for match in _labels_in(line, tail) if within else pattern.finditer(line, tail):
            caption, credit = line[: match.start()].rstrip(), line[match.end() :].strip(" /")
            if pattern is _EQUALS and (last := credit.rpartition("、")[2]) != credit:
                caption, credit = line[: line.rindex(last)].rstrip("、"), last
            if not _has_words(caption, 2 if within or pattern is _MARK else 3):
                continue
            if pattern in (_STOP, _SLASH):
                named = unended and _is_behind(caption, credit, stop=pattern is _STOP)
            else:
                named = pattern not in (_BAR, _EQUALS) and _is_name(credit.rstrip("."))
            signed = is_agency(credit) and (len(line) > LONGEST_SIGNED or len(credit) < 2)
            printed = (_is_credit(credit, said) and (pattern is _BAR or not signed)) or (
                pattern is _STOP and credit.rstrip(".").casefold() in words.credit_words
            )
            if (named or printed) and not words.credit.fullmatch(caption):
                return caption, without_label(credit)
    return None


def _labels_in(line: str, tail: int) -> Iterator[re.Match[str]]:
    """The labels of credits within the end of a line: the long pattern is tried at words that one
    may begin with."""
    words = _words()
    for match in _LABEL.finditer(line, tail):
        word = match["word"]
        if word in "©ⓒ" or word.casefold() in words.label_words:
            yield from filter(None, [words.credit_within.match(line, match.start())])


def _is_behind(caption: str, credit: str, *, stop: bool) -> bool:
    """Whether the last words of a line that ends like no sentence are names behind a whole one, or
    behind a slash: "… south of Arnmouth. Ann Lee for The Example"."""
    return (
        caption.count(" ") > 2
        and any(word.islower() for word in caption.split())
        and (not stop or _is_ended(caption))
        and credit.count(" ") < 6
        and not any(map(str.isdecimal, credit))
        and credit.casefold() not in _words().furniture
        and _is_name(credit)
    )


def _is_ended(caption: str) -> bool:
    """Whether words end with a full stop that is none of an abbreviation."""
    last = caption.rpartition(" ")[2]
    return bool(_WORD_ENDED.search(last)) and last.rstrip(".") not in _words().abbreviations


def without_site(headline: str, domain: str | None) -> str:
    """A headline without the name of its site behind it: behind a bar any few words with capitals,
    behind a dash an outlet's, an agency's or that of the page's domain.

    >>> without_site("Gates fail within an hour | The Daily Example", None)
    'Gates fail within an hour'
    >>> without_site("Gates fail - what we know", None)
    'Gates fail - what we know'
    """
    match = _SITE.search(headline)
    if not match or not _has_words(headline[: match.start()], 3):
        return headline
    said = small_words(match["site"])
    known = (
        match["site"].casefold() in _words().agencies
        or not _words().outlets.isdisjoint(said[-1:])
        or (domain is not None and "".join(said) in domain.replace("-", ""))
    )
    barred = "|" in match[0] and len(said) <= MOST_OF_SITE and _is_name(match["site"])
    return headline[: match.start()] if said and (known or barred) else headline


MOST_OF_SITE = 4
MOST_OF_OUTLET = 5
_SITE = re.compile(r"\s+[|–—-]\s+(?P<site>[^|–—]{2,40})$")


def is_caption_label(line: str) -> bool:
    """Whether a line is nothing but the label of the caption below it: "Image caption,"."""
    return _may_be_labelled(line) and bool(_words().caption_label.fullmatch(line))


def without_caption_label(line: str) -> str:
    """A caption without its label: of "Image caption, The gate", The gate."""
    match = _words().caption.match(line)
    return line[match.end() :] if match else line


def source_of(line: str) -> str | None:
    """Who made a picture, by the line above its caption: of "Image source, Al Roe", Al Roe."""
    match = _words().source.fullmatch(line) if _may_be_labelled(line) else None
    return match["name"] if match and len(line) <= 100 else None


def _may_be_labelled(line: str) -> bool:
    """Whether the first word of a line may begin a caption's label."""
    match = _FIRST_WORD.match(line)
    return match is not None and match[0].casefold() in _words().caption_words


_BRACKETED = re.compile(
    r"(?P<caption>.*\S)\s*(?:\[(?P<square>[^][]{2,80})\]|\((?P<round>[^()]{2,100})\)"
    r"|[（［](?P<wide>[^（）［］]{2,60})[）］])\.?"
)
_FIRST_WORD = re.compile(r"\w+")
_BEFORE_LABEL = r"(?:[\s(|–—/,]|(?<=\s)-(?=\s))*"
_LABEL = re.compile(rf"{_BEFORE_LABEL}(?P<word>\w+|[©ⓒ])")
_NAME_ALONE = r"[\u30a0-\u30ff\u3400-\u9fff\uac00-\ud7a3/／· ]{2,10}?"
_MARK = re.compile(r"[\s(|–—/,]*©\s*")
_BAR = re.compile(r"\s+[|–—]\s+")
_STOP = re.compile(
    r"(?<=[.!?”\"])(?<!\W[^\W\d_]\.)\s+|(?<=[。！？])(?=.)"
    r"|(?<=[^\W\d_)][.)”\"])(?=[A-ZÀ-Þ]\w+(?:$| ))"
)
_SIGN = re.compile("[:：=＝]")
_STOPS = re.compile('[.!?”")。！？](?=.)')
"""What is before the places that `_STOP` finds."""
_EQUALS = re.compile(r"\s*[=＝]\s*")
_WORD_ENDED = re.compile(r"[^\W\d_]{3}(?:\.[)\"”»]?|\))$")
_SLASH = re.compile(r"\s+/\s+")


def is_small(word: str) -> bool:
    """Whether a word is one that stands before others, such as "of", "the" and "and"."""
    return word in _words().small


def is_section(line: str) -> bool:
    """Whether a line is the name of a section, as the packs list them."""
    return line.casefold() in _words().sections


def is_outlet(line: str) -> bool:
    """Whether a line is the name of an outlet: a few words with capitals, of which the last says so
    ("Arnmouth Post"), or, behind an article, any ("The Quarterly Review of Places")."""
    said = small_words(line)
    known = _words()
    telling = said if said[:1] and said[0] in known.determiners else said[-1:]
    return (
        1 < len(said) <= MOST_OF_OUTLET and not known.outlets.isdisjoint(telling) and _is_name(line)
    )


def heads_links(line: str) -> bool:
    """Whether a line is nothing but the label of links to other articles: "Read also"."""
    return len(line) < SENTENCE and _folded(line).strip(" :>»›→") in _words().heads


def is_agency(credit: str) -> bool:
    """Whether a credit is an agency's name alone, which may sign a text as well as a picture."""
    return credit.casefold() in _words().agencies


def without_label(credit: str) -> str:
    """Who is credited: of "Photo: Jane Smith", Jane Smith."""
    credit = _unbracketed(credit)
    match = _words().credit.fullmatch(credit) or _words().credit_end.fullmatch(credit)
    return match["name"] if match else credit


def _unbracketed(credit: str) -> str:
    """A credit of East Asia without the brackets around it."""
    return credit[1:-1] if credit[:1] in "（［【" and credit[-1:] in "）］】" else credit


def _is_credit(line: str, said: Sequence[str]) -> bool:
    """Whether words say where a picture is from, and nothing else; `said` are they in small
    letters, and maybe others that stand before them."""
    words = _words()
    line = _unbracketed(line)
    if line.casefold() in words.agencies:
        return True
    if line.endswith(")") and line.isupper() and (signed := _SIGNED.search(line)):
        return is_agency(signed["agency"]) and _is_name(line[: signed.start()])
    if line.endswith(words.ends) and (match := words.credit_end.fullmatch(line)):
        name = match["name"]
        wide = width(name) > len(name)
        return bool(words.credit_end_alone.fullmatch(line)) if wide else _is_name(name)
    labelled = "©" in line or not words.label_words.isdisjoint(said)
    if labelled and (match := words.credit.fullmatch(line)):
        return not _ENDED.search(match["name"]) and not _says_more(match["name"])
    if words.agency_words.isdisjoint(said):
        return False
    parts = [part.strip().casefold() for part in words.credit_parts.split(line)]
    return len(parts) > 1 and not words.agencies.isdisjoint(parts) and _is_name(line)


def _is_name(credit: str) -> bool:
    """Whether nearly all words begin with a capital, as names of people and outlets do."""
    words = credit.split()
    small = _words().small
    return (
        0 < len(words) <= 14
        and all(
            not word.islower() or word in small or word.casefold() in _words().agencies
            for word in words
        )
        and not words[0].islower()
    )


# -- words ---------------------------------------------------------------------------------


class _Words:
    """The packs' words for the lines of a page, of all languages, compiled once."""

    def __init__(self) -> None:
        packs = languages.packs()
        pages = [pack.page for pack in packs]
        names = languages.names()
        self.furniture = frozenset(_folded(one) for page in pages for one in page.furniture)
        self._find_headings(packs)
        self.starts: dict[str, tuple[str, ...]] = {}
        """By their first letter, the beginnings of lines that are furniture."""
        for start in sorted({_folded(one) for page in pages for one in page.furniture_starts}):
            self.starts[start[0]] = (*self.starts.get(start[0], ()), start)
        self.promotion: dict[str, set[str]] = {}
        """By its first word, what sites say of themselves."""
        for page in pages:
            for phrase in map(_folded, page.promotion):
                self.promotion.setdefault(small_words(phrase)[0], set()).add(phrase)
        self.abbreviations = frozenset().union(*(pack.sentences.abbreviations for pack in packs))
        self.agencies = frozenset(map(str.casefold, names.agencies | names.platforms))
        self.outlets = frozenset().union(*(pack.sources.outlet_nouns for pack in packs))
        self.not_credits = frozenset().union(*(page.not_credits for page in pages))
        self.small = frozenset().union(
            *(pack.grammar.prepositions for pack in packs),
            *(pack.grammar.determiners for pack in packs),
            *(pack.sources.particles for pack in packs),
            *(page.joiners for page in pages),
        )
        named = frozenset(one for name in self.agencies for one in small_words(name))
        self.agency_words = named - self.small
        """Long patterns are tried only where one of their words stands."""
        self._compile_captions(pages)
        kinds = frozenset().union(*(page.credit_words for page in pages))
        between = frozenset().union(*(page.credit_links for page in pages))
        printed = frozenset().union(*(page.credit_marks for page in pages))
        marks = any_of(printed)
        capital_marks = {one.capitalize() for one in printed}
        labelled, within, glued = [marks], [any_of(printed | capital_marks)], []
        signs = {found for one in printed for found in small_words(one)}
        for page in pages:
            if not page.credit_words:
                continue
            # the words of a language go with its own links: "Foto di …" is no caption in Indonesian
            links = any_of(page.credit_links) or "(?!)"
            linked = rf"(?:\s+(?:{links}))?\s*(?:[:：/／=＝©]|\.\.\.|…)|\s+(?:{links})(?!\w)"
            labelled.append(rf"(?:{any_of(page.credit_words)})s?(?:{linked})")
            capital = {word.capitalize() for word in page.credit_words}
            capital |= {word.upper() for word in page.credit_words}
            signs |= {found for word in page.credit_words for found in small_words(word)[:1]}
            capitals = any_of(capital)
            glued += [one for word in page.credit_words if (one := word.capitalize()) != word]
            linked = rf"\s*(?:[:：=＝]|\.\.\.|…)|\s+(?:{links})(?!\w)\s*:?"
            within.append(rf"(?<!\w)(?:{capitals})s?(?:{linked})")
        self.credit = re.compile(rf"(?:{'|'.join(labelled)})\s*(?P<name>\S.*)", re.IGNORECASE)
        self.credit_label = re.compile(rf"(?:{'|'.join(labelled[1:])})\s*(?=\S)", re.IGNORECASE)
        """What a credit begins with, but for "©"."""
        self.worded = re.compile(rf"(?:{any_of(kinds)})\s*[-–:]?\s+(?P<name>\S.*)", re.IGNORECASE)
        # "… in OsloFoto: Al Roe": of lines that were copied without what parted them
        self.credit_glued = re.compile(rf"(?<=[^\W\d_])(?:{any_of(glued)}):\s*")
        self.credit_words = kinds
        self._compile_ends(pages)
        self.label_words = frozenset(signs | {f"{one}s" for one in signs})
        """The words of which one, in small letters, is in every label of a credit but "©"."""
        self.credit_within = re.compile(rf"{_BEFORE_LABEL}(?:{'|'.join(within)})\s*")
        self.credit_parts = re.compile(
            rf"\s*[/|]\s*|\s+(?:{any_of(kinds | between)})(?!\w)\s*", re.IGNORECASE
        )

    def _find_headings(self, packs: Sequence[Pack]) -> None:
        """What stands above links and articles, and what an outlet's name begins with."""
        pages = [pack.page for pack in packs]
        self.heads = self.furniture & {_folded(one) for page in pages for one in page.below}
        self.sections = frozenset().union(*(page.sections for page in pages))
        self.determiners = frozenset().union(*(pack.grammar.determiners for pack in packs))

    def _compile_captions(self, pages: list[Page]) -> None:
        """What captions and the lines above them begin with."""
        captions = any_of(frozenset().union(*(page.caption_labels for page in pages)))
        labels = frozenset().union(*(page.caption_labels | page.source_labels for page in pages))
        self.caption_words = frozenset(found for one in labels for found in small_words(one)[:1])
        """The words of which one, in small letters, begins every label of a caption."""
        self.caption = re.compile(rf"(?:{captions})\s*[:：,，]\s*(?=\S)", re.IGNORECASE)
        self.caption_label = re.compile(rf"(?:{captions})\s*[:：,，]?", re.IGNORECASE)
        sources = any_of(frozenset().union(*(page.source_labels for page in pages)))
        self.source = re.compile(rf"(?:{sources})\s*[:：,，]\s*(?P<name>\S.*)", re.IGNORECASE)

    def _compile_ends(self, pages: list[Page]) -> None:
        """What a credit ends with rather than begins."""
        ends = frozenset().union(*(page.credit_ends for page in pages))
        self.ends = tuple(ends)
        self.credit_end = re.compile(rf"(?P<name>\S.{{0,40}}?)\s*(?:{any_of(ends)})")
        """ "山田撮影", in brackets; alone it is one with no more than a name before it, which has a
        space behind it where a single letter follows: "拍摄" is no credit."""
        self.credit_end_alone = re.compile(
            rf"{_NAME_ALONE}(?:\s*(?:{any_of(end for end in ends if len(end) > 1)})"
            rf"|\s+(?:{any_of(ends)}))"
        )

    def begins_furniture(self, folded: str) -> bool:
        """Whether a line in small letters begins like furniture."""
        return folded.startswith(self.starts.get(folded[:1], ()))


@functools.cache
def _words() -> _Words:
    return _Words()
