"""Rosters of representatives and of the association's members as rows of a workbook."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from import_export import fields

from township.personname import read_name
from township.sheets.table import SheetTable
from township.shorttext import even, read_short
from villages.models import AssociationMember, Group, Person, Representative, Term
from villages.models.encrypted import UNREADABLE, Sealed
from villages.models.person import masked
from villages.queries.roster import KnownSeats, seat_faults, usual_end, usual_start
from villages.rules import tables
from villages.rules.bodies import BodyKind, PostKind
from villages.rules.offices import read_offices
from villages.rules.phones import VeiledPhone, phone_remark, read_phone
from villages.rules.written_days import read_day, read_month
from villages.sheets.columns import CellReading, SheetResource, choice, column, count
from villages.sheets.spellings import EDUCATION, GENDERS, POLITICAL, schooling

NOTE = 100
GROUPS = (
    *("所在小组", "小组", "组别", "村民小组", "居民小组", "所属小组", "组", "组名", "小组名称"),
    *("所在村民小组", "所属村民小组", "所在居民小组", "所属居民小组", "所在组", "所属组"),
)


class GroupReading(CellReading):
    """The village's group by any of its usual spellings."""

    def __init__(self, resource):
        super().__init__(self.find)
        self.resource = resource

    def find(self, text):
        if tables.is_blank(text):
            return None
        group = self.resource.groups.get(tables.group_key(text, str(self.resource.place or "")))
        if group is None:
            names = "、".join(g.name for g in self.resource.groups.values()) or "还没有登记小组"
            raise ValueError(f"没有“{text.strip()[:20]}”这个小组（已登记：{names}）。")
        return group


def shown_phone(phone):
    """The number in full, unless the present keys do not open it."""
    return UNREADABLE if isinstance(phone, Sealed) else str(phone)


class SeatResource(SheetResource):
    """What both rosters have in common."""

    name = column("person__name", "姓名", read_name)
    gender = column("person__gender", "性别", choice("性别", GENDERS, Person.Gender))
    birth = column("person__birth_month", "出生年月", read_month)
    political = column(
        "person__political", "政治面貌", choice("政治面貌", POLITICAL, Person.Political)
    )
    education = column(
        "person__education",
        "文化程度",
        CellReading(
            lambda text: tables.read_choice(schooling(even(text)), EDUCATION, "文化程度"),
            lambda level: Person.Education(level).label,
        ),
    )
    phone = column("person__phone", "联系电话", CellReading(read_phone, shown_phone, phone_remark))
    note = column("note", "备注", lambda text: read_short(text, "备注", NOTE))

    ALIASES = {
        "姓名": ("姓名", "名字", "代表姓名", "会员姓名", "当选代表", "人员姓名", "成员姓名"),
        "性别": ("性别",),
        "出生年月": ("出生年月", "出生日期", "出生时间", "出生年月日", "生日"),
        "政治面貌": ("政治面貌", "政治身份", "政治面目"),
        "文化程度": ("文化程度", "学历", "受教育程度", "文化水平", "学历层次", "文化"),
        "联系电话": (
            *("联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式"),
            *("电话号", "移动电话", "手机电话", "联系手机", "联系号码", "本人电话"),
        ),
        "备注": ("备注", "说明", "备考"),
    }
    NEEDED = ("姓名", "性别")
    MAIN = "姓名"
    PRIVATE = ("phone",)
    GROUP = ""

    def __init__(self, place=None, by=None, **kwargs):
        super().__init__(place, by, **kwargs)
        rows = Group.objects.filter(village=place) if place else ()
        self.groups = {tables.group_key(group.name): group for group in rows}
        self.fields["group"].widget = GroupReading(self)

    @classmethod
    def shape(cls):
        return replace(super().shape(), proof=("性别", cls.GROUP))

    def told_elsewhere(self, table: SheetTable) -> dict[str, str]:
        """The group that a sheet is named after."""
        is_group = tables.group_key(table.sheet) in self.groups
        return {self.GROUP: table.sheet} if is_group else {}

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.today = timezone.localdate()
        self.seats_known = KnownSeats(self.place, self._meta.model)

    def get_instance(self, instance_loader, row):
        """The serving row of somebody with this name in this group."""
        name, group = self._who(row)
        found = self.seats_known.serving(name, group, self.today)
        if len(found) > 1 and not group:
            found = [seat for seat in found if seat.group_id is None] or found
        if len(found) > 1:
            raise ValidationError(f"花名册里有两个“{name}”，请在表里写明小组，或逐个修改。")
        return found[0] if found else None

    def init_instance(self, row=None):
        name, group = self._who(row)
        known = self.seats_known.people(name, group)
        if len(known) > 1:
            raise ValidationError(f"人员里有两个“{name}”，请写明小组，或逐个登记。")
        person = known[0] if known else Person(village=self.place, name=name)
        return self._meta.model(village=self.place, person=person)

    def _who(self, row):
        try:
            name = self.fields["name"].widget.clean(row["姓名"])
            group = self.fields["group"].widget.clean(row.get(self.GROUP))
        except ValueError as error:
            raise ValidationError(str(error)) from None
        return name, group

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        name, group = self._who(row)
        self.once((name, group and group.pk), f"“{name}”在表里出现了两次。")

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """A number that an export has veiled changes nothing, if it is the one that is known."""
        if field.attribute == "person__phone":
            phone = field.widget.clean(row.get(field.column_name) or "")
            if isinstance(phone, VeiledPhone):
                if masked(instance.person.phone) != phone:
                    raise ValueError("是遮盖过的号码，和登记的对不上，请写完整号码，或者空着不改。")
                return
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        if not instance.person.gender and "person__gender" not in errors:
            errors["person__gender"] = ValidationError("没有性别。")
        if errors:
            raise ValidationError(errors)
        if instance.person.group_id is None:
            instance.person.group = instance.group
        instance.since = instance.since or self.today
        if faults := list(seat_faults(instance, self.seats_known.others(instance))):
            raise ValidationError(faults)
        self.seats_known.add(instance)


