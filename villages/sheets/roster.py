"""Rosters of representatives and of the association's members as rows of a workbook."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from import_export import fields

from villages.models import AssociationMember, Group, Person, Representative, Term
from villages.queries.roster import seat_faults, usual_end, usual_start
from villages.rules import tables
from villages.rules.bodies import BodyKind, PostKind
from villages.sheets.columns import CellReading, SheetResource, choice, column, count

GENDERS = {Person.Gender.MAN: ("男", "男性"), Person.Gender.WOMAN: ("女", "女性")}
POLITICAL = {
    Person.Political.PARTY: ("中共党员", "党员", "共产党员"),
    Person.Political.CANDIDATE: ("中共预备党员", "预备党员"),
    Person.Political.LEAGUE: ("共青团员", "团员"),
    Person.Political.OTHER_PARTY: ("民主党派",),
    Person.Political.MASSES: ("群众",),
}
EDUCATION = {
    Person.Education.PRIMARY: ("小学及以下", "小学", "文盲", "半文盲", "扫盲"),
    Person.Education.JUNIOR: ("初中", "中学"),
    Person.Education.SENIOR: ("高中（中专）", "高中", "中专", "中技", "职高", "高中(中专)"),
    Person.Education.COLLEGE: ("大专", "专科", "大学专科"),
    Person.Education.BACHELOR: ("本科及以上", "本科", "大学", "大学本科", "研究生", "硕士", "博士"),
}
OFFICES = {
    PostKind.PRESIDENT: ("会长",),
    PostKind.VICE_PRESIDENT: ("副会长",),
    PostKind.GENERAL_SECRETARY: ("秘书长",),
    PostKind.BOARD_MEMBER: ("理事", "常务理事"),
    PostKind.MEMBER_HEAD: ("会员小组长", "小组长"),
    "": ("会员", "普通会员"),
}


class GroupReading(CellReading):
    """The village's group by any of its usual spellings."""

    def __init__(self, resource):
        super().__init__(self.find)
        self.resource = resource

    def find(self, text):
        if not tables.even(text):
            return None
        group = self.resource.groups.get(tables.group_key(text))
        if group is None:
            names = "、".join(g.name for g in self.resource.groups.values()) or "还没有登记小组"
            raise ValueError(f"没有“{text.strip()[:20]}”这个小组（本村：{names}）。")
        return group


class SeatResource(SheetResource):
    """What both rosters have in common."""

    name = column("person__name", "姓名", tables.read_name)
    gender = column("person__gender", "性别", choice("性别", GENDERS, Person.Gender))
    birth = column("person__birth_month", "出生年月", tables.read_month)
    political = column(
        "person__political", "政治面貌", choice("政治面貌", POLITICAL, Person.Political)
    )
    education = column(
        "person__education", "文化程度", choice("文化程度", EDUCATION, Person.Education)
    )
    phone = column("person__phone", "联系电话", tables.read_phone)
    note = column("note", "备注", lambda text: text[:100] or None)

    ALIASES = {
        "姓名": ("姓名", "名字", "代表姓名", "会员姓名"),
        "性别": ("性别",),
        "出生年月": ("出生年月", "出生日期", "出生时间"),
        "政治面貌": ("政治面貌", "政治身份"),
        "文化程度": ("文化程度", "学历"),
        "联系电话": ("联系电话", "电话", "手机", "手机号", "手机号码", "电话号码", "联系方式"),
        "备注": ("备注",),
    }
    NEEDED = ("姓名", "性别")
    GROUP = ""

    def __init__(self, place=None, by=None, **kwargs):
        super().__init__(place, by, **kwargs)
        rows = Group.objects.filter(village=place) if place else ()
        self.groups = {tables.group_key(group.name): group for group in rows}
        self.fields["group"].widget = GroupReading(self)

    def get_instance(self, instance_loader, row):
        """The serving row of somebody with this name in this group."""
        name, group = self._who(row)
        rows = self._meta.model.objects.filter(village=self.place, person__name=name)
        if group:
            rows = rows.filter(group=group)
        found = list(rows.serving(timezone.localdate()).select_related("person", "group")[:2])
        if len(found) > 1:
            raise ValidationError(f"花名册里有两个“{name}”，请在表里写明小组，或逐个修改。")
        return found[0] if found else None

    def init_instance(self, row=None):
        name, group = self._who(row)
        known = list(Person.objects.named(self.place, name, group)[:2])
        if len(known) > 1:
            raise ValidationError(f"人员里有两个“{name}”，请写明小组，或逐个登记。")
        person = known[0] if known else Person(village=self.place, name=name)
        return self._meta.model(village=self.place, person=person)

    def _who(self, row):
        try:
            name = tables.read_name(row["姓名"])
            group = self.fields["group"].widget.find(row.get(self.GROUP) or "")
        except ValueError as error:
            raise ValidationError(str(error)) from None
        return name, group

    def after_init_instance(self, instance, new, row, **kwargs):
        name, group = self._who(row)
        self.once((name, group and group.pk), f"“{name}”在表里出现了两次。")

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        errors = dict(import_validation_errors or {})
        if not instance.person.gender and "person__gender" not in errors:
            errors["person__gender"] = ValidationError("没有性别。")
        if errors:
            raise ValidationError(errors)
        if instance.person.group_id is None:
            instance.person.group = instance.group
        instance.since = instance.since or timezone.localdate()
        if instance.person.pk and (faults := list(seat_faults(instance))):
            raise ValidationError(faults)


