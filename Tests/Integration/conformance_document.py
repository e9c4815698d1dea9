"""Writes docs/conformance.md from the tables that the tests run: `python Tests/Integration/conformance_document.py`.

test_conformance_document.py fails when the document is not what the tables say. A test that fails fails the run, unless it is in
known_failing.txt, which is a part of the document: so what the document says is what the last run has seen.
"""

import pathlib

import conformance_rules
import http2_rules
import test_interop
import test_negative_http2
import wire_rules_client
import wire_rules_server

HERE = pathlib.Path(__file__).resolve().parent
DOCUMENT = HERE.parents[1] / "docs" / "conformance.md"

NAMES = {"swift": "Swift", "cpp": "C++", "grpcio": "grpcio", "grpclib": "grpclib"}

RULES = {
    "1": "Pseudo header fields come first, `grpc-timeout` next, the rest of the call before metadata",
    "2": "`te: trailers` is always sent; a server takes its absence, and nothing else in its place",
    "3": "One `:authority`, for which `host` may stand in (A41)",
    "4": "Fields that belong to a connection of HTTP/1 make a message malformed",
    "5": "A content-type that is not gRPC's: HTTP 415 from a server, UNKNOWN at a client",
    "6": "`application/grpc` with `+proto` or parameters is gRPC; an unknown codec is refused by a status",
    "7": "The response has the content-type of the request, also in Trailers-Only",
    "8": "POST only: HTTP 405 for the rest",
    "9": "`:path` is `/service/method`, divided at the last slash",
    "10": "UNIMPLEMENTED names the service or the method that is missing",
    "11": "`grpc-timeout` is 1 to 8 digits and a unit: anything else is HTTP 400",
    "12": "A timeout of zero ends the call before its handler runs",
    "13": "Timeouts are written in the finest unit that 8 digits allow, rounded up",
    "14": "Deadlines are kept by both sides on their own; the client resets the stream with CANCEL",
    "15": "A compressed message of an unknown encoding: UNIMPLEMENTED, and a list of the known ones",
    "16": "An unknown encoding is refused even if no message uses it",
    "17": "A compressed message without an encoding: INTERNAL",
    "18": "A compressed flag of 2 or more: INTERNAL",
    "19": "A client that gets an encoding which it does not know: INTERNAL",
    "20": "Every message is compressed for itself; `deflate` has the zlib wrapper",
    "21": "Corrupt messages: INTERNAL; those that inflate beyond the limit: RESOURCE_EXHAUSTED",
    "22": "Empty messages are sent plain, and taken either way",
    "23": "`grpc-accept-encoding` is a list, in one field or several",
    "24": "Frame borders and padding mean nothing to messages",
    "25": "Messages beyond the limit: RESOURCE_EXHAUSTED, before they have come",
    "26": "An end inside a message: INTERNAL",
    "27": "No body: UNIMPLEMENTED where a message is due, no waiting",
    "28": "A wrong number of messages: UNIMPLEMENTED on both sides",
    "29": "An empty DATA frame may end the request",
    "30": "The status comes in trailers, also OK; unknown numbers are UNKNOWN and are quoted",
    "31": "Without `grpc-status`, the HTTP status decides (431 is INTERNAL, as today's specification says)",
    "32": "Responses 1xx are skipped",
    "33": "`grpc-status` counts in the last header block only",
    "34": "A header block in the middle of a body is an error",
    "35": "`grpc-message` is percent-encoded UTF-8; decoding never fails",
    "36": "Names are in lower case; those of the protocol cannot be metadata",
    "37": "`-bin` values are base64, without padding when sent, with or without when received, and may be lists",
    "38": "Text beyond ASCII and outer blanks are no error; equal names keep their order",
    "39": "RST_STREAM codes and lost connections map to statuses",
    "40": "An answer before the end of the request is followed by RST_STREAM(NO_ERROR), and none of it is lost",
    "B1": "Requests that are not protobuf: INTERNAL with the reason; unknown fields are skipped",
    "F1": "Trailers wait for data that wait for the window, and for nothing else",
    "F2": "GOAWAY leaves running calls alone",
    "F4": "The window opens for what has been read, and only for that",
    "F6": "Header lists stay within the peer's SETTINGS_MAX_HEADER_LIST_SIZE",
    "F10": "`grpc-status-details-bin` that disagrees does no harm",
    "F12": "`user-agent` has the usual form",
}

# A suite of connectrpc/conformance, and where its cases are: rows of the suite's own name, or rules.
SUITES = {
    "basic": "",
    "errors": "",
    "timeouts": "rule 14",
    "deadline_propagation": "rule 13",
    "client_cancellation": "",
    "duplicate_metadata": "rule 38",
    "client_http_to_rpc_code": "rule 31",
    "client_unexpected": "rules 5, 31",
    "grpc_client_unexpected": "rules 5, 6, 17, 19, 26, 28, 31, 33",
    "grpc_client_trailers": "",
    "grpc_client_empty": "",
    "grpc_proto_subformat": "rules 6, 7",
    "server_unexpected": "rule 5",
    "grpc_server_unexpected": "rules 6, 8, 10, 15, 17, 26, 27, 28",
    "server_empty": "",
    "server_message_size": "",
    "client_message_size": "",
}


