"""Dumps in scripts without spaces, from right to left and others: headline, date, paragraphs."""

from __future__ import annotations

import pytest

from mediacorpus import Article, parse

# One page each, in the true shape: headline, date, three paragraphs; the last ends with a mark of
# its script within quotation marks where that is usual.
PAGES = {
    "ar": (
        "انهيار بوابات الفيضان في المدينة خلال ساعة واحدة",
        "الأحد 22 تشرين الثاني 2026 - 12 جمادى الآخرة 1448 هـ",
        "2026-11-22",
        "قالت لجنة التحقيق يوم الأحد إن البوابات التي بنيت لمنع مياه النهر من دخول المدينة انهارت خلال ساعة واحدة.",
        "وقالت آنا مثال، التي كانت تدير المحطة: «كنا نكتب إلى المجلس كل ربيع ولم نحصل على أي جواب».",
        "فمن الذي كان يعلم بالأمر ولم يفعل شيئا قبل وقوع الكارثة التي أصابت المدينة وسكانها؟",
    ),
    "he": (
        "שערי השיטפון בעיר קרסו בתוך שעה אחת",
        "22.11.2026",
        "2026-11-22",
        "השערים שנבנו כדי לעצור את מי הנהר קרסו בתוך שעה אחת, כך אמרה ועדת החקירה ביום ראשון.",
        '"כתבנו למועצה בכל אביב ואיש לא ענה לנו", אמרה אנה דוגמה, שניהלה את התחנה עד שנת 2017.',
        "התושבים התבקשו לעזוב את בתיהם בשתיים בלילה, כאשר המים כבר עמדו ברחובות.",
    ),
    "fa": (
        "دریچه‌های سیل شهر در یک ساعت فرو ریختند",
        "یکشنبه ۱ آذر ۱۴۰۵ - ۱۰:۳۰",
        "2026-11-22T10:30",
        "کمیته تحقیق روز یکشنبه گفت که دریچه‌هایی که برای جلوگیری از ورود آب رودخانه ساخته شده بود در یک ساعت فرو ریخت.",
        "آنا نمونه که تا سال ۱۳۹۶ مدیر ایستگاه بود گفت: «هر بهار به شورا نامه نوشتیم و پاسخی نگرفتیم.»",
        "به گفته سخنگوی شورا، هیچ نامه‌ای در این باره به دست اعضای آن نرسیده است.",
    ),
    "ja": (
        "水門、一時間で崩壊　調査委「三年前から警告」",
        "2026年11月22日 10時30分",
        "2026-11-22T10:30",
        "川の水を防ぐために建てられた水門が一時間もたたないうちに壊れたと、調査委員会が日曜日に明らかにした。",
        "「毎年春に市へ手紙を書いたが、返事は一度もなかった」と、施設を運営していた例の花子さんは話した。",
        "市は「手紙は受け取っていない」と否定している。",
    ),
    "zh": (
        "防洪闸门一小时内垮塌 工程师三年前曾警告",
        "2026年11月22日",
        "2026-11-22",
        "调查委员会星期日表示，为阻挡河水而修建的闸门在不到一个小时内就垮塌了，城市多处被淹。",
        "“我们每年春天都给市议会写信，但从来没有得到任何答复。”曾管理该站点的李明说。",
        "居民们在凌晨两点被要求离开家园，当时街道上已经积水，许多人来不及收拾行李。",
    ),
    "ko": (
        "홍수 방벽 한 시간 만에 무너져… 3년 전 경고 있었다",
        "2026년 11월 22일",
        "2026-11-22",
        "강물을 막기 위해 세운 수문이 한 시간도 되지 않아 무너졌다고 조사위원회가 일요일 밝혔다.",
        "“우리는 매년 봄마다 시의회에 편지를 썼지만 답장을 받지 못했습니다.” 김영수 씨는 이렇게 말했다.",
        "주민들은 새벽 두 시에 집을 떠나라는 안내를 받았으며 그때는 이미 거리에 물이 차 있었다.",
    ),
    "hi": (
        "एक घंटे में टूट गए बाढ़ के फाटक, तीन साल पहले दी गई थी चेतावनी",
        "22 नवंबर 2026",
        "2026-11-22",
        "जांच समिति ने रविवार को कहा कि नदी को रोकने के लिए बनाए गए फाटक एक घंटे के भीतर टूट गए।",
        "“हम हर वसंत में परिषद को पत्र लिखते थे,” आना उदाहरण ने कहा, जो 2017 तक केंद्र चलाती थीं।",
        "निवासियों को रात दो बजे घर छोड़ने को कहा गया, जब सड़कों पर पानी भर चुका था।",
    ),
    "ru": (
        "Паводковые ворота разрушились за один час",
        "22 ноября 2026",
        "2026-11-22",
        "Ворота, построенные для защиты города от реки, разрушились менее чем за час, сообщила комиссия.",
        "«Мы писали в городской совет каждую весну», — сказала Анна Примерова, руководившая станцией.",
        "Жителям велели уходить в два часа ночи, когда вода уже стояла на улицах города.",
    ),
    "el": (
        "Οι πύλες κατέρρευσαν μέσα σε μία ώρα",
        "22 Νοεμβρίου 2026",
        "2026-11-22",
        "Οι πύλες που χτίστηκαν για να συγκρατήσουν τον ποταμό κατέρρευσαν μέσα σε μία ώρα.",
        "«Γράφαμε στο συμβούλιο κάθε άνοιξη», είπε η Άννα Παράδειγμα, που διηύθυνε τον σταθμό.",
        "Οι κάτοικοι κλήθηκαν να φύγουν στις δύο τα ξημερώματα, όταν το νερό ήταν στους δρόμους.",
    ),
}
ALL = pytest.mark.parametrize("language", PAGES)


