"""Where the rows of a village lie: the breadcrumbs down to each noun."""

from django.urls import reverse

from township.crud.trails import below, in_list, lies
from villages.models import (
    Activity,
    AssociationMember,
    Authorisation,
    Autonomy,
    Body,
    Clause,
    Commendation,
    Deliberation,
    Figures,
    Filing,
    Group,
    HavesCheck,
    LegalAdvice,
    Meeting,
    Motion,
    Opinion,
    OversightCheck,
    OversightOpinion,
    Person,
    Posting,
    Prereview,
    PriorAdoption,
    Publicity,
    Query,
    Recall,
    Representative,
    Selection,
    StageText,
    Tally,
    Term,
    Text,
    TextVersion,
    Village,
    VillageChange,
)

lies(Village, in_list("村（居）", "villages:villages"))
lies(Figures, below("village"), has_page=False)
lies(VillageChange, below("village"), has_page=False)
lies(Group, in_list("小组", "villages:groups", of="village"), has_page=False)

lies(Person, in_list("人员", "villages:people", of="village"))
for seat, label, name in (
    (Representative, "代表花名册", "villages:representatives"),
    (AssociationMember, "协会会员", "villages:association_members"),
):
    lies(seat, in_list(label, name, of="village"), has_page=False)

in_organisation = in_list("组织", "villages:organisation", of="village")
lies(Body, in_organisation)
lies(Term, below("body"), has_page=False)
lies(Selection, below("body"))
lies(OversightCheck, below("body"), has_page=False)
in_oversight = in_list("监督委员会的意见", "villages:oversight", of="village")
lies(OversightOpinion, in_oversight, has_page=False)


def in_haves(check):
    """The check of one year, below the page of all years."""
    url = reverse("villages:haves", args=[check.village.pk])
    return [*in_organisation(check), ("协会“五有”", url)]


lies(HavesCheck, in_haves, has_page=False)

lies(Text, in_list("自治文本", "villages:texts", of="village"), has_page=False)
lies(TextVersion, in_list("自治文本", "villages:texts", of="village"))
for part in (Clause, Opinion):
    lies(part, below("text_version"), has_page=False)
for paper in (StageText, Filing, Prereview):
    lies(paper, below("text_version"))
lies(LegalAdvice, below("prereview"), has_page=False)

lies(PriorAdoption, below("text_version"), has_page=False)

lies(Meeting, in_list("会议", "villages:meetings", of="village"))
lies(Motion, below("meeting"))
lies(Tally, below("motion"), has_page=False)
lies(Authorisation, in_list("授权记录", "villages:authorisations", of="village"), has_page=False)

lies(Deliberation, in_list("民主协商", "villages:deliberations", of="village"))
lies(Recall, in_list("罢免要求", "villages:recalls", of="village"))

lies(Posting, in_list("公示", "villages:postings", of="village"))
lies(Query, in_list("询问", "villages:queries", of="village"))
lies(Publicity, in_list("宣传", "villages:publicities", of="village"))
lies(Activity, in_list("活动", "villages:activities", of="village"))
lies(Commendation, in_list("表彰惩处", "villages:commendations", of="village"))
lies(Autonomy, in_list("自治形式", "villages:autonomies", of="village"))
