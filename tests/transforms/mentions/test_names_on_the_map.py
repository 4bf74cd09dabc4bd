"""What a doubting analyst would try: names of two or more things, read by the default model and put on the map."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.place_index import open_place_index
from transforms.mentions.entities.finding import find_entities, load_model
from transforms.mentions.places.index import PlaceIndex
from transforms.mentions.places.resolving import resolve_places
from transforms.text.dateline import find_dateline

CASES: list[tuple[str, dict[str, tuple[str, str | None]]]] = [
    (
        (
            "Jordan Henderson joined the club from Sunderland. Henderson, 30, said he was glad. Jordan's "
            "king was not asked."
        ),
        {"Jordan Henderson": ("PERSON", None), "Henderson": ("PERSON", None), "Sunderland": ("GPE", "GB")},
    ),
    (
        "Chad Smith, 41, of Tulsa, Oklahoma, was arrested on Tuesday, police said. Smith denied the charge.",
        {"Chad Smith": ("PERSON", None), "Tulsa": ("GPE", "US"), "Oklahoma": ("GPE", "US"), "Smith": ("PERSON", None)},
    ),
    (
        "TBILISI, Georgia (AP) - Thousands marched against the government of Georgia on Saturday.",
        {"TBILISI": ("GPE", "GE"), "Georgia": ("GPE", "GE"), "AP": ("ORG", None)},
    ),
    (
        (
            "ATLANTA (AP) - Georgia's governor signed the law on Monday. Republicans in Georgia had asked "
            "for it, and Savannah's mayor protested."
        ),
        {"ATLANTA": ("GPE", "US"), "Georgia": ("GPE", "US"), "Savannah": ("GPE", "US")},
    ),
    (
        "Washington warned Tehran on Monday. Tehran said Washington was bluffing.",
        {"Washington": ("GPE", "US"), "Tehran": ("GPE", "IR")},
    ),
    (
        "A bus crashed near London, Ontario, on Sunday, the Ontario Provincial Police said.",
        {"London": ("GPE", "CA"), "Ontario": ("GPE", "CA"), "Ontario Provincial Police": ("ORG", None)},
    ),
    (
        "Researchers in Cambridge, Mass., published the study; a team at Harvard University in Cambridge helped.",
        {"Cambridge": ("GPE", "US"), "Mass.": ("GPE", "US"), "Harvard University": ("ORG", None)},
    ),
    (
        "Gunmen clashed in Tripoli, Lebanon, for a second day. Residents of Tripoli fled to Beirut.",
        {"Tripoli": ("GPE", "LB"), "Lebanon": ("GPE", "LB"), "Beirut": ("GPE", "LB")},
    ),
    (
        "Looters sacked shops in Valencia, Venezuela, after the blackout. Valencia's mayor blamed Caracas.",
        {"Valencia": ("GPE", "VE"), "Venezuela": ("GPE", "VE"), "Caracas": ("GPE", "VE")},
    ),
    (
        "A train derailed near Hyderabad, Pakistan, on Thursday, killing six. Hospitals in Hyderabad asked for blood.",
        {"Hyderabad": ("GPE", "PK"), "Pakistan": ("GPE", "PK")},
    ),
    (
        "The Danube burst its banks near Passau. The Rhine and the Elbe rose too, and snow fell in the Alps.",
        {"Danube": ("LOC", None), "Rhine": ("LOC", None), "Alps": ("LOC", None), "Passau": ("GPE", "DE")},
    ),
    (
        (
            "Settlers attacked a village in the West Bank on Monday, the Palestinian Red Crescent said. "
            "Israeli soldiers came to Nablus."
        ),
        {
            "West Bank": ("LOC", "PS"),
            "Palestinian Red Crescent": ("ORG", None),
            "Israeli": ("NORP", "IL"),
            "Nablus": ("GPE", "PS"),
        },
    ),
    (
        "Missiles hit Kyiv overnight. In Kiev, as Moscow calls it, three people died.",
        {"Kyiv": ("GPE", "UA"), "Kiev": ("GPE", "UA"), "Moscow": ("GPE", "RU")},
    ),
    (
        "Burma's generals, who renamed the country Myanmar, moved troops from Rangoon to Naypyidaw.",
        {"Burma": ("GPE", "MM"), "Myanmar": ("GPE", "MM"), "Rangoon": ("GPE", "MM"), "Naypyidaw": ("GPE", "MM")},
    ),
    (
        (
            "GUNMEN KILL 14 IN ATTACK ON MARKET IN MAIDUGURI\n\nGunmen killed 14 people at a market in "
            "Maiduguri, Nigeria, on Sunday."
        ),
        {"MAIDUGURI": ("GPE", "NG"), "Maiduguri": ("GPE", "NG"), "Nigeria": ("GPE", "NG")},
    ),
    (
        "ISRAEL AND HAMAS AGREE TO TRUCE, QATAR SAYS\n\nIsrael and Hamas agreed to a truce, Qatar said.",
        {"ISRAEL": ("GPE", "IL"), "QATAR": ("GPE", "QA"), "HAMAS": ("ORG", None), "Hamas": ("ORG", None)},
    ),
    (
        (
            "President Bashar al-Assad spoke in Damascus. Assad, whose father Hafez al-Assad ruled before "
            "him, blamed al-Qaeda and al-Nusra Front."
        ),
        {
            "Bashar al-Assad": ("PERSON", None),
            "Damascus": ("GPE", "SY"),
            "Assad": ("PERSON", None),
            "Hafez al-Assad": ("PERSON", None),
            "al-Qaeda": ("ORG", None),
        },
    ),
    (
        "Abdel Fattah al-Sisi received Mohammed bin Salman in Cairo. Sisi and bin Salman spoke of Gaza.",
        {
            "Abdel Fattah al-Sisi": ("PERSON", None),
            "Mohammed bin Salman": ("PERSON", None),
            "Cairo": ("GPE", "EG"),
            "Sisi": ("PERSON", None),
            "Gaza": ("LOC", "PS"),
        },
    ),
    (
        "Kim Jong Un watched the test. Kim's sister, Kim Yo Jong, scolded Seoul. Yoon Suk Yeol replied from Seoul.",
        {
            "Kim Jong Un": ("PERSON", None),
            "Kim Yo Jong": ("PERSON", None),
            "Seoul": ("GPE", "KR"),
            "Yoon Suk Yeol": ("PERSON", None),
        },
    ),
    (
        (
            "Jean-Luc Mélenchon and Nathalie Kosciusko-Morizet debated in Lyon. Kosciusko-Morizet said "
            "Mélenchon was wrong."
        ),
        {
            "Jean-Luc Mélenchon": ("PERSON", None),
            "Nathalie Kosciusko-Morizet": ("PERSON", None),
            "Lyon": ("GPE", "FR"),
            "Kosciusko-Morizet": ("PERSON", None),
            "Mélenchon": ("PERSON", None),
        },
    ),
    (
        "The Obama administration sent envoys to Havana. The Trump administration called them back.",
        {"Obama": ("PERSON", None), "Havana": ("GPE", "CU"), "Trump": ("PERSON", None)},
    ),
    (
        (
            "PARIS (Reuters) - French police arrested five men, Agence France-Presse reported. Xinhua and "
            "TASS carried the news."
        ),
        {
            "PARIS": ("GPE", "FR"),
            "Reuters": ("ORG", None),
            "French": ("NORP", "FR"),
            "Agence France-Presse": ("ORG", None),
            "Xinhua": ("ORG", None),
            "TASS": ("ORG", None),
        },
    ),
    (
        "Washington Post reporter Ann Dvorek was held in Juba. The Washington Post asked for her release.",
        {"Washington Post": ("ORG", None), "Ann Dvorek": ("PERSON", None), "Juba": ("GPE", "SS")},
    ),
    (
        "The U.S. and the U.K. struck Houthi positions near Hodeidah. U.S. Central Command confirmed it.",
        {
            "U.S.": ("GPE", "US"),
            "U.K.": ("GPE", "GB"),
            "Hodeidah": ("GPE", "YE"),
            "U.S. Central Command": ("ORG", None),
        },
    ),
    (
        "M23 rebels took Goma in the Democratic Republic of Congo; Rwanda denies that it arms M23.",
        {
            "M23": ("ORG", None),
            "Goma": ("GPE", "CD"),
            "Democratic Republic of Congo": ("GPE", "CD"),
            "Rwanda": ("GPE", "RW"),
        },
    ),
    (
        "St. Petersburg's governor met the patriarch in Moscow. Russia's second city, St. Petersburg, mourns.",
        {"St. Petersburg": ("GPE", "RU"), "Moscow": ("GPE", "RU"), "Russia": ("GPE", "RU")},
    ),
    (
        "Birmingham, Alabama, and Jackson, Mississippi, flooded. In Birmingham, four died.",
        {"Birmingham": ("GPE", "US"), "Alabama": ("GPE", "US"), "Jackson": ("GPE", "US"), "Mississippi": ("GPE", "US")},
    ),
    (
        "Sydney Sweeney flew from Sydney to Perth. Sweeney plays a nurse.",
        {"Sydney Sweeney": ("PERSON", None), "Perth": ("GPE", "AU"), "Sweeney": ("PERSON", None)},
    ),
    (
        "Sen. Lindsey Graham, R-S.C., and Rep. Ilhan Omar, D-Minn., quarrelled. Omar walked out.",
        {
            "Lindsey Graham": ("PERSON", None),
            "S.C.": ("GPE", "US"),
            "Ilhan Omar": ("PERSON", None),
            "Omar": ("PERSON", None),
        },
    ),
    (
        "The Hague court heard the case of Ivory Coast's Laurent Gbagbo. Côte d'Ivoire's government did not comment.",
        {"Ivory Coast": ("GPE", "CI"), "Laurent Gbagbo": ("PERSON", None), "Côte d'Ivoire": ("GPE", "CI")},
    ),
    (
        "Niger's junta expelled the envoy of France. Nigeria and Benin closed their borders with Niger.",
        {"Niger": ("GPE", "NE"), "Nigeria": ("GPE", "NG"), "Benin": ("GPE", "BJ"), "France": ("GPE", "FR")},
    ),
    (
        "Guinea-Bissau, Guinea, Equatorial Guinea and Papua New Guinea abstained.",
        {
            "Guinea-Bissau": ("GPE", "GW"),
            "Guinea": ("GPE", "GN"),
            "Equatorial Guinea": ("GPE", "GQ"),
            "Papua New Guinea": ("GPE", "PG"),
        },
    ),
    (
        "Police in Newcastle, KwaZulu-Natal, said four miners died. Newcastle's mine was closed.",
        {"Newcastle": ("GPE", "ZA"), "KwaZulu-Natal": ("GPE", "ZA")},
    ),
    (
        (
            "Gaza's health ministry said 12 people were killed in Rafah and Khan Younis. The Israel Defense "
            "Forces (IDF) denied it; the IDF said it hit Hamas."
        ),
        {
            "Gaza": ("LOC", "PS"),
            "Rafah": ("GPE", "PS"),
            "Khan Younis": ("GPE", "PS"),
            "IDF": ("ORG", None),
            "Hamas": ("ORG", None),
        },
    ),
    (
        "Planes were grounded at Heathrow and Gatwick; Schiphol and Charles de Gaulle Airport stayed open.",
        {"Heathrow": ("FAC", "GB"), "Gatwick": ("FAC", "GB"), "Schiphol": ("FAC", "NL")},
    ),
    (
        (
            "Lebanon's Hezbollah fired rockets at Kiryat Shmona. Hassan Nasrallah, Hezbollah's leader, "
            "spoke from Beirut's Dahiyeh."
        ),
        {
            "Lebanon": ("GPE", "LB"),
            "Hezbollah": ("ORG", None),
            "Kiryat Shmona": ("GPE", "IL"),
            "Hassan Nasrallah": ("PERSON", None),
            "Beirut": ("GPE", "LB"),
        },
    ),
    (
        "India and Pakistan traded fire across Kashmir. In Srinagar, in Indian-administered Kashmir, five died.",
        {"India": ("GPE", "IN"), "Pakistan": ("GPE", "PK"), "Kashmir": ("LOC", None), "Srinagar": ("GPE", "IN")},
    ),
    (
        "Madrid (EFE) - Spain's Pedro Sanchez met Morocco's Aziz Akhannouch in Rabat.",
        {
            "Madrid": ("GPE", "ES"),
            "Pedro Sanchez": ("PERSON", None),
            "Morocco": ("GPE", "MA"),
            "Aziz Akhannouch": ("PERSON", None),
            "Rabat": ("GPE", "MA"),
        },
    ),
    (
        "Floods in Punjab, Pakistan, displaced thousands. In Lahore, schools closed.",
        {"Punjab": ("GPE", "PK"), "Pakistan": ("GPE", "PK"), "Lahore": ("GPE", "PK")},
    ),
    (
        "Farmers in Punjab blocked roads to Delhi, and India's agriculture minister asked for talks in Chandigarh.",
        {"Punjab": ("GPE", "IN"), "Delhi": ("GPE", "IN"), "Chandigarh": ("GPE", "IN")},
    ),
    (
        "In Cordoba, Argentina, police used gas. Cordoba's governor apologised in Buenos Aires.",
        {"Cordoba": ("GPE", "AR"), "Buenos Aires": ("GPE", "AR")},
    ),
    (
        "Militants stormed a hotel in Granada, Nicaragua. Managua sent soldiers to Granada.",
        {"Granada": ("GPE", "NI"), "Managua": ("GPE", "NI")},
    ),
    (
        "Mayor Eric Adams of New York said New York City was safe. Governor Kathy Hochul spoke in Albany.",
        {
            "Eric Adams": ("PERSON", None),
            "New York": ("GPE", "US"),
            "New York City": ("GPE", "US"),
            "Kathy Hochul": ("PERSON", None),
            "Albany": ("GPE", "US"),
        },
    ),
    (
        "Ethiopia's Tigray People's Liberation Front (TPLF) said Mekelle was calm. The TPLF controls much of Tigray.",
        {"Ethiopia": ("GPE", "ET"), "TPLF": ("ORG", None), "Mekelle": ("GPE", "ET"), "Tigray": ("GPE", "ET")},
    ),
    (
        "In Kingston, Ontario, a prison guard was stabbed. Correctional Service Canada is investigating in Kingston.",
        {"Kingston": ("GPE", "CA"), "Ontario": ("GPE", "CA")},
    ),
    (
        (
            "TRIPOLI (Reuters) - Rival militias clashed in the Libyan capital on Friday, the Government of "
            "National Unity said."
        ),
        {"TRIPOLI": ("GPE", "LY"), "Libyan": ("NORP", "LY"), "Reuters": ("ORG", None)},
    ),
]
"""A text, and by name the label and the country of each of its mentions."""


@pytest.fixture(scope="module")
def model() -> Language:
    return load_model()


@pytest.fixture(scope="module")
def places() -> PlaceIndex:
    return open_place_index()


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:30] for text, _ in CASES])
def test_each_name_is_what_a_reader_takes_it_for(
    model: Language, places: PlaceIndex, text: str, expected: dict[str, tuple[str, str | None]]
) -> None:
    (entities,) = find_entities([text], model, places)
    dateline = find_dateline(text)
    found: dict[str, set[tuple[str, str | None]]] = {name: set() for name in expected}
    for entity in resolve_places(text, entities, places, dateline.place if dateline else None):
        if entity.text in found:
            found[entity.text].add((entity.label, entity.place.country if entity.place else None))
    assert found == {name: {facts} for name, facts in expected.items()}
