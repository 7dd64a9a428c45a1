"""Rounding half up, exactly: on integers, so that 2.675 is 2.68 and no float decides."""

from math import isqrt


def whole_half_up(numerator: int, denominator: int) -> int:
    """numerator / denominator to the nearest whole number, halves upwards; denominator > 0."""
    return (2 * numerator + denominator) // (2 * denominator)


def hundredths_half_up(numerator: int, denominator: int) -> float:
    """numerator / denominator to two decimals, halves upwards; denominator > 0."""
    return whole_half_up(100 * numerator, denominator) / 100


def root_half_up(numerator: int, denominator: int, *, negative: bool = False) -> int:
    """The square root of numerator / denominator (or its negative) to the nearest whole number, halves upwards.

    numerator >= 0, denominator > 0.
    """
    # n is the root rounded when 2n - 1 <= 2 root < 2n + 1; the root of a floor is the floor of the root.
    doubled, rest = divmod(4 * numerator, denominator)
    below = isqrt(doubled)
    if not negative:
        return (below + 1) // 2
    exact = rest == 0 and below * below == doubled
    return -(below // 2 if exact else (below + 1) // 2)
