// Folders as learners have them: with doubles, links, hidden files, files of other formats, a class too
// small, names with blanks and umlauts.

import Datasets
import Foundation
import Shared
import Testing

struct ImageFolderTests {
  @Test("a sound folder is read in the order of its names") func aSoundFolder() throws {
    try withFolder { root in
      try fill(root, ["Äpfel und Birnen": 6, "b": 5])
      let folder = try read(root)
      #expect(folder.classNames == ["b", "Äpfel und Birnen"])
      #expect(folder.classCounts == [5, 6])
      #expect(folder.skipped.isEmpty)
      #expect(folder.examples[0].file == "b/0.pgm")
      #expect(folder.images(at: [0, 10]).shape == [2, 1, 4, 4])
      #expect(folder.labels(at: [0, 10]) == [0, 1])
    }
  }

  @Test("what is no picture of a class is left out with a line that names it") func strangers()
    throws
  {
    try withFolder { root in
      try fill(root, ["a": 5, "b": 5])
      try write("Hello", to: root, "readme.txt")
      try write("Hello", to: root, "a/note.txt")
      try write("\u{FF}", to: root, "a/.DS_Store")
      try write("P5 9 9 255\n", to: root, "b/short one.pgm")
      try Data([0xFF, 0xD8, 0xFF, 0xE0]).write(to: root.appendingPathComponent("b/photo.png"))
      let manager = FileManager.default
      try manager.createDirectory(
        at: root.appendingPathComponent("a/more"), withIntermediateDirectories: false)
      try manager.createSymbolicLink(
        atPath: root.appendingPathComponent("b/link.pgm").path, withDestinationPath: "0.pgm")
      try manager.createSymbolicLink(
        atPath: root.appendingPathComponent("loop").path, withDestinationPath: ".")
      let folder = try read(root)
      #expect(folder.classCounts == [5, 5])
      let lines = folder.skipped.map(\.description)
      let expected = [
        "loop: left out — it is a link — put the folder itself here",
        "readme.txt: left out — no class's folder holds it — move it into one",
        "a/more: left out — it is a folder in a class — move its files up",
        "b/link.pgm: left out — it is a link — put the file itself here",
        "a/note.txt: not a picture of a known format — it begins with 48 65 6C 6C"
          + " — use PNG, BMP, PPM, PGM or PBM",
        "b/photo.png: the format is not supported — it is JPEG — save the picture as PNG",
        "b/short one.pgm: the PNM file ends too early — 11 bytes — copy the file again",
      ]
      #expect(lines.sorted() == expected.sorted())
      #expect(folder.remarks.contains("Hidden files and folders, passed over: 1."))
    }
  }

