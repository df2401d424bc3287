"""The whole bot with simulated phones and a clock that can be moved. Used by the demo, `talk` and the stories."""
