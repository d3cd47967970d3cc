"""Commendations and sanctions: seen by the township's office and leaders and the village only."""

import django_filters

from township.crud import Column, CreatePage, DetailPage, ListPage, Toned
from villages.acts.commendation import record_commendation
from villages.forms.commendation import CommendationForm
from villages.models import Attachment, Commendation
from villages.views.frame import OfVillage


class CommendationFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(
        choices=Commendation.Kind.choices, label="类别", empty_label="全部"
    )

    class Meta:
        model = Commendation
        fields = ["kind"]


class CommendationList(OfVillage, ListPage):
    permission = "commendation.view"
    model = Commendation
    filterset_class = CommendationFilter
    create_label = "登记表彰惩处"
    columns = (
        Column("决定日期", "on"),
        Column("类别", "kind"),
        Column("涉及"),
        Column("依据条款"),
    )
    empty = {
        "icon": "award",
        "title": "还没有表彰惩处",
        "hint": "按章程作出的表彰和惩处登记在这里，只写单位或户数。",
    }

    def get_title(self):
        return f"{self.parent}的表彰惩处"

    def get_create_url(self):
        return self.create_address("commendation.edit", "villages:commendation_create")

    def row_of(self, item):
        tone = "good" if item.kind == Commendation.Kind.COMMENDATION else "warn"
        return item.get_absolute_url(), [
            item.on,
            Toned(item.get_kind_display(), tone),
            item.concerned,
            item.basis_clause,
        ]


class CommendationCreate(OfVillage, CreatePage):
    permission = "commendation.edit"
    form_class = CommendationForm
    title = "登记表彰惩处"
    intro = (
        "只写单位名称或户数，不写个人姓名。惩处要先告知、听取申辩，并写明申诉途径；登记后不能修改。"
    )
    success_message = "已登记，记录已归档。"

    def save(self, form):
        files = form.cleaned_data["files"]
        return record_commendation(form.instance, by=self.request.user, files=files)


class CommendationPage(DetailPage):
    permission = "commendation.view"
    model = Commendation
    select = ("village", "text_version__text")
    template = "villages/attachment/detail.html"

    def get_fields(self):
        row = self.object
        return [
            ("类别", row.get_kind_display()),
            ("作出单位级别", row.get_authority_display()),
            ("决定日期", row.on),
            ("涉及", row.concerned),
            ("依据的文本", row.text_version),
            ("依据条款", row.basis_clause),
            ("决定内容", row.measure),
            ("告知日期", row.noticed_on),
            ("告知情况", row.notice),
            ("申诉途径", row.remedy),
        ]

    def get_context_data(self, **context):
        attachments = Attachment.objects.of(self.object).select_related("file")
        return super().get_context_data(attachments=attachments, **context)
