"""What Spanish sentences say. A story is dated Wednesday 14 October 2015."""

from __future__ import annotations

from datetime import date

import pytest

from transforms.mentions.dates.finding import find_dates

DAYS = [
    ("Dos hombres huyeron el lunes, dijo la policía.", {"lunes": "2015-10-12"}),
    ("Los rebeldes atacaron este martes un puesto.", {"este martes": "2015-10-13"}),
    ("El presidente hablará este viernes.", {"este viernes": "2015-10-16"}),
    ("La corte se reunirá el jueves.", {"jueves": "2015-10-15"}),
    ("El herido murió el jueves.", {"jueves": "2015-10-08"}),
    ("El sábado pasado ardió un hotel.", {"sábado pasado": "2015-10-10"}),
    # a participle has the day right behind it; nouns that end like one have not
    ("La veda, levantada el jueves, volverá en mayo.", {"jueves": "2015-10-08", "mayo": "2016-05"}),
    ("Cayó el 3 de mayo de 2014, un sábado.", {"3 de mayo de 2014": "2014-05-03", "un sábado": "2014-05-03"}),
    ("Detuvo el lunes al hombre que será juzgado.", {"lunes": "2015-10-12"}),
    (
        "La playa estará cerrada desde el 20 de octubre hasta el 4 de noviembre.",
        {"20 de octubre": "2015-10-20", "4 de noviembre": "2015-11-04"},
    ),
    ("La playa estuvo cerrada desde el 20 de octubre.", {"20 de octubre": "2014-10-20"}),
    ("La entrada el jueves será libre.", {"jueves": "2015-10-15"}),
    ("A partir del viernes la playa está cerrada.", {"viernes": "2015-10-16"}),
    ("A partir del viernes la playa estuvo cerrada.", {"viernes": "2015-10-09"}),
    (
        "Cayó el 2 de octubre y murió ese mismo día.",
        {"2 de octubre": "2015-10-02", "ese mismo día": "2015-10-02"},
    ),
    ("El pasado sábado ardió un hotel.", {"pasado sábado": "2015-10-10"}),
    ("La tregua empieza el próximo lunes.", {"próximo lunes": "2015-10-19"}),
    ("La tregua empieza el lunes que viene.", {"lunes que viene": "2015-10-19"}),
    (
        "Se fue el 1 de octubre y volvió el domingo siguiente.",
        {"1 de octubre": "2015-10-01", "domingo siguiente": "2015-10-04"},
    ),
    ("Hoy llueve, ayer nevó y mañana lloverá.", {"Hoy": "2015-10-14", "ayer": "2015-10-13", "mañana": "2015-10-15"}),
    ("Anteayer cayó el puente; pasado mañana lo abrirán.", {"Anteayer": "2015-10-12", "pasado mañana": "2015-10-16"}),
    ("La feria abrió el 3 de mayo de 1998.", {"3 de mayo de 1998": "1998-05-03"}),
    ("La feria abrió el 3 de mayo del 2005.", {"3 de mayo del 2005": "2005-05-03"}),
    ("La feria abrió el 3 de septiembre.", {"3 de septiembre": "2015-09-03"}),
    ("La feria abrirá el 3 de septiembre.", {"3 de septiembre": "2016-09-03"}),
    ("Desde el 2 de diciembre faltan seis pescadores.", {"2 de diciembre": "2014-12-02"}),
    ("El atentado del 20 de diciembre dejó viudas.", {"20 de diciembre": "2014-12-20"}),
    ("La feria abrió el 1º de mayo.", {"1º de mayo": "2015-05-01"}),
    ("La feria abrió el primero de junio.", {"primero de junio": "2015-06-01"}),
    ("Lima, 13 oct (EFE).- Un camión cayó al río el lunes.", {"13 oct": "2015-10-13", "lunes": "2015-10-12"}),
    ("Cayó el lunes 5 de octubre.", {"lunes 5 de octubre": "2015-10-05"}),
    ("Cayó el martes, 14 de julio de 2009.", {"martes, 14 de julio de 2009": "2009-07-14"}),
    ("El acta del 12/10/2014 y la del 2014-11-02.", {"12/10/2014": "2014-10-12", "2014-11-02": "2014-11-02"}),
    ("Llegó el martes de la semana pasada.", {"martes de la semana pasada": "2015-10-06"}),
    ("Votaron el primer domingo de septiembre.", {"primer domingo de septiembre": "2015-09-06"}),
    ("Votaron el último domingo de mayo de 2014.", {"último domingo de mayo de 2014": "2014-05-25"}),
    ("Fue el 6 de este mes.", {"6 de este mes": "2015-10-06"}),
    ("El plazo vence el día 20.", {"día 20": "2015-10-20"}),
    ("Cayó el 1 de octubre y murió al día siguiente.", {"1 de octubre": "2015-10-01", "día siguiente": "2015-10-02"}),
    ("El 2 de octubre murió; la víspera cayó.", {"2 de octubre": "2015-10-02", "víspera": "2015-10-01"}),
]

