"""Lists: the groups that "and" joins, to the left of a cue as its subjects, to its right as its objects."""

from __future__ import annotations

from transforms.mentions.casualties.events.clause import LISTED, PREPOSITIONS, Clause, find_including
from transforms.mentions.casualties.phrases.idle_numbers import OLDEST
from transforms.mentions.casualties.phrases.people import Group
from transforms.mentions.casualties.words.lexicon import lexicon

_PLACING = {"in", "at", "near"}
_SAYING = {"said", "says", "say", "told", "stated"}
_HOME = 9  # tokens from "of" to the semicolon behind somebody's home
_ASIDE = 9  # tokens from the comma of "six of them children" to the next
_COMPANY = 10  # tokens from a passive cue to "along with"


def join_left(clause: Clause, group: Group) -> list[Group]:
    """The group and those that "and" joins to it on its left: "a woman, two girls and a man"."""
    joined, joint, at = [group], False, group.first
    while at > 1:
        back = at
        if clause.kind(back - 1) == "conj":
            if clause.low(back - 1) == "but" or (not joint and _tells_of_kin(clause, group, back - 1)):
                break
            joint = True
            back -= 1 + (clause.low(back - 2) == ",")
        elif clause.low(back - 1) == "," and joint:
            back -= 1
        else:
            break
        other = _listed_before(clause, _over_age(clause, back))
        if other is None:
            break
        joined.insert(0, other)
        at = other.first
    return joined[:1] if _is_apposition(joined) else _share_article(_drop_offices(clause, joined))


def _share_article(groups: list[Group]) -> list[Group]:
    """The members of a list, where a bare noun is a person beyond doubt behind one that is: "his wife and daughter"."""
    if groups[0].kind == "single" and not groups[0].unsure:
        for group in groups[1:]:
            group.unsure = group.unsure and group.kind != "single"
    return groups


def _tells_of_kin(clause: Clause, group: Group, conj: int) -> bool:
    """Whether a phrase goes on telling who somebody is: "Ada Stone, 52, and the mother of four boys, was shot"."""
    aged = clause.low(conj - 1) == "," and clause.kind(conj - 2) == "num" and clause.low(conj - 3) == ","
    if not aged or group.head not in lexicon().sets["kin"] or clause.low(group.last) != "of":
        return False
    verbs = (clause.low(at) for at in range(group.last, len(clause.tokens)) if clause.kind(at) in {"be", "have"})
    return next(verbs, "") in {"was", "is", "has"}


def _drop_offices(clause: Clause, groups: list[Group]) -> list[Group]:
    """A list without the bare nouns that only say what a named member is: "Ada Stone, judge and party leader"."""

    def is_named(group: Group) -> bool:
        return group.kind == "name" or any(clause.kind(i) == "name" for i in range(group.first, group.last))

    bare = [g for g in groups if g.kind == "single" and g.unsure and not is_named(g)]
    if bare and any(is_named(g) for g in groups):
        return [g for g in groups if g not in bare]
    first, after = groups[0].first, groups[-1].last
    if clause.low(first - 1) != "," or clause.low(after) != ",":
        return groups
    if len(bare) == len(groups):
        return groups[-1:]
    told = clause.ending.get(first - 1)  # "Ada Stone, a judge and leader of her party, was shot"
    return [told] if told is not None and told.kind in LISTED and clause.low(after + 1) == "was" else groups


def _listed_before(clause: Clause, at: int) -> Group | None:
    """The group that ends at `at` and can be a member of a list of subjects."""
    group = clause.ending.get(at)
    if group is None:
        group = _before_phrase(clause, at)
    elif group.kind == "thing":  # "A cook for a school and a guard"
        group = _before_phrase(clause, at)
        group = group if group is not None and group.first == 0 else None
    if group is None or group.kind not in LISTED or group.first in clause.taken:
        return None
    governed = clause.kind(group.first - 1) in PREPOSITIONS and clause.low(group.first - 1) != "of"
    return None if governed or find_including(clause, group) is not None else group


def _before_phrase(clause: Clause, at: int) -> Group | None:
    """The group that opens the clause when only a short prepositional phrase follows it: "a woman in her 50s"."""
    for start in range(at - 1, max(0, at - 6), -1):
        group = clause.ending.get(start)
        if group is None or group.kind not in LISTED or clause.kind(start) != "prep":
            continue
        opens = group.first == 0 or clause.kind(group.first - 1) in {"mark", "verb"}
        plain = all(clause.kind(i) not in {"cue", "mark", "be", "conj", "verb"} for i in range(start, at))
        return group if opens and plain else None
    return None


