import Testing

@testable import HTTPClient

struct RequestURLTests {
    /// Requests to the own machine never go through a proxy of the environment.
    @Test(arguments: [
        "http://localhost/", "http://LOCALHOST:80", "http://127.0.0.1:8080/x", "https://127.9.8.7", "http://[::1]:9/",
        "http://api.localhost/",
    ])
    func loopbackIsRecognised(_ url: String) throws {
        #expect(try RequestURL(url).isLoopback)
    }

    @Test(arguments: [
        "http://example.com/127.0.0.1", "http://localhost.example.com/", "http://10.0.0.1/", "https://user:127.0.0.1@example.com",
    ])
    func othersAreNot(_ url: String) throws {
        #expect(try !RequestURL(url).isLoopback)
        #expect(try RequestURL(url).isSecure == url.hasPrefix("https"))
    }
}
