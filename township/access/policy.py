"""The one table that says who may: permission × role → reach. What is missing is denied.

"When" something may be done is told by the workflow of the noun, not here.
"""

from django.db import models


class Role(models.TextChoices):
    PLATFORM_ADMIN = "platform_admin", "平台管理员"
    OFFICE = "office", "创建办公室"
    LEADER = "leader", "领导小组"
    CADRE = "cadre", "村干部"
    EVALUATOR = "evaluator", "考评员"
    DISTRICT = "district", "区级验收员"
    OBSERVER = "observer", "观察员"


class Reach(models.TextChoices):
    ALL = "all", "全部"
    DISTRICT = "district", "本区"
    TOWNSHIP = "township", "本镇"
    VILLAGE = "village", "本村"
    ASSIGNED = "assigned", "分配的村"
    OWN = "own", "本人"


ADMIN, OFFICE, LEADER = Role.PLATFORM_ADMIN, Role.OFFICE, Role.LEADER
CADRE, EVALUATOR, DISTRICT, OBSERVER = (
    Role.CADRE,
    Role.EVALUATOR,
    Role.DISTRICT,
    Role.OBSERVER,
)
TOWN, VILLAGE, ASSIGNED, OWN = Reach.TOWNSHIP, Reach.VILLAGE, Reach.ASSIGNED, Reach.OWN

# What a township works with day by day: the township's people see it all, a cadre the own
# village, an evaluator the villages assigned in a round.
READ = {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN, CADRE: VILLAGE, EVALUATOR: ASSIGNED}
# What is said to everybody in the township (campaign, standards).
COMMON = {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN, CADRE: TOWN, EVALUATOR: TOWN}
# What concerns money or persons.
GUARDED = {OFFICE: TOWN, LEADER: TOWN, CADRE: VILLAGE}
BY_VILLAGE = {CADRE: VILLAGE}
BY_OFFICE = {OFFICE: TOWN}
BY_LEADER = {LEADER: TOWN}
BY_BOTH = {OFFICE: TOWN, CADRE: VILLAGE}

