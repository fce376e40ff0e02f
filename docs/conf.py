"""How the documentation is built: Sphinx with furo and MyST, warnings are errors."""

from importlib.metadata import version as _version

project = "Retold"
author = "The Retold developers"
copyright = "2026, The Retold developers"
version = release = _version("retold")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Retold"
html_static_path: list[str] = []
autodoc_typehints = "description"
autodoc_member_order = "bysource"
