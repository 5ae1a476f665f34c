// Damaged and hostile safetensors files: each is refused with a line that names the damage.

import Foundation
import ModelFiles
import Shared
import Testing

struct SafeTensorsDamageTests {
  @Test("tensors that do not tile the data are named") func tensorsThatDoNot() {
    let again = "save the file again"
    let cases: [(String, String)] = [
      (
        entry("a", "[1]", "[0,4]") + "," + entry("b", "[2]", "[0,8]"),
        "tensor \"b\" overlaps another — it begins at 0, expected 4 — \(again)"
      ),
      (
        entry("a", "[1]", "[0,4]") + "," + entry("b", "[1]", "[8,12]"),
        "tensor \"b\" leaves a gap before it — it begins at 8, expected 4 — \(again)"
      ),
      (
        entry("a", "[1]", "[4,8]"),
        "tensor \"a\" leaves a gap before it — it begins at 4, expected 0 — \(again)"
      ),
      (
        entry("a", "[3]", "[0,12]"),
        "the safetensors data is truncated — 8 bytes, expected 12 — fetch the file again"
      ),
      (
        entry("a", "[1]", "[0,4]"),
        "bytes after the last tensor — 8 bytes, expected 4 — fetch the file again"
      ),
      (
        entry("a", "[3]", "[0,8]"),
        "tensor \"a\" does not fit its bytes — F32 [3] in 8 bytes — \(again)"
      ),
      (
        entry("a", "[4611686018427387904,4]", "[0,8]"),
        "tensor \"a\" does not fit its bytes — F32 [4611686018427387904, 4] in 8 bytes — \(again)"
      ),
      (
        entry("a", "[2]", "[0,9223372036854775807]"),
        "tensor \"a\" does not fit its bytes — F32 [2] in 9223372036854775807 bytes — \(again)"
      ),
      (
        entry("a", "[2]", "[0,8]", type: "F31"),
        "tensor \"a\" has an unknown type — \"F31\" — save it as float32"
      ),
    ]
    for (header, message) in cases { #expect(refusal("{\(header)}") == "f: \(message)") }
  }

  @Test("five axes are refused when the tensor is asked for") func fiveAxesAreRefused() throws {
    let file = try SafeTensors(
      decoding: content("{\(entry("a", "[1,1,1,1,2]", "[0,8]"))}"), file: "f")
    #expect(
      line { _ = try file.tensor("a") }
        == "f: tensor \"a\" has too many axes — [1, 1, 1, 1, 2], at most 4"
        + " — reshape it before saving")
  }

