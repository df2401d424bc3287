"""How every client of a messenger reaches its platform: certificates, proxy, and what a failure to reach it means.

`network.py` holds the settings; `http.py` and `blocking.py` build the only clients (aiohttp, requests); `trouble.py`
names the failures, and `advice.py` says what to do about them.
"""
