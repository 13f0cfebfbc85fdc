"""Who may do what to mail. Everybody may do with their own notices what they like; that needs no permission."""

from __future__ import annotations

from tular.foundation.access.permissions import permit
from tular.foundation.notifications.operators import is_operator

permit("notifications.mails", is_operator)
permit("notifications.retry", is_operator)
permit("notifications.hold", is_operator)
