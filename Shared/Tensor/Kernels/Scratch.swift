// Memory for intermediate results, used again and again.
//
// The system hands out fresh memory page by page, each at the price of thousands of additions. The
// buffers here are kept: a thread takes one while it works and puts it back.

import Synchronization

/// Elements of a kept buffer: room for the panels of the matrix product.
private let bufferSize = 640 * 1024

/// Places for as many buffers as are kept.
private let slots = (0..<16).map { _ in Slot() }

/// A place that holds a buffer, or nothing while a thread works with it.
private final class Slot: @unchecked Sendable {
  let buffer = Atomic<Destination?>(nil)
}

private func allocate(_ count: Int) -> Destination {
  let bytes = count * MemoryLayout<Float>.stride
  return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    .bindMemory(to: Float.self, capacity: count)
}

/// A kept buffer, or a new one when all are in use.
private func takeBuffer() -> Destination {
  for slot in slots {
    if let buffer = slot.buffer.exchange(nil, ordering: .acquiring) { return buffer }
  }
  return allocate(bufferSize)
}

private func putBack(_ buffer: Destination) {
  for slot in slots {
    let (isKept, _) = slot.buffer.compareExchange(
      expected: nil, desired: buffer, ordering: .releasing)
    if isKept { return }
  }
  buffer.deallocate()
}

/// Calls `body` with room for `count` numbers, which it must write before it reads them.
///
/// The room begins at a cache line.
@inline(__always)
func scratch(_ count: Int, _ body: (Destination) -> Void) {
  let isKept = count <= bufferSize
  let buffer = isKept ? takeBuffer() : allocate(count)
  body(buffer)
  isKept ? putBack(buffer) : buffer.deallocate()
}