def page(language: str) -> Article:
    headline, date, _, *paragraphs = PAGES[language]
    (entry,) = parse("\n\n".join([headline, date, *paragraphs]), format="page-text", quotes=False)
    return entry.article


@ALL
def test_headline_and_paragraphs_are_found_in_any_script(language: str) -> None:
    found = page(language)
    headline, _, _, *paragraphs = PAGES[language]
    assert found.headline == " ".join(headline.split())
    assert [(block.kind, block.text) for block in found.body] == [
        ("paragraph", paragraph) for paragraph in paragraphs
    ]


@ALL
def test_the_date_is_found_in_any_script(language: str) -> None:
    published = page(language).published
    assert published is not None
    assert published.value == PAGES[language][2]


def test_a_short_sentence_without_spaces_is_a_paragraph() -> None:
    headline, date, _, *paragraphs = PAGES["ja"]
    short = "市長は「ノー」と答えた。"
    (entry,) = parse("\n\n".join([headline, date, *paragraphs[:2], short]), quotes=False)
    assert entry.article.body[-1].text == short
    assert entry.article.body[-1].kind == "paragraph"


def test_full_width_digits_are_digits() -> None:
    _, _, _, *paragraphs = PAGES["ja"]
    (entry,) = parse(
        "\n\n".join(["水門が崩壊した", "２０２６年１１月２２日", *paragraphs]), quotes=False
    )
    assert entry.article.published is not None
    assert entry.article.published.value == "2026-11-22"


def test_a_hijri_day_on_another_line_than_the_gregorian_is_no_second_date() -> None:
    headline, _, _, *paragraphs = PAGES["ar"]
    for dates in (
        "12 جمادى الآخرة 1448 هـ\n22 نوفمبر 2026",
        "22 نوفمبر 2026\n12 جمادى الآخرة 1448",
    ):
        (entry,) = parse("\n\n".join([headline, dates, *paragraphs]), quotes=False)
        assert entry.article.published is not None
        assert entry.article.published.value == "2026-11-22"
        assert "second-published" not in {notice.code for notice in entry.notices}
    (entry,) = parse("\n\n".join([headline, "12 جمادى الآخرة 1448 هـ", *paragraphs]), quotes=False)
    published = entry.article.published
    assert published is not None
    assert (published.value, published.calendar) == ("2026-11", "hijri")
    assert published.raw == "12 جمادى الآخرة 1448 هـ"
