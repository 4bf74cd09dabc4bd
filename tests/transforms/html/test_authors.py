from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.html.authors import find_authors
from transforms.html.head import read_head
from transforms.html.headline_area import find_headline_area
from transforms.html.main_text import survey_page
from transforms.html.person_names import clean_names, is_person, looks_like_name, signing_body
from transforms.html.tree import parse_document

CASES = [
    (["Jane Ferrier"], ("Jane Ferrier",)),
    (["By Jane Ferrier"], ("Jane Ferrier",)),
    (["Von Karl Deich und Anna Siel"], ("Karl Deich", "Anna Siel")),
    (["Jane Ferrier, Tom Quay and Li Harbour"], ("Jane Ferrier", "Tom Quay", "Li Harbour")),
    (["Jane Ferrier", "JANE FERRIER"], ("Jane Ferrier",)),
    (["Jane Ferrier, Senior Reporter"], ("Jane Ferrier",)),
    (["Jane Ferrier (Port Linden)"], ("Jane Ferrier",)),
    (["By Jane Ferrier 12/22/2023 05:00 AM EST"], ("Jane Ferrier",)),
    (["Jane Ferrier March 5, 2024 • 3 min read"], ("Jane Ferrier",)),
    (["Jane Ferrier | The Linden Courier"], ("Jane Ferrier",)),
    (["Jane Ferrier, Tom Quay, and Li Harbour"], ("Jane Ferrier", "Tom Quay", "Li Harbour")),
    (["Tom Quay, Sr., Jane Ferrier"], ("Tom Quay, Sr", "Jane Ferrier")),
    (["Tom Quay, Sr. Director of Harbours"], ("Tom Quay",)),
    (["Jane Ferrier, NDR HAFENSTADT"], ("Jane Ferrier",)),
    (["Photos and story by Jane Ferrier"], ("Jane Ferrier",)),
    (["김하나 기자"], ("김하나",)),
    (["Reuters"], ()),
    (["Associated Press"], ()),
    (["dpa"], ()),
    (["News Desk"], ()),
    (["https://news.example/authors/jane"], ()),
    (["jane@news.example"], ()),
    (["admin"], ()),
    (["Example News"], ()),
    (["Tom Quay &amp; Jane Ferrier"], ("Tom Quay", "Jane Ferrier")),
    (["渡辺花子"], ("渡辺花子",)),
    (["By Jane Ferrier @janeferrier"], ("Jane Ferrier",)),
    (["Skrevet av Jane Ferrier"], ("Jane Ferrier",)),
]


@pytest.mark.parametrize(("stated", "names"), CASES)
def test_persons_of_statements(stated: list[str], names: tuple[str, ...]) -> None:
    assert clean_names(stated, {"example news"}) == names


def test_a_body_signs_where_no_person_does() -> None:
    assert signing_body(["By Associated Press"], set()) == ("Associated Press",)
    assert signing_body(["https://news.example/ap", "4711"], set()) == ()


def test_visible_text_must_be_written_like_a_name() -> None:
    assert looks_like_name("Maria van der Berg")
    assert not looks_like_name("the harbour at night")


@given(st.text(max_size=120))
def test_whatever_is_stated_no_name_is_empty_or_an_address(stated: str) -> None:
    for name in clean_names([stated], set()):
        assert name == name.strip()
        assert is_person(name, set())
        assert "@" not in name


TITLE = "Two ferries collide in fog outside Port Linden"
STORY = "<p>Two ferries collided in thick fog outside the harbour on Tuesday, and fourteen people were hurt.</p>" * 6


def find(byline: str, head: str = "", below: str = "") -> tuple[str, ...]:
    body = f"<main><h1>{TITLE}</h1>{byline}{STORY}</main>{below}"
    document = parse_document(f"<html><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>")
    survey = survey_page(document.root)
    around = find_headline_area(survey.walk, survey.verdicts, TITLE)
    return find_authors(read_head(document, survey.walk, "https://news.example/a"), survey, around)


