"""docs/conformance.md says what the tables of the tests say."""

import conformance_document
import conformance_rules
import wire_rules_client
import wire_rules_server


def test_every_rule_and_suite_has_cases_and_a_description():
    numbers = {rule.number for rule in (*wire_rules_server.RULES, *wire_rules_client.RULES)}
    assert numbers == set(conformance_document.RULES)
    suites = {rule.number for rule in (*conformance_rules.SERVER, *conformance_rules.CLIENT)}
    assert suites <= set(conformance_document.SUITES)


def test_rows_have_names_of_their_own():
    for table in (wire_rules_server.RULES, wire_rules_client.RULES, conformance_rules.SERVER, conformance_rules.CLIENT):
        names = [rule.id for rule in table]
        assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def test_the_document_is_current():
    written = conformance_document.DOCUMENT.read_text()
    assert written == conformance_document.document(), "run Tests/Integration/conformance_document.py"
