"""Paper: the view of a document, fonts, layout, charts, the two packs."""