def linked(*names: str, kind: str = "Person") -> str:
    authors = ",".join(f'{{"@type": "{kind}", "name": "{name}"}}' for name in names)
    return (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": [{authors}],'
        '"publisher": {"name": "News Example"}}</script>'
    )


@pytest.mark.parametrize(
    ("byline", "head", "names"),
    [
        # The byline is fuller than what is stated for machines.
        ("<p>By Jane Ferrier and Tom Quay, NE</p>", linked("Jane Ferrier"), ("Jane Ferrier", "Tom Quay")),
        ("<p>By Jane Ferrier, Port Linden</p>", linked("Jane Ferrier"), ("Jane Ferrier",)),
        ("<p>By Jane Ferrier on May 20, 2025 at 3:53PM</p>", linked("Jane Ferrier"), ("Jane Ferrier",)),
        # Those who did not write it are stated too.
        ("<p>By Jane Ferrier</p><p>Photography by Tom Quay</p>", linked("Jane Ferrier", "Tom Quay"), ("Jane Ferrier",)),
        (
            "<p>By Jane Ferrier</p><div><b>Contributions from</b><p>Tom Quay</p><p>Li Harbour</p></div>",
            linked("Jane Ferrier", "Tom Quay", "Li Harbour"),
            ("Jane Ferrier",),
        ),
        ("<p>By Jane Ferrier</p><p>and Tom Quay</p>", linked("Jane Ferrier", "Tom Quay"), ("Jane Ferrier", "Tom Quay")),
        # Glued spans; what comes before "by"; links to the authors' pages.
        ("<div><span>By</span><span>Jane Ferrier</span><span>Updated 5 hours ago</span></div>", "", ("Jane Ferrier",)),
        ("<p>posted on 2025-05-20 23:30 EST by Jane Ferrier</p>", "", ("Jane Ferrier",)),
        ('<p><a href="/author/jf">Jane Ferrier</a></p>', "", ("Jane Ferrier",)),
        ('<p><a href="/people/jf">Jane Ferrier</a></p>', "", ()),
        ('<p><a href="/team/jane-ferrier">Jane Ferrier</a><i>20.05.2025</i></p>', "", ("Jane Ferrier",)),
        ('<p><a href="/@jf">Jane Ferrier</a></p>', "", ("Jane Ferrier",)),
        ('<p class="byline"><b>12 comments</b></p><p>by HarbourFox, May 20th 2025</p>', "", ("HarbourFox",)),
        # Names of several marked elements; posts and places behind them; names of two halves.
        (
            "<p>By {}, {} and {}</p>".format(
                *(f'<i itemprop="author">{name}</i>' for name in ("Jane Ferrier", "Tom Quay", "Li Harbour"))
            ),
            "",
            ("Jane Ferrier", "Tom Quay", "Li Harbour"),
        ),
        (
            '<p><a rel="author" href="/j">Jane Ferrier</a> and <a rel="author" href="/t">Tom Quay</a> at sea</p>',
            '<meta name="author" content="Jane Ferrier">',
            ("Jane Ferrier", "Tom Quay"),
        ),
        ("<p>By Jane Ferrier and Tom Quay in Linden; editing by Li Harbour</p>", "", ("Jane Ferrier", "Tom Quay")),
        ("<p>Par Jane Ferrier, Anne Quai Correspondante à Linden</p>", "", ("Jane Ferrier", "Anne Quai")),
        ("<p>Jane Ferrier as told to Tom Quay</p>", linked("Jane Ferrier as told to Tom Quay"), ("Tom Quay",)),
        ("", linked("Ana Moura e Castro"), ("Ana Moura e Castro",)),
        ("", linked("Ana Moura y Eva Castro Gil"), ("Ana Moura", "Eva Castro Gil")),
        ('<p class="author">[海野 潮，港ニュース]</p>', "", ("海野 潮",)),
        ('<p class="author">作者：海潮生</p>', "", ("海潮生",)),
        ('<p class="author">本报记者 海潮生</p>', "", ("海潮生",)),
        ('<p><a href="/about/editors/jane-ferrier/">Jane Ferrier</a></p>', "", ("Jane Ferrier",)),
        # Each of two names a link of its own; a name that microdata state and do not show.
        (
            '<div class="byline">By <a href="/by/1">Jane Ferrier</a> and <a href="/by/2">Tom Quay</a></div>',
            "",
            ("Jane Ferrier", "Tom Quay"),
        ),
        (
            '<span itemprop="author" itemscope><meta itemprop="name" content="Jane Ferrier"></span>',
            "",
            ("Jane Ferrier",),
        ),
        ('<p class="author">港报快讯／海潮生</p>', "", ("海潮生",)),
        ("<p>2025-05-20 10:32 来源：港网 作者：海潮生 编辑：林舟</p>", "", ("海潮生",)),
        ("<p>记者从港务局获悉，两艘渡轮相撞。</p>", "", ()),
        ("<p>रिपोर्ट: सागर नाविक, बंदरगाह</p>", "", ("सागर नाविक",)),
        # A day behind the name, short or with "on"; who took the pictures behind a point; a post in a line of its own.
        ("<p>by Jane Ferrier on 20 May 2025</p>", "", ("Jane Ferrier",)),
        ("<p>By Jane Ferrier and Tom Quay Tue 20 May 2025</p>", "", ("Jane Ferrier", "Tom Quay")),
        ("<p>STORY BY Jane Ferrier · PHOTOS BY Tom Quay</p>", "", ("Jane Ferrier",)),
        ("<div>Jane Ferrier</div><div>Harbour correspondent</div>", "", ("Jane Ferrier",)),
        # Bodies: the one that signs before the site itself.
        ("<p>By Associated Press</p>", linked("News Example", kind="Organization"), ("Associated Press",)),
        ("<p>By News Example with agencies</p>", linked("News Example", kind="Organization"), ("News Example",)),
        ("<p>From what we know, nobody is missing</p>", linked("News Example", kind="Organization"), ("News Example",)),
    ],
)
def test_authors_of_a_page(byline: str, head: str, names: tuple[str, ...]) -> None:
    assert find(byline, head) == names


