"""The form that sends old archives with their catalogue."""

from django import forms

from archives.acts.intake import GB, MOST_SENT
from township.crud import UserForm


class TakeInForm(UserForm):
    package = forms.FileField(
        label="压缩包",
        help_text=f"扫描件压成.zip文件，可以带文件夹，不超过{MOST_SENT // GB}GB；更多的分几次。",
        error_messages={"required": "请选择压缩包。"},
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    catalogue = forms.FileField(
        label="目录",
        help_text="Excel表，列名：档号、题名、日期、责任者、保管期限、文件名、类别。题名和日期必须有。",
        error_messages={"required": "请选择目录。"},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.et"}),
    )

    def clean_package(self):
        package = self.cleaned_data["package"]
        if not package.name.lower().endswith(".zip"):
            raise forms.ValidationError("压缩包是.zip文件，请重新选择。")
        return package
