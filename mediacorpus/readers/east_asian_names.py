"""Names in Han, kana and Hangul, which have neither capitals nor, often, spaces.

Nothing in such a word shows that it is a name, so there must be a label or a role beside it, or
written as one with it: "责任编辑：张三", "山田太郎記者", "홍길동 기자".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from mediacorpus import languages
from mediacorpus.languages import any_of

__all__ = ["is_east_asian", "signed_names"]

_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff"
_KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc"
_HANGUL = "\uac00-\ud7a3"
_EAST_ASIAN = re.compile(f"[{_HAN}{_KANA}{_HANGUL}]")

_NAME = re.compile(
    f"[{_HAN}]{{2,5}}"
    f"|(?=.{{2,7}}$)[{_HAN}{_KANA}]*[{_HAN}][{_HAN}{_KANA}]*"  # with kana in it
    f"|[{_HAN}{_KANA}]+(?:[·・][{_HAN}{_KANA}]+)+"  # of a foreigner
    f"|[{_HANGUL}]{{2,4}}"
)
_ADDRESS = re.compile(r"\S+@\S+")
_PLACE = re.compile(rf"(?<![^\s\[(【（])[{_HAN}{_KANA}{_HANGUL}]+[=＝](?=\S)")
_GROUPS = re.compile(r"[、，,;；/／|｜:：()（）\[\]【】=＝]")
# A dot stands within the name of a foreigner, else between two.
_DOTS = re.compile(rf"(?<![\u30a0-\u30ff])・|(?<=[{_HANGUL}])·")
_ROLE_BEHIND = re.compile(f"[{_HANGUL}]")
"""In Korean a role stands behind its name, so it says nothing of the next one."""


def is_east_asian(line: str) -> bool:
    """Whether a line has letters of these scripts."""
    return not line.isascii() and bool(_EAST_ASIAN.search(line))


def signed_names(line: str) -> tuple[str, ...]:
    """The names in a line that is made of names, labels and roles; none in any other line.

    >>> signed_names("记者 张三 李四")
    ('张三', '李四')
    >>> signed_names("山田太郎記者")
    ('山田太郎',)
    >>> signed_names("女性の新しい働き方")
    ()
    """
    signs = _signs()
    found: list[str] = []
    said, spaced, authors = False, False, True
    for group in _GROUPS.split(_PLACE.sub("", _ADDRESS.sub("", line))):
        names: list[str] = []
        for word in signs.words(group):
            if word in signs.signs:
                said = True
                spaced = word in signs.spaced
                authors = authors or not _ROLE_BEHIND.match(word)
            elif word in signs.others:
                authors = False
            elif word not in signs.outlets and not word.endswith(signs.staff):
                name, signed = signs.apart(word)
                if not name:
                    return ()
                if signed and name in signs.outlets:  # "新华社记者"
                    said = True
                    continue
                said = said or signed
                names += [name] if authors or signed else []
        if spaced and len(names) == 2 and max(map(len, names)) <= 3:
            names = [" ".join(names)]  # "山田 太郎"
        found += names
    return tuple(dict.fromkeys(found)) if said else ()


class _Signs:
    """The packs' words that stand beside names in these scripts."""

    def __init__(self) -> None:
        pages = [pack.page for pack in languages.packs()]
        self.signs = _east_asian(page.by | page.byline_roles for page in pages)
        self.spaced = _east_asian(
            page.by | page.byline_roles for page in pages if page.spaced_names
        )
        self.others = _east_asian(page.furniture | page.credit_words for page in pages) - self.signs
        names = languages.names()
        self.outlets = _east_asian(
            [*(page.sections for page in pages), names.agencies | names.platforms]
        )
        self.staff = tuple(_east_asian(page.byline_staff for page in pages))
        family = any_of(_east_asian(page.family_names for page in pages))
        signs = any_of(sign for sign in self.signs if len(sign) > 1)
        self.before = re.compile(rf"(?:{signs})(?=(?:{family}))(?P<name>[{_HAN}·]{{2,4}})")
        self.behind = re.compile(rf"(?P<name>.+?)(?:{signs})")

    def words(self, group: str) -> Iterator[str]:
        """The words of a part of a line; a dot parts them where they are no label as they stand."""
        for word in group.split():
            yield from [word] if word in self.signs else filter(None, _DOTS.split(word))

    def apart(self, part: str) -> tuple[str | None, bool]:
        """The name in a word, and whether a label or a role is written as one with it."""
        match = self.before.fullmatch(part) or self.behind.fullmatch(part)
        name = match["name"] if match else part
        return (name if _NAME.fullmatch(name) else None), bool(match)


def _east_asian(groups: Iterable[Iterable[str]]) -> frozenset[str]:
    return frozenset(word for group in groups for word in group if _EAST_ASIAN.search(word))


@functools.cache
def _signs() -> _Signs:
    return _Signs()
