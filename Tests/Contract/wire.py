"""Calls over the wire by grpcio, with message classes that are made from the proto files when the tests run.

Each version of the wire contract has a pool of descriptors of its own: v1 and v2 use the same names for different messages.
"""

import functools
import pathlib
import tempfile

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc

from suites import ROOT

from .case import Call

SERVICES = {
    "character": "generia.character.CharacterService",
    "media": "media.MediaService",
    "post": "post.PostService",
    "world": "world.WorldService",
    "auth": "auth.AuthService",
    "interaction": "interaction.InteractionService",
}
# Where the proto files of each version are looked for, in this order: what did not change is only there once.
ROOTS = {"v2": [ROOT / "proto"], "v1": [ROOT / "proto" / "v1", ROOT / "proto"]}


class Schema:
    """The messages and methods of one version of the wire contract."""

    def __init__(self, version: str):
        roots = ROOTS[version]
        files = [f"{name}/{name}.proto" for name in SERVICES if any((root / name / f"{name}.proto").exists() for root in roots)]
        with tempfile.TemporaryDirectory() as directory:
            out = pathlib.Path(directory) / "descriptors"
            code = protoc.main(["protoc", *(f"-I{root}" for root in roots), f"--descriptor_set_out={out}", "--include_imports", *files])
            assert code == 0, f"protoc does not read the proto files of {version}"
            descriptors = descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes())
        self.version = version
        self.pool = descriptor_pool.DescriptorPool()
        for file in descriptors.file:
            self.pool.Add(file)

    @staticmethod
    @functools.cache
    def of(version: str) -> "Schema":
        return Schema(version)

    def message(self, name: str) -> type:
        """The class of a message by its full name."""
        return message_factory.GetMessageClass(self.pool.FindMessageTypeByName(name))

    def method(self, service: str, name: str) -> tuple[str, type, type]:
        """Path, request and response of a method."""
        method = self.pool.FindServiceByName(SERVICES[service]).FindMethodByName(name)
        request, response = (message_factory.GetMessageClass(kind) for kind in (method.input_type, method.output_type))
        return f"/{SERVICES[service]}/{name}", request, response


class Wire:
    """A client of all services of a platform, speaking one version."""

    def __init__(self, version: str, endpoints: dict[str, str]):
        self.schema = Schema.of(version)
        self.endpoints = endpoints
        self.channels: dict[str, grpc.Channel] = {}

    def channel(self, service: str) -> grpc.Channel:
        if service not in self.channels:
            assert service in self.endpoints, f"the suite has no {service}; it has {', '.join(self.endpoints)}"
            options = [("grpc.max_receive_message_length", 64 << 20), ("grpc.max_send_message_length", 64 << 20)]
            self.channels[service] = grpc.insecure_channel(self.endpoints[service], options)
        return self.channels[service]

    def close(self) -> None:
        for channel in self.channels.values():
            channel.close()

    def send(self, call: Call, timeout: float = 20, metadata=None):
        """The answer to a call; raises grpc.RpcError when it is refused.

        Arguments that this version has no field for are left out, so that a case can be run in both.
        """
        path, request_class, response_class = self.schema.method(call.service, call.method)
        known = set(request_class.DESCRIPTOR.fields_by_name)
        foreign = set(call.arguments) - known
        assert foreign <= fields_of_any_version(call), f"{call.method} has no field {', '.join(sorted(foreign))}"
        request = request_class(**{name: value for name, value in call.arguments.items() if name in known})
        invoke = self.channel(call.service).unary_unary(
            path, request_serializer=request_class.SerializeToString, response_deserializer=response_class.FromString
        )
        return invoke(request, timeout=timeout, metadata=metadata)

    def send_bytes(self, service: str, path: str, body: bytes, timeout: float = 20) -> bytes:
        """The answer to a request of any bytes."""
        return self.channel(service).unary_unary(path)(body, timeout=timeout)


def fields_of_any_version(call: Call) -> set[str]:
    """The fields of a request in v2 and, where the method is older, in v1."""
    found: set[str] = set()
    for version in ROOTS:
        service = Schema.of(version).pool.FindServiceByName(SERVICES[call.service])
        if call.method in service.methods_by_name:
            found |= set(service.methods_by_name[call.method].input_type.fields_by_name)
    return found
