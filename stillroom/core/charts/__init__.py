"""Charts as places: numbers over time in, where each part of the drawing lies out."""
