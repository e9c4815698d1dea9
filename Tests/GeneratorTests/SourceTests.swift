import Testing

@testable import protoc_gen_generia

@Suite struct SourceTests {
    @Test func printsIndentedText() {
        let source: [Source] = [
            .line("import A"), .blank,
            .block("struct S") {
                Source.blank
                Source.documentation("One.\n\nTwo.")
                "var a = 1"
                Source.blank
                Source.function("func f", ["x: Int", "y: Int"], returning: "-> Int", [.line("x + y")])
                Source.block("enum E") {}
                Source.blank
            },
        ]
        #expect(
            SourcePrinter.text(source) == """
                import A

                struct S {
                    /// One.
                    ///
                    /// Two.
                    var a = 1

                    func f(
                        x: Int,
                        y: Int
                    ) -> Int {
                        x + y
                    }
                    enum E {}
                }

                """)
    }
}
