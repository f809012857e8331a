"""Makes the shared fixtures known to pytest."""

pytest_plugins = ["tillit.testing.fixtures"]
