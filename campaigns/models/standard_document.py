"""The official paper behind a version of a standard: number, day, issuer, scan."""

from django.db import models

from campaigns.models.standard import OfVersionQuerySet, StandardVersion
from township.files.models import StoredFile
from township.history import frozen


class StandardDocument(models.Model):
    """标准文件. A later one stands in the place of an earlier one, which is kept."""

    version = models.ForeignKey(StandardVersion, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField("文件标题", max_length=120, help_text="不写书名号。")
    number = models.CharField("文号", max_length=60)
    dated = models.DateField("成文日期")
    issuer = models.CharField("发文机关", max_length=120)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("文件名", max_length=255)

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = "标准文件"

    def __str__(self):
        return f"《{self.title}》（{self.number}）"

    def get_absolute_url(self):
        return self.version.get_absolute_url()


frozen.register(
    StandardDocument,
    "EXISTS (SELECT 1 FROM campaigns_standardversion v WHERE v.id = {row}.version_id "
    "AND v.status = 'issued')",
    why="标准文件登记后不能再改，换文件请另登记一份",
)
