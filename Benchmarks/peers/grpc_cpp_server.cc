// The gRPC C++ peer of the benchmarks: CharacterService with the callback API, answering GetCharacter with a constant character.
//
//   grpc_cpp_server PORT
#include <grpcpp/grpcpp.h>

#include <cstdio>
#include <string>

#include "character/character.grpc.pb.h"

namespace {

class CharacterServer final : public generia::character::CharacterService::CallbackService {
    grpc::ServerUnaryReactor *GetCharacter(grpc::CallbackServerContext *context,
                                           const generia::character::GetCharacterRequest *request,
                                           generia::character::Character *response) override {
        response->set_id(request->character_id());
        response->set_world_id("11111111-1111-4111-8111-111111111111");
        response->set_is_ai(true);
        response->set_display_name("Neo");
        response->set_meta("{}");
        response->set_created_at("2025-05-25T19:53:31Z");
        grpc::ServerUnaryReactor *reactor = context->DefaultReactor();
        reactor->Finish(grpc::Status::OK);
        return reactor;
    }
};

}  // namespace

int main(int argc, char **argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: grpc_cpp_server PORT\n");
        return 2;
    }
    CharacterServer service;
    grpc::ServerBuilder builder;
    builder.AddListeningPort(std::string("127.0.0.1:") + argv[1], grpc::InsecureServerCredentials());
    builder.RegisterService(&service);
    std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
    if (!server) return 1;
    std::printf("ready\n");
    std::fflush(stdout);
    server->Wait();
}
