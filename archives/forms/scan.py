"""Forms of scans that came in: what is sent, which groups are filed, where a page goes."""

from django import forms

from archives.acts.scan import MOST_PAGES, bind_group
from archives.forms.fields import ArchiveFilesField
from archives.queries.scan import choices_for
from township.crud import UserForm
from township.workflow import Refused


class ScanForm(UserForm):
    files = ArchiveFilesField(
        label="扫描件或照片",
        help_text=f"PDF或照片，一次最多{MOST_PAGES}页。拍照时一张纸拍一张，二维码要拍进去、拍清楚。",
        error_messages={"required": "请选择扫描件或照片。"},
    )

    def __init__(self, *args, village, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].bind(village)


class FileForm(UserForm):
    """Which of the proposed groups are filed, all of them unless some are unticked."""

    groups = forms.MultipleChoiceField(
        label="归档哪些",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一份。"},
    )

    def __init__(self, *args, batch, groups, **kwargs):
        super().__init__(*args, **kwargs)
        self.batch, self.groups, self._bound = batch, groups, {}
        field = self.fields["groups"]
        field.choices = [
            (group.key, f"{group.label}　{group.row}（{len(group.pages)}页）") for group in groups
        ]
        field.initial = [group.key for group in groups if not group.closed]
        self.guard_reading(*(page.pk for group in groups for page in group.pages))

    def clean_groups(self):
        """Binds what was chosen before anything is locked."""
        chosen = self.cleaned_data["groups"]
        for group in self.groups:
            if group.key in chosen:
                try:
                    self._bound[group.key] = bind_group(self.batch, group)
                except Refused as refusal:
                    self._bound[group.key] = refusal
        return chosen

    def bound(self, group):
        """The group's BoundPages. Refused when they could not be bound."""
        bound = self._bound[group.key]
        if isinstance(bound, Refused):
            raise bound
        return bound


class AssignForm(UserForm):
    """Where a page without a code, or with one that says nothing, belongs."""

    to = forms.ChoiceField(
        label="归到哪里",
        error_messages={"required": "请选择归到哪里。"},
        help_text="先选是哪件事的哪种单子；都不是的，在最后的“其他材料”里选一件档案。",
    )

    def __init__(self, *args, page, **kwargs):
        super().__init__(*args, **kwargs)
        choices = choices_for(page.batch.village, self.user)
        self.fields["to"].choices = [("", "请选择"), *choices]
        if page.sheet and page.thing:
            self.initial.setdefault("to", f"{page.sheet}-{page.thing}")
        self.guard_reading(page.sheet, page.thing, page.outcome)

    def clean_to(self):
        name, _, thing = self.cleaned_data["to"].rpartition("-")
        return name, int(thing)


class DropForm(UserForm):
    """Why pages go nowhere."""

    reason = forms.CharField(
        label="为什么不要",
        max_length=200,
        error_messages={"required": "请写明为什么不要。"},
    )

    def __init__(self, *args, pages, **kwargs):
        super().__init__(*args, **kwargs)
        self.guard_reading(*(f"{page.pk}:{page.outcome}" for page in pages))
