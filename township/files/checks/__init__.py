"""What is examined in a file before it is kept; runs only in the limited child process.

One module a family of formats. A check raises Refusal with a phrase that continues “file name”;
those of pictures and PDF return (warnings, number of pages). It parses bytes from outside, so
nothing here imports Django.
"""


class Refusal(Exception):
    """Phrase that follows the file name: 设有密码，请取消密码后再上传."""


DAMAGED = "打不开，可能已损坏或没有传完整，请在电脑或手机上确认能打开后再上传"
BOMB = "展开后大得不正常，为安全起见没有收下"
POLYGLOT = "里面夹带了别的文件，为安全起见没有收下，请另存一份后再上传"
LOCKED = "设有密码或使用限制，请取消密码后再上传"
MACRO = "带有宏（自动运行的程序），请另存为不带宏的文件后再上传"
