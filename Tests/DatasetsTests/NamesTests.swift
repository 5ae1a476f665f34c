// The embedded names: that they are what SOURCE.md says, and that their split leaks nothing.

import Datasets
import Testing

struct NamesTests {
  @Test("the embedded names are the stated ones") func theEmbeddedNamesAre() throws {
    let names = try Names.embedded()
    #expect(names.count == 5_163)
    #expect(names.first == "Aaron" && names.last == "Zulma")
    #expect(Set(names).count == 5_163 && names == names.sorted())
    #expect(names.allSatisfy { (2...11).contains($0.count) })
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLetter && $0.isASCII } })
    #expect(names.allSatisfy { $0 == $0.prefix(1).uppercased() + $0.dropFirst().lowercased() })
    let file = names.map { $0 + "\n" }.joined()
    #expect(Gzip.checksum(Array(file.utf8)) == 0x90E1_A800)
  }

  @Test("the split holds out two tenths, and no name of them is trained on")
  func theSplitHoldsOut() throws {
    let (training, validation, test) = try Names.embeddedSplit()
    #expect(training.count == 4_130 && validation.count == 517 && test.count == 516)
    #expect(Set(training + validation + test).count == 5_163)
    #expect(Set(training.map(\.first)).count == 26, "every capital is trained on")
    #expect(try Names.embeddedSplit().test == test)
  }
}
