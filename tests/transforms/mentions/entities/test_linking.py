"""Short forms of people's names."""

from __future__ import annotations

from transforms.mentions.entities.linking import link_people


def test_short_forms_lead_to_the_full_name() -> None:
    assert link_people({"Mara del Orovec": "PERSON"}) == dict.fromkeys(["Orovec", "Mara"], "Mara del Orovec")


def test_a_name_without_end_has_few_short_forms() -> None:
    assert len(link_people({"Mara " * 30_000 + "Orovec": "PERSON"})) < 12
