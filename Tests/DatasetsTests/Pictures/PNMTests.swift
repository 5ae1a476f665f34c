// Portable bitmaps, graymaps and pixmaps, in words and in bytes, sound and damaged.

import Datasets
import Shared
import Testing

struct PNMTests {
  @Test("the six formats are read") func theSixFormats() throws {
    let bits: [Float] = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0]
    let cases: [([UInt8], Tensor)] = [
      (text("P1 9 2 1010 10101\n0 1 0 1 0 1 1 1 1\n"), Tensor(bits, shape: [1, 1, 2, 9])),
      (
        text("P4\n9 2\n") + [0b1010_1010, 0b1000_0000, 0b0101_0111, 0b1111_1111],
        Tensor(bits, shape: [1, 1, 2, 9])
      ),
      (text("P2 2 1 10 0 5"), Tensor([0, 0.5], shape: [1, 1, 1, 2])),
      (text("P5 2 1 255\n") + [255, 51], Tensor([1, 0.2], shape: [1, 1, 1, 2])),
      (text("P5 2 1 65535\n") + [255, 255, 0x33, 0x33], Tensor([1, 0.2], shape: [1, 1, 1, 2])),
      (
        text("P3\n1 2\n5\n5 0 1\n2 3 4"), Tensor([1, 0.4, 0, 0.6, 0.2, 0.8], shape: [1, 3, 2, 1])
      ),
      (
        text("P6 1 2 5 ") + [5, 0, 1, 2, 3, 4],
        Tensor([1, 0.4, 0, 0.6, 0.2, 0.8], shape: [1, 3, 2, 1])
      ),
      (text("P6 1 1 256\t") + [1, 0, 0, 0, 0, 64], Tensor([1, 0, 0.25], shape: [1, 3, 1, 1])),
    ]
    for (file, image) in cases { #expect(try ImageFile.decode(file, file: "p") == image) }
  }

  @Test("comments may stand between the words") func comments() throws {
    let file = text("P2# made by hand\n#\n2 # width\n 1\n# 7\n 10\n 0 # first\n 5 #")
    #expect(try ImageFile.decode(file, file: "p").scalars == [0, 0.5])
    let bytes = text("P5 2 1\n# note\n255\n##")
    #expect(try ImageFile.decode(bytes, file: "p").scalars == [35.0 / 255, 35.0 / 255])
  }

  @Test("each kind of damage is named") func eachKindOfDamage() {
    let cases: [([UInt8], String)] = [
      (text("P5 "), "the PNM file ends too early — 3 bytes"),
      (text("P5 2"), "the PNM file ends too early"),
      (text("P5 2 1 255"), "the PNM file ends too early"),
      (text("P5 2 1 255\n") + [1], "the PNM file ends too early — 12 bytes"),
      (text("P4 9 1\n") + [1], "the PNM file ends too early"),
      (text("P2 2 1 255 7"), "the PNM file ends too early"),
      (text("P1 3 1 1 0"), "the PNM file ends too early"),
      (text("P5 x 1 255\n"), "damaged PNM file — no width at byte 3"),
      (text("P5 2 -1 255\n"), "damaged PNM file — no height at byte 5"),
      (text("P5 2#1 3\n"), "the PNM file ends too early"),
      (text("P5 2 1 255#\n"), "damaged PNM file — no white space at byte 10"),
      (text("P5 2 1 0\n"), "damaged PNM header — largest value 0, expected 1 to 65535"),
      (text("P5 2 1 65536\n"), "damaged PNM header — largest value 65536, expected 1 to 65535"),
      (text("P5 0 1 255\n"), "the picture is empty — 0 by 1 pixels"),
      (text("P5 1 9999999999 255\n"), "damaged PNM file — a height of many digits"),
      (text("P5 99999 99999 255\n"), "the picture is too large — 99999 by 99999 pixels"),
      (text("P1 4096 4096 1"), "the PNM file ends too early"),
      (text("P6 4096 4096 255\n1"), "the PNM file ends too early"),
      (text("P5 1 1 10\n") + [11], "a PNM value is too large — 11, at most 10"),
      (text("P2 1 1 10 11"), "a PNM value is too large — 11, at most 10"),
      (text("P2 2 1 10 1,1"), "damaged PNM file — no value at byte 11"),
      (text("P1 2 1 12"), "damaged PNM file — neither 0 nor 1 at byte 8"),
      (text("P5 1 1 10\n") + [1, 1], "bytes after the picture — 1 of them"),
      (text("P2 1 1 10 1 1"), "bytes after the picture — 1 of them"),
    ]
    for (file, words) in cases {
      #expect(refusal(file).hasPrefix("p: \(words)"), "\(words): \(refusal(file))")
    }
  }

  @Test("a file cut off anywhere, or with a flipped bit, never crashes the reader") func cutOff() {
    let files = [
      text("P1 9 2 1010 10101\n0 1 0 1 0 1 1 1 1"), text("P3\n1 2\n5\n5 0 1\n2 3 4"),
      text("P4\n9 2\n") + [170, 128, 87, 255], text("P6 1 1 256\t") + [1, 0, 0, 0, 0, 64],
    ]
    for file in files {
      for length in 3..<file.count {
        #expect(refusal(Array(file[..<length])).hasPrefix("p: the PNM file ends"), "\(length)")
      }
      for bit in 0..<8 * file.count {
        var damaged = file
        damaged[bit / 8] ^= 1 << UInt8(bit % 8)
        _ = try? ImageFile.decode(damaged, file: "p", maximumPixels: 1 << 16)
      }
    }
  }

  private func text(_ text: String) -> [UInt8] { Array(text.utf8) }
}
