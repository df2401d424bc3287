"""Tests of the store; the contract's asserts are told as fully as a test's own."""

import pytest

pytest.register_assert_rewrite("tests.storage.contract", "tests.storage.town")
