// SHA-256 (FIPS 180-4, 2015): the fingerprint by which a downloaded file is known to be the right
// one, whichever server it came from.

import Foundation

/// The checksum SHA-256.
public enum SHA256 {
  /// The checksum of the bytes.
  ///
  /// - Returns: 64 hexadecimal digits in lower case, as `sha256sum` prints them.
  public static func checksum(_ bytes: [UInt8]) -> String {
    var state = initial
    var schedule = [UInt32](repeating: 0, count: 64)
    let whole = bytes.count / 64 * 64
    for start in stride(from: 0, to: whole, by: 64) {
      fold(bytes, at: start, into: &state, &schedule)
    }
    let rest = padded(bytes[whole...], length: bytes.count)
    for start in stride(from: 0, to: rest.count, by: 64) {
      fold(rest, at: start, into: &state, &schedule)
    }
    return state.map(hexadecimal).joined()
  }

  // Constants that hide nothing: the first 32 bits behind the point of roots of the first primes.
  private static let initial = primes.prefix(8).map { fraction(sqrt($0)) }
  private static let constants = primes.map { fraction(cbrt($0)) }

  private static let primes: [Double] = (2...311).filter { number in
    !(2..<number).contains { number % $0 == 0 }
  }.map(Double.init)

  private static func fraction(_ root: Double) -> UInt32 {
    UInt32((root - root.rounded(.down)) * 0x1p32)
  }

  /// The last bytes, a single 1 bit, zeros, and the length of the whole message in bits.
  private static func padded(_ rest: ArraySlice<UInt8>, length: Int) -> [UInt8] {
    var block = rest + [0x80]
    while block.count % 64 != 56 { block.append(0) }
    block += (0..<8).reversed().map { UInt8(truncatingIfNeeded: (length * 8) >> ($0 * 8)) }
    return Array(block)
  }

  /// Folds the 64 bytes from `start` on into the state.
  private static func fold(
    _ bytes: [UInt8], at start: Int, into state: inout [UInt32], _ schedule: inout [UInt32]
  ) {
    expand(bytes, at: start, into: &schedule)
    let constants = constants
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let choice = (e & f) ^ (~e & g)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let first = h &+ rotated(e, 6, 11, 25) &+ choice &+ constants[t] &+ schedule[t]
      let second = rotated(a, 2, 13, 22) &+ majority
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= word }
  }

  /// The block's sixteen words, highest byte first, and 48 more that mix them.
  private static func expand(_ bytes: [UInt8], at start: Int, into schedule: inout [UInt32]) {
    for t in 0..<16 {
      let i = start + 4 * t
      schedule[t] =
        UInt32(bytes[i]) << 24 | UInt32(bytes[i + 1]) << 16 | UInt32(bytes[i + 2]) << 8
        | UInt32(bytes[i + 3])
    }
    for t in 16..<64 {
      let (early, late) = (schedule[t - 15], schedule[t - 2])
      let mixed = turned(early, 7) ^ turned(early, 18) ^ early >> 3
      let stirred = turned(late, 17) ^ turned(late, 19) ^ late >> 10
      schedule[t] = stirred &+ schedule[t - 7] &+ mixed &+ schedule[t - 16]
    }
  }

  private static func rotated(_ x: UInt32, _ a: UInt32, _ b: UInt32, _ c: UInt32) -> UInt32 {
    turned(x, a) ^ turned(x, b) ^ turned(x, c)
  }

  private static func turned(_ x: UInt32, _ count: UInt32) -> UInt32 {
    x >> count | x << (32 - count)
  }

  private static func hexadecimal(_ word: UInt32) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
