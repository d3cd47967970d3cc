import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from township.migrating import FirstMigration


class Migration(FirstMigration):

    initial = True

    dependencies = [
        ('township', '0001_initial'),
        ('villages', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版次')),
                ('township', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='township.township', verbose_name='镇')),
                ('code', models.CharField(help_text='3 位大写字母，写进档号。', max_length=3, verbose_name='代码')),
                ('name', models.CharField(max_length=40, verbose_name='类别')),
                ('retention', models.CharField(choices=[('Y', '永久'), ('D30', '30年'), ('D10', '10年')], max_length=3, verbose_name='保管期限')),
                ('is_restricted', models.BooleanField(default=False, verbose_name='限制查看')),
                ('metadata', models.JSONField(blank=True, default=list, verbose_name='须填的项目')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('is_default', models.BooleanField(default=True, verbose_name='通用默认值')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
            ],
            options={
                'verbose_name': '档案类别',
                'ordering': ['order', 'code'],
                'constraints': [models.UniqueConstraint(fields=('township', 'code'), name='category_code_once', violation_error_message='这个代码已经是别的门类的，请换一个。')],
            },
        ),
        migrations.CreateModel(
            name='FileWords',
            fields=[
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='township.storedfile')),
                ('text', models.TextField(blank=True, verbose_name='文字')),
            ],
            options={
                'verbose_name': '文件文字',
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False, verbose_name='版次')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='villages.village')),
                ('township', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='township.township')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='archives.category', verbose_name='类别')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('title', models.CharField(max_length=200, verbose_name='题名')),
                ('on', models.DateField(db_column='dated_on', verbose_name='日期')),
                ('responsible', models.CharField(blank=True, max_length=100, verbose_name='责任者')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                ('secrecy', models.CharField(blank=True, choices=[('', '无'), ('internal', '内部')], default='', max_length=10, verbose_name='密级')),
                ('pages', models.PositiveIntegerField(default=0, verbose_name='页数')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                ('metadata', models.JSONField(blank=True, default=dict, verbose_name='专有项目')),
                ('source', models.CharField(blank=True, max_length=60, verbose_name='来源')),
                ('requirement', models.CharField(blank=True, max_length=40, verbose_name='用于哪项要求')),
                ('retention', models.CharField(blank=True, choices=[('Y', '永久'), ('D30', '30年'), ('D10', '10年')], max_length=3, verbose_name='保管期限')),
                ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='件号')),
                ('reference_code', models.CharField(blank=True, max_length=40, verbose_name='档号')),
                ('former_code', models.CharField(blank=True, max_length=60, verbose_name='原档号')),
                ('paper_box', models.CharField(blank=True, max_length=20, verbose_name='纸质件盒号')),
                ('paper_number', models.CharField(blank=True, max_length=20, verbose_name='纸质件编号')),
                ('status', models.CharField(choices=[('open', '整理中'), ('sealed', '已归档'), ('handed_over', '已移交'), ('withdrawn', '已撤回')], db_index=True, default='open', max_length=12, verbose_name='状态')),
                ('filed_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('filed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('is_entered_later', models.BooleanField(default=False, editable=False, verbose_name='补录')),
                ('sealed_at', models.DateTimeField(blank=True, null=True, verbose_name='归档时间')),
            ],
            options={
                'verbose_name': '档案',
                'ordering': ['-year', 'category__order', 'on', 'id'],
                'indexes': [models.Index(fields=['village', 'year', 'category'], name='record_shelf'), models.Index(fields=['township', 'id'], name='record_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('source', ''), _negated=True), fields=('village', 'source'), name='record_source_once', violation_error_message='这件事已经归过档。'), models.UniqueConstraint(fields=('village', 'year', 'retention', 'category', 'number'), name='record_number_once', violation_error_message='这个件号已经有了，请刷新后再试。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['sealed', 'handed_over']), _negated=True), models.Q(('number__isnull', False), models.Q(('reference_code', ''), _negated=True), models.Q(('retention', ''), _negated=True)), _connector='OR'), name='record_sealed_is_numbered', violation_error_message='封存的档案要有保管期限、件号和档号。')],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='archives.category')),
                ('key', models.CharField(max_length=40, verbose_name='代号')),
                ('name', models.CharField(max_length=80, verbose_name='要求')),
                ('per', models.CharField(choices=[('TERM', '每届'), ('YEAR', '每年'), ('QUARTER', '每季度'), ('PUBLICITY', '按公开的法定周期'), ('EVENT', '每次'), ('TEXT', '每个文本'), ('CAMPAIGN', '创建期内')], max_length=10, verbose_name='频次')),
                ('count', models.PositiveSmallIntegerField(default=1, verbose_name='份数')),
                ('text_kind', models.CharField(blank=True, max_length=16, verbose_name='文本')),
                ('stage', models.CharField(blank=True, max_length=16, verbose_name='稿次')),
                ('holds', models.CharField(blank=True, choices=[('photo', '照片'), ('sign_in', '签过名的签到册')], help_text='选了以后，没有附上的不算齐全。', max_length=12, verbose_name='须附')),
                ('asked_by', models.JSONField(blank=True, default=list, editable=False, verbose_name='哪些方案要求')),
            ],
            options={
                'verbose_name': '归档要求',
                'ordering': ['category__order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('category', 'key'), name='requirement_key_once', violation_error_message='这个门类已经有这一项要求。')],
            },
        ),
        migrations.CreateModel(
            name='FixityRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fixity_runs', to='villages.village')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('record', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fixity_runs', to='archives.record')),
                ('occasion', models.CharField(choices=[('seal', '归档'), ('hand_over', '移交'), ('schedule', '定期'), ('demand', '人工')], max_length=10, verbose_name='环节')),
                ('checked_at', models.DateTimeField(auto_now_add=True, verbose_name='检测时间')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('records', models.PositiveIntegerField(verbose_name='件数')),
                ('files', models.PositiveIntegerField(verbose_name='文件数')),
                ('size', models.BigIntegerField(verbose_name='字节数')),
                ('aspects', models.JSONField(default=list, verbose_name='四性')),
                ('findings', models.JSONField(default=list, verbose_name='问题')),
                ('is_passed', models.BooleanField(verbose_name='通过')),
            ],
            options={
                'verbose_name': '四性检测',
                'ordering': ['-checked_at', '-id'],
                'indexes': [models.Index(fields=['village', 'year'], name='fixity_of_year'), models.Index(condition=models.Q(('is_passed', False)), fields=['village', 'year'], name='fixity_not_passed')],
            },
        ),
        migrations.CreateModel(
            name='Part',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='archives.record')),
                ('order', models.PositiveSmallIntegerField(verbose_name='顺序')),
                ('kind', models.CharField(choices=[('draft', '草稿'), ('consultation', '征求意见稿'), ('final', '定稿'), ('body', '正文'), ('attachment', '附件'), ('sign_in', '签到册'), ('ballot', '选票和计票单'), ('photo', '照片')], default='attachment', max_length=12, verbose_name='种类')),
                ('name', models.CharField(max_length=200, verbose_name='名称')),
                ('key', models.CharField(blank=True, max_length=60, verbose_name='来源')),
            ],
            options={
                'verbose_name': '组成部分',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('record', 'order'), name='part_order_once', violation_error_message='这个次序已经有一份材料。')],
            },
        ),
        migrations.CreateModel(
            name='PartFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='archives.part')),
                ('number', models.PositiveSmallIntegerField(verbose_name='版次')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='township.storedfile')),
                ('file_name', models.CharField(max_length=255, verbose_name='文件名')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='补充理由')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='加入时间')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '文件',
                'ordering': ['part', '-number'],
                'constraints': [models.UniqueConstraint(fields=('part', 'number'), name='part_file_once', violation_error_message='这份材料的这一版已经有了，请刷新后再试。')],
            },
        ),
        migrations.CreateModel(
            name='TakeIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='take_ins', to='villages.village')),
                ('name', models.CharField(max_length=255, verbose_name='压缩包')),
                ('left', models.JSONField(default=list, verbose_name='目录里没有的文件')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('started_at', models.DateTimeField(null=True, verbose_name='开始时间')),
                ('alive_at', models.DateTimeField(null=True, verbose_name='最近进展')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='完成时间')),
            ],
            options={
                'verbose_name': '旧档批量收入',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='TakeInLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('take_in', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='archives.takein')),
                ('number', models.PositiveIntegerField(verbose_name='行')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='题名')),
                ('told', models.JSONField(default=dict, verbose_name='目录内容')),
                ('files', models.JSONField(default=list, verbose_name='文件')),
                ('fault', models.CharField(blank=True, max_length=300, verbose_name='没有收的原因')),
                ('record', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archives.record')),
            ],
            options={
                'verbose_name': '目录行',
                'ordering': ['take_in', 'number'],
                'constraints': [models.UniqueConstraint(fields=('take_in', 'number'), name='takeinline_once', violation_error_message='这一行已经读过。')],
            },
        ),
        migrations.CreateModel(
            name='ScanBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scan_batches', to='villages.village', verbose_name='村')),
                ('name', models.CharField(max_length=255, verbose_name='文件')),
                ('stage', models.CharField(choices=[('reading', '识别中'), ('waiting', '待归档'), ('settled', '已办完')], db_index=True, default='reading', max_length=8, verbose_name='状态')),
                ('left', models.PositiveSmallIntegerField(default=0, verbose_name='待归档')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='上传人')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='上传时间')),
                ('alive_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='最近进展')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='办完时间')),
                ('cleared_at', models.DateTimeField(null=True, verbose_name='清理时间')),
            ],
            options={
                'verbose_name': '扫描件',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ScanPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='archives.scanbatch')),
                ('order', models.PositiveSmallIntegerField(verbose_name='第几页')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='township.storedfile')),
                ('number', models.PositiveSmallIntegerField(verbose_name='文件里的页码')),
                ('outcome', models.CharField(choices=[('waiting', '待归档'), ('filed', '已归档'), ('dropped', '不要了')], default='waiting', max_length=8, verbose_name='状态')),
                ('turn', models.PositiveSmallIntegerField(default=0, verbose_name='转正角度')),
                ('sheet', models.CharField(blank=True, max_length=20, verbose_name='哪种单子')),
                ('thing', models.PositiveBigIntegerField(null=True, verbose_name='对象编号')),
                ('place', models.PositiveSmallIntegerField(default=0, verbose_name='单子的第几页')),
                ('title', models.CharField(blank=True, max_length=200, verbose_name='识别出的题名')),
                ('is_blank', models.BooleanField(default=False, verbose_name='空白页')),
                ('fault', models.CharField(blank=True, max_length=200, verbose_name='为什么要看')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='校验值')),
                ('read_at', models.DateTimeField(null=True, verbose_name='识别时间')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='为什么不要')),
                ('part', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='archives.part')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_at', models.DateTimeField(null=True, verbose_name='办理时间')),
            ],
            options={
                'verbose_name': '扫描页',
                'ordering': ['batch', 'order'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'order'), name='scanpage_order_once', violation_error_message='这一页已经有了，请刷新后再试。')],
            },
        ),
    ]
