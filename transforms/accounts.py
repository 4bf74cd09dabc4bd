"""The account of a run, or of one window of a stream: what came in, what became of it, which files hold it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import apache_beam as beam

from schemas.dead_letter import Reason
from schemas.tables import ARTICLES, FAILURES


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that is complete and in its place. path: below the output folder.

    failures: of a failures file, rows by (stage, reason). doubles: rows that came once more, and are not there twice.
    """

    table: str
    path: str
    rows: int
    failures: tuple[tuple[str, str, int], ...] = ()
    doubles: int = 0


@dataclass(frozen=True, slots=True)
class Entered:
    """So many things were asked for: each must become an article, a failure or nothing new.

    topic, partition, begin, end: where in a topic they were read, offsets begin to end - 1; nothing for other inputs.
    """

    count: int
    topic: str = ""
    partition: int = 0
    begin: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class NothingNew:
    """One thing that was asked for and that the tables hold already."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class Dropped:
    """One thing that was asked for and is to stay forgotten."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A page of the notebook, by the path of its file."""

    path: str


Told = WrittenFile | Entered | NothingNew | Dropped | Noted
"""What the steps tell of themselves."""


@dataclass
class Account:
    """What became of everything that entered.

    offsets: topic -> partition -> (first offset read, the one that comes next).
    """

    files: list[WrittenFile] = field(default_factory=list)
    entered: int = 0
    dropped: int = 0
    nothing_new: Counter[str] = field(default_factory=Counter)
    noted: list[str] = field(default_factory=list)
    offsets: dict[str, dict[int, tuple[int, int]]] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many things came in of which no row and no count tells; below 0, how many came out of nowhere."""
        rows = sum(file.rows + file.doubles for file in self.files if file.table in {ARTICLES.name, FAILURES.name})
        return self.entered - self.dropped - rows - sum(self.nothing_new.values())

    def add(self, told: Told) -> None:
        """Take in what a step tells."""
        if isinstance(told, WrittenFile):
            self.files.append(told)
        elif isinstance(told, Noted):
            self.noted.append(told.path)
        elif isinstance(told, NothingNew):
            self.nothing_new[told.reason] += 1
        elif isinstance(told, Dropped):
            self.dropped += 1
        else:
            self.entered += told.count
            if told.topic:
                self._read({told.topic: {told.partition: (told.begin, told.end)}})

    def merge(self, other: Account) -> None:
        """Take in another account."""
        self.files += other.files
        self.noted += other.noted
        self.nothing_new += other.nothing_new
        self.entered += other.entered
        self.dropped += other.dropped
        self._read(other.offsets)

    def _read(self, offsets: Mapping[str, Mapping[int, tuple[int, int]]]) -> None:
        for topic, partitions in offsets.items():
            held = self.offsets.setdefault(topic, {})
            for partition, (begin, end) in partitions.items():
                first, last = held.get(partition, (begin, end))
                held[partition] = min(begin, first), max(end, last)


class SumAccount(beam.CombineFn):
    """What steps tell -> one Account."""

    def create_accumulator(self) -> Account:
        """Nothing yet."""
        return Account()

    def add_input(self, account: Account, told: Told) -> Account:
        """Add what a step tells."""
        account.add(told)
        return account

    def merge_accumulators(self, accounts: Iterable[Account]) -> Account:
        """Add accounts."""
        whole = Account()
        for account in accounts:
            whole.merge(account)
        return whole

    def extract_output(self, account: Account) -> Account:
        """As it is."""
        return account
