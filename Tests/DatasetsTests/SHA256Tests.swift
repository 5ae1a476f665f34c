// SHA-256 against the examples of its standard, and around the ends of its blocks.

import Datasets
import Testing

struct SHA256Tests {
  @Test(
    "The examples of FIPS 180 have the published checksums",
    arguments: [
      ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
  func standard(text: String, times: Int, checksum: String) {
    let message = Array(repeating: Array(text.utf8), count: times).flatMap { $0 }
    #expect(SHA256.checksum(message) == checksum)
  }

  /// Computed with `sha256sum`: the length fits into the last block up to 55 bytes.
  @Test(
    "The padding is right on both sides of a block's end",
    arguments: [
      (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
      (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
      (63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
      (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
      (119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"),
    ])
  func padding(count: Int, checksum: String) {
    #expect(SHA256.checksum(Array(repeating: UInt8(ascii: "a"), count: count)) == checksum)
  }
}
