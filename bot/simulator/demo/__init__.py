"""`python -m bot demo`: phones and a clock that is moved, on a page of this machine, over the real engine and store.

server     what the page asks                gate       who may ask
show       what is played                    asked      how what is asked is read
view       what is seen of it, as JSON       listeners  who is told what changed
leaf       the place in the book beside it   looks      how a messenger shows a message
editing    the book, while it is edited
"""

from bot.simulator.demo.server import Demo, serve

__all__ = ["Demo", "serve"]
