"""Finds the text of a template and reads its front matter.

A template is a Markdown text that begins with a TOML table between two lines of `+++`. What the
township has put into 文书模板 comes first (OwnTemplate), then the operator's file of the township
(DATA_DIR/papers/<township code>/<name>.md), then the one that is shipped
(templates/papers/<name>.md).
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from django.conf import settings
from django.db import models

from township.access import ScopedQuerySet
from township.papers.engine import clean
from township.papers.errors import PaperTemplateError
from township.papers.layouts import LANDSCAPE, LAYOUTS, PORTRAIT
from township.users.models import Township
from township.workflow.announcing import asked_once

SHIPPED = Path(__file__).resolve().parent.parent.parent / "templates" / "papers"
NAME = re.compile(r"[a-z][a-z_]*")
CODE = re.compile(r"[\w-]+")
FRONT = re.compile(r"\A\ufeff?\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# Characters, of which no shipped template has a fifth; and the bytes in which they may come.
MOST_SIGNS = 20_000
LARGEST = 4 * MOST_SIGNS


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
    """A template: its name, where it was found, its front matter and the text to fill, which
    begins below `lines_above` lines; `text` is the whole of it."""

    name: str
    path: Path
    front: PaperFront
    body: str
    text: str = ""
    is_shipped: bool = True

    @property
    def lines_above(self):
        return self.text.removesuffix(self.body).count("\n")


class OwnTemplate(models.Model):
    """A template that a township has put in the place of the shipped one."""

    township = models.ForeignKey(
        Township, on_delete=models.PROTECT, related_name="+", verbose_name="镇"
    )
    name = models.CharField("文书", max_length=40)
    text = models.TextField("模板全文")
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="谁换的",
    )
    kept_at = models.DateTimeField("时间", auto_now=True)
    # SHA-256 of the shipped template that it was written beside.
    shipped_sum = models.CharField("当时系统自带的校验值", max_length=64)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["name"]
        verbose_name = "本镇的文书模板"
        constraints = [
            models.UniqueConstraint(
                fields=["township", "name"],
                name="own_template_once",
                violation_error_message="这种文书已经有本镇的模板。",
            )
        ]

    def __str__(self):
        return shipped(self.name).front.title

    @property
    def is_behind(self):
        """Has the shipped template changed since this one was written?"""
        return self.shipped_sum != sum_of(shipped(self.name).text)


def own_folder(township):
    """Where a township (its code, or a row with `code`) keeps its own templates."""
    code = str(getattr(township, "code", township))
    return settings.DATA_DIR / "papers" / code if CODE.fullmatch(code) else None


def placed(township):
    """{name: path} of the operator's files of a township that stand in for shipped templates."""
    folder = own_folder(township)
    paths = {name: folder / f"{name}.md" for name in names()} if folder and folder.is_dir() else {}
    return {name: path for name, path in paths.items() if path.is_file()}


def names():
    """The names of all shipped templates, sorted."""
    return sorted(path.stem for path in SHIPPED.glob("*.md"))


def shipped(name):
    """The Source that comes with the product. Raises: PaperTemplateError where there is none."""
    path = SHIPPED / f"{name}.md"
    if not NAME.fullmatch(name) or not path.is_file():
        raise PaperTemplateError(f"没有名为“{name}”的文书模板。")
    return read(name, path)


def sum_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


def find(name, township=None):
    """The Source of a paper, the township's own before the shipped one.

    Raises: PaperTemplateError when there is none or its front matter is faulty.
    """
    if NAME.fullmatch(name) and township:
        if own := own_text(name, township):
            return parse(name, Path(f"{name}.md"), own)
        folder = own_folder(township)
        if folder and (path := folder / f"{name}.md").is_file():
            return read(name, path)
    return shipped(name)


def text_in_force(name, township):
    """The template that the township's papers are composed from, faulty or not; the shipped one
    where that cannot be read."""
    try:
        return own_text(name, township) or find(name, township).text
    except PaperTemplateError:
        return shipped(name).text


def own_text(name, township):
    """What a township (its code, or a row with `code`) has put in the place of a paper, or None.
    One act makes several papers and asks once for all."""
    code = getattr(township, "code", township)
    rows = OwnTemplate.objects.filter(township__code=code).order_by().values_list("name", "text")
    return asked_once(("own templates", code), lambda: dict(rows)).get(name)


def read(name, path):
    """Read one template file (UTF-8)."""
    return parse(name, path, decoded(path, path.read_bytes()), is_shipped=path.parent == SHIPPED)


def decoded(path, content):
    """The text of a template's bytes. Raises: PaperTemplateError."""
    too_long = PaperTemplateError(f"文书模板 {path.name} 超过2万字，不能使用。")
    if len(content) > LARGEST:
        raise too_long
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise PaperTemplateError(
            f"文书模板 {path.name} 不是 UTF-8 编码，请另存为 UTF-8 后再放回。"
        ) from None
    if len(text) > MOST_SIGNS:
        raise too_long
    return text


def parse(name, path, text, *, is_shipped=False):
    """The Source of a template's text, without signs that no document may hold."""
    text = clean(text)
    match = FRONT.match(text)
    if not match:
        raise PaperTemplateError(f"文书模板 {path.name} 开头缺少用 +++ 括起的说明部分。")
    body = text[match.end() :]
    return Source(name, path, _front(path, match[1]), body, text, is_shipped)


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
        if isinstance(value, str):
            values[key] = " ".join(clean(value).split())
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
