"""The steps of intent recognition, from letters to intents (`docs/understanding.md` lists them)."""
