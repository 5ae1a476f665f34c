// Eight numbers at a time: how the kernels load, store and combine them.

/// Eight neighbouring elements: one AVX register, or two of NEON.
typealias Lanes = SIMD8<Float>

typealias Source = UnsafePointer<Float>
typealias Destination = UnsafeMutablePointer<Float>

let laneCount = 8

extension UnsafePointer<Float> {
  /// The eight elements from here on.
  @inline(__always)
  var lanes: Lanes { UnsafeRawPointer(self).loadUnaligned(as: Lanes.self) }

  /// The first `count < 8` elements from here on, and ones behind them.
  @inline(__always)
  func lanes(_ count: Int, padding: Float = 1) -> Lanes {
    var result = Lanes(repeating: padding)
    for lane in 0..<count { result[lane] = self[lane] }
    return result
  }
}

extension UnsafeMutablePointer<Float> {
  /// Writes as many elements from here on as there are lanes.
  @inline(__always)
  func store<V: SIMD<Float>>(_ lanes: V) {
    UnsafeMutableRawPointer(self).storeBytes(of: lanes, as: V.self)
  }

  /// Writes the first `count` of eight elements from here on.
  @inline(__always)
  func store(_ lanes: Lanes, count: Int) {
    for lane in 0..<count { self[lane] = lanes[lane] }
  }
}

/// `a·b + c`, in one rounding where the processor has the instruction.
@inline(__always)
func multiplyAdd<V: SIMD<Float>>(_ a: V, _ b: V, _ c: V) -> V {
  #if WITHOUT_FMA && arch(x86_64)
    a * b + c
  #else
    c.addingProduct(a, b)
  #endif
}

/// An array of which `body` writes every element.
@inline(__always)
func filled(_ count: Int, _ body: (Destination) -> Void) -> [Float] {
  if count >= largeCount { keepsFreedMemory }
  return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
    if let start = buffer.baseAddress, count > 0 { body(start) }
    initialized = count
  }
}

extension [Float] {
  /// Calls `body` with the address of the first element, unless there is none.
  @inline(__always)
  func withSource(_ body: (Source) -> Void) {
    withUnsafeBufferPointer { buffer in
      if let start = buffer.baseAddress, !buffer.isEmpty { body(start) }
    }
  }

  /// Calls `body` with the address of the first element, to change what is there.
  @inline(__always)
  mutating func withDestination(_ body: (Destination) -> Void) {
    withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress, !buffer.isEmpty { body(start) }
    }
  }
}
