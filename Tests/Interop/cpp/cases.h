// The cases of https://github.com/grpc/grpc/blob/master/doc/interop-test-descriptions.md that need no cloud.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>

#include "client.h"

namespace interop {

inline void emptyUnary(Client &client) {
  ClientContext context;
  Empty response;
  checkOK(client.stub->EmptyCall(&context, Empty(), &response));
}

inline void largeUnary(Client &client) {
  ClientContext context;
  SimpleResponse response;
  checkOK(client.stub->UnaryCall(&context, largeUnaryRequest(), &response));
  checkLarge(response);
}

inline void cacheableUnary(Client &client) {
  SimpleRequest request;
  request.mutable_payload()->set_body(std::to_string(std::chrono::system_clock::now().time_since_epoch().count()));
  for (int turn = 0; turn < 2; ++turn) {
    ClientContext context;
    context.AddMetadata("x-user-ip", "1.2.3.4");
    SimpleResponse response;
    checkOK(client.stub->CacheableUnaryCall(&context, request, &response));
    check(!response.payload().body().empty(), "the payload is empty");
    auto control = context.GetServerInitialMetadata().find("cache-control");
    check(control != context.GetServerInitialMetadata().end(), "cache-control is missing");
    checkEqual(control->second, "max-age=60, public", "cache-control");
  }
}

inline Status callWithExpectation(Client &client, bool compress, bool expected, SimpleResponse *response) {
  ClientContext context;
  context.set_compression_algorithm(compress ? GRPC_COMPRESS_GZIP : GRPC_COMPRESS_NONE);
  auto request = largeUnaryRequest();
  request.mutable_expect_compressed()->set_value(expected);
  return client.stub->UnaryCall(&context, request, response);
}

inline void clientCompressedUnary(Client &client) {
  SimpleResponse response;
  checkCode(callWithExpectation(client, false, true, &response), StatusCode::INVALID_ARGUMENT);
  for (bool compress : {true, false}) {
    response.Clear();
    checkOK(callWithExpectation(client, compress, compress, &response));
    checkLarge(response);
  }
}

inline void serverCompressedUnary(Client &client) {
  for (bool compressed : {true, false}) {
    ClientContext context;
    auto request = largeUnaryRequest();
    request.mutable_response_compressed()->set_value(compressed);
    SimpleResponse response;
    checkOK(client.stub->UnaryCall(&context, request, &response));
    checkLarge(response);
    checkEqual(InteropClientContextInspector::lastMessageWasCompressed(context), compressed, "compressed flag");
  }
}

inline void clientStreaming(Client &client) {
  ClientContext context;
  StreamingInputCallResponse response;
  auto writer = client.stub->StreamingInputCall(&context, &response);
  for (int size : requestSizes) {
    StreamingInputCallRequest request;
    setZeros(request.mutable_payload(), size);
    check(writer->Write(request), "the stream broke");
  }
  writer->WritesDone();
  checkOK(writer->Finish());
  checkEqual(response.aggregated_payload_size(), 74922, "aggregated_payload_size");
}

inline StreamingInputCallRequest inputWithExpectation(int size, bool expected) {
  StreamingInputCallRequest request;
  request.mutable_expect_compressed()->set_value(expected);
  setZeros(request.mutable_payload(), size);
  return request;
}

inline void clientCompressedStreaming(Client &client) {
  grpc::WriteOptions uncompressed;
  uncompressed.set_no_compression();
  {
    ClientContext context;
    context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
    StreamingInputCallResponse response;
    auto writer = client.stub->StreamingInputCall(&context, &response);
    writer->Write(inputWithExpectation(27182, true), uncompressed);
    writer->WritesDone();
    checkCode(writer->Finish(), StatusCode::INVALID_ARGUMENT);
  }
  ClientContext context;
  context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  StreamingInputCallResponse response;
  auto writer = client.stub->StreamingInputCall(&context, &response);
  check(writer->Write(inputWithExpectation(27182, true)), "the stream broke");
  check(writer->Write(inputWithExpectation(45904, false), uncompressed), "the stream broke");
  writer->WritesDone();
  checkOK(writer->Finish());
  checkEqual(response.aggregated_payload_size(), 73086, "aggregated_payload_size");
}

inline void serverStreaming(Client &client) {
  StreamingOutputCallRequest request;
  for (int size : responseSizes) request.add_response_parameters()->set_size(size);
  ClientContext context;
  auto reader = client.stub->StreamingOutputCall(&context, request);
  StreamingOutputCallResponse response;
  size_t count = 0;
  while (reader->Read(&response)) {
    check(count < responseSizes.size(), "more responses than asked for");
    checkEqual(response.payload().body().size(), static_cast<size_t>(responseSizes[count++]), "size of a response");
  }
  checkOK(reader->Finish());
  checkEqual(count, responseSizes.size(), "number of responses");
}

inline void serverCompressedStreaming(Client &client) {
  const std::vector<std::pair<bool, int>> wanted = {{true, 31415}, {false, 92653}};
  StreamingOutputCallRequest request;
  for (auto [compressed, size] : wanted) {
    auto parameters = request.add_response_parameters();
    parameters->mutable_compressed()->set_value(compressed);
    parameters->set_size(size);
  }
  ClientContext context;
  auto reader = client.stub->StreamingOutputCall(&context, request);
  StreamingOutputCallResponse response;
  size_t count = 0;
  while (reader->Read(&response)) {
    check(count < wanted.size(), "more responses than asked for");
    auto [compressed, size] = wanted[count++];
    checkEqual(InteropClientContextInspector::lastMessageWasCompressed(context), compressed, "compressed flag");
    checkEqual(response.payload().body().size(), static_cast<size_t>(size), "size of a response");
  }
  checkOK(reader->Finish());
  checkEqual(count, wanted.size(), "number of responses");
}

inline StreamingOutputCallRequest duplexRequest(int responseSize, int requestSize) {
  StreamingOutputCallRequest request;
  request.add_response_parameters()->set_size(responseSize);
  setZeros(request.mutable_payload(), requestSize);
  return request;
}

inline void pingPong(Client &client) {
  ClientContext context;
  auto stream = client.stub->FullDuplexCall(&context);
  StreamingOutputCallResponse response;
  for (size_t index = 0; index < requestSizes.size(); ++index) {
    check(stream->Write(duplexRequest(responseSizes[index], requestSizes[index])), "the stream broke");
    check(stream->Read(&response), "a response is missing");
    checkEqual(response.payload().body().size(), static_cast<size_t>(responseSizes[index]), "size of a response");
  }
  stream->WritesDone();
  check(!stream->Read(&response), "more responses than requests");
  checkOK(stream->Finish());
}

inline void emptyStream(Client &client) {
  ClientContext context;
  auto stream = client.stub->FullDuplexCall(&context);
  stream->WritesDone();
  StreamingOutputCallResponse response;
  check(!stream->Read(&response), "a response that nobody asked for");
  checkOK(stream->Finish());
}

inline void attachMetadata(ClientContext *context) {
  context->AddMetadata("x-grpc-test-echo-initial", "test_initial_metadata_value");
  context->AddMetadata("x-grpc-test-echo-trailing-bin", "\xab\xab\xab");
}

inline void checkEchoed(const ClientContext &context) {
  auto initial = context.GetServerInitialMetadata().find("x-grpc-test-echo-initial");
  check(initial != context.GetServerInitialMetadata().end(), "x-grpc-test-echo-initial is missing");
  checkEqual(initial->second, "test_initial_metadata_value", "x-grpc-test-echo-initial");
  auto trailing = context.GetServerTrailingMetadata().find("x-grpc-test-echo-trailing-bin");
  check(trailing != context.GetServerTrailingMetadata().end(), "x-grpc-test-echo-trailing-bin is missing");
  checkEqual(trailing->second, "\xab\xab\xab", "x-grpc-test-echo-trailing-bin");
}

inline void customMetadata(Client &client) {
  {
    ClientContext context;
    attachMetadata(&context);
    SimpleResponse response;
    checkOK(client.stub->UnaryCall(&context, largeUnaryRequest(), &response));
    checkLarge(response);
    checkEchoed(context);
  }
  ClientContext context;
  attachMetadata(&context);
  auto stream = client.stub->FullDuplexCall(&context);
  StreamingOutputCallResponse response;
  check(stream->Write(duplexRequest(largeResponse, largeRequest)), "the stream broke");
  stream->WritesDone();
  check(stream->Read(&response), "the response is missing");
  checkEqual(response.payload().body().size(), static_cast<size_t>(largeResponse), "size of the response");
  check(!stream->Read(&response), "more than one response");
  checkOK(stream->Finish());
  checkEchoed(context);
}

inline void checkStatus(const Status &status, const std::string &message) {
  checkCode(status, StatusCode::UNKNOWN);
  checkEqual(status.error_message(), message, "status message");
}

inline Status unaryStatus(Client &client, const std::string &message) {
  SimpleRequest request;
  request.mutable_response_status()->set_code(StatusCode::UNKNOWN);
  request.mutable_response_status()->set_message(message);
  ClientContext context;
  SimpleResponse response;
  return client.stub->UnaryCall(&context, request, &response);
}

inline void statusCodeAndMessage(Client &client) {
  const std::string message = "test status message";
  checkStatus(unaryStatus(client, message), message);
  StreamingOutputCallRequest request;
  request.mutable_response_status()->set_code(StatusCode::UNKNOWN);
  request.mutable_response_status()->set_message(message);
  ClientContext context;
  auto stream = client.stub->FullDuplexCall(&context);
  stream->Write(request);
  stream->WritesDone();
  StreamingOutputCallResponse response;
  check(!stream->Read(&response), "a response beside the status");
  checkStatus(stream->Finish(), message);
}

inline void specialStatusMessage(Client &client) {
  const std::string message = "\t\ntest with whitespace\r\nand Unicode BMP \u263A and non-BMP \U0001F608\t\n";
  checkStatus(unaryStatus(client, message), message);
}

inline void unimplementedMethod(Client &client) {
  ClientContext context;
  Empty response;
  checkCode(client.stub->UnimplementedCall(&context, Empty(), &response), StatusCode::UNIMPLEMENTED);
}

inline void unimplementedService(Client &client) {
  auto stub = UnimplementedService::NewStub(client.channel);
  ClientContext context;
  Empty response;
  checkCode(stub->UnimplementedCall(&context, Empty(), &response), StatusCode::UNIMPLEMENTED);
}

inline void cancelAfterBegin(Client &client) {
  ClientContext context;
  StreamingInputCallResponse response;
  auto writer = client.stub->StreamingInputCall(&context, &response);
  context.TryCancel();
  checkCode(writer->Finish(), StatusCode::CANCELLED);
}

inline void cancelAfterFirstResponse(Client &client) {
  ClientContext context;
  auto stream = client.stub->FullDuplexCall(&context);
  check(stream->Write(duplexRequest(31415, 27182)), "the stream broke");
  StreamingOutputCallResponse response;
  check(stream->Read(&response), "the response is missing");
  checkEqual(response.payload().body().size(), size_t{31415}, "size of the response");
  context.TryCancel();
  checkCode(stream->Finish(), StatusCode::CANCELLED);
}

inline void timeoutOnSleepingServer(Client &client) {
  ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(1));
  StreamingOutputCallRequest request;
  setZeros(request.mutable_payload(), 27182);
  auto stream = client.stub->FullDuplexCall(&context);
  stream->Write(request);
  StreamingOutputCallResponse response;
  check(!stream->Read(&response), "a response after the deadline");
  checkCode(stream->Finish(), StatusCode::DEADLINE_EXCEEDED);
}

