import JSONModel
import ProviderStandIns
import Testing

@Suite struct ImageTaskTests {
    private let images = ImageStandIn(seed: 3)
    static let id = "9f1c2d3e-4a5b-4c6d-8e7f-0123456789ab"
    static let task: JSONValue = [
        "taskType": "imageInference", "taskUUID": .string(id), "positivePrompt": "A calm harbour", "model": "runware:100@1", "width": 512,
        "height": 512, "numberResults": 1, "outputFormat": "PNG", "includeCost": true,
    ]

    private func perform(_ tasks: JSONValue...) -> (status: Int, body: JSONValue) {
        images.perform(.array(tasks), imageBase: "http://127.0.0.1:4010/images/")
    }

    @Test func anImageHasAnAddressACostAndASeed() throws {
        let (status, body) = perform(Self.task)
        #expect(status == 200 && body["errors"] == nil)
        let image = try #require(body["data"]?[0])
        #expect(image["taskType"] == "imageInference" && image["taskUUID"] == .string(Self.id))
        #expect(image["cost"]?.doubleValue == 0.0006)
        #expect(image["seed"]?.intValue != nil)
        #expect(image["imageUUID"]?.stringValue?.count == 36)
        let address = try #require(image["imageURL"]?.stringValue)
        #expect(address.hasPrefix("http://127.0.0.1:4010/images/") && address.hasSuffix(".png"))
        let file = try #require(images.draw(fileName: String(address.split(separator: "/").last ?? "")))
        #expect(file.mediaType == "image/png")
        #expect(file.bytes == images.draw("A calm harbour", width: 512, height: 512))
        #expect(try PictureTests.decode(file.bytes).width == 512)
        #expect(perform(Self.task).body == body)
    }

    @Test func severalResultsDiffer() throws {
        var task = Self.task
        task["numberResults"] = 4
        task["seed"] = 42
        let data = try #require(perform(task).body["data"]?.arrayValue)
        #expect(data.count == 4)
        #expect(data.compactMap { $0["seed"]?.intValue } == [42, 43, 44, 45])
        #expect(Set(data.compactMap { $0["imageURL"]?.stringValue }).count == 4)
        task["seed"] = 43
        #expect(perform(task).body["data"]?[0]?["imageURL"] == data[1]["imageURL"])
    }

    @Test func picturesMayComeInTheAnswer() throws {
        var task = Self.task
        task["outputType"] = "base64Data"
        let data = try #require(perform(task).body["data"]?[0]?["imageBase64Data"]?.stringValue)
        #expect(data.hasPrefix("iVBORw0KGgo"))
        task["outputType"] = "dataURI"
        task["outputFormat"] = "JPG"
        task["checkNSFW"] = true
        task["includeCost"] = nil
        let image = try #require(perform(task).body["data"]?[0])
        #expect(image["imageDataURI"]?.stringValue?.hasPrefix("data:image/jpeg;base64,/9j/") == true)
        #expect(image["NSFWContent"] == false && image["cost"] == nil && image["imageURL"] == nil)
    }

    @Test func promptsAreEnhanced() throws {
        let task: JSONValue = [
            "taskType": "promptEnhance", "taskUUID": .string(Self.id), "prompt": "A calm harbour", "promptVersions": 3,
            "promptMaxLength": 64, "includeCost": true,
        ]
        let data = try #require(perform(task).body["data"]?.arrayValue)
        #expect(data.count == 3)
        #expect(data.allSatisfy { $0["text"]?.stringValue?.hasPrefix("A calm harbour ") == true })
        #expect(Set(data.compactMap { $0["text"]?.stringValue }).count > 1)
    }

    @Test func authenticationAndPingAreAnswered() {
        let body = perform(["taskType": "authentication", "apiKey": "any"], ["taskType": "ping", "ping": true]).body
        #expect(body["data"]?[0]?["connectionSessionUUID"]?.stringValue?.count == 36)
        #expect(body["data"]?[1]?["pong"] == true)
    }

    @Test(arguments: [
        ("taskUUID", JSONValue.null, "missingTaskUUID"), ("taskUUID", "x", "invalidTaskUUID"),
        ("positivePrompt", .null, "missingPositivePrompt"),
        ("positivePrompt", "x", "invalidPositivePrompt"), ("positivePrompt", 3, "invalidPositivePrompt"), ("model", .null, "missingModel"),
        ("width", .null, "missingWidth"), ("width", 500, "invalidWidth"), ("height", 4096, "invalidHeight"),
        ("height", "512", "invalidHeight"),
        ("numberResults", 0, "invalidNumberResults"), ("numberResults", 21, "invalidNumberResults"),
        ("outputFormat", "GIF", "invalidOutputFormat"),
        ("outputType", "file", "invalidOutputType"), ("outputQuality", 100, "invalidOutputQuality"),
        ("taskType", "videoInference", "unsupportedTaskType"),
        ("taskType", .null, "missingTaskType"), ("seed", -1, "invalidSeed"),
    ])
    func badTasksSayWhatIsWrong(_ field: String, _ value: JSONValue, _ code: String) throws {
        var task = Self.task
        task[field] = value == .null ? nil : value
        let (status, body) = perform(task)
        #expect(status == 400 && body["data"] == nil)
        let error = try #require(body["errors"]?[0])
        #expect(error["code"] == .string(code))
        #expect(error["parameter"] == .string(field))
        #expect(error["message"]?.stringValue?.contains("'\(field)'") == true || field == "taskType")
    }

    @Test func goodTasksSucceedBesideBadOnes() {
        var bad = Self.task
        bad["width"] = 1
        let (status, body) = perform(bad, Self.task, "nonsense")
        #expect(status == 200)
        #expect(body["data"]?.arrayValue?.count == 1 && body["errors"]?.arrayValue?.count == 2)
    }

    @Test(arguments: ["{}", "[]", "3", "null"]) func onlyArraysOfTasksAreTaken(_ text: String) throws {
        let (status, body) = images.perform(try JSONValue(parsing: text), imageBase: "")
        #expect(status == 400 && body["errors"]?[0]?["code"] == "invalidRequest")
    }
}
