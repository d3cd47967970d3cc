"""Groups of a village, and figures of many villages, as rows of a workbook."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from township.history.chain import record
from township.sheets.table import SheetTable
from township.shorttext import even, one_line, place_name, read_short
from villages.models import Figures, Group, Village
from villages.rules import tables
from villages.rules.numerals import NUMERAL, read_number
from villages.sheets.columns import SheetResource, column, count

WRITTEN_YEAR = rf"(?<!\d)(20\d\d|二[{NUMERAL}]{{3}})"
UNKNOWN = "没有登记"
DATE = re.compile(rf"{WRITTEN_YEAR}(?=[年.-][{NUMERAL}]{{1,3}}[月.-])")
YEAR = re.compile(rf"{WRITTEN_YEAR}(?=[年度]|[-—~至、到和]20\d\d年)(?!年[{NUMERAL}]{{1,3}}月)")

HOUSEHOLDS = ("户数", "总户数", "常住户数", "农户数", "居民户数")
ADULTS = tuple(
    f"{age}{unit}"
    for age in ("18周岁以上", "18岁以上", "18周岁及以上", "满18周岁", "年满18周岁", "成年")
    for unit in ("人数", "", "人口", "人口数", "村民数", "居民数")
)


def group_name(text):
    """The name of a group as it is kept: without blanks, never cut."""
    return read_short(place_name(text), "小组名称", 20)


def read_year(text):
    plain = even(text).removesuffix("度").removesuffix("年")
    return tables.read_count(plain, "年度", 2100, like=2026)


class GroupResource(SheetResource):
    name = column("name", "小组", group_name)
    households = column("households", "户数", count("户数"))
    adults = column("adults", "18周岁以上人数", count("18周岁以上人数"))

    ALIASES = {
        "小组": ("小组", "组别", "小组名称", "村民小组", "居民小组", "所在小组"),
        "户数": HOUSEHOLDS,
        "18周岁以上人数": (*ADULTS, "选民数"),
    }
    NEEDED = ("小组",)
    MAIN = "小组"

    class Meta:
        model = Group
        skip_diff = True
        report_skipped = True
        fields = ("name", "households", "adults")
        import_order = export_order = fields

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        rows = list(Group.objects.filter(village=self.place))
        self.groups = {tables.group_key(group.name): group for group in rows}

    def get_instance(self, instance_loader, row):
        key = tables.group_key(row["小组"], str(self.place))
        if not key:
            raise ValidationError("没有小组名称。")
        self.once(key, f"“{row['小组']}”在表里出现了两次。")
        return self.groups.get(key)

    def init_instance(self, row=None):
        last = Group.objects.filter(village=self.place).aggregate(last=Max("order"))["last"]
        return Group(village=self.place, order=(last or 0) + 1)

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        if field.attribute == "name" and instance.pk:
            return  # 1组 in the sheet does not rename 一组
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def do_instance_save(self, instance, is_create):
        instance.save()
        act = "create" if is_create else "edit"
        record(f"figures.{act}", instance, self.by, f"导入小组：{instance}")


class FiguresResource(SheetResource):
    """One row a village, of those the user may count (place is None)."""

    village = column("village__name", "村名", one_line)
    year = column("year", "年度", read_year)
    population = column("population", "常住人口", count("常住人口"))
    households = column("households", "户数", count("户数"))
    adults = column("adults", "18周岁以上人数", count("18周岁以上人数"))

    ALIASES = {
        "村名": (
            *("村名", "村", "村居", "村社区", "单位", "村居名称", "村(居)名"),
            *("行政村", "行政村名称", "行政村名", "村(社区)名称", "村居委会"),
        ),
        "年度": ("年度", "年份"),
        "常住人口": (
            *("常住人口", "总人口", "人口", "人口数", "常住人口数", "总人口数", "人口总数"),
            "常住总人口",
        ),
        "户数": HOUSEHOLDS,
        "18周岁以上人数": ADULTS,
    }
    NEEDED = ("村名", "常住人口", "户数", "18周岁以上人数")
    MAIN = "村名"

    class Meta:
        model = Figures
        skip_diff = True
        report_skipped = True
        fields = ("village", "year", "population", "households", "adults")
        import_order = export_order = fields

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        rows = Village.objects.for_user(self.by, "figures.edit").in_use()
        self.villages = {tables.village_key(village.name): village for village in rows}

    def told_elsewhere(self, table: SheetTable) -> dict[str, str]:
        """The year that the title tells, else the sheet's name, else this year."""
        titles = [cell for row in table.before for cell in row]
        for texts, written in ((titles, YEAR), ([table.sheet], YEAR), (titles, DATE)):
            found = {year for text in texts for year in written.findall(even(text))}
            if len(found) > 1:
                raise ValueError(
                    f"表名里有{'、'.join(sorted(found))}几个年度，请加一列“年度”，写明每行是哪一年的。"
                )
            for year in found:
                return {"年度": str(read_number(year))}
        return {"年度": str(timezone.localdate().year)}

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        if field.attribute != "village__name":  # the village is looked up, never renamed
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def unknown(self, name):
        """The village of a name that the user does not count."""
        raise ValidationError(f"{UNKNOWN}“{name[:20]}”这个村（居），或者不归您登记。")

    def _key(self, name):
        township = self.by.township_for("figures.edit")
        return tables.village_key(even(name).removeprefix(even(township.name if township else "")))

    def _what(self, row):
        village = self.villages.get(self._key(row["村名"])) or self.unknown(row["村名"])
        try:
            year = self.fields["year"].widget.clean(row.get("年度"))
        except ValueError as error:
            raise ValidationError(str(error)) from None
        return village, year or timezone.localdate().year

    def get_instance(self, instance_loader, row):
        village, year = self._what(row)
        self.once((village.pk, year), f"“{village}”{year}年在表里出现了两次。")
        return Figures.objects.filter(village=village, year=year).select_related("village").first()

    def init_instance(self, row=None):
        village, year = self._what(row)
        return Figures(village=village, year=year)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        if errors:
            raise ValidationError(errors)
        instance.full_clean()

    def do_instance_save(self, instance, is_create):
        instance.save()
        act = "create" if is_create else "edit"
        record(f"figures.{act}", instance, self.by, f"导入基本情况：{instance}")
