"""Forms of the offline workbook: sending it in, confirming what it changes."""

from township.crud import UserForm
from township.files.fields import OneFileField


class WorkbookForm(UserForm):
    upload = OneFileField(
        label="离线评分表",
        help_text="系统导出的 .xlsx 文件，在 WPS 或 Excel 里填好的。",
        error_messages={"required": "请选择填好的表格。"},
    )


class WorkbookConfirmForm(UserForm):
    """Nothing to fill: confirming is the act."""
