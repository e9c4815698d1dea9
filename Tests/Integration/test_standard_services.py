"""Health and reflection beside the platform's services, asked by the clients that grpcio brings (platform contract, sections 5.1 and 11.5)."""

import grpc
import pytest
from google.protobuf import descriptor_pool, message_factory
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

SERVICES = {
    "character": "generia.character.CharacterService",
    "media": "media.MediaService",
    "post": "post.PostService",
    "world": "world.WorldService",
}
STANDARD = [
    "grpc.health.v1.Health",
    "grpc.reflection.v1.ServerReflection",
    "grpc.reflection.v1alpha.ServerReflection",
]


def ask(channel: grpc.Channel, version: str, *requests) -> list:
    """The answers of reflection; both versions have the same messages on the wire."""
    method = channel.stream_stream(
        f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo",
        request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
    )
    return list(method(iter(requests), timeout=10))


def test_health_service(suite):
    for name in ("media", "post", "world"):
        with suite.channel(name) as channel:
            health = health_pb2_grpc.HealthStub(channel)
            for known in ("", SERVICES[name]):
                assert health.Check(health_pb2.HealthCheckRequest(service=known)).status == 1
            with pytest.raises(grpc.RpcError) as failure:
                health.Check(health_pb2.HealthCheckRequest(service="x"))
            assert (failure.value.code(), failure.value.details()) == (grpc.StatusCode.NOT_FOUND, "unknown service")
    with suite.channel("character") as channel:
        assert health_pb2_grpc.HealthStub(channel).Check(health_pb2.HealthCheckRequest(service="anything")).status == 1


def test_health_watch(suite):
    for name in ("media", "post", "world"):
        with suite.channel(name) as channel:
            watch = health_pb2_grpc.HealthStub(channel).Watch
            for service, status in (("", 1), (SERVICES[name], 1), ("x", 3)):
                call = watch(health_pb2.HealthCheckRequest(service=service), timeout=10)
                assert next(call).status == status
                call.cancel()
    with suite.channel("character") as channel:
        with pytest.raises(grpc.RpcError) as failure:
            next(health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest(), timeout=10))
        assert (failure.value.code(), failure.value.details()) == (grpc.StatusCode.UNIMPLEMENTED, "Watch is not implemented")


def test_watchers_are_told_of_the_end_and_do_not_hold_it_up(own_suite):
    suite = own_suite()
    with suite.channel("media") as channel:
        call = health_pb2_grpc.HealthStub(channel).Watch(health_pb2.HealthCheckRequest(), timeout=30)
        assert next(call).status == 1
        assert suite.stop(timeout=10) == 0
        assert next(call).status == 2
        with pytest.raises(grpc.RpcError) as failure:
            next(call)
        assert failure.value.code() == grpc.StatusCode.UNAVAILABLE


@pytest.mark.parametrize("version", ["v1", "v1alpha"])
@pytest.mark.parametrize("name", SERVICES)
def test_reflection_lists_the_services_of_each_port(suite, name, version):
    with suite.channel(name) as channel:
        (answer,) = ask(channel, version, reflection_pb2.ServerReflectionRequest(host="h", list_services=""))
    assert [service.name for service in answer.list_services_response.service] == sorted([SERVICES[name], *STANDARD])
    assert answer.original_request.host == answer.valid_host == "h"


@pytest.mark.parametrize("version", ["v1", "v1alpha"])
def test_reflection_goes_on_after_an_error(suite, version):
    request = reflection_pb2.ServerReflectionRequest
    with suite.channel("media") as channel:
        answers = ask(
            channel, version,
            request(file_containing_symbol="media.Nope"), request(file_by_filename="nope.proto"),
            request(all_extension_numbers_of_type="nope"), request(),
            request(file_containing_extension=reflection_pb2.ExtensionRequest(containing_type="media.Media", extension_number=1)),
            request(file_containing_symbol="media.MediaService.GetMedia"),
        )
    assert [answer.error_response.error_code for answer in answers] == [5, 5, 5, 3, 5, 0]
    assert len(answers[-1].file_descriptor_response.file_descriptor_proto) == 1


def test_a_method_is_called_with_nothing_but_reflection(suite):
    """Descriptors come from the server alone: the pool knows no file of ours."""
    with suite.channel("world") as channel:
        database = ProtoReflectionDescriptorDatabase(channel)
        assert SERVICES["world"] in database.get_services()
        pool = descriptor_pool.DescriptorPool(database)
        method = pool.FindServiceByName(SERVICES["world"]).FindMethodByName("HealthCheck")
        request, response = (message_factory.GetMessageClass(t) for t in (method.input_type, method.output_type))
        call = channel.unary_unary(
            f"/{SERVICES['world']}/HealthCheck", request_serializer=request.SerializeToString, response_deserializer=response.FromString
        )
        answer = call(request(), timeout=10)
        assert answer.DESCRIPTOR.fields_by_name["status"].enum_type.values_by_number[answer.status].name == "SERVING"
        # Fields, nested types and the standard services are found as well.
        assert pool.FindMessageTypeByName("grpc.health.v1.HealthListResponse").fields_by_name["statuses"].number == 1
        assert pool.FindFieldByName("grpc.health.v1.HealthCheckRequest.service").number == 1
        assert pool.FindEnumTypeByName("grpc.health.v1.HealthCheckResponse.ServingStatus").values_by_name["SERVING"].number == 1
        with pytest.raises(KeyError):
            pool.FindMessageTypeByName("world.Nope")
