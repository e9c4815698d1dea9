// Whether a message came compressed: gRPC C++ tells it only to classes of these names, which it declares as friends for this purpose.
#pragma once

#include <grpcpp/grpcpp.h>

// Exported by libgrpc without a public header. The flags are those of the message that was received last.
uint32_t grpc_call_test_only_get_message_flags(grpc_call *call);

// The value of GRPC_WRITE_INTERNAL_TEST_ONLY_WAS_COMPRESSED.
inline bool wasCompressed(grpc_call *call) { return (grpc_call_test_only_get_message_flags(call) & 0x40000000u) != 0; }

namespace grpc::testing {

class InteropClientContextInspector {
public:
  static bool lastMessageWasCompressed(const ClientContext &context) { return wasCompressed(context.call_); }
};

class InteropServerContextInspector {
public:
  static bool lastMessageWasCompressed(const ServerContext &context) { return wasCompressed(context.call_.call); }
};

}  // namespace grpc::testing
