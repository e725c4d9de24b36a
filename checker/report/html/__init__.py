"""The HTML report: one page that needs nothing but itself."""

from checker.report.html.page import render

__all__ = ["render"]
