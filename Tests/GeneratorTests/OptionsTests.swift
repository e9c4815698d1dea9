import Testing

@testable import protoc_gen_generia

@Suite struct OptionsTests {
    @Test func allAreRead() throws {
        let options = try Options(parsing: "swift=Sources/A,c=Sources/CA,c-package=v1,runtime=own,visibility=internal")
        #expect(options.swift == "Sources/A" && options.c == "Sources/CA" && options.cModule == "CA" && options.cPackage == "v1")
        #expect(options.runtime == .own && options.visibility == .internal)
    }

    @Test(arguments: [
        ("colour=red", "unknown option 'colour' (accepted: swift, c, c-package, runtime, visibility)"),
        ("runtime", "option 'runtime' has no value (accepted: key=value)"),
        ("runtime=some", "option 'runtime': unknown value 'some' (accepted: imported, own)"),
        ("runtime=", "option 'runtime=' has no value (accepted: key=value)"),
        ("visibility=Public", "option 'visibility': unknown value 'Public' (accepted: public, internal)"),
        ("swift=/tmp", "option 'swift': '/tmp' is not a relative directory without '.' and '..'"),
        ("c-package=V1", "option 'c-package': 'V1' is no name (accepted: small letters and digits, beginning with a letter)"),
        ("c=a/../b", "option 'c': 'a/../b' is not a relative directory without '.' and '..'"),
    ])
    func otherwiseTheErrorNamesTheOption(parameter: String, error: String) {
        #expect { try Options(parsing: parameter) } throws: { "\($0)" == error }
    }
}
