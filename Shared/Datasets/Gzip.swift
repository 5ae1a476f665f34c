// The gzip container (Deutsch, RFC 1952, 1996): a header, a DEFLATE stream, the CRC-32 and the
// length of what it unpacks to. Foundation offers none on Linux, so it is here.

/// Reading of gzip files.
public enum Gzip {
  /// Whether the bytes begin as a gzip file does.
  public static func isCompressed(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The CRC-32 of the bytes, as in gzip, zip and PNG.
  public static func checksum(_ bytes: [UInt8]) -> UInt32 {
    CRC32.checksum(of: bytes, in: bytes.indices)
  }

  /// Unpacks a whole gzip file, of one member or several.
  ///
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - file: The name that an error shows.
  ///   - maximum: The most bytes that it may unpack to.
  /// - Returns: The unpacked bytes.
  /// - Throws: `DataError` for anything but a sound file: truncated, damaged, or with bytes behind
  ///   its end.
  public static func unpack(_ bytes: [UInt8], file: String, maximum: Int) throws -> [UInt8] {
    let end = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    // DEFLATE never unpacks to more than 1032 times its size, whatever the trailer claims.
    var output = ByteBuffer(expecting: min(end, 1032 * bytes.count), maximum: maximum)
    var position = 0
    do throws(Damage) {
      repeat {
        try unpackMember(bytes, at: &position, into: &output)
      } while position < bytes.count
    } catch {
      throw failure(error, file: file, size: bytes.count, maximum: maximum)
    }
    return output.finish()
  }

  private static func unpackMember(
    _ bytes: [UInt8], at position: inout Int, into output: inout ByteBuffer
  ) throws(Damage) {
    let isFirst = position == 0
    let start = output.count
    guard bytes[position...].starts(with: [0x1F, 0x8B]) else {
      throw .invalid(isFirst ? "it is not gzip" : "\(bytes.count - position) bytes after its end")
    }
    try skipHeader(bytes, at: &position)
    var stream = Inflate(bytes, from: position)
    try stream.unpack(into: &output)
    position = stream.position
    guard bytes.count - position >= 8 else { throw .truncated }
    let checksum = word(bytes, &position)
    let found = output.checksum(from: start)
    guard found == checksum else {
      throw .invalid("CRC-32 is \(hex(found)), expected \(hex(checksum))")
    }
    let length = word(bytes, &position)
    guard length == UInt32(truncatingIfNeeded: output.count - start) else {
      throw .invalid("it unpacks to \(output.count - start) bytes, expected \(length)")
    }
  }

  /// Moves past the fixed ten bytes and the optional extra field, name, comment and checksum.
  private static func skipHeader(_ bytes: [UInt8], at position: inout Int) throws(Damage) {
    guard bytes.count - position >= 18 else { throw .truncated }
    let (method, flags) = (bytes[position + 2], bytes[position + 3])
    guard method == 8 else { throw .invalid("compression method \(method), expected 8") }
    guard flags & 0xE0 == 0 else { throw .invalid("reserved header flags are set") }
    position += 10
    if flags & 4 != 0 {
      position += 2 + Int(bytes[position]) + Int(bytes[position + 1]) << 8
    }
    for flag in [8, 16] as [UInt8] where flags & flag != 0 {
      guard position < bytes.count, let zero = bytes[position...].firstIndex(of: 0) else {
        throw .truncated
      }
      position = zero + 1
    }
    if flags & 2 != 0 { position += 2 }
    guard position < bytes.count else { throw .truncated }
  }

  private static func failure(
    _ damage: Damage, file: String, size: Int, maximum: Int
  ) -> DataError {
    switch damage {
    case .truncated:
      DataError(
        file: file, problem: "gzip data ends too early", values: "\(size) bytes",
        remedy: "fetch the file again")
    case .tooLarge:
      DataError(
        file: file, problem: "gzip data is too large",
        values: "\(size) bytes unpack to more than \(maximum)",
        remedy: "use a smaller file")
    case .invalid(let reason):
      DataError(
        file: file, problem: "damaged gzip data", values: reason, remedy: "fetch the file again")
    }
  }

  /// The four bytes at `position`, the first one lowest, which it moves past.
  private static func word(_ bytes: [UInt8], _ position: inout Int) -> UInt32 {
    position += 4
    return bytes[position - 4..<position].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func hex(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
