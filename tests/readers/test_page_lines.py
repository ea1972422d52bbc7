"""What a line of a page is, by its shape alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus.readers.page_lines import role_of, split_credit, without_label


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("The gates that were built to keep the river out failed.", "prose"),
        ("x" * 140, "prose"),
        ("The trial continues.", "sentence"),
        ("He said: “No.”", "sentence"),
        ("“No comment,” he said.", "sentence"),
        ("“Who knew of it?”", "sentence"),
        ("Who knew of it?", "short"),
        ("Arnmouth, Mo.", "short"),
        ("A warning that was not heard", "short"),
        ("SUBSCRIBE »", "furniture"),
        ("12 Comments", "furniture"),
        ("Home > News > Arnmouth", "furniture"),
        ("Tags: floods, river", "furniture"),
        ("Flood, National, News, Top Story 1 |", "furniture"),
        ("Read more: How the river changed its course", "furniture"),
        ("By clicking “Accept”, you agree to what the site asks.", "furniture"),
        ("Don’t miss: how the river changed its course", "furniture"),
        ("Get the day’s top stories in your inbox every morning.", "furniture"),
        ("Add The Post as a preferred source to see more of our stories.", "furniture"),
        ("For more than sixty years the river was calm.", "prose"),
        ("Image caption,", "caption"),
        ("Image source, Anna Muster", "caption"),
        ("Getty Images", "credit"),
        ("Photo: Anna Muster", "credit"),
        ("© Anna Muster", "credit"),
        ("Anna Muster/Reuters", "credit"),
        ("AP Photo/Anna Muster", "credit"),
        ("JEAN D'EXEMPLE (EFE)", "credit"),
        ("Source: Ministry of Health", "credit"),
        ("The ministry confirmed the toll (AFP).", "sentence"),
        ("He spoke to the paper on Monday (Reuters).", "prose"),
        ("The flooded quarter [Example Pictures]", "caption"),
        ("Image caption, The flooded quarter", "caption"),
    ],
)
def test_a_line_is_known_by_its_shape(line: str, role: str) -> None:
    assert role_of(line) == role


CAPTION = "Volunteers fill sandbags in Arnmouth."


@pytest.mark.parametrize(
    ("tail", "credit"),
    [
        (" [Example Pictures]", "Example Pictures"),
        (" (AP Photo/Anna Muster)", "AP Photo/Anna Muster"),
        (" (Photo: Anna Muster / Example)", "Anna Muster / Example"),
        (" © Anna Muster", "Anna Muster"),
        (" | Anna Muster/PA Images via Getty Images", "Anna Muster/PA Images via Getty Images"),
        (" — Picture by Anna Muster", "Anna Muster"),
        (" Photo by Anna Muster /Example News", "Anna Muster /Example News"),
        (
            " Photo: Anna Muster for The Example via Reuters",
            "Anna Muster for The Example via Reuters",
        ),
        (" EPA/ Anna Muster", "EPA/ Anna Muster"),
        ("Reuters", "Reuters"),
        ("Anna Muster / Europa Press", "Anna Muster / Europa Press"),
        (" Anna Muster for The Example", "Anna Muster for The Example"),
        (" / Anna Muster", "Anna Muster"),
        (" - Copyright Anna Muster/2026 The Example", "Anna Muster/2026 The Example"),
    ],
)
def test_a_caption_is_told_from_its_credit(tail: str, credit: str) -> None:
    assert split_credit(CAPTION + tail) == (CAPTION, credit)


@pytest.mark.parametrize(
    "tail",
    [
        " (see below)",
        " [sic]",
        " The photo: a flooded street",
        " He shared a photo from Reuters.",
        " They met Dr. Anna Muster",
        " What happens next",
        " See you on Oct. 9",
        " X",
    ],
)
def test_other_ends_of_a_line_are_no_credit(tail: str) -> None:
    assert split_credit(CAPTION + tail) is None


@given(
    st.text(alphabet="Aa. [](|—©/):Photby“”", min_size=1, max_size=80).map(str.strip).filter(bool)
)
def test_a_caption_and_its_credit_stand_in_the_line(line: str) -> None:
    role_of(line)
    if split := split_credit(line):
        assert split[0] in line
        assert split[1] in line


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("橋の前に集まった人たち（山田撮影）", "橋の前に集まった人たち", "山田"),
        ("橋の前に集まった人たち（写真：ロイター）", "橋の前に集まった人たち", "ロイター"),
        ("橋の前に集まった人たち＝共同", "橋の前に集まった人たち", "共同"),
        ("工人在桥上施工（张三摄）", "工人在桥上施工", "张三"),
        ("다리 앞에 모인 시민들. [사진=연합뉴스]", "다리 앞에 모인 시민들.", "연합뉴스"),
        ("다리 앞에 모인 시민들. 홍길동 제공", "다리 앞에 모인 시민들.", "홍길동"),
        ("Жители у моста. Фото: Иван Петров", "Жители у моста.", "Иван Петров"),
        ("Người dân trên cầu. Ảnh: Văn An", "Người dân trên cầu.", "Văn An"),
        ("Lidé na starém mostě. Foto: ČTK", "Lidé na starém mostě.", "ČTK"),
        ("אנשים ליד הגשר. צילום: משה כהן", "אנשים ליד הגשר.", "משה כהן"),
        ("Žmonės ant tilto. J. Jonaičio nuotr.", "Žmonės ant tilto.", "J. Jonaičio"),
    ],
)
def test_captions_of_other_languages_are_told_from_their_credits(
    line: str, caption: str, credit: str
) -> None:
    assert split_credit(line) == (caption, credit)
    assert role_of(line) == "caption"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("市は来月から橋を通行止めにする。", "sentence"),
        ("市は来月から橋を通行止めにすると発表し、工事は三月まで続くと説明した。", "prose"),
        ("写真：ロイター", "credit"),
        ("（山田太郎撮影）", "credit"),
        ("사진=연합뉴스", "credit"),
        ("他在桥上拍摄", "short"),
        ("【関連記事】", "furniture"),
        ("Читайте также: мост закроют весной", "furniture"),
        ("Διαβάστε επίσης", "furniture"),
        ("Fotó: Kiss Anna / MTI", "credit"),
    ],
)
def test_a_line_of_another_script_is_known_by_its_shape(line: str, role: str) -> None:
    assert role_of(line) == role


def test_a_credit_is_told_without_its_label_and_brackets() -> None:
    assert without_label("（写真：ロイター）") == "ロイター"
    assert without_label("山田太郎撮影") == "山田太郎"


@pytest.mark.parametrize(
    "line",
    [
        "« Nous avons tout essayé, explique Luc Petit. Personne ne répond plus. »",
        "« C’était la fin du monde », dit Karim. « J’ai couru sans me retourner ! »",
    ],
)
def test_words_in_guillemets_end_like_a_sentence_where_a_space_is_before_the_mark(
    line: str,
) -> None:
    assert role_of(line) == "prose"


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        (
            "FILE PHOTO: A gate, October 2, 2023. REUTERS/Al Roe/File Photo",
            "FILE PHOTO: A gate, October 2, 2023.",
            "REUTERS/Al Roe/File Photo",
        ),
        ("Video: A gate stands open in Arnmouth", "Video: A gate stands open in Arnmouth", ""),
        ("Symbolbild: Ein Tor. Archivfoto: Al Roe", "Symbolbild: Ein Tor.", "Al Roe"),
        ("Ein Tor. Bild: Keystone", "Ein Tor.", "Keystone"),
        ("Ein Tor | Bild: BR/Al Roe", "Ein Tor", "BR/Al Roe"),
        ("Un cancello (foto Ansa)", "Un cancello", "Ansa"),
        ("Un cancello (foto Al Roe)", "Un cancello", "Al Roe"),
        ("A gate in Arnmouth.Credit...Al Roe for The Post", "A gate in Arnmouth.", "Al Roe for The Post"),
        ("水族館の大水槽=2023年11月8日、静岡県、山田健撮影", "水族館の大水槽=2023年11月8日、静岡県", "山田健"),
    ],
)  # fmt: skip
def test_captions_are_known_by_labels_before_and_behind(
    line: str, caption: str, credit: str
) -> None:
    assert role_of(line) == "caption"
    assert split_credit(line) == (caption, credit)
