"""Writes a paper as plain text: one line a paragraph, cells joined by tabs."""

from functools import singledispatch

from township.papers import blocks as b


def write(paper):
    """The paper's words in reading order."""
    return "\n".join(line for block in paper.blocks for line in _lines(block)) + "\n"


@singledispatch
def _lines(block):
    return []


@_lines.register(b.Title)
def _title(block):
    return [*block.lines, ""]


@_lines.register(b.Heading)
@_lines.register(b.Paragraph)
def _text(block):
    return [block.text]


@_lines.register
def _table(block: b.Table):
    return [
        "\t".join(cell.text.replace("\n", " ") if cell else "" for cell in row).rstrip()
        for row in (*block.header, *block.rows)
    ]


@_lines.register
def _masthead(block: b.Masthead):
    signer = f"签发人：{block.signer}" if block.signer else ""
    return [line for line in (block.organ, block.number, signer) if line]


@_lines.register
def _attachments(block: b.Attachments):
    return [
        f"{'　　　' if at else '附件：'}{mark}{name}"
        for at, (mark, name) in enumerate(zip(block.marks, block.names, strict=True))
    ]


@_lines.register
def _signature(block: b.Signature):
    return [*block.organs, block.day]


@_lines.register
def _imprint(block: b.Imprint):
    copies = f"抄送：{block.copies}" if block.copies else ""
    printed = f"{block.issuer} {block.day}印发" if block.issuer else ""
    return [line for line in (copies, printed) if line]


@_lines.register
def _code(block: b.QrCode):
    return [line for line in (*block.beside, block.caption, block.content) if line]


@_lines.register
def _image(block: b.Image):
    return [block.caption] if block.caption else []


@_lines.register
def _slips(block: b.Slips):
    return [line for slip in block.slips for part in slip for line in _lines(part)]
