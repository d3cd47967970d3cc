"""A browser's name of itself as a person would say it: 电脑（Windows），Chrome."""

# The first that fits: later names stand in the earlier ones' texts too.
SYSTEMS = (
    ("HarmonyOS", "手机（鸿蒙）"),
    ("OpenHarmony", "手机（鸿蒙）"),
    ("iPad", "平板（iPad）"),
    ("iPhone", "手机（iPhone）"),
    ("Android", "手机（安卓）"),
    ("Windows", "电脑（Windows）"),
    ("Macintosh", "电脑（苹果）"),
    ("Linux", "电脑（Linux、统信或麒麟）"),
)
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge"),
    ("360", "360浏览器"),
    ("QQBrowser", "QQ浏览器"),
    ("Firefox", "火狐"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)


def shown(agent: str) -> str:
    """系统，浏览器; what is not known is said to be so."""
    system = next((name for mark, name in SYSTEMS if mark in agent), "不认识的设备")
    browser = next((name for mark, name in BROWSERS if mark in agent), "")
    return f"{system}，{browser}" if browser else system
