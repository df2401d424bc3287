"""Learning the model of `flows/nlu` from `flows/phrases`: `python -m training`, or `make model`.

Nothing of this is needed to run the bot; scikit-learn is a dependency of this package alone.
"""
