"""The whole way: the sample factory, and the proof that this program works."""

from __future__ import annotations

from argparse import Namespace

from cpdesk.cli.saying import Voice
from cpdesk.domain.words import LANGUAGES


def demo(options: Namespace, voice: Voice) -> int:
    """Write the sample record, its workbook and both packs; print their paths."""
    from cpdesk.bootstrap import clock, default_author
    from cpdesk.services.demo import write_demo
    from cpdesk.services.jobs import NullJob

    languages = (options.lang,) if options.lang else LANGUAGES
    for path in write_demo(options.dir, clock, default_author(), NullJob(), languages):
        voice.line(path)
    return 0


def selftest(_options: Namespace, voice: Voice) -> int:
    """Do every step of the main job, naming each when it is done."""
    from cpdesk.bootstrap import clock
    from cpdesk.services.selftest import prove

    for step in prove(clock):
        voice.line(step)
    return 0
