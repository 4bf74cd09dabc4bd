"""What French sentences say. A story is dated Wednesday 14 October 2015."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates

DAYS = [
    ("Un hommage sera rendu vendredi.", {"vendredi": "2015-10-16"}),
    ("Le salon se tient du 23 au 27 octobre.", {"23 au 27 octobre": "2015-10-23/2015-10-27"}),
    ("Deux hommes ont fui lundi, selon la police.", {"lundi": "2015-10-12"}),
    ("Les rebelles ont attaqué mardi un poste.", {"mardi": "2015-10-13"}),
    ("Le président parlera vendredi.", {"vendredi": "2015-10-16"}),
    ("La cour se réunit jeudi.", {"jeudi": "2015-10-15"}),
    ("Le blessé est mort jeudi.", {"jeudi": "2015-10-08"}),
    ("Un hôtel a brûlé samedi dernier.", {"samedi dernier": "2015-10-10"}),
    ("La trêve commence lundi prochain.", {"lundi prochain": "2015-10-19"}),
    ("L'homme interpellé samedi sera jugé.", {"samedi": "2015-10-10"}),
    ("Le match prévu vendredi est annulé.", {"vendredi": "2015-10-16"}),
    ("Le procès a été reporté à vendredi.", {"vendredi": "2015-10-16"}),
    ("La plage est fermée jusqu'à samedi.", {"samedi": "2015-10-17"}),
    ("À partir de vendredi, la plage ferme.", {"vendredi": "2015-10-16"}),
    ("Il pleut depuis samedi.", {"samedi": "2015-10-10"}),
    ("Il est tombé le 3 mai 2014, un samedi.", {"3 mai 2014": "2014-05-03", "un samedi": "2014-05-03"}),
    ("Le pont a ouvert le 1er mai.", {"1er mai": "2015-05-01"}),
    ("Le pont ouvrira le 1er mai.", {"1er mai": "2016-05-01"}),
    ("L'attaque du 2 décembre a fait des veuves.", {"2 décembre": "2014-12-02"}),
    ("La note du 05/07/2014 et celle du 2014-11-02.", {"05/07/2014": "2014-07-05", "2014-11-02": "2014-11-02"}),
    ("Ils voteront dimanche 18 octobre.", {"dimanche 18 octobre": "2015-10-18"}),
    ("Ils voteront dimanche 18.", {"dimanche 18": "2015-10-18"}),
    ("Il est venu le mardi de la semaine dernière.", {"mardi de la semaine dernière": "2015-10-06"}),
    ("Aujourd'hui il pleut, hier il a neigé.", {"Aujourd'hui": "2015-10-14", "hier": "2015-10-13"}),
    ("Avant-hier il a plu, après-demain il neigera.", {"Avant-hier": "2015-10-12", "après-demain": "2015-10-16"}),
    ("Hier mardi, il a neigé.", {"Hier mardi": "2015-10-13"}),
    ("Tombé le 1er octobre, il est mort le lendemain.", {"1er octobre": "2015-10-01", "lendemain": "2015-10-02"}),
    ("Il est mort le 2 octobre, sorti la veille.", {"2 octobre": "2015-10-02", "veille": "2015-10-01"}),
    ("Il a fui le lendemain du raid du 3 octobre.", {"lendemain": "2015-10-04", "3 octobre": "2015-10-03"}),
    ("Le premier dimanche de mai, il a plu.", {"premier dimanche de mai": "2015-05-03"}),
    ("C'était le 6 du mois dernier.", {"6 du mois dernier": "2015-09-06"}),
]

RANGES = [
    ("Entre le 3 janvier et le 9 septembre, 30 sont morts.", {"3 janvier": "2015-01-03", "9 septembre": "2015-09-09"}),
    ("La foire a eu lieu du 3 au 9 octobre.", {"3 au 9 octobre": "2015-10-03/2015-10-09"}),
    ("Entre le 20 et le 23 février, 30 sont morts.", {"Entre le 20 et le 23 février": "2015-02-20/2015-02-23"}),
    ("Du 28 décembre au 4 janvier 2012, il a plu.", {"28 décembre": "2011-12-28", "4 janvier 2012": "2012-01-04"}),
    ("Il y a eu des heurts les 3 et 5 octobre.", {"3": "2015-10-03", "5 octobre": "2015-10-05"}),
    ("Il a régné de 1936 à 1939.", {"1936": "1936", "1939": "1939"}),
    ("Il a plu de mai à juillet 2014.", {"mai à juillet 2014": "2014-05/2014-07"}),
    ("Le bac fermera de vendredi à dimanche.", {"vendredi": "2015-10-16", "dimanche": "2015-10-18"}),
]

PARTS_OF_THE_DAY = [
    ("Cela a brûlé vendredi soir.", {"vendredi soir": "2015-10-09TEV"}),
    ("Cela a brûlé dans la nuit de vendredi à samedi.", {"nuit de vendredi à samedi": "2015-10-09TNI"}),
    ("Cela a brûlé dans la nuit du 3 au 4 mai.", {"nuit du 3 au 4 mai": "2015-05-03TNI"}),
    ("Hier soir et ce matin, il a plu.", {"Hier soir": "2015-10-13TEV", "ce matin": "2015-10-14TMO"}),
    ("Il a explosé lundi à 19h15.", {"lundi à 19h15": "2015-10-12T19:15"}),
    ("Il a explosé vers 7 heures.", {"7 heures": "2015-10-14T07:00"}),
    ("Il a explosé à huit heures du soir.", {"huit heures du soir": "2015-10-14T20:00"}),
    ("Il a duré 7 heures.", {"7 heures": "PT7H"}),
]

PERIODS = [
    ("La semaine dernière et le mois dernier, il a plu.", {"semaine dernière": "2015-W41", "mois dernier": "2015-09"}),
    ("Il a neigé l'an dernier ; il neigera l'an prochain.", {"l'an dernier": "2014", "l'an prochain": "2016"}),
    ("Le week-end dernier, deux sont morts.", {"week-end dernier": "2015-W41-WE"}),
    ("Il est né en mars 1984.", {"mars 1984": "1984-03"}),
    ("Ils se sont vus en août.", {"août": "2015-08"}),
    ("Ils se verront en mars.", {"mars": "2016-03"}),
    ("C'était en novembre dernier.", {"novembre dernier": "2014-11"}),
    ("Il a fermé fin mars.", {"fin mars": "2015-03"}),
    ("Il ouvrira mi-novembre.", {"mi-novembre": "2015-11"}),
    ("Il a été jugé en 2009 et libéré en 2012.", {"2009": "2009", "2012": "2012"}),
    ("La crise de 2008 a coûté des emplois.", {"2008": "2008"}),
    ("Il a perdu au troisième trimestre 2014.", {"troisième trimestre 2014": "2014-Q3"}),
    ("Il a gagné au premier semestre 2013.", {"premier semestre 2013": "2013-H1"}),
    ("Lors des trois premiers mois de 2016, tout a baissé.", {"trois premiers mois": "2016-Q1", "2016": "2016"}),
    ("L'été 2003 fut sec.", {"été 2003": "2003-SU"}),
    ("Il a été 2003 fois battu.", {}),
    ("Il a neigé l'hiver dernier.", {"hiver dernier": "2014-WI"}),
    ("On chantait dans les années 90.", {"années 90": "199"}),
    ("On chantait dans les années soixante.", {"années soixante": "196"}),
    ("La tour est du XVIIe siècle.", {"XVIIe siècle": "16"}),
    ("En août, 40 sont tombés ; le mois précédent, 12.", {"août": "2015-08", "mois précédent": "2015-07"}),
]

SPANS = [
    ("Il est venu il y a trois semaines.", {"il y a trois semaines": "2015-W39"}),
    ("Il est venu il y a deux ans.", {"il y a deux ans": "2013"}),
    ("Il vit ici depuis vingt ans.", {"depuis vingt ans": "P20Y"}),
    ("Il arrivera dans deux semaines.", {"dans deux semaines": "2015-W44"}),
    ("Le siège a duré quatre mois.", {"quatre mois": "P4M"}),
    ("Il a duré une dizaine d'années.", {"une dizaine d'années": "P10Y"}),
    (
        "Tombé le 1er octobre, mort deux jours plus tard.",
        {"1er octobre": "2015-10-01", "deux jours plus tard": "2015-10-03"},
    ),
    ("Il est mort trois jours après le 4 mai.", {"trois jours après": "2015-05-07", "4 mai": "2015-05-04"}),
    ("Il viendra deux semaines avant Noël.", {"deux semaines avant": "2015-12-11", "Noël": "2015-12-25"}),
    ("Il vient chaque lundi et tous les deux ans.", {"chaque lundi": "XXXX-WXX-1", "tous les deux ans": "P2Y"}),
]

FEASTS = [
    ("À Noël 2013, il a neigé.", {"Noël 2013": "2013-12-25"}),
    ("Le lundi de Pâques 2016, le bac sera fermé.", {"lundi de Pâques 2016": "2016-03-28"}),
    ("Il fermera à la Toussaint.", {"Toussaint": "2015-11-01"}),
    ("Le Vendredi saint, il a plu.", {"Vendredi saint": "2015-04-03"}),
]

TRAPS = [
    "Une femme de 30 ans a perdu 2000 euros.",
    "Il a compté 1900 soldats et 2000 morts.",
    "Il a couru 1500 mètres pour 19,60 francs.",
    "La résolution 2139 a 12-34 pages.",
    "Il a été battu et mis en prison.",
]

SENTENCES = [*DAYS, *RANGES, *PARTS_OF_THE_DAY, *PERIODS, *SPANS, *FEASTS]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_reads_the_sentence(text: str, expected: dict[str, str]) -> None:
    assert {mention.text: mention.value for mention in find_dates(text, date(2015, 10, 14), "fr")} == expected


@pytest.mark.parametrize("text", TRAPS)
def test_names_and_numbers_are_no_dates(text: str) -> None:
    assert [mention.text for mention in find_dates(text, date(2015, 10, 14), "fr") if mention.first_day] == []


def test_a_dateline_is_marked() -> None:
    first, second = find_dates("PARIS, 13 oct (AFP) - Un camion est tombé lundi.", date(2015, 10, 14), "fr")
    assert (first.rule, second.rule) == ("dateline", "fr_semaine")
