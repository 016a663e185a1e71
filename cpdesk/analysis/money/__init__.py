"""Prices of what was avoided, and what an investment is worth."""
