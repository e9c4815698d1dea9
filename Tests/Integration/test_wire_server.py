"""The wire rules of gRPC over HTTP/2 and the list of connectrpc/conformance, with raw frames against our server.

WIRE_SERVER names another server of interop_peers.SERVERS, for comparison.
"""

import os

import pytest

import conformance_rules
import wire_rules_server
from raw_http2 import Connection
from wire_table import EMPTY, EMPTY_MESSAGE, OK


@pytest.fixture(scope="module")
def address(interop_server):
    return interop_server(os.environ.get("WIRE_SERVER", "swift")).address


def run(rule, address):
    with Connection(address, settings=rule.settings, grants_window=rule.grants_window) as connection:
        rule.expect(rule.send(connection))
        if rule.lives_on:
            assert connection.goaway is None and not connection.closed
            assert connection.call(101, EMPTY, EMPTY_MESSAGE).grpc_status == OK


@pytest.mark.parametrize("rule", wire_rules_server.RULES, ids=lambda rule: rule.id)
def test_rule(address, rule):
    run(rule, address)


@pytest.mark.parametrize("rule", conformance_rules.SERVER, ids=lambda rule: rule.id)
def test_conformance(address, rule):
    run(rule, address)