RANGES = [
    ("La muestra fue del 3 al 9 de octubre.", {"3 al 9 de octubre": "2015-10-03/2015-10-09"}),
    ("La muestra fue del 3 al 9 de octubre de 2012.", {"3 al 9 de octubre de 2012": "2012-10-03/2012-10-09"}),
    ("Entre el 20 y el 23 de febrero murieron 30.", {"Entre el 20 y el 23 de febrero": "2015-02-20/2015-02-23"}),
    ("Duró del 28 de junio al 4 de julio de 2011.", {"28 de junio": "2011-06-28", "4 de julio de 2011": "2011-07-04"}),
    (
        "Duró del 28 de diciembre al 4 de enero de 2012.",
        {"28 de diciembre": "2011-12-28", "4 de enero de 2012": "2012-01-04"},
    ),
    ("Hubo choques los días 3 y 5 de octubre.", {"3": "2015-10-03", "5 de octubre": "2015-10-05"}),
    ("La tienda cerró de lunes a viernes.", {"lunes": "2015-10-12", "viernes": "2015-10-16"}),
    ("Llovió de mayo a julio de 2014.", {"mayo a julio de 2014": "2014-05/2014-07"}),
    ("La sequía de 2006-2007 fue larga.", {"2006-2007": "2006/2007"}),
]

PARTS_OF_THE_DAY = [
    ("Ardió en la noche del viernes.", {"noche del viernes": "2015-10-09TNI"}),
    ("Ardió en la madrugada de este domingo.", {"madrugada de este domingo": "2015-10-11TMO"}),
    ("Ardió el lunes por la tarde.", {"lunes por la tarde": "2015-10-12TAF"}),
    ("Anoche tembló; esta mañana volvió a temblar.", {"Anoche": "2015-10-13TNI", "esta mañana": "2015-10-14TMO"}),
    ("Estalló a las 10:30 del lunes.", {"10:30 del lunes": "2015-10-12T10:30"}),
    ("Estalló a las 19:15 GMT.", {"19:15 GMT": "2015-10-14T19:15"}),
    ("Estalló a las ocho de la tarde.", {"ocho de la tarde": "2015-10-14T20:00"}),
    ("Estalló a medianoche.", {"medianoche": "2015-10-14T24:00"}),
    ("Mañana por la mañana abrirán.", {"Mañana por la mañana": "2015-10-15TMO"}),
]

