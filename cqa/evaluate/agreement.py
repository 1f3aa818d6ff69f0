"""Agreement of two readers beyond chance: Cohen's kappa and Krippendorff's alpha, for names without an order.

J. Cohen, *A coefficient of agreement for nominal scales*, Educational and Psychological Measurement 20 (1960);
K. Krippendorff, *Computing Krippendorff's alpha-reliability* (2011), nominal data. Both are 1 for full agreement, 0 for
chance; alpha bears missing values and any number of readers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return Cohen's kappa of two readers; None without pairs, or where both use one and the same name throughout.

    >>> round(cohen_kappa([("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15), 3)
    0.4
    """
    if not pairs:
        return None
    n = len(pairs)
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs) / n
    expected = sum(one[name] * other[name] for name in one) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(units: Sequence[Sequence[str]]) -> float | None:
    """Return Krippendorff's alpha of units, each with the names that its readers gave; units with one are left out.

    None where nothing can be compared, or where only one name occurs.

    >>> round(krippendorff_alpha([["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"]]), 3)
    0.533
    """
    compared = [unit for unit in units if len(unit) > 1]
    values = Counter(name for unit in compared for name in unit)
    n = values.total()
    expected = n * n - sum(count * count for count in values.values())
    if n < 2 or not expected:
        return None
    observed = sum((len(u) ** 2 - sum(c * c for c in Counter(u).values())) / (len(u) - 1) for u in compared)
    return 1 - (n - 1) * observed / expected
