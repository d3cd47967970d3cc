"""小组: the groups of each village, with households and adults."""

from township.setup.columns import BookColumn, SetupPart
from township.setup.parts.village_names import VILLAGE, village_called, villages_of
from township.setup.parts.villages import village_name
from villages.acts.village import set_group
from villages.models import Group
from villages.rules.tables import group_key
from villages.sheets.columns import count
from villages.sheets.place import group_name

GROUP = "小组"
COUNTS = {"户数": "households", "18周岁以上人数": "adults"}


class GroupsPart(SetupPart):
    name = "小组"
    main = GROUP
    note = "一行一个小组。户代表会议按各组户数算到会人数。没有小组的村（居）不用填。"
    columns = (
        BookColumn(VILLAGE, 20, "示例：青山村", village_name, True, ("村名",)),
        BookColumn(GROUP, 12, "一组", group_name, True, ("村民小组", "居民小组", "组别")),
        *(BookColumn(title, 14, "48", count(title), True) for title in COUNTS),
    )

    def begin(self):
        self.villages = villages_of(self.township)
        rows = Group.objects.filter(village__township=self.township).select_related("village")
        self.groups = {(row.village_id, group_key(row.name)): row for row in rows}
        self.orders = {}
        for row in rows:
            self.orders[row.village_id] = max(self.orders.get(row.village_id, 0), row.order)

    def take(self, values, number):
        village = village_called(self, values[VILLAGE])
        key = (village.pk, group_key(values[GROUP], village.name))
        self.once(key, number, GROUP, f"{village}的“{values[GROUP]}”写了两次")
        found = self.groups.get(key)
        order = self.orders.get(village.pk, 0) + 1
        group = found or Group(village=village, name=values[GROUP], order=order)
        counts = {field: values[title] for title, field in COUNTS.items()}
        is_changed = set_group(group, counts, by=self.by)
        self.groups[key] = group
        self.orders[village.pk] = max(self.orders.get(village.pk, 0), group.order)
        if not is_changed:
            return "same"
        return "update" if found else "new"
