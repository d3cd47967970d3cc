"""Where the signature of an official document stands (GB/T 9704-2012, 7.3.5).

Sealed: the day is set in by four characters from the right and the organ is centred over it.
Unsealed: the organ is set in by two characters and the day follows it.
"""

from unicodedata import east_asian_width

SEALED_INDENT, UNSEALED_INDENT = 4, 2


def width(text):
    """How many Chinese characters wide a text is; Western letters count half."""
    return sum(1 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def signature_indents(signature):
    """(text, indent from the right in characters) for each line of a Signature."""
    lines = [line for line in (*signature.organs, signature.day) if line]
    widest = max(map(width, lines), default=0)
    if signature.is_sealed:
        middle = SEALED_INDENT + width(signature.day) / 2
        middle = max(middle, UNSEALED_INDENT + widest / 2)
    else:
        middle = UNSEALED_INDENT + widest / 2
    return [(line, round(middle - width(line) / 2, 2)) for line in lines]
