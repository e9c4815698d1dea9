"""A client and a server of Python's grpcio, as peers of the tests.

    grpc_peer.py call < calls     one call for each line, a JSON object:
                                  {"target", "roots", "certificate", "key", "override", "id" or "size", "timeout", "waits"};
                                  "roots" missing means cleartext. Prints for each line a JSON object: {"code", "details", "id"}
                                  ("size" instead of "id" when a size was asked for).
    grpc_peer.py serve CONFIG     serves until its input ends; CONFIG is a JSON object {"address", "certificate", "key", "roots"};
                                  "roots" demands certificates from clients. Prints the port.

The method is the platform's GetCharacter, with messages written by hand: field 1 is the id, which the response repeats.
"""

import json
import sys
from concurrent import futures

import grpc

SERVICE = "generia.character.CharacterService"
OPTIONS = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


def read(path):
    if path is None:
        return None
    with open(path, "rb") as stream:
        return stream.read()


def varint(value):
    result = bytearray()
    while value >= 0x80:
        result.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(result) + bytes([value])


def encode(text):
    return b"\x0a" + varint(len(text)) + text


def decode(message):
    """The first field of the message."""
    if not message:
        return b""
    length = shift = 0
    position = 1
    while True:
        byte = message[position]
        length |= (byte & 0x7F) << shift
        shift += 7
        position += 1
        if byte < 0x80:
            return message[position : position + length]


def channel(call):
    options = list(OPTIONS)
    if "override" in call:
        options.append(("grpc.ssl_target_name_override", call["override"]))
    if "roots" not in call:
        return grpc.insecure_channel(call["target"], options)
    credentials = grpc.ssl_channel_credentials(read(call["roots"]), read(call.get("key")), read(call.get("certificate")))
    return grpc.secure_channel(call["target"], credentials, options)


def make(call):
    text = b"x" * call["size"] if "size" in call else call.get("id", "a").encode()
    with channel(call) as connection:
        method = connection.unary_unary(f"/{SERVICE}/GetCharacter")
        try:
            response = decode(method(encode(text), timeout=call.get("timeout", 20), wait_for_ready=call.get("waits", False)))
        except grpc.RpcError as error:
            return {"code": error.code().name, "details": error.details()}
    return {"code": "OK", "size": len(response)} if "size" in call else {"code": "OK", "id": response.decode()}


def serve(config):
    handler = grpc.unary_unary_rpc_method_handler(lambda request, context: encode(decode(request)))
    server = grpc.server(futures.ThreadPoolExecutor(4), options=OPTIONS)
    server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(SERVICE, {"GetCharacter": handler})])
    address = config.get("address", "127.0.0.1:0")
    if "certificate" in config:
        pairs = [(read(config["key"]), read(config["certificate"]))]
        credentials = grpc.ssl_server_credentials(pairs, read(config.get("roots")), require_client_auth="roots" in config)
        port = server.add_secure_port(address, credentials)
    else:
        port = server.add_insecure_port(address)
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(None)


if sys.argv[1] == "serve":
    serve(json.loads(sys.argv[2]))
else:
    for line in sys.stdin:
        print(json.dumps(make(json.loads(line))), flush=True)
