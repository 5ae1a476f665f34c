// The header of a .npy file: a Python dictionary of exactly three entries, read strictly, never
// evaluated.

/// A parser of `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`.
struct NPYHeader {
  private let text: [UInt8]
  private let file: String
  private var position = 0

  init(_ text: [UInt8], file: String) {
    (self.text, self.file) = (text, file)
  }

  /// The shape of an array of little-endian 32-bit floats in C order; anything else is an error.
  mutating func parse() throws -> [Int] {
    var shape: [Int]?
    var seen: Set<String> = []
    try expect("{")
    while !take("}") {
      let key = try quoted()
      guard seen.insert(key).inserted else { throw malformed("'\(key)' stands twice") }
      try expect(":")
      switch key {
      case "descr": try checkType()
      case "fortran_order": try checkOrder()
      case "shape": shape = try tuple()
      default: throw malformed("an unknown key '\(key.prefix(40))'")
      }
      if !take(",") {
        try expect("}")
        break
      }
    }
    skipSpaces()
    guard position == text.count else { throw malformed("text after the dictionary") }
    guard let shape, seen.count == 3 else {
      throw malformed("only the keys \(seen.sorted()), expected descr, fortran_order, shape")
    }
    return shape
  }
}

extension NPYHeader {
  private mutating func checkType() throws {
    skipSpaces()
    guard position < text.count, text[position] == UInt8(ascii: "'") else {
      throw ModelFileError(
        file: file, problem: "the array holds records, not numbers",
        values: "its type is not a name", remedy: "save one plain array")
    }
    let type = try quoted()
    guard type == "<f4" else {
      throw ModelFileError(
        file: file, problem: "the array does not hold 32-bit floats",
        values: "type '\(type.prefix(40))', expected '<f4'",
        remedy: "save it with array.astype('<f4')")
    }
  }

  private mutating func checkOrder() throws {
    if take("False") { return }
    guard take("True") else { throw malformed("fortran_order is neither True nor False") }
    throw ModelFileError(
      file: file, problem: "the array is stored column by column", values: "fortran_order: True",
      remedy: "save it with numpy.ascontiguousarray(array)")
  }

  private mutating func tuple() throws -> [Int] {
    var sizes: [Int] = []
    try expect("(")
    while !take(")") {
      sizes.append(try integer())
      if !take(",") {
        guard sizes.count > 1 else { throw malformed("the shape is no tuple") }
        try expect(")")
        break
      }
    }
    guard sizes.count <= 4 else {
      throw ModelFileError(
        file: file, problem: "the array has too many axes", values: "\(sizes), at most 4",
        remedy: "reshape it before saving")
    }
    return sizes
  }

  private mutating func integer() throws -> Int {
    skipSpaces()
    let digits = text[position...].prefix { (48...57).contains($0) }
    guard let value = Int(String(decoding: digits, as: UTF8.self)) else {
      throw malformed("the shape holds no size where one should stand")
    }
    position += digits.count
    return value
  }

  private mutating func quoted() throws -> String {
    try expect("'")
    let content = text[position...].prefix { $0 != UInt8(ascii: "'") }
    position += content.count
    try expect("'", skippingSpaces: false)
    return String(decoding: content, as: UTF8.self)
  }

  private mutating func expect(_ token: String, skippingSpaces: Bool = true) throws {
    guard take(token, skippingSpaces: skippingSpaces) else {
      throw malformed("no \(token) where one should stand")
    }
  }

  /// Moves past the token if it stands here.
  private mutating func take(_ token: String, skippingSpaces: Bool = true) -> Bool {
    if skippingSpaces { skipSpaces() }
    guard text[position...].starts(with: token.utf8) else { return false }
    position += token.utf8.count
    return true
  }

  private mutating func skipSpaces() {
    while position < text.count, text[position] == 32 || text[position] == 10 { position += 1 }
  }

  private func malformed(_ what: String) -> ModelFileError {
    ModelFileError(
      file: file, problem: "the .npy header is malformed", values: what,
      remedy: "save it with numpy.save")
  }
}
