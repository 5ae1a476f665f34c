// Bitmaps of every depth, the right way up and upside down, sound and damaged.

import Datasets
import Shared
import Testing

struct BMPTests {
  /// Two rows of three pixels: red, green, blue over white, black, grey.
  private let colors: [[UInt8]] = [
    [255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [0, 0, 0], [51, 51, 51],
  ]
  private let pixels = Tensor(
    [1, 0, 0, 1, 0, 0.2, 0, 1, 0, 1, 0, 0.2, 0, 0, 1, 1, 0, 0.2], shape: [1, 3, 2, 3])

  private var palette: [UInt8] { colors.flatMap { [$0[2], $0[1], $0[0], 0] } }

  @Test("24 and 32 bits are read, lowest row first and last") func trueColour() throws {
    for depth in [24, 32] {
      for isTopDown in [false, true] {
        let rows = (isTopDown ? [0, 1] : [1, 0]).map { row in
          filled(
            (0..<3).flatMap { column in
              colors[3 * row + column].reversed() + (depth == 32 ? [77] : [])
            })
        }
        let file = bitmap(3, isTopDown ? -2 : 2, depth, rows.flatMap { $0 })
        #expect(try ImageFile.decode(file, file: "p") == pixels, "\(depth), \(isTopDown)")
      }
    }
  }

  @Test("1, 4 and 8 bits are read through the palette") func palettes() throws {
    let four = bitmap(3, -2, 4, [0x01, 0x20, 0, 0, 0x34, 0x50, 0, 0], palette: palette)
    #expect(try ImageFile.decode(four, file: "p") == pixels)
    let eight = bitmap(3, -2, 8, [0, 1, 2, 0, 3, 4, 5, 0], palette: palette)
    #expect(try ImageFile.decode(eight, file: "p") == pixels)
    let one = bitmap(
      10, 1, 1, [0b1010_0000, 0b0100_0000, 0, 0], palette: [0, 0, 0, 0, 255, 255, 255, 0])
    let row: [Float] = [1, 0, 1, 0, 0, 0, 0, 0, 0, 1]
    #expect(try ImageFile.decode(one, file: "p").scalars == row + row + row)
  }

  @Test("a bitmap of OS/2 is read") func aBitmapOfOS2() throws {
    let header: [UInt8] = [12, 0, 0, 0, 2, 0, 1, 0, 1, 0, 1, 0]
    let file =
      "BM".utf8 + little(0, 4) + little(0, 4) + little(32, 4) + header
      + [0, 0, 255, 255, 0, 0] + [0b0100_0000, 0, 0, 0]
    #expect(
      try ImageFile.decode(Array(file), file: "p")
        == Tensor([1, 0, 0, 0, 0, 1], shape: [1, 3, 1, 2]))
  }

  @Test("16 bits are 5 a colour, or what the masks say; a fourth mask is opacity") func masks()
    throws
  {
    let plain = bitmap(2, 1, 16, little(0x7C00, 2) + little(0x3FF, 2))
    #expect(try ImageFile.decode(plain, file: "p").scalars == [1, 0, 0, 1, 0, 1])
    let masked = bitmap(
      2, 1, 16, little(0xF800, 2) + little(0x7E0, 2), compression: 3,
      palette: [0xF800, 0x7E0, 0x1F].flatMap { little($0, 4) })
    #expect(try ImageFile.decode(masked, file: "p").scalars == [1, 0, 0, 1, 0, 0])
    let opaque = bitmap(
      1, 1, 32, [51, 102, 255, 204], compression: 3, size: 56,
      masks: [0xFF, 0xFF00, 0xFF0000, 0xFF00_0000])
    #expect(try ImageFile.decode(opaque, file: "p").scalars == [0.2, 0.4, 1, 0.8])
    let without = bitmap(
      1, 1, 32, [51, 102, 255, 204], compression: 3, size: 108, masks: [0xFF, 0xFF00, 0xFF0000, 0])
    #expect(try ImageFile.decode(without, file: "p").scalars == [0.2, 0.4, 1])
  }

