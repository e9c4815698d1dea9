// The client's part of https://github.com/grpc/grpc/blob/master/doc/negative-http2-interop-test-descriptions.md.
#pragma once

#include "cases.h"

namespace interop {

inline void negativeGoaway(Client &client) {
  largeUnary(client);
  // The GOAWAY is on its way while the first call ends; the second must find another connection.
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  largeUnary(client);
}

inline void negativeReset(Client &client) {
  ClientContext context;
  SimpleResponse response;
  check(!client.stub->UnaryCall(&context, largeUnaryRequest(), &response).ok(), "the call succeeded");
}

inline void negativeMaxStreams(Client &client) {
  largeUnary(client);
  std::vector<std::thread> threads;
  std::mutex mutex;
  std::vector<std::string> failures;
  for (int index = 0; index < 10; ++index) {
    threads.emplace_back([&] {
      try {
        largeUnary(client);
      } catch (const Failure &failure) {
        std::lock_guard lock(mutex);
        failures.push_back(failure.what());
      }
    });
  }
  for (auto &thread : threads) thread.join();
  check(failures.empty(), failures.empty() ? "" : failures.front());
}

inline const std::map<std::string, void (*)(Client &)> negativeCases = {
    {"goaway", negativeGoaway},           {"rst_after_header", negativeReset}, {"rst_during_data", negativeReset},
    {"rst_after_data", negativeReset},    {"ping", largeUnary},              {"max_streams", negativeMaxStreams},
};

}  // namespace interop
