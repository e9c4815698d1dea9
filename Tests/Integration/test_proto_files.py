"""Our copies of public proto files against the descriptors that others publish: same packages, names, numbers, types and methods."""

import importlib
import pathlib

import grpc_tools
import pytest
from google.protobuf import descriptor_pb2
from grpc_tools import protoc

PUBLISHED = {
    "grpc/health/v1/health.proto": "grpc_health.v1.health_pb2",
    "grpc/reflection/v1alpha/reflection.proto": "grpc_reflection.v1alpha.reflection_pb2",
    "grpc/channelz/v1/channelz.proto": "grpc_channelz.v1.channelz_pb2",
    "google/rpc/status.proto": "google.rpc.status_pb2",
    "google/rpc/error_details.proto": "google.rpc.error_details_pb2",
}


def compiled(proto: pathlib.Path, file: str, directory: pathlib.Path) -> descriptor_pb2.FileDescriptorProto:
    """What protoc makes of one of our files."""
    out = directory / "set"
    well_known = pathlib.Path(grpc_tools.__file__).parent / "_proto"
    assert protoc.main(["protoc", f"-I{proto}", f"-I{well_known}", f"--descriptor_set_out={out}", file]) == 0
    return descriptor_pb2.FileDescriptorSet.FromString(out.read_bytes()).file[0]


def facts(file: descriptor_pb2.FileDescriptorProto) -> dict[str, tuple]:
    """What a file declares, each by its full name; the order of declarations does not count."""
    found: dict[str, tuple] = {}

    def add_enum(scope: str, enum):
        for value in enum.value:
            found[f"{scope}.{enum.name}.{value.name}"] = ("value", value.number)

    def add_message(scope: str, message):
        name = f"{scope}.{message.name}"
        found[name] = ("message", message.options.map_entry, sorted((r.start, r.end) for r in message.reserved_range))
        for field in message.field:
            oneof = message.oneof_decl[field.oneof_index].name if field.HasField("oneof_index") else None
            found[f"{name}.{field.name}"] = (
                "field", field.number, field.label, field.type, field.type_name, oneof, field.proto3_optional,
            )
        for enum in message.enum_type:
            add_enum(name, enum)
        for nested in message.nested_type:
            add_message(name, nested)

    for enum in file.enum_type:
        add_enum(f".{file.package}", enum)
    for message in file.message_type:
        add_message(f".{file.package}", message)
    for service in file.service:
        for method in service.method:
            found[f".{file.package}.{service.name}.{method.name}"] = (
                "method", method.input_type, method.output_type, method.client_streaming, method.server_streaming,
            )
    return found


@pytest.mark.parametrize("file", PUBLISHED)
def test_files_declare_what_the_published_ones_do(file, proto, tmp_path):
    published = descriptor_pb2.FileDescriptorProto()
    importlib.import_module(PUBLISHED[file]).DESCRIPTOR.CopyToProto(published)
    ours = compiled(proto, file, tmp_path)
    assert ours.package == published.package
    assert ours.syntax == published.syntax
    assert list(ours.dependency) == list(published.dependency)
    assert facts(ours) == facts(published)
    assert len(facts(ours)) > 3


def test_both_versions_of_reflection_differ_in_their_name_only(proto, tmp_path):
    v1, alpha = (compiled(proto, f"grpc/reflection/{version}/reflection.proto", tmp_path) for version in ("v1", "v1alpha"))
    assert v1.package == "grpc.reflection.v1"
    assert repr(facts(alpha)).replace("v1alpha", "v1") == repr(facts(v1))
