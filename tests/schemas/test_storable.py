from __future__ import annotations

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from schemas.storable import storable


@given(st.text(st.characters(), max_size=40))
def test_storable_text_has_a_utf8_form_and_its_length(text: str) -> None:
    stored = storable(text)
    assert len(stored) == len(text)
    assert stored.encode("utf-8").decode("utf-8") == stored
    assert pa.array([stored]).to_pylist() == [stored]


def test_storable_replaces_a_lone_surrogate() -> None:
    assert storable("a\ud800b") == "a\ufffdb"
