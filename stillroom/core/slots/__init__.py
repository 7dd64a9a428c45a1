"""Free times as integer bitsets of five-minute cells: pure, exact at daylight-saving changes."""
