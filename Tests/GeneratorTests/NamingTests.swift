import Testing

@testable import protoc_gen_generia

@Suite struct NamingTests {
    @Test(arguments: [
        ("world_id", "worldID"), ("id", "id"), ("url", "url"), ("avatar_url", "avatarURL"), ("is_ai", "isAI"), ("post_ids", "postIDs"),
        ("image_uuid", "imageUUID"), ("api_call_limits_llm", "apiCallLimitsLLM"), ("llm_cost_total", "llmCostTotal"),
        ("GetPresignedUploadURL", "getPresignedUploadURL"), ("GetMediaURL", "getMediaURL"), ("CreateAIPost", "createAIPost"),
        ("GetPostsByIds", "getPostsByIDs"), ("HealthCheck", "healthCheck"), ("field2", "field2"), ("__a__b", "aB"),
    ])
    func propertiesAndMethods(proto: String, swift: String) {
        #expect(SwiftNames.property(proto) == swift)
    }

    @Test(arguments: [("default", "`default`"), ("in", "`in`"), ("self", "self_"), ("init", "init_"), ("unknown_fields", "unknownFields_")])
    func reservedNames(proto: String, swift: String) {
        #expect(SwiftNames.property(proto) == swift)
    }

    @Test(arguments: [
        ("generia.character", "CharacterAPI"), ("media", "MediaAPI"), ("grpc.health.v1", "HealthAPI"), ("a.kitchen_sink", "KitchenSinkAPI"),
    ])
    func namespaces(package: String, swift: String) {
        #expect(SwiftNames.namespace(ofPackage: package) == swift)
    }

    /// As the files of a request say: `grpc.reflection.v1` and `grpc.reflection.v1alpha` are in one module.
    @Test func packagesThatDifferInTheirVersionKeepIt() {
        let namespaces = Namespaces(
            ["a.echo.v1", "a.echo.v1alpha", "a.other.v1"].map { package in
                ProtoFile(
                    name: package.split(separator: ".").joined(separator: "/") + (package.contains("echo") ? "/echo.proto" : "/o.proto"),
                    package: package, messages: [], enums: [], services: [], dependencies: [], descriptor: [])
            })
        #expect(["a.echo.v1", "a.echo.v1alpha", "a.other.v1"].map(namespaces.name) == ["EchoV1API", "EchoV1alphaAPI", "OtherAPI"])
    }

    @Test(arguments: [
        ("MEDIA_TYPE_WORLD_HEADER", "MediaType", "worldHeader"), ("NOT_SERVING", "Status", "notServing"), ("STATUS", "Status", "status"),
        ("STATUS_2", "Status", "status2"), ("COLOR_DEFAULT", "Color", "`default`"), ("UNRECOGNIZED", "Status", "unrecognized_"),
    ])
    func enumerationCases(value: String, enumeration: String, swift: String) {
        #expect(SwiftNames.enumCase(value, of: enumeration) == swift)
    }

    /// As protoc-gen-c names them; a difference would not compile.
    @Test func namesInC() {
        #expect(CNames.type("media.GetMediaURLRequest") == "Media__GetMediaURLRequest")
        #expect(CNames.descriptor("media.GetMediaURLRequest") == "media__get_media_urlrequest__descriptor")
        #expect(CNames.type("a.kitchen_sink.A.B") == "A__KitchenSink__A__B")
    }
}
