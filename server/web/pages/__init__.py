"""The pages: linked when the server starts, and served."""

from server.web.pages.endpoints import Pages, static_folder
from server.web.pages.modules import LinkError
from server.web.pages.words import STAFF_KEYS

__all__ = ["STAFF_KEYS", "LinkError", "Pages", "static_folder"]
