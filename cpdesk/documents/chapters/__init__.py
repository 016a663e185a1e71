"""The chapters that the packs are made of."""
