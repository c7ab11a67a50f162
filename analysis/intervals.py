"""Intervals for shares that were counted from a sample."""

from __future__ import annotations

from math import sqrt

_Z = 1.959964  # 97.5 % point of the normal distribution


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share.

    Parameters
    ----------
    successes, trials : int
        With ``0 <= successes <= trials``.

    Returns
    -------
    tuple of float
        Low and high, 0 to 1; (0, 1) when there was no trial.

    Notes
    -----
    ``(p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n)`` with z = 1.96.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> [round(bound, 3) for bound in wilson(5, 10)]
    [0.237, 0.763]
    """
    if trials <= 0:
        return 0.0, 1.0
    share = successes / trials
    squared = _Z * _Z / trials
    centre = share + squared / 2
    spread = _Z * sqrt(share * (1 - share) / trials + squared / (4 * trials))
    low, high = (centre - spread) / (1 + squared), (centre + spread) / (1 + squared)
    # At shares of 0 and 1 the bound is the share itself, but for the last digit.
    return max(0.0, min(low, share)), min(1.0, max(high, share))
