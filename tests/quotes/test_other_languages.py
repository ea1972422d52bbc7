"""Quotes in languages other than English: the same constructions, the words of the packs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediacorpus import Quote, extract_quotes, languages
from tests.strategies import news_texts


def found(text: str, language: str) -> list[Quote]:
    return extract_quotes(text, language=language, engine="rules")


# text, speaker, cue, content, kind, stance
GERMAN = [
    ("„Wir gehen morgen“, sagte Anna Schmidt.",
     "Anna Schmidt", "sagte", "„Wir gehen morgen“", "direct", "says"),
    ("Anna Schmidt sagte: „Wir gehen morgen.“",
     "Anna Schmidt", "sagte", "„Wir gehen morgen.“", "direct", "says"),
    ("Am Montag sagte Anna Schmidt: „Wir gehen morgen.“",
     "Anna Schmidt", "sagte", "„Wir gehen morgen.“", "direct", "says"),
    ("„Wir gehen“, sagte Schmidt, „und zwar bald.“",
     "Schmidt", "sagte", "„Wir gehen“ … „und zwar bald.“", "direct", "says"),
    ("Anna Schmidt sagte, dass die Lage „sehr ernst“ sei.",
     "Anna Schmidt", "sagte", "dass die Lage „sehr ernst“ sei", "mixed", "says"),
    ("Anna Schmidt sagte, die Lage sei „sehr ernst“.",
     "Anna Schmidt", "sagte", "die Lage sei „sehr ernst“", "mixed", "says"),
    ("Laut Anna Schmidt ist die Lage „sehr ernst“.",
     "Anna Schmidt", "Laut", "ist die Lage „sehr ernst“", "mixed", "says"),
    ("Die Lage ist laut Anna Schmidt sehr ernst.",
     "Anna Schmidt", "laut", "Die Lage ist … sehr ernst", "indirect", "says"),
    ("Der Polizei zufolge ist die Straße gesperrt.",
     "Der Polizei", "zufolge", "ist die Straße gesperrt", "indirect", "says"),
    ("Nach Angaben der Polizei wurde niemand verletzt.",
     "der Polizei", "Nach Angaben", "wurde niemand verletzt", "indirect", "says"),
    ("Die Straße ist gesperrt, teilte die Polizei mit.",
     "die Polizei", "teilte", "Die Straße ist gesperrt", "indirect", "says"),
    ("„Die Straße ist gesperrt“, teilte ein Sprecher der Polizei am Abend mit.",
     "ein Sprecher der Polizei", "teilte", "„Die Straße ist gesperrt“", "direct", "says"),
    ("„Wir gehen“, so Ministerin Anna Schmidt.",
     "Ministerin Anna Schmidt", "so", "„Wir gehen“", "direct", "says"),
    ("»Wir gehen morgen«, hat Anna Schmidt gesagt.",
     "Anna Schmidt", "gesagt", "»Wir gehen morgen«", "direct", "says"),
    ("„Er hat ‚nein‘ gesagt“, erzählte Schmidt.",
     "Schmidt", "erzählte", "„Er hat ‚nein‘ gesagt“", "direct", "says"),
    ("Kanzlerin Anna Schmidt, Chefin der Partei, betonte: „Wir gehen.“",
     "Kanzlerin Anna Schmidt, Chefin der Partei", "betonte", "„Wir gehen.“", "direct", "says"),
    ("Die Ministerin wies darauf hin, dass die Lage „ernst“ sei.",
     "Die Ministerin", "wies", "dass die Lage „ernst“ sei", "mixed", "says"),
    ("Er bestritt, dass er dort war.",
     "Er", "bestritt", "dass er dort war", "indirect", "denies"),
    ("„Wirklich?“, fragte sie.", "sie", "fragte", "„Wirklich?“", "direct", "asks"),
    ("Schmidt warnte vor einer „Katastrophe“.",
     "Schmidt", "warnte", "„Katastrophe“", "direct", "warns"),
    ("‚Wir gehen‘, sagte sie.", "sie", "sagte", "‚Wir gehen‘", "direct", "says"),
    ("Schmidt: „Wir gehen morgen.“", "Schmidt", ":", "„Wir gehen morgen.“", "direct", "says"),
    ("Die Anwälte fragten, ob die Lage ernst sei.",
     "Die Anwälte", "fragten", "ob die Lage ernst sei", "indirect", "asks"),
    ("Er sagte am 5. Mai: „Wir gehen.“", "Er", "sagte", "„Wir gehen.“", "direct", "says"),
    ("„Wir kommen“, sagte dem Sender eine Ärztin.",
     "eine Ärztin", "sagte", "„Wir kommen“", "direct", "says"),
    ("„Wir kommen“, erzählte uns Karl Beispiel.",
     "Karl Beispiel", "erzählte", "„Wir kommen“", "direct", "says"),
    ("„Wir kommen“, sagte der Trainer dem Kurier.",
     "der Trainer", "sagte", "„Wir kommen“", "direct", "says"),
    ("„Wir kommen“, heißt es in einem Schreiben der Stadt.",
     "einem Schreiben der Stadt", "heißt es in", "„Wir kommen“", "direct", "says"),
    ("Die Gewerkschaft warf dem Konzern „Gier“ vor.",
     "Die Gewerkschaft", "warf", "„Gier“", "direct", "criticises"),
    ("Die Ministerin lehnte „faule Kompromisse“ ab.",
     "Die Ministerin", "lehnte", "„faule Kompromisse“", "direct", "refuses"),
    ("Die Ministerin wies den Bericht als „erfunden“ zurück.",
     "Die Ministerin", "wies", "den Bericht als „erfunden“", "mixed", "denies"),
]  # fmt: skip
FRENCH = [
    ("« Nous partons demain », a déclaré Marie Dupont, maire de Lyon.",
     "Marie Dupont, maire de Lyon", "a déclaré", "« Nous partons demain »", "direct", "says"),
    ("Marie Dupont a déclaré : « Nous partons demain. »",
     "Marie Dupont", "a déclaré", "« Nous partons demain. »", "direct", "says"),
    ("« Nous partons », a-t-elle déclaré.",
     "elle", "déclaré", "« Nous partons »", "direct", "says"),
    ("“Nous partons”, assure-t-il.", "il", "assure", "“Nous partons”", "direct", "claims"),
    ("« Nous partons », a expliqué le maire, « car il est tard ».",
     "le maire", "a expliqué", "« Nous partons » … « car il est tard »", "direct", "says"),
    ("Marie Dupont a déclaré que la situation était « très grave ».",
     "Marie Dupont", "a déclaré", "que la situation était « très grave »", "mixed", "says"),
    ("Elle affirme qu’il faut « tout changer ».",
     "Elle", "affirme", "qu’il faut « tout changer »", "mixed", "says"),
    ("Selon Marie Dupont, la situation est « très grave ».",
     "Marie Dupont", "Selon", "la situation est « très grave »", "mixed", "says"),
    ("La situation est grave, selon le ministre de la Santé.",
     "le ministre de la Santé", "selon", "La situation est grave", "indirect", "says"),
    ("Le ministre de l’Intérieur, Paul Martin, a affirmé que la loi « ne changera pas ».",
     "Le ministre de l’Intérieur, Paul Martin", "a affirmé", "que la loi « ne changera pas »",
     "mixed", "says"),
    ("« Il m’a dit “non” », a raconté Luc.",
     "Luc", "a raconté", "« Il m’a dit “non” »", "direct", "says"),
    ("L’avocat Jean Petit dénonce une « mascarade ».",
     "L’avocat Jean Petit", "dénonce", "une « mascarade »", "mixed", "criticises"),
    ("Paul Martin : « Nous partons demain. »",
     "Paul Martin", ":", "« Nous partons demain. »", "direct", "says"),
    ("« Jamais ! », s’est exclamée la ministre.",
     "la ministre", "s’est exclamée", "« Jamais ! »", "direct", "says"),
    ("Le maire n’a pas confirmé que la loi changerait.",
     "Le maire", "n’a pas confirmé", "que la loi changerait", "indirect", None),
    ("« Nous partons ce soir », bougonne Luc Morel.",
     "Luc Morel", "bougonne", "« Nous partons ce soir »", "direct", "says"),
    ("Les syndicats ont promis de revenir.",
     "Les syndicats", "ont promis", "de revenir", "indirect", "promises"),
    ("– Je pars, dit-il. Adieu.", "il", "dit", "– Je pars … Adieu.", "direct", "says"),
    ("— Tu viens ? demanda Marie.", "Marie", "demanda", "— Tu viens ?", "direct", "asks"),
    ("« On arrive », nous a dit Luc Martin.",
     "Luc Martin", "a dit", "« On arrive »", "direct", "says"),
    ("« On arrive », a déclaré à l’AFP Luc Martin, boulanger.",
     "Luc Martin, boulanger", "a déclaré", "« On arrive »", "direct", "says"),
    ("« On arrive », a confié au Monde Luc Martin.",
     "Luc Martin", "a confié", "« On arrive »", "direct", "says"),
    ("« On arrive », a confié au quotidien Le Matin Luc Martin.",
     "Luc Martin", "a confié", "« On arrive »", "direct", "says"),
    ("« On arrive », a déclaré à la presse Luc Martin.",
     "Luc Martin", "a déclaré", "« On arrive »", "direct", "says"),
    ("« On arrive », a déclaré Luc Martin à l’AFP.",
     "Luc Martin", "a déclaré", "« On arrive »", "direct", "says"),
    ("Il a dit : \" On arrive \" hier.", "Il", "a dit", "\" On arrive \"", "direct", "says"),
]  # fmt: skip
SPANISH = [
    ("«Nos vamos mañana», dijo Ana López.",
     "Ana López", "dijo", "«Nos vamos mañana»", "direct", "says"),
    ("Ana López dijo: «Nos vamos mañana».",
     "Ana López", "dijo", "«Nos vamos mañana»", "direct", "says"),
    ("La alcaldesa Ana López dijo que la situación es «muy grave».",
     "La alcaldesa Ana López", "dijo", "que la situación es «muy grave»", "mixed", "says"),
    ("Según Ana López, la situación es «muy grave».",
     "Ana López", "Según", "la situación es «muy grave»", "mixed", "says"),
    ("La situación es grave, según explicó Ana López.",
     "Ana López", "según explicó", "La situación es grave", "indirect", "says"),
    ("El acuerdo, según la ministra, está «muy cerca».",
     "la ministra", "según", "El acuerdo … está «muy cerca»", "mixed", "says"),
    ("De acuerdo con la policía, nadie resultó herido.",
     "la policía", "De acuerdo con", "nadie resultó herido", "indirect", "says"),
    ("«Nos vamos», dijo Ana, «porque es tarde».",
     "Ana", "dijo", "«Nos vamos» … «porque es tarde»", "direct", "says"),
    ("«Nos vamos», ha asegurado la ministra de Sanidad, Ana López.",
     "la ministra de Sanidad, Ana López", "ha asegurado", "«Nos vamos»", "direct", "claims"),
    ("Y añadió: «Nos vamos».", None, "añadió", "«Nos vamos»", "direct", "says"),
    ("“Nos vamos”, afirmó.", None, "afirmó", "“Nos vamos”", "direct", "says"),
    ("\"Nos vamos mañana\", refunfuñó Ana.",
     "Ana", "refunfuñó", "\"Nos vamos mañana\"", "direct", "says"),
    ("Ana López: «Nos vamos mañana».", "Ana López", ":", "«Nos vamos mañana»", "direct", "says"),
    ("«Me dijo “no” y se fue», contó Luis.",
     "Luis", "contó", "«Me dijo “no” y se fue»", "direct", "says"),
    ("El juez negó que hubiera delito.",
     "El juez", "negó", "que hubiera delito", "indirect", "denies"),
    ("Dijo Ana que vendría.", "Ana", "Dijo", "que vendría", "indirect", "says"),
    ("La portavoz del Gobierno, Ana López, advirtió: «No hay tiempo».",
     "La portavoz del Gobierno, Ana López", "advirtió", "«No hay tiempo»", "direct", "warns"),
    ("«¿Nos vamos?», preguntó Luis.", "Luis", "preguntó", "«¿Nos vamos?»", "direct", "asks"),
    ("Luis Pérez criticó la «locura» del plan.",
     "Luis Pérez", "criticó", "la «locura» del plan", "mixed", "criticises"),
    ("—No sé —dijo Ana—. No quiero.", "Ana", "dijo", "—No sé … No quiero.", "direct", "says"),
    ("“Ya venimos”, ha dicho a EL NORTE Eva Gil.",
     "Eva Gil", "ha dicho", "“Ya venimos”", "direct", "says"),
    ("“Ya venimos”, dijo al diario El Norte.", None, "dijo", "“Ya venimos”", "direct", "says"),
]  # fmt: skip
ARABIC = [
    ("قال المتحدث باسم الوزارة أحمد علي: «لن نتراجع عن قرارنا».",
     "المتحدث باسم الوزارة أحمد علي", "قال", "«لن نتراجع عن قرارنا»", "direct", "says"),
    ("«لن نتراجع عن قرارنا»، قال المتحدث أحمد علي.",
     "المتحدث أحمد علي", "قال", "«لن نتراجع عن قرارنا»", "direct", "says"),
    ("وأضاف الوزير أن الوضع «خطير جدا» في المدينة.",
     "الوزير", "أضاف", "أن الوضع «خطير جدا» في المدينة", "mixed", "says"),
    ("«الوضع خطير جدا»، بحسب وزير الصحة سامي حداد.",
     "وزير الصحة سامي حداد", "بحسب", "«الوضع خطير جدا»", "direct", "says"),
    ("وفقًا لوزارة الصحة، ارتفع عدد المصابين.",
     "وزارة الصحة", "وفقًا ل", "ارتفع عدد المصابين", "indirect", "says"),
    ("ارتفع عدد المصابين، وفقا لوزارة الصحة.",
     "وزارة الصحة", "وفقا ل", "ارتفع عدد المصابين", "indirect", "says"),
    ("وقال: “سنعود غدا إلى العمل”.",
     None, "قال", "“سنعود غدا إلى العمل”", "direct", "says"),
    ("وأكدت سلمى خوري، رئيسة البلدية، أن العمل سيبدأ غدا.",
     "سلمى خوري، رئيسة البلدية", "أكدت", "أن العمل سيبدأ غدا", "indirect", "says"),
    ("الرئيس: «لا نريد الحرب مع أحد».",
     "الرئيس", ":", "«لا نريد الحرب مع أحد»", "direct", "says"),
    ("وفي مؤتمر صحفي في القاهرة، قال الوزير إن «الأزمة انتهت».",
     "الوزير", "قال", "إن «الأزمة انتهت»", "mixed", "says"),
    ("وقالت الممرضة هدى صالح «هذا يوم حزين» بعد الحادث.",
     "الممرضة هدى صالح", "قالت", "«هذا يوم حزين»", "direct", "says"),
    ("وصرح المدرب لقناة النيل «سنفوز غدا».",
     "المدرب", "صرح", "«سنفوز غدا»", "direct", "says"),
    ("وكتب سامي حداد على فيسبوك «لا نريد الرحيل».",
     "سامي حداد", "كتب", "«لا نريد الرحيل»", "direct", "says"),
    ("وحسب الشرطة، «قتل شخصان».", "الشرطة", "حسب", "«قتل شخصان»", "direct", "says"),
    ("ونقل الموقع عن شاهدة قولها إن «النار اقتربت».",
     "شاهدة", "قولها", "إن «النار اقتربت»", "mixed", "says"),
    ("«سنبقى هنا»، هكذا أجاب سامي حداد.",
     "سامي حداد", "هكذا أجاب", "«سنبقى هنا»", "direct", "says"),
    ("وذكرت صحيفة «النهار» أن الوزير استقال.",
     "صحيفة «النهار»", "ذكرت", "أن الوزير استقال", "indirect", "says"),
    ("حذر الخبير من «كارثة حقيقية» في البلاد.",
     "الخبير", "حذر", "«كارثة حقيقية»", "direct", "warns"),
    ("«سنعود»، قال الرجل، «إلى بيوتنا غدا».",
     "الرجل", "قال", "«سنعود» … «إلى بيوتنا غدا»", "direct", "says"),
    ("نفى الجيش أن يكون قد قصف المدينة.",
     "الجيش", "نفى", "أن يكون قد قصف المدينة", "indirect", "denies"),
    ("قال الوزير للصحفيين: «انتهى الأمر».",
     "الوزير", "قال", "«انتهى الأمر»", "direct", "says"),
    ("وتابع \"هذا أمر لا يصدق\".",
     None, "تابع", "\"هذا أمر لا يصدق\"", "direct", "says"),
    ("الرئيس قال إن الحرب انتهت.",
     "الرئيس", "قال", "إن الحرب انتهت", "indirect", "says"),
    ("نفى وزير الصحة سامي حداد وجود نقص في الأدوية.",
     "وزير الصحة سامي حداد", "نفى", "وجود نقص في الأدوية", "indirect", "denies"),
    ("وصرح المحافظ علي حسن للصحفيين قائلا: «سنعيد بناء الجسر».",
     "المحافظ علي حسن", "للصحفيين قائلا", "«سنعيد بناء الجسر»", "direct", "says"),
    ("وبحسب تقرير لمنظمة الصحة العالمية، ارتفعت الإصابات.",
     "تقرير لمنظمة الصحة العالمية", "بحسب", "ارتفعت الإصابات", "indirect", "says"),
    ("وعد رئيس الوزراء سامي حداد بحل الأزمة.",
     "رئيس الوزراء سامي حداد", "وعد", "بحل الأزمة", "indirect", "promises"),
    ("دعا سامي حداد إلى وقف الحرب.",
     "سامي حداد", "دعا", "إلى وقف الحرب", "indirect", "urges"),
    ("«قال لي “لا” ثم خرج»، قالت ليلى.",
     "ليلى", "قالت", "«قال لي “لا” ثم خرج»", "direct", "says"),
]  # fmt: skip
CASES = [
    pytest.param(language, *case, id=f"{language}-{number}")
    for language, cases in (("de", GERMAN), ("fr", FRENCH), ("es", SPANISH), ("ar", ARABIC))
    for number, case in enumerate(cases)
]


@pytest.mark.parametrize(("language", "text", "speaker", "cue", "content", "kind", "stance"), CASES)
def test_a_construction(
    language: str, text: str, speaker: str | None, cue: str, content: str, kind: str,
    stance: str | None,
) -> None:  # fmt: skip
    (quote,) = found(text, language)
    assert " … ".join(span.of(text) for span in quote.content) == content
    assert (quote.speaker_text, quote.cue_text, quote.kind) == (speaker, cue, kind)
    assert quote.stance == stance


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Sie liest den „Spiegel“ jeden Tag."),
        ("de", "Die Gruppe „Freie Bürger“ traf sich in Bonn."),
        ("de", "Er teilte das Brot mit den Kindern."),
        ("fr", "Il a vu le film « Le Grand Bleu » hier soir."),
        ("fr", "Le « Brexit » a changé la ville."),
        ("fr", "– Du pain et du vin"),
        ("es", "Leyó «Cien años de soledad» en verano."),
        ("es", "El grupo «Los Pinos» tocó ayer."),
        ("ar", "قرأ كتاب «ألف ليلة وليلة» في بيته."),
        ("ar", "زار متحف «اللوفر» في باريس."),
        ("ar", "كتبت هدى صالح رواية «البحر» في بيروت."),
        ("ar", "أعلن الجيش عملية «السهم» في الجنوب."),
    ],
)
def test_a_title_or_a_term_is_no_quote(language: str, text: str) -> None:
    assert found(text, language) == []


def test_the_words_of_a_dialogue_are_without_their_dash() -> None:
    (quote,) = found("—No sé —dijo Ana—. No quiero.", "es")
    assert quote.text == "No sé No quiero."


def test_a_dash_begins_a_dialogue_only_where_the_language_writes_it_so() -> None:
    assert found("– We left, said Ann.", "en")[0].kind == "indirect"


def test_who_spoke_before_goes_on_where_no_subject_is_needed() -> None:
    text = "«Nos vamos», dijo Ana López. «No hay tiempo», añadió."
    assert [quote.speaker_text for quote in found(text, "es")] == ["Ana López", "Ana López"]


def test_words_in_marks_that_stand_alone_go_on_with_the_quote_before() -> None:
    text = "„Wir gehen“, sagte Anna Schmidt. „Es ist spät geworden.“"
    (quote,) = found(text, "de")
    assert [span.of(text) for span in quote.content] == ["„Wir gehen“", "„Es ist spät geworden.“"]


@pytest.mark.parametrize("language", [pack.code for pack in languages.packs() if pack.cues])
@given(data=st.data())
def test_any_text_is_read_in_any_language(language: str, data: st.DataObject) -> None:
    pack = languages.pack(language)
    known = sorted(pack.cue_words | pack.stop_words | pack.grammar.determiners)
    others = [*"«»„“”‚‘’\"':,.?!–—-()،؟", "\n\n", "Anna", "d'Anna", "أحمد", "e\u0301", "\xad"]
    words = st.sampled_from([*known, *others])
    text = data.draw(st.lists(words).map(" ".join) | st.lists(words).map("".join) | news_texts)
    for quote in found(text, language):
        assert all(0 <= span.start < span.end <= len(text) for span in quote.content)
        for span, printed in (
            (quote.speaker, quote.speaker_text),
            (quote.cue, quote.cue_text),
        ):
            assert (span.of(text) if span else None) == printed


@pytest.mark.parametrize(("said", "cue"), [("a-t-il dit", "dit"), ("a-t-elle déclaré", "déclaré")])
def test_a_french_participle_behind_its_pronoun(said: str, cue: str) -> None:
    (quote,) = found(f"« Nous partons », {said}.", "fr")
    assert (quote.speaker_text, quote.cue_text) == (said.split("-")[2].split(maxsplit=1)[0], cue)


@pytest.mark.parametrize(
    ("language", "text", "speaker", "words"),
    [
        ("es", "«Vamos», dijo el martes la alcaldesa Ana Ruiz.", "la alcaldesa Ana Ruiz", "Vamos"),
        ("es", "Ruiz calificó el plan de “absurdo”.", "Ruiz", "el plan de “absurdo”"),
        ("fr", "Selon le ministère, la ville avait proposé de l'argent.", "le ministère",
         "la ville avait proposé de l'argent"),
        ("de", "Schmidt nannte den Plan „absurd“.", "Schmidt", "den Plan „absurd“"),
        ("de", "Wie die Polizei mitteilte, wurden zwei Menschen verletzt.", "die Polizei",
         "wurden zwei Menschen verletzt"),
        ("de", "„Wir gehen“, so Schmidt weiter.", "Schmidt", "Wir gehen"),
        ("de", "„Wir gehen“, sagte Anna Schmidt der Zeitung.", "Anna Schmidt", "Wir gehen"),
    ],
)  # fmt: skip
def test_what_stands_beside_cue_and_speaker(
    language: str, text: str, speaker: str, words: str
) -> None:
    quote = found(text, language)[0]
    assert (quote.speaker_text, quote.text) == (speaker, words)


def test_for_is_no_report() -> None:
    assert found("Il a voté une loi « utile » pour la ville.", "fr") == []


@pytest.mark.parametrize(
    ("language", "text", "speaker", "words"),
    [
        ("fr", "« Il part, explique Luc Petit, délégué CGT. On reste. »",
         "Luc Petit, délégué CGT", "Il part On reste."),
        ("fr", "« Il part, rétorque la directrice, Anne Roux. On reste. »",
         "la directrice, Anne Roux", "Il part On reste."),
        ("fr", "« Il part, prévient la ministre, la crise va durer. »",
         "la ministre", "Il part la crise va durer."),
        ("fr", "« Il part, soupire-t-elle, mais on reste. »", "elle", "Il part mais on reste."),
        ("fr", "\"Il part, a répondu Luc à la presse. On reste.\"", "Luc", "Il part On reste."),
        ("fr", "« Que faire ? s'interroge Luc Petit. On reste. »",
         "Luc Petit", "Que faire ? On reste."),
        ("fr", "Il crie : « Je pars, martèle-t-il. Adieu. »", "il", "Je pars Adieu."),
        ("fr", "« On ira, promet Luc Petit, jusqu'au bout. »", "Luc Petit", "On ira jusqu'au bout."),
        ("fr", "« Il part, disait sa mère », a raconté Luc.", "Luc", "Il part, disait sa mère"),
        ("es", "«La crisis —dijo el ministro— no ha terminado».",
         "el ministro", "La crisis no ha terminado"),
    ],
)  # fmt: skip
def test_who_speaks_may_stand_within_the_marks(
    language: str, text: str, speaker: str, words: str
) -> None:
    (quote,) = found(text, language)
    assert (quote.speaker_text, quote.text, quote.kind) == (speaker, words, "direct")


def test_what_is_said_within_the_marks_twice_is_two_quotes() -> None:
    quotes = found("« Je pars, dit-il. Adieu, ajoute Luc. À demain. »", "fr")
    assert [(one.speaker_text, one.text, one.kind) for one in quotes] == [
        ("il", "Je pars", "direct"),
        ("Luc", "Adieu À demain.", "direct"),
    ]


@pytest.mark.parametrize(
    ("language", "text", "speaker", "words"),
    [
        ("fr", "Les élus estiment que tout va bien.", "Les élus", "que tout va bien"),
        ("es", "Los vecinos niegan que haya ruido.", "Los vecinos", "que haya ruido"),
        ("fr", "Luc Petit a refusé de commenter.", "Luc Petit", "de commenter"),
        ("fr", "Le préfet a appelé les habitants à « rester chez eux ».", "Le préfet",
         "à « rester chez eux »"),
        ("de", "Anna Schmidt kündigte an, die Regeln zu ändern.", "Anna Schmidt",
         "die Regeln zu ändern"),
        ("de", "Der Verband forderte den Minister auf, das Gesetz zu ändern.", "Der Verband",
         "das Gesetz zu ändern"),
        ("de", "Laut einem Gutachten des TÜV, das uns vorliegt, waren die Bremsen defekt.",
         "einem Gutachten des TÜV, das uns vorliegt", "waren die Bremsen defekt"),
        ("fr", "Selon Luc Petit, maire de Lyon, la situation est grave.",
         "Luc Petit, maire de Lyon", "la situation est grave"),
        ("de", "Anna Schmidt hofft auf eine Einigung.", "Anna Schmidt", "eine Einigung"),
        ("de", "Anna Schmidt sprach von einem „Armutszeugnis“.", "Anna Schmidt", "Armutszeugnis"),
        ("fr", "Interrogé par l’AFP, le ministre, Luc Petit, a refusé de commenter l’affaire.",
         "le ministre, Luc Petit", "de commenter l’affaire"),
        ("fr", "Pour l’économiste Paul Vidal, « c’est une grave erreur ».",
         "l’économiste Paul Vidal", "c’est une grave erreur"),
        ("es", "Para Elena Robles, portavoz del club, “esto es solo el principio”.",
         "Elena Robles, portavoz del club", "esto es solo el principio"),
        ("fr", "Grève à Lyon : « On est à bout », dit Luc Petit.", "Luc Petit", "On est à bout"),
        ("de", "Anna Schmidt rechnet damit, dass es regnet.", "Anna Schmidt", "dass es regnet"),
        ("es", "“No nos consta”, señalan desde la empresa.", "la empresa", "No nos consta"),
        ("es", "La alcaldesa se comprometió a revisar la ley.", "La alcaldesa", "a revisar la ley"),
        ("fr", "Le Havre, 2 août 2021 (AFP) - Tout a brûlé, a dit Luc Petit.", "Luc Petit",
         "Tout a brûlé"),
    ],
)  # fmt: skip
def test_what_else_reports(language: str, text: str, speaker: str, words: str) -> None:
    (quote,) = found(text, language)
    assert (quote.speaker_text, quote.text) == (speaker, words)


def test_whom_the_sentence_before_is_about_speaks_where_a_verb_has_no_subject() -> None:
    text = (
        "“Es tarde”, dijo Ana Pérez. El alcalde, Carles Mir, no fue. Preguntado, respondió: “No”."
    )
    assert [one.speaker_text for one in found(text, "es")] == [
        "Ana Pérez", "El alcalde, Carles Mir",
    ]  # fmt: skip
    (quote,) = found("Ana Gil, de 81 años, perdió su casa. “No queda nada”, cuenta.", "es")
    assert quote.speaker_text == "Ana Gil, de 81 años"


def test_what_a_headline_is_about_does_not_speak() -> None:
    assert found("Grève à l’usine de Sochaux : « On ne lâchera rien »", "fr") == []
    assert found("Fermeture de la maternité : « On ne lâchera rien »", "fr") == []
    (quote,) = found("Marie Dupont à Lyon : « On ne lâchera rien »", "fr")
    assert quote.speaker_text == "Marie Dupont à Lyon"
