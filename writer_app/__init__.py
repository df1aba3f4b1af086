"""Writer: a Markdown editor with a model of the writer's own."""

__version__ = "0.1.0"
