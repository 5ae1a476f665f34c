// Where unpacked bytes go: a growing array with a stated maximum, so that a few kilobytes of
// hostile input cannot become gigabytes.

/// Unpacked bytes, at most `maximum` of them.
struct ByteBuffer {
  private var storage: [UInt8]
  private(set) var count = 0
  private let maximum: Int

  /// Creates an empty buffer with room for `expected` bytes, which the caller has bounded.
  init(expecting expected: Int, maximum: Int) {
    self.maximum = maximum
    storage = [UInt8](repeating: 0, count: min(max(expected, 1 << 12), maximum))
  }

  /// The bytes, given away.
  consuming func finish() -> [UInt8] {
    storage.removeLast(storage.count - count)
    return storage
  }

  /// The checksum of the bytes from `start` on.
  func checksum(from start: Int) -> UInt32 { CRC32.checksum(of: storage, in: start..<count) }

  @inline(__always)
  mutating func append(_ byte: UInt8) throws(Damage) {
    if count == storage.count { try grow(by: 1) }
    storage[count] = byte
    count += 1
  }

  mutating func append(_ bytes: ArraySlice<UInt8>) throws(Damage) {
    if bytes.count > storage.count - count { try grow(by: bytes.count) }
    storage.replaceSubrange(count..<count + bytes.count, with: bytes)
    count += bytes.count
  }

  /// Appends `length` bytes from `distance` back; they may overlap the ones being written.
  @inline(__always)
  mutating func repeatBytes(from distance: Int, count length: Int) throws(Damage) {
    guard distance <= count else { throw .invalid("a match begins before the data") }
    if length > storage.count - count { try grow(by: length) }
    for index in count..<count + length { storage[index] = storage[index - distance] }
    count += length
  }

  private mutating func grow(by extra: Int) throws(Damage) {
    guard extra <= maximum - count else { throw .tooLarge }
    let size = min(maximum, max(2 * storage.count, count + extra))
    storage += [UInt8](repeating: 0, count: size - storage.count)
  }
}
