"""One person per role, in one township of one district, with two villages."""

import pytest

from campaigns.demonstration.story import set_papers, tell
from township.access import Role
from township.users.models import District, Membership, Township, User
from villages.models import Body, Group, Person, Term, Village

PASSWORD = "Ceshi-2026!"


def person(username, name, role, *, township=None, district=None):
    user = User.objects.create_user(username, PASSWORD, full_name=name)
    Membership.objects.create(user=user, role=role, township=township, district=district)
    return user


def cadre_of(village, username, name):
    user = person(username, name, Role.CADRE, township=village.township)
    village.cadres.add(user.memberships.get())
    return user


def told():
    """The demonstration with one finished year and all its papers; returns its cast."""
    cast = tell(PASSWORD, finished=1)
    set_papers()
    return cast


@pytest.fixture
def story(db):
    """The demonstration, its cast. Half a minute, once a run."""
    return told()


@pytest.fixture
def district_place(db):
    return District.objects.create(name="清江区")


CONTACT = {"office_contact": "周敏", "office_phone": "0830-2345678"}


@pytest.fixture
def township(district_place):
    return Township.objects.create(
        district=district_place, name="清河镇", code="qinghe", settings=dict(CONTACT)
    )


@pytest.fixture
def other_township(district_place):
    return Township.objects.create(district=district_place, name="白塔镇", code="baita")


def make_village(township, name, code, kind=Village.Kind.VILLAGE):
    village = Village.objects.create(township=township, name=name, fonds_code=code, kind=kind)
    for order, number in enumerate("一二三", 1):
        Group.objects.create(
            village=village, name=f"{number}组", order=order, households=100, adults=200
        )
    return village


@pytest.fixture
def village(township):
    return make_village(township, "万顺村", "J001")


@pytest.fixture
def other_village(township):
    return make_village(township, "三水村", "J002")


@pytest.fixture
def community(township):
    return make_village(township, "新场社区", "J003", Village.Kind.COMMUNITY)


@pytest.fixture
def foreign_village(other_township):
    return make_village(other_township, "远山村", "J001")


@pytest.fixture
def admin(db):
    return person("admin", "管平台", Role.PLATFORM_ADMIN)


@pytest.fixture
def office(township):
    return person("office", "王办事", Role.OFFICE, township=township)


@pytest.fixture
def leader(township):
    return person("leader", "李镇长", Role.LEADER, township=township)


@pytest.fixture
def observer(township):
    return person("observer", "观察员", Role.OBSERVER, township=township)


@pytest.fixture
def evaluator(township):
    return person("evaluator1", "赵考评", Role.EVALUATOR, township=township)


@pytest.fixture
def district(district_place):
    return person("district", "周验收", Role.DISTRICT, district=district_place)


@pytest.fixture
def cadre(village):
    return cadre_of(village, "cadre-wanshun", "张专干")


@pytest.fixture
def other_cadre(other_village):
    return cadre_of(other_village, "cadre-sanshui", "刘专干")


@pytest.fixture
def everybody(admin, office, leader, observer, evaluator, district, cadre):
    """Persona by role."""
    return {
        user.memberships.get().role: user
        for user in (admin, office, leader, observer, evaluator, district, cadre)
    }


@pytest.fixture
def asking(township):
    """A running campaign that asks villages for every body, text and topic there is."""
    from campaigns.models import Campaign
    from villages.rules.bodies import ASKABLE
    from villages.rules.kinds import Topic

    return Campaign.objects.create(
        township=township,
        name="村民自治创建活动",
        purpose="自治",
        first_year=2020,
        last_year=2029,
        texts_needed={"charter": 1, "rule": 1},
        bodies_asked=list(ASKABLE),
        topics_asked=list(Topic.values),
        status=Campaign.Status.RUNNING,
    )


@pytest.fixture
def both(office, village):
    """Of the office, and a cadre of 万顺村."""
    village.cadres.add(office.memberships.create(role=Role.CADRE, township=village.township))
    return User.objects.get(pk=office.pk)


@pytest.fixture
def association(village):
    body = Body.objects.create(village=village, kind="association")
    person = Person.objects.create(village=village, name="张三")
    return Term.objects.create(body=body, post="head", person=person, since="2025-01-01")
