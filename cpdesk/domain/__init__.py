"""The trade as plain frozen dataclasses: a factory, its meters, readings and upgrades."""
