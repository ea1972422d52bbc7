"""Names in Han, kana and Hangul, by the labels and roles beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.east_asian_names import is_east_asian, signed_names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("责任编辑：张三", ["张三"]),
        ("（责编：张三、李四）", ["张三", "李四"]),
        ("本报记者 张三 李四", ["张三", "李四"]),
        ("记者张三", ["张三"]),
        ("记者手记", []),
        ("记者从公安局获悉", []),
        ("新华社记者 张三", ["张三"]),
        ("编辑 李四 校对 王五", ["李四"]),
        ("作者：约翰·史密斯", ["约翰·史密斯"]),
        ("記者張三／台北報導", ["張三"]),
        ("國際中心／綜合報導", []),
        ("山田太郎記者", ["山田太郎"]),
        ("記者 山田 太郎", ["山田 太郎"]),
        ("編集委員・山田太郎", ["山田太郎"]),
        ("取材・文＝高橋さつき", ["高橋さつき"]),
        ("文：ジョン・スミス", ["ジョン・スミス"]),
        ("女性の新しい働き方", []),
        ("山田太郎", []),
        ("홍길동 기자", ["홍길동"]),
        ("문화부 홍길동 기자 hong@example.org", ["홍길동"]),
        ("홍길동·김철수 기자", ["홍길동", "김철수"]),
        ("워싱턴=홍길동 특파원", ["홍길동"]),
        ("글·사진 홍길동 기자", ["홍길동"]),
        ("사진 홍길동 기자", []),
        ("관련 기사 더보기", []),
    ],
)
def test_a_name_is_one_beside_a_label_or_a_role(line: str, names: list[str]) -> None:
    assert is_east_asian(line)
    assert list(signed_names(line)) == names


@given(st.text("记者张三、：山田の기자홍길동 ·（）", max_size=20))
def test_every_name_stands_in_its_line(line: str) -> None:
    for name in signed_names(line):
        assert name in line or name.replace(" ", "") in "".join(line.split())
