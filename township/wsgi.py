import os

from django.core.wsgi import get_wsgi_application

from township import memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "township.settings")
application = get_wsgi_application()
memory.settle()
