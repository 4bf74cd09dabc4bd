"""Logistic models small enough to be shipped as plain numbers: which row of a group, and yes or no."""

from __future__ import annotations

import numpy as np

Features = dict[str, float]


def as_matrix(rows: list[Features], names: dict[str, int]) -> np.ndarray:
    """Features as a matrix with one column a name."""
    matrix = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in names:
                matrix[i, names[name]] = value
    return matrix


def fit_ranker(groups: list[tuple[np.ndarray, int, float]], size: int, steps: int = 600) -> np.ndarray:
    """Weights of a conditional logit: in each group the right row should score highest. L2 1, Adam, full batch."""
    rows = np.vstack([g[0] for g in groups])
    owner = np.repeat(np.arange(len(groups)), [len(g[0]) for g in groups])
    starts = np.cumsum([0] + [len(g[0]) for g in groups])[:-1]
    importance = np.array([g[2] for g in groups])
    right = rows[starts + np.array([g[1] for g in groups])]
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        scores = rows @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        chance = raised / np.add.reduceat(raised, starts)[owner]
        slope = rows.T @ (chance * importance[owner]) - (right * importance[:, None]).sum(0) + weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def fit_logistic(
    rows: np.ndarray, labels: np.ndarray, importance: np.ndarray, signs: np.ndarray, ridge: np.ndarray
) -> np.ndarray:
    """Weights of a logistic regression; ridge: the L2 penalty of each column, the first of which is the bias.

    signs: -1 for columns that may not speak for a yes, 1 for those that may not speak against it, 0 for free ones;
    those that would are left out, the worst first.
    """
    left = np.ones(rows.shape[1], bool)
    while True:
        weights = np.zeros(rows.shape[1])
        weights[left] = _climb(rows[:, left], labels, importance, ridge[left])
        wrong = np.maximum(-signs * weights, 0.0)
        if wrong.max() <= 0:
            return weights
        left &= wrong < max(wrong.max() / 2, 1e-9)


def _climb(rows: np.ndarray, labels: np.ndarray, importance: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    """Newton's method with halved steps, so that it never ends up worse than it was."""
    weights = np.zeros(rows.shape[1])

    def loss(at: np.ndarray) -> float:
        odds = rows @ at
        return float((importance * (np.logaddexp(0, odds) - labels * odds)).sum() + 0.5 * (ridge * at * at).sum())

    lost = loss(weights)
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (importance * (chance - labels)) + ridge * weights
        curve = (rows * (importance * chance * (1 - chance))[:, None]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(curve, slope)
        while loss(weights - step) > lost and np.abs(step).max() > 1e-6:
            step /= 2
        weights = weights - step
        before, lost = lost, loss(weights)
        if before - lost < 1e-7:
            break
    return weights
