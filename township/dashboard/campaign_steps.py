"""To-dos of a campaign that is under way: what nobody has begun yet cannot wait in a workflow."""

from functools import partial

from django.urls import reverse
from django.utils import timezone

from campaigns.models import Campaign
from campaigns.queries.campaign_steps import CampaignState, campaign_states, may_apply
from township.crud.parts import part
from township.enumeration import first_of
from villages.options import against_no_contact

FEW = 6


def open_campaigns(user) -> list[CampaignState]:
    """The state of each open campaign that the user leads; none for others."""
    if not user.may("campaign.edit"):
        return []
    return part(("open campaigns",), partial(_open_campaigns, user))


def _open_campaigns(user):
    rows = Campaign.objects.for_user(user, "campaign.edit")
    return campaign_states(rows, timezone.localdate().year)


def campaign_steps(user) -> list[dict]:
    """To-dos of the campaigns once one was evaluated; before, the checklist tells."""
    states = open_campaigns(user)
    is_led = any(state.has_begun for state in states)
    found = [one for state in states for one in _owed(state, is_led)]
    several = len(states) > 1
    return [
        *(_contact(user) if is_led else ()),
        *(
            {
                "title": f"{state.campaign}：{title}" if several else title,
                "hint": hint,
                "url": reverse(f"campaigns:{name}", args=args),
                "due": None,
                "tone": "warn",
            }
            for state, title, hint, name, args in found
        ),
    ]


def _contact(user):
    """Without one nothing can be announced."""
    for told in against_no_contact(user.township_for("settings.edit")):
        url = reverse("settings")
        yield {"title": "填本镇设置", "hint": told, "url": url, "due": None, "tone": "warn"}


def _owed(state, is_led):
    """(state, title, hint, address name, arguments) of each step that is open; `is_led`: the
    checklist is over, also for a campaign that was never evaluated itself."""
    own, year = [state.campaign.pk], state.year
    if not state.campaign.is_running:
        if is_led and state.is_within:
            told = "依据文件、镇里的决定、级别和目标齐了就可以启动。"
            yield state, "启动活动", told, "campaign", own
        return
    if is_led and state.is_within:
        if not state.is_standard_issued:
            told = "下发的标准不能再改，考评只用下发过的标准。"
            yield state, "下发考评标准", told, "standards", own
        if not state.has_task:
            told = "各村照着任务干，考评也照着任务。先拟好，核对后下达。"
            yield state, f"拟{year}年度任务", told, "assignment_create", own
        if not state.has_round:
            told = "定下自评和评分的截止日期，分配考评员。"
            yield state, f"建立{year}年度考评", told, "round_create", own
    if state.unsigned:
        told = "打开看是哪些村，催他们签收。"
        yield state, f"还有{state.unsigned}份没有签收", told, "receipts", []
    if names := part(("may apply", *own, state.final_year), partial(may_apply, state), Campaign):
        shown = first_of(names, FEW)
        title = f"{len(names)}个村（居）可以申报"
        told = f"{state.final_year}年考评已经定稿：{shown}达到了级别，可以申报命名。"
        yield state, title, told, "proposals", own
