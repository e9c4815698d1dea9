import Environments
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "seconds and text agree",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (1_748_202_811, "2025-05-25T19:53:31Z"), (951_782_400, "2000-02-29T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"), (-2_203_977_600, "1900-02-28T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
            (-62_167_219_200, "0000-01-01T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] as [(Int64, String)])
    func knownTimes(seconds: Int64, text: String) {
        #expect(Timestamp(seconds: seconds).rfc3339 == text)
        #expect(Timestamp(rfc3339: text) == Timestamp(seconds: seconds))
    }

    @Test("every day of eight centuries follows the day before")
    func consecutiveDays() {
        var previous = ""
        for day in Int64(-146_097)...146_097 {
            let time = Timestamp(seconds: day * 86_400)
            let text = time.rfc3339
            #expect(text > previous)
            #expect(Timestamp(rfc3339: text) == time)
            previous = text
        }
    }

    @Test("fractions, offsets and lower case are read")
    func reading() {
        #expect(Timestamp(rfc3339: "1970-01-01T00:00:00.000001Z")?.microseconds == 1)
        #expect(Timestamp(rfc3339: "1970-01-01T00:00:00.9999999Z")?.microseconds == 999_999)
        #expect(Timestamp(rfc3339: "1970-01-01t03:00:00.5+03:00")?.microseconds == 500_000)
        #expect(Timestamp(rfc3339: "1969-12-31T18:30:00-05:30")?.microseconds == 0)
        #expect(Timestamp(rfc3339: "2016-12-31T23:59:60Z") == Timestamp(rfc3339: "2017-01-01T00:00:00Z"))
        #expect(Timestamp(basicISO8601: "20250525T195331Z")?.seconds == 1_748_202_811)
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "2025-05-25", "2025-05-25 19:53:31Z", "2025-05-25T19:53:31", "2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z",
            "2025-05-25T24:00:00Z", "2025-05-25T19:53:31.Z", "2025-05-25T19:53:31Z ", "2025-05-25T19:53:31+3:00",
            "2025-05-25T19:53:31+03:60",
            "２０２５-05-25T19:53:31Z", "20250525T195331Z",
        ])
    func refused(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test("the other forms")
    func forms() {
        let time = Timestamp(microseconds: 1_748_202_811_042_999)
        #expect(time.iso8601 == "2025-05-25T19:53:31.042Z")
        #expect(time.basicISO8601 == "20250525T195331Z")
        #expect(time.httpDate == "Sun, 25 May 2025 19:53:31 GMT")
        #expect(Timestamp(seconds: 784_111_777).httpDate == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(Timestamp(microseconds: -1).iso8601 == "1969-12-31T23:59:59.999Z")
        #expect(Timestamp(microseconds: -1).seconds == -1)
        #expect(Timestamp(basicISO8601: "20250525T195331") == nil)
    }

    @Test("dates of HTTP")
    func httpDates() {
        let time = Timestamp(rfc3339: "1994-11-06T08:49:37Z")
        #expect(Timestamp(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT") == time)
        #expect(Timestamp(httpDate: "Sun, 06 Nov 1994 08:49:37 CET") == nil)
        #expect(Timestamp(httpDate: "Sunday, 06-Nov-94 08:49:37 GMT") == nil)
    }

    @Test("arithmetic is exact and does not trap at the ends")
    func arithmetic() {
        let time = Timestamp(seconds: 100)
        #expect(time + .milliseconds(1_500) == Timestamp(microseconds: 101_500_000))
        #expect(time - .microseconds(1) == Timestamp(microseconds: 99_999_999))
        #expect(Timestamp(seconds: 160) - time == .seconds(60))
        #expect(Timestamp(microseconds: .max) + .seconds(1) == Timestamp(microseconds: .max))
        #expect(Timestamp(seconds: .min) == Timestamp(microseconds: .min))
        #expect(time < Timestamp(seconds: 101))
    }
}
