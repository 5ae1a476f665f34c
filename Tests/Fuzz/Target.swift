// What libFuzzer calls with each input. One file for all targets: `Tests/Fuzz/run` defines which.
// An input may be refused with the reader's own error; a crash, any other error, or more memory than
// allowed is a finding.

import Shared

#if SAFETENSORS
  import ModelFiles
#else
  import Datasets
#endif

/// Reads one input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = [UInt8](UnsafeBufferPointer(start: start, count: count))
  #if SAFETENSORS
    readTensors(bytes)
  #elseif ROWS
    readPicture(wrapped(bytes))
  #else
    readPicture(bytes)
  #endif
  return 0
}

#if SAFETENSORS
  /// What is accepted must come back the same after it is written.
  private func readTensors(_ bytes: [UInt8]) {
    do {
      let file = try SafeTensors(decoding: bytes, file: "input")
      guard let tensors = try? file.allTensors() else { return }
      let copy = SafeTensors(tensors, metadata: file.metadata).encoded()
      let again = try SafeTensors(decoding: copy, file: "copy").allTensors()
      for (old, new) in zip(tensors, again) {
        require(
          old.name == new.name && old.tensor.shape == new.tensor.shape
            && old.tensor.scalars.map(\.bitPattern) == new.tensor.scalars.map(\.bitPattern),
          "fuzz: a tensor changed on its way — \(old.name) — mend the reader or the writer")
      }
    } catch {
      require(error is ModelFileError, "fuzz: an error of another kind — \(error) — mend it")
    }
  }
#else
  /// What is accepted must be a picture of sound values.
  private func readPicture(_ bytes: [UInt8]) {
    do {
      let image = try ImageFile.decode(bytes, file: "input", maximumPixels: 1 << 16)
      require(
        image.rank == 4 && image.shape[0] == 1 && (1...4).contains(image.shape[1]),
        "fuzz: a picture of an odd shape — \(image.shape) — mend the reader")
      require(
        image.scalars.allSatisfy { (0...1).contains($0) },
        "fuzz: a value that is not in 0…1 — \(image.shape) — mend the reader")
    } catch {
      require(error is DataError, "fuzz: an error of another kind — \(error) — mend it")
    }
  }
#endif
