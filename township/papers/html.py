"""Writes a paper as an HTML fragment: meaning in the elements, looks in the class names.

No inline style, so that the strict content security policy holds; column widths are classes in
steps of five per cent (paper-w5 … paper-w100 in static/css/paper.css).
"""

import base64
from functools import singledispatch

from django.utils.html import escape
from django.utils.safestring import mark_safe

from township.papers import blocks as b
from township.papers.codes import qr_svg


def write(paper):
    """The fragment `<article class="paper …">`, safe to put into a page."""
    body = "\n".join(_html(block) for block in paper.blocks)
    if paper.mark and not paper.bears_own_code:
        body = f'<figure class="paper-mark">{qr_svg(paper.link, "本表的二维码")}</figure>\n{body}'
    side = "landscape" if paper.is_landscape else "portrait"
    # Safe because every text of a block goes through escape below.
    return mark_safe(
        f'<article class="paper paper-{paper.layout_name} paper-{side}">\n{body}\n</article>'
    )


def _runs(runs):
    return "".join(
        f"<strong>{escape(run.text)}</strong>" if run.is_strong else escape(run.text)
        for run in runs
    )


@singledispatch
def _html(block):
    raise TypeError(f"no HTML for {type(block).__name__}")


@_html.register
def _title(block: b.Title):
    return f'<h2 class="paper-title">{"<br>".join(escape(line) for line in block.lines)}</h2>'


@_html.register
def _heading(block: b.Heading):
    tag = f"h{block.level + 2}"
    return f'<{tag} class="paper-h{block.level}">{escape(block.text)}</{tag}>'


@_html.register
def _paragraph(block: b.Paragraph):
    return f'<p class="paper-{block.align}">{_runs(block.runs) or "&nbsp;"}</p>'


@_html.register
def _table(block: b.Table):
    columns = "".join(f'<col class="paper-w{max(5, share // 50 * 5)}">' for share in block.shares)
    tall = " paper-table-tall" if block.row_height >= 9 else ""
    head = "".join(_row(row, "th") for row in block.header)
    body = "".join(_row(row, "td") for row in block.rows)
    return (
        f'<div class="paper-scroll"><table class="paper-table{tall}">'
        f"<colgroup>{columns}</colgroup>"
        + (f"<thead>{head}</thead>" if head else "")
        + f"<tbody>{body}</tbody></table></div>"
    )


def _row(row, tag):
    return "<tr>" + "".join(_cell(cell, tag) for cell in row if cell) + "</tr>"


def _cell(cell, tag):
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    scope = ' scope="col"' if tag == "th" else ""
    sides = {line.align for line in cell.lines}
    if len(sides) == 1 and sides != {b.INDENT}:
        align = cell.lines[0].align
        content = "<br>".join(_runs(line.runs) for line in cell.lines)
        return f'<{tag}{scope}{spans} class="paper-{align}">{content}</{tag}>'
    content = "".join(_html(line) for line in cell.lines)
    return f"<{tag}{scope}{spans}>{content}</{tag}>"


@_html.register
def _masthead(block: b.Masthead):
    number = f"<span>{escape(block.number)}</span>" if block.number else ""
    signer = f"<span>签发人：{escape(block.signer)}</span>" if block.signer else ""
    upward = " paper-upward" if signer else ""
    letter = " paper-letter" if block.is_letter else ""
    return (
        f'<header class="paper-masthead{letter}"><p class="paper-organ">{escape(block.organ)}</p>'
        f'<p class="paper-number{upward}">{number}{signer}</p></header>'
    )


@_html.register
def _attachments(block: b.Attachments):
    items = "".join(
        f"<li><span>{mark}</span>{escape(name)}</li>"
        for mark, name in zip(block.marks, block.names, strict=True)
    )
    return f'<div class="paper-attachments"><p>附件：</p><ul>{items}</ul></div>'


@_html.register
def _signature(block: b.Signature):
    organs = "".join(f"<p>{escape(organ)}</p>" for organ in block.organs)
    return f'<div class="paper-signature">{organs}<p>{escape(block.day)}</p></div>'


@_html.register
def _imprint(block: b.Imprint):
    copies = f"<p>抄送：{escape(block.copies)}</p>" if block.copies else ""
    printed = (
        f"<p><span>{escape(block.issuer)}</span><span>{escape(block.day)}印发</span></p>"
        if block.issuer
        else ""
    )
    bare = "" if block.issuer else " paper-imprint-bare"
    return f'<footer class="paper-imprint{bare}">{copies}{printed}</footer>'


@_html.register
def _code(block: b.QrCode):
    beside = "".join(f"<p>{escape(line)}</p>" for line in block.beside)
    beside = f'<div class="paper-beside">{beside}</div>' if beside else ""
    caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
    return (
        f'<div class="paper-code">{beside}'
        f"<figure>{qr_svg(block.content, block.caption)}{caption}</figure></div>"
    )


@_html.register
def _image(block: b.Image):
    kind = "png" if block.content.startswith(b"\x89PNG") else "jpeg"
    source = f"data:image/{kind};base64,{base64.b64encode(block.content).decode()}"
    caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
    return (
        f'<figure class="paper-image"><img src="{source}" alt="{escape(block.caption)}">'
        f"{caption}</figure>"
    )


@_html.register
def _break(block: b.PageBreak):
    return '<hr class="paper-break">'


@_html.register
def _slips(block: b.Slips):
    slips = "".join(
        f'<section class="paper-slip">{"".join(_html(part) for part in slip)}</section>'
        for slip in block.slips
    )
    return f'<div class="paper-slips paper-slips-{block.columns}">{slips}</div>'
