from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('villages', '0003_change_taken_back'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='villagechange',
            options={'ordering': ['-on', '-id'], 'verbose_name': '村（社区）变更'},
        ),
        migrations.AlterField(
            model_name='village',
            name='name',
            field=models.CharField(max_length=30, verbose_name='名称'),
        ),
        migrations.AlterConstraint(
            model_name='villagechange',
            name='villagechange_has_document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document_number', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='villagechange_has_document', violation_error_message='变更要写明批准文号和原因。'),
        ),
    ]
