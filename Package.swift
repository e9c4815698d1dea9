// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is compiled in Swift 6 language mode with the same settings: plain `async` functions stay on
/// the executor of their caller, so that a handler started on an event loop does not hop to the global pool.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A C library of the system, found through pkg-config; `package` is the Debian package that brings its headers.
func cLibrary(_ name: String, pkgConfig: String, package: String) -> Target {
    .systemLibrary(name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([package])])
}

func module(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// The fuzzers (`Tests/Fuzz`): tests that replay their corpus, or, when `scripts/fuzz.sh` sets `FUZZ`, the program that adds to it.
let fuzzers: Target = {
    let dependencies: [Target.Dependency] = ["ProtoRuntime", "KitchenSink", "EventLoops"]
    let folder = "Tests/Fuzz"
    return Context.environment["FUZZ"] == nil
        ? .testTarget(
            name: "FuzzTests", dependencies: dependencies, path: folder, exclude: ["Corpus", "Runner"], swiftSettings: settings)
        : .executableTarget(
            name: "Fuzz", dependencies: dependencies, path: folder, exclude: ["Corpus", "Replay"], swiftSettings: settings)
}()

let package = Package(
    name: "generia-local",
    products: [
        .executable(name: "generia", targets: ["generia"]),
        .executable(name: "protoc-gen-generia", targets: ["protoc-gen-generia"]),
        .library(name: "ProtoRuntime", targets: ["ProtoRuntime", "EventLoops"]),
    ],
    targets: [
        // Floor 0: C libraries.
        cLibrary("CNghttp2", pkgConfig: "libnghttp2", package: "libnghttp2-dev"),
        cLibrary("CProtobufC", pkgConfig: "libprotobuf-c", package: "libprotobuf-c-dev"),
        cLibrary("CZlib", pkgConfig: "zlib", package: "zlib1g-dev"),
        cLibrary("CCurl", pkgConfig: "libcurl", package: "libcurl4-openssl-dev"),
        cLibrary("CSQLite", pkgConfig: "sqlite3", package: "libsqlite3-dev"),
        cLibrary("CMongoc", pkgConfig: "libmongoc-1.0", package: "libmongoc-dev"),
        cLibrary("CRdKafka", pkgConfig: "rdkafka", package: "librdkafka-dev"),
        cLibrary("CMicrohttpd", pkgConfig: "libmicrohttpd", package: "libmicrohttpd-dev"),
        // libgd's pkg-config file carries a flag that the package manager refuses with a warning; its module map links it instead.
        .systemLibrary(name: "CGd", path: "Sources/CLibraries/CGd", providers: [.apt(["libgd-dev"])]),
        cLibrary("COpenSSL", pkgConfig: "openssl", package: "libssl-dev"),
        // Part of the C library's development package, which has no pkg-config file for it.
        .systemLibrary(name: "CCrypt", path: "Sources/CLibraries/CCrypt", providers: [.apt(["libcrypt-dev"])]),
        .target(name: "CLinux", path: "Sources/CLibraries/CLinux"),
        .target(name: "CTLS", dependencies: ["COpenSSL"], path: "Sources/CLibraries/CTLS"),
        .target(name: "CDecodeArena", dependencies: ["CProtobufC"], path: "Sources/CLibraries/CDecodeArena"),

        // Floor 1: values and mechanisms that know no protocol.
        module("EventLoops", ["CLinux"]),
        module("Hashing", ["COpenSSL"]),
        module("JSONModel", []),
        module("Environments", ["Hashing"]),
        module("Telemetry", ["Environments"]),
        module("Semaphores", []),

        // Floor 2: protocols and storage.
        .target(name: "CGRPCProtos", dependencies: ["CProtobufC"]),
        module(
            "ProtoRuntime",
            [
                "EventLoops", "Hashing", "JSONModel", "Telemetry", "CNghttp2", "CProtobufC", "CZlib", "COpenSSL", "CGRPCProtos",
                "CDecodeArena",
                "CTLS", "CLinux",
            ]),
        module("HTTPMessages", []),
        module("HTTPServing", ["HTTPMessages", "EventLoops", "Telemetry", "CMicrohttpd"]),
        module("HTTPClient", ["HTTPMessages", "EventLoops", "CCurl"]),
        module("Persistence", ["EventLoops", "Environments", "Hashing", "JSONModel", "CSQLite", "CMongoc"]),
        module("Kafka", ["EventLoops", "Telemetry", "CRdKafka"]),
        module("ImageScaling", ["EventLoops", "CGd"]),
        module("ObjectStorage", ["HTTPMessages", "HTTPServing", "HTTPClient", "Hashing", "Environments", "EventLoops", "Telemetry"]),

        // The services of gRPC's interoperability tests, generated from proto/grpc/testing/.
        .target(name: "CInteropProtos", dependencies: ["CProtobufC"]),
        module("InteropTesting", ["ProtoRuntime", "EventLoops", "CInteropProtos", "CProtobufC"]),

        // Floor 3: the platform's API, generated from proto/.
        .target(name: "CGeneriaAPI", dependencies: ["CProtobufC"]),
        module("GeneriaAPI", ["ProtoRuntime", "CGeneriaAPI", "CProtobufC"]),
        // The same packages at version 1, for clients that still speak it.
        .target(name: "CGeneriaAPIv1", dependencies: ["CProtobufC"]),
        module("GeneriaAPIv1", ["ProtoRuntime", "CGeneriaAPIv1", "CProtobufC"]),
        module("ConsulDiscovery", ["ProtoRuntime", "HTTPClient", "JSONModel"]),

        // Floor 4: the services, the worker and the providers it talks to by default.
        module("ServiceSupport", ["GeneriaAPI", "ProtoRuntime", "Persistence", "Environments", "JSONModel", "Telemetry"]),
        module(
            "AuthService",
            [
                "ServiceSupport", "GeneriaAPI", "ProtoRuntime", "Persistence", "EventLoops", "Environments", "Hashing", "JSONModel",
                "Telemetry", "CCrypt",
            ]),
        module("InteractionService", ["ServiceSupport", "GeneriaAPI", "ProtoRuntime", "Persistence", "Environments", "Telemetry"]),
        module(
            "CharacterService",
            ["ServiceSupport", "GeneriaAPI", "GeneriaAPIv1", "ProtoRuntime", "Persistence", "Environments", "Telemetry"]),
        module(
            "MediaService",
            [
                "ServiceSupport", "GeneriaAPI", "GeneriaAPIv1", "ProtoRuntime", "Persistence", "ObjectStorage", "ImageScaling",
                "Environments", "Semaphores", "Telemetry",
            ]),
        module(
            "PostService", ["ServiceSupport", "GeneriaAPI", "GeneriaAPIv1", "ProtoRuntime", "Persistence", "Environments", "Telemetry"]),
        module("WorldService", ["ServiceSupport", "GeneriaAPI", "ProtoRuntime", "Persistence", "Environments", "Telemetry"]),
        module(
            "AIWorker",
            [
                "GeneriaAPI", "ProtoRuntime", "Persistence", "HTTPClient", "ImageScaling", "EventLoops", "Environments", "Hashing",
                "JSONModel", "Semaphores", "Telemetry",
            ]),
        // What AIWorker says and hears, on Kafka.
        module("GenerationMessages", ["AIWorker", "Kafka", "Persistence", "Environments", "JSONModel", "Telemetry"]),
        module("ProviderStandIns", ["HTTPServing", "EventLoops", "Environments", "Hashing", "JSONModel", "Telemetry", "CGd"]),

        // Floor 5 and 6: the composition root and the command line.
        module(
            "Suite",
            [
                "CharacterService", "MediaService", "PostService", "WorldService", "AuthService", "InteractionService", "ServiceSupport",
                "AIWorker", "GenerationMessages", "Kafka", "ProviderStandIns", "ObjectStorage", "Persistence", "HTTPServing", "HTTPClient",
                "ConsulDiscovery", "ProtoRuntime", "GeneriaAPI", "GeneriaAPIv1", "EventLoops", "Environments", "JSONModel", "Semaphores",
                "Telemetry",
            ]),
        .executableTarget(
            name: "generia",
            dependencies: [
                "Suite", "AIWorker", "GenerationMessages", "Kafka", "AuthService", "ServiceSupport", "Persistence", "ConsulDiscovery",
                "HTTPClient", "GeneriaAPI", "ProtoRuntime", "EventLoops", "Environments", "JSONModel", "Telemetry",
            ],
            swiftSettings: settings),

        // The gRPC interoperability tests.
        .executableTarget(
            name: "interop-server", dependencies: ["InteropTesting", "ProtoRuntime", "EventLoops"], swiftSettings: settings),
        .executableTarget(
            name: "interop-client", dependencies: ["InteropTesting", "ProtoRuntime", "EventLoops"], swiftSettings: settings),

        // An example of a service that has nothing to do with Generia.
        .target(name: "CGreeterAPI", dependencies: ["CProtobufC"], path: "Examples/Greeter/CGreeterAPI"),
        .target(
            name: "GreeterAPI", dependencies: ["ProtoRuntime", "CGreeterAPI", "CProtobufC"], path: "Examples/Greeter/GreeterAPI",
            swiftSettings: settings),
        .executableTarget(
            name: "greeter", dependencies: ["GreeterAPI", "ProtoRuntime", "EventLoops"], path: "Examples/Greeter/Sources",
            swiftSettings: settings),

        // Tools.
        .target(name: "CProtocPlugin", dependencies: ["CProtobufC"]),
        .executableTarget(name: "protoc-gen-generia", dependencies: ["CProtocPlugin", "CProtobufC"], swiftSettings: settings),

        // Tests, one target beside each module.
        tests("EventLoopsTests", ["EventLoops"]),
        tests("JSONModelTests", ["JSONModel"]),
        tests("SemaphoresTests", ["Semaphores"]),
        tests("EnvironmentsTests", ["Environments", "Hashing"]),
        tests("GeneratorTests", ["protoc-gen-generia"]),
        .target(name: "CKitchenSink", dependencies: ["CProtobufC", "CGRPCProtos"], path: "Tests/CKitchenSink"),
        .target(
            name: "KitchenSink", dependencies: ["ProtoRuntime", "CKitchenSink", "CProtobufC"], path: "Tests/KitchenSink",
            swiftSettings: settings),
        fuzzers,
        tests(
            "ProtoRuntimeTests",
            ["ProtoRuntime", "InteropTesting", "GeneriaAPI", "EventLoops", "Telemetry", "KitchenSink", "CNghttp2"]),
        tests(
            "ConsulDiscoveryTests",
            ["ConsulDiscovery", "ProtoRuntime", "HTTPClient", "HTTPServing", "EventLoops"]),
        tests("TelemetryTests", ["Telemetry", "Environments"]),
        tests("HTTPTests", ["HTTPServing", "HTTPClient", "HTTPMessages", "EventLoops", "Telemetry"]),
        tests("PersistenceTests", ["Persistence", "EventLoops", "Environments", "JSONModel"]),
        tests("KafkaTests", ["Kafka", "Telemetry"]),
        tests("ImageScalingTests", ["ImageScaling", "CGd"]),
        tests(
            "ObjectStorageTests",
            ["ObjectStorage", "HTTPMessages", "HTTPServing", "HTTPClient", "Hashing", "Environments", "EventLoops"],
            resources: [.copy("ForeignClients")]),
        tests(
            "ProviderStandInsTests",
            ["ProviderStandIns", "HTTPServing", "HTTPClient", "EventLoops", "JSONModel", "Telemetry", "CGd"]),
        tests(
            "ServicesTests",
            [
                "CharacterService", "MediaService", "PostService", "WorldService", "AuthService", "InteractionService", "Hashing",
                "ServiceSupport", "GeneriaAPI", "ProtoRuntime", "Persistence", "ObjectStorage", "ImageScaling", "HTTPServing", "HTTPClient",
                "Environments", "JSONModel", "EventLoops", "Telemetry",
            ]),
        tests(
            "AIWorkerTests",
            [
                "AIWorker", "GeneriaAPI", "ProtoRuntime", "Persistence", "HTTPClient", "HTTPMessages", "HTTPServing", "Environments",
                "JSONModel", "EventLoops", "Semaphores", "Telemetry", "CharacterService", "MediaService", "PostService", "WorldService",
                "ServiceSupport", "ProviderStandIns",
            ]),
        tests(
            "GenerationMessagesTests",
            ["GenerationMessages", "AIWorker", "Kafka", "Persistence", "Environments", "JSONModel", "Telemetry"]),
        tests(
            "SuiteTests",
            ["Suite", "generia", "ServiceSupport", "ObjectStorage", "HTTPServing", "HTTPClient", "EventLoops", "JSONModel", "Telemetry"]),
    ],
    swiftLanguageModes: [.v6]
)
