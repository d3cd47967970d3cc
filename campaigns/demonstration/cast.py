"""The people of the demonstration and their accounts."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from township.access import Role
from township.users.models import Membership, User
from villages.models import Village

TOWNSHIP = (
    ("office", "王春燕", Role.OFFICE),
    ("leader", "李国平", Role.LEADER),
    ("observer", "孙观摩", Role.OBSERVER),
    ("evaluator1", "赵启明", Role.EVALUATOR),
    ("evaluator2", "钱素珍", Role.EVALUATOR),
    ("evaluator3", "吴志强", Role.EVALUATOR),
)
CADRES = (
    ("cadre-wanshun", "万顺村", "张秀兰"),
    ("cadre-zhihua", "治华村", "陈德明"),
    ("cadre-sanshui", "三水村", "刘玉芳"),
    ("cadre-xinchang", "新场社区", "周丽华"),
    ("cadre-longquan", "龙泉村", "杨光荣"),
    ("cadre-hezuo", "合作村", "何永康"),
)


@dataclass
class Cast:
    """Who acts: users by account name, and villages with their cadres."""

    people: dict = field(default_factory=dict)
    villages: dict = field(default_factory=dict)

    def __getitem__(self, username):
        return self.people[username]

    def village(self, name):
        return self.villages[name][0]

    def cadre(self, name):
        return self.villages[name][1]

    @property
    def evaluators(self):
        return [self[f"evaluator{n}"] for n in (1, 2, 3)]


def gather(township, password):
    """Create every account of the demonstration with the same password, which is hashed once."""
    cast = Cast()
    hashed = make_password(password)

    def add(username, name, role, **place):
        user = User.objects.create_user(username, full_name=name)
        user.password = hashed
        user.save(update_fields=["password"])
        membership = Membership.objects.create(user=user, role=role, **place)
        cast.people[username] = user
        return membership

    add("admin", "管平台", Role.PLATFORM_ADMIN)
    add("district", "郑验收", Role.DISTRICT, district=township.district)
    for username, name, role in TOWNSHIP:
        add(username, name, role, township=township)
    for username, village_name, name in CADRES:
        membership = add(username, name, Role.CADRE, township=township)
        village = Village.objects.get(township=township, name=village_name)
        village.cadres.add(membership)
        cast.villages[village_name] = (village, cast[username])
    return cast
