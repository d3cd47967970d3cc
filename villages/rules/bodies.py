"""Which bodies a village has, which posts each of them has, and how many people a post takes.

Serves the two organic laws (委员会, 监督委员会) and the plan's organisation network: 党支部,
村（居）委会, 计生协会, 创建工作小组 and 自治监督小组 (clauses 28, 30, 35, 39, 55). A community has
other names for the same posts.
"""

from dataclasses import dataclass

from django.db.models import TextChoices


class BodyKind(TextChoices):
    PARTY_BRANCH = "party_branch", "党组织"
    COMMITTEE = "committee", "村（居）民委员会"
    OVERSIGHT = "oversight", "村（居）务监督委员会"
    ASSOCIATION = "association", "计划生育协会"
    WORKING_GROUP = "working_group", "创建活动工作小组"
    SUPERVISION = "supervision", "自治监督小组"


# The law gives every village a Party branch, a committee and those who oversee it; the others a
# campaign asks for.
LEGAL = (BodyKind.PARTY_BRANCH, BodyKind.COMMITTEE, BodyKind.OVERSIGHT)
ASKABLE = tuple(kind.value for kind in BodyKind if kind not in LEGAL)


class PostKind(TextChoices):
    SECRETARY = "secretary", "书记"
    DEPUTY_SECRETARY = "deputy_secretary", "副书记"
    BRANCH_MEMBER = "branch_member", "支部委员"
    DIRECTOR = "director", "主任"
    DEPUTY_DIRECTOR = "deputy_director", "副主任"
    COMMITTEE_MEMBER = "committee_member", "委员"
    PRESIDENT = "president", "会长"
    VICE_PRESIDENT = "vice_president", "副会长"
    GENERAL_SECRETARY = "general_secretary", "秘书长"
    BOARD_MEMBER = "board_member", "理事"
    MEMBER_HEAD = "member_head", "会员小组长"
    HEAD = "head", "组长"
    DEPUTY_HEAD = "deputy_head", "副组长"
    STAFF = "staff", "卫生健康（计生）专干"
    OF_BRANCH = "of_branch", "成员（支委）"
    OF_GROUPS = "of_groups", "成员（小组长）"
    SUPERVISOR = "supervisor", "组员"


@dataclass(frozen=True)
class Slot:
    """A post of a body. least, most: how many people it should have (most None: any number)."""

    post: PostKind
    least: int = 1
    most: int | None = None


SLOTS: dict[BodyKind, tuple[Slot, ...]] = {
    BodyKind.PARTY_BRANCH: (
        Slot(PostKind.SECRETARY, most=1),
        Slot(PostKind.DEPUTY_SECRETARY, least=0),
        Slot(PostKind.BRANCH_MEMBER),
    ),
    BodyKind.COMMITTEE: (
        Slot(PostKind.DIRECTOR, most=1),
        Slot(PostKind.DEPUTY_DIRECTOR, least=0),
        Slot(PostKind.COMMITTEE_MEMBER),
    ),
    BodyKind.OVERSIGHT: (
        Slot(PostKind.DIRECTOR, most=1),
        Slot(PostKind.COMMITTEE_MEMBER, least=2),
    ),
    BodyKind.ASSOCIATION: (
        Slot(PostKind.PRESIDENT, most=1),
        Slot(PostKind.VICE_PRESIDENT, least=0),
        Slot(PostKind.GENERAL_SECRETARY, most=1),
        Slot(PostKind.BOARD_MEMBER, least=3),
        Slot(PostKind.MEMBER_HEAD),
    ),
    BodyKind.WORKING_GROUP: (
        Slot(PostKind.HEAD, most=1),
        Slot(PostKind.DEPUTY_HEAD, most=1),
        Slot(PostKind.STAFF),
        Slot(PostKind.OF_BRANCH),
        Slot(PostKind.OF_GROUPS),
    ),
    BodyKind.SUPERVISION: (
        Slot(PostKind.HEAD, most=1),
        Slot(PostKind.SUPERVISOR, least=2),
    ),
}

# What a member of the association's officers means for 兼任 (plan, clause 39).
OFFICERS = frozenset(
    {
        PostKind.PRESIDENT,
        PostKind.VICE_PRESIDENT,
        PostKind.GENERAL_SECRETARY,
        PostKind.BOARD_MEMBER,
        PostKind.MEMBER_HEAD,
    }
)

_NAMES: dict[str, tuple[str, str]] = {
    BodyKind.PARTY_BRANCH: ("村党组织", "社区党组织"),
    BodyKind.COMMITTEE: ("村民委员会", "社区居民委员会"),
    BodyKind.OVERSIGHT: ("村务监督委员会", "居务监督委员会"),
    BodyKind.ASSOCIATION: ("村计划生育协会", "社区计划生育协会"),
}
_DUTIES = {
    BodyKind.PARTY_BRANCH: "领导村（居）民自治，重要事项先行研究讨论。",
    BodyKind.COMMITTEE: "召集会议，执行会议决定，办理公共事务。",
    BodyKind.OVERSIGHT: "监督民主理财、公开制度和会议决定的执行，主持民主评议，列席委员会会议。",
    BodyKind.ASSOCIATION: "开展宣传、服务和互助活动，联系会员和群众。",
    BodyKind.WORKING_GROUP: "把创建任务落实到本村（社区）。",
    BodyKind.SUPERVISION: "监督章程、制度的执行，也参与实施；办理与本人有关的事项时回避。",
}


def body_name(kind: str, is_community: bool) -> str:
    """What the body is called in a village or in a community."""
    return _NAMES.get(kind, (BodyKind(kind).label,) * 2)[is_community]


def usual_duty(kind: BodyKind) -> str:
    """A first wording of the body's duties, for the form."""
    return _DUTIES[kind]


def posts_of(kind: BodyKind) -> list[PostKind]:
    """Posts of a kind of body, in the order in which they are shown."""
    return [slot.post for slot in SLOTS[kind]]


def post_name(post: str, is_community: bool) -> str:
    """The post's name; group leaders and Party members are called differently in a community."""
    if is_community and post == PostKind.OF_BRANCH:
        return "成员（社区党组织委员）"
    if is_community and post == PostKind.OF_GROUPS:
        return "成员（居民小组长）"
    return PostKind(post).label
