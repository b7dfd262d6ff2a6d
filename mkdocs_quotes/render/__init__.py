"""Pages, feeds and exports: everything that readers of the site get to see."""

from pathlib import Path

from .bundle import (
    draft_script,
    draft_stylesheet,
    script,
    search_script,
    search_stylesheet,
    stylesheet,
)
from .embedding import Embedding
from .head import HIDDEN, HeadWriter, insert, is_listing, opening
from .listing import Lister
from .planning import plan_site
from .renderer import TITLE_ID, Environment, Rendered, Renderer, TemplateError
from .search_records import search_records
from .site import PagePlan, Place, Site
from .text import marked
from .views.search import SEARCH_INDEX, SEARCH_SCRIPT, SEARCH_STYLESHEET
from .views.view import Setting
from .wording import Wording, load_wording, wordings

TEMPLATES = Path(__file__).parent / "templates"
"""Holds the folder `mkdocs_quotes/` of templates, and nothing but templates."""

__all__ = [
    "HIDDEN",
    "SEARCH_INDEX",
    "SEARCH_SCRIPT",
    "SEARCH_STYLESHEET",
    "TEMPLATES",
    "TITLE_ID",
    "Embedding",
    "Environment",
    "HeadWriter",
    "Lister",
    "PagePlan",
    "Place",
    "Rendered",
    "Renderer",
    "Setting",
    "Site",
    "TemplateError",
    "Wording",
    "draft_script",
    "draft_stylesheet",
    "insert",
    "is_listing",
    "load_wording",
    "marked",
    "opening",
    "plan_site",
    "script",
    "search_records",
    "search_script",
    "search_stylesheet",
    "stylesheet",
    "wordings",
]
