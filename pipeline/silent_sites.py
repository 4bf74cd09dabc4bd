"""What each site gave to a run, and which sites have fallen silent since the last ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, get_args

from transforms.sites import OTHERS, Kind, namespace_of

_MOST_TOLD = 1_000
_LOOKED_BACK = 5
"""Runs before this one."""

Sites = Mapping[str, Mapping[str, int]]
"""Site -> kind -> how many; a kind of which there are none is left out."""


def take_sites(counters: Mapping[tuple[str, str], int]) -> dict[str, dict[str, int]]:
    """What the counters of a run say of sites, those that gave most first; the rest are counted together."""
    kinds: dict[str, Kind] = {namespace_of(kind): kind for kind in get_args(Kind)}
    sites: dict[str, dict[str, int]] = {}
    for (namespace, name), times in counters.items():
        if namespace in kinds and times:
            sites.setdefault(name, {})[kinds[namespace]] = times
    others = sites.pop(OTHERS, {})
    ordered = sorted(sites, key=lambda site: (-sum(sites[site].values()), site))
    for site in ordered[_MOST_TOLD:]:
        for kind, times in sites[site].items():
            others[kind] = others.get(kind, 0) + times
    told = {site: sites[site] for site in ordered[:_MOST_TOLD]}
    return told | {OTHERS: others} if others else told


def find_silent_sites(sites: Sites, settings: Mapping[str, Any], earlier: Iterable[Mapping[str, Any]]) -> list[str]:
    """Sites that gave articles to the last runs and none to this one, and no page that the tables held already.

    settings: of this run. earlier: manifests of the runs before it, the newest first. A run of the same inputs is
    missed by every site that it does not hear of; a watcher's run, which reads what is new alone, or one of other
    inputs by those that have failed now.
    """
    inputs = list(settings["inputs"])
    silent = set()
    for told in islice(earlier, _LOOKED_BACK):
        comparable = settings["watch"] is None and told.get("settings", {}).get("inputs") == inputs
        for site, gave in told.get("sites", {}).items():
            now = sites.get(site, {})
            heard = now.get("articles") or now.get("nothing_new")
            if site != OTHERS and gave.get("articles") and not heard and (comparable or now.get("failures")):
                silent.add(site)
    return sorted(silent)
