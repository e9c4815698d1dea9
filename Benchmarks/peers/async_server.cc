// The gRPC C++ peer of the benchmarks with completion queues: grpc.testing.TestService as far as the benchmarks call it.
//
//   async_server PORT THREADS
//
// Each thread polls a completion queue of its own, as gRPC's own asynchronous benchmark server does.
#include <grpcpp/grpcpp.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "grpc/testing/test.grpc.pb.h"

namespace {

namespace api = grpc::testing;
using Service = api::TestService::AsyncService;

// Calls of each kind that wait in each queue to be started.
constexpr int kWaiting = 256;

// One call, and what it does when the operation that it has started is done.
class Call {
  public:
    Call(Service *service, grpc::ServerCompletionQueue *queue) : service_(service), queue_(queue) {}
    virtual ~Call() = default;
    // `ok` is what the queue says of the operation; false ends the call.
    virtual void proceed(bool ok) = 0;

  protected:
    Service *service_;
    grpc::ServerCompletionQueue *queue_;
    grpc::ServerContext context_;
};

class Unary final : public Call {
  public:
    Unary(Service *service, grpc::ServerCompletionQueue *queue) : Call(service, queue), writer_(&context_) {
        service->RequestUnaryCall(&context_, &request_, &writer_, queue, queue, this);
    }

    void proceed(bool ok) override {
        if (!ok || isDone_) {
            delete this;
            return;
        }
        new Unary(service_, queue_);
        isDone_ = true;
        api::SimpleResponse response;
        response.mutable_payload()->mutable_body()->assign(request_.response_size(), '\0');
        writer_.Finish(response, grpc::Status::OK, this);
    }

  private:
    api::SimpleRequest request_;
    grpc::ServerAsyncResponseWriter<api::SimpleResponse> writer_;
    bool isDone_ = false;
};

class Download final : public Call {
  public:
    Download(Service *service, grpc::ServerCompletionQueue *queue) : Call(service, queue), writer_(&context_) {
        service->RequestStreamingOutputCall(&context_, &request_, &writer_, queue, queue, this);
    }

    void proceed(bool ok) override {
        if (!ok || isDone_) {
            delete this;
            return;
        }
        if (next_ == 0) new Download(service_, queue_);
        if (next_ == request_.response_parameters_size()) {
            isDone_ = true;
            writer_.Finish(grpc::Status::OK, this);
            return;
        }
        response_.mutable_payload()->mutable_body()->assign(request_.response_parameters(next_++).size(), '\0');
        writer_.Write(response_, this);
    }

  private:
    api::StreamingOutputCallRequest request_;
    api::StreamingOutputCallResponse response_;
    grpc::ServerAsyncWriter<api::StreamingOutputCallResponse> writer_;
    int next_ = 0;
    bool isDone_ = false;
};

class Upload final : public Call {
  public:
    Upload(Service *service, grpc::ServerCompletionQueue *queue) : Call(service, queue), reader_(&context_) {
        service->RequestStreamingInputCall(&context_, &reader_, queue, queue, this);
    }

    void proceed(bool ok) override {
        switch (state_) {
            case State::waiting:
                if (!ok) {
                    delete this;
                    return;
                }
                new Upload(service_, queue_);
                state_ = State::reading;
                reader_.Read(&request_, this);
                return;
            case State::reading:
                if (ok) {
                    size_ += static_cast<int>(request_.payload().body().size());
                    reader_.Read(&request_, this);
                    return;
                }
                state_ = State::done;
                response_.set_aggregated_payload_size(size_);
                reader_.Finish(response_, grpc::Status::OK, this);
                return;
            case State::done:
                delete this;
                return;
        }
    }

  private:
    enum class State { waiting, reading, done };

    api::StreamingInputCallRequest request_;
    api::StreamingInputCallResponse response_;
    grpc::ServerAsyncReader<api::StreamingInputCallResponse, api::StreamingInputCallRequest> reader_;
    State state_ = State::waiting;
    int size_ = 0;
};

void poll(Service *service, grpc::ServerCompletionQueue *queue) {
    for (int i = 0; i < kWaiting; i++) {
        new Unary(service, queue);
        new Download(service, queue);
        new Upload(service, queue);
    }
    void *tag;
    bool ok;
    while (queue->Next(&tag, &ok)) static_cast<Call *>(tag)->proceed(ok);
}

}  // namespace

int main(int argc, char **argv) {
    int threads = argc == 3 ? std::atoi(argv[2]) : 0;
    if (threads < 1) {
        std::fprintf(stderr, "usage: async_server PORT THREADS\n");
        return 2;
    }
    Service service;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(std::string("127.0.0.1:") + argv[1], grpc::InsecureServerCredentials());
    builder.RegisterService(&service);
    std::vector<std::unique_ptr<grpc::ServerCompletionQueue>> queues;
    for (int i = 0; i < threads; i++) queues.push_back(builder.AddCompletionQueue());
    std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
    if (!server) return 1;
    std::printf("gRPC C++ %s, completion queues\n", grpc::Version().c_str());
    std::fflush(stdout);
    std::vector<std::thread> pollers;
    for (auto &queue : queues) pollers.emplace_back(poll, &service, queue.get());
    for (auto &poller : pollers) poller.join();
}
