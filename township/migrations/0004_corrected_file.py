from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('township', '0003_own_template'),
    ]

    operations = [
        migrations.AddField(
            model_name='correction',
            name='old_file',
            field=models.ForeignKey(blank=True, null=True, on_delete=models.deletion.PROTECT, related_name='+', to='township.storedfile'),
        ),
        migrations.AddField(
            model_name='correction',
            name='new_file',
            field=models.ForeignKey(blank=True, null=True, on_delete=models.deletion.PROTECT, related_name='+', to='township.storedfile'),
        ),
    ]
