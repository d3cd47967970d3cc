import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from township import memory
from township.private import keep_private
from township.watching.middleware import count_turned_away
from township.web.front import Front

keep_private()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "township.settings")
application = Front(
    get_wsgi_application(),
    settings.WEB_THREADS,
    settings.SMALL_REQUEST,
    turned_away=count_turned_away,
)
memory.settle()