PERIODS = [
    ("La semana pasada y el mes pasado llovió.", {"semana pasada": "2015-W41", "mes pasado": "2015-09"}),
    ("El año pasado nevó; el próximo año nevará.", {"año pasado": "2014", "próximo año": "2016"}),
    ("Esta semana votan; la próxima semana cuentan.", {"Esta semana": "2015-W42", "próxima semana": "2015-W43"}),
    ("El mes que viene cierra.", {"mes que viene": "2015-11"}),
    ("El fin de semana murieron dos.", {"fin de semana": "2015-W41-WE"}),
    ("El próximo fin de semana jugarán.", {"próximo fin de semana": "2015-W42-WE"}),
    ("Nació en marzo de 1984.", {"marzo de 1984": "1984-03"}),
    ("Se vieron en agosto.", {"agosto": "2015-08"}),
    ("Se verán en marzo.", {"marzo": "2016-03"}),
    ("Fue el pasado noviembre.", {"pasado noviembre": "2014-11"}),
    ("Cerró a finales de marzo.", {"finales de marzo": "2015-03"}),
    ("Abrió a principios de 2011.", {"principios de 2011": "2011"}),
    ("Abrirá a mediados del próximo año.", {"mediados del próximo año": "2016"}),
    ("Cerrará a finales de año.", {"finales de año": "2015"}),
    ("Fue detenido en 2009 y liberado en 2012.", {"2009": "2009", "2012": "2012"}),
    ("La crisis de 2008 costó empleos.", {"2008": "2008"}),
    ("Perdió en el tercer trimestre de 2014.", {"tercer trimestre de 2014": "2014-Q3"}),
    ("Perdió en el tercer trimestre.", {"tercer trimestre": "2015-Q3"}),
    ("Ganó en el primer semestre de 2013.", {"primer semestre de 2013": "2013-H1"}),
    ("En los tres primeros meses de 2016 hubo bajas.", {"tres primeros meses": "2016-Q1", "2016": "2016"}),
    ("En los primeros dos meses del año hubo bajas.", {"primeros dos meses": "P2M"}),
    ("En los últimos dos meses de 2013 hubo bajas.", {"últimos dos meses": "P2M", "2013": "2013"}),
    ("La primera semana de mayo de 2014 fue fría.", {"primera semana de mayo de 2014": "2014-W18"}),
    ("El verano de 2003 fue seco.", {"verano de 2003": "2003-SU"}),
    ("El pasado invierno fue seco.", {"pasado invierno": "2014-WI"}),
    ("Sonaba en los años 90.", {"años 90": "199"}),
    ("Sonaba en los años sesenta.", {"años sesenta": "196"}),
    ("Sonaba en la década de 1980.", {"década de 1980": "198"}),
    ("La torre es del siglo XVII.", {"siglo XVII": "16"}),
]

SPANS = [
    (
        "Huyó dos días después de las elecciones del 4 de octubre.",
        {"dos días después": "2015-10-06", "4 de octubre": "2015-10-04"},
    ),
    (
        "Huyó al día siguiente del ataque del 4 de octubre.",
        {"día siguiente": "2015-10-05", "4 de octubre": "2015-10-04"},
    ),
    ("Llegó hace tres semanas.", {"hace tres semanas": "2015-W39"}),
    ("Llegó hace dos años.", {"hace dos años": "2013"}),
    ("Vive aquí desde hace veinte años.", {"desde hace veinte años": "P20Y"}),
    ("Llegará dentro de dos semanas.", {"dentro de dos semanas": "2015-W44"}),
    ("Llegará en tres meses.", {"en tres meses": "2016-01"}),
    ("El asedio duró cuatro meses.", {"cuatro meses": "P4M"}),
    ("El asedio duró casi dos años y medio.", {"casi dos años y medio": "P2Y6M"}),
    (
        "Cayó el 1 de octubre y murió dos días después.",
        {"1 de octubre": "2015-10-01", "dos días después": "2015-10-03"},
    ),
    ("Murió tres días después del 4 de mayo.", {"tres días después": "2015-05-07", "4 de mayo": "2015-05-04"}),
    ("Abrirán dos semanas antes de Navidad.", {"dos semanas antes": "2015-12-11", "Navidad": "2015-12-25"}),
    ("En los últimos cinco años llovió poco.", {"últimos cinco años": "P5Y"}),
    ("En los últimos años llovió poco.", {"últimos años": "PXY"}),
    ("Viene cada lunes, dos veces al año.", {"cada lunes": "XXXX-WXX-1", "al año": "P1Y"}),
    ("Viene todos los días y cada dos años.", {"todos los días": "P1D", "cada dos años": "P2Y"}),
    ("Actualmente está vacía; pronto se abrirá.", {"Actualmente": "PRESENT_REF", "pronto": "FUTURE_REF"}),
    ("Cayó tres días después del concierto.", {"tres días": "P3D"}),
    (
        "Hubo un atentado el 2 de octubre. Murió tres días después del atentado.",
        {"2 de octubre": "2015-10-02", "tres días después": "2015-10-05"},
    ),
    ("La vista fue aplazada al viernes.", {"viernes": "2015-10-16"}),
    (
        "La feria, prevista para los días 1 y 2 de octubre, se aplazó a enero.",
        {"1": "2015-10-01", "2 de octubre": "2015-10-02", "enero": "2016-01"},
    ),
    ("El alcalde decretó luto a partir del viernes.", {"viernes": "2015-10-16"}),
    ("El partido del 5 de mayo se repetirá.", {"5 de mayo": "2015-05-05"}),
    ("Gobernó de mayo a septiembre.", {"mayo": "2015-05", "septiembre": "2015-09"}),
    ("Ganó el pasado septiembre.", {"pasado septiembre": "2015-09"}),
    ("En lo que va de año ganó poco.", {"lo que va de año": "2015"}),
    ("Data de finales del siglo XIX.", {"finales del siglo XIX": "18"}),
    ("El club juega el sábado.", {"sábado": "2015-10-17"}),
    (
        "La copa se disputa del 3 de octubre al 3 de noviembre.",
        {"3 de octubre": "2015-10-03", "3 de noviembre": "2015-11-03"},
    ),
    ("La sequía, de 1936 a 1939, fue larga.", {"1936": "1936", "1939": "1939"}),
    ("En julio cayeron 9 casas; el mes anterior, tres.", {"julio": "2015-07", "mes anterior": "2015-06"}),
    ("Llegó en 1991 y se fue al año siguiente.", {"1991": "1991", "año siguiente": "1992"}),
    ("Visitará Lima entre el jueves y el domingo.", {"jueves": "2015-10-15", "domingo": "2015-10-18"}),
    ("Jugarán el sábado 24.", {"sábado 24": "2015-10-24"}),
    ("Bajó en el segundo semestre.", {"segundo semestre": "2015-H2"}),
    ("Cantó hasta finales de los 80.", {"finales de los 80": "198"}),
    ("El fuego llegó en la primera quincena de mayo.", {"primera quincena de mayo": "2015-05-01/2015-05-15"}),
    ("Granizó en junio de hace tres años.", {"junio de hace tres años": "2012-06"}),
    ("El invierno de hace un año fue largo.", {"invierno de hace un año": "2014-WI"}),
    ("El alcalde citó a los vecinos para el 3 de mayo.", {"3 de mayo": "2016-05-03"}),
    ("Los detenidos el viernes serán juzgados.", {"viernes": "2015-10-09"}),
    ("En Semana Santa llovió.", {"Semana Santa": "2015-W14"}),
    ("Ayer martes nevó.", {"Ayer martes": "2015-10-13"}),
    ("Volverá el próximo martes, 20 de octubre.", {"próximo martes, 20 de octubre": "2015-10-20"}),
    ("Vence el próximo viernes a medianoche.", {"próximo viernes a medianoche": "2015-10-16T24:00"}),
]

