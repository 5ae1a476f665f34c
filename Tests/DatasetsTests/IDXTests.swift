// The IDX format, sound and damaged.

import Datasets
import Foundation
import Shared
import Testing

struct IDXTests {
  let images: [UInt8] = header([0, 0, 8, 3], [2, 1, 3]) + [1, 2, 3, 4, 5, 255]

  @Test("a file becomes dimensions and values, and the same file again")
  func aFileBecomesDimensions() throws {
    let idx = try IDX(decoding: images, file: "images")
    #expect(idx.dimensions == [2, 1, 3])
    #expect(idx.bytes == [1, 2, 3, 4, 5, 255])
    #expect(idx.encoded() == images)
    #expect(idx.prefix(1) == IDX(dimensions: [1, 1, 3], bytes: [1, 2, 3]))
  }

  @Test("a file is read plain and packed, and written whole") func aFileIsRead() throws {
    try withFolder { folder in
      let plain = folder.appendingPathComponent("plain")
      try IDX(decoding: images, file: "images").write(to: plain)
      #expect(try IDX(contentsOf: plain).encoded() == images)
      let packed = folder.appendingPathComponent("packed")
      try Data(Packed.storedBlock).write(to: packed)
      #expect(line { _ = try IDX(contentsOf: packed) }.contains("it begins with 73 74 6F 72"))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names.sorted() == ["packed", "plain"])
    }
  }

  @Test("each kind of damage is named") func eachKindOfDamage() {
    let again = "fetch the file again"
    let right = "check that this is the right file"
    let cases: [([UInt8], String)] = [
      ([], "the IDX header ends too early — 0 bytes — \(again)"),
      ([0, 0, 8, 3, 0, 0], "the IDX header ends too early — 6 bytes, expected 16 — \(again)"),
      (
        header([8, 0, 0, 3], [1]),
        "not an IDX file — it begins with 08 00 00 03, expected 00 00 08 and 01 to 04 — \(right)"
      ),
      (
        header([0, 0, 8, 5], [1, 1, 1, 1, 1]),
        "not an IDX file — it begins with 00 00 08 05, expected 00 00 08 and 01 to 04 — \(right)"
      ),
      (
        header([0, 0, 13, 1], [1]) + [0, 0, 0, 0],
        "not an IDX file of unsigned bytes — type code 0D, expected 08 — \(right)"
      ),
      (
        Array(images.dropLast()),
        "IDX data is truncated — 5 bytes for [2, 1, 3], expected 6 — \(again)"
      ),
      (images + [0, 0], "bytes after IDX data — 8 bytes for [2, 1, 3], expected 6 — \(again)"),
      (
        header([0, 0, 8, 3], [60_000, 28_000, 28]) + [0],
        "the IDX header announces too much — [60000, 28000, 28], at most 268435456 values"
          + " — \(again)"
      ),
      (
        header([0, 0, 8, 4], [.max, .max, .max, .max]),
        "the IDX header announces too much — [4294967295, 4294967295, 4294967295, 4294967295],"
          + " at most 268435456 values — \(again)"
      ),
    ]
    for (content, message) in cases {
      #expect(line { _ = try IDX(decoding: content, file: "f") } == "f: \(message)")
    }
  }

  @Test("random damage never crashes the reader") func randomDamageNeverCrashes() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<2_000 {
      var content = Array(images.prefix(generator.below(images.count + 1)))
      for _ in 0..<generator.below(4) where !content.isEmpty {
        content[generator.below(content.count)] = UInt8(generator.below(256))
      }
      if let idx = try? IDX(decoding: content, file: "f") { #expect(idx.encoded() == content) }
    }
  }

  @Test("a file that is not there or not a file is named") func aFileThatIs() throws {
    try withFolder { folder in
      let absent = folder.appendingPathComponent("absent")
      #expect(
        line { _ = try IDX(contentsOf: absent) }
          == "\(absent.path): cannot find the file — nothing is there — check the path")
      #expect(
        line { _ = try IDX(contentsOf: folder) }
          == "\(folder.path): not a file — it is a folder or a device — name the file itself")
      let inside = absent.appendingPathComponent("new")
      #expect(
        line { try IDX(dimensions: [1], bytes: [7]).write(to: inside) }
          == "\(inside.path): cannot write the file — 1 values"
          + " — check that its folder exists and is writable")
    }
    #expect(
      line { _ = try IDX(contentsOf: URL(fileURLWithPath: "/dev/zero")) }
        == "/dev/zero: not a file — it is a folder or a device — name the file itself")
  }

  @Test("an oversized file is refused before it is read") func anOversizedFileIs() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("large")
      #expect(FileManager.default.createFile(atPath: file.path, contents: nil))
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: 300 << 20)
      try handle.close()
      #expect(
        line { _ = try IDX(contentsOf: file) }
          == "\(file.path): the file is too large — 314572800 bytes, at most 268435456"
          + " — use a smaller file")
    }
  }
}
