"""The whole bot on phones of this machine, with a clock that can be moved: the demo, `talk` and the stories."""
