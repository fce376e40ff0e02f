"""One module a page: its context, and its routes as HTML, JSON, CSV and API."""
