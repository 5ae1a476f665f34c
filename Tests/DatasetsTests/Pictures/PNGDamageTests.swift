// Damaged and hostile PNG files: each is refused with a line that names the damage.

import Datasets
import Shared
import Testing

struct PNGDamageTests {
  private let color = PNGSpecimen(kind: 2, depth: 8)
  private let palette = PNGSpecimen(kind: 3, depth: 2)

  @Test("a file cut off anywhere is refused", arguments: PNGLiteral.all)
  func aFileCutOff(literal: PNGLiteral) {
    let file = literal.bytes
    for length in 0..<file.count {
      let message = refusal(Array(file[..<length]))
      let expected =
        length < 4
        ? "p: not a picture" : length < 8 ? "p: damaged PNG signature" : "p: the PNG file ends"
      #expect(message.hasPrefix(expected), "\(length): \(message)")
    }
  }

  @Test("any flipped bit is noticed", arguments: PNGLiteral.all)
  func anyFlippedBit(literal: PNGLiteral) {
    let file = literal.bytes
    for bit in 0..<8 * file.count {
      var damaged = file
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(refusal(damaged).hasPrefix("p: "), "bit \(bit)")
    }
  }

  @Test("damage with a sound CRC never crashes the reader") func damageWithASoundCRC() {
    var generator = SeededGenerator(seed: 3)
    var refused = 0
    for round in 0..<3_000 {
      let literal = PNGLiteral.all[round % PNGLiteral.all.count]
      var chunks = chunks(of: literal.bytes)
      let place = generator.below(chunks.count)
      guard !chunks[place].data.isEmpty else { continue }
      chunks[place].data[generator.below(chunks[place].data.count)] ^=
        UInt8(1 + generator.below(255))
      if refusal(png(chunks), maximumPixels: 1 << 16) != "nothing was thrown" { refused += 1 }
    }
    #expect(refused > 2_000)
  }

  @Test("headers that mean nothing are named") func headersThatMeanNothing() {
    let again = "save the picture again"
    let cases: [(place: Int, value: UInt8, words: String)] = [
      (8, 0, "damaged PNG header — bit depth 0 of colour type 2, expected 8, 16"),
      (8, 3, "damaged PNG header — bit depth 3 of colour type 2, expected 8, 16"),
      (8, 99, "damaged PNG header — bit depth 99 of colour type 2, expected 8, 16"),
      (9, 1, "damaged PNG header — colour type 1, expected 0, 2, 3, 4 or 6"),
      (9, 9, "damaged PNG header — colour type 9, expected 0, 2, 3, 4 or 6"),
      (10, 1, "damaged PNG header — compression method 1, expected 0"),
      (11, 64, "damaged PNG header — filter method 64, expected 0"),
      (12, 2, "damaged PNG header — interlace method 2, expected 0 or 1"),
      (3, 0, "the picture is empty — 0 by 6 pixels"),
      (7, 0, "the picture is empty — 7 by 0 pixels"),
    ]
    for (place, value, words) in cases {
      var chunks = color.chunks
      chunks[0].data[place] = value
      #expect(refusal(png(chunks)) == "p: \(words) — \(again)")
    }
    var chunks = color.chunks
    chunks[0].data.removeLast()
    #expect(refusal(png(chunks)) == "p: damaged PNG header — 12 bytes, expected 13 — \(again)")
  }

