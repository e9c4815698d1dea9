"""The wire rules of gRPC over HTTP/2 and the list of connectrpc/conformance, with a scripted server against our client.

WIRE_CLIENT names another client program ("cpp"), for comparison.
"""

import os

import pytest

import conformance_rules
import wire_rules_client
from interop_peers import probe
from scripted_server import ScriptedServer

CLIENT = os.environ.get("WIRE_CLIENT", "swift")


def run(rule):
    def answer(connection, stream):
        for step in rule.answer:
            step(connection, stream)

    with ScriptedServer(answer, settings=rule.settings, at_headers=rule.at_headers) as server:
        seen = probe(CLIENT, server.address, rule.method, *rule.flags)
        rule.expect(seen, server.requests())


@pytest.mark.parametrize("rule", wire_rules_client.RULES, ids=lambda rule: rule.id)
def test_rule(rule):
    run(rule)


@pytest.mark.parametrize("rule", conformance_rules.CLIENT, ids=lambda rule: rule.id)
def test_conformance(rule):
    run(rule)
