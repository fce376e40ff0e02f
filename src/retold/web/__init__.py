"""Pages and HTTP API over one archive. FastAPI is imported by `retold.web.app` only, and that by `retold serve` only."""
