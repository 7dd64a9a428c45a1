"""Rounding half up, exactly: on integers, so that 2.675 is 2.68 and no float decides."""


def whole_half_up(numerator: int, denominator: int) -> int:
    """numerator / denominator to the nearest whole number, halves upwards; denominator > 0."""
    return (2 * numerator + denominator) // (2 * denominator)


def hundredths_half_up(numerator: int, denominator: int) -> float:
    """numerator / denominator to two decimals, halves upwards; denominator > 0."""
    return whole_half_up(100 * numerator, denominator) / 100
