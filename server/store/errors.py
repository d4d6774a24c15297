"""Errors of the store. A message is one sentence, free of secrets and of people's texts."""

from server.errors import UserError


class StoreError(UserError):
    pass


class StoreUnavailable(StoreError):
    """The database could not be reached or would not do it: nothing was stored."""


class AlreadyRecorded(StoreUnavailable):
    """A row of the batch is in the log already (same version, or same person, command and ref)."""


class OutcomeUnknown(StoreError):
    """A commit was sent and its answer never came. Ask `Store.committed` before deciding anything else."""


class RecordWentBack(StoreError):
    """The log no longer holds the row that the process applied last, as after a restore of an older copy."""


class NotFound(StoreError):
    """The room, conference or link named does not exist."""


class Conflict(StoreError):
    """Another one has this id, slug or code."""
