"""Decode what spaCy's entity recogniser sees, all tokens of a batch at once: the same names, in a fraction of the time.

spaCy decides token by token whether a name begins, goes on, ends or none is there; three quarters of its time go into
these steps. Its recogniser looks at three tokens: the one to decide on and, within a name, the first of the name and
the one before. So what it does outside of a name hangs on the token alone, and what within one on where it began: the
former is decided for all tokens together, the latter for all names together, one token of each after the other.

Source: ner.pyx, _state.pxd and parser_model.pyx of spaCy 3.8 (MIT); sums run in the same order as there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from transforms.mentions.entities.spans import Span

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

_FEATURES = 3
"""Tokens that the recogniser looks at, if it is one that we know to decode."""
_LONGEST = 40
"""Tokens of a name, after which it ends. A page of one word again and again is one name from each word to its end."""
_PADDING = 0
"""The row of the features that stands for no token."""


@dataclass(frozen=True, slots=True)
class Decoder:
    """A recogniser taken apart.

    tokens, features: its layers: vectors of the tokens, and what each says in each of the three places. bias: of the
    hidden layer. weights, scores: matrix and bias of the last one. Then for each class, which is a move and a label:
    is_outside: it may be chosen outside of a name. is_none: no name is there. is_begin: one of several tokens begins.
    within, last: the classes that go on with the name that it begins, and that end it.
    """

    tokens: Any
    features: Any
    bias: Floats
    weights: Floats
    scores: Floats
    is_outside: npt.NDArray[np.bool_]
    is_none: npt.NDArray[np.bool_]
    is_begin: npt.NDArray[np.bool_]
    labels: Sequence[str]
    within: Numbers
    last: Numbers

    def decode(self, docs: Sequence[Doc]) -> Iterator[list[Span]]:
        """Yield the names of each text, start and end in code points of that text."""
        filled = [doc for doc in docs if len(doc)]
        found = iter(self._decode(filled) if filled else ())
        for doc in docs:
            yield next(found) if len(doc) else []

    def _decode(self, docs: Sequence[Doc]) -> Iterator[list[Span]]:
        seen = self.features.predict(self.tokens.predict(docs))
        facts = np.concatenate([doc.to_array(["IS_SPACE", "IDX", "LENGTH"]) for doc in docs]).astype(np.int64)
        ends_at = np.cumsum([len(doc) for doc in docs])
        is_end = np.zeros(len(facts), dtype=bool)
        is_end[ends_at - 1] = True
        moves = self._move_outside(seen, is_space=facts[:, 0] > 0, is_end=is_end)
        first = np.flatnonzero(~self.is_none[moves])
        after = first + 1
        open_ = np.flatnonzero(self.is_begin[moves[first]])
        after[open_] = self._find_ends(seen, first[open_], moves[first[open_]], is_end)
        names = zip(first.tolist(), after.tolist(), moves[first].tolist(), strict=True)
        yield from self._group(names, facts[:, 1], facts[:, 1] + facts[:, 2], ends_at.tolist())

    def _move_outside(self, seen: Floats, is_space: npt.NDArray[np.bool_], is_end: npt.NDArray[np.bool_]) -> Numbers:
        """Give the class of each token where it stands in no name that has begun before."""
        scores = self._score(seen[1:, 0] + seen[_PADDING, 1] + seen[_PADDING, 2])
        scores[:, ~self.is_outside] = -np.inf
        scores[np.ix_(is_end, self.is_begin)] = -np.inf  # nothing is left for the rest of the name
        scores[np.ix_(is_space, ~self.is_none)] = -np.inf
        moves: Numbers = scores.argmax(axis=1)
        return moves

    def _find_ends(self, seen: Floats, first: Numbers, begun: Numbers, is_end: npt.NDArray[np.bool_]) -> Numbers:
        """Give behind which token each name ends that begins at the tokens `first` with the classes `begun`."""
        ends = first.copy()
        waiting = np.arange(len(first))
        at = first + 1
        for _ in range(_LONGEST):
            start = first[waiting]
            scores = self._score(seen[1 + at, 0] + seen[1 + start, 1] + seen[at, 2])  # row `at` is the token before
            rows, within, last = np.arange(len(at)), self.within[begun[waiting]], self.last[begun[waiting]]
            goes_on = (scores[rows, within] >= scores[rows, last]) & ~is_end[at]
            ends[waiting[~goes_on]] = at[~goes_on] + 1
            waiting, at = waiting[goes_on], at[goes_on] + 1
            if not len(waiting):
                break
        ends[waiting] = at
        return ends

    def _score(self, summed: Floats) -> Floats:
        hidden = (summed + self.bias).max(axis=-1)
        scores: Floats = hidden @ self.weights.T + self.scores
        return scores

    def _group(
        self, names: Iterator[tuple[int, int, int]], starts: Numbers, stops: Numbers, ends_at: Sequence[int]
    ) -> Iterator[list[Span]]:
        """Yield the names of each text; those that would begin within another one never did."""
        pending, free = next(names, None), 0
        for end in ends_at:
            spans = []
            while pending and pending[0] < end:
                first, after, move = pending
                if first >= free:
                    spans.append(Span(int(starts[first]), int(stops[after - 1]), self.labels[move]))
                    free = after
                pending = next(names, None)
            yield spans


def find_decoder(model: Language) -> Decoder | None:
    """Take the recogniser of a spaCy pipeline apart; None where it is of another kind, or other parts have a say."""
    recogniser: Any = model.get_pipe(model.pipe_names[0]) if len(model.pipe_names) == 1 else None
    if type(recogniser) is not EntityRecognizer or recogniser.cfg.get("beam_width") != 1 or recogniser.postprocesses:
        return None
    network = recogniser.model
    if network.attrs.get("unseen_classes") or not all(map(network.has_ref, ("tok2vec", "lower", "upper"))):
        return None
    lower, upper = network.get_ref("lower"), network.get_ref("upper")
    if lower.get_dim("nF") != _FEATURES or lower.get_dim("nP") < 2:
        return None
    names = [recogniser.moves.get_class_name(at) for at in range(recogniser.moves.n_moves)]
    kinds, labels = [name[:2] for name in names], [name[2:] for name in names]
    place = {name: at for at, name in enumerate(names)}
    follow = [[place.get(kind + label, 0) for label in labels] for kind in ("I-", "L-")]
    return Decoder(
        tokens=network.get_ref("tok2vec"),
        features=lower,
        bias=lower.get_param("b"),
        weights=upper.get_param("W"),
        scores=upper.get_param("b"),
        is_outside=np.array([name == "O" or (name[:2] in ("B-", "U-") and len(name) > 2) for name in names]),
        is_none=np.array([name == "O" for name in names]),
        is_begin=np.array([kind == "B-" for kind in kinds]),
        labels=labels,
        within=np.array(follow[0]),
        last=np.array(follow[1]),
    )
