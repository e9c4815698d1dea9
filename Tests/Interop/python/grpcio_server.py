"""The server of the interoperability tests on grpcio.

    grpcio_server.py --port=PORT [--use_tls=true --tls_cert_file=FILE --tls_key_file=FILE [--client_ca_file=FILE]]

Prints `listening on PORT`. grpcio does not tell whether a request came compressed: expect_compressed is not checked.
"""

import argparse
import concurrent.futures
import pathlib
import time

import grpc

import testing_protos as protos


class TestService:
    """The methods of grpc.testing.TestService, by name."""

    def EmptyCall(self, request, context):
        echo_metadata(context)
        return protos.Empty()

    def UnaryCall(self, request, context):
        echo_metadata(context)
        if request.HasField("response_compressed"):
            context.set_compression(grpc.Compression.Gzip if request.response_compressed.value else grpc.Compression.NoCompression)
        end_as_asked(request.response_status, context)
        return protos.SimpleResponse(payload=payload(request.response_type, request.response_size, context))

    def CacheableUnaryCall(self, request, context):
        context.send_initial_metadata([("cache-control", "max-age=60, public")])
        return protos.SimpleResponse(payload=protos.Payload(body=str(time.time_ns()).encode()))

    def StreamingInputCall(self, requests, context):
        echo_metadata(context)
        return protos.StreamingInputCallResponse(aggregated_payload_size=sum(len(request.payload.body) for request in requests))

    def StreamingOutputCall(self, request, context):
        if any(parameters.compressed.value for parameters in request.response_parameters):
            context.set_compression(grpc.Compression.Gzip)
        echo_metadata(context)
        yield from answers(request, context)
        end_as_asked(request.response_status, context)

    def FullDuplexCall(self, requests, context):
        echo_metadata(context)
        for request in requests:
            end_as_asked(request.response_status, context)
            yield from answers(request, context)

    def HalfDuplexCall(self, requests, context):
        echo_metadata(context)
        for request in list(requests):
            yield from answers(request, context)


def echo_metadata(context):
    for name, value in context.invocation_metadata():
        if name == "x-grpc-test-echo-initial":
            context.send_initial_metadata([(name, value)])
        if name == "x-grpc-test-echo-trailing-bin":
            context.set_trailing_metadata([(name, value)])


def end_as_asked(status, context):
    if status.code != 0:
        known = {code.value[0]: code for code in grpc.StatusCode}
        context.abort(known.get(status.code, grpc.StatusCode.UNKNOWN), status.message)


def payload(kind, size, context):
    if kind != 0:
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, f"response_type {kind} is unknown")
    if size < 0:
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, f"a payload cannot have {size} bytes")
    return protos.Payload(body=bytes(size))


def answers(request, context):
    for parameters in request.response_parameters:
        if parameters.interval_us > 0:
            time.sleep(parameters.interval_us / 1e6)
        if not parameters.compressed.value:
            context.disable_next_message_compression()
        yield protos.StreamingOutputCallResponse(payload=payload(request.response_type, parameters.size, context))


def handlers():
    service = TestService()
    return grpc.method_handlers_generic_handler(
        "grpc.testing.TestService",
        {
            name: getattr(grpc, f"{method.kind}_rpc_method_handler")(
                getattr(service, name),
                request_deserializer=method.request.FromString,
                response_serializer=method.response.SerializeToString,
            )
            for name, method in protos.TEST_SERVICE.items()
            if hasattr(service, name)
        },
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--use_tls", type=lambda text: text == "true", default=False)
    for name in ("--tls_cert_file", "--tls_key_file", "--client_ca_file"):
        parser.add_argument(name, type=pathlib.Path)
    flags = parser.parse_args()

    server = grpc.server(concurrent.futures.ThreadPoolExecutor(max_workers=16))
    server.add_generic_rpc_handlers([handlers()])
    address = f"127.0.0.1:{flags.port}"
    if flags.use_tls:
        authority = flags.client_ca_file.read_bytes() if flags.client_ca_file else None
        credentials = grpc.ssl_server_credentials(
            [(flags.tls_key_file.read_bytes(), flags.tls_cert_file.read_bytes())], authority, require_client_auth=authority is not None
        )
        port = server.add_secure_port(address, credentials)
    else:
        port = server.add_insecure_port(address)
    server.start()
    print(f"listening on {port}", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    main()