inline void concurrentLargeUnary(Client &client) {
  struct Call {
    ClientContext context;
    SimpleResponse response;
    Status status;
  };
  const auto request = largeUnaryRequest();
  std::vector<Call> calls(client.flags.number("concurrency", 1000));
  std::mutex mutex;
  std::condition_variable changed;
  size_t running = calls.size();
  for (auto &call : calls) {
    client.stub->async()->UnaryCall(&call.context, &request, &call.response, [&](Status status) {
      std::lock_guard lock(mutex);
      call.status = status;
      running -= 1;
      changed.notify_one();
    });
  }
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return running == 0; });
  for (auto &call : calls) {
    checkOK(call.status);
    checkLarge(call.response);
  }
}

// Repeats large_unary; `channel` gives the client that a turn is to use.
inline void soak(Client &client, const std::function<Client &()> &next) {
  const auto iterations = client.flags.number("soak_iterations", 10);
  const auto limit = client.flags.number("soak_per_iteration_max_acceptable_latency_ms", 1000);
  int failures = 0;
  for (int turn = 0; turn < iterations; ++turn) {
    const auto start = std::chrono::steady_clock::now();
    try {
      largeUnary(next());
    } catch (const Failure &failure) {
      std::cerr << "turn " << turn << ": " << failure.what() << std::endl;
      failures += 1;
      continue;
    }
    const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start).count();
    if (elapsed > limit) {
      std::cerr << "turn " << turn << " took " << elapsed << " ms" << std::endl;
      failures += 1;
    }
  }
  check(failures <= client.flags.number("soak_max_failures", 0), std::to_string(failures) + " turns failed");
}

