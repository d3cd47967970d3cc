"""Start-up check: can this machine wall in the children that parse uploads?"""

from django.core.checks import Tags, Warning, register

from township.files.confinement import CALLS, FILES, missing

LACKS = {
    FILES: "解析上传文件的子进程在这台机器上不能限制读取其他文件（内核没有Landlock）。",
    CALLS: "解析上传文件的子进程在这台机器上不能断开网络（没有seccomp或处理器少见）。",
}
HINT = "请换用5.13以上的Linux内核，或把网站放进没有外网、只挂数据文件夹的容器里运行。"


@register(Tags.security)
def children_are_walled_in(app_configs, **kwargs):
    return [Warning(LACKS[wall], hint=HINT, id="files.W001") for wall in sorted(missing())]
