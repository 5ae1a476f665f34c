// The scanner below CSVTable: bytes to records, one pass, with line numbers.

/// A pass over the bytes of a CSV file.
struct CSVScanner {
  typealias Record = (line: Int, cells: [String])

  private let bytes: [UInt8]
  private let separator: UInt8
  private let file: String
  private var position = 0
  private var line = 1

  private static let quote = UInt8(ascii: "\"")
  private static let (newline, carriageReturn) = (UInt8(10), UInt8(13))

  /// Begins behind a byte order mark, once the bytes are known to be UTF-8 text.
  init(_ bytes: [UInt8], separator: UInt8, file: String) throws {
    (self.bytes, self.separator, self.file) = (bytes, separator, file)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    guard !bytes.contains(0), String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes)
    else {
      throw DataError(
        file: file, problem: "not a text file", values: "it holds bytes that are not UTF-8",
        remedy: "save it as UTF-8")
    }
  }

  /// All records; empty lines are skipped.
  mutating func records() throws -> [Record] {
    var records: [Record] = []
    while position < bytes.count {
      let start = line
      let cells = try record()
      if cells != [""] { records.append((start, cells)) }
    }
    return records
  }

  private mutating func record() throws -> [String] {
    var cells: [String] = []
    while true {
      cells.append(try cell())
      guard position < bytes.count else { return cells }
      let byte = bytes[position]
      position += 1
      if byte == separator { continue }
      if byte == Self.carriageReturn && position < bytes.count && bytes[position] == Self.newline {
        position += 1
      }
      line += 1
      return cells
    }
  }

  /// The cell at the position, which then stands on what follows it: a separator, a line break or
  /// the end.
  private mutating func cell() throws -> String {
    if position < bytes.count && bytes[position] == Self.quote { return try quotedCell() }
    let start = position
    while position < bytes.count, !endsCell(bytes[position]) {
      guard bytes[position] != Self.quote else {
        throw damaged("a quote inside an unquoted cell")
      }
      position += 1
    }
    return Self.trimmed(bytes[start..<position])
  }

  private mutating func quotedCell() throws -> String {
    let start = line
    var content: [UInt8] = []
    position += 1
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == Self.newline { line += 1 }
      guard byte == Self.quote else {
        content.append(byte)
        continue
      }
      guard position < bytes.count, bytes[position] == Self.quote else {
        guard position == bytes.count || endsCell(bytes[position]) else {
          throw damaged("text after the closing quote")
        }
        return String(decoding: content, as: UTF8.self)
      }
      content.append(byte)
      position += 1
    }
    line = start
    throw damaged("a quote that is never closed")
  }

  private func endsCell(_ byte: UInt8) -> Bool {
    byte == separator || byte == Self.newline || byte == Self.carriageReturn
  }

  private func damaged(_ what: String) -> DataError {
    DataError(
      file: file, problem: "line \(line) is not valid CSV", values: what,
      remedy: "correct the line; inside quotes, a quote is written twice")
  }

  /// The text without the spaces and tabs around it.
  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let isSpace = { (byte: UInt8) in byte == 32 || byte == 9 }
    let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
    let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
    return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }
}
