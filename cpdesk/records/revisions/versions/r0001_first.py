"""The first schema of a record."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE answer (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        scheme TEXT NOT NULL,
        rule TEXT NOT NULL,
        answer_en TEXT NOT NULL,
        answer_zh_hant TEXT NOT NULL,
        answer_zh_hans TEXT NOT NULL,
        source_en TEXT NOT NULL,
        source_zh_hant TEXT NOT NULL,
        source_zh_hans TEXT NOT NULL,
        given TEXT,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_answer PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE company (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        br_number TEXT NOT NULL,
        br_expiry TEXT,
        cr_number TEXT NOT NULL,
        legal_form TEXT,
        established TEXT,
        address_en TEXT NOT NULL,
        address_zh_hant TEXT NOT NULL,
        address_zh_hans TEXT NOT NULL,
        mailing_address_en TEXT NOT NULL,
        mailing_address_zh_hant TEXT NOT NULL,
        mailing_address_zh_hans TEXT NOT NULL,
        telephone TEXT NOT NULL,
        fax TEXT NOT NULL,
        email TEXT NOT NULL,
        website TEXT NOT NULL,
        employees_full INTEGER,
        employees_part INTEGER,
        turnover TEXT,
        turnover_real REAL,
        turnover_currency TEXT NOT NULL,
        turnover_from TEXT,
        turnover_to TEXT,
        business_en TEXT NOT NULL,
        business_zh_hant TEXT NOT NULL,
        business_zh_hans TEXT NOT NULL,
        directors_en TEXT NOT NULL,
        directors_zh_hant TEXT NOT NULL,
        directors_zh_hans TEXT NOT NULL,
        bank_account_en TEXT NOT NULL,
        bank_account_zh_hant TEXT NOT NULL,
        bank_account_zh_hans TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_company PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE contact (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        "of" TEXT NOT NULL,
        role TEXT,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        post_en TEXT NOT NULL,
        post_zh_hant TEXT NOT NULL,
        post_zh_hans TEXT NOT NULL,
        telephone TEXT NOT NULL,
        mobile TEXT NOT NULL,
        email TEXT NOT NULL,
        own_staff INTEGER,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_contact PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE evidence (
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
        entered INTEGER NOT NULL,
        CONSTRAINT pk_evidence PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE evidence_part (
        sha256 TEXT NOT NULL,
        number INTEGER NOT NULL,
        data BLOB NOT NULL,
        CONSTRAINT pk_evidence_part PRIMARY KEY (sha256, number)
    )
     STRICT
    """,
    """
    CREATE TABLE exchange_rate (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        currency TEXT NOT NULL,
        "on" TEXT,
        rate TEXT,
        rate_real REAL,
        source TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_exchange_rate PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE factor (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        factor TEXT NOT NULL,
        value TEXT,
        value_real REAL,
        unit TEXT NOT NULL,
        year INTEGER,
        gas TEXT NOT NULL,
        source_en TEXT NOT NULL,
        source_zh_hant TEXT NOT NULL,
        source_zh_hans TEXT NOT NULL,
        read_on TEXT,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_factor PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE holding (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        owner TEXT NOT NULL,
        owned TEXT NOT NULL,
        share TEXT,
        share_real REAL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_holding PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE journal (
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        "by" TEXT NOT NULL,
        kind TEXT NOT NULL,
        label TEXT NOT NULL,
        facts TEXT NOT NULL,
        "of" INTEGER,
        CONSTRAINT pk_journal PRIMARY KEY (number)
    )
     STRICT
    """,
    """
    CREATE TABLE pack (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        kind TEXT,
        "of" TEXT NOT NULL,
        language TEXT NOT NULL,
        issued TEXT,
        change INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        manifest TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_pack PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE party (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        kind TEXT,
        hong_kong_resident INTEGER,
        place_en TEXT NOT NULL,
        place_zh_hant TEXT NOT NULL,
        place_zh_hans TEXT NOT NULL,
        registration TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_party PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE record_identity (
        id TEXT NOT NULL,
        created TEXT NOT NULL,
        CONSTRAINT pk_record_identity PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE rule_file (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        kind TEXT,
        file_name TEXT NOT NULL,
        text TEXT NOT NULL,
        added TEXT,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_rule_file PRIMARY KEY (id)
    )
     STRICT
    """,
    """
    CREATE TABLE attachment (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        evidence TEXT NOT NULL,
        "to" TEXT NOT NULL,
        pages TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_attachment PRIMARY KEY (id),
        CONSTRAINT fk_attachment_evidence FOREIGN KEY(evidence) REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_attachment_evidence ON attachment (evidence)
    """,
    """
    CREATE TABLE factory (
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
        entered INTEGER NOT NULL,
        CONSTRAINT pk_factory PRIMARY KEY (id),
        CONSTRAINT fk_factory_company FOREIGN KEY(company) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_factory_company ON factory (company)
    """,
    """
    CREATE TABLE journal_bulk (
        number INTEGER NOT NULL,
        kind TEXT NOT NULL,
        rows INTEGER NOT NULL,
        images BLOB,
        CONSTRAINT pk_journal_bulk PRIMARY KEY (number, kind),
        CONSTRAINT fk_journal_bulk_number FOREIGN KEY(number) REFERENCES journal (number)
    )
     STRICT
    """,
    """
    CREATE TABLE journal_row (
        number INTEGER NOT NULL,
        rank INTEGER NOT NULL,
        kind TEXT NOT NULL,
        entity TEXT NOT NULL,
        "before" TEXT,
        "after" TEXT,
        entered INTEGER,
        CONSTRAINT pk_journal_row PRIMARY KEY (number, rank),
        CONSTRAINT fk_journal_row_number FOREIGN KEY(number) REFERENCES journal (number)
    )
     STRICT
    """,
    """
    CREATE TABLE past_project (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        company TEXT NOT NULL,
        reference TEXT NOT NULL,
        kind_en TEXT NOT NULL,
        kind_zh_hant TEXT NOT NULL,
        kind_zh_hans TEXT NOT NULL,
        year INTEGER,
        amount TEXT,
        amount_real REAL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_past_project PRIMARY KEY (id),
        CONSTRAINT fk_past_project_company FOREIGN KEY(company) REFERENCES company (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_past_project_company ON past_project (company)
    """,
    """
    CREATE TABLE candidacy (
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
        entered INTEGER NOT NULL,
        CONSTRAINT pk_candidacy PRIMARY KEY (id),
        CONSTRAINT fk_candidacy_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_candidacy_factory ON candidacy (factory)
    """,
    """
    CREATE TABLE certificate (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        factory TEXT NOT NULL,
        system TEXT NOT NULL,
        number TEXT NOT NULL,
        issued TEXT,
        expires TEXT,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_certificate PRIMARY KEY (id),
        CONSTRAINT fk_certificate_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_certificate_factory ON certificate (factory)
    """,
    """
    CREATE TABLE driver (
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
        entered INTEGER NOT NULL,
        CONSTRAINT pk_driver PRIMARY KEY (id),
        CONSTRAINT fk_driver_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_driver_factory ON driver (factory)
    """,
    """
    CREATE TABLE equipment (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        factory TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        model TEXT NOT NULL,
        rated_power TEXT,
        rated_power_real REAL,
        quantity INTEGER,
        process_en TEXT NOT NULL,
        process_zh_hant TEXT NOT NULL,
        process_zh_hans TEXT NOT NULL,
        state_en TEXT NOT NULL,
        state_zh_hant TEXT NOT NULL,
        state_zh_hans TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_equipment PRIMARY KEY (id),
        CONSTRAINT fk_equipment_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_equipment_factory ON equipment (factory)
    """,
    """
    CREATE TABLE label (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        factory TEXT NOT NULL,
        year INTEGER,
        label TEXT,
        number TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_label PRIMARY KEY (id),
        CONSTRAINT fk_label_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_label_factory ON label (factory)
    """,
    """
    CREATE TABLE meter (
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
        entered INTEGER NOT NULL,
        CONSTRAINT pk_meter PRIMARY KEY (id),
        CONSTRAINT fk_meter_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT fk_meter_above FOREIGN KEY(above) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_meter_above ON meter (above)
    """,
    """
    CREATE INDEX ix_meter_factory ON meter (factory)
    """,
    """
    CREATE TABLE project (
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
        entered INTEGER NOT NULL,
        CONSTRAINT pk_project PRIMARY KEY (id),
        CONSTRAINT fk_project_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_project_factory ON project (factory)
    """,
    """
    CREATE TABLE training (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        factory TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        held TEXT,
        hours TEXT,
        hours_real REAL,
        heads INTEGER,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_training PRIMARY KEY (id),
        CONSTRAINT fk_training_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_training_factory ON training (factory)
    """,
    """
    CREATE TABLE budget_item (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        project TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        specification_en TEXT NOT NULL,
        specification_zh_hant TEXT NOT NULL,
        specification_zh_hans TEXT NOT NULL,
        supplier_en TEXT NOT NULL,
        supplier_zh_hant TEXT NOT NULL,
        supplier_zh_hans TEXT NOT NULL,
        category TEXT,
        quantity TEXT,
        quantity_real REAL,
        unit_price TEXT,
        unit_price_real REAL,
        currency TEXT NOT NULL,
        rate TEXT,
        rate_real REAL,
        rate_date TEXT,
        rate_source TEXT NOT NULL,
        tax TEXT,
        tax_real REAL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_budget_item PRIMARY KEY (id),
        CONSTRAINT fk_budget_item_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_budget_item_project ON budget_item (project)
    """,
    """
    CREATE TABLE milestone (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        project TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        start TEXT,
        "end" TEXT,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_milestone PRIMARY KEY (id),
        CONSTRAINT fk_milestone_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_milestone_project ON milestone (project)
    """,
    """
    CREATE TABLE objective (
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
        entered INTEGER NOT NULL,
        CONSTRAINT pk_objective PRIMARY KEY (id),
        CONSTRAINT fk_objective_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_objective_project ON objective (project)
    """,
    """
    CREATE TABLE provider (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        project TEXT NOT NULL,
        name_en TEXT NOT NULL,
        name_zh_hant TEXT NOT NULL,
        name_zh_hans TEXT NOT NULL,
        registration TEXT NOT NULL,
        address_en TEXT NOT NULL,
        address_zh_hant TEXT NOT NULL,
        address_zh_hans TEXT NOT NULL,
        contact TEXT NOT NULL,
        role_en TEXT NOT NULL,
        role_zh_hant TEXT NOT NULL,
        role_zh_hans TEXT NOT NULL,
        listed INTEGER,
        relation TEXT,
        relation_detail_en TEXT NOT NULL,
        relation_detail_zh_hant TEXT NOT NULL,
        relation_detail_zh_hans TEXT NOT NULL,
        track_record_en TEXT NOT NULL,
        track_record_zh_hant TEXT NOT NULL,
        track_record_zh_hans TEXT NOT NULL,
        reason_en TEXT NOT NULL,
        reason_zh_hant TEXT NOT NULL,
        reason_zh_hans TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_provider PRIMARY KEY (id),
        CONSTRAINT fk_provider_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_provider_project ON provider (project)
    """,
    """
    CREATE TABLE reading (
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
        entered INTEGER NOT NULL,
        CONSTRAINT pk_reading PRIMARY KEY (id),
        CONSTRAINT ck_reading_one_series CHECK ((meter IS NULL) <> (driver IS NULL)),
        CONSTRAINT fk_reading_meter FOREIGN KEY(meter) REFERENCES meter (id) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT fk_reading_driver FOREIGN KEY(driver) REFERENCES driver (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_reading_driver ON reading (driver)
    """,
    """
    CREATE INDEX ix_reading_meter ON reading (meter)
    """,
    """
    CREATE TABLE upgrade (
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
        entered INTEGER NOT NULL,
        CONSTRAINT pk_upgrade PRIMARY KEY (id),
        CONSTRAINT fk_upgrade_factory FOREIGN KEY(factory) REFERENCES factory (id) DEFERRABLE INITIALLY DEFERRED,
        CONSTRAINT fk_upgrade_project FOREIGN KEY(project) REFERENCES project (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_upgrade_factory ON upgrade (factory)
    """,
    """
    CREATE INDEX ix_upgrade_project ON upgrade (project)
    """,
    """
    CREATE TABLE effect (
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
    """
    CREATE INDEX ix_effect_meter ON effect (meter)
    """,
    """
    CREATE INDEX ix_effect_upgrade ON effect (upgrade)
    """,
    """
    CREATE TABLE quotation (
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        item TEXT NOT NULL,
        supplier_en TEXT NOT NULL,
        supplier_zh_hant TEXT NOT NULL,
        supplier_zh_hans TEXT NOT NULL,
        dated TEXT,
        amount TEXT,
        amount_real REAL,
        currency TEXT NOT NULL,
        conforms INTEGER,
        relation TEXT,
        chosen INTEGER NOT NULL,
        reason_en TEXT NOT NULL,
        reason_zh_hant TEXT NOT NULL,
        reason_zh_hans TEXT NOT NULL,
        entered INTEGER NOT NULL,
        CONSTRAINT pk_quotation PRIMARY KEY (id),
        CONSTRAINT fk_quotation_item FOREIGN KEY(item) REFERENCES budget_item (id) DEFERRABLE INITIALLY DEFERRED
    )
     STRICT
    """,
    """
    CREATE INDEX ix_quotation_item ON quotation (item)
    """,
)


def upgrade() -> None:
    """Create every table of the first version."""
    for statement in STATEMENTS:
        op.execute(statement)
