"""Pages of the practice: a therapist's own, and the stewards'."""
