"""年度创建工作总结: the years of a campaign, a report, its words, all papers of a year."""

from django.http import StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from campaigns.acts import year_report as year_report_acts
from campaigns.forms.year_report import YearReportForm
from campaigns.models import YearReport
from campaigns.papers import year_bundle
from campaigns.papers import year_report as year_report_papers
from campaigns.queries.year_report import campaign_year
from campaigns.views.frame import OfCampaign
from township.crud import DetailPage, FormPage, Page, RemovePage, UpdatePage, UserForm, Within
from township.crud.trails import trail_of
from township.papers import compose, send


class YearReportList(OfCampaign, Page):
    """Every year of the campaign up to this one, written about or not."""

    switch = "year_reports"
    permission = "year_report.view"
    title = "年度总结"
    template = "campaigns/year_report/list.html"

    def get_context_data(self, **context):
        today = timezone.localdate().year
        rows = YearReport.objects.for_user(self.request.user, self.permission)
        written = {row.year: row for row in rows.filter(campaign=self.parent)}
        years = [year for year in reversed(self.parent.years) if year <= today]
        return super().get_context_data(
            years=[(year, written.get(year)) for year in years],
            may_edit=self.request.user.may("year_report.edit"),
            **context,
        )


class YearReportBegin(OfCampaign, FormPage):
    """Begins the report of a year, or leads to the one there is."""

    makes_new = True
    permission = "year_report.edit"
    form_class = UserForm
    beside = YearReport
    intro = "数字和表格由系统统计，您只写主要做法、存在问题和下一步打算。"
    submit_label = "起草总结"
    success_message = "总结已建立，请写主要做法、存在问题和下一步打算。"

    def get_title(self):
        return f"起草{self.kwargs['year']}年度总结"

    def carry_out(self, form):
        row = year_report_acts.begin(self.parent, self.kwargs["year"], by=self.request.user)
        return reverse("campaigns:year_report_edit", args=[row.pk])


class YearReportPage(DetailPage):
    """The report as a paper, with the figures of today."""

    permission = "year_report.view"
    model = YearReport
    select = ("campaign__township",)

    def get(self, request, *args, **kwargs):
        row = self.get_object()
        today = timezone.localdate()
        told = campaign_year(row.campaign, row.year, today)
        paper = compose(
            "year_report", year_report_papers.report(row, told, today), row.campaign.township
        )
        actions = [("全年文书（ZIP）", "file-zip", "campaigns:year_bundle")]
        if request.user.may("year_report.edit"):
            actions.insert(0, ("修改文字", "pencil", "campaigns:year_report_edit"))
            actions.append(("删除", "trash", "campaigns:year_report_remove"))
        links = [
            {"label": label, "icon": icon, "url": reverse(name, args=[row.pk])}
            for label, icon, name in actions
        ]
        return send(request, paper, breadcrumbs=trail_of(row), links=links)


class YearReportUpdate(UpdatePage):
    permission = "year_report.edit"
    model = YearReport
    select = ("campaign",)
    form_class = YearReportForm


class YearReportRemove(Within, RemovePage):
    """One that was begun by mistake; its papers are made anew from what is written at the time."""

    permission = "year_report.edit"
    within = YearReport
    within_kwarg = "pk"
    within_select = ("campaign__township",)
    verb = staticmethod(year_report_acts.remove)
    intro = "办公室写的主要做法、存在问题和下一步打算一起删除；数字由系统统计，重新起草时还在。"

    @staticmethod
    def against(row):
        return ()

    def get_back(self):
        return reverse("campaigns:year_reports", args=[self.parent.campaign_id])


class YearBundle(DetailPage):
    """Everything on paper of a campaign's year as one ZIP, each paper made as it is sent."""

    permission = "year_report.view"
    model = YearReport
    select = ("campaign__township",)

    def get(self, request, *args, **kwargs):
        row = self.get_object()
        package = year_bundle.package(row, request.user, timezone.localdate())
        answer = StreamingHttpResponse(package, content_type="application/zip")
        name = f"{row.campaign.called}{row.year}年全年文书.zip"
        answer["Content-Disposition"] = content_disposition_header(True, name)
        return answer
