"""How paper is set: fonts, lines, tables, figures, two languages side by side."""
