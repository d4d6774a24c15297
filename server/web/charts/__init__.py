"""A poll's results as a picture that stands by itself: no script, no font, no address to ask for."""

from server.web.charts.chart import chart

__all__ = ["chart"]
