"""What holds for all tests."""

import signal

# A shell lets what it runs in the background ignore Ctrl-C, and what the tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
