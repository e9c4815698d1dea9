/// Makes the Swift files of a request.
struct SwiftSide {
    private let files: [ProtoFile]
    private let requested: [ProtoFile]
    private let options: Options
    private let namespaces: Namespaces
    private let registry: TypeRegistry

    /// - Parameters:
    ///   - files: all files of the request, each after those that it imports.
    ///   - requested: the names of those to generate code for.
    init(files: [ProtoFile], requested: Set<String>, options: Options) {
        self.files = files
        self.requested = files.filter { requested.contains($0.name) }
        self.options = options
        namespaces = Namespaces(files)
        registry = TypeRegistry(files, namespaces, requested: requested, cPackage: options.cPackage)
    }

    private var access: String { options.visibility.rawValue }

    /// - Throws: ``GeneratorError`` when two files would have the same name, or a type is used that there is no code for.
    func outputs() throws(GeneratorError) -> [OutputFile] {
        for file in requested { try checkTypes(file) }
        var outputs: [OutputFile] = []
        var packages: [String] = []
        for file in requested where !packages.contains(file.package) {
            packages.append(file.package)
            outputs.append(namespace(file.package))
        }
        for file in requested {
            outputs.append(messages(file))
            outputs.append(codec(file))
            if let services = services(file) { outputs.append(services) }
        }
        var paths: Set<String> = []
        for output in outputs where !paths.insert(output.path).inserted {
            throw GeneratorError("two proto files would both become \(output.path): give them different names")
        }
        return outputs
    }

    private func checkTypes(_ file: ProtoFile) throws(GeneratorError) {
        for message in file.messages { try checkTypes(message) }
        for service in file.services {
            for method in service.methods {
                try checkType(method.input, of: "\(service.fullName).\(method.name)")
                try checkType(method.output, of: "\(service.fullName).\(method.name)")
            }
        }
    }

    private func checkTypes(_ message: ProtoMessage) throws(GeneratorError) {
        for field in message.fields {
            switch field.type {
            case .message(let name), .enumeration(let name): try checkType(name, of: "\(message.fullName).\(field.name)")
            default: break
            }
        }
        for nested in message.messages { try checkTypes(nested) }
    }

    private func checkType(_ name: String, of user: String) throws(GeneratorError) {
        guard let file = registry.foreignFile(of: name), options.runtime == .own || !RuntimeFiles.names.contains(file) else { return }
        throw GeneratorError("\(user) is of type \(name): give \(file) to protoc, too (only files that ProtoRuntime has can be left out)")
    }

    private func namespace(_ package: String) -> OutputFile {
        let name = namespaces.name(of: package)
        let members = requested.filter { $0.package == package }
        let renderer = NamespaceRenderer(access: access)
        return output(
            name, from: members.map(\.name), imports: [], renderer.namespace(name, package: package, files: withImports(members)))
    }

    /// The files and all that they import, each after what it imports.
    private func withImports(_ members: [ProtoFile]) -> [ProtoFile] {
        var wanted = Set(members.map(\.name))
        for file in files.reversed() where wanted.contains(file.name) { wanted.formUnion(file.dependencies) }
        return files.filter { wanted.contains($0.name) }
    }

    private func messages(_ file: ProtoFile) -> OutputFile {
        let renderer = MessageRenderer(registry: registry, access: access)
        let types = file.enums.map(renderer.enumeration) + file.messages.map(renderer.structure)
        return output(
            namespaces.baseName(of: file) + "Messages", from: [file.name], imports: runtimeImport,
            [.block("extension \(namespaces.name(of: file.package))", separated(types))])
    }

    private func codec(_ file: ProtoFile) -> OutputFile {
        let isShared = options.runtime == .own && RuntimeFiles.names.contains(file.name)
        let renderer = CodecRenderer(registry: registry, access: access, isShared: isShared)
        return output(
            namespaces.baseName(of: file) + "Codec", from: [file.name],
            imports: ["internal import \(options.cModule)", "internal import CProtobufC"] + runtimeImport,
            file.messages.flatMap(renderer.conformances))
    }

    private func services(_ file: ProtoFile) -> OutputFile? {
        guard !file.services.isEmpty else { return nil }
        let renderer = ServiceRenderer(registry: registry, access: access, declared: namespaces.types(in: file.package))
        var parts: [Source] = []
        for service in file.services {
            parts += [
                renderer.methodTable(service), renderer.serviceProtocol(service), renderer.client(service), renderer.definition(service),
            ]
        }
        return output(
            namespaces.baseName(of: file) + "Service", from: [file.name], imports: runtimeImport,
            [.block("extension \(namespaces.name(of: file.package))", separated(parts))])
    }

    private var runtimeImport: [String] { options.runtime == .imported ? ["import ProtoRuntime"] : [] }

    private func separated(_ parts: [Source]) -> [Source] {
        Array(parts.map { [$0] }.joined(separator: [.blank]))
    }

    private func output(_ name: String, from files: [String], imports: [String], _ body: [Source]) -> OutputFile {
        let head: [Source] = [
            .line("// swift-format-ignore-file"),
            .line("// Generated by protoc-gen-generia from \(files.joined(separator: ", ")). Do not edit."),
            .blank,
        ]
        let text = SourcePrinter.text(head + imports.map { .line($0) } + [.blank] + body)
        return OutputFile(path: "\(options.swift)/\(name).swift", content: text)
    }
}
