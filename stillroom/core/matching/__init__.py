"""Needs x therapists -> an order with its reasons. Pure.

    index = index_of(offers, seed)             # once for a directory and a day; linear
    best = ranked(index, needs, count=20)      # what `core.matching` in benchmarks measures

The weights stand in `weights.py`, each with why. Nothing a therapist pays or earns can raise them: see `weights.py`.
"""
