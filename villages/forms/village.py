"""Forms of a village itself."""

from django import forms

from township.access import Role
from township.crud import RowsField, UserModelForm
from township.users.models import Membership
from villages.acts.village import free_fonds_code
from villages.models import Village


class VillageForm(UserModelForm):
    """Archive number and place in lists; who of the cadres' accounts works there.

    Name and kind change by a document (village_change) or are put right as a mistake (correction).
    """

    class Meta:
        model = Village
        fields = ["fonds_code", "order", "cadres"]
        field_classes = {"cadres": RowsField}
        widgets = {"cadres": forms.CheckboxSelectMultiple}

    def narrow(self):
        township = self.instance.township_id
        rows = Membership.objects.filter(role=Role.CADRE, township=township)
        self.fields["cadres"].label_from_instance = self._cadre_label
        return {"cadres": rows.select_related("user").prefetch_related("villages")}

    def _cadre_label(self, membership):
        """With the account, and the other villages where somebody works already."""
        others = [str(one) for one in membership.villages.all() if one != self.instance]
        told = [membership.user.username, *(f"已在{name}" for name in others)]
        return f"{membership.user.shown_name}（{'，'.join(told)}）"


class VillageCreateForm(VillageForm):
    """A new village of the township the user works in."""

    class Meta(VillageForm.Meta):
        fields = ["name", "kind", "fonds_code", "order"]

    def __init__(self, *args, given=None, **kwargs):
        kwargs.setdefault("instance", Village(**(given or {})))
        super().__init__(*args, given=given, **kwargs)
        self.fields["fonds_code"].required = False
        told = "4位，由镇档案室编定，例如J012；不填的由系统编，以后可以改。"
        self.fields["fonds_code"].help_text = told

    def clean_fonds_code(self):
        return self.cleaned_data["fonds_code"] or free_fonds_code(self.instance.township)

    def narrow(self):
        return {}
