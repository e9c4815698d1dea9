import Environments

/// Starts the generation of a world; WorldService does not know what generates it.
public protocol GenerationStarter: Sendable {
    /// Sees to it that the world is generated: once this returns, the start is recorded and survives the end of the process.
    ///
    /// A start is known by its world (the platform's workflow id is `init-world-<world id>`): a second one for the same world changes nothing.
    /// - Parameters:
    ///   - world: the world's id.
    ///   - name: the name that the user gave it.
    ///   - prompt: what the user wants.
    ///   - characters: how many characters, 1…40.
    ///   - posts: how many posts, 1…250.
    /// - Throws: when the start could not be recorded.
    func start(world: Identifier, name: String, prompt: String, characters: Int, posts: Int) async throws
}