GRANTS = {
    # ground floor
    "home.view": {role: TOWN for role in Role} | {ADMIN: Reach.ALL, DISTRICT: Reach.DISTRICT},
    # A file for a form, before the form is saved; the form asks for its own permission.
    "upload.send": {role: OWN for role in Role if role not in (ADMIN, OBSERVER)},
    "account.view": {ADMIN: Reach.ALL, OFFICE: TOWN},
    "account.edit": {ADMIN: Reach.ALL, OFFICE: TOWN},  # of which roles, says GIVES
    # 代理: who has another's post for a period.
    "account.stand_in": {ADMIN: Reach.ALL, OFFICE: TOWN},
    # What others changed in the township's accounts is told on the home page.
    "account.told": {OFFICE: TOWN, LEADER: TOWN},
    "account.unlock": {ADMIN: Reach.ALL, OFFICE: TOWN},
    "access.view": {ADMIN: Reach.ALL},
    "session.view": {role: OWN for role in Role},
    # 提醒: a person's own, of what is open to this person.
    "alert.view": {role: OWN for role in Role},
    "place.view": {ADMIN: Reach.ALL},
    "place.edit": {ADMIN: Reach.ALL},
    "status.view": {ADMIN: Reach.ALL, OFFICE: TOWN},
    # Work behind the page that was not done is started again.
    "status.again": {ADMIN: Reach.ALL},
    # The workbook a township moves in with: villages, accounts, targets.
    "setup.edit": BY_OFFICE,
    "settings.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN},
    "settings.edit": BY_OFFICE,
    # 文书模板: what a township's papers are composed from.
    "paper_template.view": {ADMIN: Reach.ALL, OFFICE: TOWN, LEADER: TOWN},
    "paper_template.edit": {ADMIN: Reach.ALL, OFFICE: TOWN},
    # 发送方式: how alerts leave the application, and what was sent.
    "courier.view": {ADMIN: Reach.ALL, OFFICE: TOWN},
    "courier.edit": BY_OFFICE,
    # Numbers that public pages show: whoever writes one says that it is an office's.
    "phone.open": {OFFICE: TOWN, LEADER: TOWN, CADRE: VILLAGE, EVALUATOR: ASSIGNED},
    "phone.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN},
    "phone.take_back": BY_OFFICE,
    "history.view": {
        ADMIN: Reach.ALL,
        OFFICE: TOWN,
        LEADER: TOWN,
        OBSERVER: TOWN,
        CADRE: VILLAGE,
    },
    # 更正: who asks is told by the noun (honour.correct); who agrees, by the correction itself.
    "correction.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN, CADRE: VILLAGE},
    "correction.ask": BY_BOTH,
    "correction.agree": {OFFICE: TOWN, LEADER: TOWN},
    # 留言: the own ones; on which rows, says the noun of each (REMARKED_BY).
    "remark.write": {OFFICE: OWN, CADRE: OWN, EVALUATOR: OWN, DISTRICT: OWN},
    "record.remark": BY_BOTH,
    "text.remark": BY_BOTH,
    "meeting.remark": BY_BOTH,
    "filing.remark": BY_BOTH,
    "receipt.remark": BY_BOTH,
    "sheet.remark": BY_BOTH | {EVALUATOR: OWN},
    "application.remark": BY_BOTH | {DISTRICT: Reach.DISTRICT},
    # Photos and films as they were taken, place and camera told: the village and the keeper.
    "file.original": BY_BOTH,
    "document.original": BY_OFFICE,
    # villages
    "village.view": READ,
    "village.edit": BY_OFFICE,
    "village.correct": BY_OFFICE,
    "figures.view": READ,
    "figures.edit": BY_BOTH,
    "organisation.view": READ,
    "organisation.edit": BY_VILLAGE,
    "roster.view": GUARDED | {OBSERVER: TOWN, EVALUATOR: ASSIGNED},
    "roster.edit": BY_VILLAGE,
    "roster.export": BY_BOTH,
    "text.view": READ,
    "text.edit": BY_VILLAGE,
    "text.correct": BY_VILLAGE,
    # 补录: a text that was in force before the system came.
    "text.enter_past": BY_BOTH,
    "meeting.view": READ,
    "meeting.edit": BY_VILLAGE,
    "meeting.tally": BY_BOTH,
    "meeting.correct": BY_VILLAGE,
    # 罢免要求 goes to the committee or to the township (四川村民委员会选举条例第四十一条).
    "recall.edit": BY_BOTH,
    "filing.view": READ,
    "filing.submit": BY_VILLAGE,
    "filing.review": BY_OFFICE,
    "filing.sign": BY_LEADER,
    # What follows for the text, whoever sent the decision out.
    "filing.carry_out": {OFFICE: TOWN, LEADER: TOWN},
    # The text is no more: its vote fell (the office stops it), or a newer version passed.
    "filing.close": BY_BOTH,
    # 提请审核: the township's opinion on a draft before the vote. The village sends by text.edit.
    "prereview.give": BY_OFFICE,
    "posting.view": READ,
    "posting.edit": BY_VILLAGE,
    "posting.correct": BY_VILLAGE,
    "query.view": READ,
    "query.edit": BY_VILLAGE,
    # How whoever asked on the public page may be reached, if told.
    "asker.view": BY_BOTH,
    # Where everybody finds the committee.
    "contact.edit": BY_BOTH,
    "autonomy.view": READ,
    "autonomy.edit": BY_VILLAGE,
    "autonomy.review": BY_OFFICE,
    "publicity.view": READ,
    "publicity.edit": BY_VILLAGE,
    "activity.view": READ,
    "activity.edit": BY_VILLAGE,
    "commendation.view": GUARDED,
    "commendation.edit": BY_VILLAGE,
    # archives
    "category.view": COMMON,
    "category.edit": BY_OFFICE,
    "record.view": READ,
    "record.restricted": GUARDED,
    "record.edit": BY_BOTH,
    "record.seal": BY_BOTH,
    "record.correct": BY_BOTH,
    "record.take_in": BY_OFFICE,
    # 扫描收件: papers that came back, until each page is filed or dropped.
    "scan.file": BY_BOTH,
    "record.hand_over": BY_OFFICE,
    "completeness.view": READ,
    "package.view": BY_BOTH | {LEADER: TOWN, OBSERVER: TOWN},
    "package.make": BY_BOTH,
    # May bring in townships and villages that are not here yet.
    "intake.receive": {ADMIN: Reach.ALL},
    "fixity.view": BY_BOTH | {ADMIN: Reach.ALL, LEADER: TOWN, OBSERVER: TOWN},
    "fixity.run": BY_OFFICE,
    # campaigns
    "campaign.view": COMMON,
    "campaign.edit": BY_OFFICE,
    "receipt.view": READ,
    "receipt.sign": BY_VILLAGE,
    # 催办: what waits for the villages, and that they were reminded of it.
    "reminder.send": BY_OFFICE,
    "reminder.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN, CADRE: VILLAGE},
    "target.view": READ,
    "target.edit": BY_OFFICE,
    "year_report.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN},
    "year_report.edit": BY_OFFICE,
    # 工作一览: a campaign's year on one page, for a meeting.
    "overview.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN},
    # 基层减负: what a year asks of the villages, counted.
    "burden.view": GUARDED | {OBSERVER: TOWN},
    "assignment.view": COMMON,
    "assignment.edit": BY_OFFICE,
    "assignment.sign": BY_LEADER,
    "standard.view": COMMON,
    "standard.edit": BY_OFFICE,
    "standard.sign": BY_LEADER,
    "round.view": COMMON,
    "round.edit": BY_OFFICE,
    "sheet.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN, EVALUATOR: OWN},
    "sheet.score": {EVALUATOR: OWN},
    "veto.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN, EVALUATOR: ASSIGNED},
    "veto.find": {EVALUATOR: ASSIGNED},
    "veto.confirm": {OFFICE: TOWN, EVALUATOR: ASSIGNED},
    "evaluation.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN, CADRE: VILLAGE},
    "evaluation.edit": BY_OFFICE,
    "evaluation.self": BY_VILLAGE,
    "evaluation.enter_past": BY_OFFICE,
    "objection.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN, CADRE: VILLAGE},
    "objection.make": BY_VILLAGE,
    "objection.answer": BY_OFFICE,
    "site_visit.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN, EVALUATOR: ASSIGNED},
    "site_visit.edit": {OFFICE: TOWN, EVALUATOR: ASSIGNED},
    "rectification.view": READ,
    "rectification.edit": BY_OFFICE,
    "rectification.sign": BY_LEADER,
    "rectification.prove": BY_VILLAGE,
    "application.view": {
        OFFICE: TOWN,
        LEADER: TOWN,
        OBSERVER: TOWN,
        CADRE: VILLAGE,
        DISTRICT: Reach.DISTRICT,
    },
    "application.edit": BY_BOTH,
    "application.submit": BY_BOTH,
    "application.check": BY_OFFICE,
    "application.approve": BY_LEADER,
    "application.accept": {DISTRICT: Reach.DISTRICT},
    "application.enter_decision": BY_OFFICE,
    "acceptance.correct": BY_OFFICE,
    # Who objected, and in which words, is not the village's to read: it learns the answer.
    "notice_objection.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN},
    "honour.view": READ | {DISTRICT: Reach.DISTRICT},
    "honour.edit": BY_OFFICE,
    "honour.correct": BY_OFFICE,
    # What follows a revocation, or an acceptance that a leader agrees to declare void.
    "honour.revoke": {OFFICE: TOWN, LEADER: TOWN},
    "honour.enter_past": BY_OFFICE,
    "reward.view": {OFFICE: TOWN, LEADER: TOWN, OBSERVER: TOWN, CADRE: VILLAGE},
    "reward.approve": BY_LEADER,
    "reward.pay": BY_OFFICE,
    "reward.edit": BY_OFFICE,
    "reward.correct": BY_OFFICE,
}

