from __future__ import annotations

import re

import pytest
import webencodings
from hypothesis import given
from hypothesis import strategies as st

from tests.support.suites import SUITES
from transforms.html.decode import decode, recode, sniff_encoding

CASES = [
    (b"\xef\xbb\xbfcaf\xc3\xa9", None, "café"),
    (b"\xff\xfeh\x00i\x00", None, "hi"),
    (b"\xfe\xff\x00h\x00i", "text/html; charset=utf-8", "hi"),
    (b"caf\xe9", None, "café"),
    (b"caf\xc3\xa9", None, "café"),
    (b"caf\xe9", "text/html; charset=ISO-8859-1", "café"),
    (b"<meta charset=windows-1251>\xcc\xe8\xf0", None, "<meta charset=windows-1251>Мир"),
    (b"\xcc\xe8\xf0", 'text/html; charset="windows-1251"', "Мир"),
    (b"<meta charset=iso-8859-1>\xe2\x80\x9cquoted\xe2\x80\x9d", None, "<meta charset=iso-8859-1>“quoted”"),
    (b"<meta charset=utf-16>plain", None, "<meta charset=utf-16>plain"),
    (b"<!-- <meta charset=euc-jp> -->\xe9", None, "<!-- <meta charset=euc-jp> -->é"),
    (b"bad \xff byte", "text/html; charset=utf-8", "bad \ufffd byte"),
    (b"", None, ""),
]


@pytest.mark.parametrize(("body", "header", "text"), CASES)
def test_decodes(body: bytes, header: str | None, text: str) -> None:
    assert decode(body, header) == text


def test_unknown_label_in_the_header_is_passed_over() -> None:
    assert sniff_encoding(b"<meta charset=euc-kr>", "text/html; charset=klingon") == ("euc-kr", 0)


def test_a_character_cut_off_at_the_end_is_still_utf_8() -> None:
    assert decode("déjà".encode()[:-1], None) == "déj\ufffd"


@given(st.binary(max_size=400), st.one_of(st.none(), st.text(max_size=30)))
def test_never_fails(body: bytes, header: str | None) -> None:
    assert isinstance(decode(body, header), str)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_utf_8_by_header_is_kept(text: str) -> None:
    body = text.encode()
    if not body.startswith((b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe")):
        assert decode(body, "text/html; charset=utf-8") == text


def test_conformance_suite() -> None:
    """Every case of the WHATWG's encoding tests but the one that needs a script to run."""
    folder = SUITES / "charset"
    if not folder.exists():
        pytest.skip("the conformance cases are not on this machine")
    wrong = []
    for path in sorted(folder.glob("*.dat")):
        if path.name == "scripted-tests1.dat":
            continue
        for case in re.split(rb"(?:^|\n)#data\n", path.read_bytes())[1:]:
            body, stated = case.rsplit(b"\n#encoding\n", 1)
            expected = webencodings.lookup(stated.split(b"\n")[0].decode().strip()).name
            if sniff_encoding(body, None)[0] != expected:
                wrong.append((path.name, body[:60], expected))
    assert wrong == []


SENTENCES = [
    ("windows-1251", "Паром столкнулся с баржей у входа в гавань, четырнадцать человек ранены, сообщила охрана порта."),
    ("koi8-r", "Паром столкнулся с баржей у входа в гавань, четырнадцать человек ранены, сообщила охрана порта."),
    ("gbk", "渡轮在港口外与驳船相撞，十四人受伤，港务局表示事故原因正在调查之中。"),
    ("big5", "渡輪在港口外與駁船相撞，十四人受傷，港務局表示事故原因正在調查之中。"),
    ("shift_jis", "港の外でフェリーとはしけが衝突し、十四人がけがをしたと港湾当局が発表しました。"),
    ("euc-jp", "港の外でフェリーとはしけが衝突し、十四人がけがをしたと港湾当局が発表しました。"),
    ("euc-kr", "항구 밖에서 여객선과 바지선이 충돌해 열네 명이 다쳤다고 항만 당국이 밝혔습니다."),
    ("windows-1256", "اصطدمت عبارة بصندل خارج الميناء فأصيب أربعة عشر شخصا، وقالت سلطات الميناء إن التحقيق جار."),
    ("windows-1250", "Loď se srazila s člunem před přístavem, čtrnáct lidí bylo zraněno, řekla správa přístavu."),
    (
        "windows-1252",
        "Die Fähre stieß vor dem Hafen mit einem Kahn zusammen, vierzehn Menschen wurden verletzt, größere Schäden.",
    ),
]


def write(sentence: str, head: str = "") -> str:
    return (
        f"<html><head>{head}<title>{sentence[:12]}</title></head><body><p>{sentence}</p><p>{sentence}</p></body></html>"
    )


@pytest.mark.parametrize(("encoding", "sentence"), SENTENCES)
def test_a_charset_that_is_not_declared(encoding: str, sentence: str) -> None:
    assert sentence in recode(write(sentence).encode(encoding), None, None).decode()


@pytest.mark.parametrize(("encoding", "sentence"), [(name, text) for name, text in SENTENCES if name != "windows-1252"])
def test_a_charset_that_is_called_utf_8(encoding: str, sentence: str) -> None:
    page = write(sentence, '<meta charset="utf-8">').encode(encoding)
    assert sentence in recode(page, "text/html; charset=utf-8", None).decode()


def test_the_country_of_an_address_helps_to_guess() -> None:
    body = "<p>Ураган</p>".encode("windows-1251")
    assert "Ураган" in recode(body, None, "https://новости.рф/a").decode()
    assert "Ураган" in recode(body, None, "https://news.example.ru/a").decode()