inline void rpcSoak(Client &client) {
  soak(client, [&]() -> Client & { return client; });
}

inline void channelSoak(Client &client) {
  std::unique_ptr<Client> current;
  soak(client, [&]() -> Client & {
    current = std::make_unique<Client>(client.flags);
    return *current;
  });
}

inline const std::map<std::string, void (*)(Client &)> cases = {
    {"empty_unary", emptyUnary},
    {"large_unary", largeUnary},
    {"cacheable_unary", cacheableUnary},
    {"client_compressed_unary", clientCompressedUnary},
    {"server_compressed_unary", serverCompressedUnary},
    {"client_streaming", clientStreaming},
    {"client_compressed_streaming", clientCompressedStreaming},
    {"server_streaming", serverStreaming},
    {"server_compressed_streaming", serverCompressedStreaming},
    {"ping_pong", pingPong},
    {"empty_stream", emptyStream},
    {"custom_metadata", customMetadata},
    {"status_code_and_message", statusCodeAndMessage},
    {"special_status_message", specialStatusMessage},
    {"unimplemented_method", unimplementedMethod},
    {"unimplemented_service", unimplementedService},
    {"cancel_after_begin", cancelAfterBegin},
    {"cancel_after_first_response", cancelAfterFirstResponse},
    {"timeout_on_sleeping_server", timeoutOnSleepingServer},
    {"concurrent_large_unary", concurrentLargeUnary},
    {"rpc_soak", rpcSoak},
    {"channel_soak", channelSoak},
};

}  // namespace interop
