// Portable bitmaps, graymaps and pixmaps (Poskanzer, 1988): a short text, then the samples as text
// (P1 to P3) or as bytes (P4 to P6).

import Shared

/// A PBM, PGM or PPM file whose header is sound.
struct PNMFile {
  private var reader: PNMReader
  /// The digit of its magic number.
  private let kind: UInt8
  private let width, height: Int
  /// The value of white.
  private let highest: Int

  private var isBitmap: Bool { kind == 1 || kind == 4 }
  private var isText: Bool { kind <= 3 }
  private var channels: Int { kind == 3 || kind == 6 ? 3 : 1 }

  init(_ bytes: [UInt8], maximumPixels: Int) throws(ImageDamage) {
    reader = PNMReader(bytes)
    kind = bytes[1] - UInt8(ascii: "0")
    width = try reader.number("width")
    height = try reader.number("height")
    try ImageDamage.check(width: width, height: height, maximumPixels: maximumPixels)
    highest = kind == 1 || kind == 4 ? 1 : try reader.number("largest value")
    guard (1...65_535).contains(highest) else {
      throw ImageDamage("damaged PNM header", "largest value \(highest), expected 1 to 65535")
    }
    try reader.startPixels(isText: isText, bytes: smallestSize)
  }

  /// The fewest bytes in which the samples can stand: in words, a digit each and a blank between.
  private var smallestSize: Int {
    let samples = width * height * channels
    return switch kind {
    case 1: samples
    case 4: height * ((width + 7) / 8)
    case 2, 3: 2 * samples - 1
    default: samples * (highest > 255 ? 2 : 1)
    }
  }

  /// The picture, shape [1, 1, H, W] or [1, 3, H, W]; a set bit of a bitmap is black, 0.
  mutating func pixels() throws(ImageDamage) -> Tensor {
    var scalars = [Float](repeating: 0, count: channels * width * height)
    for pixel in 0..<width * height {
      for channel in 0..<channels {
        let value = try sample(column: pixel % width)
        guard value <= highest else {
          throw ImageDamage("a PNM value is too large", "\(value), at most \(highest)")
        }
        let share = Float(value) / Float(highest)
        scalars[channel * width * height + pixel] = isBitmap ? 1 - share : share
      }
    }
    try reader.end(isText: isText)
    return Tensor(scalars, shape: [1, channels, height, width])
  }

  private mutating func sample(column: Int) throws(ImageDamage) -> Int {
    switch kind {
    case 1: try reader.digit()
    case 4: reader.bit(column: column, isLast: column == width - 1)
    case 2, 3: try reader.number("value")
    default: reader.bytes(highest > 255 ? 2 : 1)
    }
  }
}

/// Reads the words and bytes of a PNM file in order.
private struct PNMReader {
  private let content: [UInt8]
  private var position = 2

  init(_ content: [UInt8]) { self.content = content }

  /// The next number in words, after white space and comments.
  mutating func number(_ name: String) throws(ImageDamage) -> Int {
    let start = position
    skipSpace()
    var (value, digits) = (0, 0)
    while position < content.count, let digit = digit(content[position]) {
      // Nine digits are more than any size or value may have.
      guard digits < 9 else { throw ImageDamage("damaged PNM file", "a \(name) of many digits") }
      value = 10 * value + digit
      digits += 1
      position += 1
    }
    guard digits > 0, start < position - digits else {
      throw position < content.count
        ? ImageDamage("damaged PNM file", "no \(name) at byte \(position)") : truncated
    }
    return value
  }

  /// The next digit of a bitmap in words; there may be none between it and the last.
  mutating func digit() throws(ImageDamage) -> Int {
    skipSpace()
    guard position < content.count else { throw truncated }
    guard let value = digit(content[position]), value <= 1 else {
      throw ImageDamage("damaged PNM file", "neither 0 nor 1 at byte \(position)")
    }
    position += 1
    return value
  }

  /// Ends the header, and finds out whether the samples can be there before memory is asked for.
  mutating func startPixels(isText: Bool, bytes needed: Int) throws(ImageDamage) {
    if !isText {
      guard position < content.count else { throw truncated }
      guard isSpace(content[position]) else {
        throw ImageDamage("damaged PNM file", "no white space at byte \(position)")
      }
      position += 1
    }
    guard needed <= content.count - position else { throw truncated }
  }

  /// The next bit of a row that is filled up to whole bytes.
  mutating func bit(column: Int, isLast: Bool) -> Int {
    let value = Int(content[position] >> UInt8(7 - column % 8) & 1)
    if isLast || column % 8 == 7 { position += 1 }
    return value
  }

  /// The number in the next one or two bytes, the higher one first.
  mutating func bytes(_ count: Int) -> Int {
    defer { position += count }
    return count == 1
      ? Int(content[position]) : Int(content[position]) << 8 | Int(content[position + 1])
  }

  /// Refuses bytes behind the picture; behind text there may be white space.
  mutating func end(isText: Bool) throws(ImageDamage) {
    if isText { skipSpace() }
    guard position == content.count else {
      throw ImageDamage("bytes after the picture", "\(content.count - position) of them")
    }
  }

  /// Moves past white space, and past comments, which go from a # to the end of the line.
  private mutating func skipSpace() {
    while position < content.count {
      if content[position] == UInt8(ascii: "#") {
        while position < content.count, content[position] != 10 { position += 1 }
      } else if isSpace(content[position]) {
        position += 1
      } else {
        return
      }
    }
  }

  private func digit(_ byte: UInt8) -> Int? { (48...57).contains(byte) ? Int(byte) - 48 : nil }

  private var truncated: ImageDamage {
    ImageDamage("the PNM file ends too early", "\(content.count) bytes", "copy the file again")
  }
}
