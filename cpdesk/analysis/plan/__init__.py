"""Before purchase: estimates worked out, and whether a meter will show them."""
