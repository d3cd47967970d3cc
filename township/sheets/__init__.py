"""Workbooks of other people read into words: one reader for every import of the site."""
