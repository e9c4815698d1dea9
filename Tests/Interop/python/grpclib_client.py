"""The client of the interoperability tests on grpclib: one coroutine for each case, which takes a channel and raises when the case fails.

grpclib knows no compression.
"""

import asyncio

import grpclib
import grpclib.client
import grpclib.const
import grpclib.exceptions

import testing_protos as protos
from interop_cases import (
    INITIAL,
    LARGE_REQUEST,
    LARGE_RESPONSE,
    REQUEST_SIZES,
    RESPONSE_SIZES,
    SPECIAL_STATUS_MESSAGE,
    STATUS_MESSAGE,
    TRAILING,
    check_large,
    check_sizes,
    duplex_request,
    duplex_status_request,
    input_requests,
    large_request,
    output_request,
    payload,
    status_request,
)

KINDS = {
    "unary_unary": grpclib.client.UnaryUnaryMethod,
    "unary_stream": grpclib.client.UnaryStreamMethod,
    "stream_unary": grpclib.client.StreamUnaryMethod,
    "stream_stream": grpclib.client.StreamStreamMethod,
}


def method(channel, name: str, service=protos.TEST_SERVICE):
    described = service[name]
    return KINDS[described.kind](channel, described.path, described.request, described.response)


async def failure(call) -> grpclib.exceptions.GRPCError:
    """The error that the call ends with."""
    try:
        await call
    except grpclib.exceptions.GRPCError as error:
        return error
    raise AssertionError("the call succeeded")


async def empty_unary(channel):
    assert await method(channel, "EmptyCall")(protos.Empty()) == protos.Empty()


async def large_unary(channel):
    check_large(await method(channel, "UnaryCall")(large_request()))


async def client_streaming(channel):
    response = await method(channel, "StreamingInputCall")(input_requests())
    assert response.aggregated_payload_size == 74922


async def server_streaming(channel):
    check_sizes(await method(channel, "StreamingOutputCall")(output_request(RESPONSE_SIZES)), RESPONSE_SIZES)


async def ping_pong(channel):
    async with method(channel, "FullDuplexCall").open() as stream:
        for request_size, response_size in zip(REQUEST_SIZES, RESPONSE_SIZES):
            await stream.send_message(duplex_request(response_size, request_size))
            check_sizes([await stream.recv_message()], [response_size])
        await stream.end()
        assert await stream.recv_message() is None


async def empty_stream(channel):
    async with method(channel, "FullDuplexCall").open() as stream:
        await stream.send_request(end=True)
        assert await stream.recv_message() is None


async def custom_metadata(channel):
    metadata = [INITIAL, TRAILING]
    async with method(channel, "UnaryCall").open(metadata=metadata) as stream:
        await stream.send_message(large_request(), end=True)
        check_large(await stream.recv_message())
        await stream.recv_trailing_metadata()
        check_echoed(stream)
    async with method(channel, "FullDuplexCall").open(metadata=metadata) as stream:
        await stream.send_message(duplex_request(LARGE_RESPONSE, LARGE_REQUEST), end=True)
        check_sizes([await stream.recv_message()], [LARGE_RESPONSE])
        assert await stream.recv_message() is None
        await stream.recv_trailing_metadata()
        check_echoed(stream)


def check_echoed(stream):
    assert stream.initial_metadata[INITIAL[0]] == INITIAL[1]
    assert stream.trailing_metadata[TRAILING[0]] == TRAILING[1]


def check_status(error, message):
    assert error.status == grpclib.const.Status.UNKNOWN
    assert error.message == message


async def duplex_failure(channel, request) -> grpclib.exceptions.GRPCError:
    async def call():
        async with method(channel, "FullDuplexCall").open() as stream:
            await stream.send_message(request, end=True)
            assert await stream.recv_message() is None

    return await failure(call())


async def status_code_and_message(channel):
    check_status(await failure(method(channel, "UnaryCall")(status_request(STATUS_MESSAGE))), STATUS_MESSAGE)
    check_status(await duplex_failure(channel, duplex_status_request(STATUS_MESSAGE)), STATUS_MESSAGE)


async def special_status_message(channel):
    check_status(await failure(method(channel, "UnaryCall")(status_request(SPECIAL_STATUS_MESSAGE))), SPECIAL_STATUS_MESSAGE)


async def unimplemented_method(channel):
    assert (await failure(method(channel, "UnimplementedCall")(protos.Empty()))).status == grpclib.const.Status.UNIMPLEMENTED


async def unimplemented_service(channel):
    call = method(channel, "UnimplementedCall", protos.UNIMPLEMENTED_SERVICE)
    assert (await failure(call(protos.Empty()))).status == grpclib.const.Status.UNIMPLEMENTED


async def cancel_after_begin(channel):
    # grpclib has no status for a call that its own side has cancelled: what counts is that the connection goes on.
    async with method(channel, "StreamingInputCall").open() as stream:
        await stream.send_request()
        await stream.cancel()
    await empty_unary(channel)


async def cancel_after_first_response(channel):
    async with method(channel, "FullDuplexCall").open() as stream:
        await stream.send_message(duplex_request(31415, 27182))
        check_sizes([await stream.recv_message()], [31415])
        await stream.cancel()
    await empty_unary(channel)


async def timeout_on_sleeping_server(channel):
    try:
        async with method(channel, "FullDuplexCall").open(timeout=0.001) as stream:
            await stream.send_message(protos.StreamingOutputCallRequest(payload=payload(27182)))
            await stream.recv_message()
    except asyncio.TimeoutError:
        return
    except grpclib.exceptions.GRPCError as error:
        assert error.status == grpclib.const.Status.DEADLINE_EXCEEDED
        return
    raise AssertionError("the call outlived its deadline")


async def concurrent_large_unary(channel, concurrency: int = 200):
    call, request = method(channel, "UnaryCall"), large_request()
    for response in await asyncio.gather(*(call(request) for _ in range(concurrency))):
        check_large(response)


async def rpc_soak(channel, iterations: int = 10):
    for _ in range(iterations):
        await large_unary(channel)


CASES = [
    empty_unary,
    large_unary,
    client_streaming,
    server_streaming,
    ping_pong,
    empty_stream,
    custom_metadata,
    status_code_and_message,
    special_status_message,
    unimplemented_method,
    unimplemented_service,
    cancel_after_begin,
    cancel_after_first_response,
    timeout_on_sleeping_server,
    concurrent_large_unary,
    rpc_soak,
]


def channel(host: str, port: int, tls=None) -> grpclib.client.Channel:
    """A channel for the cases; `tls` is an `ssl.SSLContext`."""
    return grpclib.client.Channel(host, port, ssl=tls)
