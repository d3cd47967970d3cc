"""The page of the acts of a workflow."""

from django.contrib import messages
from django.http import Http404
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin

from township.crud.forms import ReasonForm, UserForm
from township.crud.pages import Scoped
from township.crud.sending import Sending
from township.crud.trails import trail_of


class ActPage(Sending, Scoped, SingleObjectMixin, TemplateView):
    """All acts of a noun: GET asks (with the act's form), POST performs.

    `permission` is the noun's view permission; each transition checks its own in the workflow.
    `forms` maps a transition's name to the form whose cleaned values are handed to it.
    """

    workflow = None
    template = "crud/act.html"
    success_message = ""
    http_method_names = ["get", "post"]

    def prepare(self):
        self.object = self.get_object()
        if self.kwargs["act"] not in self.workflow:
            raise Http404
        self.transition = self.workflow[self.kwargs["act"]]
        if self.transition.is_inner:
            raise Http404

    def get_form_class(self):
        usual = ReasonForm if self.transition.is_recall else UserForm
        return self.forms.get(self.kwargs["act"], usual)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if getattr(self.get_form_class(), "wants_instance", False):
            kwargs["about"] = self.object
        return kwargs

    def get(self, request, *args, **kwargs):
        self.prepare()
        return self.render_to_response(self.get_context_data())

    def get_title(self):
        return f"{self.transition.label}：{self.object}"

    def get_trail(self):
        return trail_of(self.object)

    def get_refusals(self):
        for transition, reasons in self.workflow.available(
            self.object, self.request.user, with_refused=True, seen_by=self.permission
        ):
            if transition is self.transition:
                return reasons
        return [
            f"现在的状态是“{self.workflow.label_of(self.workflow.state_of(self.object))}”，"
            f"不能{self.transition.label}，或者您没有这个权限。"
        ]

    def get_consequences(self):
        return [self.transition.confirm] if self.transition.confirm else []

    def get_drafted(self):
        """[{"label", "url"}] of the papers that the act sends out, to be read before."""
        return []

    def get_context_data(self, **context):
        transition = {
            "name": self.transition.name,
            "label": self.transition.label,
            "confirm": self.transition.confirm,
            "style": self.transition.style,
            "url": self.request.get_full_path(),
        }
        return super().get_context_data(
            **{
                "object": self.object,
                "transition": transition,
                "consequences": self.get_consequences(),
                "drafted": self.get_drafted(),
                "refusals": [] if self.request.method == "POST" else self.get_refusals(),
            }
            | context
        )

    def get_cancel_url(self):
        return self.object.get_absolute_url()

    def carry_out(self, form):
        given = {k: v for k, v in form.cleaned_data.items() if k != "form_key"}
        self.object = self.workflow.perform(
            self.transition.name, self.object, by=self.request.user, **given
        )
        messages.success(self.request, f"已{self.transition.label}。")
        return self.get_success_url()

    def get_success_url(self):
        return self.object.get_absolute_url()
