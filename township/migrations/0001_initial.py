import django.core.serializers.json
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
    ]

    operations = [
        migrations.CreateModel(
            name='District',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, unique=True, verbose_name='名称')),
            ],
            options={
                'verbose_name': '区',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(error_messages={'unique': '这个账号已经有人用了，请换一个。'}, max_length=30, unique=True, validators=[django.core.validators.RegexValidator('^[\\w.-]+$', '账号只用字母、数字、点和短横线。')], verbose_name='账号')),
                ('full_name', models.CharField(max_length=30, verbose_name='姓名')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('must_change_password', models.BooleanField(default=False, verbose_name='下次登录须改密码')),
                ('password_changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='密码更改时间')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
                ('text_size', models.CharField(blank=True, choices=[('', '标准'), ('large', '大'), ('larger', '特大')], default='', max_length=6, verbose_name='文字大小')),
                ('has_contrast', models.BooleanField(default=False, verbose_name='加深颜色')),
            ],
            options={
                'verbose_name': '账号',
                'ordering': ['username'],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='校验值')),
                ('size', models.BigIntegerField(verbose_name='字节数')),
                ('media_type', models.CharField(max_length=100, verbose_name='格式')),
                ('pages', models.PositiveSmallIntegerField(null=True, verbose_name='页数')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='存入时间')),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='最近收到')),
            ],
            options={
                'verbose_name': '文件',
                'verbose_name_plural': '文件',
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='storedfile_not_empty', violation_error_message='文件是空的，请换一个。')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=32, unique=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=255, verbose_name='文件名')),
                ('length', models.BigIntegerField(verbose_name='字节数')),
                ('offset', models.BigIntegerField(db_column='received', default=0, verbose_name='已收到')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='township.storedfile')),
                ('is_saved', models.BooleanField(default=False, verbose_name='已保存')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='开始时间')),
            ],
            options={
                'verbose_name': '上传中的文件',
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('offset__gte', 0), ('offset__lte', models.F('length')), ('length__gt', 0)), name='upload_within_length', violation_error_message='收到的内容比文件还长，请重新上传。')],
            },
        ),
        migrations.CreateModel(
            name='OpenPhone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='township.township', verbose_name='镇')),
                ('digits', models.CharField(max_length=12, verbose_name='号码')),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁写明的')),
                ('said_at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('said_where', models.TextField(verbose_name='在哪一页写明的')),
            ],
            options={
                'verbose_name': '公开的办公电话',
                'ordering': ['digits'],
                'constraints': [models.UniqueConstraint(fields=('township', 'digits'), name='open_phone_once', violation_error_message='这个号码已经写明是公开的办公电话。')],
            },
        ),
        migrations.CreateModel(
            name='UsedKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=36, unique=True)),
                ('user_id', models.BigIntegerField()),
                ('location', models.TextField()),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Township',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('district', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='township.district', verbose_name='所属区')),
                ('name', models.CharField(max_length=50, verbose_name='名称')),
                ('code', models.SlugField(help_text='用于网址和本镇模板文件夹，只用字母、数字和短横线。', max_length=20, unique=True, verbose_name='代号')),
                ('settings', models.JSONField(blank=True, default=dict, verbose_name='本镇设置')),
            ],
            options={
                'verbose_name': '镇',
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('district', 'name'), name='township_name_once', violation_error_message='这个区已经有同名的镇（街道）。')],
            },
        ),
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, to='township.township')),
                ('length', models.PositiveBigIntegerField(default=0)),
                ('head', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(choices=[('platform_admin', '平台管理员'), ('office', '创建办公室'), ('leader', '领导小组'), ('cadre', '村干部'), ('evaluator', '考评员'), ('district', '区级验收员'), ('observer', '观察员')], max_length=20, verbose_name='角色')),
                ('township', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='township.township', verbose_name='镇')),
                ('district', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='township.district', verbose_name='区')),
            ],
            options={
                'verbose_name': '任职',
                'constraints': [models.UniqueConstraint(fields=('user', 'role', 'township'), name='membership_once', violation_error_message='这个人已经有这个角色。'), models.CheckConstraint(condition=models.Q(models.Q(('district', None), ('role', 'platform_admin'), ('township', None)), models.Q(('district__isnull', False), ('role', 'district'), ('township', None)), models.Q(models.Q(('role__in', ['platform_admin', 'district']), _negated=True), ('district', None), ('township__isnull', False)), _connector='OR'), name='membership_place', violation_error_message='角色和所在的镇、区对不上，请检查。')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='township.chain')),
                ('number', models.PositiveBigIntegerField(verbose_name='序号')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('actor_name', models.CharField(max_length=60, verbose_name='经办人')),
                ('verb', models.CharField(max_length=40, verbose_name='动作')),
                ('noun', models.CharField(max_length=60, verbose_name='对象')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='对象编号')),
                ('village_id', models.PositiveBigIntegerField(db_index=True, null=True, verbose_name='村')),
                ('summary', models.TextField(verbose_name='说明')),
                ('changes', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='变更')),
                ('left', models.JSONField(default=dict, verbose_name='留下的内容')),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, verbose_name='校验值')),
            ],
            options={
                'verbose_name': '历史记录',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['noun', 'object_id'], name='entry_object'), models.Index(fields=['at'], name='entry_at')],
                'constraints': [models.UniqueConstraint(fields=('chain', 'number'), name='entry_gapless', violation_error_message='历史记录的序号重复，请再试一次。')],
            },
        ),
        migrations.CreateModel(
            name='FoundFault',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_name', models.CharField(max_length=40, verbose_name='核对')),
                ('township', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='township.township', verbose_name='镇')),
                ('sentence', models.TextField(verbose_name='问题')),
                ('since', models.DateTimeField(verbose_name='发现时间')),
            ],
            options={
                'verbose_name': '核对发现的问题',
                'ordering': ['since', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_name', models.CharField(max_length=40, unique=True, verbose_name='核对')),
                ('made_at', models.DateTimeField(verbose_name='核对时间')),
                ('faults', models.PositiveIntegerField(default=0, verbose_name='问题数')),
            ],
            options={
                'verbose_name': '核对',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Guesses',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64, unique=True)),
                ('kind', models.CharField(choices=[('pair', '同一地址试同一账号'), ('name', '各处试同一账号'), ('address', '同一地址试各个账号'), ('device', '本人用过的设备'), ('old_password', '修改密码时的原密码'), ('code', '同一地址试查询码')], max_length=12, verbose_name='情形')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='guesses', to=settings.AUTH_USER_MODEL)),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='地址')),
                ('count', models.PositiveSmallIntegerField(default=0, verbose_name='次数')),
                ('ends_at', models.DateTimeField(db_index=True, verbose_name='到期')),
            ],
            options={
                'verbose_name': '试密码次数',
                'ordering': ['-ends_at'],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='地址')),
                ('agent', models.CharField(blank=True, max_length=255, verbose_name='设备')),
                ('signed_in_at', models.DateTimeField(null=True, verbose_name='登录时间')),
                ('seen_at', models.DateTimeField(null=True, verbose_name='最近一次操作')),
            ],
            options={
                'verbose_name': '登录',
                'db_table': 'township_session',
                'ordering': ['-seen_at'],
            },
        ),
        migrations.CreateModel(
            name='AccessEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='时间')),
                ('kind', models.CharField(choices=[('signed_in', '登录'), ('wrong', '密码不对'), ('expired', '初始密码过期'), ('locked', '暂时锁定'), ('unlocked', '解除锁定'), ('signed_out', '退出'), ('ended', '登录被结束'), ('password', '改密码'), ('denied', '没有权限')], max_length=12, verbose_name='事项')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('username', models.CharField(blank=True, max_length=30, verbose_name='账号')),
                ('address', models.CharField(blank=True, max_length=45, verbose_name='地址')),
                ('agent', models.CharField(blank=True, max_length=255, verbose_name='设备')),
                ('path', models.CharField(blank=True, max_length=200, verbose_name='页面')),
                ('count', models.PositiveIntegerField(default=1, verbose_name='次数')),
            ],
            options={
                'verbose_name': '登录记录',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['kind', 'address', '-id'], name='access_by_kind')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版次')),
                ('township', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='township.township')),
                ('village_id', models.PositiveBigIntegerField(db_index=True, null=True, verbose_name='村')),
                ('noun', models.CharField(max_length=60, verbose_name='对象')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='对象编号')),
                ('title', models.CharField(max_length=300, verbose_name='更正什么')),
                ('url', models.CharField(max_length=200, verbose_name='所在页面')),
                ('changes', models.JSONField(verbose_name='更正内容')),
                ('reason', models.CharField(max_length=300, verbose_name='更正原因')),
                ('document_number', models.CharField(blank=True, max_length=40, verbose_name='依据文号')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='township.storedfile')),
                ('file_name', models.CharField(blank=True, max_length=255, verbose_name='文件名')),
                ('second', models.CharField(blank=True, choices=[('platform_admin', '平台管理员'), ('office', '创建办公室'), ('leader', '领导小组'), ('cadre', '村干部'), ('evaluator', '考评员'), ('district', '区级验收员'), ('observer', '观察员')], max_length=20, verbose_name='由谁核准')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_name', models.CharField(editable=False, max_length=60, verbose_name='提出人')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='提出时间')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_name', models.CharField(blank=True, editable=False, max_length=60, verbose_name='办理人')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='核准时间')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                ('is_applying', models.BooleanField(default=False, editable=False)),
                ('follows', models.JSONField(default=list, verbose_name='涉及')),
                ('status', models.CharField(choices=[('asked', '待核准'), ('applied', '已更正'), ('refused', '未同意'), ('withdrawn', '已撤回')], default='asked', editable=False, max_length=10, verbose_name='状态')),
            ],
            options={
                'verbose_name': '更正',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['noun', 'object_id'], name='correction_object')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('noun', 'object_id'), name='correction_one_open', violation_error_message='这里已经有一份更正在等核准，请先等它办完或者撤回。'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='correction_has_reason', violation_error_message='请写明更正原因。'), models.CheckConstraint(condition=models.Q(('second', ''), ('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), ('status', 'withdrawn'), _connector='OR'), name='correction_two_people', violation_error_message='提出更正的人不能自己核准。')],
            },
        ),
        migrations.CreateModel(
            name='StandIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stand_ins', to=settings.AUTH_USER_MODEL, verbose_name='代理人')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stand_ins', to='township.membership', verbose_name='代理谁的岗位')),
                ('since', models.DateField(verbose_name='开始日期')),
                ('until', models.DateField(help_text='过了这一天自动结束；可以提前结束。', verbose_name='结束日期')),
                ('document_number', models.CharField(max_length=60, verbose_name='依据文号或会议')),
                ('agreed_until', models.DateField(editable=False, null=True)),
            ],
            options={
                'verbose_name': '代理',
                'ordering': ['-since', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gte', models.F('since')), ('agreed_until__isnull', False), _connector='OR'), name='standin_period', violation_error_message='结束日期不能早于开始日期。'), models.CheckConstraint(condition=models.Q(('document_number', ''), _negated=True), name='standin_has_document', violation_error_message='代理要有依据文号或会议。')],
            },
        ),
        migrations.CreateModel(
            name='IssuedPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='文书')),
                ('front', models.JSONField(verbose_name='版式')),
                ('text', models.TextField(verbose_name='内容')),
                ('mark', models.JSONField(null=True, verbose_name='回收码')),
                ('author', models.CharField(blank=True, max_length=200, verbose_name='出文单位')),
                ('on', models.DateField(db_column='issued_on', verbose_name='日期')),
                ('township', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='township.township')),
                ('noun', models.CharField(max_length=60, verbose_name='对象')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='对象编号')),
            ],
            options={
                'indexes': [models.Index(fields=['noun', 'object_id'], name='issuedpaper_object')],
            },
        ),
        migrations.CreateModel(
            name='WorkerBeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=64, unique=True, verbose_name='名称')),
                ('host', models.CharField(max_length=100, verbose_name='所在机器')),
                ('seen_at', models.DateTimeField(verbose_name='最近一次')),
            ],
            options={
                'verbose_name': '后台任务进程',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to=settings.AUTH_USER_MODEL)),
                ('key', models.CharField(max_length=120, verbose_name='哪件事')),
                ('kind', models.CharField(choices=[('task', '要办的事'), ('answer', '办理结果'), ('result', '结果公示'), ('rectification', '整改'), ('reminder', '催办'), ('due', '到期'), ('failed', '没有做成'), ('digest', '一周小结')], max_length=20, verbose_name='类别')),
                ('noun', models.CharField(max_length=60, verbose_name='对象')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='对象编号')),
                ('township', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='township.township', verbose_name='镇')),
                ('title', models.CharField(max_length=200, verbose_name='事项')),
                ('hint', models.CharField(blank=True, max_length=300, verbose_name='怎么办')),
                ('path', models.CharField(max_length=200, verbose_name='所在页面')),
                ('due', models.DateField(null=True, verbose_name='期限')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='时间')),
                ('is_read', models.BooleanField(default=False, verbose_name='已读')),
            ],
            options={
                'verbose_name': '提醒',
                'ordering': ['is_read', '-id'],
                'indexes': [models.Index(condition=models.Q(('is_read', False)), fields=['user'], name='alert_unread'), models.Index(condition=models.Q(('is_read', False)), fields=['object_id', 'noun'], name='alert_of_thing')],
                'constraints': [models.UniqueConstraint(fields=('user', 'key'), name='alert_once', violation_error_message='这件事已经提醒过。')],
            },
        ),
        migrations.CreateModel(
            name='Courier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('township', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='township.township')),
                ('name', models.CharField(help_text='例如：创建办工作群。', max_length=30, verbose_name='名称')),
                ('way', models.CharField(choices=[('mail', '电子邮件'), ('sms', '短信'), ('wecom', '企业微信群机器人'), ('dingtalk', '钉钉群机器人'), ('feishu', '飞书（政务微信同类）群机器人'), ('hook', '其他系统（JSON）')], max_length=10, verbose_name='方式')),
                ('kinds', models.JSONField(default=list, verbose_name='发哪些提醒')),
                ('address', villages.models.encrypted.EncryptedField(blank=True, letters=400, verbose_name='地址')),
                ('secret', villages.models.encrypted.EncryptedField(blank=True, letters=200, verbose_name='密钥')),
                ('template', models.TextField(blank=True, max_length=2000, verbose_name='内容格式')),
                ('is_form', models.BooleanField(default=False, verbose_name='按表单格式发送')),
                ('is_on', models.BooleanField(default=False, verbose_name='启用')),
            ],
            options={
                'verbose_name': '发送方式',
                'ordering': ['name', 'id'],
                'constraints': [models.UniqueConstraint(fields=('township', 'name'), name='courier_name_once', violation_error_message='已经有同名的发送方式。')],
            },
        ),
        migrations.CreateModel(
            name='Dispatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('courier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='township.courier', verbose_name='发送方式')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('alert', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='township.alert')),
                ('key', models.CharField(max_length=140, verbose_name='哪件事')),
                ('title', models.CharField(max_length=220, verbose_name='内容')),
                ('path', models.CharField(max_length=200, verbose_name='所在页面')),
                ('outcome', models.CharField(choices=[('waiting', '待发送'), ('sending', '发送中'), ('sent', '已发送'), ('failed', '没有发成'), ('maybe', '可能已发'), ('dropped', '不再发送')], default='waiting', editable=False, max_length=10, verbose_name='结果')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='发过几次')),
                ('fault', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                ('next_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='下次发送')),
                ('began_at', models.DateTimeField(null=True, verbose_name='开始发送')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
            ],
            options={
                'verbose_name': '发送记录',
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['outcome', 'next_at'], name='dispatch_due')],
                'constraints': [models.UniqueConstraint(fields=('courier', 'key'), name='dispatch_once', violation_error_message='这一条已经列入发送。')],
            },
        ),
        migrations.CreateModel(
            name='AlertChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='alert_choice', to=settings.AUTH_USER_MODEL)),
                ('mail', villages.models.encrypted.EncryptedField(blank=True, letters=100, verbose_name='电子邮箱')),
                ('mobile', villages.models.encrypted.EncryptedField(blank=True, letters=11, validators=[django.core.validators.MinLengthValidator(11)], verbose_name='手机号')),
                ('kinds', models.JSONField(default=list, verbose_name='发给我的提醒')),
            ],
            options={
                'verbose_name': '提醒的发送选择',
            },
        ),
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_key', to=settings.AUTH_USER_MODEL)),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='校验值')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='生成时间')),
                ('window_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='计数开始')),
                ('reads', models.PositiveIntegerField(default=0, verbose_name='读取次数')),
            ],
            options={
                'verbose_name': '日历订阅地址',
            },
        ),
    ]
