"""Numbers from numbers: months, models, savings, money, emissions."""
