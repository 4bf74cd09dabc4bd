"""The shapes in which a sentence of English news ascribes what it says, with an example of each alternative."""

from __future__ import annotations

import re

from transforms.text.speech_verbs import match_speech_verbs

_SAY = rf"""
    (?: {match_speech_verbs("attribution")}                                # police SAID
    | (?:was|were) [ ] (?:widely [ ])? quoted [ ] (?:by [ ] [^,;]{{2,40}} [ ])? as [ ] saying  # he WAS QUOTED AS SAYING
    )
    (?! [ ] (?: responsibility                                             # no speech: claimed responsibility
            |   (?:[\w,-]+[ ]){{0,5}} (?:lives|victims)                     # no speech: claimed at least nine lives
            ) \b )
    \b
"""
_HAVE = r"""
    (?: also [ ] | later [ ] | earlier [ ] | then [ ] | meanwhile [ ]      # police LATER said
    |   have [ ] | has [ ] | had [ ]                                       # police HAVE said
    |   wrongly [ ] | incorrectly [ ] | erroneously [ ] | mistakenly [ ] | falsely [ ]  # police WRONGLY said
    ){0,2}
"""
_NAMED = r"""
    (?! [ ] | (?: which | who | that | it | he | she | they | we           # no name: and IT said
            |     but | and | or | as | not | while | although | there | including  # no name: , WHILE police said
            ) [ ] )
    [^,;:\"“”]{2,90}?
"""
_ASIDE = r"""
    (?P<aside> , [ ] [^,;\"“”]{2,120} (?: , [ ] [^,;\"“”]{2,60})? , [ ]?)?   # the mayor, WHO LEFT EARLY, said
"""

SAYING = re.compile(
    rf"""
    (?: ^ \W* (?: (?: Meanwhile | However | Earlier | Later | But | And | Also  # HOWEVER, police said
              |       (?:Late [ ])? [Oo]n [ ] \w+day                       # ON MONDAY, police said
              ) ,? [ ] )?
    |   [,\"”’;:] [ ]?                                                     # nine died", police said
    |   \b (?: and | but | while | although ) [ ]                          # nine died AND police said
    )
    (?P<who> {_NAMED}) {_ASIDE} [ ]?
    (?: on [ ] \w+day [ ] )?                                               # police ON MONDAY said
    (?: quoted [ ] \w+ [ ] as [ ] )?                                       # the radio QUOTED HIM AS saying
    {_HAVE} {_SAY}
    """,
    re.VERBOSE,
)
"""A speaker before the verb: "police said". Groups who and aside."""

PUT = re.compile(
    rf"""
    (?: ^ \W* (?: (?: earlier [ ] | late [ ] )? on [ ] \w+day ,? [ ]        # LATE ON MONDAY, police put the toll at
              |   earlier ,? [ ]                                           # EARLIER, police put the toll at
              )?
    |   [,;] [ ]                                                           # nine died, police put the toll at
    |   \b (?: and | but | while ) [ ]                                     # nine died BUT police put the toll at
    )
    (?P<who> {_NAMED}) {_ASIDE} [ ]?
    (?: on [ ] \w+day [ ] )?                                               # police ON MONDAY put the toll at
    {_HAVE}
    (?: puts? | lowered | raised | revised | corrected ) [ ]               # PUT, LOWERED
    (?: the | its | an ) [ ] [^,;:]{{0,40}}?                                # THE NUMBER of dead
    \b (?: toll | number | count | figure | dead | total ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A speaker who puts a toll at a number. Groups who and aside."""

ACCORDING = re.compile(
    r"""
    \b (?: according [ ] to                                                # ACCORDING TO police
       |   in [ ] the [ ] words [ ] of                                     # IN THE WORDS OF the mayor
       |   as [ ] reported [ ] by                                          # AS REPORTED BY the radio
       ) [ ] (?P<who> [^.,;\"“”()]+ )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A speaker as a source. Group who."""

INVERTED = re.compile(
    rf"""
    [,\"”’] [ ]? {match_speech_verbs("inversion")} [ ]                     # nine died, SAID the mayor
    (?P<who> (?! that [ ] | in [ ] | on [ ] | at [ ] | as [ ] ) [^.;:\"“”]{{2,90}} )
    """,
    re.VERBOSE,
)
"""A speaker behind the verb. Group who."""

PRONOUN = re.compile(
    rf"""
    \b (?P<who> he | she | it | they ) [ ] {_HAVE} {_SAY}                  # HE SAID
    | \b said [ ] (?: he | she ) \b                                        # SAID SHE
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A speaker who was named before. Group who where the pronoun comes first."""

CLOSES = re.compile(
    r"""
    (?: [ ] (?: reporters | journalists | lawmakers | a [ ] news [ ] conference  # told REPORTERS.
            |   (?: the [ ])? [A-Z][\w-]+ (?: [ ] [A-Z][\w-]+ ){0,3}       # told THE DORN TIMES.
            ) )?
    (?: [ ] (?: in | at | on | to [ ] reporters                            # said IN A STATEMENT.
            |   late | early | earlier | later | here | \w+day | today | yesterday | overnight | afterwards  # said LATE
            |   by [ ] (?:tele)?phone                                      # said BY PHONE.
            ) \b
        (?: (?! [ ] that [ ] ) [^,.;] ){0,60}
    )?
    \W* (?: $ | [,.;\"”] )
    """,
    re.VERBOSE,
)
"""What may follow "police said" where it closes what they said."""

WHEN = re.compile(
    r"""
    \s+ (?: (?: early | late ) [ ] )? (?: on [ ] )?
    (?: (?: Mon | Tues | Wednes | Thurs | Fri | Satur | Sun ) day          # police ON SUNDAY
    |   today | yesterday | overnight | here | earlier | later             # police HERE
    |   in [ ] a [ ] statement                                             # police IN A STATEMENT
    |   on [ ] condition | by [ ] telephone | by [ ] phone                 # an officer ON CONDITION of anonymity
    ) \b .* $
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""When and where a speaker spoke, behind the name."""
