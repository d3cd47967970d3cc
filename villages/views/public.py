"""The pages of a village that everybody may read, without an account: what is posted now and what
was, the texts in force, results and honours, whom to ask; a question or an objection, and how it
stands.

Serves 村务公开 (村民委员会组织法第三十五条) by electronic means beside the notice board.
"""

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.views.generic.edit import FormMixin

from township.access import public
from township.crud import Page
from township.papers.codes import qr_svg
from township.signin.guessing import Locked, guarded, of_code
from township.workflow import Refused
from villages.acts.query import take_from_page
from villages.forms.query import AskForm
from villages.models import Asker, Posting, Query, Village
from villages.options import answer_days
from villages.queries import openness
from villages.rules import asking
from villages.rules.kinds import ClauseKind

RESULT, POSTING = "result", "posting"


class OfOpenVillage:
    """A public page about a village, which says whose telephone numbers may stand on it."""

    @cached_property
    def village(self):
        rows = Village.objects.select_related("township", "merged_into")
        village = get_object_or_404(rows, pk=self.kwargs["pk"])
        self.request.shown_township = village.township
        return village

    @property
    def address(self):
        return reverse("villages:open", args=[self.village.pk])

    @property
    def may_ask(self):
        return self.village.is_active and self.village.township.setting("page_questions")

    def get_crumbs(self):
        return [(f"{self.village}公开栏", self.address)]

    def get_context_data(self, **context):
        village = self.village
        return super().get_context_data(
            **{
                "village": village,
                "township_name": str(village.township),
                "open_address": self.address,
                "contact": openness.contact_of(village),
                "query_days": answer_days(village),
                "may_ask": self.may_ask,
            }
            | context
        )


@public("不用账号就能看一个村（居）的公示、文本、结果和荣誉")
class OpenPage(OfOpenVillage, Page):
    template = "villages/public/open.html"

    def get_title(self):
        return f"{self.village}公开栏"

    def get_crumbs(self):
        return []

    def get_context_data(self, **context):
        village, today = self.village, timezone.localdate()
        postings = openness.on_show(village, today).select_related("text_version__text", "meeting")
        address = settings.SITE_URL + self.address
        earlier = list(openness.shown_before(village, today))
        told = "公示期满的内容在下面，也" if earlier else "以前公示过的，"
        return super().get_context_data(
            postings=list(postings.prefetch_related("text_version__clauses", "meeting__motions")),
            earlier=earlier,
            texts=list(openness.texts_in_force(village, today)),
            answers=list(openness.answers_shown(village)),
            **openness.told_of(village),
            address=address,
            left=f"{told}可以到{village.words.committee}查阅。",
            code=mark_safe(qr_svg(address, f"{village}公开栏网址")),
            **context,
        )


@public("不用账号就能看一个村（居）现行的章程、制度和公约")
class OpenText(OfOpenVillage, Page):
    template = "villages/public/text.html"

    @cached_property
    def version(self):
        rows = openness.texts_in_force(self.village, timezone.localdate())
        return get_object_or_404(rows, pk=self.kwargs["text"])

    def get_title(self):
        return str(self.version.text)

    def get_context_data(self, **context):
        clauses = list(self.version.clauses.all())
        heads = [one for one in clauses if one.kind == ClauseKind.CHAPTER]
        return super().get_context_data(
            text_version=self.version, clauses=clauses, heads=heads, **context
        )


@public("村（居）民不用账号就能询问、提异议")
class AskPage(OfOpenVillage, FormMixin, Page):
    template = "villages/public/ask.html"
    form_class = AskForm

    def get_title(self):
        return f"向{self.village}{self.village.committee}询问"

    @cached_property
    def targets(self):
        """[(value, label)] of what hangs now and of the results."""
        rows = openness.on_show(self.village, timezone.localdate())
        results = openness.told_of(self.village)["results"]
        return [
            *((f"{POSTING}{row.pk}", f"公示：{row.title}") for row in rows),
            *((f"{RESULT}{n}", f"考评结果：{one.title}") for n, one in enumerate(results)),
        ]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": None, "targets": self.targets}

    def get_initial(self):
        asked = self.request.GET.get("target", "")
        is_known = asked in dict(self.targets)
        return {
            "target": asked if is_known else "",
            "kind": Query.Kind.OBJECTION if "objection" in self.request.GET else "question",
        }

    def get(self, request, *args, **kwargs):
        if not self.may_ask:
            raise Http404
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        if not self.may_ask:
            raise Http404
        form = self.get_form()
        if form.lacks_what_it_carries:
            form.begin_anew()
        if not form.is_valid():
            return self.form_invalid(form)
        try:
            query = take_from_page(*self.read(form), address=request.META["REMOTE_ADDR"])
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
            return self.form_invalid(form)
        asked = reverse("villages:asked", args=[self.village.pk])
        return HttpResponseRedirect(f"{asked}?code={query.code}&sent=1")

    def read(self, form):
        """(Query, Asker) of a valid form, unsaved."""
        told = form.cleaned_data
        query = Query(village=self.village, kind=told["kind"], content=told["content"])
        target = told["target"]
        if target.startswith(POSTING):
            query.posting = Posting.objects.get(pk=target.removeprefix(POSTING))
        elif target:
            query.about = dict(self.targets)[target][:80]
        key = told["form_key"][:36]
        return query, Asker(name=told["name"], phone=told["phone"], key=key)

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **context):
        return super().get_context_data(submit_label="发出", **context)


@public("提了询问、异议的人凭查询码看办理情况")
class AskedPage(OfOpenVillage, Page):
    template = "villages/public/asked.html"
    title = "询问办理情况"

    def get_context_data(self, **context):
        typed = self.request.GET.get("code", "")[:20]
        code = asking.read_code(typed)
        query, wait = self.look_up(code) if code else (None, 0)
        return super().get_context_data(
            typed=typed,
            query=query,
            wait=wait,
            code=asking.shown_code(code),
            is_sent="sent" in self.request.GET,
            **context,
        )

    def look_up(self, code):
        """(the question or None, minutes to wait where too many codes were tried from here)."""
        rows = Query.objects.filter(village=self.village, code=code).select_related("posting")
        try:
            query, _ = guarded(of_code(self.request.META["REMOTE_ADDR"]), rows.first)
        except Locked as locked:
            return None, locked.minutes
        return query, 0
