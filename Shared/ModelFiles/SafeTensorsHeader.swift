// The JSON of a safetensors header, and no more of JSON than that: objects of known keys, strings,
// lists of whole numbers. Its depth is fixed, so no nesting can exhaust the stack, and a key that
// stands twice is an error.

import Shared

/// A parser of `{"name":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},…}`.
struct SafeTensorsHeader {
  private let text: [UInt8]
  private let file: String
  private var position = 0

  init(_ text: [UInt8], file: String) {
    (self.text, self.file) = (text, file)
  }

  /// The entries in the order in which they stand, and the metadata.
  mutating func parse() throws -> (entries: [SafeTensors.Entry], metadata: [String: String]) {
    var entries: [SafeTensors.Entry] = []
    var metadata: [String: String] = [:]
    guard text.first == UInt8(ascii: "{") else { throw malformed("it does not begin with {") }
    try object { parser, name in
      if name == "__metadata__" {
        try parser.object { parser, key in metadata[key] = try parser.string() }
      } else {
        entries.append(try parser.entry(name))
      }
    }
    skipSpaces()
    guard position == text.count else { throw malformed("text after the closing brace") }
    return (entries, metadata)
  }

  private mutating func entry(_ name: String) throws -> SafeTensors.Entry {
    var type: String?
    var shape: [Int]?
    var offsets: [Int]?
    try object { parser, key in
      switch key {
      case "dtype": type = try parser.string()
      case "shape": shape = try parser.numbers()
      case "data_offsets": offsets = try parser.numbers()
      default: throw parser.malformed("tensor \"\(name)\" has an unknown key \"\(key)\"")
      }
    }
    guard let type, let shape, let offsets else {
      throw malformed("tensor \"\(name)\" lacks dtype, shape or data_offsets")
    }
    guard offsets.count == 2, offsets[0] <= offsets[1] else {
      throw malformed("tensor \"\(name)\" has data_offsets \(offsets.prefix(4))")
    }
    return SafeTensors.Entry(
      name: name, type: type, shape: shape, range: offsets[0]..<offsets[1])
  }
}

// MARK: - JSON

extension SafeTensorsHeader {
  /// Reads an object, calling `body` behind each key and its colon.
  private mutating func object(
    _ body: (inout SafeTensorsHeader, String) throws -> Void
  ) throws {
    var keys: Set<String> = []
    try expect("{")
    if take("}") { return }
    repeat {
      let key = try string()
      guard keys.insert(key).inserted else { throw malformed("\"\(key)\" stands twice") }
      try expect(":")
      try body(&self, key)
    } while take(",")
    try expect("}")
  }

  private mutating func numbers() throws -> [Int] {
    var numbers: [Int] = []
    try expect("[")
    if take("]") { return [] }
    repeat {
      skipSpaces()
      let digits = text[position...].prefix { (48...57).contains($0) }
      guard let value = Int(String(decoding: digits, as: UTF8.self)),
        digits.count == 1 || digits.first != 48
      else { throw malformed("a list holds something other than whole numbers") }
      position += digits.count
      numbers.append(value)
    } while take(",")
    try expect("]")
    return numbers
  }

  private mutating func string() throws -> String {
    try expect("\"")
    var bytes: [UInt8] = []
    while position < text.count {
      let byte = text[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return try utf8(bytes)
      case UInt8(ascii: "\\"): bytes += String(try escape()).utf8
      case 0..<32: throw malformed("a string holds a control character")
      default: bytes.append(byte)
      }
    }
    throw malformed("a string never ends")
  }

  private func utf8(_ bytes: [UInt8]) throws -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes) else { throw malformed("a string is not UTF-8") }
    return text
  }

  /// The character that an escape stands for.
  private mutating func escape() throws -> Unicode.Scalar {
    guard position < text.count else { throw malformed("a string never ends") }
    let simple: [UInt8: Unicode.Scalar] = [
      0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r",
      0x74: "\t",
    ]
    position += 1
    if let scalar = simple[text[position - 1]] { return scalar }
    guard text[position - 1] == UInt8(ascii: "u") else { throw malformed("an unknown escape") }
    var value = try fourHexadecimalDigits()
    if (0xD800..<0xDC00).contains(value), text[position...].starts(with: Array("\\u".utf8)) {
      position += 2
      let low = try fourHexadecimalDigits()
      guard (0xDC00..<0xE000).contains(low) else { throw malformed("half a character") }
      value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(value) else { throw malformed("half a character") }
    return scalar
  }

  private mutating func fourHexadecimalDigits() throws -> UInt32 {
    let digits = text[position...].prefix(4)
    let isHexadecimal = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
    guard digits.count == 4, isHexadecimal,
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw malformed("an unknown escape") }
    position += 4
    return value
  }

  private mutating func expect(_ token: Character) throws {
    guard take(token) else { throw malformed("no \(token) where one should stand") }
  }

  private mutating func take(_ token: Character) -> Bool {
    skipSpaces()
    guard position < text.count, text[position] == token.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func skipSpaces() {
    while position < text.count, [32, 9, 10, 13].contains(text[position]) { position += 1 }
  }

  private func malformed(_ what: String) -> ModelFileError {
    ModelFileError(
      file: file, problem: "the safetensors header is malformed at byte \(8 + position)",
      values: what, remedy: "save the file again")
  }
}
