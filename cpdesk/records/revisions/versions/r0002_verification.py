"""Verification in full: ways of measuring, spots, flows, adjustments, registers, tariffs."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

MADE = (
    """
    CREATE TABLE tariff (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        meter TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        valid_from TEXT,
        currency TEXT NOT NULL,
        capacity_price TEXT,
        capacity_price_real REAL,
        power_factor TEXT,
        power_factor_real REAL,
        source TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_tariff PRIMARY KEY (id),
        CONSTRAINT fk_tariff_meter FOREIGN KEY(meter) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_tariff_meter ON tariff (meter)
    """,
    """
    CREATE TABLE tariff_band (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        tariff TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        price TEXT,
        price_real REAL,
        share TEXT,
        share_real REAL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_tariff_band PRIMARY KEY (id),
        CONSTRAINT fk_tariff_band_tariff FOREIGN KEY(tariff) REFERENCES tariff (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_tariff_band_tariff ON tariff_band (tariff)
    """,
    """
    CREATE TABLE adjustment (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        effect TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        reason_en TEXT NOT NULL,
        reason_zh_hant TEXT NOT NULL,
        reason_zh_hans TEXT NOT NULL,
        kind TEXT,
        start TEXT,
        "end" TEXT,
        amount TEXT,
        amount_real REAL,
        tolerance TEXT,
        tolerance_real REAL,
        meter TEXT,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_adjustment PRIMARY KEY (id),
        CONSTRAINT fk_adjustment_effect FOREIGN KEY(effect) REFERENCES effect (id) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT fk_adjustment_meter FOREIGN KEY(meter) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_adjustment_effect ON adjustment (effect)
    """,
    """
    CREATE INDEX ix_adjustment_meter ON adjustment (meter)
    """,
    """
    CREATE TABLE flow (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        effect TEXT NOT NULL,
        meter TEXT NOT NULL,
        role TEXT,
        share TEXT,
        share_real REAL,
        concentration TEXT,
        source_en TEXT NOT NULL,
        source_zh_hant TEXT NOT NULL,
        source_zh_hans TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_flow PRIMARY KEY (id),
        CONSTRAINT fk_flow_effect FOREIGN KEY(effect) REFERENCES effect (id) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT fk_flow_meter FOREIGN KEY(meter) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT fk_flow_concentration FOREIGN KEY(concentration) REFERENCES driver (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_flow_concentration ON flow (concentration)
    """,
    """
    CREATE INDEX ix_flow_effect ON flow (effect)
    """,
    """
    CREATE INDEX ix_flow_meter ON flow (meter)
    """,
    """
    CREATE TABLE input (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        effect TEXT NOT NULL,
        symbol TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        value TEXT,
        value_real REAL,
        unit TEXT NOT NULL,
        tolerance TEXT,
        tolerance_real REAL,
        source_en TEXT NOT NULL,
        source_zh_hant TEXT NOT NULL,
        source_zh_hans TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_input PRIMARY KEY (id),
        CONSTRAINT fk_input_effect FOREIGN KEY(effect) REFERENCES effect (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_input_effect ON input (effect)
    """,
    """
    CREATE TABLE spot (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        effect TEXT NOT NULL,
        side TEXT,
        kind TEXT,
        value TEXT,
        value_real REAL,
        samples INTEGER,
        population INTEGER,
        sd TEXT,
        sd_real REAL,
        tolerance TEXT,
        tolerance_real REAL,
        agreed INTEGER NOT NULL,
        measured_on TEXT,
        instrument TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_spot PRIMARY KEY (id),
        CONSTRAINT fk_spot_effect FOREIGN KEY(effect) REFERENCES effect (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_spot_effect ON spot (effect)
    """,
)
# Name, the table as it is from now on, and what stands in a new column that may not be empty.
REBUILT = (
    (
        "driver",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            factory TEXT NOT NULL,
            name_en TEXT NOT NULL,
            name_zh_hant TEXT NOT NULL,
            name_zh_hans TEXT NOT NULL,
            kind TEXT,
            unit TEXT NOT NULL,
            base_temperature TEXT,
            base_temperature_real REAL,
            temperatures TEXT,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_driver PRIMARY KEY (id),
            CONSTRAINT fk_driver_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT fk_driver_temperatures FOREIGN KEY(temperatures) REFERENCES driver (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_driver_factory ON driver (factory)", "CREATE INDEX ix_driver_temperatures ON driver (temperatures)",),
        (),
    ),
    (
        "meter",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            factory TEXT NOT NULL,
            name_en TEXT NOT NULL,
            name_zh_hant TEXT NOT NULL,
            name_zh_hans TEXT NOT NULL,
            kind TEXT,
            unit TEXT NOT NULL,
            convention TEXT NOT NULL,
            above TEXT,
            grid TEXT,
            supplier TEXT NOT NULL,
            account TEXT NOT NULL,
            location_en TEXT NOT NULL,
            location_zh_hant TEXT NOT NULL,
            location_zh_hans TEXT NOT NULL,
            calorific_value TEXT,
            calorific_value_real REAL,
            density TEXT,
            density_real REAL,
            register_digits INTEGER,
            multiplier TEXT,
            multiplier_real REAL,
            calibrated_on TEXT,
            calibration TEXT NOT NULL,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_meter PRIMARY KEY (id),
            CONSTRAINT fk_meter_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT fk_meter_above FOREIGN KEY(above) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_meter_above ON meter (above)", "CREATE INDEX ix_meter_factory ON meter (factory)",),
        ("calibration",),
    ),
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
            entered INTEGER NOT NULL,
            CONSTRAINT pk_reading PRIMARY KEY (id),
            CONSTRAINT ck_reading_one_series CHECK ((meter IS NULL) <> (driver IS NULL)),
            CONSTRAINT fk_reading_meter FOREIGN KEY(meter) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT fk_reading_driver FOREIGN KEY(driver) REFERENCES driver (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_reading_driver ON reading (driver)", "CREATE INDEX ix_reading_meter ON reading (meter)",),
        (),
    ),
    (
        "upgrade",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            factory TEXT NOT NULL,
            project TEXT,
            name_en TEXT NOT NULL,
            name_zh_hant TEXT NOT NULL,
            name_zh_hans TEXT NOT NULL,
            kind TEXT,
            location_en TEXT NOT NULL,
            location_zh_hant TEXT NOT NULL,
            location_zh_hans TEXT NOT NULL,
            description_en TEXT NOT NULL,
            description_zh_hant TEXT NOT NULL,
            description_zh_hans TEXT NOT NULL,
            before_en TEXT NOT NULL,
            before_zh_hant TEXT NOT NULL,
            before_zh_hans TEXT NOT NULL,
            after_en TEXT NOT NULL,
            after_zh_hant TEXT NOT NULL,
            after_zh_hans TEXT NOT NULL,
            works_from TEXT,
            running_from TEXT,
            cost TEXT,
            cost_real REAL,
            currency TEXT NOT NULL,
            life_years TEXT,
            life_years_real REAL,
            running_cost TEXT,
            running_cost_real REAL,
            residual TEXT,
            residual_real REAL,
            discount_rate TEXT,
            discount_rate_real REAL,
            price_growth TEXT,
            price_growth_real REAL,
            grant TEXT,
            grant_real REAL,
            verifier_en TEXT NOT NULL,
            verifier_zh_hant TEXT NOT NULL,
            verifier_zh_hans TEXT NOT NULL,
            verified_report TEXT NOT NULL,
            verified_on TEXT,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_upgrade PRIMARY KEY (id),
            CONSTRAINT fk_upgrade_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED,
            CONSTRAINT fk_upgrade_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_upgrade_factory ON upgrade (factory)", "CREATE INDEX ix_upgrade_project ON upgrade (project)",),
        ("verifier_en", "verifier_zh_hant", "verifier_zh_hans", "verified_report",),
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
            CONSTRAINT fk_effect_meter FOREIGN KEY(meter) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_effect_meter ON effect (meter)", "CREATE INDEX ix_effect_upgrade ON effect (upgrade)",),
        ("formula", "boundary_en", "boundary_zh_hant", "boundary_zh_hans", "static_factors_en", "static_factors_zh_hant", "static_factors_zh_hans", "frequency_en", "frequency_zh_hant", "frequency_zh_hans", "responsible_en", "responsible_zh_hant", "responsible_zh_hans", "agreed_inputs",),
    ),
)


def upgrade() -> None:
    """Make the new tables, and the others anew with their rows; foreign keys are off meanwhile."""
    for name, made, indexes, empty in REBUILT:
        _rebuild(name, made, indexes, empty)
    for statement in MADE:
        op.execute(statement)


def _rebuild(name: str, made: str, indexes: tuple[str, ...], empty: tuple[str, ...]) -> None:
    connection = op.get_bind()
    kept = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")]
    fresh = f"{name}_made_new"
    connection.exec_driver_sql(made.replace("{name}", fresh))
    into, values = ", ".join([*kept, *empty]), ", ".join([*kept, *("''" for _ in empty)])
    connection.exec_driver_sql(f"INSERT INTO {fresh} ({into}) SELECT {values} FROM {name}")
    connection.exec_driver_sql(f"DROP TABLE {name}")
    connection.exec_driver_sql(f"ALTER TABLE {fresh} RENAME TO {name}")
    for statement in indexes:
        connection.exec_driver_sql(statement)
