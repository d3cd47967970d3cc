"""文书模板: of every paper the text it is composed from, shipped or the township's own."""

from functools import cached_property

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from township.access import needs
from township.accounts.paper_forms import TemplateForm
from township.crud import FormPage, Page, UserForm, Within
from township.papers import paper_response, sources
from township.papers.errors import PaperTemplateError
from township.papers.keeping import keep_template, restore_shipped
from township.papers.sources import OwnTemplate
from township.papers.vetting import fault_of, placed_faults, trial, unused
from township.users.models import Township

LOOK = "look"
# In which part of the work each paper is made, as the list shows them.
PARTS = {
    "会议和表决": (
        *("meeting_notice", "sign_in", "ballot", "tally_form", "vote_record", "minutes"),
        "election_record",
    ),
    "文本和备案": (
        *("text", "consultation", "prereview_opinion", "filing_letter", "review_sheet"),
        *("filing_receipt", "correction_order"),
    ),
    "公开公示": ("posting", "public_notice"),
    "任务和总结": ("assignment", "plan_receipt", "year_report", "village_year"),
    "考评和整改": (
        *("evaluation_sheet", "site_visit", "summary", "points_over_years", "announcement"),
        "rectification",
    ),
    "申报、荣誉和奖励": (
        *("application", "cover_letter", "dossier_cover", "dossier_catalogue", "acceptance"),
        *("commendation", "honour_ledger", "reward_list", "reward_receipt"),
    ),
    "档案": ("catalogue", "box_label", "handover", "integrity", "fact_sheet"),
}
BEHIND = "换上以后，系统自带的模板有改动，请下载对照，需要的改进来再保存一次。"


def told_of(own):
    """What whoever keeps the templates should know of one, "" for nothing."""
    if fault := fault_of(own):
        return f"现在的版本用不了，请改好或者恢复系统自带：{fault}"
    return BEHIND if own.is_behind else ""


@needs("paper_template.view")
@require_safe
def own_list(request):
    """To the list of the township that the person serves; of several, one is chosen first."""
    township = request.user.township_for("paper_template.view")
    to = reverse("paper_templates", args=[township.pk]) if township else reverse("places")
    return HttpResponseRedirect(to)


class OfTownship(Within):
    within = Township
    within_kwarg = "township"

    def get_crumbs(self):
        if self.request.user.may("settings.edit"):
            return [("本镇设置", reverse("settings"))]
        return [("区和镇", reverse("places"))] if self.request.user.may("place.view") else []

    def lock_read(self):
        Township.objects.select_for_update(of=("self",)).get(pk=self.parent.pk)


class TemplateList(OfTownship, Page):
    permission = "paper_template.view"
    title = "文书模板"
    template = "accounts/paper_templates.html"

    def get_title(self):
        """Whoever serves no township is told whose they are."""
        is_own = self.request.user.township_for(self.permission) == self.parent
        return self.title if is_own else f"{self.parent}{self.title}"

    def get_context_data(self, **context):
        user = self.request.user
        rows = OwnTemplate.objects.for_user(user, self.permission).filter(township=self.parent)
        own = {one.name: one for one in rows.select_related("kept_by")}
        placed, faults = sources.placed(self.parent), placed_faults(self.parent)

        def told(names):
            return [
                self.told(name, own.get(name), name in placed, faults.get(name, ""))
                for name in names
            ]

        parts = {"本镇换过的": told(own)}
        for part, names in PARTS.items():
            parts[part] = told(name for name in names if name not in own)
        may_edit = user.may("paper_template.edit")
        return super().get_context_data(parts=parts, may_edit=may_edit, **context)

    def told(self, name, own, is_placed, fault):
        """`is_placed`: the operator has put a file of the township into DATA_DIR, in which there is
        a `fault`."""
        return {
            "name": name,
            "title": sources.shipped(name).front.title,
            "own": own,
            "is_placed": is_placed,
            "told": told_of(own) if own else fault,
        }


class OfPaper(OfTownship):
    """About one paper of the township."""

    @cached_property
    def shipped(self):
        try:
            return sources.shipped(self.kwargs["name"])
        except PaperTemplateError:
            raise Http404 from None

    @cached_property
    def own(self):
        rows = OwnTemplate.objects.for_user(self.request.user, self.permission)
        return rows.filter(township=self.parent, name=self.shipped.name).first()

    def get_crumbs(self):
        above = reverse("paper_templates", args=[self.parent.pk])
        return [*super().get_crumbs(), (TemplateList.title, above)]


class TemplateUpdate(OfPaper, FormPage):
    permission = "paper_template.edit"
    template = "accounts/paper_template.html"
    form_class = TemplateForm
    success_message = "已换上，以后的这种文书都用它；已经发出的不变。"
    looked_at = None

    def get_title(self):
        return f"{self.shipped.front.title}的模板"

    def get_initial(self):
        return {"text": sources.text_in_force(self.shipped.name, self.parent)}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"name": self.shipped.name}

    def get_context_data(self, **context):
        told = told_of(self.own) if self.own else ""
        shown = {"paper": self.shipped, "own": self.own, "told": told, "trial": self.looked_at}
        if self.looked_at:
            shown["unused"] = unused(context["form"].source)
        return super().get_context_data(**(shown | context))

    def post(self, request, *args, **kwargs):
        """Who only looks is shown the form again, with what it would make."""
        if LOOK not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.get_form()
        if form.is_valid():
            self.looked_at = trial(form.source)
        return self.form_invalid(form)

    def carry_out(self, form):
        keep_template(
            self.shipped.name, self.parent, form.cleaned_data["text"], by=self.request.user
        )
        return reverse("paper_templates", args=[self.parent.pk])


class TemplateRestore(OfPaper, FormPage):
    permission = "paper_template.edit"
    form_class = UserForm
    submit_label = "确定恢复"
    success_message = "已恢复系统自带的模板。"
    intro = "本镇的模板删去，以后的这种文书用系统自带的。已经发出的不变。要留一份的，先下载。"

    def prepare(self):
        if self.own is None:
            raise Http404

    def get_title(self):
        return f"恢复系统自带的{self.shipped.front.title}模板"

    def carry_out(self, form):
        restore_shipped(self.own, by=self.request.user)
        return reverse("paper_templates", args=[self.parent.pk])


def _asked(request, township, name):
    rows = Township.objects.for_user(request.user, "paper_template.view")
    found = get_object_or_404(rows, pk=township)
    if name not in sources.names():
        raise Http404
    return found


@needs("paper_template.view")
@require_safe
def template_text(request, township, name):
    """The template as a file for any editor: the one in force, or the shipped one (?shipped=1)."""
    town = _asked(request, township, name)
    shipped = sources.shipped(name)
    text = shipped.text if request.GET.get("shipped") else sources.text_in_force(name, town)
    answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    file = f"{shipped.front.title}_{name}.md"
    answer["Content-Disposition"] = content_disposition_header(True, file)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs("paper_template.view")
@require_safe
def template_sample(request, township, name):
    """The paper with made-up values, marked 样张."""
    town = _asked(request, township, name)
    return paper_response(trial(sources.find(name, town)), "pdf", is_shown=True)
