from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0002_self_review_words'),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='is_void',
            field=models.BooleanField(default=False, help_text='作废后当作没有这次复审：荣誉恢复有效，停发、待追回的奖励恢复原来的状态。', verbose_name='登记错了，整条作废'),
        ),
    ]
