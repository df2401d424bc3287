"""The whole bot over simulated phones and a clock that can be moved. The demo, `talk` and the stories use it."""
