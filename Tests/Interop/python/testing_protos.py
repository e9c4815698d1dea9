"""The messages and methods of the package grpc.testing, read from the proto files.

Generated modules would be named grpc.testing.*, inside the package that grpcio itself occupies; so there are none.
"""

import dataclasses
import pathlib
import tempfile
import types

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc

PROTO = pathlib.Path(__file__).resolve().parents[3] / "proto"


def load() -> descriptor_pool.DescriptorPool:
    with tempfile.NamedTemporaryFile() as out:
        arguments = ["protoc", f"-I{PROTO}", f"--descriptor_set_out={out.name}", "--include_imports", "grpc/testing/test.proto"]
        if protoc.main(arguments) != 0:
            raise SystemExit(f"error: protoc refuses the files in {PROTO}/grpc/testing")
        pool = descriptor_pool.DescriptorPool()
        for file in descriptor_pb2.FileDescriptorSet.FromString(out.read()).file:
            pool.Add(file)
        return pool


@dataclasses.dataclass(frozen=True)
class Method:
    path: str
    request: type
    response: type
    client_streaming: bool
    server_streaming: bool

    @property
    def kind(self) -> str:
        """The name that grpcio gives to calls of this kind, such as `unary_stream`."""
        return f"{'stream' if self.client_streaming else 'unary'}_{'stream' if self.server_streaming else 'unary'}"


def methods(pool: descriptor_pool.DescriptorPool, service: str) -> dict[str, Method]:
    described = descriptor_pb2.ServiceDescriptorProto()
    pool.FindServiceByName(service).CopyToProto(described)
    return {
        method.name: Method(
            path=f"/{service}/{method.name}",
            request=message(pool, method.input_type),
            response=message(pool, method.output_type),
            client_streaming=method.client_streaming,
            server_streaming=method.server_streaming,
        )
        for method in described.method
    }


def message(pool: descriptor_pool.DescriptorPool, name: str) -> type:
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(name.removeprefix(".")))


POOL = load()
TEST_SERVICE = methods(POOL, "grpc.testing.TestService")
UNIMPLEMENTED_SERVICE = methods(POOL, "grpc.testing.UnimplementedService")

Empty = message(POOL, "grpc.testing.Empty")
BoolValue = message(POOL, "grpc.testing.BoolValue")
EchoStatus = message(POOL, "grpc.testing.EchoStatus")
Payload = message(POOL, "grpc.testing.Payload")
ResponseParameters = message(POOL, "grpc.testing.ResponseParameters")
SimpleRequest = message(POOL, "grpc.testing.SimpleRequest")
SimpleResponse = message(POOL, "grpc.testing.SimpleResponse")
StreamingInputCallRequest = message(POOL, "grpc.testing.StreamingInputCallRequest")
StreamingInputCallResponse = message(POOL, "grpc.testing.StreamingInputCallResponse")
StreamingOutputCallRequest = message(POOL, "grpc.testing.StreamingOutputCallRequest")
StreamingOutputCallResponse = message(POOL, "grpc.testing.StreamingOutputCallResponse")


def stub(channel, service: dict[str, Method] = TEST_SERVICE) -> types.SimpleNamespace:
    """A grpcio stub: one callable for each method."""
    return types.SimpleNamespace(
        **{
            name: getattr(channel, method.kind)(
                method.path, request_serializer=method.request.SerializeToString, response_deserializer=method.response.FromString
            )
            for name, method in service.items()
        }
    )
