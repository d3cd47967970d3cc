"""The 监督委员会: its opinions on postings, accounts and meetings, and who may sit in it."""

from django.urls import reverse

from township import asked
from township.crud import Column, CreatePage, ListPage, RemovePage, UpdatePage, Within
from villages.acts import oversight as oversight_acts
from villages.acts.organisation import body_of
from villages.forms.organisation import posts_held
from villages.forms.oversight import OversightCheckForm, OversightOpinionForm
from villages.models import Meeting, OversightOpinion, Posting
from villages.rules.bodies import BodyKind, body_name
from villages.views.frame import Kept, OfVillage, changes_of, may_in
from villages.views.organisation import BodyForm


class OversightList(OfVillage, ListPage):
    permission = "posting.view"
    model = OversightOpinion
    select = ("posting", "meeting", "village")
    template = "villages/oversight/list.html"
    columns = (
        Column("意见", "content"),
        Column("监督事项"),
        Column("谁的意见", "person"),
        Column("日期", "on"),
    )
    create_label = "登记监督意见"
    empty = {
        "icon": "eye",
        "title": "还没有监督意见",
        "hint": "监督委员会看过公示、账目或者列席会议后有意见的，各登记一句话。",
    }

    def get_title(self):
        return f"{body_name(BodyKind.OVERSIGHT, self.parent.is_community)}的意见"

    def get_create_url(self):
        return self.create_address("posting.edit", "villages:oversight_create")

    def row_of(self, row):
        may_edit = may_in(self.request.user, "posting.edit", self.parent)
        return reverse("villages:oversight_edit", args=[row.pk]) if may_edit else "", [
            row.content,
            row.subject,
            row.person,
            row.on,
        ]


class OversightCreate(OfVillage, CreatePage):
    """With `?posting=` or `?meeting=` the opinion is on that one."""

    permission = "posting.edit"
    title = "登记监督意见"
    form_class = OversightOpinionForm
    intro = "照监督委员会成员说的写，一件事一句话。公示、会议、其他事项只选一样。"
    success_message = "监督意见已登记。"

    def get_initial(self):
        found = {}
        for name, model in (("posting", Posting), ("meeting", Meeting)):
            wanted = asked.number(self.request.GET.get(name))
            found[name] = model.objects.filter(village=self.parent, pk=wanted).first()
        return found

    def save(self, form):
        return oversight_acts.record_opinion(form.instance, by=self.request.user)


class OversightUpdate(Kept, UpdatePage):
    permission = "posting.edit"
    model = OversightOpinion
    select = ("village__township",)
    form_class = OversightOpinionForm
    template = "villages/oversight/form.html"

    def get_title(self):
        return "修改监督意见"

    def keep(self, form):
        changes = changes_of(form)
        return oversight_acts.record_opinion(form.instance, by=self.request.user, changes=changes)


class OversightRemove(Within, RemovePage):
    permission = "posting.edit"
    within = OversightOpinion
    within_kwarg = "pk"
    within_select = ("village",)
    verb = staticmethod(oversight_acts.remove_opinion)

    def get_title(self):
        return "删除监督意见"

    @staticmethod
    def against(row):
        return ()

    def get_back(self):
        return self.parent.get_absolute_url()


class OversightCheckPage(BodyForm):
    form_class = OversightCheckForm
    title = "核对监督委员会组成"
    intro = "委员会成员及其近亲属不得担任。只核对、不登记谁和谁是亲属；成员有变动的重新核对。"
    success_message = "核对情况已登记。"

    kind = BodyKind.OVERSIGHT

    def get_form_kwargs(self):
        shown = posts_held(self.parent, self.kind)
        told = {"is_community": self.parent.is_community, "shown": shown}
        return super().get_form_kwargs() | told

    def carry_out(self, form):
        given = {name: form.cleaned_data[name] for name in form.base_fields if name in form.fields}
        body = body_of(self.parent, self.kind)
        oversight_acts.check_members(body, by=self.request.user, **given)
        return self.done()
