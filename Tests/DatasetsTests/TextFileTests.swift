// Text files: sound ones as they are, and the refusals of those that cannot be learned from.

import Datasets
import Foundation
import Testing

struct TextFileTests {
  @Test("a sound text comes as it is, whatever its alphabet") func aSoundTextComes() throws {
    let text = "Grüße, Ёлка\nπ ≈ 3\n"
    let file = try TextFile(bytes: Array(text.utf8), file: "a.txt")
    #expect(file.text == text)
    #expect(file.lines == ["Grüße, Ёлка", "π ≈ 3"])
  }

  @Test("line ends of Windows and a byte order mark are taken off") func lineEndsOf() throws {
    let file = try TextFile(bytes: Array("\u{FEFF}one\r\n\r\ntwo".utf8), file: "a.txt")
    #expect(file.text == "one\n\ntwo")
    #expect(file.lines == ["one", "two"])
  }

  @Test("a text without a character is refused", arguments: ["", "\u{FEFF}"])
  func aTextWithout(text: String) {
    #expect(
      line { _ = try TextFile(bytes: Array(text.utf8), file: "a.txt") }
        == "a.txt: the text is empty — it has no character — name a file with text in it")
  }

  @Test("bytes that are no UTF-8 are refused with their place") func bytesThatAre() {
    for (bytes, place) in [
      ([0xFF], 0), ([97, 98, 0xC3], 2), ([97, 0xC3, 0x28], 1), ([0xED, 0xA0, 0x80], 0),
      (Array("é".utf8) + [0xE2, 0x82], 2),
    ] as [([UInt8], Int)] {
      #expect(
        line { _ = try TextFile(bytes: bytes, file: "a.txt") }
          == "a.txt: the text is not in UTF-8 — byte \(place) of \(bytes.count) is the first wrong"
          + " one — save the file as UTF-8")
    }
  }

  @Test("a text shorter than what it is needed for is refused") func aTextShorter() throws {
    let file = try TextFile(bytes: Array("añb".utf8), file: "a.txt")
    try file.require(characters: 3, for: "a context of 2")
    #expect(
      line { try file.require(characters: 4, for: "a context of 3") }
        == "a.txt: the text is too short — 3 characters, at least 4 for a context of 3 — use a"
        + " longer text")
  }

  @Test("a missing file and a folder are refused") func aMissingFile() throws {
    try withFolder { folder in
      let missing = folder.appendingPathComponent("no.txt")
      #expect(line { _ = try TextFile(contentsOf: missing) }.contains("cannot find the file"))
      #expect(line { _ = try TextFile(contentsOf: folder) }.contains("not a file"))
    }
  }

  @Test("the end of a text is held out in one cut") func theEndOf() throws {
    let file = try TextFile(bytes: Array("0123456789".utf8), file: "a.txt")
    #expect(file.split(heldOut: 0.2) == ("01234567", "89"))
    #expect(file.split(heldOut: 0) == ("0123456789", ""))
  }
}
