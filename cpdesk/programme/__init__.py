"""Dated scheme rules: who may apply, for what, with which papers."""
