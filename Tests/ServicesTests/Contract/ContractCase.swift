import Testing

/// One case of the platform contract, section 11. It knows the platform only as a `ContractSubject`.
struct ContractCase: Sendable, CustomTestStringConvertible {
    let id: String
    let title: String
    let run: @Sendable (any ContractSubject, Fixtures) async throws -> Void

    init(_ id: String, _ title: String, _ run: @escaping @Sendable (any ContractSubject, Fixtures) async throws -> Void) {
        self.id = id
        self.title = title
        self.run = run
    }

    var testDescription: String { "\(id): \(title)" }
}

/// The contract's cases against the services in this process.
@Suite struct ContractTests {
    @Test(arguments: CharacterCases.all) func characterService(_ contractCase: ContractCase) async throws { try await run(contractCase) }

    @Test(arguments: MediaCases.all) func mediaService(_ contractCase: ContractCase) async throws { try await run(contractCase) }

    @Test(arguments: PostCases.all) func postService(_ contractCase: ContractCase) async throws { try await run(contractCase) }

    @Test(arguments: WorldCases.all) func worldService(_ contractCase: ContractCase) async throws { try await run(contractCase) }

    private func run(_ contractCase: ContractCase) async throws {
        try await Platform.with { platform in
            try await contractCase.run(platform, try await Fixtures(platform))
        }
    }
}
