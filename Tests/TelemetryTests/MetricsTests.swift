import Testing

@testable import Telemetry

struct MetricsTests {
    private let metrics = Metrics()

    @Test func theSameLabelsGiveTheSameSeries() {
        metrics.counter("calls_total", labels: ["code": "OK"]).increment()
        metrics.counter("calls_total", labels: ["code": "OK"]).increment(by: 2)
        metrics.counter("calls_total", labels: ["code": "NOT_FOUND"]).increment()
        #expect(
            metrics.prometheusText() == """
                # TYPE calls_total counter
                calls_total{code="NOT_FOUND"} 1
                calls_total{code="OK"} 3

                """)
    }

    @Test func labelsAndHelpAreEscaped() {
        metrics.gauge("g", help: "a\\b\nc", labels: ["l": "x\"y\\z\n"]).set(-4)
        #expect(metrics.prometheusText() == "# HELP g a\\\\b\\nc\n# TYPE g gauge\ng{l=\"x\\\"y\\\\z\\n\"} -4\n")
    }

    @Test func histogramBucketsAreCumulativeAndInclusive() {
        let histogram = metrics.histogram("seconds", labels: ["m": "Get"], bounds: [0.1, 1])
        for value in [0.05, 0.1, 0.5, 7] { histogram.observe(value) }
        histogram.observe(.milliseconds(250))
        #expect(
            metrics.prometheusText() == """
                # TYPE seconds histogram
                seconds_bucket{m="Get",le="0.1"} 2
                seconds_bucket{m="Get",le="1"} 4
                seconds_bucket{m="Get",le="+Inf"} 5
                seconds_sum{m="Get"} 7.9
                seconds_count{m="Get"} 5

                """)
    }

    @Test func readingsAreTakenAtExport() {
        metrics.gauge("memory_bytes") { 1.5 }
        #expect(metrics.prometheusText().contains("memory_bytes 1.5\n"))
    }

    @Test func anotherKindUnderATakenNameIsNotExported() {
        metrics.counter("n").increment()
        metrics.gauge("n").set(9)
        #expect(metrics.prometheusText() == "# TYPE n counter\nn 1\n")
    }

    @Test func concurrentCountsAreNotLost() async {
        let counter = metrics.counter("n_total")
        let histogram = metrics.histogram("h")
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<10_000 {
                        counter.increment()
                        histogram.observe(1)
                    }
                }
            }
        }
        #expect(counter.value == 80_000)
        #expect(histogram.snapshot().sum == 80_000)
    }
}
