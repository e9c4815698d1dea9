import Testing

@testable import Telemetry

struct TraceContextTests {
    private let header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test func roundTrip() throws {
        let context = try #require(TraceContext.parse(traceparent: header))
        #expect(context.traceparent == header)
        #expect(context.flags == 1)
    }

    @Test(arguments: [
        "", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c8031-é-b7ad6b7169203331-01",
    ])
    func malformedIsRefused(_ text: String) {
        #expect(TraceContext.parse(traceparent: text) == nil)
    }

    @Test func laterVersionsMayCarryMore() {
        #expect(TraceContext.parse(traceparent: "01" + header.dropFirst(2) + "-more") != nil)
        #expect(TraceContext.parse(traceparent: "01" + header.dropFirst(2) + "more") == nil)
    }

    @Test func aChildStaysInTheTrace() throws {
        let context = try #require(TraceContext.parse(traceparent: header))
        let child = context.child()
        #expect(child.traceIDText == context.traceIDText)
        #expect(child.spanID != context.spanID && child.spanID != 0)
        #expect(TraceContext.root().traceIDText != TraceContext.root().traceIDText)
    }
}
