import HTTPMessages
import HTTPServing
import Testing

struct HTTPRouterTests {
    private let router: HTTPRouter = {
        var router = HTTPRouter()
        router.on("GET", "/") { _ in .text("root") }
        router.on("GET", "/v1/item/{id}") { .text("item \($0.pathParameters["id"] ?? "-")") }
        router.on("DELETE", "/v1/item/{id}") { _ in .text("deleted") }
        router.on("GET", "/v1/item/special") { _ in .text("special") }
        router.on("GET", "/v1/{kind}/{id}/part") { .text("part \($0.pathParameters["kind"] ?? "-") \($0.pathParameters["id"] ?? "-")") }
        router.on("PUT", "/files/{path...}") { .text("file \($0.pathParameters["path"] ?? "-")") }
        return router
    }()

    private func answer(_ method: String, _ target: String) async -> (status: Int, text: String, allow: String?) {
        let response = await router.route(HTTPServerRequest(method: method, target: target))
        guard case .bytes(let bytes) = response.body else { return (response.status, "", nil) }
        return (response.status, String(decoding: bytes, as: UTF8.self), response.headers["Allow"])
    }

    @Test(arguments: [
        ("GET", "/", "root"), ("GET", "/v1/item/7?x=1", "item 7"), ("GET", "/v1/item/a%20b%2Fc", "item a b/c"),
        ("GET", "/v1/item/special", "special"), ("DELETE", "/v1/item/special", "deleted"), ("HEAD", "/v1/item/7", "item 7"),
        ("GET", "/v1/item/special/part", "part item special"), ("PUT", "/files/a//b%20c/", "file a//b c/"), ("PUT", "/files/", "file "),
        ("PUT", "/files", "file "), ("GET", "http://host/v1/item/7?x", "item 7"), ("GET", "http://host?x", "root"),
    ])
    func finds(_ method: String, _ target: String, _ text: String) async {
        let answer = await answer(method, target)
        #expect(answer.status == 200 && answer.text == text)
    }

    @Test(arguments: ["/nothing", "/v1/item/", "/v1/item", "//", "/v1//item/7", "/V1/item/7", "*"])
    func doesNotFind(_ target: String) async {
        #expect(await answer("GET", target).status == 404)
    }

    @Test func otherMethodsAreToldApart() async {
        let answer = await answer("POST", "/v1/item/7")
        #expect(answer.status == 405 && answer.allow == "DELETE, GET, HEAD")
        #expect(await self.answer("GET", "/files/x").allow == "PUT")
    }

    @Test func aMalformedPathIsRefused() async {
        #expect(await answer("GET", "/v1/item/%zz").status == 400)
        #expect(await answer("GET", "/v1/item/%ff").status == 400)
    }

    @Test func queryItems() {
        let request = HTTPServerRequest(method: "GET", target: "/p%20q?a=1+2&b&c=%D0%BC=x&%zz=1&&a=3")
        #expect(request.rawPath == "/p%20q" && request.rawQuery == "a=1+2&b&c=%D0%BC=x&%zz=1&&a=3")
        #expect(request.queryItems.map(\.name) == ["a", "b", "c", "%zz", "a"])
        #expect(request.queryItems.map(\.value) == ["1 2", "", "м=x", "1", "3"])
        #expect(HTTPServerRequest(method: "GET", target: "/p").rawQuery == nil)
    }
}
