"""The WSGI application that granian serves."""

import os
import threading

from django.core.wsgi import get_wsgi_application

from tular.foundation.access.whole import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tular.config.settings")

application = whole_bodies(get_wsgi_application())

# Models can only be imported now; the first visitor should not wait for the index and the encoders to be read.
from tular.features.finder.queries.opened import warm_up  # noqa: E402
from tular.features.finder.queries.passages import warm_shelf  # noqa: E402

threading.Thread(target=warm_up, name="warm-up", daemon=True).start()
threading.Thread(target=warm_shelf, name="warm-shelf", daemon=True).start()
