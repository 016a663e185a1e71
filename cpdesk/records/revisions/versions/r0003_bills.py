"""Bills line by line, accepted doubts, cooling saved, how evidence is printed, and completion."""

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
    """
    CREATE TABLE payment (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        item TEXT NOT NULL,
        supplier_en TEXT NOT NULL,
        supplier_zh_hant TEXT NOT NULL,
        supplier_zh_hans TEXT NOT NULL,
        ordered TEXT,
        delivered TEXT,
        invoice TEXT NOT NULL,
        paid TEXT,
        amount TEXT,
        amount_real REAL,
        tax TEXT,
        tax_real REAL,
        currency TEXT NOT NULL,
        rate TEXT,
        rate_real REAL,
        rate_date TEXT,
        rate_source TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_payment PRIMARY KEY (id),
        CONSTRAINT fk_payment_item FOREIGN KEY(item) REFERENCES budget_item (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    "CREATE INDEX ix_payment_item ON payment (item)",
    """
    CREATE TABLE criterion (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        project TEXT NOT NULL,
        number TEXT NOT NULL,
        holds INTEGER,
        answer_en TEXT NOT NULL,
        answer_zh_hant TEXT NOT NULL,
        answer_zh_hans TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_criterion PRIMARY KEY (id),
        CONSTRAINT fk_criterion_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    "CREATE INDEX ix_criterion_project ON criterion (project)",
    """
    CREATE TABLE year_figure (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        factory TEXT NOT NULL,
        year INTEGER,
        output_value TEXT,
        output_value_real REAL,
        currency TEXT NOT NULL,
        employees INTEGER,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_year_figure PRIMARY KEY (id),
        CONSTRAINT fk_year_figure_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    "CREATE INDEX ix_year_figure_factory ON year_figure (factory)",
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
    (
        "project",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            factory TEXT NOT NULL,
            name_en TEXT NOT NULL,
            name_zh_hant TEXT NOT NULL,
            name_zh_hans TEXT NOT NULL,
            summary_en TEXT NOT NULL,
            summary_zh_hant TEXT NOT NULL,
            summary_zh_hans TEXT NOT NULL,
            technology_en TEXT NOT NULL,
            technology_zh_hant TEXT NOT NULL,
            technology_zh_hans TEXT NOT NULL,
            route TEXT,
            list_item TEXT NOT NULL,
            developer TEXT,
            developer_name_en TEXT NOT NULL,
            developer_name_zh_hant TEXT NOT NULL,
            developer_name_zh_hans TEXT NOT NULL,
            development_proof_en TEXT NOT NULL,
            development_proof_zh_hant TEXT NOT NULL,
            development_proof_zh_hans TEXT NOT NULL,
            newness_en TEXT NOT NULL,
            newness_zh_hant TEXT NOT NULL,
            newness_zh_hans TEXT NOT NULL,
            problem_en TEXT NOT NULL,
            problem_zh_hant TEXT NOT NULL,
            problem_zh_hans TEXT NOT NULL,
            solution_en TEXT NOT NULL,
            solution_zh_hant TEXT NOT NULL,
            solution_zh_hans TEXT NOT NULL,
            preventive_en TEXT NOT NULL,
            preventive_zh_hant TEXT NOT NULL,
            preventive_zh_hans TEXT NOT NULL,
            verification_en TEXT NOT NULL,
            verification_zh_hant TEXT NOT NULL,
            verification_zh_hans TEXT NOT NULL,
            replicability_en TEXT NOT NULL,
            replicability_zh_hant TEXT NOT NULL,
            replicability_zh_hans TEXT NOT NULL,
            risks_en TEXT NOT NULL,
            risks_zh_hant TEXT NOT NULL,
            risks_zh_hans TEXT NOT NULL,
            start TEXT,
            "end" TEXT,
            other_funding_en TEXT NOT NULL,
            other_funding_zh_hant TEXT NOT NULL,
            other_funding_zh_hans TEXT NOT NULL,
            other_funding_amount TEXT,
            other_funding_amount_real REAL,
            reference TEXT NOT NULL,
            approved_on TEXT,
            approved_grant TEXT,
            approved_grant_real REAL,
            deviations_en TEXT NOT NULL,
            deviations_zh_hant TEXT NOT NULL,
            deviations_zh_hans TEXT NOT NULL,
            publicity_en TEXT NOT NULL,
            publicity_zh_hant TEXT NOT NULL,
            publicity_zh_hans TEXT NOT NULL,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_project PRIMARY KEY (id),
            CONSTRAINT fk_project_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_project_factory ON project (factory)",),
        {"reference": "''", "deviations_en": "''", "deviations_zh_hant": "''", "deviations_zh_hans": "''", "publicity_en": "''", "publicity_zh_hant": "''", "publicity_zh_hans": "''"},
    ),
    (
        "objective",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            project TEXT NOT NULL,
            name_en TEXT NOT NULL,
            name_zh_hant TEXT NOT NULL,
            name_zh_hans TEXT NOT NULL,
            measure_en TEXT NOT NULL,
            measure_zh_hant TEXT NOT NULL,
            measure_zh_hans TEXT NOT NULL,
            unit TEXT NOT NULL,
            target TEXT,
            target_real REAL,
            achieved TEXT,
            achieved_real REAL,
            explanation_en TEXT NOT NULL,
            explanation_zh_hant TEXT NOT NULL,
            explanation_zh_hans TEXT NOT NULL,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_objective PRIMARY KEY (id),
            CONSTRAINT fk_objective_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_objective_project ON objective (project)",),
        {"explanation_en": "''", "explanation_zh_hant": "''", "explanation_zh_hans": "''"},
    ),
    (
        "milestone",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            project TEXT NOT NULL,
            name_en TEXT NOT NULL,
            name_zh_hant TEXT NOT NULL,
            name_zh_hans TEXT NOT NULL,
            start TEXT,
            "end" TEXT,
            done TEXT,
            remark_en TEXT NOT NULL,
            remark_zh_hant TEXT NOT NULL,
            remark_zh_hans TEXT NOT NULL,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_milestone PRIMARY KEY (id),
            CONSTRAINT fk_milestone_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_milestone_project ON milestone (project)",),
        {"remark_en": "''", "remark_zh_hant": "''", "remark_zh_hans": "''"},
    ),
    (
        "factory",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            company TEXT NOT NULL,
            name_en TEXT NOT NULL,
            name_zh_hant TEXT NOT NULL,
            name_zh_hans TEXT NOT NULL,
            region TEXT,
            city_en TEXT NOT NULL,
            city_zh_hant TEXT NOT NULL,
            city_zh_hans TEXT NOT NULL,
            address_en TEXT NOT NULL,
            address_zh_hant TEXT NOT NULL,
            address_zh_hans TEXT NOT NULL,
            credit_code TEXT NOT NULL,
            legal_representative_en TEXT NOT NULL,
            legal_representative_zh_hant TEXT NOT NULL,
            legal_representative_zh_hans TEXT NOT NULL,
            registered_capital TEXT,
            registered_capital_real REAL,
            registered_capital_currency TEXT NOT NULL,
            licence_expiry TEXT,
            link TEXT,
            contract_number TEXT NOT NULL,
            contract_parties_en TEXT NOT NULL,
            contract_parties_zh_hant TEXT NOT NULL,
            contract_parties_zh_hans TEXT NOT NULL,
            contract_expiry TEXT,
            polluting_process_en TEXT NOT NULL,
            polluting_process_zh_hant TEXT NOT NULL,
            polluting_process_zh_hans TEXT NOT NULL,
            sector TEXT NOT NULL,
            industry_code TEXT NOT NULL,
            products_en TEXT NOT NULL,
            products_zh_hant TEXT NOT NULL,
            products_zh_hans TEXT NOT NULL,
            employees INTEGER,
            output_value TEXT,
            output_value_real REAL,
            output_currency TEXT NOT NULL,
            site_area TEXT,
            site_area_real REAL,
            floor_area TEXT,
            floor_area_real REAL,
            hours_per_day TEXT,
            hours_per_day_real REAL,
            days_per_year INTEGER,
            process_flow_en TEXT NOT NULL,
            process_flow_zh_hant TEXT NOT NULL,
            process_flow_zh_hans TEXT NOT NULL,
            materials_en TEXT NOT NULL,
            materials_zh_hant TEXT NOT NULL,
            materials_zh_hans TEXT NOT NULL,
            emission_points_en TEXT NOT NULL,
            emission_points_zh_hant TEXT NOT NULL,
            emission_points_zh_hans TEXT NOT NULL,
            permit_number TEXT NOT NULL,
            eia_en TEXT NOT NULL,
            eia_zh_hant TEXT NOT NULL,
            eia_zh_hans TEXT NOT NULL,
            audit_status_en TEXT NOT NULL,
            audit_status_zh_hant TEXT NOT NULL,
            audit_status_zh_hans TEXT NOT NULL,
            penalties_en TEXT NOT NULL,
            penalties_zh_hant TEXT NOT NULL,
            penalties_zh_hans TEXT NOT NULL,
            bank_account_en TEXT NOT NULL,
            bank_account_zh_hant TEXT NOT NULL,
            bank_account_zh_hans TEXT NOT NULL,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_factory PRIMARY KEY (id),
            CONSTRAINT fk_factory_company FOREIGN KEY(company) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_factory_company ON factory (company)",),
        {"bank_account_en": "''", "bank_account_zh_hant": "''", "bank_account_zh_hans": "''"},
    ),
    (
        "candidacy",
        """
        CREATE TABLE {name} (
            id TEXT NOT NULL,
            code TEXT NOT NULL,
            factory TEXT NOT NULL,
            label TEXT,
            year INTEGER,
            participation_en TEXT NOT NULL,
            participation_zh_hant TEXT NOT NULL,
            participation_zh_hans TEXT NOT NULL,
            compliance_en TEXT NOT NULL,
            compliance_zh_hant TEXT NOT NULL,
            compliance_zh_hans TEXT NOT NULL,
            policy_en TEXT NOT NULL,
            policy_zh_hant TEXT NOT NULL,
            policy_zh_hans TEXT NOT NULL,
            team_en TEXT NOT NULL,
            team_zh_hant TEXT NOT NULL,
            team_zh_hans TEXT NOT NULL,
            sharing_en TEXT NOT NULL,
            sharing_zh_hant TEXT NOT NULL,
            sharing_zh_hans TEXT NOT NULL,
            partners_en TEXT NOT NULL,
            partners_zh_hant TEXT NOT NULL,
            partners_zh_hans TEXT NOT NULL,
            activities_en TEXT NOT NULL,
            activities_zh_hant TEXT NOT NULL,
            activities_zh_hans TEXT NOT NULL,
            results_en TEXT NOT NULL,
            results_zh_hant TEXT NOT NULL,
            results_zh_hans TEXT NOT NULL,
            references_en TEXT NOT NULL,
            references_zh_hant TEXT NOT NULL,
            references_zh_hans TEXT NOT NULL,
            entered INTEGER NOT NULL,
            CONSTRAINT pk_candidacy PRIMARY KEY (id),
            CONSTRAINT fk_candidacy_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED
        )
         STRICT
        """,
        ("CREATE INDEX ix_candidacy_factory ON candidacy (factory)",),
        {"references_en": "''", "references_zh_hant": "''", "references_zh_hans": "''"},
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