  @Test("a file cut off anywhere is refused; no flipped bit crashes the reader") func cutOff() {
    let files = [
      bitmap(3, -2, 4, [0x01, 0x20, 0, 0, 0x34, 0x50, 0, 0], palette: palette),
      bitmap(2, 1, 24, [1, 2, 3, 4, 5, 6, 0, 0]),
      bitmap(
        1, 1, 32, [1, 2, 3, 4], compression: 3, size: 124,
        masks: [0xFF, 0xFF00, 0xFF0000, 0xFF00_0000]),
    ]
    for file in files {
      for length in 2..<file.count {
        #expect(
          refusal(Array(file[..<length])).hasPrefix("p: the BMP file ends too early"), "\(length)")
      }
      for bit in 0..<8 * file.count {
        var damaged = file
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        _ = try? ImageFile.decode(damaged, file: "p", maximumPixels: 1 << 16)
      }
    }
  }

  @Test("each kind of damage is named") func eachKindOfDamage() {
    let data: [UInt8] = [1, 2, 3, 0]
    let cases: [(at: Int, [UInt8], String)] = [
      (14, little(41, 4), "the BMP header is of an unknown kind — 41 bytes"),
      (14, little(.max, 4), "the BMP header is of an unknown kind — 4294967295 bytes"),
      (18, little(0, 4), "the picture is empty — 0 by 1 pixels"),
      (18, little(-1, 4), "the picture is empty — -1 by 1 pixels"),
      (18, little(65_536, 4) + little(65_536, 4), "the picture is too large — 65536 by 65536"),
      (22, little(Int(Int32.min), 4), "the picture is too large — 1 by 2147483648 pixels"),
      (18, little(4_096, 4) + little(4_096, 4), "the BMP file ends too early — 58 bytes, expected"),
      (26, little(2, 2), "damaged BMP header — 2 planes, expected 1"),
      (28, little(2, 2), "damaged BMP header — 2 bits a pixel, expected 1, 4, 8, 16, 24, 32"),
      (28, little(0, 2), "damaged BMP header — 0 bits a pixel"),
      (30, little(1, 4), "compressed BMP is not supported — compression 1, RLE"),
      (30, little(2, 4), "compressed BMP is not supported — compression 2, RLE"),
      (30, little(4, 4), "compressed BMP is not supported — compression 4, JPEG"),
      (30, little(9, 4), "compressed BMP is not supported — compression 9, unknown"),
      (30, little(3, 4), "damaged BMP header — 24 bits a pixel, expected 16, 32"),
      (10, little(53, 4), "damaged BMP header — pixels at byte 53, expected 54 or more"),
      (10, little(.max, 4), "the BMP file ends too early — 58 bytes, expected 4294967299"),
    ]
    for (place, bytes, words) in cases {
      var file = bitmap(1, 1, 24, data)
      file.replaceSubrange(place..<place + bytes.count, with: bytes)
      #expect(refusal(file).hasPrefix("p: \(words)"), "\(words): \(refusal(file))")
    }
  }

  @Test("palettes and masks that do not fit are named") func palettesAndMasks() {
    var many = bitmap(1, 1, 1, [0, 0, 0, 0], palette: [0, 0, 0, 0, 9, 9, 9, 0])
    many.replaceSubrange(46..<50, with: little(3, 4))
    #expect(refusal(many).hasPrefix("p: damaged BMP palette — 3 colours, expected 1 to 2"))
    many.replaceSubrange(46..<50, with: little(.max, 4))
    #expect(refusal(many).hasPrefix("p: damaged BMP palette — 4294967295 colours"))
    let few = bitmap(1, 1, 8, [1, 0, 0, 0], palette: [9, 9, 9, 0])
    #expect(refusal(few).hasPrefix("p: a BMP pixel has no colour — index 1 of 1 colours"))
    for masks in [[0xFF, 0xFF, 0xFF00, 0], [0xF0F, 0xF0, 0xF000, 0], [0, 1, 2, 0]] {
      let file = bitmap(1, 1, 32, [1, 2, 3, 4], compression: 3, size: 56, masks: masks)
      #expect(refusal(file).hasPrefix("p: damaged BMP masks — 0x"), "\(masks)")
    }
    let wide = bitmap(
      1, 1, 16, [1, 2, 0, 0], compression: 3, size: 56, masks: [0x1F0000, 0x3E0, 0x1F, 0])
    #expect(refusal(wide).hasPrefix("p: damaged BMP masks — 0x1F0000, 0x3E0, 0x1F"))
  }

  private func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  /// Bytes filled up to a multiple of four.
  private func filled(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
  }

  /// A file with a header of Windows; `palette` stands behind the header, `masks` in it.
  private func bitmap(
    _ width: Int, _ height: Int, _ depth: Int, _ data: [UInt8], compression: Int = 0,
    size: Int = 40, palette: [UInt8] = [], masks: [Int] = []
  ) -> [UInt8] {
    let start = 14 + size + palette.count
    var header = little(size, 4) + little(width, 4) + little(height, 4) + little(1, 2)
    header += little(depth, 2) + little(compression, 4) + little(0, 12)
    header += little(depth <= 8 ? palette.count / 4 : 0, 4) + little(0, 4)
    header += masks.flatMap { little($0, 4) }
    header += [UInt8](repeating: 0, count: size - header.count)
    return "BM".utf8 + little(start + data.count, 4) + little(0, 4) + little(start, 4) + header
      + palette + data
  }
}
