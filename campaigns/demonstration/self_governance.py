"""What villages did: texts through consultation, meeting, vote, filing and posting."""

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from archives.acts.record import add_part, record_of
from archives.models import Part
from archives.papers.part import NewPart
from township.files.storing import keep_composed
from township.workflow import at_once
from villages.acts import meeting as meeting_acts
from villages.acts import review as review_acts
from villages.acts import text as text_acts
from villages.models import Filing, FilingCheck, Opinion, Posting, Tally, TextVersion
from villages.models.consultation import Channel
from villages.rules.kinds import Mode, TextKind, Topic, VotingMethod
from villages.workflows.filing import FILING
from villages.workflows.meeting import MEETING
from villages.workflows.posting import POSTING
from villages.workflows.text import TEXT

TEXTS, PICTURES = (Path(__file__).with_name(name) for name in ("texts", "pictures"))
SHANGHAI = ZoneInfo("Asia/Shanghai")
OTHERS = (
    (TextKind.RULE, "{openness}制度", "openness"),
    (TextKind.RULE, "会议和表决制度", "meetings"),
    (TextKind.RULE, "服务互助制度", "service"),
    (TextKind.COVENANT, "自治公约", "covenant"),
    (TextKind.AGREEMENT, "自治协议书（范本）", "agreement"),
)
TOPICS = {
    "第二条": Topic.LAWFULNESS,
    "第八条": Topic.MIGRANTS,
    "第九条": Topic.CHOICE,
    "第十条": Topic.SERVICE,
    "第十一条": Topic.INTERESTS,
}


def wording(name, village):
    """A text of the demonstration in the words of the place."""
    words = village.words
    names = {
        "place": village.get_kind_display(),
        "people": words.people,
        "assembly": words.assembly.label,
        "openness": words.openness,
    }
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    return text.format(village=village, committee=village.committee, **names)


def picture(name):
    """A StoredFile of one of the demonstration's own photos."""
    return keep_composed((PICTURES / f"{name}.jpg").read_bytes(), f"{name}.jpg")


