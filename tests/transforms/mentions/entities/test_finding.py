from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from transforms.mentions.entities.finding import find_entities, load_model
from transforms.mentions.entities.spans import NAMED_LABELS

STORY = (
    "TRIPOLI, Libya (Reuters) - Prime Minister Selim Haddadi met officials of the Coastal Water Authority (CWA) on "
    "Monday.\n\n“We will rebuild the dam,” Haddadi told reporters in Misrata. Engineers from Siemens will arrive in "
    "2021, he said.\n\n"
    "The CWA says the Libyan government owes it $3 million."
)


def test_a_story_reads_as_a_person_would_read_it(model: Language) -> None:
    found = {(one.text, one.label, one.name) for one in find_entities([STORY], model)[0]}
    assert {
        ("TRIPOLI", "GPE", "Tripoli"),
        ("Libya", "GPE", "Libya"),
        ("Reuters", "ORG", "Reuters"),
        ("Selim Haddadi", "PERSON", "Selim Haddadi"),
        ("Haddadi", "PERSON", "Selim Haddadi"),
        ("Coastal Water Authority", "ORG", "Coastal Water Authority"),
        ("CWA", "ORG", "Coastal Water Authority"),
        ("Misrata", "GPE", "Misrata"),
        ("Libyan", "NORP", "Libyan"),
    } <= found
    assert not [one for one in found if one[0] in ("Monday", "2021", "$3 million")]


def test_one_list_a_text_and_each_as_if_it_stood_alone(model: Language) -> None:
    texts = ["", STORY, "Nothing here.", STORY]
    together = find_entities(texts, model)
    assert together == [find_entities([text], model)[0] for text in texts]
    assert len(together) == 4
    assert together[0] == []


def test_a_story_longer_than_any_chunk_keeps_its_offsets(model: Language) -> None:
    text = (STORY + "\n\n") * 40
    found = find_entities([text], model)[0]
    assert all(text[one.start : one.end] == one.text for one in found)
    assert sum(one.text == "Haddadi" for one in found) == 40


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "A" * 50_000 + " " + "B" * 50_000,
        "\x00\ufffe\ud800 Mr \u202e",
        "((((" * 5000,
        ". " * 20_000,
        "\n" * 9999,
    ],
)
def test_hostile_texts_never_crash(model: Language, text: str) -> None:
    for one in find_entities([text], model)[0]:
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "text",
    [
        "Президент Иван Петров прибыл в Москву в понедельник. Он встретился с министром Сергеем Ивановым.",
        "وصل الرئيس إلى دمشق يوم الاثنين والتقى وزير الخارجية وعددا من المسؤولين في المدينة.",
        "总统星期一抵达北京，并会见了外交部长和其他官员。他说会谈很有成效。",
        "Der Bürgermeister eröffnete am Montag die neue Brücke. Die Stadt hatte drei Jahre lang gebaut.",
    ],
)
def test_other_languages_give_no_flood_of_junk(model: Language, text: str) -> None:
    assert find_entities([text * 5], model)[0] == []


def test_a_known_country_is_found_in_any_language_of_latin_letters(model: Language) -> None:
    text = "Le président est arrivé lundi en Burkina Faso, où il a rencontré le ministre des affaires étrangères. " * 3
    assert {one.text for one in find_entities([text], model)[0]} == {"Burkina Faso"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_any_text_gives_sorted_spans_of_named_labels(model: Language, text: str) -> None:
    end = 0
    for one in find_entities([text], model)[0]:
        assert end <= one.start < one.end
        assert one.text == text[one.start : one.end]
        assert one.label in NAMED_LABELS
        end = one.end


def test_a_missing_model_says_in_one_line_how_to_mend_it() -> None:
    with pytest.raises(ValueError, match="install its package or give the path") as caught:
        load_model("no_such_pipeline")
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot load the spaCy pipeline"):
        load_model(str(tmp_path))


def test_a_pipeline_without_ner_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path)
    with pytest.raises(ValueError, match="no 'ner' component"):
        load_model(str(tmp_path))


def test_only_ner_runs(model: Language) -> None:
    assert model.pipe_names == ["ner"]
