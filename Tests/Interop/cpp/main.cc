// The interoperability tests of gRPC, both ends, on gRPC C++.
//
//   grpc_cpp_interop server --port=PORT [--use_tls --tls_cert_file=FILE --tls_key_file=FILE [--client_ca_file=FILE]]
//   grpc_cpp_interop client --server_host=HOST --server_port=PORT --test_case=CASE[,CASE…] [--use_tls --use_test_ca --ca_file=FILE] …
//
// The client ends with 0 when every case has passed, with 1 when one has failed (and says why on stderr), with 2 for a wrong command line.
#include "cases.h"
#include "negative.h"
#include "probe.h"

int main(int count, char **arguments) {
  using namespace interop;
  const std::string role = count > 1 ? arguments[1] : "";
  if (role == "server") {
    return serve(Flags(count, arguments, 2, {"port", "use_tls", "tls_cert_file", "tls_key_file", "client_ca_file"}));
  }
  if (role != "client") Flags::refuse("the first argument is the role (accepted: server, client)");
  const Flags flags(
      count, arguments, 2,
      {"server_host", "server_port", "server_host_override", "test_case", "use_tls", "use_test_ca", "ca_file", "tls_cert_file",
       "tls_key_file", "soak_iterations", "soak_max_failures", "soak_per_iteration_max_acceptable_latency_ms", "concurrency", "method",
       "requests", "request_size", "timeout_ms", "metadata", "compress"});
  auto known = cases;
  known.insert(negativeCases.begin(), negativeCases.end());
  known["probe"] = probe;
  Client client(flags);
  int failures = 0;
  std::istringstream list(flags.text("test_case", "large_unary"));
  for (std::string name; std::getline(list, name, ',');) {
    auto found = known.find(name);
    if (found == known.end()) Flags::refuse("unknown test case '" + name + "'");
    try {
      found->second(client);
      std::cerr << "passed " << name << std::endl;
    } catch (const Failure &failure) {
      std::cerr << "failed " << name << ": " << failure.what() << std::endl;
      failures += 1;
    }
  }
  return failures == 0 ? 0 : 1;
}