class RepresentativeResource(SeatResource):
    group = column("group", "所在小组", str)
    households = column("households", "代表户数", count("代表户数"))
    since = column("since", "任期开始", lambda text: tables.read_day(text, "任期开始"))
    until = column("until", "任期至", lambda text: tables.read_day(text, "任期至"))

    GROUP = "所在小组"
    ALIASES = SeatResource.ALIASES | {
        "所在小组": ("所在小组", "小组", "组别", "村民小组", "居民小组", "所属小组"),
        "代表户数": ("代表户数", "户数", "联系户数"),
        "任期开始": ("任期开始", "当选时间", "任职时间", "当选日期"),
        "任期至": ("任期至", "任期结束", "届满时间"),
    }

    class Meta:
        model = Representative
        skip_unchanged = True
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

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        if instance.pk is None and instance.until is None:
            instance.since = instance.since or usual_start(self.place, timezone.localdate())
            instance.until = usual_end(self.place, instance.since)
        super().validate_instance(instance, import_validation_errors, validate_unique)


class MemberResource(SeatResource):
    office = fields.Field(
        column_name="协会职务",
        widget=CellReading(lambda text: tables.read_choice(text, OFFICES, "协会职务")),
        readonly=True,
    )
    group = column("group", "会员小组", str)
    households = column("households", "联系户数", count("联系户数"))
    since = column("since", "入会时间", lambda text: tables.read_day(text, "入会时间"))

    GROUP = "会员小组"
    ALIASES = SeatResource.ALIASES | {
        "协会职务": ("协会职务", "职务", "会内职务"),
        "会员小组": ("会员小组", "小组", "组别", "所在小组"),
        "联系户数": ("联系户数", "户数", "联系农户"),
        "入会时间": ("入会时间", "入会日期"),
    }

    class Meta:
        model = AssociationMember
        skip_unchanged = True
        report_skipped = True
        fields = (
            "name",
            "gender",
            "office",
            "group",
            "households",
            "since",
            "phone",
            "note",
        )
        import_order = export_order = fields

    def office_of(self, row):
        return self.fields["office"].widget.clean(row.get("协会职务"))

    def before_export(self, queryset, **kwargs):
        terms = Term.objects.filter(
            body__village=self.place, body__kind=BodyKind.ASSOCIATION
        ).serving(timezone.localdate())
        self.offices = {term.person_id: PostKind(term.post).label for term in terms}

    def dehydrate_office(self, seat_row):
        return self.offices.get(seat_row.person_id, "会员")

    def skip_row(self, instance, original, row, import_validation_errors=None):
        is_same = super().skip_row(instance, original, row, import_validation_errors)
        return is_same and not self.lacks_office(instance, row)

    def lacks_office(self, instance, row):
        post = self.office_of(row)
        if not post:
            return False
        held = Term.objects.filter(
            body__village=self.place,
            body__kind=BodyKind.ASSOCIATION,
            post=post,
            person=instance.person_id,
        )
        return not held.serving(timezone.localdate()).exists()
