"""What the pages of a village have in common: where they stand, and who may write there."""

from functools import cached_property

from django.shortcuts import get_object_or_404
from django.urls import reverse

from township.crud import Within
from township.history.chain import changed_fields
from villages.models import Village


def village_crumbs(village, *further):
    """Breadcrumbs of a page below a village."""
    return [
        ("村（居）", reverse("villages:villages")),
        (str(village), village.get_absolute_url()),
        *further,
    ]


def may_in(user, permission, village):
    """Does the user hold the permission in this village?"""
    if not user.may(permission):
        return False
    return Village.objects.for_user(user, permission).filter(pk=village.pk).exists()


class OfVillage(Within):
    """A page inside a village."""

    within = Village

    @cached_property
    def parent(self):
        rows = Village.objects.for_user(self.request.user, self.permission)
        return get_object_or_404(rows.select_related("township"), pk=self.kwargs["village"])

    def get_crumbs(self):
        return village_crumbs(self.parent)

    def create_address(self, permission, name):
        """The address of a "new" page, or None for who may not."""
        if may_in(self.request.user, permission, self.parent):
            return reverse(name, args=[self.parent.pk])
        return None


class Kept:
    """An UpdatePage whose row is saved by a verb: `keep(form)` saves it and returns it."""

    def save(self, form):
        version = form.cleaned_data.get("read_version")
        if version is not None:
            form.instance.claim(version)
        return self.keep(form)

    def get_crumbs(self):
        row = self.object
        return village_crumbs(row.village, (str(row), row.get_absolute_url()))


def changes_of(form):
    """What a form changes, for the history: {label: [old, new]}."""
    hidden = {"form_key", "read_version", "files"}
    form.changed_data = [name for name in form.changed_data if name not in hidden]
    return changed_fields(form)
