"""Pages of the acceptance: what the team checked, the form on paper, the district's document."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaigns.acts import acceptance as acceptance_acts
from campaigns.forms.acceptance import CheckForm
from campaigns.models import Acceptance, AcceptanceCheck, Application
from campaigns.papers import acceptance as acceptance_papers
from campaigns.views.frame import file_answer
from campaigns.workflows.correction import ACCEPTANCE_CORRECTION
from township.access import needs
from township.corrections import CorrectPage
from township.crud import CreatePage, FormPage, UserForm
from township.crud.trails import trail_of
from township.papers import compose, send
from township.workflow import Refused

DECIDING = ("application.accept", "application.enter_decision")


def may_decide(user, application):
    """The district's reviewer, or the office for a district without an account."""
    return any(
        user.may(permission)
        and Application.objects.for_user(user, permission).filter(pk=application.pk).exists()
        for permission in DECIDING
    )


def application_to_decide(user, pk):
    rows = Application.objects.for_user(user, "application.view")
    application = get_object_or_404(rows.select_related("village", "level"), pk=pk)
    if not may_decide(user, application):
        raise PermissionDenied
    return application


class CheckCreate(CreatePage):
    """Note one indicator; noting it again replaces the former finding."""

    permission = "application.view"
    form_class = CheckForm
    title = "登记核查项目"
    intro = "验收组抽查的指标逐项登记；没有抽查的，按镇考评得分。同一指标再登记一次，以后一次为准。"
    submit_label = "登记"

    def prepare(self):
        self.application = application_to_decide(self.request.user, self.kwargs["application"])
        self.submission = self.application.submissions.first()
        if self.submission is None or not self.application.is_at_district:
            raise Refused("现在不是区级验收阶段，不能登记核查项目。")

    def get_given(self):
        return {"submission": self.submission}

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": AcceptanceCheck(**self.get_given())}

    def save(self, form):
        return acceptance_acts.note_check(form.save(commit=False), by=self.request.user)

    def get_success_url(self):
        return self.application.get_absolute_url()


class CheckRemove(FormPage):
    permission = "application.view"
    form_class = UserForm
    title = "删除核查项目"
    submit_label = "删除"
    success_message = "核查项目已删除。"

    def prepare(self):
        rows = AcceptanceCheck.objects.for_user(self.request.user, self.permission)
        self.check = get_object_or_404(rows.select_related("submission"), pk=self.kwargs["pk"])
        pk = self.check.submission.application_id
        self.application = application_to_decide(self.request.user, pk)
        self.intro = f"{self.check}，得分{self.check.score}。"

    def carry_out(self, form):
        acceptance_acts.remove_check(self.check, by=self.request.user)
        return self.application.get_absolute_url()


def _acceptance(request, pk):
    rows = Acceptance.objects.for_user(request.user, "application.view")
    return get_object_or_404(
        rows.select_related("submission", "application__village__township", "file"), pk=pk
    )


@needs("application.view")
@require_safe
def acceptance_paper(request, pk):
    """验收表."""
    row = _acceptance(request, pk)
    application = row.application
    values = acceptance_papers.acceptance(row, list(row.submission.checks.all()))
    paper = compose("acceptance", values, township=application.village.township)
    crumbs = [*trail_of(application), ("验收表", None)]
    return send(request, paper, breadcrumbs=crumbs)


@needs("application.view")
@require_safe
def acceptance_file(request, pk):
    """The district's written decision."""
    row = _acceptance(request, pk)
    if row.file is None:
        raise Refused("这次验收没有上传区级文件。")
    return file_answer(request, row)


class AcceptanceCorrect(CorrectPage):
    correctable = ACCEPTANCE_CORRECTION
