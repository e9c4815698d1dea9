import Testing

@testable import protoc_gen_generia

@Suite struct OptionsTests {
    @Test func allAreRead() throws {
        let options = try Options(parsing: "swift=Sources/A,c=Sources/CA,runtime=own,stubs=methods,visibility=internal")
        #expect(options.swift == "Sources/A" && options.c == "Sources/CA" && options.cModule == "CA")
        #expect(options.runtime == .own && options.stubs == .methods && options.visibility == .internal)
    }

    @Test(arguments: [
        ("colour=red", "unknown option 'colour' (accepted: swift, c, runtime, stubs, visibility)"),
        ("stubs", "option 'stubs' has no value (accepted: key=value)"),
        ("stubs=some", "option 'stubs': unknown value 'some' (accepted: all, methods)"),
        ("runtime=", "option 'runtime=' has no value (accepted: key=value)"),
        ("visibility=Public", "option 'visibility': unknown value 'Public' (accepted: public, internal)"),
        ("swift=/tmp", "option 'swift': '/tmp' is not a relative directory without '.' and '..'"),
        ("c=a/../b", "option 'c': 'a/../b' is not a relative directory without '.' and '..'"),
    ])
    func otherwiseTheErrorNamesTheOption(parameter: String, error: String) {
        #expect { try Options(parsing: parameter) } throws: { "\($0)" == error }
    }
}
