// The page: whole, well-formed, escaped, self-contained, written in one piece.

import Foundation
import Testing

@testable import Reports

#if canImport(FoundationXML)
  import FoundationXML
#endif

struct ReportTests {
  @Test("the sample page is well-formed; NNLABS_SAMPLE=folder leaves it there to be looked at")
  func wellFormed() throws {
    let page = sampleReport().html
    #expect(problems(inXML: page) == nil)
    if let folder = ProcessInfo.processInfo.environment["NNLABS_SAMPLE"] {
      try sampleReport().write(to: URL(fileURLWithPath: folder + "/sample.html"))
    }
  }
}

/// What a strict parser objects to, with the place; nothing when it reads the text to its end.
func problems(inXML text: String) -> String? {
  let parser = XMLParser(data: Data(text.utf8))
  guard !parser.parse() else { return nil }
  return "line \(parser.lineNumber), column \(parser.columnNumber): "
    + "\(parser.parserError.map { "\($0)" } ?? "not well-formed")"
}
