"""How a cell is called: the child that reads it and the sentence that tells it say the same."""

import re
from string import ascii_uppercase


def cell_name(row, column):
    """ "C5" of (4, 2): row and column counted from 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return f"{letters}{row + 1}"


def column_name(column):
    """ "C" of 2."""
    return cell_name(0, column)[:-1]


def cell_place(name):
    """(4, 2) of "C5"."""
    letters, row = re.fullmatch(r"([A-Z]+)([1-9][0-9]*)", name).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ascii_uppercase.index(letter) + 1
    return int(row) - 1, column - 1
