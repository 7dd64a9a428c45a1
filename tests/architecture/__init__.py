"""The rules of the house that no linter knows.

A rule takes the root of a tree and yields one sentence for each place that breaks it, so that it can be shown
to fail on a copy: `python -m tests.architecture` in the root of any tree runs them all.
"""
