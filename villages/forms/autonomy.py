"""Forms of the ways in which a village carries out what it has agreed."""

from django import forms
from django.utils import timezone

from township.crud import DayForm, UserForm, UserModelForm
from township.files.fields import ManyFilesField
from villages.models import Autonomy, TextVersion


class AutonomyForm(UserModelForm):
    files = ManyFilesField(required=False, help_text="现场照片、协议书空白样本等，一次可以选多个。")

    class Meta:
        model = Autonomy
        fields = [
            "form",
            "title",
            "text_version",
            "since",
            "until",
            "description",
            "effect",
            "breach_clause",
            "files",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("description", "effect", "breach_clause")
        }
        help_texts = {
            "text_version": "签订协议书的，选所用的协议书范本。",
            "effect": "群众反映怎样、解决了什么问题。",
        }

    def __init__(self, *args, given=None, **kwargs):
        if not kwargs.get("instance"):
            kwargs["instance"] = Autonomy(**(given or {}))
        super().__init__(*args, given=given, **kwargs)

    def narrow(self):
        village, today = self.instance.village_id, timezone.localdate()
        rows = TextVersion.objects.in_force_on(today).filter(text__village=village)
        if self.instance.text_version_id:
            rows = rows | TextVersion.objects.filter(pk=self.instance.text_version_id)
        return {"text_version": rows.select_related("text")}


class SignedForm(UserForm):
    """One number a group: households that signed."""

    past = ("counted_on",)
    counted_on = forms.DateField(label="统计日期")

    def __init__(self, *args, groups, counts, **kwargs):
        self.groups = groups
        super().__init__(*args, **kwargs)
        self.fields["counted_on"].initial = timezone.localdate()
        for group in groups:
            self.fields[f"group-{group.pk}"] = forms.IntegerField(
                label=f"{group}（共{group.households}户）",
                min_value=0,
                max_value=group.households or None,
                initial=counts.get(group.pk, 0),
                error_messages={"max_value": f"{group}只有{group.households}户，请检查。"},
            )
        self.guard_reading()

    @property
    def counts(self):
        """{Group: signed households} of a valid form."""
        return {group: self.cleaned_data[f"group-{group.pk}"] for group in self.groups}


class BreachForm(DayForm):
    """The township's answer to the question whether a clause on breach is lawful: to the clause
    that was read, and over no answer that was not."""

    on_label = "审查日期"
    is_lawful = forms.TypedChoiceField(
        label="结论",
        choices=[("1", "可以使用"), ("0", "应当删去或修改")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    opinion = forms.CharField(
        label="理由和依据",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "请写明理由和依据的法律条文。"},
    )

    def __init__(self, *args, autonomy, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard_reading(autonomy.breach_clause, autonomy.breach_opinion)
