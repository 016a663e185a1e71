"""Bills and registers as calendar months; degree days from temperatures."""
