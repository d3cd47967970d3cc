"""Pages of what becomes of a village: renaming, merging, splitting, dissolving."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from township.access import needs
from township.corrections import Correction, CorrectPage
from township.crud import FormPage, ReasonForm, Within
from township.files.answering import answer
from township.workflow import Refused
from villages.acts import village_change as village_change_acts
from villages.forms.village_change import (
    VillageDissolveForm,
    VillageMergeForm,
    VillageRenameForm,
    VillageSplitForm,
)
from villages.models import VillageChange
from villages.queries.village_change import open_matters
from villages.rules.organs import founding_law
from villages.views.frame import OfVillage
from villages.workflows.correction import VILLAGE_CORRECTION


class VillageChangePage(OfVillage, FormPage):
    """A change of the village by a document; what was final keeps its words."""

    makes_new = True
    permission = "village.edit"
    template = "villages/village/change.html"
    success_message = "已登记。"
    verb = None
    verb_name = ""
    has_open_matters = False

    def get_title(self):
        return called(self.verb_name, self.parent.words)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"village": self.parent}

    def get_context_data(self, **context):
        matters = open_matters(self.parent) if self.has_open_matters else []
        law = founding_law(self.parent.is_community)
        return super().get_context_data(open_matters=matters, law=law, **context)

    def carry_out(self, form):
        change = type(self).verb(self.parent, by=self.request.user, **form.given)
        return change.get_absolute_url()


class VillageRename(VillageChangePage):
    form_class = VillageRenameForm
    verb_name = "rename"
    verb = staticmethod(village_change_acts.rename)
    intro = "批准文件下来以后登记。名称打错字的不在这里改，点“名称录错了”。"


class VillageMerge(VillageChangePage):
    form_class = VillageMergeForm
    verb_name = "merge"
    verb = staticmethod(village_change_acts.merge)
    has_open_matters = True
    intro = (
        "小组和户数带到接收的村（社区），那里的干部两边的档案都能看；荣誉、档案和历年结果仍记在原来的名下，"
        "荣誉是否延续由命名机关决定。代表和协会会员要在接收的村（社区）重新推选。"
    )


class VillageSplit(VillageChangePage):
    form_class = VillageSplitForm
    verb_name = "split"
    verb = staticmethod(village_change_acts.split)
    intro = "新设的从生效日期起单独立档；划过去的小组，分设后请在原来的村（社区）删去。"


class VillageDissolve(VillageChangePage):
    form_class = VillageDissolveForm
    verb_name = "dissolve"
    submit_label = "确定撤销"
    verb = staticmethod(village_change_acts.dissolve)
    has_open_matters = True
    intro = "撤销以后不再办新的事项；档案、荣誉和历年结果都留着，可以查看和打印。不能恢复。"


class VillageChangeTakeBack(Within, FormPage):
    """What was entered wrong is taken back, and may be entered anew."""

    permission = "village.edit"
    within = VillageChange
    within_kwarg = "pk"
    within_select = ("village__township", "other")
    form_class = ReasonForm
    submit_label = "确定撤回"
    success_message = "已撤回。"
    told = {
        VillageChange.Kind.RENAMED: "考评定稿、命名以前可以撤回；撤回后恢复原来的名称。",
        VillageChange.Kind.CONVERTED: "考评定稿、命名以前可以撤回；撤回后恢复原来的名称和类别。",
        VillageChange.Kind.MERGED: (
            "撤回后恢复在册。带到接收的村（社区）的小组和干部账号不会自动退回，请在那里核对，多出来的删去。"
        ),
        VillageChange.Kind.SPLIT: "撤回后删去新设的村（社区）。",
        VillageChange.Kind.DISSOLVED: "撤回后恢复在册。",
    }

    def prepare(self):
        if faults := list(village_change_acts.against_taking_back(self.parent)):
            raise Refused(faults)

    def get_title(self):
        return f"撤回：{self.parent}"

    @property
    def intro(self):
        kind = VillageChange.Kind(self.parent.kind)
        return f"只用于登记错了的；撤回以后可以重新登记。{self.told[kind]}已经印发的文书不变。"

    def carry_out(self, form):
        reason = form.cleaned_data["reason"]
        change = village_change_acts.take_back(self.parent, by=self.request.user, reason=reason)
        is_gone = change.kind == VillageChange.Kind.SPLIT
        return (change.other if is_gone else change).get_absolute_url()


class VillageCorrect(CorrectPage):
    correctable = VILLAGE_CORRECTION

    def get_form(self):
        form = super().get_form()
        form.fields["name"].label = "名称"
        return form


@needs("village.view")
def change_file(request, pk):
    """The approving document."""
    rows = VillageChange.objects.for_user(request.user, "village.view").exclude(file=None)
    row = get_object_or_404(rows.select_related("file"), pk=pk)
    return answer(request.user, row, row.file, row.file_name)


def called(change, words):
    """What a change is called where such a place reads it."""
    return {
        "rename": words.renaming,
        "merge": f"并入其他{words.kind}",
        "split": f"分设新{words.kind}",
        "dissolve": "撤销",
        "correct": "名称录错了",
    }[change]


def changes_of(village, user):
    """What the village's page shows of its changes, and where further ones are entered."""
    may_change = user.may("village.edit") and village.is_active
    links = [
        (called(change, village.words), reverse(f"villages:village_{change}", args=[village.pk]))
        for change in ("rename", "merge", "split", "dissolve", "correct")
    ]
    changes = list(VillageChange.objects.of(village).select_related("village", "other"))
    standing = [one for one in changes if one.taken_back_on is None]
    newest = max(standing, key=lambda one: one.pk, default=None)
    if newest and (
        not user.may("village.edit") or any(village_change_acts.against_taking_back(newest))
    ):
        newest = None
    return {
        "changes": changes,
        "newest": newest,
        "corrections": list(Correction.objects.about(village)),
        "merged": list(village.merged.all()),
        "links": links if may_change else [],
    }