class VillageYear:
    """One village in one year, acting through its cadre; `office` reviews its filings and
    `leader` signs what is ordered."""

    def __init__(self, village, cadre, office, leader, year):
        self.village, self.year = village, year
        self.cadre, self.office, self.leader = cadre, office, leader

    def day(self, month, day):
        return datetime.date(self.year, month, day)

    def draft(self, kind, title, name):
        """A text of this title, or a new version where the village has one."""
        title = f"{self.village}{title}".format(openness=self.village.words.openness)
        old = TextVersion.objects.filter(text__village=self.village, text__title=title).last()
        if old:
            version = text_acts.revise(old, by=self.cadre)
        else:
            version = text_acts.create_text(self.village, kind, title, by=self.cadre)
        clauses = text_acts.write(version, wording(name, self.village), by=self.cadre)
        if kind == TextKind.CHARTER:
            for clause in clauses:
                if clause.label in TOPICS:
                    clause.topics = [TOPICS[clause.label]]
                    clause.save(update_fields=["topics"])
        return version

    @at_once()
    def consult(self, version, on, *, is_answered=True):
        """Two channels, two opinions; the second stays open unless `is_answered`."""
        version = TEXT.perform("consult", version, by=self.cadre, on=on)
        later = on + datetime.timedelta(days=4)
        for channel, day, place, groups, headcount in (
            (Channel.YARD, on, "活动室", "1、2、3组", 64),
            (Channel.GROUP_LEADERS, later, "会议室", "全部小组", 9),
        ):
            text_acts.add_consultation(
                version,
                by=self.cadre,
                channel=channel,
                on=day,
                place=place,
                groups=groups,
                headcount=headcount,
            )
        articles = [clause for clause in version.clauses.all() if clause.label]
        first, second = (
            text_acts.add_opinion(
                version,
                by=self.cadre,
                channel=channel,
                on=day,
                group=group,
                clause=clause,
                content=content,
            )
            for channel, day, group, clause, content in (
                (Channel.YARD, on, "2组", articles[3], "希望写明什么时候公布、公布在哪里。"),
                (Channel.GROUP_LEADERS, later, "5组", articles[-1], "建议写清楚从哪天开始施行。"),
            )
        )
        handling, said = Opinion.Handling, "以表决通过之日为准，条文已说明。"
        text_acts.answer(
            first, handling=handling.ACCEPTED, reply="已在相关条款写明。", by=self.cadre
        )
        if is_answered:
            text_acts.answer(second, handling=handling.PARTLY, reply=said, by=self.cadre)
        return version

    def finalise(self, version, on):
        return TEXT.perform("finalise", version, by=self.cadre, on=on)

    def meet(self, versions, on, *, attendance="good", share_yes=80, party_days=6):
        """The assembly votes on `versions`. `attendance` is "good", "thin" (no quorum) or ""
        (planned only). Returns the meeting."""
        is_community = self.village.is_community
        meeting = meeting_acts.plan_meeting(
            self.village,
            by=self.cadre,
            kind=self.village.words.assembly,
            mode=Mode.HOUSEHOLD if is_community else Mode.PERSON,
            title=f"{self.village}{self.village.words.assembly.label}",
            held_at=datetime.datetime.combine(on, datetime.time(9), SHANGHAI),
            place=f"{self.village}文化广场",
            chair="马书记",
            recorder=self.cadre.full_name,
            noticed_on=on - datetime.timedelta(days=11),
            notice_way="公开栏张贴、广播",
            party_on=on - datetime.timedelta(days=party_days),
        )
        motions = [
            meeting_acts.add_motion(
                meeting,
                by=self.cadre,
                text_version=version,
                method=VotingMethod.SHOW_OF_HANDS,
                supervisor="赵监票",
                title="",
            )
            for version in versions
        ]
        if attendance:
            self._vote(meeting, motions, attendance, share_yes)
        return meeting

    def _vote(self, meeting, motions, attendance, share_yes):
        groups = list(self.village.groups.all())
        is_household = meeting.mode == Mode.HOUSEHOLD
        total = sum(group.households if is_household else group.adults for group in groups)
        share = {"good": 71, "thin": 38}[attendance]
        present = total * share // 100
        meeting_acts.enter_attendance(
            meeting, by=self.cadre, total=total, present=present, women_present=present * 46 // 100
        )
        yes = present * share_yes // 100
        for motion in motions:
            meeting_acts.enter_tally(
                motion,
                by=self.cadre,
                side=Tally.Side.FIRST,
                yes=yes,
                no=(present - yes) // 2,
                abstain=present - yes - (present - yes) // 2,
            )
        MEETING.perform("close", meeting, by=self.cadre)
        part = NewPart("签过名的签到册", picture("signed"), "签到册.jpg", kind=Part.Kind.SIGN_IN)
        add_part(record_of("meeting", meeting.pk), part, by=self.cadre)

    def submit(self, version, on):
        filing = Filing.objects.get(text_version=version)
        return FILING.perform("submit", filing, by=self.cadre, on=on)

    def accept(self, filing, on, number):
        passed = {"result": FilingCheck.Result.MET, "clause": "", "comment": ""}
        results = {check.number: dict(passed) for check in filing.checks.all()}
        review_acts.save_checks(filing, results, by=self.office)
        return FILING.perform(
            "accept", filing, by=self.office, receipt_no=f"备字〔{self.year}〕{number}号", on=on
        )

    def order_correction(self, filing, on, item, comment, correct_by):
        results = {
            check.number: {"result": FilingCheck.Result.MET, "clause": "", "comment": ""}
            for check in filing.checks.all()
        }
        results[item] = {"result": FilingCheck.Result.UNMET, "clause": "第四条", "comment": comment}
        review_acts.save_checks(filing, results, by=self.office)
        filing = FILING.perform(
            "order_correction",
            filing,
            by=self.office,
            reason=comment,
            correct_by=correct_by,
            on=on,
            order_no=f"示府责改〔{on.year}〕1号",
        )
        return FILING.perform("sign_order_correction", filing, by=self.leader, on=on)

    def post(self, title, kind, on, days=16, *, version=None, body="", is_taken_down=True):
        posting = Posting.objects.create(
            village=self.village,
            kind=kind,
            title=title,
            body=body,
            text_version=version,
            posted_on=on,
            until=on + datetime.timedelta(days=days),
            place=f"{self.village.words.openness}栏",
            photo=picture("board"),
            photo_name="公开栏.jpg",
        )
        posting = POSTING.perform("post", posting, by=self.cadre)
        if is_taken_down:
            posting = POSTING.perform(
                "take_down", posting, by=self.cadre, on=on + datetime.timedelta(days=days)
            )
        return posting

    @at_once()
    def quarters(self, months):
        for month in months:
            self.post(
                f"{self.year}年第{(month - 1) // 3 + 1}季度{self.village.words.openness}",
                Posting.Kind.QUARTERLY,
                self.day(month, 8),
                body="本季度收支、项目、补助和服务事项见附表。",
            )

    def charter(self, *, start, number=None, share_yes=80):
        """A charter from draft to posting, starting on the date `start`."""
        step = datetime.timedelta
        with at_once():
            version = self.draft(TextKind.CHARTER, "自治章程", "charter")
            version = self.consult(version, start)
            version = self.finalise(version, start + step(days=9))
        meeting_on = start + step(days=30)
        self.meet([version], meeting_on, share_yes=share_yes)
        version.refresh_from_db()
        if number:
            self.publish([version], meeting_on + step(days=4), number)
        return version

    def other_texts(self, *, start, first_number, kinds=OTHERS):
        """Rules, covenant and agreement resting on the charter, in one meeting."""
        step = datetime.timedelta
        versions = []
        with at_once():
            for kind, title, name in kinds:
                version = self.consult(self.draft(kind, title, name), start)
                versions.append(self.finalise(version, start + step(days=8)))
        on = start + step(days=25)
        self.meet(versions, on, share_yes=86)
        for version in versions:
            version.refresh_from_db()
        self.publish(versions, on + step(days=4), first_number)
        return versions

    @at_once()
    def publish(self, versions, on, first_number):
        """What was adopted is filed from the day `on`, found in order and posted."""
        step = datetime.timedelta
        for number, version in enumerate(versions, first_number):
            self.accept(self.submit(version, on), on + step(days=11), number)
            self.post(f"公布{version.text}", Posting.Kind.TEXT, on + step(days=12), version=version)
