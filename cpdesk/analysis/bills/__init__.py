"""A bill as it is printed: what follows from what is typed, and what is doubtful in it."""
