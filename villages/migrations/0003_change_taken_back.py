from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('villages', '0002_filing_ends_with_text'),
    ]

    operations = [
        migrations.AddField(
            model_name='villagechange',
            name='taken_back_on',
            field=models.DateField(editable=False, null=True, verbose_name='撤回日期'),
        ),
        migrations.AddField(
            model_name='villagechange',
            name='taken_back_because',
            field=models.CharField(blank=True, editable=False, max_length=500, verbose_name='撤回原因'),
        ),
        migrations.AddConstraint(
            model_name='villagechange',
            constraint=models.CheckConstraint(condition=models.Q(('taken_back_on', None), models.Q(('taken_back_because', ''), _negated=True), _connector='OR'), name='villagechange_taken_back', violation_error_message='撤回要写明原因。'),
        ),
    ]
