import HTTPMessages

/// Answers one request.
public typealias HTTPHandler = @Sendable (HTTPServerRequest) async -> HTTPServerResponse

/// Finds the handler of a request by method and path.
///
/// A pattern is a path whose segments are literal, a placeholder `{name}` for one non-empty segment, or, at the end, `{name...}`
/// for the rest of the path, which may be empty. A literal segment wins over a placeholder, a placeholder over a rest. Segments
/// are compared after percent-decoding, so that `%2F` never separates segments.
public struct HTTPRouter: Sendable {
    private struct Node: Sendable {
        var literals: [String: Node] = [:]
        /// The child for a placeholder: none or one.
        var placeholder: [Node] = []
        var routes: [String: Route] = [:]
        var restRoutes: [String: Route] = [:]
    }

    private struct Route: Sendable {
        var names: [String]
        var handler: HTTPHandler
    }

    private var root = Node()

    /// A router without routes: everything is 404.
    public init() {}

    /// Adds a route; a later one for the same method and pattern replaces the earlier. `GET` also answers `HEAD`.
    public mutating func on(_ method: String, _ pattern: String, _ handler: @escaping HTTPHandler) {
        Self.insert(Route(names: [], handler: handler), for: method, at: Self.segments(of: pattern)[...], into: &root)
    }

    /// The answer of the matching route. Without one: 400 for a path that is not valid percent-encoded UTF-8, 405 with `Allow` when
    /// another method would match, else 404.
    public func route(_ request: HTTPServerRequest) async -> HTTPServerResponse {
        var segments: [String] = []
        for segment in Self.segments(of: request.rawPath) {
            guard let decoded = PercentEncoding.decode(segment) else {
                return .text("the path is not valid percent-encoded UTF-8\n", status: 400)
            }
            segments.append(decoded)
        }
        var search = Search(method: request.method)
        guard let route = search.find(segments[...], in: root) else {
            return search.allowed.isEmpty ? .text("not found\n", status: 404) : Self.methodNotAllowed(search.allowed)
        }
        var request = request
        for (name, value) in zip(route.names, search.values) { request.pathParameters[name] = value }
        return await route.handler(request)
    }

    private static func methodNotAllowed(_ methods: Set<String>) -> HTTPServerResponse {
        var response = HTTPServerResponse.text("method not allowed\n", status: 405)
        let allowed = methods.contains("GET") ? methods.union(["HEAD"]) : methods
        response.headers["Allow"] = allowed.sorted().joined(separator: ", ")
        return response
    }

    private static func segments(of path: String) -> [Substring] {
        Array(path.split(separator: "/", omittingEmptySubsequences: false).dropFirst(path.hasPrefix("/") ? 1 : 0))
    }

    private static func insert(_ route: Route, for method: String, at segments: ArraySlice<Substring>, into node: inout Node) {
        guard let segment = segments.first else {
            node.routes[method] = route
            return
        }
        guard segment.hasPrefix("{"), segment.hasSuffix("}") else {
            insert(route, for: method, at: segments.dropFirst(), into: &node.literals[String(segment), default: Node()])
            return
        }
        var route = route
        let name = segment.dropFirst().dropLast()
        if name.hasSuffix("...") {
            route.names.append(String(name.dropLast(3)))
            node.restRoutes[method] = route
        } else {
            route.names.append(String(name))
            if node.placeholder.isEmpty { node.placeholder.append(Node()) }
            insert(route, for: method, at: segments.dropFirst(), into: &node.placeholder[0])
        }
    }

    /// A walk down the tree for one request.
    private struct Search {
        let method: String
        /// What the placeholders of the path walked so far stand for.
        var values: [String] = []
        /// Methods of matching routes that do not answer `method`.
        var allowed: Set<String> = []

        mutating func find(_ segments: ArraySlice<String>, in node: Node) -> Route? {
            if let segment = segments.first {
                if let child = node.literals[segment], let route = find(segments.dropFirst(), in: child) { return route }
                if !segment.isEmpty, let child = node.placeholder.first {
                    values.append(segment)
                    if let route = find(segments.dropFirst(), in: child) { return route }
                    values.removeLast()
                }
            } else if let route = pick(node.routes) {
                return route
            }
            guard let route = pick(node.restRoutes) else { return nil }
            values.append(segments.joined(separator: "/"))
            return route
        }

        private mutating func pick(_ routes: [String: Route]) -> Route? {
            if let route = routes[method] { return route }
            if method == "HEAD", let route = routes["GET"] { return route }
            allowed.formUnion(routes.keys)
            return nil
        }
    }
}