def _over_age(clause: Clause, at: int) -> int:
    """Step left over ", 23" and ", 23,", and over " (23)"."""
    if clause.low(at - 1) == ")" and clause.kind(at - 2) == "num" and clause.low(at - 3) == "(":
        return at - 3
    if clause.kind(at - 1) == "num" and clause.low(at - 2) == "of" and clause.kind(at - 3) == "person":
        return at - 2  # "a girl of eleven"
    if clause.low(at - 1) == "," and clause.kind(at - 2) == "num":
        at -= 1
    is_age = (
        at > 1 and clause.kind(at - 1) == "num" and clause.low(at - 2) == "," and clause.tokens[at - 1].value < OLDEST
    )
    return at - 2 if is_age else at


def join_right(clause: Clause, groups: list[Group], cue: int) -> list[Group]:
    """The groups of a passive cue and those that "along with" adds behind it: "were killed, along with two guards"."""
    at = cue + 1
    while at < cue + _COMPANY and clause.kind(at) not in {"", "cue", "conj", "sub", "verb", "who"}:
        at += 1
    company = clause.opening.get(at + 1) if clause.low(at) == "along with" else None
    if company is None or company.kind not in LISTED or groups[0].kind not in LISTED:
        return groups
    clause.taken.add(company.first)
    return [*groups, company]


def _is_apposition(groups: list[Group]) -> bool:
    """Whether names only say who a number of people are: "two men, A and B"."""
    names = all(g.kind in {"name", "single"} for g in groups[1:])
    return groups[0].kind == "count" and groups[0].bounds.low == len(groups) - 1 and names


def find_objects(
    clause: Clause, cue: int, *, reach: int = 2, closed: bool = False, called: bool = False
) -> list[Group]:
    """The groups that are the object of the cue, joined ones together; marks them as taken.

    called: it says who they are, so that commas part names: "Killed were Ada Stone, Ed Reed and a guard".
    closed: the list goes on to the verb: in "the bodies of a man and two girls were found" no clause begins at "two".
    """
    at = cue + 1
    while at < cue + 1 + reach and at not in clause.opening and clause.kind(at) in {"adv", "fate"}:
        at += 1
    group = clause.opening.get(at)
    while group is not None and group.kind == "thing":  # "hit a car and two women"
        group = _after_thing(clause, group.last)
    if group is None:
        return []
    objects = [group]
    closed = closed or _is_told_aside(clause, cue)
    while (following := _next_listed(clause, objects[-1].last, closed=closed, called=called)) is not None:
        objects.append(following)
    clause.taken.update(g.first for g in objects)
    return objects[:1] if _is_apposition(objects) else _share_article(_drop_offices(clause, objects))


def _is_told_aside(clause: Clause, cue: int) -> bool:
    """Whether a cue stands in an aside on the subject: "A man who shot two boys and a girl was jailed"."""
    opener = clause.ending.get(cue - 1)
    return clause.kind(cue - 1) == "who" and opener is not None and opener.first == 0 and opener.kind == "single"


def _after_thing(clause: Clause, at: int) -> Group | None:
    """The next member of a list whose last thing ends at `at`; None when it is no list or people have a verb there."""
    comma = clause.low(at) == ","
    at += comma
    conj = clause.kind(at) == "conj"
    group = clause.opening.get(at + conj) if comma or conj else None
    member = group is not None and (group.kind in LISTED or group.kind == "thing")
    return group if group is not None and member and not is_subject(clause, group) else None


def has_thing_object(clause: Clause, cue: int) -> bool:
    """Whether what the cue acts on is a thing or an animal: "killed a bear", "killed the bill"."""
    at = cue + 1
    at += clause.kind(at) == "adv" and at not in clause.opening
    group = clause.opening.get(at)
    if group is None or group.kind != "thing" or group.head in lexicon().sets["measure"]:
        return False
    opened = clause.kind(group.first) in {"det", "art", "poss", "another", "num", "possessive"}
    return opened or group.head in lexicon().animals


