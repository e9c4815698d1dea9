// What the cases of the client share: the channel, the sizes that the test descriptions fix, and checks.
#pragma once

#include <functional>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "flags.h"
#include "grpc/testing/test.grpc.pb.h"
#include "inspect.h"
#include "server.h"

namespace interop {

using grpc::ClientContext;

constexpr int largeRequest = 271828;
constexpr int largeResponse = 314159;
const std::vector<int> requestSizes = {27182, 8, 1828, 45904};
const std::vector<int> responseSizes = {31415, 9, 2653, 58979};

// A check that did not hold.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void check(bool condition, const std::string &what) {
  if (!condition) throw Failure(what);
}

template <typename Left, typename Right>
void checkEqual(const Left &got, const Right &expected, const std::string &what) {
  if (got == expected) return;
  std::ostringstream text;
  text << what << ": got " << got << ", expected " << expected;
  throw Failure(text.str());
}

inline void checkOK(const Status &status) {
  check(status.ok(), "the call failed with " + std::to_string(status.error_code()) + ": " + status.error_message());
}

inline void checkCode(const Status &status, StatusCode expected) {
  checkEqual(static_cast<int>(status.error_code()), static_cast<int>(expected), "status code (" + status.error_message() + ")");
}

inline void setZeros(Payload *payload, int size) { payload->mutable_body()->assign(size, '\0'); }

inline SimpleRequest largeUnaryRequest() {
  SimpleRequest request;
  request.set_response_size(largeResponse);
  setZeros(request.mutable_payload(), largeRequest);
  return request;
}

inline void checkLarge(const SimpleResponse &response) {
  checkEqual(response.payload().body().size(), static_cast<size_t>(largeResponse), "size of the response");
  check(response.payload().body().find_first_not_of('\0') == std::string::npos, "the payload has bytes other than zero");
}

// One server as the flags describe it.
class Client {
public:
  explicit Client(const Flags &flags) : flags(flags), channel(makeChannel()), stub(TestService::NewStub(channel)) {}

  std::shared_ptr<grpc::Channel> makeChannel() const {
    grpc::ChannelArguments arguments;
    // Without it, a second channel to the same address would share the connection of the first.
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    auto credentials = grpc::InsecureChannelCredentials();
    if (flags.isSet("use_tls")) {
      grpc::SslCredentialsOptions options;
      if (flags.isSet("use_test_ca")) options.pem_root_certs = contents(flags.text("ca_file"));
      if (auto certificate = flags.text("tls_cert_file"); !certificate.empty()) {
        options.pem_cert_chain = contents(certificate);
        options.pem_private_key = contents(flags.text("tls_key_file"));
      }
      credentials = grpc::SslCredentials(options);
    }
    if (auto name = flags.text("server_host_override"); !name.empty()) arguments.SetSslTargetNameOverride(name);
    return grpc::CreateCustomChannel(
        flags.text("server_host", "127.0.0.1") + ":" + flags.text("server_port", "8080"), credentials, arguments);
  }

  const Flags &flags;
  std::shared_ptr<grpc::Channel> channel;
  std::unique_ptr<TestService::Stub> stub;
};

}  // namespace interop
