import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from township import memory
from township.web.front import Front

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "township.settings")
application = Front(get_wsgi_application(), settings.WEB_THREADS, settings.SMALL_REQUEST)
memory.settle()
