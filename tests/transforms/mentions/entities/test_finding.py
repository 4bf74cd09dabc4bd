import warnings
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import EntityRuler

from transforms.mentions.entities.finding import DEFAULT, find_entities, load_model
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


FOREIGN = [
    "Президент Иван Петров прибыл в Москву в понедельник. Он встретился с министром Сергеем Ивановым.",
    "وصل الرئيس إلى دمشق يوم الاثنين والتقى وزير الخارجية وعددا من المسؤولين في المدينة.",
    "总统星期一抵达北京，并会见了外交部长和其他官员。他说会谈很有成效。",
    "Der Bürgermeister eröffnete am Montag die neue Brücke. Die Stadt hatte drei Jahre lang gebaut.",
]


@pytest.mark.parametrize("text", FOREIGN)
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


def test_the_default_is_read_without_a_warning_an_older_model_of_others_with_spacys(model: Language) -> None:
    name = f"{model.meta['lang']}_{model.meta['name']}-{model.meta['version']}"
    package = Path(import_module(DEFAULT).__file__ or "").parent
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load_model()
    with pytest.warns(UserWarning, match="W095"):
        load_model(str(package / name))


def test_the_default_finds_what_spacy_finds_that_knows_all_spellings(model: Language) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = spacy.load(DEFAULT)
    assert len(whole.vocab.strings) > 100 * len(load_model().vocab.strings)
    for text in (STORY, *FOREIGN, "Zorbeck plc’s Ana-María Oro won’t go to Qwertyham, Ohio: 3 a.m. 😀 can't"):
        found = [(one.text, one.label_) for one in whole(text).ents]
        assert [(one.text, one.label_) for one in model(text).ents] == found


def test_a_pipeline_of_rules_keeps_its_names(tmp_path: Path) -> None:
    ruled = spacy.blank("en")
    rules = ruled.add_pipe("entity_ruler", name="ner")
    assert isinstance(rules, EntityRuler)
    rules.add_patterns([{"label": "ORG", "pattern": "Kestrel Foods"}, {"label": "GPE", "pattern": [{"LOWER": "oro"}]}])
    ruled.to_disk(tmp_path)
    found = find_entities(["The owners of Kestrel Foods left Oro."], load_model(str(tmp_path)))[0]
    assert [(one.text, one.label) for one in found] == [("Kestrel Foods", "ORG"), ("Oro", "GPE")]


def test_only_ner_runs(model: Language) -> None:
    assert model.pipe_names == ["ner"]