  @Test("a small file of many pixels is refused before memory is asked for") func manyPixels() {
    var chunks = color.chunks
    chunks[0].data.replaceSubrange(0..<8, with: bigEndian(65_536) + bigEndian(65_536))
    #expect(
      refusal(png(chunks))
        == "p: the picture is too large — 65536 by 65536 pixels, at most 16777216"
        + " in all — make it smaller")
    chunks[0].data.replaceSubrange(0..<8, with: [255, 255, 255, 255, 255, 255, 255, 255])
    #expect(
      refusal(png(chunks)) == "p: the picture is too large — 4294967295 by 4294967295 pixels, at"
        + " most 16777216 in all — make it smaller")
    chunks[0].data.replaceSubrange(0..<8, with: bigEndian(4_096) + bigEndian(4_096))
    #expect(
      refusal(png(chunks)) == "p: the PNG holds too little data for its size — 143 packed bytes for"
        + " 4096 by 4096 pixels — copy the file again")
  }

  @Test("chunks out of place are named") func chunksOutOfPlace() {
    let (header, colors, data, end) = (
      palette.chunks[0], palette.chunks[1], palette.chunks[2], palette.chunks[3]
    )
    let half = data.data.count / 2
    let first = (name: "IDAT", data: Array(data.data[..<half]))
    let second = (name: "IDAT", data: Array(data.data[half...]))
    let text = (name: "tEXt", data: [UInt8]())
    let opacity = (name: "tRNS", data: [UInt8](repeating: 9, count: 4))
    let cases: [([(name: String, data: [UInt8])], String)] = [
      ([colors, header, data, end], "out of place — PLTE comes first, expected IHDR"),
      ([header, header, colors, data, end], "out of place — a second IHDR"),
      ([header, data, colors, end], "palette is missing — colour type 3 without PLTE before IDAT"),
      ([header, colors, first, text, second, end], "out of place — IDAT chunks with another"),
      ([header, colors, colors, data, end], "out of place — a second PLTE"),
      ([header, opacity, colors, data, end], "out of place — tRNS before PLTE"),
      ([header, colors, opacity, opacity, data, end], "out of place — a second tRNS"),
      ([header, colors, data, opacity, end], "out of place — tRNS behind IDAT"),
      ([header, colors, end], "the PNG data is missing — no IDAT before IEND"),
      ([header, colors, (name: "ABCD", data: []), data, end], "unknown — ABCD, which cannot be"),
      ([header, colors, (name: "abcd", data: []), data, end], "damaged PNG chunk — no length and"),
      ([header, colors, (name: "ab1D", data: []), data, end], "damaged PNG chunk — no length and"),
      ([header, colors, data, (name: "IEND", data: [0])], "damaged PNG chunk — IEND has 1 bytes"),
      ([header, colors, data], "the PNG file ends too early"),
      ([header, colors, data, end, text], "bytes after the PNG's end — 12 of them"),
    ]
    for (chunks, words) in cases {
      #expect(refusal(png(chunks)).contains(words), "\(words): \(refusal(png(chunks)))")
    }
    #expect(refusal(png([])).contains("the PNG file ends too early"))
  }

  @Test("palettes and transparency that do not fit are named") func palettesThatDoNot() {
    let gray = PNGSpecimen(kind: 0, depth: 8).chunks
    let alpha = PNGSpecimen(kind: 6, depth: 8).chunks
    let (colors, opacity) = ("PLTE", "tRNS")
    let cases: [([(name: String, data: [UInt8])], at: Int, String, Int, String)] = [
      (gray, at: 1, colors, 3, "PLTE in a grey picture"),
      (gray, at: 1, opacity, 3, "damaged PNG transparency — 3 bytes, expected 2"),
      (alpha, at: 1, opacity, 2, "tRNS in a picture with opacity"),
      (color.chunks, at: 1, opacity, 2, "damaged PNG transparency — 2 bytes, expected 6"),
      (palette.chunks, at: 2, opacity, 0, "damaged PNG transparency — 0 bytes, expected 1 to 4"),
      (palette.chunks, at: 2, opacity, 5, "damaged PNG transparency — 5 bytes, expected 1 to 4"),
      (color.chunks, at: 1, colors, 4, "4 bytes, expected 3 for each of 1 to 256 colours"),
      (color.chunks, at: 1, colors, 771, "771 bytes, expected 3 for each of 1 to 256 colours"),
      (color.chunks, at: 1, colors, 0, "0 bytes, expected 3 for each of 1 to 256 colours"),
    ]
    for (chunks, place, name, size, words) in cases {
      var chunks = chunks
      chunks.insert((name, [UInt8](repeating: 1, count: size)), at: place)
      #expect(refusal(png(chunks)).contains(words), "\(words): \(refusal(png(chunks)))")
    }
    var chunks = palette.chunks
    chunks[1].data = [UInt8](repeating: 1, count: 15)
    #expect(refusal(png(chunks)).contains("15 bytes, expected 3 for each of 1 to 4 colours"))
    chunks[1].data = [UInt8](repeating: 1, count: 9)
    #expect(refusal(png(chunks)).contains("a PNG pixel has no colour — index 3 of 3 colours"))
  }

  @Test("damaged data is named") func damagedDataIsNamed() {
    let rows = color.rows
    var wrongFilter = rows
    wrongFilter[0] = 5
    var wrongSum = zlib(rows)
    wrongSum[wrongSum.count - 1] ^= 1
    let cases: [([UInt8], String)] = [
      (zlib(Array(rows.dropLast())), "the PNG data ends too early — 131 bytes, expected 132"),
      (
        zlib(rows + [0]), "the PNG data is longer than the picture — more than 132 bytes for 7 by 6"
      ),
      (zlib(wrongFilter), "damaged PNG data — filter 5 of a row, expected 0 to 4"),
      (wrongSum, "damaged PNG data — the checksum at its end does not fit"),
      (zlib(rows) + [0], "damaged PNG data — the checksum at its end does not fit"),
      (Array(zlib(rows).dropLast(4)), "damaged PNG data — the checksum at its end does not fit"),
      (Array(zlib(rows).dropLast(5)), "the PNG data ends too early — 138 packed bytes"),
      ([0x79, 0x01] + zlib(rows).dropFirst(2), "damaged PNG data — no zlib header"),
      ([0x78, 0x02] + zlib(rows).dropFirst(2), "damaged PNG data — no zlib header"),
      ([0x78, 0x20] + zlib(rows).dropFirst(2), "damaged PNG data — no zlib header"),
      ([0x88, 0x1C] + zlib(rows).dropFirst(2), "damaged PNG data — no zlib header"),
      ([0x78, 0x01, 7], "damaged PNG data — a block has the reserved type 3"),
      ([0x78], "damaged PNG data — no zlib header"),
    ]
    for (data, words) in cases {
      let file = png([("IHDR", color.header), ("IDAT", data), ("IEND", [])])
      #expect(refusal(file).hasPrefix("p: \(words)"), "\(words): \(refusal(file))")
    }
  }

  @Test("line ends changed by a careless copy are recognised") func lineEndsChanged() {
    let file = color.file
    let unix: [UInt8] = [137, 80, 78, 71, 10, 26, 10] + file[8...]
    #expect(
      refusal(unix) == "p: damaged PNG signature — its line ends were changed, or it is cut off"
        + " — copy the file again, as binary")
  }

  /// The chunks of a sound file.
  private func chunks(of file: [UInt8]) -> [(name: String, data: [UInt8])] {
    var (chunks, position): ([(name: String, data: [UInt8])], Int) = ([], 8)
    while position < file.count {
      let length = file[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: file[position + 4..<position + 8], as: UTF8.self)
      chunks.append((name, Array(file[position + 8..<position + 8 + length])))
      position += 12 + length
    }
    return chunks
  }
}
