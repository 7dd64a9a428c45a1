"""Pages for whoever asks, and for the stewards who answer."""
