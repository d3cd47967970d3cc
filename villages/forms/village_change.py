"""Forms of what becomes of a village."""

from django import forms

from township.crud import RowsField, UserForm
from township.files.fields import OneFileField
from township.namefields import SpelledField, read_village_name
from villages.acts.village import free_fonds_code
from villages.models import Village


class VillageChangeForm(UserForm):
    """What every change of a village needs: its day, its reason, the approving document."""

    past = ("on",)
    on = forms.DateField(
        label="生效日期", help_text="从这一天起用新的；以前的结果、荣誉和文件仍用当时的名称。"
    )
    document_number = forms.CharField(label="批准文号", max_length=40)
    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    upload = OneFileField(label="批准文件", required=False)

    def __init__(self, *args, village, **kwargs):
        self.village = village
        super().__init__(*args, **kwargs)

    @property
    def given(self):
        return {k: v for k, v in self.cleaned_data.items() if k != "form_key"}


class VillageRenameForm(VillageChangeForm):
    name = SpelledField(label="新的名称", max_length=30, spell=read_village_name)
    kind = forms.ChoiceField(
        label="类别",
        choices=Village.Kind.choices,
        help_text="村改居的选“社区”，以后按居民委员会组织法办理。",
    )
    field_order = ["name", "kind"]

    def __init__(self, *args, village, **kwargs):
        super().__init__(*args, village=village, **kwargs)
        self.fields["name"].initial, self.fields["kind"].initial = village.name, village.kind


class VillageMergeForm(VillageChangeForm):
    into = forms.ModelChoiceField(label="并入哪个村（居）", queryset=Village.objects.none())
    field_order = ["into"]

    def narrow(self):
        rows = Village.objects.for_user(self.user, "village.edit").in_use()
        return {"into": rows.filter(township=self.village.township_id).exclude(pk=self.village.pk)}


class VillageDissolveForm(VillageChangeForm):
    pass


class VillageSplitForm(VillageChangeForm):
    name = SpelledField(label="新村（居）的名称", max_length=30, spell=read_village_name)
    kind = forms.ChoiceField(label="类别", choices=Village.Kind.choices)
    fonds_code = forms.CharField(
        label="全宗号", max_length=4, required=False, help_text="不填的由系统编。"
    )
    groups = RowsField(
        label="划过去的小组",
        queryset=Village.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = ["name", "kind", "fonds_code", "groups"]

    def clean_fonds_code(self):
        return self.cleaned_data["fonds_code"] or free_fonds_code(self.village.township)

    def narrow(self):
        return {"groups": self.village.groups.all()}
