"""Bearing out: whether the words round a figure tell that its people were harmed at all, and not ill, old or safe."""

from __future__ import annotations

import re

from transforms.mentions.casualties.events.figures import Figure
from transforms.mentions.casualties.judging.article_facts import speaks_of_harm
from transforms.mentions.casualties.judging.focus import event_nouns
from transforms.mentions.casualties.judging.known import (
    dates_the_news,
    follows_event,
    is_attribute,
    is_in_a_clause,
    is_only_known,
    is_parenthetical,
    is_told_aside,
)
from transforms.mentions.casualties.judging.reading import Reading
from transforms.mentions.casualties.words.lexicon import lexicon

_WEAK_FRAMES = {"care", "victims"}
_PLAIN = {
    "died",
    "dies",
    "die",
    "dying",
    "passed",
    "lost",
    "lose",
    "loses",
    "losing",
    "succumbed",
}  # of what, it says not
_MOST = 200  # figures
_SURVIVED = {"survived", "survive"}
_BLOWS = {"hit", "struck", "hitting", "striking"}
# What makes of a blow an injury: a weapon, a vehicle, or a word on what it did.
_BLOW_HURTS = re.compile(
    r"\b(?:shot\w*|shoot\w*|gun\w*|bullets?|pellets?|cars?|truck|van|suv|bus|vehicles?|train|tram|subway|motorcycle|motorbike"
    r"|bikes?|bicycles?|cyclist|driver|driving|pedestrian|crosswalk|lightning|missiles?|rockets?|shells?|shelling|shrapnel"
    r"|bomb\w*|blast|explo\w+|mortar|drones?|airstrikes?|debris|injur\w+|wound\w*|hurt|hospital\w*|kill\w*|die[sd]?|dead"
    r"|death|fatal\w*|crash\w*|collision|stab\w*|knife|hammer|hatchet|axe|machete|stones?|bricks?|rocks?|unconscious)\b",
    re.IGNORECASE,
)
_HURT = re.compile(
    r"\b(?:shot|shots|gunshot|gunfire|shooting|stabb\w+|wound\w*|injur\w+|hurt|burn\w*|blast|explo\w+|bomb\w*|crash\w*"
    r"|collision|accident|struck|hit|(?<!heart )attack\w*|assault\w*|beaten|poison\w*|fell|fall|collaps\w+"
    r"|stampede|bullets?|fire|fatal\w*|killed|quake|earthquake|robbery|victims?)\b",
    re.IGNORECASE,
)
_INJURED = re.compile(
    r"\b(?:shot|shots|gunshot|stabb\w+|wound\w*|injur\w+|hurt|burns?|burned|burnt|beaten|poison\w*|bullets?|hospital\w*"
    r"|fractur\w*|broken|condition|surgery)\b",
    re.IGNORECASE,
)
_BY_HARM = re.compile(
    r"\b(?:shot|stabbed|struck|hit|beaten|fell|fall|falls|fallen|mauled|gored|trampled|crushed|thrown|overturned|burn\w*|drown\w*|wound\w*|injur\w+|poison\w*|overdose)\b",
    re.IGNORECASE,
)
_POLICE = re.compile(r"\bpolice\b", re.IGNORECASE)
_NATURAL = re.compile(r"\bdied (?:of )?(?:an? )?natural (?:death|causes)\b", re.IGNORECASE)
_ILL = re.compile(
    r"\b(?:patients?|covid\S*|coronavirus|virus|disease|plague|cholera|flu|fever|surviv\w+)\b", re.IGNORECASE
)
_UNHURT = re.compile(
    r"\b(?:no (?:\w+ )?(?:wounds|injur\w+)|unhurt|unharmed|uninjured|not (?:hurt|injured|wounded)|precaution\w*"
    r"|(?:for|under) observation)\b",
    re.IGNORECASE,
)
_OF_A_CASE = re.compile(
    r"\b(?:police|court|trial|jury|judge|prosecut\w+|inquest|inquiry|investigat\w+|charg\w+|guilty|plea\w*|sentenc\w+|suspect\w*"
    r"|arrest\w*|convict\w*|testif\w+|hearing|lawsuit|su(?:e|ed|es|ing)|victims?|funerals?|buried|mourn\w*|tribute|famil\w+)\b",
    re.IGNORECASE,
)
_CRIME = re.compile(
    r"\b(?:charg\w+|guilty|plea\w*|sentenc\w+|suspect\w*|arrest\w*|convict\w*|extradit\w+|terror\w*|jail\w*|prison\w*"
    r"|police|victims?|famil\w+|inquest|inquiry|investigat\w+|trial|accused)\b",
    re.IGNORECASE,
)
_ALL_SAFE = re.compile(
    r"\b(?:all|everyone|everybody)\b[^.;]{0,40} (?:safe|unhurt|unharmed|uninjured|rescued|well|alive)\b", re.IGNORECASE
)
_WEEKS_AFTER = re.compile(r"\b(?:weeks|months|years) (?:after|since)\b", re.IGNORECASE)
_MURDER = re.compile(
    r"\b(?:murder\w*|homicid\w+|killings?|bodies|buried|slain|slayings?|strangled|funerals?)\b", re.IGNORECASE
)


