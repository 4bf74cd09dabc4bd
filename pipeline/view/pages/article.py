"""One article: its text with what was read marked in place, each figure with its reasons, and its provenance."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.view import words
from pipeline.view.articles import ArticleRows, read_article
from pipeline.view.charts.ranges import draw_range
from pipeline.view.countries import place_line
from pipeline.view.database import Row
from pipeline.view.markup import Child, Markup, element, outside
from pipeline.view.pages.frame import Sheet, csv_links, facts, table
from pipeline.view.pages.marks import Mark, mark_text
from pipeline.view.pages.revisions import revision_list
from pipeline.view.reasons import Reasons, find_reasons
from pipeline.view.snapshot import Snapshot


def article_page(snapshot: Snapshot, article_id: str, revision: str | None, why: str) -> Sheet | None:
    """The page of an article; None when there is none. revision: None is the newest. why: a figure_id."""
    rows = read_article(snapshot, article_id, revision)
    if rows is None:
        return None
    a = rows.article
    title = a["title"] or "Untitled"
    reasons = find_reasons(rows, why) if why else None
    here = f"/article/{article_id}"
    shown = "" if revision is None else f"revision={a['revision']}&"
    figures = [
        _figure_card(
            row,
            f"{here}?{shown}why={row['figure_id']}#{row['figure_id']}",
            reasons if row["figure_id"] == why else None,
        )
        for row in rows.figures
    ]
    body = [
        element("p", credit_line(a), class_="kicker"),
        element("h1", element("bdi", title), lang=a["language"] if _is_tag(a["language"]) else None),
        element("p", legend(), class_="legend"),
        element(
            "div",
            element(
                "article",
                mark_text(a["text"], marks_of(rows)),
                class_="text",
                lang=a["language"] if _is_tag(a["language"]) else None,
            ),
            element("aside", element("h2", _heading(rows)), figures, class_="figures", aria_label="Figures"),
            class_="reading",
        ),
        element("h2", "Where it comes from"),
        facts(_provenance(a)),
        _family_of(snapshot, article_id),
        revision_list(snapshot, rows) if len(rows.revisions) > 1 else None,
        element("h2", "Dates"),
        _dates(rows) if rows.dates else element("p", "None was read.", class_="empty"),
        element("h2", "Names"),
        _names(rows) if rows.names else element("p", "None was read.", class_="empty"),
        csv_links(here, ("casualties", "dates", "entities")),
    ]
    return Sheet(title, "", body)


def _is_tag(language: str | None) -> bool:
    return language is not None and language.isascii() and language.isalpha() and len(language) < 9


def _heading(rows: ArticleRows) -> str:
    return words.count(len(rows.figures), "figure") if rows.figures else "No figures"


def credit_line(a: Row) -> list[Child]:
    """Site, time, agency and authors."""
    when = words.moment(a["published_at"]) if a["published_at"] else "publication day unknown"
    parts: list[Child] = [outside(a["url"], a["site"] or a["url"] or a["source_id"] or "no address"), when]
    parts += [part for part in (a["agency"], ", ".join(a["authors"])) if part]
    return [part if i == 0 else [" · ", element("bdi", part)] for i, part in enumerate(parts)]


def legend() -> list[Child]:
    """What the marks mean."""
    names = {
        "main": "the article's own figure",
        "other": "another figure",
        "date": "date",
        "place": "place",
        "name": "name",
    }
    return [[element("span", said, class_=f"m {kind}"), " "] for kind, said in names.items()]


def marks_of(rows: ArticleRows, *, linked: bool = True) -> Iterator[Mark]:
    """Marks of figures, dates, places and names. linked: a figure's mark leads to its card."""
    spans: dict[tuple[int, int], list[Row]] = {}
    for figure in rows.figures:
        spans.setdefault((figure["start"], figure["end"]), []).append(figure)
    for (start, end), figures in spans.items():
        kind = "main" if any(figure["is_main"] for figure in figures) else "other"
        note = "; ".join(
            f"{words.bounds(f['low'], f['best'], f['high'])} {f['outcome']}, {words.said(f['scope'])}" for f in figures
        )
        name = figures[0]["figure_id"]
        yield Mark(start, end, kind, note, f"#{name}" if linked else None, f"at-{name}" if linked else None)
    for date in rows.dates:
        yield Mark(
            date["start"],
            date["end"],
            "date",
            words.days(date["first_day"], date["last_day"])
            if date["first_day"]
            else date["value"] or date["type"].lower(),
        )
    for name in rows.names:
        where = place_line(name["place_name"], name["country"])
        yield Mark(
            name["start"],
            name["end"],
            "place" if name["latitude"] is not None else "name",
            where or f"{name['name']} ({name['label']})",
        )


