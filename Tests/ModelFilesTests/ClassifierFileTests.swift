// A classifier and back, and other models in its place.

import Foundation
import ModelFiles
import Shared
import Testing

struct ClassifierFileTests {
  private let classifier = ClassifierFile(
    network: "narrow", classNames: ["Äpfel", "a \"b\"\n"], channels: 1, size: 28,
    isNegative: true, tensors: [("w", [[1, 2]]), ("b", [3])])

  @Test("a classifier comes back with all that is needed to use it") func comesBack() throws {
    try withFolder { folder in
      let file = folder.appendingPathComponent("model.safetensors")
      try classifier.write(to: file)
      let read = try ClassifierFile(contentsOf: file)
      #expect(read.network == "narrow")
      #expect(read.classNames == ["Äpfel", "a \"b\"\n"])
      #expect(read.channels == 1 && read.size == 28 && read.isNegative)
      #expect(read.tensors.map(\.name) == ["w", "b"])
      #expect(read.tensors.map(\.tensor) == [[[1, 2]], [3]])
    }
  }

  @Test("another model is refused with what its metadata say") func anotherModel() throws {
    let sound = [
      "kind": "picture classifier 1", "classes": "2", "class 0": "a", "class 1": "b",
      "channels": "1", "size": "28", "negative": "false",
    ]
    let cases: [(key: String, value: String?, String)] = [
      ("kind", nil, "its metadata say kind: nothing"),
      ("kind", "picture classifier 2", "its metadata say kind: picture classifier 2"),
      ("classes", "many", "its metadata say classes: many"),
      ("classes", "1", "its metadata say classes: 1"),
      ("class 1", nil, "its metadata have no class 1 of 2"),
      ("channels", "4", "its metadata say channels: 4"),
      ("negative", "no", "its metadata say negative: no"),
      ("size", "-1", "its metadata say size: -1"),
    ]
    try withFolder { folder in
      let file = folder.appendingPathComponent("model.safetensors")
      for (key, value, words) in cases {
        var metadata = sound
        metadata[key] = value
        try SafeTensors(["w": [1]], metadata: metadata).write(to: file)
        #expect(
          line { _ = try ClassifierFile(contentsOf: file) }
            == "\(file.path): not a classifier of pictures — \(words)"
            + " — use a model that classify saved")
      }
      #expect(
        line { _ = try ClassifierFile(contentsOf: folder.appendingPathComponent("absent")) }
          .contains("cannot find the file"))
    }
  }
}
