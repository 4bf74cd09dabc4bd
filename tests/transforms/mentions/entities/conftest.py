import pytest
from spacy.language import Language

from transforms.mentions.entities.finding import load_model


@pytest.fixture(scope="session")
def model() -> Language:
    return load_model()
