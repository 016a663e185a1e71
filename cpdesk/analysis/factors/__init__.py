"""Dated coefficients, and what they turn an amount into."""
