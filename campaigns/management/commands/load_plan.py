"""Load a campaign's facts from a preset file; may be run again."""

from django.core.management.base import BaseCommand, CommandError

from campaigns.acts import preset as preset_acts
from campaigns.rules import preset


class Command(BaseCommand):
    help = "把一个预设方案装入一个镇：村、活动、级别、目标、标准、档案类目。可以重复运行。"

    def add_arguments(self, parser):
        parser.add_argument("--start", type=int, help="活动首年，默认为方案所载年份")
        parser.add_argument(
            "--preset", default="renkou-zizhi", help="预设方案的名称，或方案文件的路径"
        )
        parser.add_argument("--township", default="shili", help="镇的代号，没有就新建")

    def handle(self, *args, **options):
        try:
            facts = preset.load(options["preset"])
        except preset.PresetError as error:
            raise CommandError(str(error)) from error
        start = options["start"] or facts.campaign.plan_start
        if not 1990 <= start <= 2090:
            raise CommandError(f"首年 {start} 不对，应在 1990 至 2090 之间。")
        campaign = preset_acts.load(facts, start=start, township_code=options["township"])
        self.stdout.write(
            f"已装入{campaign.township}:{campaign},{campaign.period},"
            f"{campaign.targets.count()} 个目标。"
        )
