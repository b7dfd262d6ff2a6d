"""Pages, feeds and exports: everything that readers of the site get to see."""

from pathlib import Path

from .bundle import draft_script, draft_stylesheet, script, stylesheet
from .embedding import Embedding
from .listing import Lister
from .renderer import TITLE_ID, Environment, Rendered, Renderer
from .site import PagePlan, Place, Site, plan_site
from .views.view import Setting
from .wording import Wording, load_wording, wordings

TEMPLATES = Path(__file__).parent / "templates"
"""Holds the folder `mkdocs_quotes/` of templates, and nothing but templates."""

__all__ = [
    "TEMPLATES",
    "TITLE_ID",
    "Embedding",
    "Environment",
    "Lister",
    "PagePlan",
    "Place",
    "Rendered",
    "Renderer",
    "Setting",
    "Site",
    "Wording",
    "draft_script",
    "draft_stylesheet",
    "load_wording",
    "plan_site",
    "script",
    "stylesheet",
    "wordings",
]
