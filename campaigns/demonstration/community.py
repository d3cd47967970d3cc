"""Who sits where in a village, and what it did in a year: bodies, roster, publicity, activities."""

import datetime

from township.workflow import at_once
from villages.acts import activity as activity_acts
from villages.acts import autonomy as autonomy_acts
from villages.acts import commendation as commendation_acts
from villages.acts import haves as haves_acts
from villages.acts import organisation as organisation_acts
from villages.acts import publicity as publicity_acts
from villages.acts import roster as roster_acts
from villages.acts import village as village_acts
from villages.models import (
    Activity,
    Autonomy,
    Commendation,
    Figures,
    Person,
    Publicity,
    Representative,
)
from villages.models.organisation import HaveKey, Selection
from villages.rules.bodies import BodyKind, PostKind

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
MEN, WOMEN = "国强志明建军光辉德福永康文斌", "秀英玉兰桂芳淑珍丽华春燕慧敏"
SEATS = (
    (BodyKind.PARTY_BRANCH, PostKind.SECRETARY, 0),
    (BodyKind.PARTY_BRANCH, PostKind.BRANCH_MEMBER, 2),
    (BodyKind.PARTY_BRANCH, PostKind.BRANCH_MEMBER, 3),
    (BodyKind.COMMITTEE, PostKind.DIRECTOR, 1),
    (BodyKind.COMMITTEE, PostKind.COMMITTEE_MEMBER, 3),
    (BodyKind.COMMITTEE, PostKind.COMMITTEE_MEMBER, 4),
    (BodyKind.OVERSIGHT, PostKind.DIRECTOR, 10),
    (BodyKind.OVERSIGHT, PostKind.COMMITTEE_MEMBER, 11),
    (BodyKind.OVERSIGHT, PostKind.COMMITTEE_MEMBER, 12),
    (BodyKind.ASSOCIATION, PostKind.PRESIDENT, 0),
    (BodyKind.ASSOCIATION, PostKind.GENERAL_SECRETARY, 4),
    (BodyKind.ASSOCIATION, PostKind.BOARD_MEMBER, 5),
    (BodyKind.ASSOCIATION, PostKind.BOARD_MEMBER, 6),
    (BodyKind.ASSOCIATION, PostKind.BOARD_MEMBER, 7),
    (BodyKind.ASSOCIATION, PostKind.MEMBER_HEAD, 8),
    (BodyKind.WORKING_GROUP, PostKind.HEAD, 0),
    (BodyKind.WORKING_GROUP, PostKind.DEPUTY_HEAD, 1),
    (BodyKind.WORKING_GROUP, PostKind.STAFF, 4),
    (BodyKind.WORKING_GROUP, PostKind.OF_BRANCH, 2),
    (BodyKind.WORKING_GROUP, PostKind.OF_GROUPS, 5),
)


def populate(village, cadre, *, representatives=24):
    """People of the village: the first ten hold posts, the rest are representatives."""
    groups = list(village.groups.all())
    people = []
    for n in range(10 + representatives):
        is_woman = n % 5 in (1, 4)
        given = (WOMEN if is_woman else MEN)[(n * 2) % 14 :][:2]
        people.append(
            Person(
                village=village,
                name=f"{SURNAMES[(n * 7 + village.order) % 20]}{given}",
                gender="woman" if is_woman else "man",
                group=groups[n % len(groups)],
            )
        )
    people[4].name, people[4].gender = cadre.full_name, "woman"
    return Person.objects.bulk_create(people)


