"""The code of `texts`: loads templates, labels, facts and profiles, and renders them."""
