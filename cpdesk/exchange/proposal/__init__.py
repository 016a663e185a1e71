"""A factory's own untidy workbook: what it seems to mean, corrected by the user, then taken in.

`grid` opens the file, `proposing` says what it seems to mean, `mapping_file` keeps what the user
said of it, and `applying` makes of both the draft that every import is previewed from.
"""
