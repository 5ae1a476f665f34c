// Memory for intermediate results, used again and again.
//
// The system hands out fresh memory page by page, each at the price of thousands of additions. The
// buffers here are kept: a thread takes one while it works and gives it back.

import Synchronization

/// Elements of a kept buffer: room for the panels of the matrix product.
private let bufferSize = 640 * 1024

/// Buffers that nobody uses.
private let pool = Mutex<[Buffer]>([])

private struct Buffer: @unchecked Sendable {
  let start: Destination

  init(_ count: Int) {
    let bytes = count * MemoryLayout<Float>.stride
    start = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .bindMemory(to: Float.self, capacity: count)
  }
}

/// Calls `body` with room for `count` numbers, which it must write before it reads them.
///
/// The room begins at a cache line.
@inline(__always)
func scratch(_ count: Int, _ body: (Destination) -> Void) {
  if count > bufferSize {
    let buffer = Buffer(count)
    body(buffer.start)
    buffer.start.deallocate()
  } else {
    let buffer = pool.withLock { $0.popLast() } ?? Buffer(bufferSize)
    body(buffer.start)
    pool.withLock { $0.append(buffer) }
  }
}
