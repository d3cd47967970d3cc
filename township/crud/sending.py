"""Pages that change something: a form about a row or about none.

One key is one act, a stale version is a conflict, and a refusal keeps what was typed.
"""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.forms import ChoiceField, ModelChoiceField
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin
from django.views.generic.edit import FormMixin

from township.crud import once
from township.crud.again import AskingAgain
from township.crud.forms import CARRIED, UserForm
from township.crud.pages import Framed, Scoped
from township.crud.trails import trail_of
from township.files.names import display_name, told_of_hidden
from township.history.chain import changed_fields, record
from township.history.models import Entry
from township.personal.models import open_phones
from township.workflow import Refused, Stale, with_way


class Sending(AskingAgain, FormMixin):
    """A POST form: one key is one act, a stale version is a conflict, a refusal keeps the input.

    What comes without the key, the version or the digest that the page carries is shown again.
    """

    submit_label = "保存"
    intro = ""
    success_message = "已保存。"
    template = "crud/form.html"
    form_class = None
    forms = {}
    # Bytes a request may have (township.access.bodies): more where a form takes files.
    request_limit = settings.SMALL_REQUEST

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        forms = [form for form in (cls.form_class, *cls.forms.values()) if form]
        if "request_limit" not in vars(cls):
            has_files = any(form.may_carry_files() for form in forms)
            cls.request_limit = settings.FILES_REQUEST if has_files else settings.SMALL_REQUEST

    def history_verb(self, act):
        """What was done, as history names it: text.create, text.edit."""
        return f"{self.permission.rpartition('.')[0]}.{act}"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}

    def post(self, request, *args, **kwargs):
        self.prepare()
        if used := once.same(request):
            return self._already(used)
        answer = self._sent(request)
        # Sent several times at once: the first may have been done while this one was looked at.
        if answer.status_code in (409, 422) and (used := once.same(request)):
            return self._already(used)
        return answer

    def _sent(self, request):
        used = once.earlier(request)
        form = self.get_form()
        if form.lacks_what_it_carries or not once.key_of(request):
            form.begin_anew()
        if not form.is_valid():
            return self.form_invalid(form)
        if before := self.makes_new and self._looks_like(used):
            return self._ask_again(form, before)
        try:
            with transaction.atomic():
                return self._once(form)
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, with_way(reason, self.request.user))
            return self.form_invalid(form)
        except Stale:
            return self._conflict(form)

    def _once(self, form):
        used = once.claim(self.request, once.key_of(self.request))
        if used.location and once.is_same(used, self.request):
            return self._already(used)
        self.claim(form)
        location = self.carry_out(form)
        used.location, used.digest = location, once.digest_of(self.request)
        used.save(update_fields=["location", "digest"])
        for field in form.file_fields.values():
            field.saved()
        if opened := form.opened_phones:
            by, where = self.request.user, self.get_title()
            open_phones(opened, form.phones_of, by=by, where=where)
        if self.success_message:
            messages.success(self.request, self.success_message)
        if renamed := [name for field in form.file_fields.values() for name in field.renamed]:
            messages.info(self.request, told_of_hidden(renamed))
        for name, found in (one for field in form.file_fields.values() for one in field.warnings):
            messages.info(self.request, f"“{display_name(name)}”：{'；'.join(found)}。")
        for name in form.refused_files:
            messages.warning(self.request, f"“{name}”没有收下，没有一起保存。")
        return HttpResponseRedirect(location)

    def prepare(self):
        """Load what the form needs before it is built."""

    def claim(self, form):
        """Take the row as it was read; raises Stale or Refused where it was changed since."""
        if form.is_guarded:
            self.lock_read()
            unsent = self.get_form_kwargs() | {"data": None, "files": None}
            form.refuse_overtaken(self.get_form_class()(**unsent))
        version = form.cleaned_data.get("read_version")
        if version is not None:
            form.instance.claim(version)

    def lock_read(self):
        """Lock the row that the form is about, and forget what was loaded of it."""

    def carry_out(self, form):
        """Do the act and return where to go."""
        raise NotImplementedError

    def _conflict(self, form):
        current = type(form.instance).objects.get(pk=form.instance.pk)
        fields = []
        for name in form._meta.fields or form.fields:
            field = form.fields.get(name)
            if field is None or field.widget.is_hidden:
                continue
            yours, theirs = form.cleaned_data.get(name), getattr(current, name, None)
            fields.append(
                {
                    "label": field.label,
                    "yours": yours,
                    "theirs": theirs,
                    "differs": yours != theirs,
                }
            )
        last = Entry.objects.about(current).first()
        form.data = form.data.copy()
        form.data["read_version"] = current.version
        form.data["form_key"] = once.new_key()
        context = self.get_context_data(
            form=form,
            fields=fields,
            changed_by=last and last.actor_name,
            changed_at=last and last.at,
            reload_url=self.request.get_full_path(),
        )
        return render(self.request, "crud/conflict.html", context, status=409)

    def get_cancel_url(self):
        crumbs = self.get_crumbs()
        return crumbs[-1][1] if crumbs else "/"

    def get_context_data(self, **context):
        return super().get_context_data(
            **{
                "submit_label": self.submit_label,
                "makes_new": self.makes_new,
                "cancel_url": self.get_cancel_url(),
                "intro": self.intro,
            }
            | context
        )

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)


