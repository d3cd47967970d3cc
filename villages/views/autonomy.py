"""Forms of autonomy: how they are used, how many signed, whether a clause on breach is lawful."""

from django.urls import reverse

from township.crud import (
    Column,
    CreatePage,
    DetailPage,
    FormPage,
    ListPage,
    Toned,
    UpdatePage,
    Within,
)
from villages.acts.autonomy import answer_breach, count_signed, record_autonomy
from villages.forms.autonomy import AutonomyForm, BreachForm, SignedForm
from villages.models import Attachment, Autonomy, Group
from villages.rules.clauses import ClauseText
from villages.rules.kinds import ClauseKind
from villages.rules.red_flags import alarmed, red_flags
from villages.views.frame import Kept, OfVillage, changes_of, may_in


class AutonomyList(OfVillage, ListPage):
    permission = "autonomy.view"
    model = Autonomy
    create_label = "登记自治形式"
    columns = (
        Column("名称", "title"),
        Column("形式", "form"),
        Column("开始", "since"),
        Column("停止", "until"),
        Column("违约责任条款"),
    )
    empty = {
        "icon": "diagram-2",
        "title": "还没有自治形式",
        "hint": "签订协议书、院坝协商、互助小组等，用了哪种就登记哪种，并写明效果。",
    }

    def get_title(self):
        return f"{self.parent}的自治形式"

    def get_create_url(self):
        return self.create_address("autonomy.edit", "villages:autonomy_create")

    def row_of(self, item):
        label, tone = breach_state(item)
        return item.get_absolute_url(), [
            item.title,
            item.get_form_display(),
            item.since,
            item.until or "使用中",
            Toned(label, tone),
        ]


def breach_state(row):
    """(words, tone) on a clause on breach."""
    if not row.breach_clause:
        return "没有", "neutral"
    if row.is_asked:
        return "待镇审查", "waiting"
    return ("可以使用", "good") if row.breach_is_lawful else ("应当删去或修改", "bad")


class AutonomyCreate(OfVillage, CreatePage):
    permission = "autonomy.edit"
    form_class = AutonomyForm
    title = "登记自治形式"

    def save(self, form):
        files = form.cleaned_data["files"]
        return record_autonomy(form.instance, by=self.request.user, files=files)


class AutonomyPage(DetailPage):
    permission = "autonomy.view"
    model = Autonomy
    select = ("village", "text_version__text", "reviewed_by")
    template = "villages/autonomy/detail.html"

    def get_fields(self):
        row = self.object
        return [
            ("形式", row.get_form_display()),
            ("所依据的文本", row.text_version),
            ("开始日期", row.since),
            ("停止日期", row.until or "使用中"),
            ("怎么做", row.description),
            ("效果", row.effect),
        ]

    def get_edit_url(self):
        if may_in(self.request.user, "autonomy.edit", self.object.village):
            return reverse("villages:autonomy_edit", args=[self.object.pk])
        return None

    def get_context_data(self, **context):
        row, user = self.object, self.request.user
        counts = list(row.signed_counts.select_related("group"))
        label, tone = breach_state(row)
        return super().get_context_data(
            attachments=Attachment.objects.of(row).select_related("file"),
            counts=counts,
            signed=sum(count.signed for count in counts),
            households=sum(count.group.households for count in counts),
            breach_label=label,
            breach_tone=tone,
            flags=flags_of(row),
            may_count=may_in(user, "autonomy.edit", row.village),
            may_review=may_in(user, "autonomy.review", row.village),
            **context,
        )


def flags_of(row):
    """What the law checklist says of the clause on breach."""
    if not row.breach_clause:
        return []
    clause = ClauseText(ClauseKind.ARTICLE, "违约责任条款", row.breach_clause)
    found = red_flags([clause], "违约责任")
    return [{"flag": flag, "law": flag.law_of(row.village.is_community)} for flag in alarmed(found)]


class AutonomyUpdate(Kept, UpdatePage):
    permission = "autonomy.edit"
    model = Autonomy
    select = ("village",)
    form_class = AutonomyForm

    def keep(self, form):
        return record_autonomy(
            form.instance,
            by=self.request.user,
            files=form.cleaned_data["files"],
            changes=changes_of(form),
        )


class OfAutonomy(Within, FormPage):
    """A form page about one row."""

    within = Autonomy
    within_kwarg = "pk"
    within_select = ("village",)


class Signed(OfAutonomy):
    permission = "autonomy.edit"
    form_class = SignedForm
    title = "登记签订户数"
    intro = "只登记每个小组已签订的户数，不登记户主姓名；签好的协议书留存在村（居）委会。"

    def get_form_kwargs(self):
        counts = dict(self.parent.signed_counts.values_list("group_id", "signed"))
        groups = list(Group.objects.filter(village=self.parent.village))
        return super().get_form_kwargs() | {"groups": groups, "counts": counts}

    def carry_out(self, form):
        on = form.cleaned_data["counted_on"]
        count_signed(self.parent, form.counts, by=self.request.user, on=on)
        return self.parent.get_absolute_url()


class BreachReview(OfAutonomy):
    permission = "autonomy.review"
    form_class = BreachForm
    title = "审查违约责任条款"
    template = "villages/autonomy/review.html"
    submit_label = "答复"
    success_message = "已答复。"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"autonomy": self.parent}

    def get_context_data(self, **context):
        return super().get_context_data(row=self.parent, flags=flags_of(self.parent), **context)

    def carry_out(self, form):
        given = form.cleaned_data
        answer_breach(
            self.parent,
            opinion=given["opinion"],
            is_lawful=given["is_lawful"],
            by=self.request.user,
            on=given["on"],
        )
        return self.parent.get_absolute_url()