def _figure_card(row: Row, why: str | None, reasons: Reasons | None) -> Markup:
    """All that a casualty row says. why: the address that tells the reasons."""
    f = row
    highest = max((bound for bound in (f["low"], f["best"], f["high"]) if bound is not None), default=0)
    scope = "the article's own figure" if f["is_main"] else words.said(f["scope"])
    where = place_line(f["place"], f["country"])
    linked = [
        f"part of {f['subset_of']}" if f["subset_of"] else "",
        f"brings {f['supersedes']} up to date" if f["supersedes"] else "",
        "worked out, not stated" if f["is_derived"] else "",
    ]
    pairs: list[tuple[Child, Child]] = [
        ("Count of", ", ".join(filter(None, [scope, *linked]))),
        ("Who says so", speaker_of(f)),
        ("Whom", _whom(f)),
        ("Cause", words.said(f["cause"])),
        ("When", words.days(f["first_day"], f["last_day"]) if f["first_day"] or f["last_day"] else None),
        ("Where", where),
        ("Sure", f"{round(100 * f['confidence'])} %"),
    ]
    ask = element("p", element("a", "Why?", href=why, class_="why")) if why and reasons is None else None
    return element(
        "section",
        element(
            "h3",
            element("a", f["figure_id"], href=f"#at-{f['figure_id']}", class_="id"),
            f" {words.bounds(f['low'], f['best'], f['high'])} {f['outcome']}",
        ),
        draw_range(f["low"], f["best"], f["high"], highest) if f["low"] != f["high"] else None,
        element("blockquote", f["sentence"], dir="auto"),
        facts(pairs),
        ask,
        _tell_reasons(reasons) if reasons else None,
        id=f["figure_id"],
        class_="card main" if f["is_main"] else "card",
    )


def _whom(f: Row) -> str:
    kind = "" if f["victim_type"] == "unknown" else words.said(f["victim_type"])
    women = "" if f["women"] is None else words.count(f["women"], "woman", "women")
    children = "" if f["children"] is None else words.count(f["children"], "child", "children")
    return ", ".join(filter(None, (f["victims"], kind, women, children)))


def speaker_of(f: Row) -> str:
    """Who states a figure, and how sure of it he is."""
    kind = "" if f["attribution_type"] == "none" else words.said(f["attribution_type"])
    if not f["attributed_to"] and not kind:
        return "nobody named"
    certainty = "" if f["certainty"] == "asserted" else f", {f['certainty']}"
    return f"{f['attributed_to'] or kind}{f' ({kind})' if f['attributed_to'] and kind else ''}{certainty}"


def _tell_reasons(reasons: Reasons) -> Markup:
    """The sentences, then what was weighed."""
    weighed = element(
        "ul", [element("li", element("b", f"{weight:+.2f}", class_="n"), " ", said) for weight, said in reasons.weighed]
    )
    heading = element("p", "Weighed for and against a figure of its own, in log-odds, as this version reads the text:")
    return element("div", facts(reasons.said), [heading, weighed] if reasons.weighed else None, class_="reasons")


