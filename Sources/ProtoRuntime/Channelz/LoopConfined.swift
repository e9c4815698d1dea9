import EventLoops

/// A way from other threads to an object that lives on an event loop.
///
/// `@unchecked Sendable`: the object is touched on the loop only.
final class LoopConfined<Object: AnyObject>: @unchecked Sendable {
    private let loop: EventLoop
    private var object: Object?

    /// To be made on the loop.
    init(_ object: Object, on loop: EventLoop) {
        self.loop = loop
        self.object = object
    }

    /// Lets go of the object, whose life has ended; on the loop.
    func clear() { object = nil }

    /// Reads something from the object, on its loop; `nil` when its life has ended.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Object) -> Value) async -> Value? {
        await loop.answer { [self] in object.map(body) }
    }
}

extension EventLoop {
    /// Runs `body` on the loop, as work and not as a task, and waits for what it returns.
    func answer<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withUnsafeContinuation { continuation in
            execute { continuation.resume(returning: body()) }
        }
    }
}
