"""一票否决: found on a village's sheet, decided on its own page."""

from campaigns.forms.finding import VetoForm
from campaigns.models import VetoFinding
from campaigns.views.within_evaluation import OfEvaluation
from campaigns.workflows.veto import VETO, find
from township.crud import ActPage, CreatePage, DetailPage

SELECT = (
    "evaluation__round",
    "evaluation__village__township",
    "veto",
    "cited",
    "found_by",
    "confirmed_by",
)


class VetoCreate(OfEvaluation, CreatePage):
    permission = "veto.find"
    form_class = VetoForm
    submit_label = "提出"
    success_message = "已提出，等另一人核实后生效。"

    def get_title(self):
        return f"{self.parent.village}：提出一票否决线索"

    def save(self, form):
        return find(form.instance, by=self.request.user)


class VetoDetail(DetailPage):
    permission = "veto.view"
    model = VetoFinding
    select = SELECT
    workflow = VETO
    act_url = "campaigns:veto_act"

    def get_title(self):
        return f"一票否决：{self.object.veto}"

    def get_fields(self):
        finding = self.object
        return [
            ("村（社区）", finding.evaluation.village),
            ("情形", finding.veto.name),
            ("认定办法", finding.veto.rule),
            ("事实", finding.fact),
            ("依据的档案", finding.cited),
            ("提出人", finding.found_by),
            ("核实人", finding.confirmed_by),
        ]


class VetoAct(ActPage):
    permission = "veto.view"
    model = VetoFinding
    select = SELECT
    workflow = VETO
