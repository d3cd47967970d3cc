"""What was released: of each version the sums of its migrations and a small database it left.

`python -m tests.releases.cutting` adds a folder; nothing in a folder is ever changed. A database of
every release is brought to the present by `tests/test_releases.py`.
"""
