"""How long the server keeps what browsers count on."""

REFS_S = 24 * 3600  # an idempotency ref, after its command was answered with `ok`
TOUCH_S = 10  # a moderator at work on a card, after their last `question.touch`