def tells_of_harm(reading: Reading, figure: Figure) -> bool:
    """Whether the words round a figure bear out that its people were harmed, where the figure's own say little.

    Who is in hospital or survived was hurt only where an injury is told nearby, several people also where no illness
    is; "the victims" beside a murder are dead.
    """
    if _is_beside_the_news(reading, figure) or _is_merely_known(reading, figure):
        return False
    if figure.cue in {"death", "deaths"} or (figure.frame == "died" and figure.cue.split()[0] in _PLAIN):
        return (figure.kind == "count" and not _is_of_names(figure)) or not _is_natural(reading, figure)
    if figure.frame not in _WEAK_FRAMES and figure.cue not in _SURVIVED | _BLOWS:
        return True
    near = " ".join(reading.sentence(at) for at in range(max(figure.sentence - 1, 0), figure.sentence + 1))
    told = f"{reading.title or ''} {near}"
    if figure.frame == "victims" and figure.cue != "survivors":
        return not _MURDER.search(told)
    if figure.cue in _BLOWS:
        return figure.outcome == "killed" or _BLOW_HURTS.search(told) is not None
    return _is_hurt(reading, figure, near)


def _is_hurt(reading: Reading, figure: Figure, near: str) -> bool:
    """Whether an injury is told of people in care or who survived. near: the words round the figure."""
    survived = figure.cue in _SURVIVED  # of whom nothing may be told
    near = reading.sentence(figure.sentence) if survived else near
    several = figure.kind == "count" and figure.head != "patients" and not survived
    unhurt = figure.cue not in {*_SURVIVED, "survivors"} and _UNHURT.search(reading.sentence(figure.sentence))
    words = _INJURED if survived else _HURT  # "the guides who survived the accident" may be well
    hurt = bool(words.search(f"{reading.title or ''} {near}")) or (several and not _ILL.search(near))
    return hurt and not unhurt


def _only_hurts(reading: Reading) -> bool:
    """Whether the headline counts people hurt and none dead: dead who are told late are those of another event."""
    counted = {f.outcome for f in reading.headline if f.kind in {"count", "single"}}
    return "injured" in counted and "killed" not in {f.outcome for f in reading.headline}


def _is_beside_the_news(reading: Reading, figure: Figure) -> bool:
    """Whether a later figure is of no event of the article: of a life's story, beside people hurt, or of the past."""
    if figure.sentence <= 0:
        beside = figure.sentence == 0 and (is_parenthetical(reading, figure) or dates_the_news(reading, figure))
        return beside and _is_headline_quiet(reading)
    dead_late = figure.outcome == "killed" and figure.kind == "count" and figure.sentence > 1
    aside = figure.over or follows_event(reading, figure) or is_told_aside(reading, figure)
    aside = aside or is_in_a_clause(reading, figure) or figure.scope == "other_event"
    aside = aside or _is_of_relatives(reading, figure)
    past = aside and _opens_quietly(reading, figure)
    old = figure.scope == "background"
    past = past or (old and (_opens_with_its_own(reading, figure) or _is_aftermath(reading) or _opens_well(reading)))
    past = past or (old and bool(reading.title) and _opens_harmlessly(_before(reading, figure)))
    return _is_obituary(reading) or (dead_late and _only_hurts(reading)) or past


