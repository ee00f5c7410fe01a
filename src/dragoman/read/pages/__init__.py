"""A web page -> Document: title, day, outlet, byline, language and main text."""

from dragoman.read.pages.page import read_html, read_page

__all__ = ["read_html", "read_page"]
