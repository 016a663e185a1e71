"""Records on sticks and shares are known, so that a word can be said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cpdesk.base.places import Place, of_mounts, place_of

MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /run/media/user/染廠\040USB vfat rw 0 0
//server/plant /mnt/plant cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sda3 /boot/efi vfat rw 0 0
/dev/sda4 /home/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/srv/a.cpdesk", Place.DISK), ("/run/media/user/染廠 USB/a.cpdesk", Place.STICK),
        ("/mnt/plant/records/a.cpdesk", Place.SHARE), ("/home/ng/a.cpdesk", Place.SHARE),
        ("/home/local/a.cpdesk", Place.DISK), ("/mnt/plants/a.cpdesk", Place.DISK),
        ("/boot/efi/a.cpdesk", Place.DISK),
    ],
)  # fmt: skip
def test_by_what_is_mounted(path: str, place: Place) -> None:
    assert of_mounts(path, MOUNTS) is place


@pytest.mark.parametrize("mounts", ["", "\n\n", "odd line", "a / b"])
def test_where_the_system_does_not_tell_it_is_a_disk(mounts: str) -> None:
    assert of_mounts("/srv/a.cpdesk", mounts) is Place.DISK


def test_a_temporary_folder_is_on_a_disk_of_this_pc(tmp_path: Path) -> None:
    assert place_of(tmp_path / "a.cpdesk") is Place.DISK