def _is_of_relatives(reading: Reading, figure: Figure) -> bool:
    """Whether it is somebody's own people whom a life's story tells of: "raised by an aunt after her parents died"."""
    first = figure.parts[0] if figure.parts else figure
    owner = reading.text[slice(*first.victims)].partition(" ")[0].lower()
    return owner in {"his", "her"} and first.head in lexicon().sets["relatives"]


def _is_merely_known(reading: Reading, figure: Figure) -> bool:
    """Whether one person's death is told by attributes alone and the news is no case of it: "the slain man's work"."""
    if figure.outcome != "killed" or not is_attribute(reading, figure):
        return False
    same = [f for f in (*reading.headline, *reading.figures) if f.outcome == figure.outcome and f.kind != "bare"]
    case = _OF_A_CASE.search(f"{reading.title or ''} {reading.lead} {reading.sentence(figure.sentence)}")
    return case is None and is_only_known(reading, figure, same)


def _opens_with_its_own(reading: Reading, figure: Figure) -> bool:
    """Whether first sentences before a figure count people harmed in the event itself; those of the past are others."""
    opening = (f for f in reading.figures[:20] if f.sentence <= 1 and f.sentence < figure.sentence)
    return any(f.scope == "event" and f.kind in {"count", "single", "name", "none"} and not f.unsure for f in opening)


def _before(reading: Reading, figure: Figure) -> str:
    """Headline and first sentences, up to that of the figure."""
    opening = (reading.sentence(at) for at in range(min(figure.sentence, 2)))
    return " ".join((reading.title or "", *opening))


def _opens_harmlessly(opening: str) -> bool:
    """Whether an opening has no word of harm, and of no crime: a civil court may have old dead in its case."""
    return not speaks_of_harm(opening) and _CRIME.search(opening) is None


def _opens_well(reading: Reading) -> bool:
    """Whether the opening says that everybody is safe: who was killed before is another event's."""
    return _ALL_SAFE.search(f"{reading.title or ''}. {reading.lead}") is not None


def _is_aftermath(reading: Reading) -> bool:
    """Whether the opening dates what it tells by an event of weeks ago: "Trains run again seven weeks after floods"."""
    opening = f"{reading.title or ''}. {reading.sentence(0)}"
    dated = reading.headline == [] and _WEEKS_AFTER.search(opening) is not None
    return dated and not _OF_A_CASE.search(opening)


def _opens_quietly(reading: Reading, figure: Figure) -> bool:
    """Whether headline and first sentences before a figure count nobody harmed, name no event and speak of no case."""
    counted = bool(reading.headline) or any(f.sentence < min(figure.sentence, 2) for f in reading.figures[:20])
    opening = f"{reading.title} {reading.sentence(0) if figure.sentence == 1 else reading.lead}"
    return bool(reading.title) and not (counted or event_nouns(opening) or _OF_A_CASE.search(opening))


def _is_headline_quiet(reading: Reading) -> bool:
    """Whether there is a headline, and it counts nobody harmed, names no event and speaks of no case."""
    title = reading.title or ""
    return bool(title) and not (reading.headline or event_nouns(title) or _OF_A_CASE.search(title))


def _is_of_names(figure: Figure) -> bool:
    """Whether a sum is only of people told one by one: "the deaths of Ada Stone and Bela Reed"."""
    return figure.derived and all(part.kind != "count" for part in figure.parts)


def _is_natural(reading: Reading, figure: Figure) -> bool:
    """Whether one person "died" and neither headline, first sentences nor his own tell of harm or of an event."""
    own = reading.sentence(figure.sentence)
    told = " ".join((reading.title or "", reading.lead, own))
    natural = _NATURAL.search(reading.text) is not None
    harmed = event_nouns(told) or _BY_HARM.search(told) or _POLICE.search(own) or _are_hurt_near(reading, figure)
    return natural or not harmed


def _are_hurt_near(reading: Reading, figure: Figure) -> bool:
    """Whether people are counted as hurt right beside one who "died": "A fan died and three were hurt"."""
    near = (f for f in reading.figures[:_MOST] if f.outcome == "injured" and abs(f.sentence - figure.sentence) <= 1)
    return any(f.kind in {"count", "single"} and f.scope == "event" and f.mood == "real" for f in near)


def _is_obituary(reading: Reading) -> bool:
    """Whether the headline tells of a death by illness or age: whoever else the life's story counts is not its own."""
    return any(f.scope == "illness" for f in reading.headline)