class FormPage(Sending, Framed, TemplateView):
    """A form of its own shape: override `carry_out`. About a row: put `Within` before it."""

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)


class RemovePage(FormPage):
    """Take a row out on which nothing rests: asked first, told in the history.

    Put `Within` before it. `against(row)` yields the reasons why not; `verb(row, by=)` does it.
    """

    form_class = UserForm
    template = "crud/remove.html"
    submit_label = "确定删除"
    success_message = "已删除。"
    against = None
    verb = None

    def get_title(self):
        return f"删除{self.parent}"

    def get_back(self):
        """Where to go when the row is no longer there."""
        raise NotImplementedError

    def get_cancel_url(self):
        return self.parent.get_absolute_url()

    def get_context_data(self, **context):
        asks = self.request.method == "GET"
        refusals = list(self.against(self.parent)) if asks else []
        return super().get_context_data(refusals=refusals, **context)

    def carry_out(self, form):
        if reasons := list(self.against(self.parent)):
            raise Refused(reasons)
        back = self.get_back()
        self.verb(self.parent, by=self.request.user)
        return back


class CreatePage(Sending, Framed, TemplateView):
    """A new row; fields the user does not fill come from `get_given`."""

    makes_new = True
    object = None

    @property
    def beside(self):
        return self.get_form_class()._meta.model

    def get(self, request, *args, **kwargs):
        self.prepare()
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"given": self.get_given()}

    def get_initial(self):
        """What the address chooses of the form's choices: `?kind=board`."""
        asked, chosen = self.request.GET, {}
        for name, field in self.get_form_class().base_fields.items():
            is_choice = isinstance(field, ChoiceField) and not isinstance(field, ModelChoiceField)
            if is_choice and asked.get(name) and field.valid_value(asked[name]):
                chosen[name] = asked[name]
        return chosen

    def save(self, form):
        """Write the row and its history; override where a verb function does both."""
        row = form.save()
        record(self.history_verb("create"), row, self.request.user, f"新建：{row}")
        return row

    def carry_out(self, form):
        self.object = self.save(form)
        return self.get_success_url()

    def get_success_url(self):
        return self.object.get_absolute_url()


class UpdatePage(Sending, Scoped, SingleObjectMixin, TemplateView):
    """Change a row. `may_edit(object)` yields the reasons why not now."""

    def get(self, request, *args, **kwargs):
        self.prepare()
        reasons = list(self.may_edit(self.object))
        if reasons:
            for reason in reasons:
                messages.error(request, with_way(reason, request.user))
            return HttpResponseRedirect(self.get_success_url())
        return self.render_to_response(self.get_context_data())

    def prepare(self):
        self.object = self.get_object()

    def get_title(self):
        return f"修改{self.object}"

    def get_trail(self):
        return trail_of(self.object)

    def may_edit(self, row):
        return ()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.object}

    def lock_read(self):
        self.object = type(self.object).objects.select_for_update().get(pk=self.object.pk)

    def save(self, form):
        changes = changed_fields(form)
        changes = {name: change for name, change in changes.items() if name not in CARRIED}
        row = form.save()
        record(self.history_verb("edit"), row, self.request.user, f"修改：{row}", changes)
        return row

    def claim(self, form):
        row = type(self.object).objects.select_for_update().get(pk=self.object.pk)
        if reasons := list(self.may_edit(row)):
            raise Refused(reasons)
        super().claim(form)

    def carry_out(self, form):
        self.object = self.save(form)
        return self.get_success_url()

    def get_success_url(self):
        return self.object.get_absolute_url()
