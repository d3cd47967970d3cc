"""How a cell is called: the child that reads it and the sentence that tells it say the same."""

from string import ascii_uppercase


def cell_name(row, column):
    """ "C5" of (4, 2): row and column counted from 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return f"{letters}{row + 1}"
