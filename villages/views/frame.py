"""What the pages of a village have in common: where they stand, and who may write there."""

from django.forms.models import model_to_dict
from django.urls import reverse

from township import asked
from township.access import is_within_reach
from township.crud import CARRIED, Within
from township.history.chain import changed_fields
from villages.models import Village


def may_in(user, permission, village, seen_by=None):
    """Does the user hold the permission in this village? `seen_by`: as in `is_within_reach`."""
    return is_within_reach(village, user, permission, seen_by)


class OfVillage(Within):
    """A page inside a village."""

    within = Village
    within_select = ("township",)

    def create_address(self, permission, name):
        """The address of a "new" page, or None for who may not."""
        if self.parent.is_active and may_in(self.request.user, permission, self.parent):
            return reverse(name, args=[self.parent.pk])
        return None


class Alike:
    """A CreatePage that begins as an earlier row of the village says in the fields `alike`, where
    the address names one: `?like=7`. How many came is counted anew each time."""

    alike = ()

    def get_initial(self):
        rows = self.beside.objects.for_user(self.request.user, self.permission)
        number = asked.number(self.request.GET.get("like"))
        row = rows.filter(village=self.parent, pk=number).first() if number else None
        return super().get_initial() | (model_to_dict(row, fields=self.alike) if row else {})


def alike_address(row, user, permission, name):
    """Where another one like this is begun, "" for who may not."""
    if row.village.is_active and may_in(user, permission, row.village):
        return f"{reverse(name, args=[row.village_id])}?like={row.pk}"
    return ""


class Kept:
    """An UpdatePage whose row is saved by a verb: `keep(form)` saves it and returns it."""

    def save(self, form):
        return self.keep(form)


def changes_of(form):
    """What a form changes, for the history: {label: [old, new]}."""
    hidden = {*CARRIED, "files"}
    form.changed_data = [name for name in form.changed_data if name not in hidden]
    return changed_fields(form)


def overseen(row, user):
    """What the page of a posting or a meeting shows of the 监督委员会, for its template."""
    noun, village = row._meta.model_name, row.village
    url = reverse("villages:oversight_create", args=[village.pk])
    return {
        "oversight": list(row.oversight_opinions.all()),
        "may_oversee": may_in(user, "posting.edit", village),
        "oversee_url": f"{url}?{noun}={row.pk}",
    }
