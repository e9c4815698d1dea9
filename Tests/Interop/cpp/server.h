// The server of the interoperability tests.
#pragma once

#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>
#include <vector>

#include "flags.h"
#include "grpc/testing/test.grpc.pb.h"
#include "inspect.h"

namespace interop {

using namespace grpc::testing;
using grpc::ServerContext;
using grpc::Status;
using grpc::StatusCode;

inline std::string contents(const std::string &path) {
  std::ifstream file(path);
  if (!file) Flags::refuse("cannot read '" + path + "'");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class TestServiceImplementation final : public TestService::Service {
  using Stream = grpc::ServerReaderWriter<StreamingOutputCallResponse, StreamingOutputCallRequest>;

public:
  Status EmptyCall(ServerContext *context, const Empty *, Empty *) override {
    echoMetadata(context);
    return Status::OK;
  }

  Status UnaryCall(ServerContext *context, const SimpleRequest *request, SimpleResponse *response) override {
    echoMetadata(context);
    if (!isAsExpected(*context, request->has_expect_compressed(), request->expect_compressed())) return compressionMismatch();
    if (request->has_response_compressed()) {
      context->set_compression_algorithm(request->response_compressed().value() ? GRPC_COMPRESS_GZIP : GRPC_COMPRESS_NONE);
    }
    if (request->has_response_status() && request->response_status().code() != 0) return asked(request->response_status());
    return fill(request->response_type(), request->response_size(), response->mutable_payload());
  }

  Status CacheableUnaryCall(ServerContext *context, const SimpleRequest *, SimpleResponse *response) override {
    context->AddInitialMetadata("cache-control", "max-age=60, public");
    response->mutable_payload()->set_body(std::to_string(std::chrono::system_clock::now().time_since_epoch().count()));
    return Status::OK;
  }

  Status StreamingInputCall(
      ServerContext *context, grpc::ServerReader<StreamingInputCallRequest> *requests, StreamingInputCallResponse *response) override {
    echoMetadata(context);
    StreamingInputCallRequest request;
    int size = 0;
    while (requests->Read(&request)) {
      if (!isAsExpected(*context, request.has_expect_compressed(), request.expect_compressed())) return compressionMismatch();
      size += static_cast<int>(request.payload().body().size());
    }
    response->set_aggregated_payload_size(size);
    return Status::OK;
  }

  Status StreamingOutputCall(ServerContext *context, const StreamingOutputCallRequest *request,
                             grpc::ServerWriter<StreamingOutputCallResponse> *responses) override {
    echoMetadata(context);
    for (const auto &parameters : request->response_parameters()) {
      if (parameters.compressed().value()) context->set_compression_algorithm(GRPC_COMPRESS_GZIP);
    }
    auto status = answer(*context, *request, responses);
    if (!status.ok()) return status;
    return request->has_response_status() ? asked(request->response_status()) : Status::OK;
  }

  Status FullDuplexCall(ServerContext *context, Stream *stream) override {
    echoMetadata(context);
    StreamingOutputCallRequest request;
    while (stream->Read(&request)) {
      if (request.has_response_status() && request.response_status().code() != 0) return asked(request.response_status());
      auto status = answer(*context, request, stream);
      if (!status.ok()) return status;
    }
    return Status::OK;
  }

  Status HalfDuplexCall(ServerContext *context, Stream *stream) override {
    echoMetadata(context);
    std::vector<StreamingOutputCallRequest> requests;
    StreamingOutputCallRequest next;
    while (stream->Read(&next)) requests.push_back(next);
    for (const auto &request : requests) {
      auto status = answer(*context, request, stream);
      if (!status.ok()) return status;
    }
    return Status::OK;
  }

private:
  static void echoMetadata(ServerContext *context) {
    for (const auto &[name, value] : context->client_metadata()) {
      if (name == "x-grpc-test-echo-initial") context->AddInitialMetadata("x-grpc-test-echo-initial", {value.data(), value.size()});
      if (name == "x-grpc-test-echo-trailing-bin")
        context->AddTrailingMetadata("x-grpc-test-echo-trailing-bin", {value.data(), value.size()});
    }
  }

  static bool isAsExpected(const ServerContext &context, bool isGiven, const BoolValue &expected) {
    return !isGiven || expected.value() == InteropServerContextInspector::lastMessageWasCompressed(context);
  }

  static Status compressionMismatch() {
    return {StatusCode::INVALID_ARGUMENT, "the compression of the message is not what expect_compressed says"};
  }

  static Status asked(const EchoStatus &status) { return {static_cast<StatusCode>(status.code()), status.message()}; }

  static Status fill(PayloadType type, int size, Payload *payload) {
    if (type != COMPRESSABLE) return {StatusCode::INVALID_ARGUMENT, "response_type " + std::to_string(type) + " is unknown"};
    if (size < 0) return {StatusCode::INVALID_ARGUMENT, "a payload cannot have " + std::to_string(size) + " bytes"};
    payload->mutable_body()->assign(size, '\0');
    return Status::OK;
  }

  template <typename Writer>
  static Status answer(const ServerContext &context, const StreamingOutputCallRequest &request, Writer *responses) {
    for (const auto &parameters : request.response_parameters()) {
      if (parameters.interval_us() > 0) std::this_thread::sleep_for(std::chrono::microseconds(parameters.interval_us()));
      StreamingOutputCallResponse response;
      auto status = fill(request.response_type(), parameters.size(), response.mutable_payload());
      if (!status.ok()) return status;
      grpc::WriteOptions options;
      if (!parameters.compressed().value()) options.set_no_compression();
      if (!responses->Write(response, options) || context.IsCancelled()) return {StatusCode::CANCELLED, "the client has left"};
    }
    return Status::OK;
  }
};

inline int serve(const Flags &flags) {
  TestServiceImplementation service;
  grpc::ServerBuilder builder;
  int port = 0;
  auto credentials = grpc::InsecureServerCredentials();
  if (flags.isSet("use_tls")) {
    auto clients = flags.text("client_ca_file");
    grpc::SslServerCredentialsOptions options(
        clients.empty() ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
    options.pem_key_cert_pairs.push_back({contents(flags.text("tls_key_file")), contents(flags.text("tls_cert_file"))});
    if (!clients.empty()) options.pem_root_certs = contents(clients);
    credentials = grpc::SslServerCredentials(options);
  }
  builder.AddListeningPort("127.0.0.1:" + flags.text("port", "0"), credentials, &port);
  builder.RegisterService(&service);
  auto server = builder.BuildAndStart();
  if (!server) return 1;
  std::cout << "listening on " << port << std::endl;
  server->Wait();
  return 0;
}

}  // namespace interop
