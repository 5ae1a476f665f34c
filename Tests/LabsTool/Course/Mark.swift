// A short mark of a text, by which a tool notices that it has changed.

/// The 64-bit FNV-1a hash of texts (Fowler, Noll, Vo 1991) in hexadecimal.
///
/// It notices a change, and is no protection against somebody who wants to hide one.
/// - Parameter texts: The texts; where one ends and the next begins matters.
/// - Returns: The hash.
public func mark(of texts: [String]) -> String {
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for text in texts {
    for byte in text.utf8 + [0xff] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
  return String(hash, radix: 16)
}
