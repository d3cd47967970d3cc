"""Districts, townships, people who sign in, and what they are there."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from township.access import GRANTS, Reach, Role, ScopedQuerySet
from township.access.policy import GIVES
from township.namefields import PersonName
from township.prepared_query import PreparedQuery
from township.touched import WatchedQuerySet
from township.users.passwords import FIRST_PASSWORD_LIVES, FirstPassword
from township.users.settings import SETTINGS


def looks(text_size, has_contrast=False):
    """Size and contrast as words of a style sheet."""
    size = f"text-{text_size}" if text_size in TextSize.values and text_size else ""
    return " ".join(filter(None, [size, "contrast" if has_contrast else ""]))


class District(models.Model):
    """区（县）: accepts what its townships apply for."""

    name = models.CharField("名称", max_length=50, unique=True)

    objects = WatchedQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["name"]
        verbose_name = "区"

    def __str__(self):
        return self.name


class TownshipQuerySet(ScopedQuerySet):
    scope = {"township": ""}


class Township(models.Model):
    """镇（乡、街道）: the tenant. Every root row of the system belongs to one."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, verbose_name="所属区")
    name = models.CharField("名称", max_length=50)
    code = models.SlugField(
        "代号",
        max_length=20,
        unique=True,
        help_text="用于网址和本镇模板文件夹，只用字母、数字和短横线。",
    )
    settings = models.JSONField("本镇设置", default=dict, blank=True)

    objects = TownshipQuerySet.as_manager()

    class Meta:
        app_label = "township"
        ordering = ["name"]
        verbose_name = "镇"
        constraints = [
            models.UniqueConstraint(
                fields=["district", "name"],
                name="township_name_once",
                violation_error_message="这个区已经有同名的镇（街道）。",
            )
        ]

    def __str__(self):
        return self.name

    def setting(self, key):
        """The value in force of a declared setting (own value or the default)."""
        return self.settings.get(key, SETTINGS[key].default)


class TextSize(models.TextChoices):
    USUAL = "", "标准"
    LARGE = "large", "大"
    LARGER = "larger", "特大"


