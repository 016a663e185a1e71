"""The ground: paths, files, settings, languages. It knows nothing of the trade."""