@at_once()
def seat_everybody(village, cadre, since):
    """Bodies with their posts, an elected supervision group and the representatives."""
    people = populate(village, cadre)
    for kind in BodyKind:
        body = organisation_acts.body_of(village, kind)
        for body_kind, post, n in SEATS:
            if body_kind == kind:
                organisation_acts.seat(
                    body, post, people[n], since=since, by=cadre, basis="换届结果"
                )
    supervision = organisation_acts.body_of(village, BodyKind.SUPERVISION)
    organisation_acts.elect(
        supervision,
        by=cadre,
        held_on=since + datetime.timedelta(days=40),
        way=Selection.Way.values[0],
        place="文化广场",
        chair=people[0].name,
        recorder=cadre.full_name,
        total=34,
        present=31,
        candidates=[
            organisation_acts.CandidateStanding(people[10], PostKind.HEAD, votes=28),
            organisation_acts.CandidateStanding(people[11], PostKind.SUPERVISOR, votes=27),
            organisation_acts.CandidateStanding(people[12], PostKind.SUPERVISOR, votes=25),
            organisation_acts.CandidateStanding(
                people[13], PostKind.SUPERVISOR, votes=9, is_elected=False
            ),
        ],
    )
    for person in people[10:]:
        seat = Representative(
            village=village, person=person, group=person.group, households=12, since=since
        )
        roster_acts.enter_seat(seat, by=cadre)


def figures(village, year):
    """This year's figures, a little above last year's."""
    last = Figures.objects.latest_of(village)
    if last.year < year:
        Figures.objects.create(
            village=village,
            year=year,
            population=last.population + 9,
            households=last.households + 3,
            adults=last.adults + 11,
        )


@at_once()
def be_active(village, cadre, year, months, *, is_full=True):
    """Publicity, board meetings and activities in `months`; `is_full` reaches every group."""
    groups = list(village.groups.all())
    channels = [channel for channel in Publicity.Channel.values if channel != "other"]
    contents = list(Publicity.Content.values)
    for n, month in enumerate(months):
        on = datetime.date(year, month, 18)
        for m, channel in enumerate(channels if is_full else channels[: 2 + n % 2]):
            event = Publicity(
                village=village,
                channel=channel,
                contents=contents if is_full else contents[m : m + 2],
                on=on,
                place="院坝" if channel == "yard" else "活动室",
                headcount=None if channel == "slogan" else 42,
                slogan="大家的事大家商量着办" if channel == "slogan" else "",
            )
            publicity_acts.record_publicity(event, groups if is_full else groups[:2], by=cadre)
        for kind, title in (("board", "协会理事会会议"), ("theme", "健康知识进院坝")):
            activity = Activity(
                village=village,
                kind=kind,
                title=title,
                themes=["serve", "learn"],
                on=on,
                place="活动室",
                headcount=11 if kind == "board" else 56,
                summary="安排下季度服务项目，听取会员意见。",
            )
            activity_acts.record_activity(activity, by=cadre)


def check_haves(village, cadre, year, *, missing=()):
    told = {
        HaveKey.VENUE: "活动室60平方米",
        HaveKey.PROJECT: "健康知识讲座、代办服务",
        HaveKey.RULE: "理事会、会员活动制度上墙",
        HaveKey.TEAM: "宣传队12人",
        HaveKey.EQUIPMENT: "锣鼓、球台、图书",
    }
    items = {key: (key not in missing, text, None) for key, text in told.items()}
    haves_acts.check_haves(village, year, items, by=cadre)


@at_once()
def sign_agreements(village, cadre, agreement, on):
    form = Autonomy(
        village=village,
        form=Autonomy.Form.values[0],
        title="签订自治协议书",
        text_version=agreement,
        since=on,
        effect="各小组按季度回访，群众意见当季答复。",
    )
    row = autonomy_acts.record_autonomy(form, by=cadre)
    counts = {group: group.households * 9 // 10 for group in village.groups.all()}
    autonomy_acts.count_signed(row or form, counts, by=cadre)


def commend(village, cadre, on):
    """A group of the village is praised in public, as its charter has it."""
    row = Commendation(
        village=village,
        kind=Commendation.Kind.COMMENDATION,
        on=on,
        organisation="三组院坝议事小组",
        basis_clause="自治章程第十四条",
        measure="三组按月开院坝会，意见件件有回音，通报表扬，在公开栏公布。",
    )
    return commendation_acts.record_commendation(row, by=cadre)


def tell_where(village, cadre, phone):
    """Where everybody finds the committee, as the public page shows it."""
    village.contact_place = f"{village}2组党群服务中心一楼"
    village.contact_phone, village.contact_hours = phone, "工作日9:00至17:00"
    village_acts.set_contact(village, by=cadre, where=f"{village}的办公地点和公开电话")
