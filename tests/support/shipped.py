"""The shipped book with its texts, and its intent classifier: slow to load, so loaded once for all tests."""

from bot.app.wiring import Content, content

SHIPPED: Content = content()
CLASSIFIER = SHIPPED.book.classifier