class RepresentativeResource(SeatResource):
    group = column("group", "所在小组", str)
    households = column("households", "代表户数", count("代表户数"))
    since = column("since", "任期开始", lambda text: read_day(text, "任期开始"))
    until = column("until", "任期至", lambda text: read_day(text, "任期至"))

    GROUP = "所在小组"
    ALIASES = SeatResource.ALIASES | {
        "所在小组": GROUPS,
        "代表户数": ("代表户数", "户数", "联系户数", "推选户数", "代表的户数", "代表农户数"),
        "任期开始": (
            *("任期开始", "当选时间", "任职时间", "当选日期", "当选年月", "任期起", "任职日期"),
            *("任期起始", "任职起始时间", "任期开始时间"),
        ),
        "任期至": (
            *("任期至", "任期结束", "届满时间", "届满日期", "任期止", "任期截止", "任期届满"),
            "任期结束时间",
        ),
    }

    class Meta:
        model = Representative
        skip_diff = True
        report_skipped = True
        fields = (
            "name",
            "gender",
            "birth",
            "political",
            "education",
            "group",
            "households",
            "phone",
            "since",
            "until",
            "note",
        )
        import_order = export_order = fields

    @cached_property
    def usual_start(self):
        return usual_start(self.place, timezone.localdate())

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        if instance.pk is None and instance.until is None:
            instance.since = instance.since or self.usual_start
            instance.until = usual_end(self.place, instance.since)
        super().validate_instance(instance, import_validation_errors, validate_unique)


def office_remark(text):
    titles = read_offices(text).kept
    return f"{'、'.join(titles)}照写在备注里。" if titles else ""


class MemberResource(SeatResource):
    office = fields.Field(
        column_name="协会职务",
        widget=CellReading(read_offices, "、".join, office_remark),
        readonly=True,
    )
    group = column("group", "会员小组", str)
    households = column("households", "联系户数", count("联系户数"))
    since = column("since", "入会时间", lambda text: read_day(text, "入会时间"))

    GROUP = "会员小组"
    ALIASES = SeatResource.ALIASES | {
        "协会职务": ("协会职务", "职务", "会内职务", "担任职务", "会内任职"),
        "会员小组": ("会员小组", *GROUPS),
        "联系户数": ("联系户数", "户数", "联系农户"),
        "入会时间": ("入会时间", "入会日期", "入会年月"),
    }

    class Meta:
        model = AssociationMember
        skip_diff = True
        report_skipped = True
        fields = (
            "name",
            "gender",
            "office",
            "group",
            "households",
            "since",
            "birth",
            "political",
            "education",
            "phone",
            "note",
        )
        import_order = export_order = fields

    def offices_of(self, row):
        return self.fields["office"].widget.clean(row.get("协会职务"))

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.held = self._posts_held()

    def before_export(self, queryset, **kwargs):
        self.held = self._posts_held()

    def _posts_held(self):
        """{person: posts of the association that the person holds today}."""
        terms = Term.objects.filter(
            body__village=self.place, body__kind=BodyKind.ASSOCIATION
        ).serving(timezone.localdate())
        held = {}
        for person, post in terms.values_list("person_id", "post"):
            held.setdefault(person, []).append(post)
        return held

    def dehydrate_office(self, seat_row):
        posts = self.held.get(seat_row.person_id)
        return "、".join(PostKind(post).label for post in posts) if posts else "会员"

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        super().import_field(field, instance, row, is_m2m, **kwargs)
        if field.attribute == "note":
            instance.note = self.with_titles(instance.note, self.offices_of(row).kept)

    def with_titles(self, note, titles):
        """The note with what the sheet calls a member and no post of the association is."""
        lacking = [f"会内职务：{title}" for title in titles if title not in note]
        return read_short("；".join([*filter(None, [note]), *lacking]), "备注", NOTE) or ""

    def skip_row(self, instance, original, row, import_validation_errors=None):
        is_same = super().skip_row(instance, original, row, import_validation_errors)
        return is_same and not self.lacking_offices(instance, row)

    def lacking_offices(self, instance, row):
        """The posts that the sheet tells and the person does not hold."""
        held = self.held.get(instance.person_id, [])
        return [post for post in self.offices_of(row).posts if post not in held]
