"""Pages of 授权: what the villagers' or residents' meeting lent to the representatives."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from township.access import needs
from township.crud import Column, CreatePage, ListPage, UpdatePage
from township.dates import cn_date
from township.files.answering import answer
from villages.forms.authorisation import AuthorisationForm
from villages.models import Authorisation
from villages.options import local_rules
from villages.views.frame import OfVillage, may_in


class AuthorisationList(OfVillage, ListPage):
    permission = "meeting.view"
    model = Authorisation
    select = ("meeting",)
    title = "授权记录"
    columns = (
        Column("授权事项"),
        Column("授权日期", "granted_on"),
        Column("期限", "until"),
        Column("范围"),
        Column("公告", "posted_on"),
        Column("报镇备案", "filed_on"),
        Column("状态"),
        Column("决议"),
    )
    template = "villages/meeting/authorisations.html"
    create_label = "登记授权"
    empty = {
        "icon": "key",
        "title": "还没有授权记录",
        "hint": "应由村（居）民会议决定的事项交给代表会议表决，要先有授权。",
    }

    def get_create_url(self):
        return self.create_address("meeting.edit", "villages:authorisation_create")

    def exported_rows(self, items):
        for row in items:
            yield [
                row.matters_shown,
                row.granted_on,
                f"{cn_date(row.since)}至{cn_date(row.until)}",
                row.scope,
                row.posted_on,
                row.filed_on,
                "在期限内" if row.is_in_term else "不在期限内",
                "有" if row.meeting_id or row.file_id else "缺",
            ]

    def get_context_data(self, **context):
        may_edit = may_in(self.request.user, "meeting.edit", self.parent)
        local = local_rules(self.parent)
        return super().get_context_data(
            may_edit=may_edit, must_be_posted=local.needs_posted_delegation, **context
        )


class AuthorisationCreate(OfVillage, CreatePage):
    permission = "meeting.edit"
    title = "登记授权"
    form_class = AuthorisationForm

    def get_context_data(self, **context):
        way = local_rules(self.parent).hint("delegation_way")
        return super().get_context_data(**{"intro": f"照授权决议填写。{way}"} | context)

    def get_initial(self):
        return {"meeting": self.request.GET.get("meeting")}


class AuthorisationUpdate(UpdatePage):
    permission = "meeting.edit"
    model = Authorisation
    select = ("village",)
    form_class = AuthorisationForm

    def get_title(self):
        return "修改授权记录"


@require_safe
@needs("meeting.view")
def file(request, pk):
    """The decision as scanned, through the record's scope."""
    rows = Authorisation.objects.for_user(request.user, "meeting.view").select_related("file")
    row = get_object_or_404(rows, pk=pk)
    if row.file is None:
        raise Http404
    return answer(request.user, row, row.file, row.file_name)
