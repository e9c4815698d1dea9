// The gRPC C++ peer of the benchmarks with the callback API: grpc.testing.TestService as far as the benchmarks call it.
//
//   callback_server PORT
#include <grpcpp/grpcpp.h>

#include <cstdio>
#include <string>

#include "grpc/testing/test.grpc.pb.h"

namespace {

namespace api = grpc::testing;

// Writes one message after the other.
class Download final : public grpc::ServerWriteReactor<api::StreamingOutputCallResponse> {
  public:
    explicit Download(const api::StreamingOutputCallRequest *request) : parameters_(request->response_parameters()) { writeNext(); }

    void OnWriteDone(bool ok) override {
        if (ok) {
            writeNext();
        } else {
            Finish(grpc::Status::CANCELLED);
        }
    }

    void OnDone() override { delete this; }

  private:
    void writeNext() {
        if (next_ == parameters_.size()) {
            Finish(grpc::Status::OK);
            return;
        }
        response_.mutable_payload()->mutable_body()->assign(parameters_.Get(next_++).size(), '\0');
        StartWrite(&response_);
    }

    const google::protobuf::RepeatedPtrField<api::ResponseParameters> parameters_;
    api::StreamingOutputCallResponse response_;
    int next_ = 0;
};

// Reads one message after the other and adds up their sizes.
class Upload final : public grpc::ServerReadReactor<api::StreamingInputCallRequest> {
  public:
    explicit Upload(api::StreamingInputCallResponse *response) : response_(response) { StartRead(&request_); }

    void OnReadDone(bool ok) override {
        if (!ok) {
            response_->set_aggregated_payload_size(size_);
            Finish(grpc::Status::OK);
            return;
        }
        size_ += static_cast<int>(request_.payload().body().size());
        StartRead(&request_);
    }

    void OnDone() override { delete this; }

  private:
    api::StreamingInputCallRequest request_;
    api::StreamingInputCallResponse *response_;
    int size_ = 0;
};

class TestServer final : public api::TestService::CallbackService {
    grpc::ServerUnaryReactor *UnaryCall(grpc::CallbackServerContext *context, const api::SimpleRequest *request,
                                        api::SimpleResponse *response) override {
        response->mutable_payload()->mutable_body()->assign(request->response_size(), '\0');
        grpc::ServerUnaryReactor *reactor = context->DefaultReactor();
        reactor->Finish(grpc::Status::OK);
        return reactor;
    }

    grpc::ServerWriteReactor<api::StreamingOutputCallResponse> *StreamingOutputCall(
        grpc::CallbackServerContext *, const api::StreamingOutputCallRequest *request) override {
        return new Download(request);
    }

    grpc::ServerReadReactor<api::StreamingInputCallRequest> *StreamingInputCall(grpc::CallbackServerContext *,
                                                                                api::StreamingInputCallResponse *response) override {
        return new Upload(response);
    }
};

}  // namespace

int main(int argc, char **argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: callback_server PORT\n");
        return 2;
    }
    TestServer service;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(std::string("127.0.0.1:") + argv[1], grpc::InsecureServerCredentials());
    builder.RegisterService(&service);
    std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
    if (!server) return 1;
    std::printf("gRPC C++ %s, callbacks\n", grpc::Version().c_str());
    std::fflush(stdout);
    server->Wait();
}
