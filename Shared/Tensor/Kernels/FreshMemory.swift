// Memory that was freed stays with the process.
//
// The system hands out memory page by page, each at the price of thousands of additions, when it is
// first written. The allocator of glibc gives blocks of 128 KiB and more back as soon as they are
// freed, so that the results of every training step would be paid for anew. But it learns: when a
// larger block is freed, blocks up to that size count as usual, and it keeps twice as much
// (`man 3 mallopt`, M_MMAP_THRESHOLD). Other allocators need no such lesson, and it costs them nothing.

/// The largest block from which the allocator learns: 32 MiB with its own bookkeeping.
private let largestLesson = (32 << 20) - 65_536

/// Elements that are worth the question whether the allocator has learned.
let largeCount = 16_384

/// Frees a large block, once, of which nothing was ever written.
let keepsFreedMemory: Void =
  UnsafeMutableRawPointer.allocate(byteCount: largestLesson, alignment: 16).deallocate()
