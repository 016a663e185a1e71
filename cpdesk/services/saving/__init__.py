"""What upgrades saved: from the record to a result, its worth, and its share of a meter."""