  @Test("doubles are kept once, and not at all in two classes") func doubles() throws {
    try withFolder { root in
      try fill(root, ["a": 6, "b": 6])
      try write(picture(0, seed: 0), to: root, "a/copy.pgm")
      // The same picture in another format and of twice the size.
      try write(picture(1, seed: 0, scale: 2), to: root, "b/other.pgm")
      let folder = try read(root)
      #expect(folder.classCounts == [5, 6])
      #expect(
        folder.skipped.map(\.description) == [
          "a/1.pgm: the picture stands in two classes — it is also b/other.pgm"
            + " — keep it in the right one",
          "a/copy.pgm: the picture is there twice — it is also a/0.pgm — keep one of them",
          "b/other.pgm: the picture stands in two classes — it is also a/1.pgm"
            + " — keep it in the right one",
        ])
    }
  }

  @Test("classes with too few pictures are left out, and two must remain") func tooFew() throws {
    try withFolder { root in
      try fill(root, ["a": 5, "b": 6, "empty": 0, "one": 1])
      let folder = try read(root)
      #expect(folder.classNames == ["a", "b"])
      #expect(folder.examples.allSatisfy { $0.file.hasPrefix(["a", "b"][$0.label]) })
      #expect(
        folder.skipped.map(\.description) == [
          "empty: the class is left out — 0 sound pictures, at least 5 — add some; 20 are a start",
          "one: the class is left out — 1 sound pictures, at least 5 — add some; 20 are a start",
        ])
    }
    try withFolder { root in
      try fill(root, ["a": 5, "b": 4])
      #expect(
        line { _ = try read(root) }.hasPrefix(
          "\(root.path): too few classes — 1 of 2 sub-folders have 5 sound pictures, at least 2;"
            + " the first refusal: b: the class is left out"))
    }
    try withFolder { root in
      #expect(line { _ = try read(root) }.contains("too few classes — 0 of 0 sub-folders"))
      let absent = root.appendingPathComponent("absent")
      #expect(
        line { _ = try read(absent) }
          == "\(absent.path): cannot find the folder — nothing is there — check the path")
      try write("x", to: root, "file")
      #expect(
        line { _ = try read(root.appendingPathComponent("file")) }.contains("not a folder"))
    }
  }

  @Test("what would mislead is remarked") func remarks() throws {
    try withFolder { root in
      try fill(root, ["a": 5, "b": 15])
      for number in 0..<5 {
        try write("P3 1 2 255 \(40 * number) 0 0 0 9 0", to: root, "c/\(number).ppm")
      }
      let remarks = try read(root).remarks
      #expect(
        remarks.first
          == "The classes are not balanced: b has 15 pictures, a 5. Rare ones count more in the"
          + " loss; more pictures of them would help more.")
      #expect(remarks.contains { $0.hasPrefix("Fewer than 20 pictures: a (5), b (15), c (5).") })
      #expect(remarks.contains("5 pictures are smaller than 4 by 4 and were enlarged."))
      #expect(
        remarks.contains(
          "All pictures of c are in colour, but only 0 % of the others: the network may learn that"
            + " in place of the subject."))
    }
  }

  @Test("pictures that are nearly equal stay in one part; every class is in every part")
  func split() throws {
    try withFolder { root in
      try fill(root, ["a": 20, "b": 20])
      // Three shots of one moment.
      for number in 0..<3 {
        try write(picture(77, seed: 0, lift: number), to: root, "a/burst \(number).pgm")
      }
      let folder = try read(root)
      for seed in 0..<20 as Range<UInt64> {
        let (parts, alike) = folder.split(heldOut: 0.15, seed: seed)
        #expect(alike == 3)
        let all = parts.training + parts.validation + parts.test
        #expect(all.sorted() == Array(0..<43))
        for part in [parts.validation, parts.test] {
          #expect(part.filter { folder.examples[$0].label == 0 }.count == 3)
          #expect(part.filter { folder.examples[$0].label == 1 }.count == 3)
        }
        let homes = [parts.training, parts.validation, parts.test].map { part in
          part.filter { folder.examples[$0].file.contains("burst") }.count
        }
        #expect(homes.sorted() == [0, 0, 3])
      }
      #expect(
        folder.split(heldOut: 0.15, seed: 3).parts == folder.split(heldOut: 0.15, seed: 3).parts)
    }
  }

  @Test("nearly equal is a small root of the mean squared difference, through others too")
  func alike() {
    let images: Tensor = [[0.5, 0.5], [0.9, 0.1], [0.53, 0.5], [0.515, 0.5], [0.1, 0.9]]
    #expect(alikeGroups(images) == [[0, 2, 3], [1], [4]])
    #expect(alikeGroups(images, tolerance: 0.005) == [[0], [1], [2], [3], [4]])
    #expect(alikeGroups(Tensor(zeros: [0, 4])) == [])
  }

  @Test("kinds of pictures are those that some but not all have") func slices() throws {
    try withFolder { root in
      try fill(root, ["a": 5, "b": 5])
      for number in 0..<6 {
        try write("P2 6 1 255 \(30 * number) 1 2 3 4 5", to: root, "a/wide \(number).pgm")
      }
      let folder = try read(root)
      let slices = folder.slices(of: Array(folder.examples.indices))
      #expect(
        slices.map(\.name) == ["wide, 3 : 2 and more", "dark, mean below 0.25"])
      #expect(slices[0].places == [5, 6, 7, 8, 9, 10])
    }
  }

  private func read(_ root: URL) throws -> ImageFolder {
    try ImageFolder(FolderListing(root), channels: 1, size: 4)
  }

  /// A sub-folder for each class with so many pictures, none like another.
  private func fill(_ root: URL, _ classes: [String: Int]) throws {
    for (seed, name) in classes.keys.sorted().enumerated() {
      let folder = root.appendingPathComponent(name)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for number in 0..<(classes[name] ?? 0) {
        try write(picture(number, seed: seed), to: root, "\(name)/\(number).pgm")
      }
    }
  }

  /// A grey picture of noise, each pixel `scale` by `scale` times, and `lift` brighter.
  private func picture(_ number: Int, seed: Int, scale: Int = 1, lift: Int = 0) -> String {
    var generator = SeededGenerator(seed: UInt64(1_000 * seed + number))
    let values = (0..<16).map { _ in generator.below(250) + lift }
    let rows = (0..<4 * scale).flatMap { y in
      (0..<4 * scale).map { x in "\(values[y / scale * 4 + x / scale])" }
    }
    return "P2 \(4 * scale) \(4 * scale) 255 " + rows.joined(separator: " ")
  }

  private func write(_ text: String, to root: URL, _ path: String) throws {
    let file = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
