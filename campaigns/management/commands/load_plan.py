"""Load a campaign's facts from a preset file into a township that is there; may be run again."""

from django.core.management.base import BaseCommand, CommandError

from campaigns.acts import preset as preset_acts
from campaigns.models import Authority
from campaigns.rules import preset
from township.enumeration import first_of
from township.users.models import Township

FEW = 12


class Command(BaseCommand):
    help = (
        "把一个预设方案装入一个镇：活动、级别、标准、档案类别。先列出要装入的，问过才装；"
        "可以重复运行，镇里改过的不动。"
    )

    def add_arguments(self, parser):
        parser.add_argument("--township", required=True, help="镇的代号")
        parser.add_argument("--preset", required=True, help="预设方案的名称，或方案文件的路径")
        parser.add_argument("--start", type=int, help="活动首年，默认为方案所载年份")
        parser.add_argument("--yes", action="store_true", help="不再问，直接装入（供脚本使用）")

    def handle(self, *args, **options):
        facts = self._facts(options["preset"])
        start = options["start"] or facts.campaign.plan_start
        if not 1990 <= start <= 2090:
            raise CommandError(f"首年 {start} 不对，应在 1990 至 2090 之间。")
        township = self._township(options["township"])
        added = preset_acts.foreseen(facts, township, start=start)
        if not added:
            self.stdout.write(f"{township}已经装入过{facts.campaign.name}，没有要添加的。")
            return
        self._tell(township, added)
        if not options["yes"] and not self._agreed():
            raise CommandError("没有确认，什么都没有装入。")
        campaign = preset_acts.load(facts, township, start=start)
        self.stdout.write(f"已装入{township}：{campaign}，{campaign.period}。")
        for line in self._left(campaign, facts):
            self.stdout.write(line)

    def _facts(self, name):
        try:
            return preset.load(name)
        except preset.PresetError as error:
            raise CommandError(str(error)) from error

    def _township(self, code):
        found = Township.objects.filter(code=code).first()
        if found is None:
            known = "、".join(f"{one.code}（{one.name}）" for one in Township.objects.all())
            known = f"现有：{known}。" if known else "系统里还没有镇，请先在“区和镇”里建立。"
            raise CommandError(f"没有代号为“{code}”的镇。{known}")
        return found

    def _tell(self, township, added):
        self.stdout.write(f"将给{township}添加：")
        for what, names in added.items():
            shown = first_of(names, FEW)
            self.stdout.write(f"  {what}{len(names)}项：{shown}")
        self.stdout.write("已有的内容一概不动。村、目标、奖励不在方案里，由镇里自己设。")

    def _agreed(self):
        try:
            return input("确定装入吗？输入 y 装入，其他不装：").strip().lower() == "y"
        except EOFError:
            raise CommandError("没有人确认，什么都没有装入；脚本里请加 --yes。") from None

    def _left(self, campaign, facts):
        """What the township itself has to fill in now."""
        issuers = "、".join(facts.organisation(code).role for code in facts.basis.issuers)
        yield "接着在“活动和目标”里："
        yield f"  登记依据文件：由{issuers}发文，文号、日期照原件填写。{facts.basis.note}"
        open_ones = Authority.objects.filter(levels__campaign=campaign).unnamed().distinct()
        for authority in open_ones:
            yield f"  填写命名机关的名称：{authority.role}"
        if any(one.is_proposal for one in facts.issued_standards):
            yield "  登记上级的标准文件：方案里的指标和分值是自拟的，启用前请照文件核对。"