def test_an_author_of_linked_data_by_id_or_as_json_in_a_string() -> None:
    person = '{"@type": "Person", "@id": "#jane", "name": "Jane Ferrier"}'
    graph = f'{{"@graph": [{{"@type": "NewsArticle", "author": {{}}}}, {person}]}}'
    quoted = person.replace('"', '\\"')
    for author in ('{"@id": "#jane"}', '"#jane"', f'"[{quoted}]"'):
        assert find("", f'<script type="application/ld+json">{graph.replace("{}", author)}</script>') == (
            "Jane Ferrier",
        )


def test_a_site_s_name_with_a_bar_is_one_name() -> None:
    head = '<meta property="og:site_name" content="Quay|9">' + linked("Quay|9", kind="Organization")
    assert find("", head) == ("Quay|9",)


def test_a_signature_at_the_end() -> None:
    assert find("", "", "<p><b>Jane Ferrier</b></p>") == ("Jane Ferrier",)
    assert find("", "", "<p>(Reporting by Jane Ferrier; editing by Tom Quay)</p>") == ("Jane Ferrier",)
    assert find("", "", "<p>Linden Harbour</p>") == ()


def test_a_body_that_signs_in_a_line_of_its_own() -> None:
    teaser = '<div><h4>Whales seen</h4><span class="author"><a href="/author/tq">Tom Quay</a></span></div>'
    assert find(f"<p>Harbour staff</p>{teaser}", linked("Harbour staff")) == ("Harbour staff",)


def test_authors_of_other_articles_are_not_this_one_s() -> None:
    teasers = "".join(
        f'<div><p>Teaser {place}</p><a rel="author" href="/a">Li Harbour</a></div>' for place in range(20)
    )
    assert find('<p class="author">NE desk</p>', "", teasers) == ("NE desk",)
