import pytest

from pipeline.place_index import open_place_index
from transforms.mentions.places.index import PlaceIndex


@pytest.fixture(scope="session")
def index() -> PlaceIndex:
    return open_place_index()
