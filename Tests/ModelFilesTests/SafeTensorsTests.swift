// The safetensors format: a file of PyTorch, every tensor and back, a layer's parameters.

import Foundation
import ModelFiles
import Shared
import Testing

struct SafeTensorsTests {
  /// Written by PyTorch: `count` [3] I64, `fc.bias` [2] F32, `fc.weight` [2, 3] F32, `half` [4]
  /// F16.
  static let pyTorch = bytes(
    hexadecimal: """
      28010000000000007b225f5f6d657461646174615f5f223a7b226e6f7465223a22636f7572736520696e746572
      6f702066697874757265227d2c22636f756e74223a7b226474797065223a22493634222c227368617065223a5b
      335d2c22646174615f6f666673657473223a5b302c32345d7d2c2266632e62696173223a7b226474797065223a
      22463332222c227368617065223a5b325d2c22646174615f6f666673657473223a5b32342c33325d7d2c226663
      2e776569676874223a7b226474797065223a22463332222c227368617065223a5b322c335d2c22646174615f6f
      666673657473223a5b33322c35365d7d2c2268616c66223a7b226474797065223a22463136222c227368617065
      223a5b345d2c22646174615f6f666673657473223a5b35362c36345d7d7d202020200100000000000000020000
      00000000000300000000000000621038bf7368313f6f1243bfae47613f9cc4e0be8941203f022b67bf6f12833e
      66b90c3812b97b34
      """)

  @Test("a file of PyTorch is read") func aFileOfPyTorch() throws {
    let file = try SafeTensors(decoding: Self.pyTorch, file: "f")
    #expect(file.names == ["count", "fc.bias", "fc.weight", "half"])
    #expect(file.metadata == ["note": "course interop fixture"])
    #expect(try file.tensor("fc.weight") == [[-0.762, 0.88, -0.439], [0.626, -0.903, 0.256]])
    #expect(try file.tensor("fc.bias") == [-0.719, 0.693])
  }

  @Test("a tensor of another type, or none, is named") func aTensorOfAnother() throws {
    let file = try SafeTensors(decoding: Self.pyTorch, file: "f")
    #expect(
      line { _ = try file.tensor("half") }
        == "f: tensor \"half\" does not hold 32-bit floats — type F16, expected F32"
        + " — save it as float32")
    #expect(
      line { _ = try file.tensor("count") }
        == "f: tensor \"count\" does not hold 32-bit floats — type I64, expected F32"
        + " — save it as float32")
    #expect(line { _ = try file.allTensors() }.contains("tensor \"count\""))
    #expect(
      line { _ = try file.tensor("fc") }
        == "f: there is no tensor \"fc\" — it has count, fc.bias, fc.weight, half"
        + " — use one of these names")
  }

  @Test("every tensor, name and note comes back bit by bit") func everyTensorNameAnd() throws {
    let nan = Tensor([Float(bitPattern: 0x7FC0_1234), Float(bitPattern: 0xFFA0_0001)])
    let names = ["fc.weight", "", "a \"b\" \\", "line\nbreak\u{1}", "größe", "数", "🙂", "e\u{301}"]
    let tensors = Array(zip(names + ["nan"], specimens + [nan]))
    let notes = ["format": "pt", "\"": "\t\u{7F}"]
    let bytes = SafeTensors(tensors, metadata: notes).encoded()
    let file = try SafeTensors(decoding: bytes, file: "f")
    #expect(file.metadata == notes)
    #expect(Set(file.names) == Set(names + ["nan"]))
    for (name, tensor) in tensors { #expect(isIdentical(try file.tensor(name), tensor)) }
    #expect(SafeTensors(tensors, metadata: notes).encoded() == bytes)
    #expect(bytes.prefix(8).enumerated().reduce(0) { $0 + Int($1.1) << (8 * $1.0) } % 8 == 0)
  }

  @Test("a file without tensors is a file") func aFileWithoutTensors() throws {
    let bytes = SafeTensors([]).encoded()
    #expect(String(decoding: bytes.dropFirst(8), as: UTF8.self) == "{}      ")
    #expect(try SafeTensors(decoding: bytes, file: "f").names == [])
  }

  @Test("a file is written whole and read again") func aFileIsWritten() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("model.safetensors")
      try SafeTensors(["w": [[1, 2]], "b": [3]]).write(to: url)
      let file = try SafeTensors(contentsOf: url)
      #expect(try file.allTensors().map(\.name) == ["w", "b"])
      #expect(try file.tensor("w") == [[1, 2]])
      let absent = folder.appendingPathComponent("absent/model")
      #expect(
        line { try SafeTensors(["w": 1]).write(to: absent) }
          .hasPrefix("\(absent.path): cannot write the file — "))
      #expect(line { _ = try SafeTensors(contentsOf: absent) }.contains("cannot find the file"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["model.safetensors"])
    }
  }

  @Test("a layer's parameters go to a file and back") func aLayersParametersGo() throws {
    var layer = Affine()
    let bytes = SafeTensors(parametersOf: &layer).encoded()
    let file = try SafeTensors(decoding: bytes, file: "f")
    #expect(file.names == ["weight", "parameter 1", "parameter 2"])
    var other = Affine()
    for index in other.parameters.indices { other.parameters[index].value.fill(0) }
    try file.copy(into: &other)
    #expect(other.parameters.map(\.value) == layer.parameters.map(\.value))
  }

  @Test("a layer that does not fit a file is left as it was") func aLayerThatDoes() throws {
    let tensors: KeyValuePairs<String, Tensor> = [
      "weight": [[9, 9]], "parameter 1": [9], "parameter 2": [9],
    ]
    let file = SafeTensors(tensors)
    var layer = Affine()
    #expect(
      line { try file.copy(into: &layer) }
        == "tensors: tensor \"parameter 2\" has another shape than the parameter"
        + " — [1], expected [2] — build the model that was saved")
    #expect(layer.parameters.map(\.value) == Affine().parameters.map(\.value))
  }
}

/// A layer of three parameters: one named, one of the same name, one without.
private struct Affine: Layer {
  var parameters = [
    Parameter([[1, 2]], name: "weight"), Parameter([3], name: "weight"), Parameter([4, 5]),
  ]
  mutating func forward(_ x: Tensor, _ context: inout Context) -> Tensor { x }
  mutating func backward(_ dy: Tensor) -> Tensor { dy }
  mutating func forEachParameter(_ body: (inout Parameter) -> Void) {
    for index in parameters.indices { body(&parameters[index]) }
  }
}
