"""The text of a kept Word file, read by a child process with limits.

A file that passed the door may still be costly to read; whatever happens in the child, the site
does not notice.
"""

from township.files import sandbox

SECONDS = 20
TOO_MUCH = "这个文件太复杂，读取时超出了限制，请在Word里复制文字后粘贴"
UNREADABLE = "这个文件读不出文字，请在Word里复制文字后粘贴"
NOT_WORD = "这不是.docx文件；旧的.doc、.wps文件请在Word或WPS里另存为.docx"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def text_of(file):
    """The text of a StoredFile that is a .docx. ValueError with a Chinese sentence if it is not
    one, or cannot be read within the limits."""
    if file.media_type != DOCX:
        raise ValueError(NOT_WORD)
    path = file.path
    try:
        words = sandbox.run("villages.sheets.word_reader", path, reads=[path], wall_seconds=SECONDS)
    except sandbox.ChildFailed as failure:
        raise ValueError(TOO_MUCH if failure.is_over_limit else UNREADABLE) from None
    text = words.decode("utf-8")
    if not text.strip():
        raise ValueError("这个文件里没有文字；如果是扫描的图片，请打字或粘贴")
    return text
