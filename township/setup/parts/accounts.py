"""人员账号: cadres with their village, evaluators, leaders, office. First passwords go on slips."""

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError

from township.access import Role
from township.accounts.acts import give_role, open_account
from township.namefields import account_name
from township.personname import read_name
from township.setup.columns import BookColumn, CellRefused, SetupPart, one_of, text
from township.setup.parts.village_names import VILLAGE, village_called, villages_of
from township.setup.parts.villages import village_name
from township.users.models import User
from township.users.passwords import FirstPassword

NAME, USERNAME, ROLE = "姓名", "账号", "角色"
# What a preview, which is taken back, opens accounts with.
NO_PASSWORD = FirstPassword("", make_password(None))
GIVEN = (Role.CADRE, Role.EVALUATOR, Role.LEADER, Role.OFFICE)


def person_name(cell):
    name = read_name(cell) if cell.strip() else None
    if name and len(name) > 30:
        raise ValueError(f"姓名最多30个字，现在有{len(name)}个。")
    return name


def username(cell):
    return text(USERNAME, 30)(account_name(cell))


class AccountsPart(SetupPart):
    name = "人员账号"
    main = NAME
    note = (
        "一行一个角色；一个人管几个村（居）、或者有几个角色的，账号写成一样的，写几行。"
        "账号用来登录，只用字母、数字、点和短横线。初始密码由系统生成，写入后打印成条。"
    )
    columns = (
        BookColumn(NAME, 16, "示例：张新", person_name, True),
        BookColumn(USERNAME, 18, "zhangxin", username, True, ("用户名", "登录名")),
        BookColumn(ROLE, 14, "村干部", one_of(ROLE, {r.label: r for r in GIVEN}), True, ("身份",)),
        BookColumn(VILLAGE, 20, "青山村", village_name, aliases=("村名", "所在村")),
    )

    # By user name; a preview hands out none.
    passwords: dict[str, FirstPassword] = {}

    def prepare(self, rows):
        """A digest takes long, and nobody waits for it."""
        names = {row.values.get(USERNAME) for row in rows} - {None}
        known = User.objects.filter(username__in=names).values_list("username", flat=True)
        self.passwords = {name: FirstPassword.made() for name in names.difference(known)}

    def begin(self):
        self.villages = villages_of(self.township)
        rows = User.objects.for_user(self.by, "account.edit").prefetch_related(
            "memberships__villages"
        )
        self.within_reach = {row.username: row for row in rows}

    def choices(self):
        return {ROLE: [role.label for role in GIVEN]}

    def take(self, values, number):
        village = self._village(values)
        username = values[USERNAME]
        key = (username, values[ROLE], village and village.pk)
        self.once(key, number, USERNAME, f"{values[NAME]}的这一行写了两次")
        place = {"role": values[ROLE], "township": self.township, "district": None}
        account = self.within_reach.get(username)
        if account is None:
            self.within_reach[username] = self._open(values, place, village)
            return "new"
        if account.full_name != values[NAME]:
            told = f"账号{username}已经是{account.full_name}的，和这里的姓名不一样。"
            raise CellRefused(NAME, told)
        if self._holds(account, values[ROLE], village):
            return "same"
        give_role(account, place, by=self.by, village=village)
        return "update"

    def _village(self, values):
        if values[ROLE] == Role.CADRE:
            if not values[VILLAGE]:
                raise CellRefused(VILLAGE, "村干部要写明是哪个村（居）的。")
            return village_called(self, values[VILLAGE])
        if values[VILLAGE]:
            raise CellRefused(VILLAGE, "只有村干部填村（居），别的角色请留空。")
        return None

    def _open(self, values, place, village):
        account = User(username=values[USERNAME], full_name=values[NAME])
        try:
            account.full_clean(exclude=["password"])
        except ValidationError as error:
            title = USERNAME if "username" in error.message_dict else NAME
            raise CellRefused(title, "".join(error.messages)) from error
        first = self.passwords.get(account.username, NO_PASSWORD)
        slip = open_account(account, place, by=self.by, village=village, first=first)
        self.slips.append(slip)
        return account

    def _holds(self, account, role, village):
        for one in account.memberships.all():
            if one.role == role and one.township_id == self.township.pk:
                return village is None or village in one.villages.all()
        return False
