"""Taking over a package from elsewhere: choose or send it, look at it, confirm, wait."""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist, TaskResultMismatch

from archives.acts import intake
from archives.acts.package import preview
from archives.forms.intake import PackageForm
from archives.rules.bag_reader import PackageRefused
from township.access import needs
from township.crud import FormPage, Page
from township.files.errors import UploadRefused
from township.tasks.telling import again_at
from township.workflow import Refused

PERMISSION = "intake.receive"


CRUMB = ("接收移交包", reverse_lazy("archives:intake"))


class Intake(FormPage):
    permission = PERMISSION
    form_class = PackageForm
    title = "接收移交包"
    submit_label = "上传"
    success_message = ""
    template = "archives/intake/list.html"
    request_limit = intake.MOST_SENT + settings.SMALL_REQUEST

    def carry_out(self, form):
        try:
            name = intake.put(form.cleaned_data["package"])
        except UploadRefused as refusal:
            raise Refused(refusal.sentence) from None
        return reverse("archives:intake_package", args=[name])

    def get_context_data(self, **context):
        folder = intake.folder().name
        return super().get_context_data(waiting=intake.waiting(), folder=folder, **context)


class IntakePackage(Page):
    """What a waiting package holds and what would become of it here."""

    permission = PERMISSION
    template = "archives/intake/detail.html"
    crumbs = (CRUMB,)

    def get_title(self):
        return self.package.name

    def get(self, request, *args, **kwargs):
        self.package = _found(kwargs["name"])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **context):
        try:
            found, refused = preview(self.package.path), ""
        except PackageRefused as refusal:
            found, refused = None, refusal.sentence
        return super().get_context_data(
            package=self.package, preview=found, refused=refused, **context
        )


@needs(PERMISSION)
@require_POST
def take(request, name):
    package = _found(name)
    try:
        files = preview(package.path).files
    except PackageRefused:
        return HttpResponseRedirect(reverse("archives:intake_package", args=[name]))
    result = intake.take_over.enqueue(package.name, files, request.user.pk)
    return HttpResponseRedirect(reverse("archives:intake_wait", args=[result.id]))


class IntakeWaiting(Page):
    """A package being taken over; the page asks again every two seconds, then tells the result."""

    permission = PERMISSION
    title = "正在接收"
    template = "archives/intake/waiting.html"
    piece = "archives/intake/_waiting.html"
    crumbs = (CRUMB,)

    def get_context_data(self, **context):
        try:
            task = intake.take_over.get_result(str(self.kwargs["task"]))
        except (TaskResultDoesNotExist, TaskResultMismatch):
            raise Http404 from None
        name, files, _ = task.args
        is_done = task.status == TaskResultStatus.SUCCESSFUL
        return super().get_context_data(
            name=name,
            files=files,
            outcome=task.return_value if is_done else None,
            is_failed=task.status == TaskResultStatus.FAILED,
            is_running=task.status == TaskResultStatus.RUNNING,
            again_at=again_at(task),
            **context,
        )


def _found(name):
    package = intake.find(name)
    if package is None:
        raise Http404
    return package
