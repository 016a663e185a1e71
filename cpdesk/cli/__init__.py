"""The console: the same services without a window."""
