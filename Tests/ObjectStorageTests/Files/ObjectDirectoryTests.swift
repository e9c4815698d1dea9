import Environments
import Foundation
import Glibc
import Hashing
import Testing

@testable import ObjectStorage

@Suite struct ObjectDirectoryTests {
    /// Runs `body` with the root of an empty store that has the bucket `bucket`.
    func withStore(_ body: (ObjectDirectory, String) throws -> Void) throws {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let root = "\(directory)/deep/objects"
        let store = try ObjectDirectory(root: root)
        #expect(try store.createBucket("bucket"))
        try body(store, root)
    }

    func upload(_ text: String, to store: ObjectDirectory) throws -> ObjectUpload {
        var upload = try store.beginUpload(needsSHA256: true)
        try upload.append(Array(text.utf8))
        return upload
    }

    func seal(_ upload: ObjectUpload) throws {
        let digests = upload.digests()
        let metadata = ObjectMetadata(
            size: upload.size, tag: digests.md5Hex, sha256: digests.sha256Hex, lastModified: Timestamp(seconds: 1),
            headers: [.init(name: "content-type", value: "text/plain: x")])
        try upload.finish(trailer: try #require(metadata.trailer))
    }

    func put(_ text: String, _ key: String, in store: ObjectDirectory) throws {
        let upload = try upload(text, to: store)
        try seal(upload)
        try store.store(upload, as: key, in: "bucket", onlyIfVacant: false)
    }

    func text(_ key: String, in store: ObjectDirectory) throws -> String? {
        guard let object = try store.object(key, in: "bucket") else { return nil }
        let bytes = try object.read(0..<object.metadata.size)
        #expect(Hashing.hex(Hashing.sha256(bytes)) == object.metadata.sha256)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func objectsAreReadableFiles() throws {
        try withStore { store, root in
            try put("picture", "w/c/avatars/1.png", in: store)
            let file = try Data(contentsOf: URL(fileURLWithPath: "\(root)/bucket/w/c/avatars/1.png"))
            #expect(file.starts(with: Data("picture".utf8)))
            #expect(try store.object("w/c/avatars/1.png", in: "bucket")?.metadata[header: "content-type"] == "text/plain: x")
        }
    }

    /// A process that ends anywhere on the way leaves the old object; what it had written goes with the next start.
    @Test func interruptedUploadsChangeNothing() throws {
        try withStore { store, root in
            try put("old", "a/b", in: store)
            let stages: [(ObjectUpload) throws -> Void] = [{ _ in }, { try $0.finish(trailer: [1, 2, 3]) }, { try seal($0) }]
            for stage in stages {
                let upload = try upload("new", to: store)
                try stage(upload)
                #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/.uploads").count == 1)
                let restarted = try ObjectDirectory(root: root)
                #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/.uploads").isEmpty)
                #expect(try text("a/b", in: restarted) == "old")
                #expect(try restarted.keys(in: "bucket", prefix: "") == ["a/b"])
                withExtendedLifetime(upload) {}
            }
            let upload = try upload("new", to: store)
            try seal(upload)
            try store.store(upload, as: "a/b", in: "bucket", onlyIfVacant: false)
            #expect(try text("a/b", in: try ObjectDirectory(root: root)) == "new")
        }
    }

    @Test func abandonedUploadsAreRemoved() throws {
        try withStore { store, root in
            _ = try upload("x", to: store)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/.uploads").isEmpty)
        }
    }

    @Test func damagedFilesAreErrorsNotObjects() throws {
        try withStore { store, root in
            let path = "\(root)/bucket/a.txt"
            try put(String(repeating: "x", count: 5000), "a.txt", in: store)
            let whole = try Data(contentsOf: URL(fileURLWithPath: path))
            // Bytes taken out of the middle, or from the beginning, leave the footer in place.
            for damaged in [whole.prefix(100) + whole.dropFirst(101), whole.suffix(5100), whole.suffix(30)] {
                try damaged.write(to: URL(fileURLWithPath: path))
                #expect(throws: SystemError.self) { try store.object("a.txt", in: "bucket") }
            }
        }
    }

    @Test func filesPutThereByHandAreObjects() throws {
        try withStore { store, root in
            try FileManager.default.createDirectory(atPath: "\(root)/bucket/by/hand", withIntermediateDirectories: true)
            let path = "\(root)/bucket/by/hand/1.png"
            var tags: Set<String> = []
            for text in ["", "x", String(repeating: "y", count: 5000)] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
                let object = try #require(try store.object("by/hand/1.png", in: "bucket"))
                #expect(object.metadata.size == text.utf8.count)
                #expect(try object.read(0..<object.metadata.size) == Array(text.utf8))
                #expect(abs(Date().timeIntervalSince1970 - Double(object.metadata.lastModified.seconds)) < 60)
                tags.insert(object.metadata.tag)
            }
            #expect(tags.count == 3 && tags.allSatisfy { $0.hasSuffix("-1") })
            #expect(try store.keys(in: "bucket", prefix: "by/") == ["by/hand/1.png"])
        }
    }