def known_failing() -> list[str]:
    lines = (HERE / "known_failing.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    return [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows), ""]


def titles(rules) -> str:
    """The titles of rows; those that differ only in the method once."""
    return "; ".join(dict.fromkeys(rule.title.replace("|", "\\|") for rule in rules)) or "–"


def interop() -> list[str]:
    head = ["case", *(f"{NAMES[client]} → {NAMES[server]}" for server, client in test_interop.PAIRS)]
    rows = [
        [f"`{case}`", *("✔" if test_interop.is_possible(server, client, case) else "–" for server, client in test_interop.PAIRS)]
        for case in test_interop.CASES
    ]
    return table(head, rows)


def wire_rules() -> list[str]:
    rows = []
    for number, text in RULES.items():
        server = [rule for rule in wire_rules_server.RULES if rule.number == number]
        client = [rule for rule in wire_rules_client.RULES if rule.number == number]
        rows.append([number, text, titles(server), titles(client)])
    return table(["rule", "what holds", "asked of the server", "asked of the client"], rows)


def suites() -> list[str]:
    rows = []
    for suite, elsewhere in SUITES.items():
        server = sum(rule.number == suite for rule in conformance_rules.SERVER)
        client = sum(rule.number == suite for rule in conformance_rules.CLIENT)
        rows.append([f"`{suite}`", str(server or "–"), str(client or "–"), elsewhere or "–"])
    return table(["suite", "server", "client", "further cases under"], rows)


def http2() -> list[str]:
    sections = dict.fromkeys(rule.number for rule in http2_rules.RULES)
    return table(
        ["section", "cases"], [[section, titles(rule for rule in http2_rules.RULES if rule.number == section)] for section in sections]
    )


def document() -> str:
    failing = known_failing()
    lines = [
        "# Conformance",
        "",
        "What the gRPC runtime has been asked by programs that are not its own, and what came of it. This page is written by",
        "`python Tests/Integration/conformance_document.py` from the tables that the tests run, and a test compares it with them. All of it runs",
        "with `make integration-test`; every case passes, except those under [Known to fail](#known-to-fail). A case of that list which passes",
        "fails the run.",
        "",
        "## Interoperability tests",
        "",
        "The cases of the",
        "[interoperability test descriptions](https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md) that need no cloud,",
        "client → server, each over cleartext and over TLS. Swift is `interop-client` and `interop-server` of this project; C++ is a program on",
        "Debian's `libgrpc++` (`Tests/Interop/cpp`), `grpcio` and `grpclib` are programs on the Python packages (`Tests/Interop/python`).",
        "`cacheable_unary` runs without a caching proxy: it sees only that the headers for one come through.",
        "",
        *interop(),
        "A dash: `grpcio` tells neither end whether a message came compressed and lets a client choose compression for whole calls only;",
        "`grpclib` knows no compression and has no case of its own for `cacheable_unary` and `channel_soak`.",
        "",
        "## Negative HTTP/2 tests",
        "",
        "The cases of the",
        "[negative HTTP/2 test descriptions](https://github.com/grpc/grpc/blob/master/doc/negative-http2-interop-test-descriptions.md):",
        f"`goaway`, {', '.join(f'`{case}`' for case in test_negative_http2.RESETS)}, `ping`, `max_streams`. The server is a script that speaks raw",
        "frames. Beyond them:",
        "",
        *(f"* {name}" for name in test_negative_http2.BROKEN),
        "* a server that speaks something else, says nothing, is not there, sends a byte at a time, never opens its window, opens it byte by byte",
        "* a stream above the last one of GOAWAY, and a refused stream, are sent again without their caller's doing",
        "",
        "## Wire rules",
        "",
        "Raw frames against `interop-server`, and `interop-client` against a server that answers with raw frames. Rules 1 to 40 are the ones that",
        "implementations get wrong most often; F stands for further ones, B for bad input.",
        "",
        *wire_rules(),
        "## connectrpc/conformance",
        "",
        "The list of [connectrpc/conformance](https://github.com/connectrpc/conformance) for plain gRPC, put in terms of `grpc.testing`: the number",
        "of cases under the suite's name, and the rules above that hold the rest.",
        "",
        *suites(),
        "## HTTP/2",
        "",
        "What the code around nghttp2 could break, by section of RFC 9113 (and RFC 7541, HPACK).",
        "",
        *http2(),
        "## Known to fail",
        "",
        *([f"* `{line}`" for line in failing] or ["Nothing."]),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    DOCUMENT.write_text(document())