class UserQuerySet(ScopedQuerySet):
    """A township sees whoever is something there; it changes those who are nothing beyond what it
    gives: in another place, or in a role that is not its to give."""

    scope = {}

    def condition_for(self, user, permission):
        condition = super().condition_for(user, permission)
        if permission == "account.edit":
            condition &= ~Q(pk__in=Membership.objects.beyond(user).values("user"))
        return condition

    def _within(self, reach, user, membership):
        there = Membership.objects.filter(township=membership.township_id)
        return Q(pk__in=there.values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username, password=None, **fields):
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What one may do comes from memberships only."""

    username = models.CharField(
        "账号",
        max_length=30,
        unique=True,
        validators=[RegexValidator(r"^[\w.-]+$", "账号只用字母、数字、点和短横线。")],
        error_messages={"unique": "这个账号已经有人用了，请换一个。"},
    )
    full_name = PersonName("姓名", max_length=30)
    is_active = models.BooleanField("在用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=False)
    password_changed_at = models.DateTimeField("密码更改时间", default=timezone.now)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    text_size = models.CharField(
        "文字大小", max_length=6, choices=TextSize.choices, default=TextSize.USUAL, blank=True
    )
    has_contrast = models.BooleanField("加深颜色", default=False)

    USERNAME_FIELD = "username"
    objects = UserManager()

    class Meta:
        app_label = "township"
        ordering = ["username"]
        verbose_name = "账号"

    def __str__(self):
        return self.full_name or self.username

    def clean(self):
        super().clean()
        if not any(map(str.isalnum, self.username)):
            raise ValidationError({"username": "账号里至少要有一个字母或者数字。"})
        twins = User.objects.filter(username__iexact=self.username).exclude(pk=self.pk)
        if twin := twins.exclude(username=self.username).first():
            told = f"已经有账号{twin.username}，只差大小写，请换一个。"
            raise ValidationError({"username": told})

    def take_first_password(self, made: FirstPassword | None = None) -> str:
        """A first password, new or made before, given once to whoever hands it on; saved by the
        caller."""
        first = made or FirstPassword.made()
        self.password = first.digest
        self.must_change_password, self.password_changed_at = True, timezone.now()
        return first.words

    def take_own_password(self, password: str) -> None:
        """The password a person chose; saved by the caller."""
        self.set_password(password)
        self.must_change_password, self.password_changed_at = False, timezone.now()

    @property
    def look(self):
        """How pages are to look for this person, as words of a style sheet."""
        return looks(self.text_size, self.has_contrast)

    @property
    def first_password_ends_at(self):
        """When a first password that is still in use dies, or None."""
        return (
            self.password_changed_at + FIRST_PASSWORD_LIVES if self.must_change_password else None
        )

    @property
    def is_first_password_over(self):
        ends_at = self.first_password_ends_at
        return ends_at is not None and ends_at <= timezone.now()

    @cached_property
    def current_memberships(self):
        """Memberships in force, loaded once for a request."""
        if not self.is_active:
            return []
        held = _posts(self.pk, day=timezone.localdate())
        return sorted(held, key=lambda one: one.user_id != self.pk)  # the own ones first

    def acting_name(self, verb):
        """The name under which this person does what `verb` says, a permission or an act of its
        noun: marked where only a post that is stood in for lets it be done."""
        posts = [one for one in self.current_memberships if _lets(one.role, verb)]
        stands_in = posts and all(one.user_id != self.pk for one in posts)
        return f"{self}（代）" if stands_in else str(self)

    @property
    def roles(self):
        return {membership.role for membership in self.current_memberships}

    def roles_in(self, township_id):
        """What this person is in one township."""
        return {one.role for one in self.current_memberships if one.township_id == township_id}

    def township_for(self, permission):
        """The township in which this person holds the permission, None without one.

        An account serves one township (`against_role`); of several, it is the first.
        """
        held = (one for one in self.current_memberships if one.role in GRANTS[permission])
        return next((one.township for one in held if one.township_id), None)

    def may(self, permission):
        """Does any role of this person hold the permission (on some row)?"""
        return bool(self.roles & GRANTS[permission].keys())

    def may_give(self, role, township):
        """Does this person give the role in the township (None: of no township)?"""
        return any(
            role in GIVES[one.role]
            and (_gives_anywhere(one.role) or (township and one.township_id == township.pk))
            for one in self.current_memberships
            if one.role in GIVES
        )

    def reaches(self, permission):
        """Every reach with which this person holds the permission."""
        return {GRANTS[permission][role] for role in self.roles & GRANTS[permission].keys()}

    def reaches_in(self, permission, township):
        """Every reach with which this person holds the permission in a township."""
        return {
            GRANTS[permission][one.role]
            for one in self.current_memberships
            if one.role in GRANTS[permission] and one.covers(township)
        }

    @property
    def shown_name(self):
        """The name as lists write it: who is retired is marked."""
        return str(self) if self.is_active else f"{self}（账号已停用）"

    @property
    def township(self):
        """The township that pages are headed with, else None: what is written asks
        `township_for` the permission."""
        return next((m.township for m in self.current_memberships if m.township_id), None)

    def roles_called(self, called):
        """The roles, some of them by what is `called` {role: word}."""
        names = ((m, called.get(m.role) or m.get_role_display()) for m in self.current_memberships)
        told = dict.fromkeys(name if m.user_id == self.pk else f"代理{name}" for m, name in names)
        return "、".join(told)


def _lets(role, verb):
    """Does the role hold the permission `verb`, or one to act on its noun?"""
    if verb in GRANTS:
        return role in GRANTS[verb]
    noun = verb.partition(".")[0]
    acts = (one for one in GRANTS if one.startswith(f"{noun}.") and not one.endswith(".view"))
    return any(role in GRANTS[one] for one in acts)


def _gives_anywhere(role):
    return GRANTS["account.edit"][role] == Reach.ALL


@PreparedQuery
def _posts(user, *, day):
    return Membership.objects.held_by([user], day).select_related("township").order_by("pk")


class MembershipQuerySet(WatchedQuerySet):
    def held_by(self, users, day=None):
        """Their own posts, and those of others in which they stand in on a day, or today."""
        stand_ins = self.model.stand_ins.rel.related_model.objects
        lent = stand_ins.in_force(day or timezone.localdate()).filter(user__in=users).order_by()
        return self.filter(Q(user__in=users) | Q(pk__in=lent.values("post")))

    def beyond(self, user):
        """What is not this user's to give: `User.may_give` as a query."""
        given = Q(pk__in=[])
        for one in user.current_memberships:
            if one.role in GIVES:
                place = Q() if _gives_anywhere(one.role) else Q(township=one.township_id)
                given |= Q(role__in=GIVES[one.role]) & place
        return self.exclude(given)


class Membership(models.Model):
    """What somebody is, and where. A cadre's village is told by `Village.cadres`."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    township = models.ForeignKey(
        Township, on_delete=models.PROTECT, null=True, blank=True, verbose_name="镇"
    )
    district = models.ForeignKey(
        District, on_delete=models.PROTECT, null=True, blank=True, verbose_name="区"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        app_label = "township"
        verbose_name = "任职"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "township"],
                name="membership_once",
                violation_error_message="这个人已经有这个角色。",
            ),
            models.CheckConstraint(
                name="membership_place",
                violation_error_message="角色和所在的镇、区对不上，请检查。",
                condition=Q(role=Role.PLATFORM_ADMIN, township=None, district=None)
                | Q(role=Role.DISTRICT, township=None, district__isnull=False)
                | (
                    ~Q(role__in=[Role.PLATFORM_ADMIN, Role.DISTRICT])
                    & Q(township__isnull=False, district=None)
                ),
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.get_role_display()}"

    def covers(self, township):
        """Is the township the place of this post, or does it lie within?"""
        is_in_district = self.district_id == township.district_id
        is_everywhere = self.role == Role.PLATFORM_ADMIN
        return self.township_id == township.pk or is_in_district or is_everywhere