# Which roles somebody gives and takes, and so whose accounts are within reach of account.edit: an
# account that is anything else as well is the platform's. Nobody changes what he is himself.
GIVES = {
    ADMIN: frozenset(Role),
    OFFICE: frozenset({OFFICE, LEADER, CADRE, EVALUATOR}),
}

# 留言: the nouns on whose rows remarks are made, each with the permission to write one there. They
# are read by whoever may open the row's page.
REMARKED_BY = {
    "archives.record": "record.remark",
    "villages.textversion": "text.remark",
    "villages.meeting": "meeting.remark",
    "villages.filing": "filing.remark",
    "campaigns.receipt": "receipt.remark",
    "campaigns.sheet": "sheet.remark",
    "campaigns.application": "application.remark",
}

# What is told of a thing, in the history or anywhere else, is told to whom its page is open. Each
# noun with the permission of its page; where several are named, one is enough.
SEEN_BY = {
    "township.district": ("place.view",),
    "township.township": ("settings.view", "place.view"),
    "township.user": ("account.view",),
    "township.membership": ("account.view",),
    "township.standin": ("account.view",),
    "township.correction": ("correction.view",),
    "township.openphone": ("phone.view",),
    "township.owntemplate": ("paper_template.view",),
    "township.courier": ("courier.view",),
    "villages.village": ("village.view",),
    "villages.villagechange": ("village.view",),
    "villages.group": ("village.view",),
    "villages.figures": ("figures.view",),
    "villages.activity": ("activity.view",),
    "villages.meeting": ("meeting.view",),
    "villages.authorisation": ("meeting.view",),
    "villages.deliberation": ("meeting.view",),
    "villages.recall": ("meeting.view",),
    "villages.motion": ("meeting.view",),
    "villages.tally": ("meeting.view",),
    "villages.autonomy": ("autonomy.view",),
    "villages.text": ("text.view",),
    "villages.textversion": ("text.view",),
    "villages.prioradoption": ("text.view",),
    "villages.clause": ("text.view",),
    "villages.stagetext": ("text.view",),
    "villages.consultation": ("text.view",),
    "villages.opinion": ("text.view",),
    "villages.person": ("roster.view",),
    "villages.representative": ("roster.view",),
    "villages.associationmember": ("roster.view",),
    "villages.commendation": ("commendation.view",),
    "villages.filing": ("filing.view",),
    "villages.prereview": ("text.view",),
    "villages.legaladvice": ("text.view",),
    "villages.body": ("organisation.view",),
    "villages.selection": ("organisation.view",),
    "villages.term": ("organisation.view",),
    "villages.havescheck": ("organisation.view",),
    "villages.oversightcheck": ("organisation.view",),
    "villages.oversightopinion": ("posting.view",),
    "villages.posting": ("posting.view",),
    "villages.publicity": ("publicity.view",),
    "villages.query": ("query.view",),
    "villages.asker": ("asker.view",),
    "archives.category": ("category.view",),
    "archives.requirement": ("category.view",),
    "archives.record": ("record.view",),
    "archives.takein": ("record.take_in",),
    "archives.scanbatch": ("scan.file",),
    "archives.scanpage": ("scan.file",),
    "archives.fixityrun": ("fixity.view",),
    "campaigns.campaign": ("campaign.view",),
    "campaigns.basisdocument": ("campaign.view",),
    "campaigns.decision": ("campaign.view",),
    "campaigns.leadingmember": ("campaign.view",),
    "campaigns.wordingnote": ("campaign.view",),
    "campaigns.authority": ("campaign.view",),
    "campaigns.formername": ("campaign.view",),
    "campaigns.level": ("campaign.view",),
    "campaigns.planversion": ("campaign.view",),
    "campaigns.yearreport": ("year_report.view",),
    "campaigns.standard": ("standard.view",),
    "campaigns.standardversion": ("standard.view",),
    "campaigns.standarddocument": ("standard.view",),
    "campaigns.indicator": ("standard.view",),
    "campaigns.target": ("target.view",),
    "campaigns.assignment": ("assignment.view",),
    "campaigns.assignmentrow": ("assignment.view",),
    "campaigns.receipt": ("receipt.view",),
    "campaigns.round": ("round.view",),
    "campaigns.evaluation": ("evaluation.view",),
    "campaigns.priorresult": ("evaluation.view",),
    "campaigns.sheet": ("sheet.view", "evaluation.self"),
    "campaigns.vetofinding": ("veto.view",),
    "campaigns.sitevisit": ("site_visit.view",),
    "campaigns.objection": ("objection.view",),
    "campaigns.rectification": ("rectification.view",),
    "campaigns.application": ("application.view",),
    "campaigns.acceptance": ("application.view",),
    "campaigns.acceptancecheck": ("application.view",),
    "campaigns.noticeobjection": ("notice_objection.view",),
    "campaigns.honour": ("honour.view",),
    "campaigns.review": ("honour.view",),
    "campaigns.rewardrule": ("reward.view",),
    "campaigns.reward": ("reward.view",),
    "campaigns.workbookbatch": ("round.edit",),
}
