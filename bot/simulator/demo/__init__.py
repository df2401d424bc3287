"""`python -m bot demo`: a local web page with simulated phones and a clock that can be moved.

The page runs the same engine and store as the bot.

server     the web server                    gate       access from this machine only
session    the simulator and its phones      asked      parsing of requests
view       phones and clock as JSON          listeners  server-sent events to open pages
behind     the panel beside the phones       book_page  the page of the book in that panel
editing    live reload of the book           looks      formatting of a messenger
"""

from bot.simulator.demo.server import Demo, serve

__all__ = ["Demo", "serve"]