def _next_listed(clause: Clause, at: int, *, closed: bool, called: bool) -> Group | None:
    """The next member of a list of objects that ends at `at` so far."""
    at = _over_years(clause, at)
    if clause.low(at) == "," and clause.kind(at + 1) == "num" and clause.kind(at + 2) in {"mark", "conj"}:
        at += 2 if clause.tokens[at + 1].value < OLDEST else 0
    at = _over_place(clause, _over_aside(clause, _over_home(clause, at)))
    comma = clause.low(at) in {",", ";"}
    at += comma
    conj = clause.kind(at) == "conj"
    at += conj
    at += closed and clause.low(at) == "of"  # "the bodies of a man and of his two sons"
    group = clause.opening.get(at)
    if group is None and conj and clause.kind(at) == "adv":  # "his son and then himself"
        group = clause.opening.get(at + 1)
        group = group if group is not None and group.kind == "self" else None
    if not (comma or conj) or group is None or not (group.kind in LISTED or group.kind == "self"):
        return None
    return group if _belongs(clause, group, closed=closed, called=called, apart=comma and not conj) else None


def _belongs(clause: Clause, group: Group, *, closed: bool, called: bool, apart: bool) -> bool:
    """Whether the group is a member of a list of objects, and opens no clause. apart: only a comma stands before it."""
    if not closed and is_subject(clause, group):
        return False
    if group.kind == "name" and group.unsure and clause.low(group.first).endswith(("ed", "ing")):
        return False  # capitals alone name nobody: "WOUNDED SIX PEOPLE AND CAUSED DAMAGE"
    if apart and ((group.kind == "name" and not called) or not _goes_on(clause, group.last)):
        return False
    return closed or not _opens_clause(clause, group, listed=apart)


def _opens_clause(clause: Clause, group: Group, *, listed: bool) -> bool:
    """Whether the last of a list from here on has a verb of its own: "killed six, a nurse and two villagers said".

    listed: a comma alone stands before it, so that others may follow.
    """
    last, joined = group, not listed
    while not joined and (clause.low(last.last) == "," or clause.kind(last.last) == "conj"):
        at = last.last + (clause.low(last.last) == ",")
        joined = clause.kind(at) == "conj"
        following = clause.opening.get(at + joined)
        if following is None:
            return False
        last = following
    return clause.low(last.last) in _SAYING or (last is not group and is_subject(clause, last))


def _goes_on(clause: Clause, at: int) -> bool:
    """Whether a list goes on behind a member that ends at `at`."""
    at = _over_home(clause, _over_years(clause, at))
    return clause.kind(at) == "conj" or clause.low(at) in {",", ";"}


def _over_years(clause: Clause, at: int) -> int:
    """Step over the age of a member: "her daughter of 14, and a guard"."""
    aged = clause.low(at) == "of" and clause.kind(at + 1) == "num" and clause.kind(at + 2) in {"mark", "conj"}
    return at + 2 if aged and clause.tokens[at + 1].value < OLDEST else at


def _over_home(clause: Clause, at: int) -> int:
    """Step over the home of a member of a list whose members semicolons part: "Ed Stone of Dorn, Tarania; Ada Reed"."""
    if clause.low(at) != "of":
        return at
    end = next((k for k in range(at + 1, at + _HOME) if clause.low(k) == ";"), at)
    home = all(clause.kind(k) in {"name", "mark", "word"} for k in range(at + 1, end))
    return end if home else at


def _over_aside(clause: Clause, at: int) -> int:
    """Step over what is said of a member of a list: "18 guests, six of them children, and three cooks"."""
    if clause.low(at) != ",":
        return at
    end = next((k for k in range(at + 1, at + _ASIDE) if clause.low(k) == ","), at)
    said = any(clause.low(k) == "of" and clause.low(k + 1) in {"them", "whom"} for k in range(at + 1, end))
    return end if said and clause.kind(end + 1) == "conj" else at


def _over_place(clause: Clause, at: int) -> int:
    """Step over where a member of a list was harmed, if the next has a place, too: "a nun in Relk and a boy in Elm"."""
    place = clause.opening.get(at + 1) if clause.low(at) in _PLACING else None
    if place is None or place.kind != "name" or clause.kind(place.last) != "conj":
        return at
    other = clause.opening.get(place.last + 1)
    placed = other is not None and other.kind in LISTED and clause.low(other.last) in _PLACING
    return place.last if placed else at


def is_subject(clause: Clause, group: Group) -> bool:
    """Whether a verb of its own follows the group."""
    at = group.last
    while clause.kind(at) in {"adv", "more", "who", "have", "time"}:
        at += 1
    return clause.kind(at) in {"be", "modal"} or clause.is_cue(at, "past", "died", "hit", "state", "suffer", "base")
