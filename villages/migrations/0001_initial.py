import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import villages.models.encrypted
from django.conf import settings
from django.db import migrations, models

from township.migrating import FirstMigration


class Migration(FirstMigration):
    initial = True

    dependencies = [
        ("township", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Village",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "township",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="township.township",
                        verbose_name="镇",
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="村名")),
                (
                    "kind",
                    models.CharField(
                        choices=[("village", "村"), ("community", "社区")],
                        default="village",
                        max_length=10,
                        verbose_name="类别",
                    ),
                ),
                (
                    "fonds_code",
                    models.CharField(
                        help_text="4 位，由镇档案室编定，例如 J012。",
                        max_length=4,
                        verbose_name="全宗号",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("former", models.JSONField(default=list, editable=False, verbose_name="曾用名")),
                ("closed_on", models.DateField(editable=False, null=True, verbose_name="撤并日期")),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="villages.village",
                        verbose_name="并入",
                    ),
                ),
                (
                    "cadres",
                    models.ManyToManyField(
                        blank=True,
                        related_name="villages",
                        to="township.membership",
                        verbose_name="村干部账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "村（居）",
                "ordering": ["order", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("township", "name"),
                        name="village_name_once",
                        violation_error_message="本镇已经有同名的村（居）。",
                    ),
                    models.UniqueConstraint(
                        fields=("township", "fonds_code"),
                        name="village_fonds_once",
                        violation_error_message="这个全宗号已经是别的村（居）的，请换一个。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("board", "协会理事会"),
                            ("theme", "主题活动"),
                            ("service", "服务活动"),
                            ("recreation", "文体活动"),
                            ("training", "培训"),
                            ("other", "其他活动"),
                        ],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                ("themes", models.JSONField(blank=True, default=list, verbose_name="主题")),
                ("on", models.DateField(db_column="held_on", verbose_name="日期")),
                ("place", models.CharField(max_length=60, verbose_name="地点")),
                ("headcount", models.PositiveIntegerField(verbose_name="参加人数")),
                ("summary", models.TextField(max_length=3000, verbose_name="活动内容")),
            ],
            options={
                "verbose_name": "活动",
                "ordering": ["-on", "-id"],
                "indexes": [models.Index(fields=["village", "-on"], name="activity_by_day")],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="villages.village",
                    ),
                ),
                ("noun", models.CharField(max_length=30, verbose_name="对象")),
                ("object_id", models.PositiveBigIntegerField(verbose_name="对象编号")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="township.storedfile",
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="文件名")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="加入时间")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "照片和文件",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["noun", "object_id"], name="attachment_of")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("noun", "object_id", "file"),
                        name="attachment_once",
                        violation_error_message="这份文件已经附在这里。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("party_branch", "党组织"),
                            ("committee", "村（居）民委员会"),
                            ("association", "计划生育协会"),
                            ("working_group", "创建活动工作小组"),
                            ("supervision", "自治监督小组"),
                        ],
                        max_length=16,
                        verbose_name="组织",
                    ),
                ),
                ("duty", models.TextField(blank=True, max_length=2000, verbose_name="职责")),
            ],
            options={
                "verbose_name": "组织",
                "ordering": ["village", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "kind"),
                        name="body_once",
                        violation_error_message="本村已经有这个组织。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Figures",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="figures",
                        to="villages.village",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("population", models.PositiveIntegerField(verbose_name="常住人口")),
                ("households", models.PositiveIntegerField(verbose_name="户数")),
                ("adults", models.PositiveIntegerField(verbose_name="18周岁以上人数")),
            ],
            options={
                "verbose_name": "基本情况",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "year"),
                        name="figures_once_a_year",
                        violation_error_message="这一年的基本情况已经填过，请打开原来的修改。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adults__lte", models.F("population")),
                            ("households__lte", models.F("population")),
                        ),
                        name="figures_add_up",
                        violation_error_message="18周岁以上人数和户数都不能多于常住人口。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="groups",
                        to="villages.village",
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="小组")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("households", models.PositiveIntegerField(default=0, verbose_name="户数")),
                ("adults", models.PositiveIntegerField(default=0, verbose_name="18周岁以上人数")),
            ],
            options={
                "verbose_name": "小组",
                "ordering": ["order", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "name"),
                        name="group_name_once",
                        violation_error_message="本村已经有同名的小组。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HavesCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="haves_checks",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("checked_on", models.DateField(verbose_name="检查日期")),
            ],
            options={
                "verbose_name": "协会五有",
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "year"),
                        name="haves_once_a_year",
                        violation_error_message="这一年的“五有”已经核对过，请打开原来的修改。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("villagers", "村民会议"),
                            ("village_reps", "村民代表会议"),
                            ("residents", "居民会议"),
                            ("resident_reps", "居民代表会议"),
                            ("group", "村民小组会议"),
                            ("party", "党员大会"),
                            ("group_leaders", "组长会"),
                            ("yard", "院坝会"),
                            ("committee", "两委会"),
                        ],
                        max_length=16,
                        verbose_name="会议类型",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("person", "按人"),
                            ("household", "按户代表"),
                            ("delegate", "按居民小组代表"),
                            ("member", "按组成人员"),
                        ],
                        max_length=10,
                        verbose_name="到会人数怎么算",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="会议名称")),
                ("held_at", models.DateTimeField(verbose_name="会议时间")),
                ("place", models.CharField(max_length=60, verbose_name="地点")),
                ("chair", models.CharField(max_length=30, verbose_name="主持人")),
                ("recorder", models.CharField(max_length=30, verbose_name="记录人")),
                ("noticed_on", models.DateField(blank=True, null=True, verbose_name="通知日期")),
                (
                    "notice_way",
                    models.CharField(
                        blank=True,
                        help_text="例如：公开栏张贴、广播、入户。",
                        max_length=60,
                        verbose_name="通知方式",
                    ),
                ),
                (
                    "is_special",
                    models.BooleanField(default=False, verbose_name="因特殊情况临时通知"),
                ),
                (
                    "special_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="特殊情况是什么"),
                ),
                (
                    "party_on",
                    models.DateField(blank=True, null=True, verbose_name="党组织研究讨论日期"),
                ),
                ("steps", models.JSONField(blank=True, default=dict, verbose_name="四议两公开")),
                ("total", models.PositiveIntegerField(blank=True, null=True, verbose_name="应到")),
                ("excluded", models.PositiveIntegerField(default=0, verbose_name="外出不计入")),
                (
                    "is_exclusion_told",
                    models.BooleanField(default=False, verbose_name="已向会议说明外出人数"),
                ),
                (
                    "excluded_note",
                    models.CharField(blank=True, max_length=200, verbose_name="联系情况"),
                ),
                (
                    "present",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="实到"),
                ),
                (
                    "women_present",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="其中妇女"),
                ),
                ("reps", models.PositiveIntegerField(default=0, verbose_name="代表总数")),
                ("women_reps", models.PositiveIntegerField(default=0, verbose_name="妇女代表总数")),
                (
                    "women_reps_present",
                    models.PositiveIntegerField(default=0, verbose_name="到会妇女代表"),
                ),
                ("guests", models.CharField(blank=True, max_length=200, verbose_name="列席")),
                ("summary", models.TextField(blank=True, max_length=5000, verbose_name="会议内容")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "办理中"),
                            ("closed", "已结束"),
                            ("cancelled", "已取消"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="结束登记时间"),
                ),
            ],
            options={
                "verbose_name": "会议",
                "ordering": ["-held_at", "-id"],
                "indexes": [models.Index(fields=["village", "-held_at"], name="meeting_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("present", None),
                            models.Q(("present__lte", models.F("total")), ("total__isnull", False)),
                            _connector="OR",
                        ),
                        name="meeting_present_in_total",
                        violation_error_message="实到人数不能多于应到人数。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_special", False),
                            models.Q(("special_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_special_has_reason",
                        violation_error_message="以特殊情况临时通知的，要写明是什么情况。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("charter", "自治章程"),
                            ("rule", "自治制度"),
                            ("covenant", "自治公约"),
                            ("agreement", "协议书范本"),
                        ],
                        max_length=16,
                        verbose_name="类别",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
            ],
            options={
                "verbose_name": "自治文本",
                "ordering": ["village", "kind", "title"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("village", "title"),
                        name="text_title_once",
                        violation_error_message="本村已有同名的文本。要修改它，请打开后按“制定新版本”。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "charter")),
                        fields=("village",),
                        name="text_one_charter",
                        violation_error_message="本村已有自治章程。要修改它，请打开后按“制定新版本”。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="姓名")),
                (
                    "gender",
                    models.CharField(
                        choices=[("man", "男"), ("woman", "女")], max_length=5, verbose_name="性别"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people",
                        to="villages.group",
                        verbose_name="所在小组",
                    ),
                ),
                (
                    "birth_month",
                    models.CharField(
                        blank=True,
                        max_length=7,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(19|20)\\d\\d-(0[1-9]|1[0-2])$", "出生年月要写成1975-03这样。"
                            )
                        ],
                        verbose_name="出生年月",
                    ),
                ),
                (
                    "political",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("party", "中共党员"),
                            ("candidate", "中共预备党员"),
                            ("league", "共青团员"),
                            ("other_party", "民主党派"),
                            ("no_party", "无党派人士"),
                            ("masses", "群众"),
                        ],
                        max_length=12,
                        verbose_name="政治面貌",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("primary", "小学及以下"),
                            ("junior", "初中"),
                            ("senior", "高中（中专）"),
                            ("college", "大专"),
                            ("bachelor", "本科及以上"),
                        ],
                        max_length=10,
                        verbose_name="文化程度",
                    ),
                ),
                (
                    "phone",
                    villages.models.encrypted.EncryptedField(
                        blank=True,
                        letters=20,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(1\\d{10}|0\\d{2,3}-?\\d{7,8}|\\d{7,8})$",
                                "电话要写成11位手机号，或者带区号的座机号。",
                            )
                        ],
                        verbose_name="联系电话",
                    ),
                ),
            ],
            options={
                "verbose_name": "人员",
                "ordering": ["group__order", "name", "id"],
                "indexes": [models.Index(fields=["village", "name"], name="person_by_name")],
            },
        ),
        migrations.CreateModel(
            name="Publicity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publicities",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("group_leaders", "组长会"),
                            ("party_members", "党员会"),
                            ("representatives", "代表会议"),
                            ("yard", "院坝会"),
                            ("slogan", "标语"),
                            ("other", "其他方式"),
                        ],
                        max_length=16,
                        verbose_name="渠道",
                    ),
                ),
                ("contents", models.JSONField(default=list, verbose_name="宣传内容")),
                ("on", models.DateField(db_column="held_on", verbose_name="日期")),
                ("place", models.CharField(max_length=60, verbose_name="地点")),
                (
                    "headcount",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="参加人数"),
                ),
                ("slogan", models.CharField(blank=True, max_length=60, verbose_name="标语内容")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="说明")),
                (
                    "groups",
                    models.ManyToManyField(
                        related_name="publicities", to="villages.group", verbose_name="到达的小组"
                    ),
                ),
            ],
            options={
                "verbose_name": "宣传记录",
                "ordering": ["-on", "-id"],
                "indexes": [models.Index(fields=["village", "-on"], name="publicity_by_day")],
            },
        ),
        migrations.CreateModel(
            name="Have",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="villages.havescheck",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        choices=[
                            ("venue", "有活动场地"),
                            ("project", "有服务项目"),
                            ("rule", "有活动制度"),
                            ("team", "有宣传队伍"),
                            ("equipment", "有文体器材"),
                        ],
                        max_length=10,
                        verbose_name="项目",
                    ),
                ),
                ("is_met", models.BooleanField(default=False, verbose_name="具备")),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="佐证说明")),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="township.storedfile",
                    ),
                ),
                (
                    "photo_name",
                    models.CharField(blank=True, max_length=255, verbose_name="照片文件名"),
                ),
            ],
            options={
                "verbose_name": "五有项目",
                "ordering": ["check_of", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("check_of", "key"),
                        name="have_once",
                        violation_error_message="这一项已经核对过。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorisations",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        help_text="在本系统登记过的会议；以前开的会可以不选。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorisations",
                        to="villages.meeting",
                        verbose_name="作出授权的会议",
                    ),
                ),
                ("granted_on", models.DateField(verbose_name="授权日期")),
                ("matters", models.JSONField(default=list, verbose_name="授权事项")),
                ("scope", models.CharField(blank=True, max_length=200, verbose_name="授权范围")),
                ("since", models.DateField(verbose_name="期限从")),
                ("until", models.DateField(verbose_name="期限到")),
                ("posted_on", models.DateField(blank=True, null=True, verbose_name="公告日期")),
                ("filed_on", models.DateField(blank=True, null=True, verbose_name="报镇备案日期")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="township.storedfile",
                        verbose_name="授权决议照片或扫描件",
                    ),
                ),
                (
                    "file_name",
                    models.CharField(
                        blank=True, editable=False, max_length=255, verbose_name="文件名"
                    ),
                ),
            ],
            options={
                "verbose_name": "授权记录",
                "ordering": ["-granted_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))),
                        name="authorisation_term",
                        violation_error_message="期限的结束日期不能早于开始日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TextVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="villages.text",
                        verbose_name="文本",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="第几版")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("consulting", "征求意见"),
                            ("final", "表决稿"),
                            ("adopted", "已通过"),
                            ("filed", "已备案"),
                            ("correcting", "责令改正"),
                            ("superseded", "已被新版替代"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "based_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="derived",
                        to="villages.textversion",
                        verbose_name="依据的章程",
                    ),
                ),
                ("draft", models.TextField(blank=True, verbose_name="草稿原文")),
                ("round", models.PositiveSmallIntegerField(default=0, verbose_name="征求意见轮次")),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="通过日期")),
                (
                    "superseded_on",
                    models.DateField(blank=True, null=True, verbose_name="被替代日期"),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="定稿校验值")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
            ],
            options={
                "verbose_name": "文本版本",
                "ordering": ["text", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text", "number"),
                        name="textversion_number_once",
                        violation_error_message="这个版次已经有了，请刷新后再试。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["draft", "consulting", "final"])),
                        fields=("text",),
                        name="textversion_one_open",
                        violation_error_message="这个文本已经有一个正在办理的版本，请先办完。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["draft", "consulting", "final", "withdrawn"]),
                            models.Q(
                                ("adopted_on__isnull", False),
                                models.Q(("sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="textversion_adopted_has_day",
                        violation_error_message="已经通过的文本要有通过日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssociationMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="villages.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="villages.group",
                        verbose_name="小组",
                    ),
                ),
                ("since", models.DateField(verbose_name="起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="止")),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="备注")),
                (
                    "households",
                    models.PositiveSmallIntegerField(default=0, verbose_name="联系户数"),
                ),
            ],
            options={
                "verbose_name": "协会会员",
                "ordering": ["group__order", "person__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "since"),
                        name="association_member_once",
                        violation_error_message="这个人从这一天起已经是会员。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="association_member_term",
                        violation_error_message="退会日期不能早于入会日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="villages.meeting",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="villages.person",
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("representative", "代表"),
                            ("committee", "委员"),
                            ("both", "委员兼代表"),
                        ],
                        max_length=16,
                        verbose_name="身份",
                    ),
                ),
                ("is_present", models.BooleanField(default=False, verbose_name="到会")),
            ],
            options={
                "verbose_name": "到会登记",
                "ordering": ["meeting", "person__group__order", "person__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "person"),
                        name="attendance_once",
                        violation_error_message="这个人已经在到会名单里。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Representative",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="villages.person",
                        verbose_name="人员",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="villages.group",
                        verbose_name="小组",
                    ),
                ),
                ("since", models.DateField(verbose_name="起")),
                ("until", models.DateField(blank=True, null=True, verbose_name="止")),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="备注")),
                (
                    "households",
                    models.PositiveSmallIntegerField(default=0, verbose_name="代表户数"),
                ),
            ],
            options={
                "verbose_name": "村（居）民代表",
                "ordering": ["group__order", "person__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "since"),
                        name="representative_once",
                        violation_error_message="这个人从这一天起已经是代表。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="representative_term",
                        violation_error_message="任期结束日期不能早于开始日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Autonomy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="autonomies",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("agreement", "签订协议书"),
                            ("council", "议事会、理事会"),
                            ("yard", "院坝协商"),
                            ("mutual_help", "互助小组"),
                            ("supervision", "监督小组巡查"),
                            ("points", "积分激励"),
                            ("pledge", "公开承诺"),
                            ("other", "其他形式"),
                        ],
                        max_length=12,
                        verbose_name="形式",
                    ),
                ),
                ("title", models.CharField(max_length=60, verbose_name="名称")),
                (
                    "text_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="autonomies",
                        to="villages.textversion",
                        verbose_name="所依据的文本",
                    ),
                ),
                ("since", models.DateField(verbose_name="开始日期")),
                ("until", models.DateField(blank=True, null=True, verbose_name="停止日期")),
                ("description", models.TextField(max_length=2000, verbose_name="怎么做")),
                ("effect", models.TextField(blank=True, max_length=2000, verbose_name="效果")),
                (
                    "breach_clause",
                    models.TextField(
                        blank=True,
                        help_text="没有就不填。填了会请镇里审查是否合法；本系统不登记、不收取任何违约金。",
                        max_length=1000,
                        verbose_name="违约责任条款",
                    ),
                ),
                (
                    "breach_opinion",
                    models.TextField(blank=True, max_length=1000, verbose_name="镇审查意见"),
                ),
                ("breach_is_lawful", models.BooleanField(null=True, verbose_name="可以使用")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="审查日期")),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "自治形式",
                "verbose_name_plural": "自治形式",
                "ordering": ["-since", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="autonomy_ends_after_start",
                        violation_error_message="停止日期不能早于开始日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "text_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="villages.textversion",
                        verbose_name="文本",
                    ),
                ),
                ("order", models.PositiveIntegerField(verbose_name="顺序")),
                (
                    "kind",
                    models.CharField(
                        choices=[("preamble", "前言"), ("chapter", "章节"), ("article", "条款")],
                        default="article",
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="条号")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                (
                    "topics",
                    models.JSONField(blank=True, default=list, verbose_name="涉及的章程内容"),
                ),
            ],
            options={
                "verbose_name": "条款",
                "ordering": ["text_version", "order", "id"],
                "indexes": [models.Index(fields=["text_version", "order"], name="clause_order")],
            },
        ),
        migrations.CreateModel(
            name="Commendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commendations",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("commendation", "表彰"), ("sanction", "惩处")],
                        max_length=12,
                        verbose_name="类别",
                    ),
                ),
                (
                    "authority",
                    models.CharField(
                        choices=[
                            ("village", "村（居）"),
                            ("township", "镇"),
                            ("county", "县级以上"),
                        ],
                        default="village",
                        max_length=10,
                        verbose_name="作出单位级别",
                    ),
                ),
                ("on", models.DateField(db_column="decided_on", verbose_name="决定日期")),
                (
                    "organisation",
                    models.CharField(
                        blank=True,
                        help_text="例如：三组会员小组。不写个人姓名。",
                        max_length=60,
                        verbose_name="单位名称",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="涉及户数"),
                ),
                (
                    "text_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.textversion",
                        verbose_name="依据的文本",
                    ),
                ),
                (
                    "basis_clause",
                    models.CharField(
                        help_text="例如：村规民约第六条。", max_length=200, verbose_name="依据条款"
                    ),
                ),
                ("measure", models.TextField(max_length=1000, verbose_name="决定内容")),
                ("noticed_on", models.DateField(blank=True, null=True, verbose_name="告知日期")),
                (
                    "notice",
                    models.CharField(
                        blank=True,
                        help_text="怎样告知、听取了什么申辩。",
                        max_length=200,
                        verbose_name="告知情况",
                    ),
                ),
                (
                    "remedy",
                    models.CharField(
                        blank=True,
                        help_text="例如：向村民代表会议或镇政府申诉。",
                        max_length=200,
                        verbose_name="申诉途径",
                    ),
                ),
            ],
            options={
                "verbose_name": "表彰惩处",
                "ordering": ["-on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "sanction"), _negated=True),
                            models.Q(
                                ("noticed_on__isnull", False),
                                ("noticed_on__lte", models.F("on")),
                                models.Q(("notice", ""), _negated=True),
                                models.Q(("remedy", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sanction_has_notice",
                        violation_error_message="惩处要先告知、听取申辩，并写明申诉途径；告知日期不能晚于决定日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organisation", ""), _negated=True),
                            models.Q(("number__gt", 0), ("number__isnull", False)),
                            _connector="OR",
                        ),
                        name="commendation_of_someone",
                        violation_error_message="请写明单位名称，或者涉及的户数。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "text_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="villages.textversion",
                        verbose_name="文本",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(editable=False, verbose_name="轮次")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("group_leaders", "组长会"),
                            ("party", "党员会"),
                            ("reps", "代表会"),
                            ("yard", "院坝会"),
                            ("visit", "入户走访"),
                            ("board", "公开栏张贴"),
                            ("group_chat", "微信群"),
                            ("box", "意见箱"),
                            ("other", "其他方式"),
                        ],
                        max_length=16,
                        verbose_name="方式",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                (
                    "groups",
                    models.CharField(
                        blank=True,
                        help_text="例如：1、2、3组。",
                        max_length=120,
                        verbose_name="涉及小组",
                    ),
                ),
                (
                    "headcount",
                    models.PositiveIntegerField(
                        help_text="听取了多少人的意见；张贴的填0。", verbose_name="参加人数"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
            ],
            options={
                "verbose_name": "征求意见",
                "ordering": ["text_version", "on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "township",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="township.township",
                    ),
                ),
                (
                    "text_version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filing",
                        to="villages.textversion",
                        verbose_name="文本",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("to_submit", "待报送"),
                            ("submitted", "待审查"),
                            ("filed", "已备案"),
                            ("correcting", "责令改正"),
                        ],
                        default="to_submit",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "authority",
                    models.CharField(
                        choices=[
                            ("township", "乡镇人民政府"),
                            ("street", "街道办事处"),
                            ("district", "区（县）人民政府"),
                        ],
                        default="township",
                        max_length=10,
                        verbose_name="备案机关",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="应报送日期")),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="报送日期")),
                (
                    "review_began_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="开始审查"),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="审查日期")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "receipt_no",
                    models.CharField(blank=True, max_length=40, verbose_name="备案编号"),
                ),
                ("opinion", models.TextField(blank=True, max_length=2000, verbose_name="审查意见")),
                ("correct_by", models.DateField(blank=True, null=True, verbose_name="改正期限")),
            ],
            options={
                "verbose_name": "备案",
                "ordering": ["-due_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("receipt_no", ""), _negated=True),
                        fields=("township", "receipt_no"),
                        name="filing_receipt_once",
                        violation_error_message="这个备案编号已经用过，请换一个。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "filed"), _negated=True),
                            models.Q(
                                models.Q(("receipt_no", ""), _negated=True),
                                ("decided_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="filing_filed_has_receipt",
                        violation_error_message="已经备案的要有备案编号和备案日期。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "correcting"), _negated=True),
                            models.Q(
                                models.Q(("opinion", ""), _negated=True),
                                ("correct_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="filing_correction_has_day",
                        violation_error_message="责令改正的，要写明理由和改正期限。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="motions",
                        to="villages.meeting",
                        verbose_name="会议",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("charter", "自治章程"),
                            ("rule", "自治制度"),
                            ("covenant", "自治公约"),
                            ("agreement", "协议书范本"),
                            ("delegation", "授权代表会议"),
                            ("selection", "推选自治组织成员"),
                            ("other", "其他事项"),
                        ],
                        max_length=16,
                        verbose_name="表决什么",
                    ),
                ),
                (
                    "text_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="motions",
                        to="villages.textversion",
                        verbose_name="表决的文本",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="议题")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("show_of_hands", "举手表决"),
                            ("roll_call", "逐人记名表决"),
                            ("secret", "无记名投票"),
                        ],
                        default="show_of_hands",
                        max_length=16,
                        verbose_name="表决方式",
                    ),
                ),
                (
                    "discussion",
                    models.TextField(blank=True, max_length=3000, verbose_name="讨论情况"),
                ),
                ("supervisor", models.CharField(blank=True, max_length=30, verbose_name="监票人")),
                (
                    "override_basis",
                    models.CharField(blank=True, max_length=100, verbose_name="地方法规名称"),
                ),
                (
                    "override_article",
                    models.CharField(blank=True, max_length=40, verbose_name="条款"),
                ),
                (
                    "override_quote",
                    models.TextField(blank=True, max_length=1000, verbose_name="条文原文"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "待表决"),
                            ("passed", "通过"),
                            ("failed", "未通过"),
                            ("no_quorum", "未达法定人数"),
                            ("blocked", "表决主体不合法"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                (
                    "question",
                    models.JSONField(default=dict, editable=False, verbose_name="表决依据"),
                ),
                ("verdict", models.JSONField(default=dict, editable=False, verbose_name="认定")),
                (
                    "closed_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="结束时间"),
                ),
            ],
            options={
                "verbose_name": "议题",
                "ordering": ["meeting", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "open")),
                        fields=("text_version",),
                        name="motion_one_open_of_text",
                        violation_error_message="这个文本已经列入另一次会议，正在等待表决。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "passed")),
                        fields=("text_version",),
                        name="motion_one_passed_of_text",
                        violation_error_message="这个版本已经表决通过，不用再表决。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "open"), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="motion_closed_has_verdict",
                        violation_error_message="结束表决的议题要有结束时间。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "文本公布"),
                            ("decision", "决议公开"),
                            ("result", "结果公开"),
                            ("selection", "推选结果"),
                            ("delegation", "授权公告"),
                            ("quarterly", "季度村务公开"),
                            ("finance", "财务公开"),
                            ("major", "重大事项公开"),
                            ("other", "其他"),
                        ],
                        max_length=12,
                        verbose_name="公示类别",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="标题")),
                ("body", models.TextField(blank=True, max_length=5000, verbose_name="公示内容")),
                (
                    "text_version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="villages.textversion",
                        verbose_name="公布的文本",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="villages.meeting",
                        verbose_name="公开哪次会议的决议",
                    ),
                ),
                ("posted_on", models.DateField(verbose_name="张贴日期")),
                ("until", models.DateField(verbose_name="公示到")),
                ("place", models.CharField(max_length=60, verbose_name="张贴地点")),
                (
                    "photo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="township.storedfile",
                        verbose_name="张贴照片",
                    ),
                ),
                (
                    "photo_name",
                    models.CharField(
                        blank=True, editable=False, max_length=255, verbose_name="照片文件名"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("prepared", "待张贴"),
                            ("posted", "公示中"),
                            ("taken_down", "已撤下"),
                        ],
                        default="prepared",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("taken_down_on", models.DateField(blank=True, null=True, verbose_name="撤下日期")),
                (
                    "early_reason",
                    models.CharField(blank=True, max_length=200, verbose_name="提前撤下的原因"),
                ),
            ],
            options={
                "verbose_name": "公示",
                "ordering": ["-posted_on", "-id"],
                "indexes": [models.Index(fields=["village", "-posted_on"], name="posting_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("posted_on"))),
                        name="posting_term",
                        violation_error_message="公示结束日期不能早于张贴日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Query",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="queries",
                        to="villages.village",
                        verbose_name="村（居）",
                    ),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="queries",
                        to="villages.posting",
                        verbose_name="问的是哪份公示",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("spoken", "当面"),
                            ("phone", "电话"),
                            ("box", "意见箱"),
                            ("meeting", "会上"),
                            ("online", "微信、网上"),
                            ("written", "书面"),
                        ],
                        default="spoken",
                        max_length=10,
                        verbose_name="怎么问的",
                    ),
                ),
                ("content", models.TextField(max_length=1000, verbose_name="问了什么")),
                (
                    "asked_on",
                    models.DateField(
                        default=django.utils.timezone.localdate, verbose_name="询问日期"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="答复期限")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "待答复"), ("answered", "已答复")],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="答复")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
            ],
            options={
                "verbose_name": "询问",
                "ordering": ["-asked_on", "-id"],
                "indexes": [models.Index(fields=["village", "-asked_on"], name="query_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "open"),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_on__gte", models.F("asked_on")),
                                ("answered_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="query_answered_whole",
                        violation_error_message="已经答复的，要有答复内容和日期，日期不能早于询问日期。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StageText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="villages.textversion",
                        verbose_name="文本",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(verbose_name="轮次")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("consultation", "征求意见稿"),
                            ("final", "定稿"),
                        ],
                        max_length=12,
                        verbose_name="稿次",
                    ),
                ),
                ("fixed_on", models.DateField(verbose_name="固定日期")),
                ("text", models.TextField(verbose_name="全文")),
                ("sha256", models.CharField(max_length=64, verbose_name="校验值")),
            ],
            options={
                "verbose_name": "文稿",
                "ordering": ["text_version", "round", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("text_version", "round", "stage"),
                        name="stagetext_once",
                        violation_error_message="这一轮的这一稿已经留存。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SignedCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "autonomy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signed_counts",
                        to="villages.autonomy",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.group",
                    ),
                ),
                ("signed", models.PositiveIntegerField(default=0, verbose_name="已签户数")),
                ("counted_on", models.DateField(verbose_name="统计日期")),
            ],
            options={
                "verbose_name": "签订户数",
                "ordering": ["autonomy", "group__order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("autonomy", "group"),
                        name="signed_count_once",
                        violation_error_message="这个小组的签约户数已经登记过。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "text_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="villages.textversion",
                        verbose_name="文本",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(editable=False, verbose_name="轮次")),
                (
                    "clause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="opinions",
                        to="villages.clause",
                        verbose_name="针对哪一条",
                    ),
                ),
                (
                    "clause_label",
                    models.CharField(
                        blank=True, editable=False, max_length=40, verbose_name="条号"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("group_leaders", "组长会"),
                            ("party", "党员会"),
                            ("reps", "代表会"),
                            ("yard", "院坝会"),
                            ("visit", "入户走访"),
                            ("board", "公开栏张贴"),
                            ("group_chat", "微信群"),
                            ("box", "意见箱"),
                            ("other", "其他方式"),
                        ],
                        max_length=16,
                        verbose_name="从哪里听到",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        help_text="写到小组，不写姓名。",
                        max_length=20,
                        verbose_name="所在小组",
                    ),
                ),
                ("content", models.TextField(max_length=1000, verbose_name="意见")),
                (
                    "handling",
                    models.CharField(
                        choices=[
                            ("pending", "未处理"),
                            ("accepted", "采纳"),
                            ("partly", "部分采纳"),
                            ("rejected", "不采纳"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="处理",
                    ),
                ),
                ("reply", models.TextField(blank=True, max_length=1000, verbose_name="答复")),
            ],
            options={
                "verbose_name": "意见",
                "ordering": ["text_version", "on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handling", "rejected"), _negated=True),
                            models.Q(("reply", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="opinion_refusal_answered",
                        violation_error_message="不采纳的意见要写明理由。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="villages.filing",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("key", models.CharField(max_length=20, verbose_name="项目代号")),
                ("item", models.CharField(max_length=120, verbose_name="审查项目")),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据")),
                ("hint", models.TextField(blank=True, verbose_name="系统核对")),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("unseen", "未审"),
                            ("met", "符合"),
                            ("unmet", "不符合"),
                            ("not_applicable", "不适用"),
                        ],
                        default="unseen",
                        max_length=16,
                        verbose_name="结论",
                    ),
                ),
                ("clause", models.CharField(blank=True, max_length=60, verbose_name="条款")),
                ("comment", models.TextField(blank=True, max_length=5000, verbose_name="说明")),
            ],
            options={
                "verbose_name": "审查项",
                "ordering": ["filing", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("filing", "number"),
                        name="filingcheck_once",
                        violation_error_message="这一项审查结论已经有了。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="villages.motion",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ballots",
                        to="villages.person",
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[("yes", "赞成"), ("no", "反对"), ("abstain", "弃权")],
                        max_length=8,
                        verbose_name="意见",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "记名表决",
                "ordering": ["motion", "person__group__order", "person__name", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("motion", "person"),
                        name="ballot_once",
                        violation_error_message="这个人的票已经登记过。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tallies",
                        to="villages.motion",
                    ),
                ),
                (
                    "side",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "第一次录入"), (2, "第二次录入")],
                        default=1,
                        verbose_name="第几次",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="录入人",
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now=True, verbose_name="录入时间")),
                (
                    "issued",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="发出票"),
                ),
                (
                    "returned",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="收回票"),
                ),
                ("yes", models.PositiveIntegerField(verbose_name="赞成")),
                ("no", models.PositiveIntegerField(verbose_name="反对")),
                ("abstain", models.PositiveIntegerField(verbose_name="弃权")),
                ("invalid", models.PositiveIntegerField(default=0, verbose_name="废票")),
            ],
            options={
                "verbose_name": "计票",
                "ordering": ["motion", "side"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("motion", "side"),
                        name="tally_side_once",
                        violation_error_message="这一次计票已经录入。",
                    ),
                    models.UniqueConstraint(
                        fields=("motion", "entered_by"),
                        name="tally_two_people",
                        violation_error_message="两次计票要由两个人分别录入。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("issued", None),
                            ("returned", None),
                            ("returned__lte", models.F("issued")),
                            _connector="OR",
                        ),
                        name="tally_returned_in_issued",
                        violation_error_message="收回票不能多于发出票。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Selection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selections",
                        to="villages.body",
                        verbose_name="推选的组织",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="推选日期")),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selections",
                        to="villages.meeting",
                        verbose_name="推选会议",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("show_of_hands", "会议举手推选"),
                            ("secret", "会议无记名投票"),
                            ("groups", "各小组推选"),
                            ("nominated", "协商提名、会议通过"),
                        ],
                        max_length=16,
                        verbose_name="推选方式",
                    ),
                ),
                ("place", models.CharField(max_length=60, verbose_name="地点")),
                ("chair", models.CharField(max_length=30, verbose_name="主持人")),
                ("recorder", models.CharField(max_length=30, verbose_name="记录人")),
                ("total", models.PositiveIntegerField(verbose_name="应到人数")),
                ("present", models.PositiveIntegerField(verbose_name="实到人数")),
                (
                    "women_present",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="到会妇女"),
                ),
                (
                    "tellers",
                    models.CharField(blank=True, max_length=100, verbose_name="计票人、监票人"),
                ),
                (
                    "posting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selections",
                        to="villages.posting",
                        verbose_name="结果公示",
                    ),
                ),
                ("term_until", models.DateField(blank=True, null=True, verbose_name="任期至")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="说明")),
            ],
            options={
                "verbose_name": "推选记录",
                "ordering": ["-held_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("present__lte", models.F("total"))),
                        name="selection_present_in_total",
                        violation_error_message="实到人数不能多于应到人数。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Candidate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "selection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidates",
                        to="villages.selection",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="candidacies",
                        to="villages.person",
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("secretary", "书记"),
                            ("deputy_secretary", "副书记"),
                            ("branch_member", "支部委员"),
                            ("director", "主任"),
                            ("deputy_director", "副主任"),
                            ("committee_member", "委员"),
                            ("president", "会长"),
                            ("vice_president", "副会长"),
                            ("general_secretary", "秘书长"),
                            ("board_member", "理事"),
                            ("member_head", "会员小组长"),
                            ("head", "组长"),
                            ("deputy_head", "副组长"),
                            ("staff", "成员（计生专干）"),
                            ("of_branch", "成员（支委）"),
                            ("of_groups", "成员（小组长）"),
                            ("supervisor", "组员"),
                        ],
                        max_length=20,
                        verbose_name="岗位",
                    ),
                ),
                ("votes", models.PositiveIntegerField(blank=True, null=True, verbose_name="得票")),
                ("is_elected", models.BooleanField(default=False, verbose_name="当选")),
            ],
            options={
                "verbose_name": "候选人",
                "ordering": ["selection", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("selection", "person", "post"),
                        name="candidate_once",
                        violation_error_message="这个人已经是这个岗位的候选人。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="villages.body",
                        verbose_name="组织",
                    ),
                ),
                (
                    "post",
                    models.CharField(
                        choices=[
                            ("secretary", "书记"),
                            ("deputy_secretary", "副书记"),
                            ("branch_member", "支部委员"),
                            ("director", "主任"),
                            ("deputy_director", "副主任"),
                            ("committee_member", "委员"),
                            ("president", "会长"),
                            ("vice_president", "副会长"),
                            ("general_secretary", "秘书长"),
                            ("board_member", "理事"),
                            ("member_head", "会员小组长"),
                            ("head", "组长"),
                            ("deputy_head", "副组长"),
                            ("staff", "成员（计生专干）"),
                            ("of_branch", "成员（支委）"),
                            ("of_groups", "成员（小组长）"),
                            ("supervisor", "组员"),
                        ],
                        max_length=20,
                        verbose_name="岗位",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="villages.person",
                        verbose_name="姓名",
                    ),
                ),
                ("since", models.DateField(verbose_name="任职开始")),
                ("until", models.DateField(blank=True, null=True, verbose_name="任职结束")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        help_text="例如：2025年换届选举、党员大会选举。",
                        max_length=60,
                        verbose_name="产生方式",
                    ),
                ),
                (
                    "selection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="villages.selection",
                    ),
                ),
            ],
            options={
                "verbose_name": "任期",
                "ordering": ["body", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "post", "person", "since"),
                        name="term_once",
                        violation_error_message="这个人从这一天起已经担任这个岗位。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until", None), ("until__gte", models.F("since")), _connector="OR"
                        ),
                        name="term_ends_after_start",
                        violation_error_message="任职结束日期不能早于开始日期。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VillageChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="villages.village",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("renamed", "更名"),
                            ("converted", "村改居"),
                            ("merged", "并入"),
                            ("split", "分设"),
                            ("dissolved", "撤销"),
                        ],
                        max_length=10,
                        verbose_name="变更",
                    ),
                ),
                ("on", models.DateField(db_column="effective_on", verbose_name="生效日期")),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes_of_others",
                        to="villages.village",
                        verbose_name="并入哪个村、从哪个村分设",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=30, verbose_name="变更后的名称")),
                ("reason", models.CharField(max_length=300, verbose_name="原因")),
                ("document_number", models.CharField(max_length=40, verbose_name="批准文号")),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="township.storedfile",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=255, verbose_name="文件名")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "村情变更",
                "ordering": ["-on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document_number", ""), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="villagechange_has_document",
                        violation_error_message="村情变更要写明批准文号和原因。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other", None),
                            models.Q(("other", models.F("village")), _negated=True),
                            _connector="OR",
                        ),
                        name="villagechange_other_village",
                        violation_error_message="不能并入自己。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriorAdoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="补录人",
                    ),
                ),
                (
                    "entered_name",
                    models.CharField(
                        blank=True, editable=False, max_length=30, verbose_name="补录人姓名"
                    ),
                ),
                (
                    "entered_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="补录时间"),
                ),
                (
                    "text_version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="prior",
                        to="villages.textversion",
                        verbose_name="文本",
                    ),
                ),
                ("on", models.DateField(db_column="adopted_on", verbose_name="通过日期")),
                (
                    "meeting_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("villagers", "村民会议"),
                            ("village_reps", "村民代表会议"),
                            ("residents", "居民会议"),
                            ("resident_reps", "居民代表会议"),
                        ],
                        max_length=16,
                        verbose_name="由什么会议通过",
                    ),
                ),
                (
                    "meeting_title",
                    models.CharField(blank=True, max_length=60, verbose_name="会议名称"),
                ),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("show_of_hands", "举手表决"),
                            ("roll_call", "逐人记名表决"),
                            ("secret", "无记名投票"),
                        ],
                        max_length=16,
                        verbose_name="表决方式",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "按人"),
                            ("household", "按户代表"),
                            ("delegate", "按居民小组代表"),
                            ("member", "按组成人员"),
                        ],
                        max_length=10,
                        verbose_name="到会怎么计算",
                    ),
                ),
                ("total", models.PositiveIntegerField(blank=True, null=True, verbose_name="应到")),
                (
                    "present",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="实到"),
                ),
                ("yes", models.PositiveIntegerField(blank=True, null=True, verbose_name="赞成")),
                ("no", models.PositiveIntegerField(blank=True, null=True, verbose_name="反对")),
                (
                    "abstain",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="弃权"),
                ),
                (
                    "invalid",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="废票"),
                ),
                ("filed_on", models.DateField(blank=True, null=True, verbose_name="备案日期")),
                (
                    "receipt_no",
                    models.CharField(blank=True, max_length=40, verbose_name="备案编号"),
                ),
                ("proof", models.CharField(blank=True, max_length=300, verbose_name="凭据说明")),
                (
                    "question",
                    models.JSONField(default=dict, editable=False, verbose_name="表决依据"),
                ),
                ("verdict", models.JSONField(default=dict, editable=False, verbose_name="认定")),
            ],
            options={
                "verbose_name": "既有文本",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entered_at__isnull", False),
                            models.Q(("entered_name", ""), _negated=True),
                        ),
                        name="prioradoption_is_entered",
                        violation_error_message="补录要有补录人和补录时间。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("receipt_no", ""), ("filed_on__isnull", False), _connector="OR"
                        ),
                        name="prioradoption_receipt_day",
                        violation_error_message="填了备案编号的，请把备案日期也填上。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingFlag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="版次"),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="flags",
                        to="villages.filing",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="序号")),
                ("rule", models.CharField(max_length=40, verbose_name="规则代号")),
                ("item", models.CharField(max_length=20, verbose_name="项目代号")),
                ("place", models.CharField(max_length=60, verbose_name="条款")),
                ("phrase", models.TextField(verbose_name="原文")),
                ("act", models.CharField(max_length=60, verbose_name="行为")),
                ("why", models.TextField(verbose_name="提示")),
                ("law", models.TextField(verbose_name="依据")),
                ("instead", models.TextField(verbose_name="合法的写法")),
                (
                    "alarm",
                    models.CharField(
                        choices=[
                            ("unlawful", "应当改正"),
                            ("doubtful", "须说明理由"),
                            ("mentioned", "仅提及"),
                        ],
                        max_length=10,
                        verbose_name="程度",
                    ),
                ),
                (
                    "judgement",
                    models.CharField(
                        choices=[
                            ("open", "未判断"),
                            ("upheld", "确有问题"),
                            ("overruled", "不是问题"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="判断",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=500, verbose_name="理由")),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("judged_at", models.DateTimeField(blank=True, null=True, verbose_name="判断时间")),
            ],
            options={
                "verbose_name": "违法风险提示",
                "ordering": ["filing", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("filing", "number"),
                        name="filingflag_once",
                        violation_error_message="这一处提示已经有了。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("judgement", "open"),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="filingflag_has_reason",
                        violation_error_message="作出判断的，要用一句话说明理由。",
                    ),
                ],
            },
        ),
    ]
