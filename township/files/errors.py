"""What can go wrong when a file is taken in or read. Importable without Django."""


class UploadRefused(Exception):
    """A file is not taken in. `sentence` names the file and the reason, for the person."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


class StorageUnavailable(Exception):
    """The disk (or whatever stands behind the blobs) cannot take or give bytes now: 503."""

    sentence = "存储空间暂时不可用，请稍后再试。已保存的档案不受影响。"


class FileGone(FileNotFoundError):
    """The bytes of a kept file are not where they were put."""

    sentence = "这个文件在服务器上找不到了。请告诉镇创建办公室，由系统管理员用备份补回。"


class PreviewUnavailable(Exception):
    """No picture can be drawn of this file; `sentence` says why."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence
