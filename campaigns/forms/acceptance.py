"""Form of one thing that the acceptance team checked."""

from decimal import Decimal

from django import forms

from campaigns.acts.acceptance import faults_of, indicators_of
from campaigns.models import AcceptanceCheck
from township.crud import UserModelForm


class CheckForm(UserModelForm):
    code = forms.ChoiceField(label="指标")

    class Meta:
        model = AcceptanceCheck
        fields = ["method", "score", "problem", "rectify_by"]
        widgets = {"problem": forms.Textarea(attrs={"rows": 2})}

    field_order = ["code", "method", "score", "problem", "rectify_by"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = indicators_of(self.instance.submission)
        self.fields["code"].choices = [
            ("", "请选择"),
            *(
                (code, f"{code}　{line['name']}（满分{line['full']}，镇评{line['points']}）")
                for code, line in self.lines.items()
            ),
        ]
        self.fields["score"].help_text = "不超过该项满分；扣了分的要写问题。"
        self.fields["score"].widget.attrs |= {"step": "0.1", "min": "0"}

    def clean(self):
        cleaned = super().clean()
        line = self.lines.get(cleaned.get("code"))
        if line:
            self.instance.code, self.instance.name = cleaned["code"], line["name"]
            self.instance.most = Decimal(line["full"])
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.instance.code and not self.errors:
            for field, sentence in faults_of(self.instance):
                self.add_error(field, sentence)
