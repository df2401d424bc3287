"""The book: the model of a flow, its loading from YAML, its topics, its errors."""
