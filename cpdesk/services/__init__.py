"""One function per wish of the user."""
