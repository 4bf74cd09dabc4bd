from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.language import detect_language

TEXTS = {
    "en": "The harbour authority said on Tuesday that two ferries had collided in thick fog, and that nobody was hurt.",
    "de": "Die Hafenbehörde teilte am Dienstag mit, dass zwei Fähren im dichten Nebel zusammengestoßen seien.",
    "fr": "L'autorité portuaire a déclaré mardi que deux ferries étaient entrés en collision dans un épais brouillard.",
    "es": "La autoridad portuaria dijo el martes que dos transbordadores habían chocado en medio de una espesa niebla.",
    "ar": "قالت سلطة الميناء يوم الثلاثاء إن عبارتين اصطدمتا وسط ضباب كثيف ولم يصب أحد بأذى.",
    "ru": "Управление порта сообщило во вторник, что два парома столкнулись в густом тумане, никто не пострадал.",
    "ja": "港湾当局は火曜日、濃い霧の中で二隻のフェリーが衝突したが、けが人はいなかったと発表した。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_names_the_language(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "OK", "12:30", "Reuters", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20"])
def test_says_nothing_when_unsure(text: str) -> None:
    assert detect_language(text) is None


@given(st.text(max_size=300))
def test_never_fails(text: str) -> None:
    found = detect_language(text)
    assert found is None or len(found) == 2
