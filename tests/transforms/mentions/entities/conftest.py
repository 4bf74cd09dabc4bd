import pytest
from spacy.language import Language

from pipeline.place_index import open_place_index
from transforms.mentions.entities.finding import load_model
from transforms.mentions.places.index import PlaceIndex


@pytest.fixture(scope="session")
def model() -> Language:
    return load_model()


@pytest.fixture(scope="session")
def places() -> PlaceIndex:
    return open_place_index()
