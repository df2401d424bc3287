"""What is dear to make and the same for all tests: the shipped book with its words, and the ear it hears by."""

from bot.app.wiring import Content, words

SHIPPED: Content = words()
CLASSIFIER = SHIPPED.book.classifier
