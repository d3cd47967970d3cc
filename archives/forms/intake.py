"""The form that sends a package to the folder of those waiting."""

from django import forms

from township.crud import UserForm


class PackageForm(UserForm):
    package = forms.FileField(
        label="移交包",
        help_text="其他系统移交的.zip文件，不要解压。",
        error_messages={"required": "请选择移交包。"},
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
