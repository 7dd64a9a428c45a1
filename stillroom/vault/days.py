"""Coarse calendar units, the only time that columns hold."""

from datetime import date, datetime, timedelta

EPOCH = date(1970, 1, 1)


def day_of(moment: datetime) -> int:
    """Days since 1970-01-01 (UTC)."""
    return int(moment.timestamp()) // 86_400


def month_of(moment: datetime) -> int:
    """YYYYMM (UTC)."""
    utc = EPOCH + timedelta(days=day_of(moment))
    return utc.year * 100 + utc.month
