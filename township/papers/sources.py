"""Finds the text of a template and reads its front matter.

A template is a Markdown text that begins with a TOML table between two lines of `+++`. The
township's own file comes first (DATA_DIR/papers/<township code>/<name>.md), then the one that
is shipped (templates/papers/<name>.md).
"""

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from django.conf import settings

from township.papers.errors import PaperTemplateError
from township.papers.layouts import LANDSCAPE, LAYOUTS, PORTRAIT

SHIPPED = Path(__file__).resolve().parent.parent.parent / "templates" / "papers"
NAME = re.compile(r"[a-z][a-z_]*")
CODE = re.compile(r"[\w-]+")
FRONT = re.compile(r"\A\ufeff?\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
LARGEST = 200_000


@dataclass(frozen=True)
class PaperFront:
    """The front matter: what the paper is and on which page it is set."""

    title: str
    kind: str
    layout: str = "form"
    orientation: str = PORTRAIT
    columns: int = 1
    is_numbered: bool = False
    has_sheet: bool = False


@dataclass(frozen=True)
class Source:
    """A template: its name, where it was found, its front matter and the text to fill."""

    name: str
    path: Path
    front: PaperFront
    body: str


def own_folder(township):
    """Where a township (its code, or a row with `code`) keeps its own templates."""
    code = str(getattr(township, "code", township))
    return settings.DATA_DIR / "papers" / code if CODE.fullmatch(code) else None


def names():
    """The names of all shipped templates, sorted."""
    return sorted(path.stem for path in SHIPPED.glob("*.md"))


def find(name, township=None):
    """The Source of a paper, the township's own before the shipped one.

    Raises: PaperTemplateError when there is none or its front matter is faulty.
    """
    if not NAME.fullmatch(name):
        raise PaperTemplateError(f"没有名为“{name}”的文书模板。")
    folders = [own_folder(township)] if township else []
    for folder in [*folders, SHIPPED]:
        path = folder and folder / f"{name}.md"
        if path and path.is_file():
            return read(name, path)
    raise PaperTemplateError(f"没有名为“{name}”的文书模板。")


def read(name, path):
    """Read one template file (UTF-8)."""
    content = path.read_bytes()
    if len(content) > LARGEST:
        raise PaperTemplateError(f"文书模板 {path.name} 超过 200 KB，不能使用。")
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise PaperTemplateError(
            f"文书模板 {path.name} 不是 UTF-8 编码，请另存为 UTF-8 后再放回。"
        ) from None
    match = FRONT.match(text)
    if not match:
        raise PaperTemplateError(f"文书模板 {path.name} 开头缺少用 +++ 括起的说明部分。")
    return Source(name, path, _front(path, match[1]), text[match.end() :])


def _front(path, text):
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"第 {int(line[1]) + 1} 行" if line else "末尾"
        raise PaperTemplateError(f"文书模板 {path.name} 的说明部分{where}写法有误。") from None
    kinds = {field.name: type(field.default) for field in fields(PaperFront)}
    kinds |= {"title": str, "kind": str}
    for key, value in values.items():
        if key not in kinds:
            raise PaperTemplateError(f"文书模板 {path.name} 的说明部分有不认识的项“{key}”。")
        if type(value) is not kinds[key]:
            raise PaperTemplateError(f"文书模板 {path.name} 的“{key}”填法有误。")
    for key in ("title", "kind"):
        if not values.get(key):
            raise PaperTemplateError(f"文书模板 {path.name} 的说明部分缺少“{key}”。")
    front = PaperFront(**values)
    for key, allowed in (
        ("layout", tuple(LAYOUTS)),
        ("orientation", (PORTRAIT, LANDSCAPE)),
        ("columns", (1, 2, 3, 4)),
    ):
        if getattr(front, key) not in allowed:
            choices = "、".join(map(str, allowed))
            raise PaperTemplateError(f"文书模板 {path.name} 的“{key}”只能是：{choices}。")
    return front
