// NumPy's format: what NumPy writes, what is written for it, and what is refused.

import Foundation
import ModelFiles
import Shared
import Testing

struct NPYTests {
  @Test("a file of NumPy is read") func aFileOfNumPy() throws {
    let file = numPyFile(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", [0, 1, 2, 3, 4, 5])
    #expect(file.count == 128 + 24)
    #expect(try NPY.decode(file, file: "f") == [[0, 1, 2], [3, 4, 5]])
    #expect(NPY.encoded([[0, 1, 2], [3, 4, 5]]) == file)
  }

  @Test("every tensor comes back bit by bit") func everyTensorComesBack() throws {
    let nan = Tensor([Float(bitPattern: 0x7FC0_1234), Float(bitPattern: 0xFFA0_0001)])
    for tensor in specimens + [nan] {
      let file = NPY.encoded(tensor)
      #expect((file.count - 4 * tensor.count) % 64 == 0)
      #expect(isIdentical(try NPY.decode(file, file: "f"), tensor))
    }
  }

  @Test("the header is the one that NumPy writes") func theHeaderIsThe() {
    let headers = [
      (Tensor(3), "'shape': (), }"), ([1, 2], "'shape': (2,), }"),
      ([[1, 2]], "'shape': (1, 2), }"),
    ]
    for (tensor, shape) in headers {
      let text = String(decoding: NPY.encoded(tensor).dropFirst(10), as: UTF8.self)
      #expect(text.hasPrefix("{'descr': '<f4', 'fortran_order': False, \(shape) "))
    }
  }

  @Test("a file is written whole and read again") func aFileIsWritten() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("w.npy")
      try NPY.write([[1, 2]], to: url)
      #expect(try NPY.read(url) == [[1, 2]])
      let absent = folder.appendingPathComponent("absent/w.npy")
      #expect(
        line { try NPY.write([1], to: absent) }.hasPrefix(
          "\(absent.path): cannot write the file — "))
      #expect(
        line { _ = try NPY.read(absent) }
          == "\(absent.path): cannot find the file — nothing is there — check the path")
      #expect(
        line { _ = try NPY.read(folder) }
          == "\(folder.path): not a file — it is a folder or a device — name the file itself")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["w.npy"])
    }
  }

  @Test("headers that say the same in another way are read") func headersThatSayThe() throws {
    for header in [
      "{'shape': (2,), 'fortran_order': False, 'descr': '<f4'}",
      "{ 'descr':'<f4','fortran_order':False,'shape':(2,) , }   ",
    ] {
      #expect(try NPY.decode(numPyFile(header, [1, 2]), file: "f") == [1, 2])
    }
    var second = numPyFile("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", [1, 2])
    second[6] = 2
    second.insert(contentsOf: [0, 0], at: 10)
    #expect(try NPY.decode(second, file: "f") == [1, 2])
  }

  @Test("each kind of refused array is named") func eachKindOfRefused() {
    let cases: [(String, String)] = [
      (
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }",
        "the array does not hold 32-bit floats — type '<f8', expected '<f4'"
          + " — save it with array.astype('<f4')"
      ),
      (
        "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,), }",
        "the array holds records, not numbers — its type is not a name — save one plain array"
      ),
      (
        "{'descr': '<f4', 'fortran_order': True, 'shape': (1, 2), }",
        "the array is stored column by column — fortran_order: True"
          + " — save it with numpy.ascontiguousarray(array)"
      ),
      (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 1, 2), }",
        "the array has too many axes — [1, 1, 1, 1, 2], at most 4 — reshape it before saving"
      ),
      (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
        "the .npy data does not fit the shape — 8 bytes for [3] — save the array again"
      ),
      (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }",
        "the .npy data does not fit the shape — 8 bytes for [1] — save the array again"
      ),
      (
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387905, 2), }",
        "the .npy data does not fit the shape — 8 bytes for [4611686018427387905, 2]"
          + " — save the array again"
      ),
    ]
    for (header, message) in cases {
      #expect(line { _ = try NPY.decode(numPyFile(header, [1, 2]), file: "f") } == "f: \(message)")
    }
  }

  @Test("each kind of malformed header is named") func eachKindOfMalformed() {
    let cases: [(String, String)] = [
      (
        "{'descr': '<f4', 'shape': (2,), }",
        "only the keys [\"descr\", \"shape\"], expected descr, fortran_order, shape"
      ),
      ("{'descr': '<f4', 'descr': '<f4', }", "'descr' stands twice"),
      ("{'descr': '<f4', 'code': 'import os', }", "an unknown key 'code'"),
      ("{'descr': '<f4', 'fortran_order': None, }", "fortran_order is neither True nor False"),
      ("{'shape': (2), }", "the shape is no tuple"),
      ("{'shape': (-2,), }", "the shape holds no size where one should stand"),
      ("{'shape': (99999999999999999999,), }", "the shape holds no size where one should stand"),
      ("{'descr': '<f4' 'shape': (2,)}", "no } where one should stand"),
      ("{'descr", "no ' where one should stand"),
      ("__import__('os')", "no { where one should stand"),
      ("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} + 1", "text after the dictionary"),
    ]
    for (header, reason) in cases {
      #expect(
        line { _ = try NPY.decode(numPyFile(header, [1, 2]), file: "f") }
          == "f: the .npy header is malformed — \(reason) — save it with numpy.save")
    }
  }

  @Test("other files, other versions and files cut off anywhere are refused")
  func otherFilesOtherVersions() {
    let file = NPY.encoded([1, 2])
    for length in 0..<file.count {
      let message = line { _ = try NPY.decode(Array(file[..<length]), file: "f") }
      let kind =
        length < 6
        ? "not a .npy file" : length < 128 ? "the .npy header" : "the .npy data does not fit"
      #expect(message.hasPrefix("f: \(kind)"), "\(length)")
    }
    var version = file
    version[6] = 9
    #expect(
      line { _ = try NPY.decode(version, file: "f") }
        == "f: an unknown version of .npy — 9, expected 1 to 3 — save it with numpy.save")
    #expect(line { _ = try NPY.decode(file + [0], file: "f") }.contains("9 bytes for [2]"))
  }

  @Test("random damage never crashes the reader") func randomDamageNeverCrashes() {
    var generator = SeededGenerator(seed: 1)
    let file = NPY.encoded([[1, 2, 3], [4, 5, 6]])
    var refused = 0
    for _ in 0..<3_000 {
      let bytes = damaged(
        Array(file.prefix(generator.below(40) + file.count - 39)), using: &generator)
      do { #expect(try NPY.decode(bytes, file: "f").count == 6) } catch { refused += 1 }
    }
    #expect(refused > 2_000)
  }

  /// A file as NumPy pads it: the values begin at byte 128.
  private func numPyFile(_ header: String, _ values: [Float]) -> [UInt8] {
    let padding = String(repeating: " ", count: max(0, 117 - header.utf8.count))
    let content = Array((header + padding + "\n").utf8)
    let numbers = values.flatMap { value in
      (0..<4).map { UInt8(value.bitPattern >> (8 * $0) & 0xFF) }
    }
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(content.count), 0] + content + numbers
  }
}