    @Test func objectsThatEndLikeAFooterAreFine() throws {
        try withStore { store, _ in
            let imitation = String(
                decoding: try #require(
                    ObjectMetadata(size: 0, tag: "", sha256: "", lastModified: Timestamp(seconds: 0), headers: []).trailer), as: UTF8.self)
            try put(imitation, "x", in: store)
            #expect(try text("x", in: store) == imitation)
        }
    }

    @Test func longTrailersAreReadBack() throws {
        try withStore { store, _ in
            let upload = try upload("x", to: store)
            let metadata = ObjectMetadata(
                size: 1, tag: "m", sha256: "s", lastModified: Timestamp(microseconds: 5),
                headers: [.init(name: "a", value: String(repeating: "é", count: 2000))])
            try upload.finish(trailer: try #require(metadata.trailer))
            try store.store(upload, as: "k", in: "bucket", onlyIfVacant: true)
            #expect(try store.object("k", in: "bucket")?.metadata == metadata)
        }
    }

    @Test func readersKeepTheirVersion() throws {
        try withStore { store, _ in
            try put("first", "k", in: store)
            let object = try #require(try store.object("k", in: "bucket"))
            try put("a second one", "k", in: store)
            #expect(try object.read(0..<5) == Array("first".utf8))
            try store.delete("k", in: "bucket")
            #expect(try object.read(0..<5) == Array("first".utf8))
            #expect(try text("k", in: store) == nil)
        }
    }

    @Test func emptyDirectoriesGoWithTheirLastObject() throws {
        try withStore { store, root in
            try put("1", "a/b/c/1.png", in: store)
            try put("2", "a/2.png", in: store)
            try store.delete("a/b/c/1.png", in: "bucket")
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/bucket/a") == ["2.png"])
            try store.delete("a/2.png", in: "bucket")
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/bucket").isEmpty)
            #expect(store.hasBucket("bucket"))
        }
    }

    @Test func storingAndDeletingNeighboursAtOnceLosesNothing() async throws {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let store = try ObjectDirectory(root: directory)
        _ = try store.createBucket("bucket")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    for _ in 0..<200 {
                        try self.put("x", "d/e/\(task).png", in: store)
                        #expect(try self.text("d/e/\(task).png", in: store) == "x")
                        try store.delete("d/e/\(task).png", in: "bucket")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try store.keys(in: "bucket", prefix: "").isEmpty)
    }

    @Test func vacancyIsKept() throws {
        try withStore { store, root in
            try put("old", "k", in: store)
            let second = try upload("new", to: store)
            try seal(second)
            #expect(throws: SystemError(call: "link", code: EEXIST)) {
                try store.store(second, as: "k", in: "bucket", onlyIfVacant: true)
            }
            #expect(try text("k", in: store) == "old")
            #expect(throws: SystemError(call: "rename", code: ENOENT)) {
                try store.store(second, as: "k", in: "missing", onlyIfVacant: false)
            }
            #expect(!FileManager.default.fileExists(atPath: "\(root)/missing"))
        }
    }

    @Test func aFileInThePlaceOfTheRootIsAnError() throws {
        let directory = try EndpointFixture.temporaryDirectory()
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try Data().write(to: URL(fileURLWithPath: "\(directory)/file"))
        #expect(throws: SystemError.self) { try ObjectDirectory(root: "\(directory)/file/objects") }
    }
}