FEASTS = [
    ("Ardió en Navidad de 2013.", {"Navidad de 2013": "2013-12-25"}),
    ("El Viernes Santo hubo una procesión.", {"Viernes Santo": "2015-04-03"}),
    ("Cerrarán en Nochevieja.", {"Nochevieja": "2015-12-31"}),
    ("La pasada Nochebuena nevó.", {"pasada Nochebuena": "2014-12-24"}),
    ("El Domingo de Ramos de 2014 llovió.", {"Domingo de Ramos de 2014": "2014-04-13"}),
]

TRAPS = [
    "Llegó a Santo Domingo con Julio Vargas.",
    "Marcharon por la Plaza de Mayo.",
    "Una mujer de 30 años perdió 2000 euros.",
    "Contó 1900 soldados y 2000 muertos.",
    "Corrió 1500 metros por 19,60 pesos.",
    "La resolución 2139 tiene 12-34 folios.",
]

SENTENCES = [*DAYS, *RANGES, *PARTS_OF_THE_DAY, *PERIODS, *SPANS, *FEASTS]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_reads_the_sentence(text: str, expected: dict[str, str]) -> None:
    assert {mention.text: mention.value for mention in find_dates(text, date(2015, 10, 14), "es")} == expected


@pytest.mark.parametrize("text", TRAPS)
def test_names_and_numbers_are_no_dates(text: str) -> None:
    assert [mention.text for mention in find_dates(text, date(2015, 10, 14), "es") if mention.first_day] == []


def test_a_dateline_of_efe_is_marked() -> None:
    first, second = find_dates("Lima, 13 oct (EFE).- Un camión cayó al río el lunes.", date(2015, 10, 14), "es")
    assert (first.rule, second.rule) == ("dateline", "es_semana")
