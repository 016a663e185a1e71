"""The official form: any PDF that asks, read, understood, and filled from the record."""
