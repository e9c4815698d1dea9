"""Channelz of the interop server, asked by grpcio-channelz (gRFC A14)."""

import pathlib
import subprocess
import time

import grpc
import pytest
from google.protobuf import descriptor_pool
from grpc_channelz.v1 import channelz_pb2, channelz_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

from suites import clean_environment

SERVICE = "/grpc.testing.TestService/"


@pytest.fixture(scope="module")
def server(binary):
    """The address of an interop server that offers channelz."""
    program = pathlib.Path(binary).parent / "interop-server"
    process = subprocess.Popen([program, "--port=0", "--channelz=true"], stdout=subprocess.PIPE, text=True, env=clean_environment())
    yield process.stdout.readline().split()[-1]
    process.terminate()
    assert process.wait(15) == 0


@pytest.fixture
def channel(server):
    # A connection of its own for each test.
    with grpc.insecure_channel(server, [("grpc.use_local_subchannel_pool", 1)]) as channel:
        yield channel


@pytest.fixture
def channelz(channel):
    return channelz_pb2_grpc.ChannelzStub(channel)


def only_server(channelz) -> channelz_pb2.Server:
    response = channelz.GetServers(channelz_pb2.GetServersRequest(start_server_id=0), timeout=10)
    assert response.end
    (server,) = response.server
    return server


def test_calls_are_counted(channel, channelz):
    before = only_server(channelz).data
    empty, unimplemented = (channel.unary_unary(SERVICE + name) for name in ("EmptyCall", "UnimplementedCall"))
    for _ in range(3):
        assert empty(b"", timeout=10) == b""
    with pytest.raises(grpc.RpcError) as failure:
        unimplemented(b"", timeout=10)
    assert failure.value.code() == grpc.StatusCode.UNIMPLEMENTED
    after = only_server(channelz).data
    # Each look is a call, too: the first has ended since, the second is running. A declared method that nobody implements has a handler.
    assert after.calls_started - before.calls_started == 3 + 1 + 1
    assert after.calls_succeeded - before.calls_succeeded == 3 + 1
    assert after.calls_failed - before.calls_failed == 1
    assert after.last_call_started_timestamp.ToMilliseconds() >= before.last_call_started_timestamp.ToMilliseconds()


def test_the_connection_is_listed(channel, channelz, server):
    reference = only_server(channelz).ref
    assert reference.name == server
    stream = channel.stream_stream(SERVICE + "FullDuplexCall")
    # response_parameters { size: 1 } in each request, so that each has one response.
    requests = iter([bytes([0x12, 2, 0x08, 1])] * 4)
    assert len(list(stream(requests, timeout=10))) == 4
    page = channelz.GetServerSockets(channelz_pb2.GetServerSocketsRequest(server_id=reference.server_id), timeout=10)
    assert page.end
    # Those of other tests may not be gone yet; this one came last.
    socket = channelz.GetSocket(channelz_pb2.GetSocketRequest(socket_id=page.socket_ref[-1].socket_id), timeout=10).socket
    assert socket.ref == page.socket_ref[-1]
    host, port = server.rsplit(":", 1)
    assert (socket.local.tcpip_address.ip_address, socket.local.tcpip_address.port) == (bytes(map(int, host.split("."))), int(port))
    assert socket.remote.tcpip_address.ip_address == bytes([127, 0, 0, 1])
    assert (socket.data.streams_started, socket.data.streams_succeeded, socket.data.streams_failed) == (4, 3, 0)
    assert (socket.data.messages_received, socket.data.messages_sent) == (1 + 4 + 1 + 1, 1 + 4 + 1)
    assert socket.data.remote_flow_control_window.value > 0
    (option,) = socket.data.option
    info = channelz_pb2.SocketOptionTcpInfo()
    assert option.name == "TCP_INFO" and option.additional.Unpack(info) and info.tcpi_state == 1


def test_the_listening_socket_is_described(channelz, server):
    (reference,) = only_server(channelz).listen_socket
    socket = channelz.GetSocket(channelz_pb2.GetSocketRequest(socket_id=reference.socket_id), timeout=10).socket
    assert socket.local.tcpip_address.port == int(server.rsplit(":", 1)[1]) and not socket.HasField("remote")


def test_connections_that_are_closed_are_not_listed(server, channelz):
    def count() -> int:
        request = channelz_pb2.GetServerSocketsRequest(server_id=only_server(channelz).ref.server_id)
        return len(channelz.GetServerSockets(request, timeout=10).socket_ref)

    before = count()
    with grpc.insecure_channel(server, [("grpc.use_local_subchannel_pool", 1)]) as other:
        other.unary_unary(SERVICE + "EmptyCall")(b"", timeout=10)
        assert count() == before + 1
    deadline = time.monotonic() + 10
    while count() > before:
        assert time.monotonic() < deadline


@pytest.mark.parametrize("method", ["GetServer", "GetServerSockets", "GetChannel", "GetSubchannel", "GetSocket"])
def test_what_is_not_there_is_not_found(channelz, method):
    field = {"GetServerSockets": "server_id"}.get(method, method.removeprefix("Get").lower() + "_id")
    request = getattr(channelz_pb2, method + "Request")(**{field: 1_000_000})
    with pytest.raises(grpc.RpcError) as failure:
        getattr(channelz, method)(request, timeout=10)
    assert failure.value.code() == grpc.StatusCode.NOT_FOUND


def test_a_server_without_channels_lists_none(channelz):
    response = channelz.GetTopChannels(channelz_pb2.GetTopChannelsRequest(), timeout=10)
    assert response.end and not response.channel


def test_reflection_describes_channelz_with_its_imports(channel):
    pool = descriptor_pool.DescriptorPool(ProtoReflectionDescriptorDatabase(channel))
    socket = pool.FindMessageTypeByName("grpc.channelz.v1.SocketData")
    assert socket.fields_by_name["local_flow_control_window"].message_type.full_name == "google.protobuf.Int64Value"
    assert pool.FindServiceByName("grpc.testing.TestService").FindMethodByName("FullDuplexCall").server_streaming
