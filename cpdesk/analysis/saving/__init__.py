"""What was saved, how sure that is, and what may be said of it."""
