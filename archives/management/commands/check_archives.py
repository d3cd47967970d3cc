"""manage.py check_archives: 四性检测 of every village's year, for the monthly timer."""

from django.core.management.base import BaseCommand, CommandError

from archives.acts import fixity
from archives.models import Record
from villages.models import Village


class Command(BaseCommand):
    help = "对所有村、所有年度已归档的档案做四性检测，结果在“档案检测”页查看。"

    def handle(self, **options):
        wrong = 0
        pairs = Record.objects.sealed().order_by("village", "year")
        for village_id, year in pairs.values_list("village", "year").distinct():
            village = Village.objects.select_related("township").get(pk=village_id)
            run = fixity.run(village, year, occasion=fixity.Occasion.SCHEDULE, by=None)
            wrong += not run.is_passed
            self.stdout.write(f"{village}{year}年：{run.conclusion}")
        if wrong:
            raise CommandError(f"{wrong}个年度的档案有问题。")
