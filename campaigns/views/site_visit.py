"""入户走访: the sheet to take along, and the counts that come back."""

from campaigns.acts import site_visit as site_visit_acts
from campaigns.forms.finding import SiteVisitForm
from campaigns.models import SiteVisit
from campaigns.papers import round as round_papers
from campaigns.views.within_evaluation import OfEvaluation
from township.crud import CreatePage, DetailPage, Page
from township.crud.trails import trail_of
from township.papers import compose, send


class SiteVisitCreate(OfEvaluation, CreatePage):
    permission = "site_visit.edit"
    form_class = SiteVisitForm
    success_message = "走访已录入。"
    intro = "只录人数。不写受访人的姓名、住址和家庭情况。"

    def get_title(self):
        return f"{self.parent.village}：录入入户走访"

    def get_form_kwargs(self):
        visitors = str(self.request.user)
        return super().get_form_kwargs() | {"initial": {"visitors": visitors}}

    def save(self, form):
        return site_visit_acts.enter(form.instance, by=self.request.user)


class SiteVisitDetail(DetailPage):
    permission = "site_visit.view"
    model = SiteVisit
    select = ("evaluation__round", "evaluation__village", "entered_by")

    def get_fields(self):
        visit = self.object
        return [
            ("走访日期", visit.visited_on),
            ("走访人", visit.visitors),
            ("走访小组", visit.groups),
            ("走访户数", f"{visit.households}户"),
            ("受访人数", f"{visit.respondents}人"),
            ("知晓率", f"{visit.awareness_percent}%（{visit.aware}人知道）"),
            (
                "满意率",
                f"{visit.satisfaction_percent}%（满意{visit.satisfied}人，"
                f"基本满意{visit.fairly}人，不满意{visit.dissatisfied}人）",
            ),
            ("群众意见", visit.remarks),
            ("录入人", visit.entered_by),
        ]


class SiteVisitPaper(OfEvaluation, Page):
    """The empty sheet to take along, or the counts entered so far."""

    permission = "site_visit.view"

    def get(self, request, *args, **kwargs):
        context = round_papers.site_visit(self.parent)
        paper = compose("site_visit", context, township=self.parent.village.township)
        return send(
            request, paper, breadcrumbs=[*trail_of(self.parent.round), ("入户访谈表", None)]
        )