def _provenance(a: Row) -> list[tuple[Child, Child]]:
    """Where an article comes from, and what says so."""
    offset = "" if a["published_offset"] is None else f", clock of the publisher {a['published_offset']:+d} minutes"
    published = (
        f"{words.moment(a['published_at'])}, by {a['published_from']}{offset}" if a["published_at"] else "nobody says"
    )
    return [
        ("Address", outside(a["url"], a["url"] or "none")),
        ("Its own name for itself", outside(a["canonical_url"], a["canonical_url"]) if a["canonical_url"] else None),
        ("Record", a["source_id"]),
        ("Published", published),
        ("Changed", words.moment(a["modified_at"]) if a["modified_at"] else None),
        ("Fetched", words.moment(a["fetched_at"]) if a["fetched_at"] else None),
        ("Agency", a["agency"]),
        ("Dateline", a["dateline"]),
        ("Section", a["section"]),
        ("Language", a["language"]),
        ("Words", words.number(a["words"])),
        ("Article", element("code", f"{a['article_id']} · {a['revision']}")),
        ("Run", element("code", a["run_id"])),
    ]


def _dates(rows: ArticleRows) -> Markup:
    lines = [
        (
            element("bdi", d["text"]),
            d["value"],
            words.days(d["first_day"], d["last_day"]) if d["first_day"] else "",
            d["anchor"] and d["anchor"].isoformat(),
            words.said(d["rule"]),
        )
        for d in rows.dates
    ]
    return table(("Words", "Value", "Days", "Seen from", "Rule"), lines, caption="Dates in the text")


def _names(rows: ArticleRows) -> Markup:
    """A line a name, with how often it stands in the text."""
    lines: dict[tuple[str, str, str], int] = {}
    for n in rows.names:
        where = place_line(n["place_name"], n["country"])
        key = (n["name"], n["label"], where)
        lines[key] = lines.get(key, 0) + 1
    cells = [
        (element("a", element("bdi", name), href=f"/search?{words.query(q=name)}"), label, where, words.number(times))
        for (name, label, where), times in lines.items()
    ]
    return table(("Name", "Kind", "Where", "Times"), cells, (3,), caption="Names in the text")


def _family_of(snapshot: Snapshot, article_id: str) -> Child:
    """The events that it tells and the family of its wording, where they were linked."""
    if not snapshot.linked:
        return None
    events = snapshot.database.fetch(
        "SELECT id, title, first_day, bool_and(coalesce(aside, false)) AS aside "
        "FROM stories JOIN event_articles ON event_id = id "
        "WHERE article_id = $id GROUP BY ALL ORDER BY aside, first_day, id LIMIT 20",
        {"id": article_id},
    )
    links = [
        element(
            "li",
            element("a", e["title"] or "Untitled", href=f"/event/{e['id']}"),
            " ",
            words.day(e["first_day"]),
            ", aside" if e["aside"] else None,
        )
        for e in events
    ]
    kin = _kin(snapshot, article_id) if snapshot.database.holds("families") else None
    return [
        element("h2", "Events that it tells"),
        element("ul", links) if links else element("p", "None.", class_="empty"),
        kin,
    ]


def _kin(snapshot: Snapshot, article_id: str) -> Child:
    rows = snapshot.database.fetch(
        """SELECT DISTINCT f.role, f.similarity, f.containment, n.article_id, n.title, n.site, n.published_at
        FROM families AS f JOIN newest AS n USING (article_id, revision)
        WHERE family_id IN (SELECT family_id FROM families WHERE article_id = $id) ORDER BY n.published_at LIMIT 100""",
        {"id": article_id},
    )
    if len(rows) < 2:
        return None
    lines = [
        (
            element("a", element("bdi", r["title"] or "Untitled"), href=f"/article/{r['article_id']}"),
            r["site"],
            words.moment(r["published_at"]),
            r["role"],
            f"{round(100 * (r['similarity'] or 0))} %",
        )
        for r in rows
    ]
    heads = ("Title", "Site", "Published", "Role", "Alike")
    said = "The same wording, at one source or several: they count once."
    return [element("h2", "Its family"), element("p", said), table(heads, lines, (4,), caption="The family")]
