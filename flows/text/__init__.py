"""Makes typed texts comparable: normal form, layouts, roots, typing errors. Also makes labels of classes and people."""
