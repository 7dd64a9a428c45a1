"""Questionnaires as data and their scoring as pure functions: a sheet of answers in, a result out."""
