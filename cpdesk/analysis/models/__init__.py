"""Least squares: one model, all models of some drivers, and what rule sets ask of them."""