  @Test("malformed headers are named with their place") func malformedHeadersAreNamed() {
    let a = entry("a", "[2]", "[0,8]")
    let cases: [(String, String)] = [
      ("{\(a),\(a)}", "\"a\" stands twice"),
      ("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"},\(a)}", "\"k\" stands twice"),
      (" {\(a)}", "it does not begin with {"),
      ("{\(a)", "no } where one should stand"),
      ("{\(a)}}", "text after the closing brace"),
      ("{\(a),}", "no \" where one should stand"),
      ("{\"__metadata__\":{\"k\":1},\(a)}", "no \" where one should stand"),
      (
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}",
        "tensor \"a\" lacks dtype, shape or data_offsets"
      ),
      ("{\"a\":{\"device\":\"cpu\"}}", "tensor \"a\" has an unknown key \"device\""),
      ("{\(entry("a", "[2]", "[8,0]"))}", "tensor \"a\" has data_offsets [8, 0]"),
      ("{\(entry("a", "[2]", "[0,8,8]"))}", "tensor \"a\" has data_offsets [0, 8, 8]"),
      ("{\(entry("a", "[-2]", "[0,8]"))}", "a list holds something other than whole numbers"),
      ("{\(entry("a", "[2.0]", "[0,8]"))}", "no ] where one should stand"),
      ("{\(entry("a", "[02]", "[0,8]"))}", "a list holds something other than whole numbers"),
      (
        "{\(entry("a", "[99999999999999999999]", "[0,8]"))}",
        "a list holds something other than whole numbers"
      ),
      (
        "{\(entry("a", "[[[[[[2]]]]]]", "[0,8]"))}",
        "a list holds something other than whole numbers"
      ),
      ("{\"a", "a string never ends"),
      ("{\"a\\", "a string never ends"),
      ("{\"a\\x\":", "an unknown escape"),
      ("{\"a\\u12", "an unknown escape"),
      ("{\"\\ud800\":", "half a character"),
      ("{\"\\ud800\\u0041\":", "half a character"),
      ("{\"a\n\":", "a string holds a control character"),
    ]
    for (header, reason) in cases {
      let message = refusal(header)
      #expect(message.hasPrefix("f: the safetensors header is malformed at byte "), "\(header)")
      #expect(message.hasSuffix(" — \(reason) — save the file again"), "\(header): \(message)")
    }
    #expect(refusal([0x7B, 0x22, 0xFF, 0x22]).contains("a string is not UTF-8"))
  }

  @Test("escapes of JSON are read") func escapesOfJSONAre() throws {
    let header = "{\(entry("\\u00e9\\ud83d\\ude42\\n\\/", "[2]", "[0,8]"))}"
    #expect(try SafeTensors(decoding: content(header), file: "f").names == ["é🙂\n/"])
  }

  @Test("header lengths are checked before they are believed") func headerLengthsAreChecked() {
    let remedy = "check that it is a safetensors file, and fetch it again"
    let cases: [([UInt8], String)] = [
      ([], "the safetensors header ends too early — 0 bytes — \(remedy)"),
      ([1, 2, 3], "the safetensors header ends too early — 3 bytes — \(remedy)"),
      (
        [9, 0, 0, 0, 0, 0, 0, 0, 0x7B],
        "the safetensors header ends too early — 9 bytes announced, 1 follow — \(remedy)"
      ),
      (
        [UInt8](repeating: 255, count: 16),
        "the safetensors header ends too early — 18446744073709551615 bytes announced, 8 follow"
          + " — \(remedy)"
      ),
      (
        [1, 0, 0, 1, 0, 0, 0, 0] + [UInt8](repeating: 32, count: 16_777_217),
        "the safetensors header is too long — 16777217 bytes, at most 16777216"
          + " — save fewer tensors in a file"
      ),
    ]
    for (file, message) in cases {
      #expect(line { _ = try SafeTensors(decoding: file, file: "f") } == "f: \(message)")
    }
  }

  @Test("a file cut off anywhere is refused") func aFileCutOff() {
    let file = SafeTensorsTests.pyTorch
    for length in 0..<file.count {
      let message = line { _ = try SafeTensors(decoding: Array(file[..<length]), file: "f") }
      let kind = length < 304 ? "header ends too early" : "data is truncated"
      #expect(message.hasPrefix("f: the safetensors \(kind) — "), "\(length)")
    }
  }

  @Test("random damage never crashes the reader") func randomDamageNeverCrashes() {
    var generator = SeededGenerator(seed: 1)
    var refused = 0
    for _ in 0..<5_000 {
      let bytes = damaged(SafeTensorsTests.pyTorch, using: &generator)
      do {
        let file = try SafeTensors(decoding: bytes, file: "f")
        for name in file.names { _ = try? file.tensor(name) }
      } catch {
        refused += 1
        #expect(error is ModelFileError)
      }
    }
    #expect(refused > 3_000)
  }

  private func entry(
    _ name: String, _ shape: String, _ offsets: String, type: String = "F32"
  ) -> String {
    "\"\(name)\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}"
  }

  /// A file of this header and eight bytes of data.
  private func content(_ header: String) -> [UInt8] { content(Array(header.utf8)) }

  private func content(_ header: [UInt8]) -> [UInt8] {
    (0..<8).map { UInt8(header.count >> (8 * $0) & 0xFF) } + header
      + [UInt8](repeating: 0, count: 8)
  }

  private func refusal(_ header: String) -> String { refusal(Array(header.utf8)) }

  private func refusal(_ header: [UInt8]) -> String {
    line { _ = try SafeTensors(decoding: content(header), file: "f") }
  }
}
