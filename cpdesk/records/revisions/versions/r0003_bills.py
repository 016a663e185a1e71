"""Bills line by line, accepted doubts, cooling saved, and how evidence is printed."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

MADE = (
    """
    CREATE TABLE bill_line (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        reading TEXT NOT NULL,
        kind TEXT,
        name TEXT NOT NULL,
        amount TEXT,
        amount_real REAL,
        price TEXT,
        price_real REAL,
        cost TEXT,
        cost_real REAL,
        register_from TEXT,
        register_from_real REAL,
        register_to TEXT,
        register_to_real REAL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_bill_line PRIMARY KEY (id),
        CONSTRAINT fk_bill_line_reading FOREIGN KEY(reading) REFERENCES reading (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    "CREATE INDEX ix_bill_line_reading ON bill_line (reading)",
    """
    CREATE TABLE acceptance (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        finding TEXT NOT NULL,
        place TEXT NOT NULL,
        facts TEXT NOT NULL,
        reason_en TEXT NOT NULL,
        reason_zh_hant TEXT NOT NULL,
        reason_zh_hans TEXT NOT NULL,
        given TEXT,
        "by" TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_acceptance PRIMARY KEY (id)
    )
     STRICT
    """,
)

# Table, how it is made, its indexes, and the new columns with what older rows have in them.
REBUILT: tuple[tuple[str, str, tuple[str, ...], dict[str, str]], ...] = (
    (
        "reading",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            meter TEXT,
            driver TEXT,
            start TEXT NOT NULL,
            "end" TEXT NOT NULL,
            amount TEXT NOT NULL,
            amount_real REAL,
            unit TEXT NOT NULL,
            cost TEXT,
            cost_real REAL,
            currency TEXT NOT NULL,
            estimated INTEGER NOT NULL,
            origin TEXT NOT NULL,
            note TEXT NOT NULL,
            register_from TEXT,
            register_from_real REAL,
            register_to TEXT,
            register_to_real REAL,
            multiplier TEXT,
            multiplier_real REAL,
            invoice TEXT NOT NULL,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_reading PRIMARY KEY (id),
            CONSTRAINT ck_reading_one_series CHECK ((meter IS NULL) <> (driver IS NULL)),
            CONSTRAINT fk_reading_meter FOREIGN KEY(meter) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT fk_reading_driver FOREIGN KEY(driver) REFERENCES driver (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_reading_driver ON reading (driver)", "CREATE INDEX ix_reading_meter ON reading (meter)",),
        {"invoice": "''"},
    ),
    (
        "evidence",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            name_en TEXT NOT NULL,
            name_zh_hant TEXT NOT NULL,
            name_zh_hans TEXT NOT NULL,
            document TEXT NOT NULL,
            file_name TEXT NOT NULL,
            media_type TEXT NOT NULL,
            size INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            pages INTEGER,
            added TEXT,
            turned INTEGER,
            reduced INTEGER NOT NULL,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_evidence PRIMARY KEY (id)
        )
         STRICT
        """,
        (),
        {"reduced": "0"},
    ),
    (
        "effect",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            upgrade TEXT NOT NULL,
            meter TEXT,
            quantity TEXT,
            expected TEXT,
            expected_real REAL,
            unit TEXT NOT NULL,
            tolerance TEXT,
            tolerance_real REAL,
            basis TEXT,
            inputs_en TEXT NOT NULL,
            inputs_zh_hant TEXT NOT NULL,
            inputs_zh_hans TEXT NOT NULL,
            drivers TEXT NOT NULL,
            baseline_from TEXT,
            baseline_to TEXT,
            reporting_to TEXT,
            way TEXT,
            baseline_months INTEGER,
            formula TEXT NOT NULL,
            capture_before TEXT,
            capture_before_real REAL,
            destruction_before TEXT,
            destruction_before_real REAL,
            capture_after TEXT,
            capture_after_real REAL,
            destruction_after TEXT,
            destruction_after_real REAL,
            demand_reduction TEXT,
            demand_reduction_real REAL,
            cooling_share TEXT,
            cooling_share_real REAL,
            cooling_cop TEXT,
            cooling_cop_real REAL,
            cooling_tolerance TEXT,
            cooling_tolerance_real REAL,
            chiller TEXT,
            boundary_en TEXT NOT NULL,
            boundary_zh_hant TEXT NOT NULL,
            boundary_zh_hans TEXT NOT NULL,
            static_factors_en TEXT NOT NULL,
            static_factors_zh_hant TEXT NOT NULL,
            static_factors_zh_hans TEXT NOT NULL,
            frequency_en TEXT NOT NULL,
            frequency_zh_hant TEXT NOT NULL,
            frequency_zh_hans TEXT NOT NULL,
            responsible_en TEXT NOT NULL,
            responsible_zh_hant TEXT NOT NULL,
            responsible_zh_hans TEXT NOT NULL,
            agreed_on TEXT,
            agreed_inputs TEXT NOT NULL,
            money TEXT,
            money_real REAL,
            money_currency TEXT NOT NULL,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_effect PRIMARY KEY (id),
            CONSTRAINT fk_effect_upgrade FOREIGN KEY(upgrade) REFERENCES upgrade (id) DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT fk_effect_meter FOREIGN KEY(meter) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT fk_effect_chiller FOREIGN KEY(chiller) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_effect_chiller ON effect (chiller)", "CREATE INDEX ix_effect_meter ON effect (meter)", "CREATE INDEX ix_effect_upgrade ON effect (upgrade)",),
        {},
    ),
)


def upgrade() -> None:
    """Make the new tables, and the others anew with their rows; foreign keys are off meanwhile."""
    for name, made, indexes, filled in REBUILT:
        _rebuild(name, made, indexes, filled)
    for statement in MADE:
        op.execute(statement)


def _rebuild(name: str, made: str, indexes: tuple[str, ...], filled: dict[str, str]) -> None:
    connection = op.get_bind()
    kept = [f'"{row[1]}"' for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")]
    fresh = f"{name}_made_new"
    connection.exec_driver_sql(made.replace("{name}", fresh))
    into, values = ", ".join([*kept, *filled]), ", ".join([*kept, *filled.values()])
    connection.exec_driver_sql(f"INSERT INTO {fresh} ({into}) SELECT {values} FROM {name}")
    connection.exec_driver_sql(f"DROP TABLE {name}")
    connection.exec_driver_sql(f"ALTER TABLE {fresh} RENAME TO {name}")
    for statement in indexes:
        connection.exec_driver_sql(statement)
