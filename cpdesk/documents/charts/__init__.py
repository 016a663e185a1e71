"""Charts: the same function draws on the screen and as vectors on paper."""
