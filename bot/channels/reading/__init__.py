"""Reads what a platform sends: polls, webhooks and callbacks of every channel. One bad update never stops the others.

bounds     size and nesting depth, checked before any parser sees the bytes
mending    a tolerant decode: what a strict parser refuses becomes strict JSON
splitting  a damaged answer is cut into its updates
batch      the updates of an answer, and what must be laid aside with a reason
doubts     a damaged answer is asked for once more before the cursor moves past it
"""
