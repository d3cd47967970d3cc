"""The whole installation kept in another place, and brought back from there.

A backup lies in a folder: `content/` holds database copies and files by their sums, each once
however many backups speak of it; `backup-<time>.json` is one backup, written when all it names is
there. Keys are never in it.
"""
