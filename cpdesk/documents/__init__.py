"""Paper: fonts, lines, tables, figures and the two packs. Knows nothing of records or windows."""
