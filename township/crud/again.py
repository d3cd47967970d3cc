"""What is sent a second time: taken for the first, or asked about before anything is saved."""

from django.contrib import messages
from django.http import HttpResponseRedirect

from township.crud import once
from township.crud.forms import CARRIED
from township.crud.pages import DetailPage


class AskingAgain:
    """For pages with a form.

    `makes_new`: each send is a new entry, so one that looks like an earlier one is asked about.
    """

    makes_new = False

    def _looks_like(self, used):
        """The earlier act that this one may be a second of; None once a second is wanted."""
        is_told = once.AS_SECOND in self.request.POST
        return None if is_told else used or once.alike(self.request)

    def _already(self, used):
        messages.info(self.request, "这一页已经提交过，没有重复保存。")
        return HttpResponseRedirect(used.location)

    def _ask_again(self, form, before):
        """Was the first meant to be changed, or is this a second? Nothing is saved until told."""
        form.data = form.data.copy()
        form.data["form_key"] = once.new_key()
        again = {
            "before": before,
            "is_same": before.digest == once.digest_of(self.request),
            **self._change(before.location),
        }
        return self.render_to_response(self.get_context_data(form=form, again=again), status=409)

    def _change(self, location):
        """Where the first is changed with the same form, and what that form carries; or nothing."""
        page = once.page_of(location, self.request)
        if not isinstance(page, DetailPage):
            return {}
        page.object = page.get_queryset().filter(pk=page.kwargs.get("pk")).first()
        address = page.object and page.get_edit_url()
        editing = once.page_of(address, self.request) if address else None
        if getattr(editing, "form_class", None) is not self.form_class:
            return {}
        editing.prepare()
        form = editing.get_form_class()(**editing.get_form_kwargs() | {"data": None, "files": None})
        carried = [form[name] for name in CARRIED if name in form.fields and name != "form_key"]
        return {"change_url": address, "carried": carried}
