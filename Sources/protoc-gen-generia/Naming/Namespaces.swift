/// The names that the packages and files of one request get in Swift.
///
/// A package becomes an enumeration named after its last part that is not a version. Packages that differ in nothing but their version, as
/// `grpc.reflection.v1` and `grpc.reflection.v1alpha` do, keep it, and so do their files.
struct Namespaces {
    private var packages: [String: String] = [:]
    private var files: [String: String] = [:]
    private var declared: [String: Set<String>] = [:]

    init(_ all: [ProtoFile]) {
        let bySwiftName = Dictionary(grouping: Set(all.map(\.package))) { SwiftNames.namespace(ofPackage: $0) }
        for (name, sharing) in bySwiftName {
            for package in sharing {
                packages[package] = sharing.count > 1 ? SwiftNames.namespace(ofPackage: package, withVersion: true) : name
            }
        }
        let byBaseName = Dictionary(grouping: all) { Words($0.baseName).upperCamel }
        for (name, sharing) in byBaseName {
            for file in sharing { files[file.name] = sharing.count > 1 ? name + SwiftNames.version(ofPackage: file.package) : name }
        }
        for file in all {
            declared[file.package, default: []].formUnion(file.messages.map(\.name) + file.enums.map(\.name) + file.services.map(\.name))
        }
    }

    /// `HealthAPI` for `grpc.health.v1`.
    func name(of package: String) -> String {
        packages[package] ?? SwiftNames.namespace(ofPackage: package)
    }

    /// How the names of a file's Swift files begin: `KitchenSink` for `kitchen_sink.proto`.
    func baseName(of file: ProtoFile) -> String {
        files[file.name] ?? Words(file.baseName).upperCamel
    }

    /// The names of the messages, enumerations and services that a package declares itself.
    func types(in package: String) -> Set<String> {
        declared[package] ?? []
    }
}
