"""What older backups of VERIFI say otherwise: moments for days, one factory alone, a zip."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cpdesk.exchange import sniffing

_EVENING = 12  # UTC hours up to noon lie west of Greenwich on the same day, later ones east
_OF_A_PREDICTOR = (
    "name", "unit", "production", "predictorType", "weatherDataType", "description",
)  # fmt: skip


def content(path: Path) -> Any:
    """The JSON of a backup, also of a zipped one; raises Refusal where it is cut short."""
    try:
        if not zipfile.is_zipfile(path):
            return json.loads(path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            packed = archive.getinfo(sniffing.json_in(archive))
            if packed.file_size > sniffing.TEXT_CEILING:
                raise sniffing.too_large(path, sniffing.TEXT_CEILING)
            return json.loads(archive.read(packed))
    except (ValueError, RecursionError, zipfile.BadZipFile):
        raise sniffing.cut_short(path) from None
    except RuntimeError:  # how the zip library says that a password is missing
        raise sniffing.PROTECTED.refuse(sniffing.in_file(path), file=path.name) from None


def in_new_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """The backup as newer versions would have written it; a new one stays as it is."""
    facilities = data.get("facilities") or [data.get("facility") or {}]
    account = data.get("account") or {"guid": facilities[0].get("accountId")}
    said = {**data, "facilities": facilities, "account": account}
    if not data.get("predictors") and (entries := data.get("predictorData")):
        said["predictors"] = list(_predictors(entries))
        said["predictorDataV2"] = list(_values(entries))
    return said


def _predictors(entries: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each predictor once: older backups repeat it in the entry of every month."""
    seen: set[str] = set()
    for entry in entries:
        for each in entry["predictors"]:
            if each["id"] not in seen:
                seen.add(each["id"])
                known = {name: each.get(name) for name in _OF_A_PREDICTOR}
                yield {"guid": each["id"], "facilityId": entry["facilityId"], **known}


def _values(entries: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        for each in entry["predictors"]:
            yield {
                "guid": f"{entry['guid']}-{each['id']}", "predictorId": each["id"],
                "date": entry["date"], "amount": each.get("amount"),
            }  # fmt: skip


def day_of(text: str) -> date:
    """The day a moment was meant for: midnight of it in Asia is the evening before in UTC."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        return moment.date()
    moment = moment.astimezone(UTC)
    return (moment + timedelta(hours=_EVENING)).date() if moment.hour > _EVENING else moment.date()


def zone_of(texts: Iterable[str]) -> str:
    """The time zone in which these moments are midnights, as `UTC+8`."""
    hour = max(datetime.fromisoformat(each).hour for each in texts)
    return f"UTC+{24 - hour}" if hour > _EVENING else f"UTC-{hour}"
