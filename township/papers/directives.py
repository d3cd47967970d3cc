"""Fenced blocks with a Chinese name: what Markdown has no word for.

    ```落款
    单位：某某镇人民政府
    日期：2026年11月5日
    ```

Each line is `key：value`; a key may be repeated where several values make sense. Names and
keys are listed in DIRECTIVES; an unknown one is refused by name.
"""

import html
import re

from township.papers.blocks import (
    CENTER,
    Attachments,
    Image,
    Imprint,
    Masthead,
    Paragraph,
    QrCode,
    Run,
    Signature,
)
from township.papers.errors import PaperTemplateError
from township.papers.pictures import is_readable

LINE = re.compile(r"\s*([^：:\s]+)\s*[：:](.*)")
# A code that can be read from a printed page holds far less.
LONGEST_CODE = 1000
NO = {"否", "无", "不"}


def table_options(values):
    """Options for the table that follows: row height in millimetres, type size, header rows."""
    options = {"header_rows": 1, "row_height": 0.0, "size": 0.0}
    names = {"表头行数": "header_rows", "行高": "row_height", "字号": "size"}
    for key, given in values.items():
        try:
            number = float(given[-1])
        except ValueError:
            raise PaperTemplateError(f"“{key}”应填数字，现为“{given[-1]}”。") from None
        if not 0 <= number <= 200:
            raise PaperTemplateError(f"“{key}”应在 0 到 200 之间，现为“{given[-1]}”。")
        options[names[key]] = int(number) if key == "表头行数" else number
    return options


def _one(values, key, default=""):
    return values.get(key, [default])[-1]


def _signature(values, images):
    organs = tuple(organ for organ in values.get("单位", []) if organ)
    return Signature(organs, _one(values, "日期"), _one(values, "盖章", "是") not in NO)


def _code(values, images):
    content, beside = _one(values, "内容"), tuple(values.get("旁注", []))
    if len(content.encode()) > LONGEST_CODE:
        raise PaperTemplateError("版块“二维码”的内容太长，印不成码。")
    return QrCode(content, _one(values, "说明"), beside)


def _attachments(values):
    """No marks of punctuation behind a name (GB/T 9704—2012, 7.3.4)."""
    names = tuple(name.rstrip("。；，、") for name in values.get("名称", []) if name)
    return Attachments(names) if names else None


def _image(values, images):
    content, caption = images.get(_one(values, "名称")), _one(values, "说明")
    if not content:
        return None
    if not is_readable(content):
        return Paragraph((Run(f"（图片无法显示：{caption}）"),), CENTER)
    return Image(content, caption)


def _ended(names):
    """抄送机关 end with a full stop (GB/T 9704—2012, 7.4.2)."""
    return f"{names.rstrip('。')}。" if names else ""


DIRECTIVES = {
    "版头": (
        ("机关", "文号", "签发人", "格式"),
        lambda values, images: Masthead(
            _one(values, "机关"),
            _one(values, "文号"),
            _one(values, "签发人"),
            _one(values, "格式") == "信函",
        ),
    ),
    "附件": (("名称",), lambda values, images: _attachments(values)),
    "落款": (("单位", "日期", "盖章"), _signature),
    "版记": (
        ("抄送", "印发机关", "印发日期"),
        lambda values, images: Imprint(
            _ended(_one(values, "抄送")), _one(values, "印发机关"), _one(values, "印发日期")
        ),
    ),
    "二维码": (("内容", "说明", "旁注"), _code),
    "图片": (("名称", "说明"), _image),
    "表格": (("行高", "字号", "表头行数"), lambda values, images: table_options(values)),
}


def directive(name, content, images):
    """The block of a fenced text; None when it says nothing (a code without content).

    images: bytes by name, for 图片.
    """
    if name not in DIRECTIVES:
        known = "、".join(DIRECTIVES)
        raise PaperTemplateError(f"没有“{name}”这种版块，可用的有：{known}。")
    keys, make = DIRECTIVES[name]
    values = {}
    for line in content.split("\n"):
        match = LINE.fullmatch(line)
        if not line.strip():
            continue
        if not match or match[1] not in keys:
            allowed = "、".join(keys)
            raise PaperTemplateError(f"版块“{name}”只认识这些项：{allowed}。")
        value = html.unescape(match[2]).replace("\n", " ").strip()
        values.setdefault(match[1], []).append(value)
    block = make(values, images)
    if isinstance(block, QrCode) and not block.content:
        return None
    return block
