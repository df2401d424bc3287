"""The code that loads templates, labels, facts and school profiles from `texts`, and renders them."""
