"""Signalling between the two people of a live session: pure and strict, values in and values out.

`messages` says what may be said, `addresses` keeps network addresses out of it, `room` says who may say
what when.
"""
