"""The client of the interoperability tests on grpcio: one function for each case, which takes a channel and raises when the case fails.

grpcio tells neither end whether a message came compressed, and lets a client choose compression only for whole calls: the compressed cases
check what they can, and client_compressed_streaming is missing.
"""

import threading
import time

import grpc

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


def empty_unary(channel):
    assert protos.stub(channel).EmptyCall(protos.Empty()) == protos.Empty()


def large_unary(channel):
    check_large(protos.stub(channel).UnaryCall(large_request()))


def cacheable_unary(channel):
    for _ in range(2):
        request = protos.SimpleRequest(payload=protos.Payload(body=str(time.time_ns()).encode()))
        response, call = protos.stub(channel).CacheableUnaryCall.with_call(request, metadata=[("x-user-ip", "1.2.3.4")])
        assert response.payload.body
        assert ("cache-control", "max-age=60, public") in call.initial_metadata()


def client_compressed_unary(channel):
    call = protos.stub(channel).UnaryCall
    expecting = large_request(expect_compressed=protos.BoolValue(value=True))
    assert failure(lambda: call(expecting)).code() == grpc.StatusCode.INVALID_ARGUMENT
    check_large(call(expecting, compression=grpc.Compression.Gzip))
    check_large(call(large_request(expect_compressed=protos.BoolValue(value=False))))


def server_compressed_unary(channel):
    for compressed in (True, False):
        check_large(protos.stub(channel).UnaryCall(large_request(response_compressed=protos.BoolValue(value=compressed))))


def client_streaming(channel):
    assert protos.stub(channel).StreamingInputCall(iter(input_requests())).aggregated_payload_size == sum(REQUEST_SIZES) == 74922


def server_streaming(channel):
    check_sizes(protos.stub(channel).StreamingOutputCall(output_request(RESPONSE_SIZES)), RESPONSE_SIZES)


def server_compressed_streaming(channel):
    check_sizes(protos.stub(channel).StreamingOutputCall(output_request([31415, 92653], compressed=[True, False])), [31415, 92653])


class Requests:
    """A stream of requests that grows while the call runs."""

    def __init__(self):
        self._condition = threading.Condition()
        self._waiting = []
        self._is_over = False

    def __iter__(self):
        return self

    def __next__(self):
        with self._condition:
            self._condition.wait_for(lambda: self._waiting or self._is_over)
            if self._waiting:
                return self._waiting.pop(0)
            raise StopIteration

    def add(self, request):
        with self._condition:
            self._waiting.append(request)
            self._condition.notify()

    def close(self):
        with self._condition:
            self._is_over = True
            self._condition.notify()


def ping_pong(channel):
    requests = Requests()
    try:
        responses = protos.stub(channel).FullDuplexCall(requests)
        for request_size, response_size in zip(REQUEST_SIZES, RESPONSE_SIZES):
            requests.add(duplex_request(response_size, request_size))
            check_sizes([next(responses)], [response_size])
    finally:
        requests.close()
    assert next(responses, None) is None
    assert responses.code() == grpc.StatusCode.OK


def empty_stream(channel):
    assert list(protos.stub(channel).FullDuplexCall(iter(()))) == []


def custom_metadata(channel):
    response, call = protos.stub(channel).UnaryCall.with_call(large_request(), metadata=[INITIAL, TRAILING])
    check_large(response)
    check_echoed(call)
    stream = protos.stub(channel).FullDuplexCall(iter([duplex_request(LARGE_RESPONSE, LARGE_REQUEST)]), metadata=[INITIAL, TRAILING])
    check_sizes(stream, [LARGE_RESPONSE])
    check_echoed(stream)


def check_echoed(call):
    assert INITIAL in call.initial_metadata()
    assert TRAILING in call.trailing_metadata()


def failure(call) -> grpc.RpcError:
    """The error that the call ends with."""
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call succeeded")


def check_status(error, message):
    assert error.code() == grpc.StatusCode.UNKNOWN
    assert error.details() == message


def status_code_and_message(channel):
    check_status(failure(lambda: protos.stub(channel).UnaryCall(status_request(STATUS_MESSAGE))), STATUS_MESSAGE)
    stream = protos.stub(channel).FullDuplexCall(iter([duplex_status_request(STATUS_MESSAGE)]))
    check_status(failure(lambda: list(stream)), STATUS_MESSAGE)


def special_status_message(channel):
    check_status(failure(lambda: protos.stub(channel).UnaryCall(status_request(SPECIAL_STATUS_MESSAGE))), SPECIAL_STATUS_MESSAGE)


def unimplemented_method(channel):
    error = failure(lambda: protos.stub(channel).UnimplementedCall(protos.Empty()))
    assert error.code() == grpc.StatusCode.UNIMPLEMENTED


def unimplemented_service(channel):
    error = failure(lambda: protos.stub(channel, protos.UNIMPLEMENTED_SERVICE).UnimplementedCall(protos.Empty()))
    assert error.code() == grpc.StatusCode.UNIMPLEMENTED


def cancel_after_begin(channel):
    requests = Requests()
    try:
        call = protos.stub(channel).StreamingInputCall.future(requests)
        call.cancel()
        assert call.cancelled() and call.code() == grpc.StatusCode.CANCELLED
    finally:
        requests.close()


def cancel_after_first_response(channel):
    requests = Requests()
    try:
        stream = protos.stub(channel).FullDuplexCall(requests)
        requests.add(duplex_request(31415, 27182))
        check_sizes([next(stream)], [31415])
        stream.cancel()
        assert failure(lambda: next(stream)).code() == grpc.StatusCode.CANCELLED
    finally:
        requests.close()


def timeout_on_sleeping_server(channel):
    requests = Requests()
    try:
        stream = protos.stub(channel).FullDuplexCall(requests, timeout=0.001)
        requests.add(protos.StreamingOutputCallRequest(payload=payload(27182)))
        assert failure(lambda: next(stream)).code() == grpc.StatusCode.DEADLINE_EXCEEDED
    finally:
        requests.close()


def concurrent_large_unary(channel, concurrency: int = 1000):
    call, request = protos.stub(channel).UnaryCall, large_request()
    for future in [call.future(request) for _ in range(concurrency)]:
        check_large(future.result())


def rpc_soak(channel, iterations: int = 10):
    for _ in range(iterations):
        large_unary(channel)


def channel_soak(make_channel, iterations: int = 10):
    """Unlike the other cases, takes what makes a channel."""
    for _ in range(iterations):
        with make_channel() as channel:
            large_unary(channel)


CASES = [
    empty_unary,
    large_unary,
    cacheable_unary,
    client_compressed_unary,
    server_compressed_unary,
    client_streaming,
    server_streaming,
    server_compressed_streaming,
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
    channel_soak,
]
