/// The proto files whose messages ProtoRuntime has, for the fields and methods of anyone's messages and services.
enum RuntimeFiles {
    static let names: Set<String> = [
        "google/protobuf/any.proto", "google/protobuf/duration.proto", "google/protobuf/empty.proto", "google/protobuf/timestamp.proto",
        "google/protobuf/wrappers.proto", "google/rpc/error_details.proto", "google/rpc/status.proto",
    ]
}
