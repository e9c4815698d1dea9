import Testing

@testable import ProtoRuntime

@Suite struct ServiceConfigTests {
    private static func method(_ path: String) -> MethodDescriptor {
        let parts = path.split(separator: "/").map(String.init)
        return MethodDescriptor(service: parts[0], name: parts[1], kind: .unary)
    }

    @Test func everyFieldIsRead() throws {
        let config = try ServiceConfig(
            json: """
                {
                  "unknown": {"x": 1},
                  "loadBalancingConfig": [{"xds_experimental": {}}, {"round_robin": {}}, {"pick_first": {}}],
                  "retryThrottling": {"maxTokens": 10, "tokenRatio": 0.1},
                  "methodConfig": [
                    {
                      "name": [{"service": "a.S", "method": "M"}, {"service": "b.S", "method": null}],
                      "waitForReady": true, "timeout": "1.000000001s",
                      "maxRequestMessageBytes": "1024", "maxResponseMessageBytes": 0, "future": [],
                      "retryPolicy": {
                        "maxAttempts": 4, "initialBackoff": ".1s", "maxBackoff": "1s", "backoffMultiplier": 2,
                        "retryableStatusCodes": ["UNAVAILABLE", 10]
                      }
                    },
                    {
                      "name": [{"service": "a.S"}],
                      "hedgingPolicy": {"maxAttempts": 3, "hedgingDelay": "0.5s", "nonFatalStatusCodes": ["INTERNAL"]}
                    },
                    {"name": [{}], "timeout": "3s"},
                    {"timeout": "4s"}
                  ]
                }
                """)
        #expect(config.loadBalancing == .roundRobin)
        #expect(config.retryThrottling == (try RetryThrottling(maximumTokens: 10, tokenRatio: 0.1)))
        let exact = try #require(config.methodConfig(for: Self.method("a.S/M")))
        #expect(exact.waitForReady == true)
        #expect(exact.timeout == .seconds(1) + .nanoseconds(1))
        #expect(exact.maximumRequestSize == 1024)
        #expect(exact.maximumResponseSize == 0)
        let retry = try RetryPolicy(
            maximumAttempts: 4, initialBackoff: .milliseconds(100), maximumBackoff: .seconds(1), backoffMultiplier: 2,
            retryableStatusCodes: [.unavailable, .aborted])
        #expect(exact.retryPolicy == retry)
        #expect(config.methodConfig(for: Self.method("b.S/Any")) == exact)
        let ofService = try #require(config.methodConfig(for: Self.method("a.S/Other")))
        #expect(
            ofService.hedgingPolicy
                == (try HedgingPolicy(maximumAttempts: 3, delay: .milliseconds(500), nonFatalStatusCodes: [.internal])))
        #expect(ofService.retryPolicy == nil)
        #expect(config.methodConfig(for: Self.method("c.S/M"))?.timeout == .seconds(3))
    }

    @Test func nothingSetMeansNothing() throws {
        #expect(try ServiceConfig(json: "{}") == .empty)
        #expect(ServiceConfig.empty.methodConfig(for: Self.method("a/b")) == nil)
        #expect(try ServiceConfig(json: #"{"loadBalancingPolicy": "ROUND_ROBIN"}"#).loadBalancing == .roundRobin)
        #expect(
            try ServiceConfig(json: #"{"loadBalancingConfig": [{"pick_first": {"shuffleAddressList": true}}]}"#).loadBalancing
                == .pickFirst(shuffled: true))
    }

    @Test(arguments: [
        (#"{"methodConfig": {}}"#, "methodConfig", "must be an array, got {}"),
        (#"{"methodConfig": [1]}"#, "methodConfig[0]", "must be an object, got 1"),
        (#"{"methodConfig": [{"name": [{"method": "m"}]}]}"#, "methodConfig[0].name[0].service", "is missing"),
        (#"{"methodConfig": [{"name": [{}]}, {"name": [{"service": ""}]}]}"#, "methodConfig[1].name[0]", "*/* is named twice"),
        (#"{"methodConfig": [{"timeout": 3}]}"#, "methodConfig[0].timeout", "must be a time in seconds such as \"1.5s\", got 3"),
        (#"{"methodConfig": [{"timeout": "-1s"}]}"#, "methodConfig[0].timeout", "must not be negative"),
        (#"{"methodConfig": [{"waitForReady": "yes"}]}"#, "methodConfig[0].waitForReady", "must be true or false"),
        (#"{"methodConfig": [{"maxRequestMessageBytes": -1}]}"#, "methodConfig[0].maxRequestMessageBytes", "must be a whole number"),
        (#"{"methodConfig": [{"retryPolicy": {}}]}"#, "methodConfig[0].retryPolicy.maxAttempts", "is missing"),
        (
            #"{"methodConfig": [{"retryPolicy": {"maxAttempts": 1, "initialBackoff": "1s", "maxBackoff": "1s", "backoffMultiplier": 1, "#
                + #""retryableStatusCodes": [14]}}]}"#,
            "methodConfig[0].retryPolicy.maxAttempts", "must be a whole number of at least 2, got 1"
        ),
        (
            #"{"methodConfig": [{"retryPolicy": {"maxAttempts": 2, "initialBackoff": "0s", "maxBackoff": "1s", "backoffMultiplier": 1, "#
                + #""retryableStatusCodes": [14]}}]}"#,
            "methodConfig[0].retryPolicy.initialBackoff", "must be more than 0 s"
        ),
        (
            #"{"methodConfig": [{"retryPolicy": {"maxAttempts": 2, "initialBackoff": "1s", "maxBackoff": "1s", "backoffMultiplier": 0, "#
                + #""retryableStatusCodes": [14]}}]}"#,
            "methodConfig[0].retryPolicy.backoffMultiplier", "must be a number greater than 0"
        ),
        (
            #"{"methodConfig": [{"retryPolicy": {"maxAttempts": 2, "initialBackoff": "1s", "maxBackoff": "1s", "backoffMultiplier": 1}}]}"#,
            "methodConfig[0].retryPolicy.retryableStatusCodes", "must name at least one status"
        ),
        (
            #"{"methodConfig": [{"retryPolicy": {"maxAttempts": 2, "initialBackoff": "1s", "maxBackoff": "1s", "backoffMultiplier": 1, "#
                + #""retryableStatusCodes": ["OK"]}}]}"#,
            "methodConfig[0].retryPolicy.retryableStatusCodes", "must name failures"
        ),
        (
            #"{"methodConfig": [{"hedgingPolicy": {"maxAttempts": 2, "nonFatalStatusCodes": ["unavailable"]}}]}"#,
            "methodConfig[0].hedgingPolicy.nonFatalStatusCodes[0]", "must be a status name such as \"UNAVAILABLE\""
        ),
        (
            #"{"methodConfig": [{"hedgingPolicy": {"maxAttempts": 2, "hedgingDelay": "1"}}]}"#,
            "methodConfig[0].hedgingPolicy.hedgingDelay", ""
        ),
        (#"{"methodConfig": [{"hedgingPolicy": {}, "retryPolicy": {}}]}"#, "methodConfig[0].hedgingPolicy", "must not stand beside"),
        (#"{"retryThrottling": {"maxTokens": 0, "tokenRatio": 1}}"#, "retryThrottling.maxTokens", "from 1 to 1000, got 0"),
        (#"{"retryThrottling": {"maxTokens": 1, "tokenRatio": 0.0001}}"#, "retryThrottling.tokenRatio", "at least 0.001"),
        (#"{"loadBalancingConfig": [{"grpclb": {}}]}"#, "loadBalancingConfig", "pick_first, round_robin"),
        (#"{"loadBalancingConfig": [{"a": {}, "b": {}}]}"#, "loadBalancingConfig[0]", "one member, got 2"),
        (#"{"loadBalancingPolicy": "grpclb"}"#, "loadBalancingPolicy", "pick_first or round_robin, got \"grpclb\""),
        (#"{"methodConfig""#, "", "not valid JSON"),
    ])
    func anInvalidFieldIsNamed(json: String, field: String, message: String) throws {
        do throws(ServiceConfigError) {
            _ = try ServiceConfig(json: json)
            Issue.record("accepted: \(json)")
        } catch {
            #expect(error.field == field)
            #expect(error.message.contains(message))
        }
    }

    @Test(arguments: [
        ("1s", Duration.seconds(1)), ("0.000000001s", .nanoseconds(1)), (".5s", .milliseconds(500)), ("-1.5s", .milliseconds(-1500)),
        ("315576000000s", .seconds(315_576_000_000)),
    ])
    func durationsAreReadAsProtobufWritesThem(text: String, duration: Duration) {
        #expect(Duration(protobufText: text) == duration)
    }

    @Test(arguments: ["", "s", "1", ".s", "1.s", "1.0000000001s", "+1s", "1 s", "1e3s", "--1s", "1.5.5s", "9999999999999s"])
    func otherDurationsAreRefused(text: String) {
        #expect(Duration(protobufText: text) == nil)
    }
}

@Suite struct RetryValueTests {
    @Test func halfOfTheTokensStopRetriesAndSuccessesBringThemBack() throws {
        var throttle = RetryThrottle(try RetryThrottling(maximumTokens: 10, tokenRatio: 0.5))
        for _ in 0..<4 { throttle.didFail() }
        #expect(throttle.canRetry)
        throttle.didFail()
        #expect(!throttle.canRetry)
        throttle.didSucceed()
        #expect(throttle.canRetry)
        for _ in 0..<100 { throttle.didFail() }
        for _ in 0..<10 { throttle.didSucceed() }
        #expect(!throttle.canRetry)
        throttle.didSucceed()
        #expect(throttle.canRetry)
        for _ in 0..<100 { throttle.didSucceed() }
        for _ in 0..<5 { throttle.didFail() }
        #expect(!throttle.canRetry)
    }

    @Test func withoutThrottlingRetriesNeverStop() {
        var throttle = RetryThrottle(nil)
        for _ in 0..<100 { throttle.didFail() }
        #expect(throttle.canRetry)
    }

    @Test func pausesGrowToTheLongestAndBeginAnew() throws {
        var backoff = RetryBackoff(
            try RetryPolicy(
                maximumAttempts: 5, initialBackoff: .milliseconds(100), maximumBackoff: .milliseconds(350), backoffMultiplier: 2,
                retryableStatusCodes: [.unavailable]))
        #expect(
            (0..<4).map { _ in backoff.next(jitter: 1) } == [
                .milliseconds(100), .milliseconds(200), .milliseconds(350), .milliseconds(350),
            ])
        backoff.reset()
        #expect(backoff.next(jitter: 0.5) == .milliseconds(50))
        for _ in 0..<100 {
            backoff.reset()
            #expect((.milliseconds(80)...Duration.milliseconds(120)).contains(backoff.next()))
        }
    }

    @Test(arguments: [
        ("0", RetryPushback.after(.zero)), ("250", .after(.milliseconds(250))), ("2147483647", .after(.milliseconds(2_147_483_647))),
        ("-1", .stop), ("2147483648", .stop), ("01", .stop), ("+1", .stop), ("", .stop), ("1.5", .stop), ("soon", .stop),
    ])
    func pushbackIsATimeOrARefusal(text: String, pushback: RetryPushback) {
        #expect(RetryPushback(text: text) == pushback)
    }

    @Test func severalPushbacksAreARefusal() {
        var list = HeaderList()
        #expect(RetryPushback(Metadata(list) ?? Metadata()) == .none)
        list.append(RetryPushback.key, "5")
        #expect(RetryPushback(Metadata(list) ?? Metadata()) == .after(.milliseconds(5)))
        list.append(RetryPushback.key, "5")
        #expect(RetryPushback(Metadata(list) ?? Metadata()) == .stop)
    }
}

@Suite struct CallOptionsMergingTests {
    private static let method = MethodDescriptor(service: "a.S", name: "M", kind: .unary)

    private static func configuration() throws -> ChannelConfiguration {
        var configuration = ChannelConfiguration()
        configuration.serviceConfig = try ServiceConfig(
            methods: [
                MethodConfig(
                    names: [.service("a.S")], waitForReady: true, timeout: .seconds(2), maximumRequestSize: 100, maximumResponseSize: 200)
            ])
        return configuration
    }

    @Test func aCallThatSaysNothingTakesWhatTheChannelSays() throws {
        let options = try Self.configuration().options(.default, for: Self.method)
        #expect(options == CallOptions(timeout: .seconds(2), waitForReady: true, maximumRequestSize: 100, maximumResponseSize: 200))
        #expect(ChannelConfiguration().options(.default, for: Self.method) == CallOptions(maximumResponseSize: 4 << 20))
    }

    @Test func theSmallerLimitCountsAndTheCallsOwnChoiceWins() throws {
        let own = CallOptions(timeout: .seconds(1), waitForReady: false, maximumRequestSize: 50, maximumResponseSize: 300)
        let options = try Self.configuration().options(own, for: Self.method)
        #expect(options == CallOptions(timeout: .seconds(1), waitForReady: false, maximumRequestSize: 50, maximumResponseSize: 200))
        var configuration = try Self.configuration()
        configuration.maximumRequestSize = 80
        configuration.maximumResponseSize = 80
        #expect(configuration.options(.default, for: Self.method).maximumRequestSize == 80)
        #expect(configuration.options(own, for: Self.method).maximumRequestSize == 50)
        #expect(configuration.options(own, for: Self.method).maximumResponseSize == 200)
    }

    @Test func theUserAgentNamesTheApplicationFirst() {
        var configuration = ChannelConfiguration()
        #expect(configuration.userAgent == "grpc-swift-nghttp2/1.0.0")
        configuration.userAgentPrefix = "app/2"
        #expect(configuration.userAgent == "app/2 grpc-swift-nghttp2/1.0.0")
    }
}
