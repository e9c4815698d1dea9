import Environments
import HTTPMessages
import Hashing
import Testing

@testable import ObjectStorage

@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", ByteRange.part(0..<1)), ("bytes=2-5", .part(2..<6)), ("bytes=2-", .part(2..<10)), ("bytes=-3", .part(7..<10)),
        ("bytes=-99", .part(0..<10)), ("bytes=9-99", .part(9..<10)), ("bytes=10-", .unsatisfiable), ("bytes=-0", .unsatisfiable),
        ("bytes=5-2", .whole), ("bytes=-", .whole), ("bytes=a-b", .whole), ("items=0-1", .whole), ("bytes=0-1,3-4", .whole),
        ("Bytes=1-2", .part(1..<3)),
        ("bytes=99999999999999999999-", .unsatisfiable), ("bytes=0-99999999999999999999", .part(0..<10)), ("bytes=+1-2", .whole),
    ])
    func ranges(_ header: String, expected: ByteRange) {
        #expect(ByteRange(header, size: 10) == expected)
    }

    @Test func emptyObjectsHaveNoParts() {
        #expect(ByteRange("bytes=0-", size: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", size: 0) == .unsatisfiable)
        #expect(ByteRange(nil, size: 0) == .whole)
    }
}

@Suite struct PreconditionTests {
    static let time = Timestamp(rfc3339: "2026-11-20T10:00:00Z") ?? Timestamp(seconds: 0)
    let object = ObjectMetadata(size: 1, tag: "abc", sha256: "", lastModified: time + .milliseconds(700), headers: [])

    static let cases: [(HTTPHeaders, Preconditions.Outcome)] = [
        (["If-Match": "\"abc\""], Preconditions.Outcome.holds), (["If-Match": "\"x\", \"abc\""], .holds), (["If-Match": "*"], .holds),
        (["If-Match": "\"x\""], .fails("If-Match")), (["If-None-Match": "\"abc\""], .notModified),
        (["If-None-Match": "W/\"abc\""], .notModified),
        (["If-None-Match": "*"], .notModified), (["If-None-Match": "\"x\""], .holds),
        (["If-Modified-Since": "Fri, 20 Nov 2026 10:00:00 GMT"], .notModified),
        (["If-Modified-Since": "Fri, 20 Nov 2026 09:59:59 GMT"], .holds),
        (["If-Unmodified-Since": "Fri, 20 Nov 2026 10:00:00 GMT"], .holds),
        (["If-Unmodified-Since": "Fri, 20 Nov 2026 09:59:59 GMT"], .fails("If-Unmodified-Since")),
        (["If-Modified-Since": "yesterday"], .holds),
        (["If-Match": "\"abc\"", "If-Unmodified-Since": "Fri, 20 Nov 2026 09:59:59 GMT"], .holds),
        (["If-None-Match": "\"x\"", "If-Modified-Since": "Fri, 20 Nov 2026 10:00:00 GMT"], .holds),
    ]

    @Test(arguments: cases)
    func outcomes(_ headers: HTTPHeaders, expected: Preconditions.Outcome) {
        #expect(Preconditions(headers).evaluate(object) == expected)
    }
}

@Suite struct ObjectListingTests {
    let keys = ["a/1", "a/2", "a/b/3", "b", "c/1", "d"]

    func names(prefix: String = "", delimiter: String = "", after: String = "", limit: Int = 1000) -> [String] {
        let keys = keys.filter { $0.hasPrefix(prefix) }
        let listing = ObjectListing(keys: keys, prefix: prefix, delimiter: delimiter, after: after, limit: limit)
        return listing.items.map(\.name) + (listing.isTruncated ? ["…"] : [])
    }

    @Test func pages() {
        #expect(names() == keys)
        #expect(names(delimiter: "/") == ["a/", "b", "c/", "d"])
        #expect(names(prefix: "a/", delimiter: "/") == ["a/1", "a/2", "a/b/"])
        #expect(names(limit: 2) == ["a/1", "a/2", "…"])
        #expect(names(after: "a/2", limit: 2) == ["a/b/3", "b", "…"])
        #expect(names(delimiter: "/", limit: 1) == ["a/", "…"])
        #expect(names(delimiter: "/", after: "a/", limit: 2) == ["b", "c/", "…"])
        #expect(names(delimiter: "/", after: "c/") == ["d"])
        #expect(names(prefix: "a/", delimiter: "/", after: "a/") == ["a/1", "a/2", "a/b/"])
        #expect(names(limit: 6) == keys)
        #expect(names(limit: 0) == [])
    }
}

@Suite struct XMLTests {
    @Test func whatIsWrittenIsReadBack() throws {
        let text = "a<b>&\"'\r\n\u{1}é🜁]]>"
        let document = XMLWriter.document("Root") { xml in
            xml.element("Name", text)
            xml.element("Inner") { $0.element("Leaf", "") }
        }
        let root = try #require(XMLElement(parsing: Array(document.utf8)))
        #expect(root.name == "Root")
        #expect(root["Name"]?.text == text)
        #expect(root["Inner"]?["Leaf"]?.text == "")
    }

    @Test func otherPeoplesDocuments() {
        let text =
            "\u{feff}<?xml version='1.0'?><!-- c --><s3:Delete xmlns:s3=\"x>y\" a = 'b'><!-- c --><Object><Key><![CDATA[a&b]]>&#x41;&#66;</Key>"
            + "</Object><Quiet >true</Quiet\n><Empty/></s3:Delete>\n"
        let root = XMLElement(parsing: Array(text.utf8))
        #expect(root?.name == "Delete")
        #expect(root?["Object"]?["Key"]?.text == "a&bAB")
        #expect(root?["Quiet"]?.text == "true")
    }

    @Test(arguments: [
        "", "text", "<a>", "<a></b>", "<a/><b/>", "<a>&unknown;</a>", "<a>&#xD800;</a>", "<a b></a>", "<a b=\"c></a>", "<a><![CDATA[x</a>",
        "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<a>&amp</a>", "<>x</>", "<a", "</a>", "<a></a", "<!-- <a/>",
        String(repeating: "<a>", count: 40) + String(repeating: "</a>", count: 40), "<a>\u{0}",
    ])
    func malformed(_ text: String) {
        #expect(XMLElement(parsing: Array(text.utf8)) == nil)
    }
}

@Suite struct ChecksumTests {
    @Test func knownValues() {
        // The check values of the catalogue of CRC algorithms, for "123456789".
        for (algorithm, expected) in [(Checksum.Algorithm.crc32, "cbf43926"), (.crc32c, "e3069283"), (.crc64nvme, "ae8b14860a799888")] {
            var checksum = Checksum(algorithm)
            checksum.update(Array("12345".utf8))
            checksum.update(Array("6789".utf8))
            #expect(Hashing.hex(checksum.value) == expected)
        }
    }
}
