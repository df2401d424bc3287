"""The shipped book with its texts, and its intent classifier: slow to load, so loaded once for all tests."""

from bot.app.wiring import Content, words

SHIPPED: Content = words()
CLASSIFIER = SHIPPED.book.classifier
