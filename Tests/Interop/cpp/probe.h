// One call of any kind, with a report of all that came of it: what the wire tests ask a client for.
#pragma once

#include "client.h"

namespace interop {

inline std::string escaped(const std::string &text) {
  static const char digits[] = "0123456789abcdef";
  std::string result;
  for (unsigned char byte : text) {
    if (byte >= 0x20 && byte < 0x7f && byte != '\\') {
      result += static_cast<char>(byte);
    } else {
      result += std::string("\\x") + digits[byte >> 4] + digits[byte & 15];
    }
  }
  return result;
}

// `key:value` pairs, separated by commas.
inline void addMetadata(ClientContext *context, std::istringstream list) {
  for (std::string pair; std::getline(list, pair, ',');) {
    auto colon = pair.find(':');
    if (colon != std::string::npos) context->AddMetadata(pair.substr(0, colon), pair.substr(colon + 1));
  }
}

// Makes the call that `--method` names with `--requests` messages of `--request_size` bytes and prints a line for each fact.
inline void probe(Client &client) {
  const auto &flags = client.flags;
  ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::milliseconds(flags.number("timeout_ms", 5000)));
  addMetadata(&context, std::istringstream(flags.text("metadata")));
  if (flags.isSet("compress")) context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
  const auto method = flags.text("method", "UnaryCall");
  const auto size = flags.number("request_size", 0);
  Status status;
  std::vector<size_t> received;
  if (method == "UnaryCall") {
    SimpleRequest request;
    SimpleResponse response;
    if (size > 0) setZeros(request.mutable_payload(), size);
    status = client.stub->UnaryCall(&context, request, &response);
    if (status.ok()) received.push_back(response.payload().body().size());
  } else if (method == "StreamingInputCall") {
    StreamingInputCallRequest request;
    StreamingInputCallResponse response;
    if (size > 0) setZeros(request.mutable_payload(), size);
    auto writer = client.stub->StreamingInputCall(&context, &response);
    for (int turn = 0; turn < flags.number("requests", 1) && writer->Write(request);) turn += 1;
    writer->WritesDone();
    status = writer->Finish();
    if (status.ok()) received.push_back(response.aggregated_payload_size());
  } else if (method == "StreamingOutputCall") {
    auto reader = client.stub->StreamingOutputCall(&context, StreamingOutputCallRequest());
    StreamingOutputCallResponse response;
    while (reader->Read(&response)) received.push_back(response.payload().body().size());
    status = reader->Finish();
  } else if (method == "FullDuplexCall") {
    StreamingOutputCallRequest request;
    if (size > 0) setZeros(request.mutable_payload(), size);
    auto stream = client.stub->FullDuplexCall(&context);
    for (int turn = 0; turn < flags.number("requests", 1) && stream->Write(request);) turn += 1;
    stream->WritesDone();
    StreamingOutputCallResponse response;
    while (stream->Read(&response)) received.push_back(response.payload().body().size());
    status = stream->Finish();
  } else {
    Flags::refuse("unknown method '" + method + "' (accepted: UnaryCall, StreamingInputCall, StreamingOutputCall, FullDuplexCall)");
  }
  std::cout << "code=" << status.error_code() << "\nmessage=" << escaped(status.error_message()) << "\n";
  for (auto count : received) std::cout << "received=" << count << "\n";
  for (const auto &[name, value] : context.GetServerInitialMetadata())
    std::cout << "initial=" << name << ":" << escaped({value.data(), value.size()}) << "\n";
  for (const auto &[name, value] : context.GetServerTrailingMetadata())
    std::cout << "trailing=" << name << ":" << escaped({value.data(), value.size()}) << "\n";
}

}  // namespace interop
