"""The times for which the server remembers what browsers sent, in seconds."""

REFS_S = 24 * 3600  # for an idempotency ref, from the `ok` of its command on
TOUCH_S = 10  # for a moderator at work on a question, from their last `question.touch` on
