"""Pages, feeds and exports: everything that readers of the site get to see."""

from pathlib import Path

from .pages import Environment, Rendered, Renderer
from .site import PagePlan, Place, Site, plan_site

TEMPLATES = Path(__file__).parent / "templates"
"""Holds the folder `mkdocs_quotes/` of templates, and nothing but templates."""
STYLESHEET = Path(__file__).parent / "assets" / "mkdocs-quotes.css"

__all__ = ["STYLESHEET", "TEMPLATES", "Environment", "PagePlan", "Place", "Rendered", "Renderer", "Site", "plan_site"]
