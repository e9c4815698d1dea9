/// A service as a server offers it: its name, its methods and the proto files behind it. Generated code makes these.
public struct ServiceDefinition: Sendable {
    /// The service's full name, such as `media.MediaService`.
    public let name: String
    /// The methods with their handlers.
    public let methods: [MethodHandler]
    /// A serialized `google.protobuf.FileDescriptorSet` of the service's files, for reflection; empty when there is none.
    public let fileDescriptorSet: [UInt8]

    /// - Parameters:
    ///   - name: the service's full name.
    ///   - methods: the methods with their handlers.
    ///   - fileDescriptorSet: a serialized `google.protobuf.FileDescriptorSet`.
    public init(name: String, methods: [MethodHandler], fileDescriptorSet: [UInt8] = []) {
        self.name = name
        self.methods = methods
        self.fileDescriptorSet = fileDescriptorSet
    }
}
