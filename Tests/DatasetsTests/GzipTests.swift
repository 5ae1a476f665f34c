// Unpacking: every kind of block and header, and every kind of damage.

import Datasets
import Shared
import Testing

struct GzipTests {
  @Test("the checksum of the standard message is the standard one") func theChecksumOfThe() {
    #expect(Gzip.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(Gzip.checksum([]) == 0)
    #expect(Gzip.checksum([UInt8](repeating: 0, count: 32)) == 0x190A_55AD)
  }

  @Test("every kind of block and header unpacks") func everyKindOfBlock() throws {
    let fox = Array(Packed.fox.utf8)
    #expect(try unpack(Packed.fixedBlock) == fox)
    #expect(try unpack(Packed.longHeader) == fox)
    #expect(try unpack(Packed.storedBlock) == Array("stored bytes".utf8))
    #expect(try unpack(Packed.empty) == [])
    let dynamic = try unpack(Packed.dynamicBlock)
    #expect(dynamic.count == 400)
    #expect(Gzip.checksum(dynamic) == 4_256_260_504)
  }

  @Test("members that follow each other unpack to one text") func membersThatFollowEach() throws {
    let both = try unpack(Packed.fixedBlock + Packed.empty + Packed.storedBlock)
    #expect(both == Array((Packed.fox + "stored bytes").utf8))
  }

  @Test(
    "a file cut off anywhere is refused",
    arguments: Packed.kinds.keys.sorted())
  func aFileCutOff(kind: String) throws {
    let file = try #require(Packed.kinds[kind])
    for length in 2..<file.count {
      let message = line { _ = try unpack(Array(file[..<length])) }
      #expect(message == "a.gz: gzip data ends too early — \(length) bytes — fetch the file again")
    }
  }

  @Test(
    "no flipped bit changes the text unnoticed",
    arguments: Packed.kinds.keys.sorted())
  func noFlippedBitChanges(kind: String) throws {
    let file = try #require(Packed.kinds[kind])
    let sound = try unpack(file)
    var (refused, changed) = (0, 0)
    for bit in 0..<8 * file.count {
      var damaged = file
      damaged[bit / 8] ^= 1 << UInt8(bit % 8)
      // A bit of the time stamp or the name changes nothing.
      do { changed += try unpack(damaged) == sound ? 0 : 1 } catch { refused += 1 }
    }
    #expect(changed == 0)
    #expect(refused >= 8 * (file.count - 40))
  }

  @Test("random bytes behind a sound header are refused") func randomBytesBehindA() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<2_000 {
      let noise = (0..<generator.below(300)).map { _ in UInt8(generator.below(256)) }
      let message = line { _ = try unpack(Array(Packed.empty.prefix(10)) + noise) }
      #expect(message.hasPrefix("a.gz: "))
    }
  }

  @Test("a bomb stops at the stated maximum") func aBombStopsAt() throws {
    #expect(try unpack(Packed.bomb) == [UInt8](repeating: 0, count: 100_000))
    let message = line { _ = try Gzip.unpack(Packed.bomb, file: "a.gz", maximum: 99_999) }
    #expect(
      message == "a.gz: gzip data is too large — 132 bytes unpack to more than 99999"
        + " — use a smaller file")
    var lying = Packed.bomb
    lying.replaceSubrange(lying.count - 4..<lying.count, with: [1, 0, 0, 0])
    #expect(
      line { _ = try unpack(lying) }
        == "a.gz: damaged gzip data — it unpacks to 100000 bytes, expected 1 — fetch the file again"
    )
  }

  @Test("each kind of damage is named") func eachKindOfDamage() {
    var checksum = Packed.storedBlock
    checksum[checksum.count - 8] ^= 1
    var method = Packed.fixedBlock
    method[2] = 7
    var flags = Packed.fixedBlock
    flags[3] = 0x80
    let start = Array(Packed.empty.prefix(10))
    let filler = [UInt8](repeating: 0, count: 300)
    let cases: [([UInt8], String)] = [
      (checksum, "CRC-32 is 0x0FA67778, expected 0x0FA67779"),
      (method, "compression method 7, expected 8"),
      (flags, "reserved header flags are set"),
      (Packed.fixedBlock + [1, 2, 3], "3 bytes after its end"),
      (Array("text".utf8), "it is not gzip"),
      ([], "it is not gzip"),
      (start + [0b111] + filler, "a block has the reserved type 3"),
      (start + [0b001, 1, 0, 0, 0] + filler, "a stored block's length is damaged"),
      (start + [0b0000_0011, 0b0000_0010] + filler, "a match begins before the data"),
    ]
    for (file, reason) in cases {
      #expect(
        line { _ = try unpack(file) }
          == "a.gz: damaged gzip data — \(reason) — fetch the file again")
    }
  }

  private func unpack(_ bytes: [UInt8]) throws -> [UInt8] {
    try Gzip.unpack(bytes, file: "a.gz", maximum: 1 << 20)
  }
}
