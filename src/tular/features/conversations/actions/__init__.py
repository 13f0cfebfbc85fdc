"""Everything that may be done with questions, comments and what people keep."""

from tular.features.conversations.actions.keeping import set_bookmark, set_follow, tell_followers
from tular.features.conversations.actions.moderation import (
    decide_comment,
    decide_report,
    post_comment,
    report_comment,
    report_question,
    withdraw_comment,
)
from tular.features.conversations.actions.questions import (
    answer_question,
    ask_agency,
    ask_owner,
    climb_overdue,
    close_question,
    escalate_question,
    follow_up,
    publish_question,
    unpublish_question,
)

__all__ = [
    "answer_question",
    "ask_agency",
    "ask_owner",
    "climb_overdue",
    "close_question",
    "decide_comment",
    "decide_report",
    "escalate_question",
    "follow_up",
    "post_comment",
    "publish_question",
    "report_comment",
    "report_question",
    "set_bookmark",
    "set_follow",
    "tell_followers",
    "unpublish_question",
    "withdraw_comment",
]
