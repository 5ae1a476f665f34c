// Two ways past a PNG file's checksums, which would otherwise hide all that stands behind them.

#if PNG || ROWS
  import Datasets
#endif

#if PNG
  /// Changes an input as libFuzzer does, then puts the right CRC into each chunk; a tenth of the
  /// inputs stays wrong.
  @_cdecl("LLVMFuzzerCustomMutator")
  public func mutate(
    _ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int, _ seed: CUnsignedInt
  ) -> Int {
    let count = mutateBytes(start, count, room)
    if seed % 10 != 0 { mend(UnsafeMutableBufferPointer(start: start, count: count)) }
    return count
  }

  @_silgen_name("LLVMFuzzerMutate")
  private func mutateBytes(_ start: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int) -> Int

  private func mend(_ file: UnsafeMutableBufferPointer<UInt8>) {
    var position = 8
    while position + 12 <= file.count {
      let length = file[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = position + 8 + length
      guard end + 4 <= file.count else { return }
      let sum = bigEndian(Gzip.checksum(Array(file[position + 4..<end])))
      for index in 0..<4 { file[end + index] = sum[index] }
      position = end + 4
    }
  }
#endif

#if ROWS
  /// A PNG file with sound checksums around the input.
  ///
  /// The input's first 13 bytes are the header, the next two say how many colours and how many bytes
  /// of transparency follow, and the rest is the rows with their filters.
  func wrapped(_ input: [UInt8]) -> [UInt8] {
    guard input.count >= 15 else { return [] }
    let colors = min(3 * Int(input[13]), input.count - 15)
    let opacities = min(Int(input[14]), input.count - 15 - colors)
    let rows = Array(input[(15 + colors + opacities)...])
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += chunk("IHDR", input[..<13])
    if colors > 0 { file += chunk("PLTE", input[15..<15 + colors]) }
    if opacities > 0 { file += chunk("tRNS", input[(15 + colors)..<15 + colors + opacities]) }
    return file + chunk("IDAT", stored(rows)[...]) + chunk("IEND", [])
  }

  private func chunk(_ name: String, _ data: ArraySlice<UInt8>) -> [UInt8] {
    let body = name.utf8 + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(Gzip.checksum(Array(body)))
  }

  /// A zlib stream of one block that is not packed.
  private func stored(_ rows: [UInt8]) -> [UInt8] {
    let (low, high) = (UInt8(rows.count & 255), UInt8(rows.count >> 8))
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in rows {
      a = (a + UInt32(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return [0x78, 0x01, 1, low, high, ~low, ~high] + rows + bigEndian(b << 16 | a)
  }
#endif

#if PNG || ROWS
  private func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }
#endif
