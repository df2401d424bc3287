"""Learn the model of `flows/nlu` from `flows/phrases`: `python -m training`, or `make model`.

The bot does not need this package to run; only this package depends on scikit-learn.
"""
