"""The minimum necessary: places in a note of which a therapist may want to ask whether they are needed."""
