/// What a component needs before it can serve, such as the collections of its database.
struct Preparation: Sendable {
    /// Does what is needed; doing it again after a failure is fine.
    typealias Work = @Sendable () async throws(SuiteError) -> Void

    let component: Component
    /// What the work asks, for messages.
    let dependency: String
    let work: Work

    init(_ component: Component, dependency: String, _ work: @escaping Work) {
        self.component = component
        self.dependency = dependency
        self.work = work
    }
}
