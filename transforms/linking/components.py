"""Connected components: which things hang together by pairs, however long the way."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

_Thing = TypeVar("_Thing", bound=Hashable)


class Components(Generic[_Thing]):
    """A union-find: join pairs, then ask for the name of a thing's component."""

    def __init__(self, pairs: Iterable[tuple[_Thing, _Thing]] = ()) -> None:
        self._parents: dict[_Thing, _Thing] = {}
        for one, other in pairs:
            self.join(one, other)

    def find(self, thing: _Thing) -> _Thing:
        """A member that stands for the component of a thing; the thing itself when nothing is joined to it."""
        root = thing
        while (above := self._parents.get(root, root)) != root:
            root = above
        while thing != root:
            self._parents[thing], thing = root, self._parents.get(thing, thing)
        return root

    def join(self, one: _Thing, other: _Thing) -> None:
        """From now on the two are of one component."""
        self._parents[self.find(one)] = self.find(other)

    def group(self, things: Iterable[_Thing]) -> list[list[_Thing]]:
        """The things by component, in the order in which each first stands."""
        groups: dict[_Thing, list[_Thing]] = {}
        for thing in things:
            groups.setdefault(self.find(thing), []).append(thing)
        return list(groups.values())
