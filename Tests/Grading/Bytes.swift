// A sheet record as bytes: kind, rank, shape, then the bit pattern of every element, little-endian.

/// Writes records.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ record: SheetRecord) {
    switch record {
    case .floats(let values, let shape):
      header(1, shape)
      for value in values { integer(value.bitPattern) }
    case .doubles(let values, let shape):
      header(2, shape)
      for value in values { integer(value.bitPattern) }
    case .integers(let values, let shape):
      header(3, shape)
      for value in values { integer(UInt64(bitPattern: Int64(value))) }
    case .flags(let values, let shape):
      header(4, shape)
      bytes += values.map { $0 ? 1 : 0 }
    case .texts(let values, let shape):
      header(5, shape)
      for value in values {
        integer(UInt32(value.utf8.count))
        bytes += value.utf8
      }
    case .list(let records):
      header(6, [records.count])
      for record in records { write(record) }
    }
  }

  private mutating func header(_ kind: UInt8, _ shape: [Int]) {
    bytes += [kind, UInt8(clamping: shape.count)]
    for extent in shape { integer(UInt32(clamping: extent)) }
  }

  private mutating func integer<T: FixedWidthInteger>(_ value: T) {
    var rest = value
    for _ in 0..<(T.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }
}

/// Reads records that a hostile child may have written: every length is checked before it is used.
struct ByteReader {
  let bytes: [UInt8]
  private var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }
  private var rest: Int { bytes.count - position }

  mutating func record(depth: Int = 0) -> SheetRecord? {
    guard depth < 8, let kind: UInt8 = integer(), let shape = shape() else { return nil }
    var count = 1
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { return nil }
      count = product
    }
    guard count <= rest else { return nil }
    switch kind {
    case 1:
      return many(count) { $0.integer().map(Float.init(bitPattern:)) }.map {
        .floats($0, shape: shape)
      }
    case 2:
      return many(count) { $0.integer().map(Double.init(bitPattern:)) }.map {
        .doubles($0, shape: shape)
      }
    case 3:
      return many(count) { $0.integer().map(Int.init(truncatingIfNeeded:) as (UInt64) -> Int) }.map
      { .integers($0, shape: shape) }
    case 4:
      return many(count) { ($0.integer() as UInt8?).map { $0 != 0 } }.map {
        .flags($0, shape: shape)
      }
    case 5: return many(count) { $0.text() }.map { .texts($0, shape: shape) }
    case 6: return many(count) { $0.record(depth: depth + 1) }.map { .list($0) }
    default: return nil
    }
  }

  private mutating func shape() -> [Int]? {
    guard let rank: UInt8 = integer(), rank <= 8 else { return nil }
    return many(Int(rank)) { ($0.integer() as UInt32?).map(Int.init) }
  }

  private mutating func text() -> String? {
    guard let count: UInt32 = integer(), Int(count) <= rest else { return nil }
    defer { position += Int(count) }
    return String(decoding: bytes[position..<position + Int(count)], as: UTF8.self)
  }

  private mutating func many<T>(_ count: Int, _ read: (inout ByteReader) -> T?) -> [T]? {
    var values: [T] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      guard let value = read(&self) else { return nil }
      values.append(value)
    }
    return values
  }

  private mutating func integer<T: FixedWidthInteger>() -> T? {
    let size = T.bitWidth / 8
    guard rest >= size else { return nil }
    var value: T = 0
    for index in (0..<size).reversed() {
      value = value << 8 | T(truncatingIfNeeded: bytes[position + index])
    }
    position += size
    return value
  }
}
